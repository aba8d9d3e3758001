"""Write numbers, percentages, periods and lists as Vietnamese papers do."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal

NOT_STATED = "–"
VIETNAM = timezone(timedelta(hours=7))
# 2025 · 2025-H1 · 2025-9M · 2025-Q4 · 2025-M12
PERIOD = re.compile(r"(\d{4})(?:-(H[12]|9M|Q[1-4]|M(?:0[1-9]|1[0-2])))?")
QUARTERS = ("I", "II", "III", "IV")


def number(value: int) -> str:
    """Write a count with dots: 1.120."""
    return f"{value:,}".replace(",", ".")


def padded(value: int) -> str:
    """Write a count in a sentence: 02, 46, 1.120."""
    return f"{value:02d}" if 0 < value < 10 else number(value)


def percentage(part: int, whole: int) -> Decimal | None:
    """Give part in whole in percent with one decimal; 100 only if it is all of it, None of nothing."""
    if whole <= 0:
        return None
    rate = (Decimal(100) * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return min(rate, Decimal("99.9")) if part < whole else rate


def decimal_comma(value: Decimal) -> str:
    """Write a percentage without its sign: 97,8; 80,0; 100; a unit's own decimals as it states them."""
    shown = value.normalize()
    if shown != 100 and shown.as_tuple().exponent >= 0:  # type: ignore[operator]
        shown = value.quantize(Decimal("0.1"))
    return f"{shown:f}".replace(".", ",")


def period_words(period: str) -> str:
    """Write a period within a sentence: "6 tháng đầu năm 2026"."""
    year, part = split_period(period)
    if part is None:
        return f"năm {year}"
    if part.startswith("Q"):
        return f"quý {QUARTERS[int(part[1]) - 1]} năm {year}"
    if part.startswith("M"):
        return f"{month_words(int(part[1:]))} năm {year}"
    return {"H1": "6 tháng đầu", "H2": "6 tháng cuối", "9M": "9 tháng đầu"}[part] + f" năm {year}"


def next_period_words(period: str) -> str:
    """Write the period that follows, for the tasks: after 9 months comes the fourth quarter."""
    year, part = split_period(period)
    if part is None:
        return f"năm {year + 1}"
    if part in ("H1", "9M"):
        return f"{'6 tháng cuối' if part == 'H1' else '3 tháng cuối'} năm {year}"
    if part == "H2":
        return f"6 tháng đầu năm {year + 1}"
    if part.startswith("Q"):
        quarter = int(part[1]) % 4
        return f"quý {QUARTERS[quarter]} năm {year + (quarter == 0)}"
    month = int(part[1:]) % 12 + 1
    return f"{month_words(month)} năm {year + (month == 1)}"


def split_period(period: str) -> tuple[int, str | None]:
    """Part a period into year and rest."""
    match = PERIOD.fullmatch(period)
    if match is None:
        raise ValueError(f"not a period: {period!r}")
    return int(match[1]), match[2]


def month_words(month: int) -> str:
    """Write a month; the first two are padded, so that nobody can add a digit."""
    return f"tháng {month:02d}" if month < 3 else f"tháng {month}"


def day(iso: str | None) -> str:
    """Write the day of an ISO date or time: 05/12/2025."""
    return f"{date.fromisoformat(iso[:10]):%d/%m/%Y}" if iso else ""


def in_vietnam(time: datetime) -> datetime:
    """Give a time on Vietnam's clock, without its zone."""
    return time if time.tzinfo is None else time.astimezone(VIETNAM).replace(tzinfo=None)


def within_sentence(name: str) -> str:
    """Put a name within a sentence: "xã Lùng Phình"; an abbreviation keeps its capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
