"""Turn ruled tables of pages into tables of the document, joined where a page break cut them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.layout.find_ruled_tables import RuledTable
from extractors.layout.group_lines import Line, group_lines
from extractors.layout.join_lines import Column, join_lines
from extractors.layout.order_blocks import RawCell, RawParagraph, RawTable
from extractors.layout.recognise_data_table import SHORT_VALUE
from extractors.layout.word import Box, Word
from extractors.records import Span

PADDING = 5.4  # points between ruling and text, the default of Word and LibreOffice
EDGE_TOLERANCE = 3.0  # points


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell with its lines, which may come from two pages."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[Line, ...]
    page: int

    @property
    def text(self) -> str:
        """Return the lines with spaces."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table with its text."""

    box: Box
    rows: int
    edges: tuple[float, ...]
    cells: tuple[PageCell, ...]


def fill_table(table: RuledTable, words: Sequence[Word], page: int) -> tuple[PageTable, set[int]]:
    """Return the table with the words that stand in its cells, and the positions of these words."""
    inside: dict[int, list[Word]] = {}
    taken: set[int] = set()
    for position, word in enumerate(words):
        at = _cell_at(table, (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2)
        if at is not None:
            inside.setdefault(at, []).append(word)
            taken.add(position)
    cells = []
    for index, cell in enumerate(table.cells):
        rows = group_lines(inside.get(index, ()), page) if index in inside else []
        lines = tuple(Line.of([w for piece in row for w in piece.words], page) for row in rows)
        cells.append(PageCell(cell.row, cell.column, cell.row_span, cell.column_span, cell.box, lines, page))
    return PageTable(table.box, table.rows, table.edges, tuple(cells)), taken


def _cell_at(table: RuledTable, x: float, y: float) -> int | None:
    x0, y0, x1, y1 = table.box
    if not (x0 <= x <= x1 and y0 <= y <= y1):
        return None
    for index, cell in enumerate(table.cells):
        if cell.box[0] <= x <= cell.box[2] and cell.box[1] <= y <= cell.box[3]:
            return index
    return None


def same_columns(above: PageTable, below: PageTable) -> bool:
    """Return whether a table at the top of a page goes on with the one at the foot of the page before."""
    return len(above.edges) == len(below.edges) and all(
        abs(a - b) <= EDGE_TOLERANCE for a, b in zip(above.edges, below.edges, strict=True)
    )


def join_tables(above: PageTable, below: PageTable) -> PageTable:
    """Return one table: a repeated head is dropped, a row cut by the page break is made whole."""
    cells = list(above.cells)
    first = _repeated_rows(above, below)
    shift = above.rows - first
    rest = [cell for cell in below.cells if cell.row >= first]
    top = [cell for cell in rest if cell.row == first]
    if first == 0 and _goes_on(_last_row(above), top):
        for cell in top:
            _append_lines(cells, cell)
        rest = [cell for cell in rest if cell.row > first]
        shift -= 1
    cells.extend(replace(cell, row=cell.row + shift) for cell in rest)
    return PageTable(above.box, below.rows + shift, above.edges, tuple(cells))


def _rows(table: PageTable) -> list[list[PageCell]]:
    ordered = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    return [list(group) for _, group in groupby(ordered, key=lambda cell: cell.row)]


def _last_row(table: PageTable) -> list[PageCell]:
    return [cell for cell in table.cells if cell.row + cell.row_span == table.rows]


def _repeated_rows(above: PageTable, below: PageTable) -> int:
    """Return how many rows at the top of a continuation repeat the head of the table."""
    repeated = 0
    for a, b in zip(_rows(above), _rows(below), strict=False):
        if [(c.column, c.text) for c in a] != [(c.column, c.text) for c in b] or not any(c.text for c in a):
            break
        repeated = max(c.row + c.row_span for c in b) if repeated == 0 else max(repeated, b[0].row + 1)
    return repeated


def _goes_on(last: list[PageCell], top: list[PageCell]) -> bool:
    """Return whether the first row after a page break is the rest of the row before it.

    It has nothing in the first column, and its texts go on with texts: a total row has numbers below numbers.
    """
    above = {cell.column: cell.text for cell in last}
    written = [cell for cell in top if cell.text]
    if not written or any(cell.column == 0 for cell in written):
        return False
    return all(above.get(cell.column) and not _both_values(above[cell.column], cell.text) for cell in written)


def _both_values(above: str, below: str) -> bool:
    return SHORT_VALUE.fullmatch(above) is not None and SHORT_VALUE.fullmatch(below) is not None


def _append_lines(cells: list[PageCell], more: PageCell) -> None:
    at = max(i for i, cell in enumerate(cells) if cell.column == more.column)
    cells[at] = replace(cells[at], lines=cells[at].lines + more.lines)


def to_raw_table(table: PageTable) -> RawTable:
    """Return the table with the lines of its cells joined to paragraphs."""
    cells = tuple(
        RawCell(cell.row, cell.column, cell.row_span, cell.column_span, tuple(_cell_paragraphs(cell)))
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    )
    return RawTable(table.rows, len(table.edges) - 1, cells)


def _cell_paragraphs(cell: PageCell) -> list[RawParagraph]:
    if not cell.lines:  # a blank cell has a place too: what is left out there is a zero
        return [RawParagraph("", spans=(Span(0, 0, cell.page, *cell.box),))]
    x0, _, x1, _ = cell.box
    pitch = 1.5 * max(line.size for line in cell.lines)
    return join_lines(cell.lines, Column(x0 + PADDING, x1 - PADDING, pitch))
