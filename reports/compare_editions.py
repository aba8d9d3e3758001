"""List every number that changed from one edition to another, and why."""

from __future__ import annotations

from decimal import Decimal

from reports.change_records import PROVINCE, Change, ChangeList
from transforms.records import CATEGORIES, CATEGORY_MEASURES, MEASURES
from warehouse.editions import FrozenFigures, UnitFigures

NEW = "báo cáo mới nhận (tệp {file})"
GONE = "báo cáo không còn được tính"
AGAIN = "đơn vị gửi lại báo cáo (tệp {file})"
DECIDED = {"corrected": "đã sửa theo quyết định", "confirmed": "đã xác nhận theo quyết định"}
UNDONE = "quyết định trước đã được hủy"
REREAD = "đọc lại bằng phiên bản mới của chương trình"
ORDER = [*MEASURES, *(f"{measure}/{category}" for category in CATEGORIES for measure in CATEGORY_MEASURES)]


def compare_editions(period: str, older: tuple[int, FrozenFigures], newer: tuple[int, FrozenFigures]) -> ChangeList:
    """Compare two editions, given as number and figures."""
    before, after = older[1], newer[1]
    units: list[Change] = []
    for code in [*after.units, *(code for code in before.units if code not in after.units)]:
        units += compare_unit(before.units.get(code), after.units.get(code))
    totals = []
    for key in ORDER:
        was, now = before.totals.get(key), after.totals.get(key)
        if was != now:
            names = list(dict.fromkeys(c.commune_name for c in units if key in (key_of(c), rate_key(c))))
            totals.append(change(PROVINCE, key, was, now, f"thay đổi ở: {', '.join(names)}" if names else ""))
    return ChangeList(period, older[0], newer[0], tuple(totals), tuple(units))


def compare_unit(before: UnitFigures | None, after: UnitFigures | None) -> list[Change]:
    """List what changed for a unit."""
    name = (after or before).name  # type: ignore[union-attr]
    was, now = (dict(unit.values) if unit else {} for unit in (before, after))
    return [
        change(name, key, was.get(key), now.get(key), reason(before, after, key))
        for key in ORDER
        if was.get(key) != now.get(key)
    ]


def reason(before: UnitFigures | None, after: UnitFigures | None, key: str) -> str:
    """Say why a number changed."""
    if after is None:
        return GONE
    if before is None:
        return NEW.format(file=after.file_name)
    if before.report_id != after.report_id:
        return AGAIN.format(file=after.file_name)
    if key in after.decided:
        return DECIDED[after.decided[key]]
    return UNDONE if key in before.decided else REREAD


def change(name: str, key: str, was: str | None, now: str | None, why: str) -> Change:
    """Make a record of a change."""
    measure, _, category = key.partition("/")
    return Change(name, measure, category or None, number(was), number(now), why)


def number(value: str | None) -> int | Decimal | None:
    """Read a value as editions keep it: int where whole."""
    if value is None:
        return None
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else exact


def key_of(made: Change) -> str:
    """Name what a change is about, as editions do."""
    return f"{made.measure}/{made.category}" if made.category else made.measure


def rate_key(made: Change) -> str:
    """Name the rate where a change is of one of its two numbers."""
    return "answered_rate" if made.measure in ("opinions", "opinions_answered") and not made.category else ""
