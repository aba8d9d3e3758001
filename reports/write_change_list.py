"""Write the list of the numbers that changed between two editions of the province report, and why (XLSX)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from reports.build_workbook import Column, Sheet, Value, build_workbook
from reports.change_records import Change, ChangeList
from reports.format_vietnamese import padded, period_words
from reports.load_names import load_names
from reports.records import Stated
from reports.save_file import save_file

RATE = "answered_rate"
APPEARED, VANISHED = "Mới có", "Không còn"
NOTES = (
    "–: không nêu số liệu (khác với 0). Chênh lệch là số của lần sau trừ số của lần trước; "
    "với tỷ lệ là điểm phần trăm.",
)


def write_change_list(changes: ChangeList, path: Path) -> None:
    """Write thay-doi-<period>.xlsx; OSError if it can't be put in place."""
    title = f"Số liệu thay đổi giữa hai lần công bố báo cáo tổng hợp {period_words(changes.period)}"
    totals = Sheet(
        name="Toàn tỉnh",
        table="ThayDoiToanTinh",
        title=f"{title}: toàn tỉnh",
        subtitle=tell_editions(changes),
        columns=(Column("TT", 6, "center"), *figure_columns(changes)),
        rows=[[place, *tell_change(change)] for place, change in enumerate(changes.totals, 1)],
        notes=NOTES,
        frozen=2,
    )
    units = Sheet(
        name="Theo đơn vị",
        table="ThayDoiTheoDonVi",
        title=f"{title}: theo đơn vị",
        subtitle=tell_editions(changes),
        columns=(Column("TT", 6, "center"), Column("Đơn vị", 26), *figure_columns(changes)),
        rows=[[place, change.commune_name, *tell_change(change)] for place, change in enumerate(changes.units, 1)],
        notes=NOTES,
        frozen=2,
    )
    save_file(build_workbook(title, [totals, units]), Path(path))


def tell_editions(changes: ChangeList) -> str:
    """Say which editions are compared and how much differs."""
    units = len({change.commune_name for change in changes.units})
    compared = f"So sánh lần công bố {changes.newer} với lần công bố {changes.older}"
    if not changes.totals and not changes.units:
        return f"{compared}: không có số liệu nào thay đổi"
    return (
        f"{compared}: {padded(len(changes.totals))} số liệu toàn tỉnh và "
        f"{padded(len(changes.units))} số liệu của {padded(units)} đơn vị thay đổi"
    )


def figure_columns(changes: ChangeList) -> tuple[Column, ...]:
    """Name the columns of a change; its two values under the numbers of their editions."""
    return (
        Column("Số liệu", 42),
        Column("Lĩnh vực", 26),
        Column(f"Lần công bố {changes.older}", 13, "right"),
        Column(f"Lần công bố {changes.newer}", 13, "right"),
        Column("Chênh lệch", 13, "right"),
        Column("Lý do", 70),
    )


def tell_change(change: Change) -> list[Value]:
    """Write a change as a row."""
    names = load_names()
    before, after = exact(change.measure, change.before), exact(change.measure, change.after)
    return [
        names.of("measures", change.measure),
        names.of("categories", change.category),
        Stated(before),
        Stated(after),
        difference(before, after),
        change.reason,
    ]


def difference(before: int | Decimal | None, after: int | Decimal | None) -> Value:
    """Subtract; a number that is stated in one edition only has no difference, for what is not stated is not 0."""
    if before is None or after is None:
        return "" if before is after else APPEARED if before is None else VANISHED
    return after - before


def exact(measure: str, value: int | Decimal | None) -> int | Decimal | None:
    """Give counts as whole numbers and the rate with decimals, as the cells show them; ValueError for half a count."""
    if value is None:
        return None
    if measure == RATE:
        return Decimal(value)
    if value != int(value):
        raise ValueError(f"not a whole number: {measure} {value}")
    return int(value)
