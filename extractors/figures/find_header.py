"""Find the headings of a table and the columns that hold values."""

from __future__ import annotations

import re

from extractors.fold_case import fold_case
from extractors.records import Cell, Table

_VALUE = re.compile(
    r"^\(?[+\-]?[\dOl][\dOlI.,/ ]*\s*%?\)?"
    r"(?:\s*\(\s*[\dOl.,]+(?:\s*[/;+]\s*[\dOl]+)?\s*%?\s*\))?\s*(?:ý kiến|yk|người|cuộc"
    r"|lượt người|kiến nghị|đại biểu|hội nghị|buổi|lượt|câu hỏi)?$",
    re.IGNORECASE,
)


# "03 cuộc (định kỳ: 02 cuộc; đột xuất: 01 cuộc)": a cell that tells its parts too
TELLS = re.compile(r"\d\s*(?:cuộc|hội nghị|buổi|người|đại biểu|ý kiến|kiến nghị|yk)\s*[(,;].*\d\s*(?:[^\W\d]|\))")
DASH = re.compile(r"^(?:[-–—]|0|không|k)$", re.IGNORECASE)


_DATE = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|^\d{1,2}/\d{1,2}$|tháng|ngày")


_PAIR = re.compile(r"^\d{1,3}\s*/\s*\d{1,3}$")  # "18/16": raised and answered, where the column is not of days


ORDINAL = re.compile(
    r"^(?:[a-z]\d{1,2}(?:\.\d{1,2})*|\(?\d{1,2}(?:\.\d{1,2})*[.)]?\)?|[ivx]{1,5}[.)]?|[a-zđ][.)]?|[-+*])$",
    re.IGNORECASE,
)


CODE_HEAD = re.compile(r"^(?:s?tt|số tt|số thứ tự|#|mục|mã|mã số|ký hiệu|a|\(1\))$")


def count_header_rows(table: Table, grid: dict[tuple[int, int], Cell]) -> int:
    """Count the rows at the top that hold no value; a row that only numbers the columns is one of them."""
    for row in range(table.rows):
        texts = [grid[row, c].text.strip() for c in range(table.columns) if (row, c) in grid]
        if (
            row > 0
            and table.columns > 2
            and not any(texts[2:])
            and texts[0]
            and all(heading_path(grid, row, c) for c in range(2, table.columns))
        ):
            return row  # "A | Hội nghị đối thoại | |": the title of a group of rows
        pairs = sum(_PAIR.match(t) is not None for t in texts[1:])
        paired = pairs >= 2 or (row > 0 and pairs == 1 and _heads_pairs(grid))  # "4/4 | 3/3": no days
        numbers = [t for t in texts[1:] if _VALUE.match(t) and (not _DATE.search(t) or (paired and _PAIR.match(t)))]
        if len(texts) == 1 and _VALUE.match(texts[0]):
            numbers = texts
        if (numbers and not _numbers_columns(texts)) or (row > 0 and any(TELLS.search(t) for t in texts[1:])):
            return row
        dashes = sum(bool(DASH.match(t)) for t in texts)
        if row > 0 and (dashes >= 2 or (dashes and ORDINAL.match(texts[0]) and not _numbers_columns(texts))):
            return row  # a row of dashes holds values too
        if texts and _VALUE.match(texts[0]) and len(texts) > 1 and not ORDINAL.match(texts[0]):
            return row
    return table.rows


def _heads_pairs(grid: dict[tuple[int, int], Cell]) -> bool:
    """Tell whether a heading in the first row names two numbers: "Nêu/Đã trả lời"."""
    return any(re.search(r"[^\W\d]\s*/\s*[^\W\d]{2}", cell.text) for (row, _), cell in grid.items() if row == 0)


def _numbers_columns(texts: list[str]) -> bool:
    """Tell whether a row only counts the columns: "(1) | (2) | (3)" or "A | B | 1 | 2"."""
    plain = [t.strip("()") for t in texts if t]
    digits = [int(t) for t in plain if t.isdigit()]
    return (
        len(plain) >= 3
        and all(ORDINAL.match(t) for t in plain)
        and digits == list(range(digits[0] if digits else 0, (digits[0] if digits else 0) + len(digits)))
        and bool(digits)
        and digits[0] == 1
        and len(digits) >= 2
        and len(plain) == len(texts)
    )


def find_value_columns(table: Table, grid: dict[tuple[int, int], Cell], header_rows: int) -> list[int]:
    """List the columns that hold values: not the running number, not dates, not text."""
    columns = []
    for column in range(table.columns):
        texts = [
            grid[r, column].text.strip()
            for r in range(header_rows, table.rows)
            if (r, column) in grid and grid[r, column].column == column
        ]
        filled = [t for t in texts if t]
        if not filled:
            continue
        head = fold_case(heading_path(grid, header_rows, column))
        of_days = re.match(r"(?:ngày|thời gian|thời điểm|hôm)", head.split(" › ")[-1]) is not None
        numeric = [
            t
            for t in filled
            if (_VALUE.match(t) or DASH.match(t)) and not (_DATE.search(t) and (of_days or not _PAIR.match(t)))
        ]
        if CODE_HEAD.match(head.strip()):
            continue
        if column == 0 and not head and all(ORDINAL.match(t) for t in filled):
            continue
        if (
            column == 0
            and [int(t.rstrip(".")) for t in filled if t.rstrip(".").isdigit()]
            == list(range(1, 1 + sum(t.rstrip(".").isdigit() for t in filled)))
            and len(filled) > 1
            and table.columns > 2
            and not re.search(r"số (?!tt)|tổng", head)
        ):
            continue
        if len(numeric) >= max(1, 0.5 * len(filled)):
            columns.append(column)
    return columns


def heading_path(grid: dict[tuple[int, int], Cell], header_rows: int, column: int) -> str:
    """Give the headings over a column, outermost first; a blank one takes its left neighbour's if it is a group."""
    parts: list[str] = []
    for row in range(header_rows):
        cell = grid.get((row, column))
        text = cell.text.replace("\n", " ").strip() if cell else ""
        if (
            not text
            and row < header_rows - 1
            and any((r, column) in grid and grid[r, column].text.strip() for r in range(row + 1, header_rows))
        ):
            for left in range(column - 1, -1, -1):
                neighbour = grid.get((row, left))
                if neighbour is not None and neighbour.text.strip():
                    below = any(
                        (r, left) in grid and grid[r, left].text.strip() and grid[r, left] is not neighbour
                        for r in range(row + 1, header_rows)
                    )
                    text = neighbour.text.replace("\n", " ").strip() if below else ""
                    break
        if text and (not parts or parts[-1] != text) and not re.fullmatch(r"\(?(?:\d{1,2}|[A-D])\)?", text):
            parts.append(text)
    return " › ".join(parts)
