"""Read a workbook that an office sends in place of a Word file: visible sheets, each row a line or part of a table."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import accumulate, groupby, pairwise
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from extractors.layout.clean_text import clean_text
from extractors.layout.order_blocks import RawCell, RawParagraph, RawTable, order_blocks
from extractors.limits import MAX_TABLE_CELLS, MAX_TABLE_COLUMNS
from extractors.records import Paragraph, Table
from extractors.unreadable_document import UnreadableDocument

BROKEN = "Bảng tính Excel bị hỏng hoặc chưa tải xong; hãy mở lại bằng Excel, lưu thành tệp mới rồi gửi lại."
TOO_LARGE = "Bảng tính Excel quá lớn, không phải một báo cáo; hãy gửi riêng trang có số liệu, hoặc gửi tệp Word."
ERRORS = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError, OSError, SyntaxError)
Shown = tuple[int, int, int, str]  # column, rows and columns that a cell spans, text
Line = tuple[int, list[Shown]]  # row, its cells that hold something


def read_xlsx(path: Path) -> tuple[Paragraph | Table, ...]:
    """Return the visible sheets as lines and tables, numbers as the sheet shows them, formulas as last computed."""
    try:
        book = load_workbook(path, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        return order_blocks([content for sheet in sheets for content in _contents(sheet)])
    except ERRORS as error:
        raise UnreadableDocument(BROKEN) from error


def _contents(sheet: Worksheet) -> Iterator[RawParagraph | RawTable]:
    """Yield the lines and tables of a sheet: rows of one cell are lines, those of more in a row a table."""
    lines = list(_lines(sheet))
    gaps = accumulate((below > above + 1 for (above, _), (below, _) in pairwise(lines)), initial=0)
    kinds = [(_in_table(lines, i), gap) for i, gap in enumerate(gaps if lines else ())]
    for (of_table, _gap), run in groupby(zip(kinds, lines, strict=True), key=lambda pair: pair[0]):
        rows = [line for _, line in run]
        if of_table:
            yield _table(rows)
        else:
            yield from (RawParagraph(text) for _row, cells in rows for _column, _down, _across, text in cells)


def _in_table(lines: list[Line], i: int) -> bool:
    """Tell whether a row is part of a table: several cells, or one between rows of several ("I | CÁC CUỘC")."""
    row, cells = lines[i]
    if len(cells) > 1:
        return True
    beside = [lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    between = len(beside) == len((i - 1, i + 1)) and all(
        abs(other - row) == 1 and len(others) > 1 for other, others in beside
    )
    _column, _down, across, _text = cells[0]
    return between and across < max(len(others) for _, others in beside)


def _lines(sheet: Worksheet) -> Iterator[Line]:
    if sheet.max_row * sheet.max_column > MAX_TABLE_CELLS or sheet.max_column > MAX_TABLE_COLUMNS:
        raise UnreadableDocument(TOO_LARGE)
    spans = {m.bounds[1::-1]: (m.size["rows"], m.size["columns"]) for m in sheet.merged_cells.ranges}
    for row, cells in enumerate(sheet.iter_rows(), 1):
        shown = []
        for cell in cells:
            text = _text(cell) if isinstance(cell, Cell) else ""  # the rest of a merged cell is none
            if text and not sheet.row_dimensions[row].hidden:
                down, across = spans.get((row, cell.column), (1, 1))
                shown.append(((cell.column or 1) - 1, down, across, text))
        if shown:
            yield row, shown


def _table(rows: list[Line]) -> RawTable:
    """Make a table; columns that hold nothing in any of its rows are left out."""
    first_row = rows[0][0]
    used = sorted({column for _, cells in rows for column, _, _, _ in cells})
    place = {column: i for i, column in enumerate(used)}
    made = [
        RawCell(
            row - first_row,
            place[column],
            min(down, rows[-1][0] - row + 1),
            sum(column <= other < column + across for other in used),
            tuple(RawParagraph(line) for line in text.split("\n")),
        )
        for row, cells in rows
        for column, down, across, text in cells
    ]
    return RawTable(rows[-1][0] - first_row + 1, len(used), tuple(made))


def _text(cell: Cell) -> str:
    """Give the value of a cell as the sheet shows it, in Vietnamese notation: "97,8%", "15/12/2025"."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float):
        return _number(float(value), cell.number_format or "")
    return "\n".join(clean_text(line) for line in str(value).split("\n")).strip()


def _number(value: float, shown_as: str) -> str:
    percent = "%" if "%" in shown_as else ""
    decimals = len(shown_as.partition(".")[2].rstrip("%_ )")) if "." in shown_as else None
    value = value * 100 if percent else value
    text = f"{value:.{decimals if decimals is not None else 0 if percent else 10}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") + percent
