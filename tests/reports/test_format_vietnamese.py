"""Numbers, percentages and periods are written as Vietnamese papers write them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from reports.format_vietnamese import (
    decimal_comma,
    in_vietnam,
    next_period_words,
    number,
    padded,
    percentage,
    period_words,
    within_sentence,
)


@pytest.mark.parametrize(
    ("period", "words", "following"),
    [
        ("2025", "năm 2025", "năm 2026"),
        ("2026-H1", "6 tháng đầu năm 2026", "6 tháng cuối năm 2026"),
        ("2025-H2", "6 tháng cuối năm 2025", "6 tháng đầu năm 2026"),
        ("2025-9M", "9 tháng đầu năm 2025", "3 tháng cuối năm 2025"),
        ("2025-Q1", "quý I năm 2025", "quý II năm 2025"),
        ("2025-Q4", "quý IV năm 2025", "quý I năm 2026"),
        ("2025-M01", "tháng 01 năm 2025", "tháng 02 năm 2025"),
        ("2025-M12", "tháng 12 năm 2025", "tháng 01 năm 2026"),
    ],
)
def test_a_period_is_written_in_words_and_so_is_the_next_one(period: str, words: str, following: str) -> None:
    assert (period_words(period), next_period_words(period)) == (words, following)


@pytest.mark.parametrize("text", ["", "25", "2025-Q5", "2025-M13", "2025-H3", "2025-12"])
def test_a_text_that_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        period_words(text)


def test_counts_take_dots_and_small_ones_a_zero_in_sentences() -> None:
    assert [number(value) for value in (0, 7, 1120, 1_234_567)] == ["0", "7", "1.120", "1.234.567"]
    assert [padded(value) for value in (0, 7, 46, 1120)] == ["0", "07", "46", "1.120"]


def test_a_percentage_has_one_decimal_and_is_100_only_if_it_is_all() -> None:
    assert percentage(138, 141) == Decimal("97.9")
    assert percentage(1999, 2000) == Decimal("99.9")
    assert percentage(46, 46) == 100
    assert percentage(0, 46) == 0
    assert percentage(0, 0) is None
    assert [decimal_comma(Decimal(text)) for text in ("97.9", "80", "80.0", "100.0", "0", "97.87")] == [
        "97,9",
        "80,0",
        "80,0",
        "100",
        "0,0",
        "97,87",
    ]


def test_a_time_is_told_by_vietnams_clock() -> None:
    assert in_vietnam(datetime.fromisoformat("2026-01-12T18:30:00+00:00")) == datetime(2026, 1, 13, 1, 30)


def test_a_name_loses_its_capital_within_a_sentence_but_an_abbreviation_does_not() -> None:
    assert within_sentence("Xã Lùng Phình") == "xã Lùng Phình"
    assert within_sentence("BHYT cho hộ nghèo") == "BHYT cho hộ nghèo"
