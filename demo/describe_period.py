"""Describe a period in words and dates."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

RULES_SINCE = date(2025, 8, 1)  # no dialogue under the regulation of July 2025 is older, in the year it was made
ROMAN = ("I", "II", "III", "IV")
# matches "2025", "2025-H1", "2025-9M", "2025-Q3", "2025-M11"
PERIOD = re.compile(r"(\d{4})(?:-(H[12]|9M|Q[1-4]|M(?:0[1-9]|1[0-2])))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A period: its code, how this report calls it, its first and last day, and when the report was signed."""

    code: str
    phrase: str
    year: int
    first: date
    last: date
    issued_on: date


def describe_period(code: str, random: Random) -> Period:
    """Draw a phrase and a date of signature for a period."""
    match = PERIOD.fullmatch(code)
    if not match:
        raise ValueError(f"no such period: {code}")
    year, part = int(match[1]), match[2] or ""
    first_month, last_month = _months(part)
    first = date(year, first_month, 1)
    last = date(year, last_month, calendar.monthrange(year, last_month)[1])
    if first < RULES_SINCE < last:
        first = RULES_SINCE
    issued_on = last - timedelta(random.randint(1, 9)) if last_month == 12 else last + timedelta(random.randint(1, 9))
    return Period(
        code, random.choice(_phrases(year, part)), year, first, min(last, issued_on - timedelta(2)), issued_on
    )


def _months(part: str) -> tuple[int, int]:
    if part.startswith("M"):
        return int(part[1:]), int(part[1:])
    if part.startswith("Q"):
        return int(part[1]) * 3 - 2, int(part[1]) * 3
    return {"": (1, 12), "H1": (1, 6), "H2": (7, 12), "9M": (1, 9)}[part]


def _phrases(year: int, part: str) -> tuple[str, ...]:
    if part.startswith("M"):
        return f"tháng {part[1:]} năm {year}", f"tháng {part[1:]}/{year}"
    if part.startswith("Q"):
        return f"quý {ROMAN[int(part[1]) - 1]} năm {year}", f"quý {ROMAN[int(part[1]) - 1]}/{year}"
    return {
        "": (f"năm {year}",),
        "H1": (f"6 tháng đầu năm {year}", f"sáu tháng đầu năm {year}"),
        "H2": (f"6 tháng cuối năm {year}", f"sáu tháng cuối năm {year}"),
        "9M": (f"9 tháng đầu năm {year}", f"9 tháng năm {year}"),
    }[part]
