"""Sentences that were once read wrong, each with what it says."""

from __future__ import annotations

import pytest

from tests.extractors.figures.compare_truth import contradictions
from tests.read_text import body_report

OPENING = "Xã tổ chức 02 cuộc đối thoại với 120 người tham dự, có 46 ý kiến."


def said(*lines: str) -> dict[str, str]:
    """Read section 2.2 (and 2.4 after a line "2.4"): measure, or measure and field, to value."""
    report = body_report(*lines)
    return {f"{f.measure} {f.category}" if f.category else f.measure: f"{f.value:f}" for f in report.figures}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Xã tổ chức 02 cuộc đối thoại với 120 người tham dự, nhận được 27 lượt YK.",
            {"sessions": "2", "participants": "120", "opinions": "27"},
        ),
        (
            "Xã tổ chức 02 cuộc đối thoại với 120 người tham dự, Nhân dân tham gia 70lượt ý kiến.",
            {"sessions": "2", "participants": "120", "opinions": "70"},
        ),
        (
            "Xã tổ chức 02 cuộc đối thoại tại thôn 5 và thôn 7, với 120 người tham dự.",
            {"sessions": "2", "participants": "120"},
        ),
        (
            "Xã tổ chức 04 cuộc đối thoại với một nghìn không trăm linh năm người tham dự.",
            {"sessions": "4", "participants": "1005"},
        ),
        (
            "Xã tổ chức 04 cuộc đối thoại với một nghìn không trăm mười người tham dự.",
            {"sessions": "4", "participants": "1010"},
        ),
        (
            "Người đứng đầu cấp ủy, chính quyền tổ chức được hai kỳ tiếp xúc, đối thoại "
            "(hai kỳ định kỳ, không có kỳ đột xuất).",
            {"sessions": "2", "sessions_periodic": "2", "sessions_adhoc": "0"},
        ),
        (
            "Xã tổ chức 04 cuộc đối thoại (03 cuộc định kỳ, 01 cuộc đột xuất) với trên 300 người tham dự.",
            {"sessions": "4", "sessions_periodic": "3", "sessions_adhoc": "1", "participants": "300"},
        ),
        ("Trong năm xã chưa tổ chức được cuộc đối thoại nào.", {"sessions": "0"}),
    ],
    ids=["lượt YK", "70lượt", "thôn 5", "1005", "1010", "không có kỳ đột xuất", "trên 300", "no session"],
)
def test_a_sentence_says(sentence: str, expected: dict[str, str]) -> None:
    assert said(sentence) == expected
    assert contradictions(body_report(sentence)) == set()


def test_what_is_settled_after_the_meeting_is_not_in_hand() -> None:
    figures = said(OPENING, "2.4", "Tổng số 46 kiến nghị; 03 kiến nghị được giải quyết sau hội nghị.")
    assert figures["petitions_resolved"] == "3"
    assert "petitions_pending" not in figures


def test_a_total_behind_its_parts_counts_and_must_agree_with_them() -> None:
    people = "Người dự cuộc thứ nhất 74 người, cuộc thứ hai 88 người, cộng là {} người."
    opening = "Xã tổ chức 02 cuộc đối thoại."
    assert said(opening, people.format(162))["participants"] == "162"
    assert said(opening, people.format(172))["participants"] == "172"
    assert contradictions(body_report(opening, people.format(162))) == set()
    assert contradictions(body_report(opening, people.format(172))) == {"attendance_breakdown"}


def test_the_superior_level_is_no_hedge() -> None:
    report = body_report(OPENING, "Đã giải đáp 41 ý kiến; chuyển cấp trên 03 ý kiến; 02 ý kiến trả lời sau.")
    assert [f for f in report.findings if f.rule == "approximate"] == []


def test_a_second_y_te_field_says_only_how_many_more_were_answered() -> None:
    figures = said(
        "Xã tổ chức 02 cuộc đối thoại với 120 người tham dự, có 22 ý kiến.",
        "Chia ra thì đất đai 12 ý kiến, trả lời được 10. Nước sinh hoạt có 05 ý kiến, trong đó trả lời 04. "
        "Y tế, giáo dục cũng 05 ý kiến và cũng mới trả lời được 04.",
    )
    assert figures["raised health_education"] == "5"
    assert figures["answered health_education"] == "4"


