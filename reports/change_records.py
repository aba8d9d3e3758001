"""Records of a change list: every number that differs between two editions of the province report, and why."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

PROVINCE = "Toàn tỉnh"


@dataclass(frozen=True, slots=True)
class Change:
    """A number of a unit, or of the province, that differs between the editions."""

    commune_name: str  # "Xã Lùng Phình"; PROVINCE for a total
    measure: str
    category: str | None
    before: int | Decimal | None  # None: not stated
    after: int | Decimal | None
    reason: str  # in a sentence


@dataclass(frozen=True, slots=True)
class ChangeList:
    """All that changed from one edition of a period's report to a later one."""

    period: str
    older: int  # number of the edition
    newer: int
    totals: tuple[Change, ...]
    units: tuple[Change, ...]
