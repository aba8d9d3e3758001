"""Name the last period of a kind that was over on a day."""

from __future__ import annotations

from datetime import date

KINDS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
PARTS = {"half": "H{}", "quarter": "Q{}", "month": "M{:02}"}


def last_closed_period(kind: str, day: date) -> str:
    """Give the period before the one a day lies in: on 5 January 2026 the year 2025, the quarter 2025-Q4."""
    months = KINDS[kind]
    index = (day.year * 12 + day.month - 1) // months - 1
    year, part = divmod(index, 12 // months)
    return f"{year}-{PARTS[kind].format(part + 1)}" if kind in PARTS else str(year)