def test_a_field_that_is_none_of_the_eight_is_added_to_other() -> None:
    figures = said(
        "Xã tổ chức 04 cuộc đối thoại với 300 người tham dự, có 19 ý kiến.",
        "Chia theo lĩnh vực: về chuyển đổi số có tám (08) ý kiến, giải đáp tại chỗ 8 ý kiến; "
        "về đất đai có 6 ý kiến, giải đáp tại chỗ 4 ý kiến; về y tế có 5 ý kiến, giải đáp tại chỗ 5 ý kiến.",
    )
    assert figures["raised other"] == "8"
    assert figures["answered other"] == "8"
    assert figures["opinions"] == "19"


def test_a_dash_in_the_first_row_of_a_table_is_zero() -> None:
    figures = said(
        "Xã tổ chức 1 cuộc đối thoại với 30 người tham dự và 5 ý kiến.",
        "[TABLE]",
        "TT | Lĩnh vực | Số ý kiến",
        "1 | Đất đai | -",
        "2 | Xây dựng cơ bản | 3",
        "3 | Chế độ, chính sách | 1",
        "4 | Đô thị, an ninh - trật tự | -",
        "5 | Thủ tục hành chính | -",
        "6 | Nước sinh hoạt | 1",
        "7 | Y tế, giáo dục | -",
        "8 | Một số lĩnh vực khác | -",
        "[/TABLE]",
    )
    assert figures["raised land"] == figures["raised other"] == "0"
    assert figures["raised construction"] == "3"


def test_attendance_stands_in_the_total_and_once_more_session_by_session() -> None:
    figures = said(
        "Trong kỳ báo cáo, số kỳ đối thoại đã tổ chức là bốn (04) kỳ (bốn (04) kỳ định kỳ, không có kỳ đột xuất), "
        "số đại biểu đến dự: bốn trăm sáu mươi bốn (464) đại biểu.",
        "Kỳ thứ nhất ngày 1/8/2025 tại trụ sở UBND có 39 đại biểu dự; kỳ thứ hai ngày 21/8/2025 có 168 đại biểu dự; "
        "kỳ thứ ba ngày 9/12/2025 có 146 đại biểu dự; kỳ thứ tư ngày 24/12/2025 có 111 đại biểu dự.",
    )
    assert figures["participants"] == "464"


def test_a_report_of_one_session_states_its_attendance() -> None:
    report = body_report(
        "Bí thư Đảng ủy đã chủ trì một (01) cuộc đối thoại với Nhân dân (một (01) cuộc định kỳ, không có cuộc đột "
        "xuất), với sự tham dự của năm mươi hai (52) người."
    )
    (figure,) = [f for f in report.figures if f.measure == "participants"]
    assert (figure.value, figure.method) == (52, "printed")


@pytest.mark.parametrize("day", ["ngày 09 tháng 12 năm 2025", "ngày 9 tháng 12 năm 2025", "ngày 06 tháng 9 năm 2025"])
def test_a_date_is_no_period(day: str) -> None:
    figures = said(f"Tính đến {day}, xã đã tổ chức 02 cuộc đối thoại với 120 người tham dự, có 30 ý kiến.")
    assert figures == {"sessions": "2", "participants": "120", "opinions": "30"}


def test_what_is_answered_of_several_fields_together_is_answered_of_each() -> None:
    figures = said(
        "Xã tổ chức 02 cuộc đối thoại với 120 người tham dự, có 21 ý kiến.",
        "Đất đai có 09 ý kiến, trả lời được 07 ý kiến; xây dựng cơ bản 06 ý kiến, nước sinh hoạt 04 ý kiến, "
        "tất cả 10 ý kiến của hai lĩnh vực này đều đã được trả lời; y tế, giáo dục 02 ý kiến, trả lời 02 ý kiến.",
    )
    assert [figures[f"answered {c}"] for c in ("land", "construction", "water", "health_education")] == [
        "7",
        "6",
        "4",
        "2",
    ]


