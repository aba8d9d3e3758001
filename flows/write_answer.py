"""Write the answer to a query: to the screen, or as CSV, JSON, XLSX, Parquet."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from flows.write_reports import cannot_write
from reports.save_file import save_file
from warehouse.run_query import QueryResult

WIDEST = 60  # characters of a cell on the screen


def write_answer(answer: QueryResult, form: str, path: Path | None) -> None:
    """Write an answer in a form, to a file or to the screen; Trouble if the file can't be written."""
    writers = {"table": as_table, "csv": as_csv, "json": as_json, "xlsx": as_xlsx, "parquet": as_parquet}
    content = writers[form](answer)
    if path is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        save_file(content, path)
    except OSError as error:
        raise cannot_write(error, path) from error


def as_table(answer: QueryResult) -> bytes:
    """Write columns that line up."""
    rows = [list(answer.columns), *[[_short(value) for value in row] for row in answer.rows]]
    widths = [max(len(row[place]) for row in rows) for place in range(len(answer.columns))]
    rows.insert(1, ["-" * width for width in widths])
    right = [_is_number(row[place] for row in answer.rows) for place in range(len(answer.columns))]
    lines = [
        "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True)).rstrip()
        for row in rows
    ]
    return ("\n".join(lines) + "\n").encode()


def as_csv(answer: QueryResult) -> bytes:
    """Write CSV as spreadsheets take it: UTF-8 with a mark; a text that could be a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(answer.columns)
    writer.writerows([[_no_formula(value) for value in row] for row in answer.rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_json(answer: QueryResult) -> bytes:
    """Write a list of objects; exact numbers as JSON numbers."""
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return (json.dumps(rows, ensure_ascii=False, indent=1, default=_plain) + "\n").encode()


def as_xlsx(answer: QueryResult) -> bytes:
    """Write a workbook with one sheet; no text becomes a formula or a link."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("query")
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, answer.columns, bold)
        for line, row in enumerate(answer.rows, 1):
            sheet.write_row(line, 0, [_plain(value) if isinstance(value, Decimal) else value for value in row])
        sheet.freeze_panes(1, 0)
    return target.getvalue()


def as_parquet(answer: QueryResult) -> bytes:
    """Write a Parquet file; a column of whole and broken numbers becomes floating point, a mixed one text."""
    import pyarrow as pa
    from pyarrow import parquet

    columns = {}
    for place, name in enumerate(answer.columns):
        values = [
            _plain(value) if isinstance(value, Decimal) else value for row in answer.rows for value in [row[place]]
        ]
        columns[name] = _column(pa, values)
    target = io.BytesIO()
    parquet.write_table(pa.table(columns), target)
    return target.getvalue()


def _column(pa: Any, values: list[object]) -> Any:
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {int, float} and len(kinds) == 2:
        return pa.array([None if value is None else float(str(value)) for value in values], pa.float64())
    if len(kinds) > 1:
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    return pa.array(values, pa.string() if not kinds else None)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _short(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _no_formula(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _is_number(values: Iterable[object]) -> bool:
    return all(value is None or isinstance(value, int | float | Decimal) for value in values)
