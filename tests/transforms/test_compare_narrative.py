"""The narrative against the figures: all answered, and yet some settled slowly; said otherwise it is no finding."""

from __future__ import annotations

import pytest

from extractors.records import Address
from tests.read_text import FRAME, read_text, report_of
from tests.transforms.test_check import figure
from transforms.compare_narrative import compare_narrative
from transforms.load_rules import load_rules
from transforms.records import Figure, Finding, Narrative

ALL = {"opinions": 46, "opinions_answered": 46}
SOME = {"opinions": 46, "opinions_answered": 41, "opinions_forwarded": 3, "opinions_pending": 2}
SLOW = "Còn một số kiến nghị chậm được giải quyết, vượt thẩm quyền của xã."
THERE = Address(31, 0, 60)


def found(text: str, facts: dict[str, int], section: str = "limitations") -> list[Finding]:
    figures: dict[tuple[str, str | None], Figure] = {(m, None): figure(m, None, v) for m, v in facts.items()}
    return compare_narrative((Narrative(section, 1, text, THERE),), figures)


def test_all_answered_and_yet_some_settled_slowly() -> None:
    (told,) = found("Việc tuyên truyền chưa sâu. " + SLOW, ALL)
    assert (told.rule, told.severity, told.measure) == ("implausible", "info", "opinions_answered")
    assert (told.stated, told.expected, told.other_address) == ("46", None, THERE)
    assert told.message == (
        "Số liệu ghi cả 46 ý kiến đều được giải đáp, không còn việc chờ hay chuyển đi, nhưng phần hạn chế lại viết "
        "“Còn một số kiến nghị chậm được giải quyết, vượt thẩm quyền của xã”; đề nghị đối chiếu."
    )


def test_a_rate_of_a_hundred_says_it_too() -> None:
    assert len(found(SLOW, {"opinions": 46, "answered_rate": 100})) == 1
    assert found(SLOW, {"opinions": 46, "answered_rate": 98}) == []


@pytest.mark.parametrize(
    "text",
    [
        "Một số ý kiến về đường tránh do chủ đầu tư không dự nên chưa trả lời được.",
        "Ý kiến về đất rừng trả lời chậm.",
        "02 kiến nghị về bãi thải chưa có hướng giải quyết.",
        "Có phản ánh của Nhân dân giải quyết còn chậm.",
        "Nhiều đề nghị của Nhân dân vượt quá thẩm quyền của phường.",
        "Còn 3 ý kiến chưa được giải đáp.",
        "Còn Ý KIẾN CHƯA ĐƯỢC GIẢI ĐÁP",
    ],
)
def test_limitations_that_all_answered_contradicts(text: str) -> None:
    assert len(found(text, ALL)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Giải ngân vốn đầu tư công còn chậm, một số công trình chưa được giải quyết mặt bằng.",
        "Việc giải phóng mặt bằng chậm. Ý kiến của Nhân dân được ghi đầy đủ.",
        "Không còn ý kiến, kiến nghị tồn đọng.",
        "Không để kiến nghị quá hạn.",
        "Năm 2024, ba xã cũ nhận 66 ý kiến, đến nay vẫn còn 04 nội dung chưa trả lời xong.",
        "Kiến nghị từ kỳ trước chưa được giải quyết.",
        "Số ý kiến về đất đai giảm chưa nhiều.",
        "Cán bộ tổng hợp chưa quen tách ý kiến với câu hỏi.",
        "Việc phân loại ý kiến chưa thống nhất.",
        "Đề nghị tỉnh sớm tháo gỡ việc chậm giải quyết thủ tục.",
        "Việc trả lời ngay hết ý kiến có lúc chưa sâu.",
    ],
)
def test_limitations_about_other_things(text: str) -> None:
    assert found(text, ALL) == []


@pytest.mark.parametrize(
    "facts",
    [SOME, ALL | {"opinions_forwarded": 2}, ALL | {"petitions_pending": 1}, {"opinions": 46}, {"opinions": 0}, {}],
)
def test_figures_that_leave_something_open_are_not_contradicted(facts: dict[str, int]) -> None:
    assert found(SLOW, facts) == []


def test_only_the_limitations_tell_of_what_is_slow() -> None:
    assert found(SLOW, ALL, "tasks") == []
    assert found(SLOW, ALL, "difficulties") == []


@pytest.mark.parametrize(
    "text",
    [
        "Đã giải đáp 100% ý kiến của Nhân dân tại hội nghị.",
        "Toàn bộ các ý kiến đều được giải đáp tại các cuộc đối thoại.",
        "100 % ý kiến, kiến nghị được trả lời ngay tại chỗ.",
    ],
)
def test_all_said_to_be_answered_while_the_figures_leave_some(text: str) -> None:
    (told,) = found(text, SOME, "results")
    assert (told.rule, told.severity, told.stated, told.expected) == ("implausible", "info", "41", "46")
    assert told.message.endswith("nhưng số liệu ghi giải đáp 41/46 ý kiến; đề nghị đối chiếu.")
    assert found(text, ALL, "results") == []
    assert found(text, SOME | {"answered_rate": 100}, "results") == []  # rate_mismatch says it


@pytest.mark.parametrize(
    "text",
    [
        "100% ý kiến thuộc thẩm quyền được giải đáp tại hội nghị.",
        "100% ý kiến được ghi chép đầy đủ.",
        "Tất cả thôn, bản đều có ý kiến tại hội nghị.",
        "100% ý kiến được trả lời tại hội nghị hoặc bằng văn bản.",
    ],
)
def test_all_of_something_else(text: str) -> None:
    assert found(text, SOME, "results") == []


def test_a_whole_report_tells_it() -> None:
    text = FRAME.format(
        "Xã tổ chức 02 cuộc đối thoại với 120 người tham dự, có 46 ý kiến, đã giải đáp 46 ý kiến, đạt 100%."
    ).replace("**III. NHIỆM VỤ", f"**III. ĐÁNH GIÁ CHUNG\n**2. Hạn chế\n{SLOW}\n**IV. NHIỆM VỤ")
    told = [f for f in report_of(read_text(text)).findings if f.rule == "implausible"]
    assert [(f.severity, f.measure, f.stated) for f in told] == [("info", "opinions_answered", "46")]


def test_the_words_are_lower_case_phrases() -> None:
    for words in load_rules().narrative.values():
        assert words
        assert all(word == word.lower() == " ".join(word.split()) for word in words)