def test_numbers_in_turn_belong_to_the_fields_in_turn() -> None:
    figures = said(
        "Xã tổ chức 02 cuộc đối thoại với 120 người tham dự, có 20 ý kiến.",
        "Thủ tục hành chính có 11 ý kiến và nước sạch có 09 ý kiến, số được giải đáp lần lượt là 10 và 08 ý kiến.",
    )
    assert (figures["answered admin_procedure"], figures["answered water"]) == ("10", "8")


def test_as_many_numbers_of_people_as_sessions_are_its_parts() -> None:
    figures = said("Xã mở 02 hội nghị đối thoại, lần lượt có 61 người và 74 người dự.")
    assert figures["participants"] == "135"


def test_a_quarter_at_the_head_of_a_line_holds_for_the_whole_line() -> None:
    figures = said(
        "Kết quả từng quý:",
        "- Quý III: 01 hội nghị, 80 người dự, 12 ý kiến; trả lời ngay 10 ý kiến; chuyển cấp trên 02 ý kiến.",
        "- Quý IV: 02 hội nghị, 150 người dự, 18 ý kiến; trả lời ngay 15 ý kiến; chuyển cấp trên 03 ý kiến.",
        "Cả năm: 03 hội nghị, 230 người dự, 30 ý kiến; trả lời ngay 25 ý kiến; chuyển cấp trên 05 ý kiến.",
    )
    assert {m: figures[m] for m in ("sessions", "participants", "opinions_answered", "opinions_forwarded")} == {
        "sessions": "3",
        "participants": "230",
        "opinions_answered": "25",
        "opinions_forwarded": "5",
    }


def test_another_year_told_by_the_way_does_not_take_the_sentence_along() -> None:
    figures = said(
        "Trong khi năm 2024 các xã cũ chỉ làm được 03 cuộc, lãnh đạo xã đã chủ trì 05 cuộc đối thoại; "
        "số người dự là 402 người, nhiều hơn năm trước 90 người."
    )
    assert (figures["sessions"], figures["participants"]) == ("5", "402")


def test_sessions_in_columns_are_parts_and_their_kinds_count_them() -> None:
    figures = said(
        "Trong tháng phường đã tổ chức 02 cuộc đối thoại.",
        "[TABLE]",
        "Nội dung | Cuộc định kỳ | Cuộc đột xuất",
        "Địa điểm | Hội trường phường | Nhà văn hóa tổ 3",
        "Số người dự | 90 | 41",
        "Số ý kiến | 14 | 6",
        "Trả lời trực tiếp | 12 | 6",
        "[/TABLE]",
    )
    assert (figures["participants"], figures["opinions"], figures["opinions_answered"]) == ("131", "20", "18")
    assert (figures["sessions_periodic"], figures["sessions_adhoc"]) == ("1", "1")


def test_rows_in_groups_count_once_where_one_group_is_the_total() -> None:
    figures = said(
        "Xã tổ chức 03 cuộc đối thoại với 200 người dự, có 18 ý kiến.",
        "[TABLE]",
        "Chủ trì | Chỉ tiêu | Đất đai | Xây dựng cơ bản | Nước sinh hoạt | Cộng",
        "Bí thư | Ý kiến | 5 | 3 | 2 | 10",
        " | Đã trả lời | 4 | 3 | 2 | 9",
        "Chủ tịch | Ý kiến | 4 | 3 | 1 | 8",
        " | Đã trả lời | 3 | 2 | 1 | 6",
        "Cả hai | Ý kiến | 9 | 6 | 3 | 18",
        " | Đã trả lời | 7 | 5 | 3 | 15",
        "[/TABLE]",
    )
    assert (figures["raised land"], figures["answered land"], figures["raised water"]) == ("9", "7", "3")


def test_no_petition_is_not_counted_as_one() -> None:
    figures = said(
        OPENING,
        "2.4",
        "Trong 46 ý kiến có 06 ý kiến chỉ hỏi, đã trả lời ngay, không phải là kiến nghị. Tổng số kiến nghị là 40.",
    )
    assert figures["petitions"] == "40"
    assert "petitions_answered" not in figures
