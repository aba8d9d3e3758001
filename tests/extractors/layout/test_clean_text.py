"""Cleaning changes what typing tools left behind and nothing that a reader sees."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout.clean_text import clean_text

REPORT = "Đã tổ chức 02 cuộc/245 đại biểu tham dự; tỷ lệ 97,8% (46/46 ý kiến)."


def test_a_clean_text_stays_as_it_is() -> None:
    assert clean_text(REPORT) == REPORT


def test_decomposed_letters_become_whole() -> None:
    assert clean_text(unicodedata.normalize("NFD", REPORT)) == REPORT


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("la\u0300", "là"),
        ("la \u0300 nga \u0300y", "là ngày"),
        ("đi \u0323nh", "định"),
        ("CÂ \u0301P", "CẤP"),
        ("H\u00d0ND, \u0189ối, \u00f0ã", "HĐND, Đối, đã"),
        ("46\u00a0ý\u2009kiến\tgiải\u202fđáp", "46 ý kiến giải đáp"),
        ("bạn\u00c2\u00a0đọc", "bạn đọc"),
        ("có \u00c2 12 ý kiến", "có 12 ý kiến"),
        ("Âu Lâu, Âm nhạc, mũ Â", "Âu Lâu, Âm nhạc, mũ Â"),
        ("1\u200b.\ufeff120 ng\u00adười", "1.120 người"),
        ("a\x00b\x07c", "abc"),
        ("  hai   dòng \r\n  sau  ", "hai dòng\nsau"),
        ("\uf0b7 một", "• một"),
        ("\uf02d một", "- một"),
        ("", ""),
        (" \u00a0\t", ""),
    ],
)
def test_each_trace_is_cleaned(printed: str, clean: str) -> None:
    assert clean_text(printed) == clean


@given(st.text(alphabet="aăâbdđeêoơuưÂĐ\u0300\u0301\u0309\u0323 \u00a0\u200b\u00ad\n\t19./%"))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(alphabet="0123456789./,%-+ \u00a0\u200b\n"))
def test_no_digit_is_lost_or_made(text: str) -> None:
    assert [c for c in clean_text(text) if not c.isspace()] == [c for c in text if c in "0123456789./,%-+"]
