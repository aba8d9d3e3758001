"""Find out which cells of a table are one: blank cells of the header rows belong to their neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from demo.records import TextTable

# matches "12", "1.120", "97,8%", "41/46", "-", "+3": what stands in a row of data
DATA = re.compile(r"[\d.,/%+-]+")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of cells that is printed as one; ``text`` is that of its top left cell."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def count_header_rows(table: TextTable) -> int:
    """Count the rows of the header: the first, and those that name the parts of its merged cells."""
    count = 1
    while count < len(table.rows) and "" in table.rows[count - 1][1:]:
        row = table.rows[count]
        gaps = [i for i, cell in enumerate(table.rows[count - 1]) if not cell and row[i]]
        if not gaps or any(DATA.fullmatch(cell) for cell in row if cell):
            break
        count += 1
    return count


def find_boxes(table: TextTable) -> list[Box]:
    """List the boxes of a table row by row, every cell in exactly one box."""
    header, width = count_header_rows(table), len(table.rows[0])
    boxes: list[Box] = []
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(table.rows):
        for c, text in enumerate(row):
            if (r, c) in taken:
                continue
            columns = rows = 1
            if r < header and text:
                limit = _right_limit(boxes, r, c, width)
                while c + columns < limit and not row[c + columns] and (r, c + columns) not in taken:
                    columns += 1
                while r + rows < header and not any(table.rows[r + rows][c : c + columns]):
                    rows += 1
            boxes.append(Box(r, c, rows, columns, text))
            taken |= {(r + i, c + j) for i in range(rows) for j in range(columns)}
    return boxes


def _right_limit(boxes: list[Box], row: int, column: int, width: int) -> int:
    """Find the column where a header cell must end: it cannot reach beyond the cell above it."""
    for box in boxes:
        if box.row + box.rows == row and box.column <= column < box.column + box.columns:
            return box.column + box.columns
    return width
