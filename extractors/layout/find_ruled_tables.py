"""Find tables drawn with ruling lines on a PDF page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from extractors.layout.word import Box
from extractors.limits import MAX_PAGE_RULINGS

TOLERANCE = 3.0  # points between lines that meet
MIN_RULINGS = 4


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a ruled table with its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A ruled table: its cells in row order and the x of its column edges."""

    box: Box
    rows: int
    columns: int
    edges: tuple[float, ...]
    cells: tuple[GridCell, ...]


def find_ruled_tables(rulings: Sequence[Box]) -> list[RuledTable]:
    """Return the ruled tables of a page from top to bottom; a frame with one cell is no table."""
    if len(rulings) < MIN_RULINGS or len(rulings) > MAX_PAGE_RULINGS:
        return []
    edges = merge_edges([_edge(box) for box in rulings], TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    cells = intersections_to_cells(edges_to_intersections(edges, TOLERANCE, TOLERANCE))
    tables = [_to_grid(group) for group in cells_to_tables(cells) if len(group) > 1]
    return sorted(tables, key=lambda table: (table.box[1], table.box[0]))


def _edge(box: Box) -> dict[str, Any]:
    """Return a ruling as pdfplumber's table finder takes it."""
    x0, top, x1, bottom = box
    flat = x1 - x0 > bottom - top
    if flat:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    size = {"width": x1 - x0, "height": bottom - top}
    return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "orientation": "h" if flat else "v", **size}


def _to_grid(boxes: list[Box]) -> RuledTable:
    xs = _distinct([x for box in boxes for x in (box[0], box[2])])
    ys = _distinct([y for box in boxes for y in (box[1], box[3])])
    cells = []
    for x0, y0, x1, y1 in boxes:
        column, row = _nearest(xs, x0), _nearest(ys, y0)
        cells.append(GridCell(row, column, _nearest(ys, y1) - row, _nearest(xs, x1) - column, (x0, y0, x1, y1)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return RuledTable((xs[0], ys[0], xs[-1], ys[-1]), len(ys) - 1, len(xs) - 1, tuple(xs), tuple(cells))


def _distinct(values: list[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered[0], *(b for a, b in pairwise(ordered) if b - a > TOLERANCE)]


def _nearest(values: list[float], value: float) -> int:
    return min(range(len(values)), key=lambda i: abs(values[i] - value))
