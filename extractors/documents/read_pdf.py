"""Read a PDF with a text layer: lines and boxes from PDFium, tables from its ruling lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from extractors.documents.drop_furniture import drop_furniture
from extractors.documents.find_ruled_tables import find_ruled_tables
from extractors.documents.group_lines import Line, SideBySide, group_lines, split_regions
from extractors.documents.join_lines import Column, join_lines, join_side, measure_column
from extractors.documents.join_tables import PageTable, fill_table, join_tables, same_columns, to_raw_table
from extractors.documents.limits import MAX_PDF_PAGES
from extractors.documents.order_blocks import RawParagraph, RawTable, order_blocks
from extractors.documents.page_frame import PageFrame
from extractors.documents.read_drawings import read_drawings
from extractors.documents.read_pdf_words import read_words
from extractors.documents.unreadable_document import UnreadableDocument
from extractors.records import Paragraph, Table

BROKEN = "Tệp PDF bị hỏng hoặc chưa tải xong; hãy xuất lại tệp PDF từ Word rồi gửi lại."
LOCKED = "Tệp PDF có mật khẩu; hãy bỏ mật khẩu rồi gửi lại."
TOO_LONG = f"Tệp PDF có hơn {MAX_PDF_PAGES} trang, không phải một báo cáo; hãy tách riêng báo cáo rồi gửi lại."
SCAN = "Tệp PDF không có chữ, có vẻ là bản quét; hãy gửi tệp Word hoặc tệp PDF xuất từ Word."
PARTLY_SCAN = "Trang {pages} của tệp PDF là ảnh quét, không đọc được; hãy gửi tệp Word hoặc tệp PDF xuất từ Word."
Row = tuple[Line, ...]


@dataclass(slots=True)
class Page:
    """The rows and tables of one page."""

    number: int
    size: tuple[float, float]
    rows: list[Row]
    tables: list[PageTable]
    struck: int  # pieces of text struck out
    is_scan: bool


def read_pdf(path: Path, encoding: str = "") -> tuple[tuple[Paragraph | Table, ...], int, int]:
    """Return the blocks in reading order, the number of pages, and of pieces struck out (tracked deletions).

    ``encoding`` is that of the words whose font doesn't tell.
    """
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(LOCKED if "password" in str(error).lower() else BROKEN) from error
    try:
        if len(document) > MAX_PDF_PAGES:
            raise UnreadableDocument(TOO_LONG)
        pages = [_read_page(document, index, encoding) for index in range(len(document))]
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(BROKEN) from error
    finally:
        document.close()
    _refuse_scans(pages)
    return order_blocks(_assemble(pages)), len(pages), sum(page.struck for page in pages)


def _refuse_scans(pages: list[Page]) -> None:
    """Raise when pages are pictures: what stands on them must not be missing silently."""
    scans = [str(page.number) for page in pages if page.is_scan]
    if len(scans) == len(pages):
        raise UnreadableDocument(SCAN)
    if scans:
        raise UnreadableDocument(PARTLY_SCAN.format(pages=", ".join(scans)))


def _read_page(document: pdfium.PdfDocument, index: int, encoding: str) -> Page:
    page = document[index]
    try:
        frame = PageFrame.of(page)
        drawings = read_drawings(page, frame)
        words, struck = read_words(page, frame, drawings.rulings, encoding)
        tables = []
        for ruled in find_ruled_tables(drawings.rulings):
            table, taken = fill_table(ruled, words, index + 1)
            words = [word for position, word in enumerate(words) if position not in taken]
            if taken:
                tables.append(table)
        return Page(index + 1, frame.size, group_lines(words, index + 1), tables, struck, drawings.is_scan)
    finally:
        page.close()


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
