"""The last closed period follows from the day a run was planned for."""

from __future__ import annotations

from datetime import date

import pytest

from flows.close_period import last_closed_period


@pytest.mark.parametrize(
    ("kind", "day", "period"),
    [
        ("year", date(2026, 1, 5), "2025"),
        ("year", date(2025, 12, 31), "2024"),
        ("half", date(2026, 1, 5), "2025-H2"),
        ("half", date(2025, 7, 1), "2025-H1"),
        ("half", date(2025, 6, 30), "2024-H2"),
        ("quarter", date(2025, 10, 5), "2025-Q3"),
        ("quarter", date(2025, 1, 1), "2024-Q4"),
        ("month", date(2025, 1, 5), "2024-M12"),
        ("month", date(2025, 8, 31), "2025-M07"),
    ],
)
def test_last_closed_period(kind: str, day: date, period: str) -> None:
    assert last_closed_period(kind, day) == period
