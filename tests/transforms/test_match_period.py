"""The phrases by which reports name their period give its code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.figures.find_periods import find_periods
from extractors.fold_case import fold_case
from extractors.records import Address, PrintedText
from transforms.load_rules import period_name
from transforms.match_period import infer_period, match_period, period_code

YEARS = st.integers(min_value=2020, max_value=2039)
PARTS = ("", "H1", "H2", "9M", "Q1", "Q2", "Q3", "Q4", *(f"M{m:02d}" for m in range(1, 13)))


def mention(section: str, text: str) -> PrintedText:
    return PrintedText(section, text, Address(0, 0, len(text)))


@pytest.mark.parametrize(
    ("phrase", "year", "part"),
    [
        ("năm 2025", "2025", ""),
        ("NĂM 2025", "2025", ""),
        ("năm 2O25", "2025", ""),
        ("6 tháng đầu năm 2025", "2025", "H1"),
        ("06 tháng cuối năm 2025", "2025", "H2"),
        ("Sáu tháng cuối năm 2025", "2025", "H2"),
        ("9 tháng năm 2025", "2025", "9M"),
        ("9 tháng đầu năm 2026", "2026", "9M"),
        ("chín tháng năm 2025", "2025", "9M"),
        ("3 tháng đầu năm 2025", "2025", "Q1"),
        ("quý IV/2025", "2025", "Q4"),
        ("Quý III năm 2025", "2025", "Q3"),
        ("quý 2 năm 2025", "2025", "Q2"),
        ("QUÝ I, NĂM 2026", "2026", "Q1"),
        ("tháng 11/2025", "2025", "M11"),
        ("tháng 03 năm 2025", "2025", "M03"),
        ("6 tháng cuối năm", "", "H2"),
    ],
)
def test_a_phrase_gives_year_and_part(phrase: str, year: str, part: str) -> None:
    assert period_code(phrase) == (year, part)
    (found,) = find_periods(fold_case(f"kết quả {phrase} như sau"))
    assert (found.year, found.part) == (year, part)


@given(year=YEARS, part=st.sampled_from(PARTS))
def test_the_name_of_a_period_is_read_back(year: int, part: str) -> None:
    code = f"{year}-{part}" if part else str(year)
    assert match_period((mention("title", period_name(code)),))[0] == code
    assert match_period((mention("title", period_name(code).upper()),))[0] == code


@given(year=YEARS, day=st.integers(1, 28), month=st.integers(1, 12))
def test_a_date_names_no_period(year: int, day: int, month: int) -> None:
    assert all(not p.part for p in find_periods(f"ngày {day:02d} tháng {month:02d} năm {year}"))
    assert find_periods(f"ngày {day:02d}/{month:02d}/{year}") == []


def test_the_title_goes_before_the_opening() -> None:
    mentions = (mention("opening", "quý IV năm 2025"), mention("title", "năm 2025"))
    assert match_period(mentions)[0] == "2025"


def test_a_part_without_a_year_takes_the_year_beside_it() -> None:
    assert match_period((mention("title", "6 tháng cuối năm"), mention("title", "năm 2025")))[0] == "2025-H2"


def test_without_a_year_there_is_no_period() -> None:
    assert match_period((mention("title", "6 tháng cuối năm"),)) == (None, None)
    assert match_period((mention("body", "năm 2025"),)) == (None, None)


def test_the_tasks_of_next_year_tell_the_year() -> None:
    assert infer_period((mention("tasks title", "năm 2026"),))[0] == "2025"
    assert infer_period((mention("tasks title", "quý I/2026"),)) == (None, None)
