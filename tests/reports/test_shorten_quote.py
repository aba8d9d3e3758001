"""A quote keeps its numbers and the words round them, however short it must be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.shorten_quote import find_printed, shorten_quote

OPINIONS = (
    "Tại các cuộc đối thoại, Nhân dân nêu 57 ý kiến; chủ trì và các cơ quan chuyên môn giải đáp ngay 51 ý kiến, "
    "đạt 89,5%; 04 ý kiến vượt thẩm quyền được chuyển lên cấp trên; 02 ý kiến tiếp thu để trả lời sau"
)


@pytest.mark.parametrize(
    ("quote", "printed", "found"),
    [
        ("năm 2014 có 14 ý kiến, 1.114 người", "14", ["12"]),
        ("khai mạc hai cuộc", "hai", ["9"]),
        ("46ý kiến", "46", ["0"]),
        ("giải đáp 9/9 ý kiến", "9", ["9", "11"]),
        ("đạt 89,5%", "89,5%", ["4"]),
        ("Môi trường: 4/4", "4 + 3", []),
        ("không nêu", "", []),
    ],
)
def test_a_printed_number_is_found_where_it_stands_alone(quote: str, printed: str, found: list[str]) -> None:
    assert [str(start) for start, _ in find_printed(quote, printed)] == found


def test_a_known_place_decides_between_two_equal_numbers() -> None:
    quote = "tổ chức 02 cuộc, còn 02 ý kiến"
    assert find_printed(quote, "02", 21) == ((21, 23),)
    assert find_printed(quote, "02", 20) == ((8, 10), (21, 23))


def test_a_long_quote_keeps_the_words_round_its_number() -> None:
    span = find_printed(OPINIONS, "51")
    assert "".join(text for text, _ in shorten_quote(OPINIONS, span, 40)).replace("\xa0", " ") == (
        "… môn giải đáp ngay 51 ý kiến, đạt 89,5%; …"
    )
    assert shorten_quote("- Đất đai: 07 ý kiến", ((11, 13),), 40) == (
        ("Đất đai: ", False),
        ("07", True),
        (" ý kiến", False),
    )


@given(
    words=st.lists(st.sampled_from(("ý", "kiến", "57", "giải", "đáp;", "02")), min_size=1, max_size=40),
    printed=st.sampled_from(("57", "02")),
    length=st.integers(min_value=-5, max_value=90),
)
def test_no_number_is_lost_however_short_the_quote(words: list[str], printed: str, length: int) -> None:
    quote = " ".join(words)
    spans = find_printed(quote, printed)
    runs = shorten_quote(quote, spans, length)
    assert [text for text, bold in runs if bold] == [printed] * len(spans)
    held = len(spans) * (len(printed) + 1)
    kept = "".join(text for text, _ in runs).replace("…", "")
    assert len(kept.split()) <= len(words)
    assert len(" ".join(kept.split())) <= max(length, held)
