"""Find the rows and columns of a table that add up others: a total needs no word to be one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set

from extractors.records import Cell

Place = tuple[int, int]  # a column, and which number of its cell: 0, or 1 for the second of "5/4"
Rows = Mapping[int, Mapping[Place, int]]
_COUNTS = re.compile(r"^\(?(\d{1,4}|\d\.\d{3})(?:\s*[/(]\s*(\d{1,4}|\d\.\d{3})\s*\)?)?\)?(?:\s*[^\W\d]+){0,3}$")
_FEW = 3  # addends that make one agreeing column enough


def read_counts(grid: Mapping[tuple[int, int], Cell], rows: Iterable[int], columns: Iterable[int]) -> Rows:
    """Give the whole numbers of the cells, by row and place; a cell of another kind has none."""
    columns = tuple(columns)
    out: dict[int, dict[Place, int]] = {}
    for row in rows:
        out[row] = {}
        for column in columns:
            cell = grid.get((row, column))
            if cell is None or (cell.row, cell.column) != (row, column):
                continue
            m = _COUNTS.match(cell.text.strip())
            for i, text in enumerate(m.groups() if m is not None else ()):
                if text:
                    out[row][column, i] = int(text.replace(".", ""))
    return out


def find_row_sums(counts: Rows, never: Set[int]) -> dict[int, tuple[int, ...]]:
    """Give for each row that adds up the rows right above or right below it those rows; ``never`` are no sums."""
    sums: dict[int, tuple[int, ...]] = {}
    for order in (sorted(counts), sorted(counts, reverse=True)):
        open_rows: list[int] = []
        for row in order:
            below = {r for rows in sums.values() for r in rows}
            if row in below or not counts[row]:
                continue
            if row not in sums and row not in never:
                for size in range(2, len(open_rows) + 1):
                    addends = open_rows[-size:]
                    if _adds_up(counts[row], [counts[r] for r in addends]):
                        sums[row] = tuple(sorted(addends))
                        break
            if row in sums:
                open_rows = [r for r in open_rows if r not in sums[row]]
            open_rows.append(row)
    return sums


def find_column_sum(counts: Rows, columns: Sequence[int], named: Set[int] = frozenset()) -> int | None:
    """Give the column that adds up all the others in every row, or None; one ``named`` a total may err in a few."""
    for column in columns:
        others = [c for c in columns if c != column]
        agreeing = differing = 0
        for row in counts.values():
            for i in (0, 1):
                if (column, i) not in row:
                    continue
                added = sum(row.get((c, i), 0) for c in others)
                if added != row[column, i]:
                    differing += 1
                else:
                    agreeing += row[column, i] > 0 and sum((c, i) in row for c in others) > 1
        allowed = agreeing // 3 if column in named else 0
        if len(others) > 1 and agreeing >= 2 and differing <= allowed:
            return column
    return None


def _adds_up(total: Mapping[Place, int], addends: Sequence[Mapping[Place, int]]) -> bool:
    agreeing = differing = 0
    for place, value in total.items():
        stated = [a[place] for a in addends if place in a]
        if not stated and not value:
            continue
        if sum(stated) == value:
            agreeing += len(stated) > 1 and value > 0
        else:
            differing += 1
    if differing:  # a total that does not agree in one column is a contradiction, and still a total
        return len(addends) > _FEW and agreeing > differing
    return agreeing >= 2 or (agreeing == 1 and len(addends) >= _FEW)
