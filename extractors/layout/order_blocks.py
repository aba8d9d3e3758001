"""Number what was read in reading order: layout tables as paragraphs, nested tables after their host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.layout.recognise_data_table import is_data_table
from extractors.records import Cell, Paragraph, Span, Table


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """A paragraph before it has its number."""

    text: str
    label: str = ""
    part: str = "body"
    bold: bool = False
    centered: bool = False
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell with everything that stands in it, in order."""

    row: int
    column: int
    row_span: int
    column_span: int
    contents: tuple[RawParagraph | RawTable, ...]


@dataclass(frozen=True, slots=True)
class RawTable:
    """A grid of cells, data or layout."""

    rows: int
    columns: int
    cells: tuple[RawCell, ...]
    part: str = "body"


def order_blocks(contents: Iterable[RawParagraph | RawTable]) -> tuple[Paragraph | Table, ...]:
    """Return paragraphs and data tables with ordinals in reading order; empty paragraphs are left out."""
    blocks: list[Paragraph | Table] = []
    ordinal = 0
    for part in _flatten(contents):
        if isinstance(part, RawParagraph):
            blocks.append(Paragraph(ordinal, part.text, part.label, part.part, part.bold, part.centered, part.spans))
            ordinal += 1
        else:
            blocks.append(_number_table(part, ordinal))
            ordinal += len(part.cells)
    return tuple(blocks)


def _flatten(contents: Iterable[RawParagraph | RawTable]) -> Iterator[RawParagraph | RawTable]:
    for part in contents:
        if isinstance(part, RawParagraph):
            if part.text:
                yield part
        elif is_data_table(part.rows, part.columns, [(cell.column, cell_text(cell)) for cell in part.cells]):
            yield part
            for cell in part.cells:
                yield from _flatten(inner for inner in cell.contents if _stands_apart(inner))
        else:
            for cell in part.cells:
                yield from _flatten(cell.contents)


def _stands_apart(part: RawParagraph | RawTable) -> bool:
    return isinstance(part, RawTable) or part.part == "textbox"


def _number_table(table: RawTable, first: int) -> Table:
    cells = tuple(
        Cell(first + i, c.row, c.column, cell_text(c), c.row_span, c.column_span, _cell_spans(c))
        for i, c in enumerate(table.cells)
    )
    return Table(first, table.rows, table.columns, cells, table.part)


def _cell_paragraphs(cell: RawCell) -> list[tuple[RawParagraph, str]]:
    texts = [
        (part, f"{part.label} {part.text}".strip())
        for part in cell.contents
        if isinstance(part, RawParagraph) and not _stands_apart(part)
    ]
    return [(part, text) for part, text in texts if text]


def cell_text(cell: RawCell) -> str:
    """Return the paragraphs of a cell joined by line feeds, automatic numbers included (a cell has no label)."""
    return "\n".join(text for _, text in _cell_paragraphs(cell))


def _cell_spans(cell: RawCell) -> tuple[Span, ...]:
    spans: list[Span] = []
    start = 0
    for part, text in _cell_paragraphs(cell):
        shift = start + len(text) - len(part.text)
        for s in part.spans:
            spans.append(s._replace(char_start=s.char_start + shift, char_end=s.char_end + shift))
        start += len(text) + 1
    if not spans and not start:  # blank
        spans = [s for part in cell.contents if isinstance(part, RawParagraph) for s in part.spans]
    return tuple(spans)
