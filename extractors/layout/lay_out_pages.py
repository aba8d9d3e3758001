"""Lay out the words of pages: rows, columns and tables, joined to the paragraphs and tables of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout.drop_furniture import drop_furniture
from extractors.layout.find_ruled_tables import RuledTable
from extractors.layout.group_lines import Line, SideBySide, group_lines, split_regions
from extractors.layout.join_lines import Column, join_lines, join_side, measure_column
from extractors.layout.join_tables import PageTable, fill_table, join_tables, same_columns, to_raw_table
from extractors.layout.lay_back import lay_back
from extractors.layout.order_blocks import RawParagraph, RawTable, order_blocks
from extractors.layout.word import Word
from extractors.records import Paragraph, Table

Row = tuple[Line, ...]


@dataclass(slots=True)
class Page:
    """The rows and tables of one page."""

    number: int
    size: tuple[float, float]
    rows: list[Row]
    tables: list[PageTable]
    text: str  # of all its words
    struck: int = 0  # pieces of text struck out
    unread_pictures: int = 0  # beside its words, that show numbers
    is_scan: bool = False
    angle: float = 0.0  # degrees by which a scanned page was turned upright


def lay_out_page(
    number: int, size: tuple[float, float], words: Sequence[Word], ruled: Sequence[RuledTable], struck: int = 0
) -> Page:
    """Return the rows of a page, and its tables with the words that stand in them."""
    text, tables = " ".join(word.text for word in words), []
    for grid in ruled:
        table, taken = fill_table(grid, words, number)
        words = [word for position, word in enumerate(words) if position not in taken]
        if taken:
            tables.append(table)
    return Page(number, size, group_lines(words, number), tables, text, struck)


def join_pages(pages: list[Page]) -> tuple[Paragraph | Table, ...]:
    """Return the blocks of all pages in reading order, joined over page breaks."""
    turned = {page.number: (page.size, page.angle) for page in pages if page.angle}
    return lay_back(order_blocks(_assemble(pages)), turned)


Item = Line | SideBySide | PageTable


def _assemble(pages: list[Page]) -> list[RawParagraph | RawTable]:
    """Return paragraphs and tables of all pages, joined over page breaks."""
    for page, rows in zip(pages, drop_furniture([(p.rows, p.size) for p in pages]), strict=True):
        page.rows = rows
    columns = _measure_by_size(pages)
    items: list[tuple[Item, Column]] = []
    for page in pages:
        column = columns.get(page.size)
        if column is None:
            column = Column(0.0, page.size[0], page.size[1])
        for position, item in enumerate(_page_items(page, column)):
            if not (position < MAX_CARRIED and items and _join_over_break(items, item, page)):
                items.append((item, column))
    return _to_paragraphs(items)


MAX_CARRIED = 6  # lines at the top of a page that may belong to a column of the page before


def _measure_by_size(pages: list[Page]) -> dict[tuple[float, float], Column]:
    lines: dict[tuple[float, float], list[Line]] = {}
    for page in pages:
        lines.setdefault(page.size, []).extend(row[0] for row in page.rows if len(row) == 1)
    return {size: measure_column(found, size[0]) for size, found in lines.items() if found}


def _page_items(page: Page, column: Column) -> list[Item]:
    """Return lines, regions and tables of a page from top to bottom."""
    items: list[Item] = []
    rest: Sequence[Row] = page.rows
    for table in page.tables:
        middle = (table.box[1] + table.box[3]) / 2
        above = [row for row in rest if row[0].y1 <= middle]
        rest = [row for row in rest if row[0].y1 > middle]
        items.extend(split_regions(above, column.centre))
        items.append(table)
    items.extend(split_regions(rest, column.centre))
    return items


def _join_over_break(items: list[tuple[Item, Column]], item: Item, page: Page) -> bool:
    """Join the first items of a page to a table or a column that the page before left open."""
    last, column = items[-1]
    if isinstance(last, PageTable) and isinstance(item, PageTable):
        if _page_of(last) == page.number or not same_columns(last, item):
            return False
        items[-1] = (join_tables(last, item), column)
        return True
    if isinstance(last, SideBySide) and isinstance(item, SideBySide) and last.left[0].page < page.number:
        left, right = (*last.left, *item.left), (*last.right, *item.right)
        if max(line.x1 for line in left) >= min(line.x0 for line in right):
            return False
        items[-1] = (SideBySide(left, right), column)
        return True
    if isinstance(last, SideBySide) and isinstance(item, Line):
        narrow = item.x1 < min(line.x0 for line in last.right)
        below = last.left[-1]
        aligned = min(abs(item.x0 - below.x0), abs(item.centre - below.centre)) < SAME_EDGE
        if last.left[0].page < page.number and narrow and aligned:
            items[-1] = (SideBySide((*last.left, item), last.right), column)
            return True
    return False


SAME_EDGE = 3.0  # points


def _page_of(table: PageTable) -> int:
    return max((line.page for cell in table.cells for line in cell.lines), default=0)


def _to_paragraphs(items: list[tuple[Item, Column]]) -> list[RawParagraph | RawTable]:
    contents: list[RawParagraph | RawTable] = []
    flow: list[Line] = []
    flow_column: Column | None = None

    def close_flow() -> None:
        if flow and flow_column is not None:
            contents.extend(join_lines(flow, flow_column))
        flow.clear()

    for item, column in items:
        if isinstance(item, Line):
            if flow_column is not column:
                close_flow()
            flow_column = column
            flow.append(item)
            continue
        close_flow()
        if isinstance(item, PageTable):
            contents.append(to_raw_table(item))
        else:
            for side in (item.left, item.right):
                if side:
                    contents.extend(join_side(side))
    close_flow()
    return contents
