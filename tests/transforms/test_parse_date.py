"""Dates and document numbers, as offices print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.parse_date import parse_date, parse_symbol

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@given(day=DAYS)
def test_every_day_is_read_back_from_every_way_to_print_it(day: date) -> None:
    for printed in (
        f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02d} - {day.month:02d} - {day.year}",
        f"NGÀY {day.day:02d} THÁNG {day.month:02d} NĂM {day.year}",
    ):
        assert parse_date(printed) == day, printed


@given(day=DAYS, letters=st.sampled_from((("O", "l"), ("o", "I"))))
def test_letters_typed_for_digits_are_read(day: date, letters: tuple[str, str]) -> None:
    zero, one = letters
    printed = f"{day.day:02d} tháng {day.month:02d} năm {day.year}"
    typed = printed.replace("0", zero).replace("1", one)
    assert parse_date(typed) == day


@pytest.mark.parametrize("printed", ["31 tháng 02 năm 2025", "00/12/2025", "12/13/2025", "tháng 12 năm 2025", "", "…"])
def test_what_no_calendar_has_is_none(printed: str) -> None:
    assert parse_date(printed) is None


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("203-BC/ĐU", "203-BC/ĐU"),
        ("203 - BC/ĐU", "203-BC/ĐU"),
        ("O7-BC/ĐU", "07-BC/ĐU"),
        ("l5 - bc/đu", "15-BC/ĐU"),
        ("62–BC/ĐU", "62-BC/ĐU"),
        ("118/BC-ĐU", "118/BC-ĐU"),
    ],
)
def test_a_symbol_is_written_without_spaces_and_slips(printed: str, symbol: str) -> None:
    assert parse_symbol(printed) == symbol
