from __future__ import annotations

from pathlib import Path

import pytest

from extractors.documents.judge_text import lies

TEXTS = Path(__file__).parents[2] / "texts"
PAGE = (
    "Trong kỳ, Thường trực Đảng ủy đã hoàn thành kế hoạch, tổ chức 04 cuộc đối thoại với Nhân dân toàn xã; "
    "bà con kiến nghị về khoán rừng, thanh toán tiền hỗ trợ, xây dựng nhà văn hóa thôn và làm đường vào bản."
)


def test_what_units_write_is_believed() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    assert texts
    assert not [text[:80] for text in texts if lies(text)]


@pytest.mark.parametrize(
    "page",
    [
        "".join(letter for letter in PAGE if letter not in "ảấạộủổứđồớịếôă"),  # glyphs without a character
        PAGE.replace("oà", "ồ").replace("oá", "ố").replace("óa", "ố"),  # what was Unicode converted as if it were VNI
        PAGE + " (cid:45)(cid:12)(cid:7)",
        "\ufffd\ufffd\ufffd \ufffd\ufffd 04 \ufffd\ufffd" * 9,
        "Summary of the public meetings held during the reporting period " * 5,
    ],
    ids=["dropped", "converted", "glyphs", "no characters", "foreign"],
)
def test_what_no_unit_writes_is_not_believed(page: str) -> None:
    assert lies(page)


def test_bullets_without_a_character_are_no_lie() -> None:
    assert not lies("\ufffd " + PAGE.replace(" ", " \ufffd ", 5))


def test_a_page_of_a_few_words_is_believed() -> None:
    assert not lies("Nơi nhận: - Tinh uy (b/c); - Luu VT. T/M BAN THUONG VU")
