"""Build Excel workbooks of native tables; no text of a cell becomes a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from reports.format_vietnamese import NOT_STATED
from reports.records import Stated
from reports.save_file import WRITTEN_AT, date_zip_constantly, printable

Value = str | int | Decimal | date | Stated | None
FONT = "Times New Roman"
CELL_LIMIT = 32_000  # Excel holds 32,767 characters
HEAD_ROW = 3  # rows above: title, subtitle, an empty one
DATES = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet; width in characters."""

    header: str
    width: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with one native table, rows of totals right below it, and notes."""

    name: str
    table: str  # name of the table in formulas
    title: str
    subtitle: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    totals: Sequence[Sequence[Value]] = ()
    notes: Sequence[str] = ()
    frozen: int = 0  # columns that stay in sight


class Formats:
    """The cell formats of a workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        """Begin without formats."""
        self.workbook = workbook
        self.made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        """Give the format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format({"font_name": FONT, "font_size": 11, **properties})
        return self.made[key]


def build_workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Build a workbook; the same sheets give the same bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(buffer, options)
    workbook.set_properties({"title": title, "created": WRITTEN_AT})
    formats = Formats(workbook)
    for sheet in sheets:
        write_sheet(workbook.add_worksheet(sheet.name), formats, sheet)
    workbook.close()
    return date_zip_constantly(buffer.getvalue())


def write_sheet(worksheet: Any, formats: Formats, sheet: Sheet) -> None:
    """Write a sheet: title, table, totals, notes, and how it prints."""
    worksheet.write_string(0, 0, sheet.title, formats.of(bold=True, font_size=14))
    worksheet.write_string(1, 0, sheet.subtitle, formats.of(italic=True))
    for place, column in enumerate(sheet.columns):
        worksheet.set_column(place, place, column.width)
    rows = sheet.rows or [("Không có", *[""] * (len(sheet.columns) - 1))]
    last_row, last_column = HEAD_ROW + len(rows), len(sheet.columns) - 1
    heading = formats.of(bold=True, text_wrap=True, align="center", valign="vcenter", border=1, bg_color="#D9E2F3")
    worksheet.set_row(HEAD_ROW, 48)
    worksheet.add_table(
        HEAD_ROW,
        0,
        last_row,
        last_column,
        {
            "name": sheet.table,
            "style": "Table Style Light 15",
            "columns": [{"header": column.header, "header_format": heading} for column in sheet.columns],
        },
    )
    for row, values in enumerate(rows, HEAD_ROW + 1):
        write_row(worksheet, formats, sheet, row, values, bold=False)
    for row, values in enumerate(sheet.totals, last_row + 1):
        write_row(worksheet, formats, sheet, row, values, bold=True)
    for row, note in enumerate(sheet.notes, last_row + len(sheet.totals) + 2):
        worksheet.write_string(row, 0, printable(note), formats.of(italic=True))
    worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 1}"})
    prepare_print(worksheet, sheet)


def write_row(worksheet: Any, formats: Formats, sheet: Sheet, row: int, values: Sequence[Value], *, bold: bool) -> None:
    """Write one row of a table or of its totals."""
    for place, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
        look = {"valign": "top", "border": 1, "align": column.align, "text_wrap": column.align == "left", "bold": bold}
        write_cell(worksheet, formats, row, place, value, look)


def write_cell(worksheet: Any, formats: Formats, row: int, place: int, value: Value, look: dict[str, Any]) -> None:
    """Write a value by its kind; a doubtful figure keeps its number and shows a mark."""
    mark = ""
    if isinstance(value, Stated):
        mark = '"*"' if value.doubtful else ""
        value = NOT_STATED if value.value is None else value.value
    if value is None:
        worksheet.write_blank(row, place, None, formats.of(**look))
    elif isinstance(value, str):
        worksheet.write_string(row, place, printable(value)[:CELL_LIMIT], formats.of(**look))
    elif isinstance(value, date):
        worksheet.write_datetime(row, place, value, formats.of(**look, num_format=DATES[type(value)]))
    else:
        form = "0.0" if isinstance(value, Decimal) else "#,##0"
        worksheet.write_number(row, place, value, formats.of(**look, num_format=form + mark))


def prepare_print(worksheet: Any, sheet: Sheet) -> None:
    """Freeze the heading and set how the sheet prints: landscape A4, one page wide, heading on each page."""
    worksheet.freeze_panes(HEAD_ROW + 1, sheet.frozen)
    worksheet.repeat_rows(HEAD_ROW)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.6, right=0.4, top=0.8, bottom=0.6)
    worksheet.set_header("&C&P")
    worksheet.hide_gridlines(2)
