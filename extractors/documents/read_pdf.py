"""Read a PDF: words and ruling lines from PDFium, of a scanned page from its picture; lines and tables from both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium

from extractors.documents.decode_old_font import guess_encoding
from extractors.documents.judge_text import WRONG_LETTERS, is_not_vietnamese, lies
from extractors.documents.page_frame import PageFrame
from extractors.documents.read_drawings import read_drawings
from extractors.documents.read_pdf_words import read_words
from extractors.layout.find_ruled_tables import find_ruled_tables
from extractors.layout.lay_out_pages import Page, join_pages, lay_out_page
from extractors.layout.word import Box, Word
from extractors.limits import MAX_PDF_PAGES, MIN_JUDGED_WORDS
from extractors.records import Paragraph, Table
from extractors.unreadable_document import UnreadableDocument

BROKEN = "Tệp PDF bị hỏng hoặc chưa tải xong; hãy xuất lại tệp PDF từ Word rồi gửi lại."
LOCKED = "Tệp PDF có mật khẩu; hãy bỏ mật khẩu rồi gửi lại."
TOO_LONG = f"Tệp PDF có hơn {MAX_PDF_PAGES} trang, không phải một báo cáo; hãy tách riêng báo cáo rồi gửi lại."
MANY_OBJECTS = 500  # letters drawn as lines and curves; the rulings of an empty table are fewer


@dataclass(frozen=True, slots=True)
class PdfContents:
    """Blocks in reading order, number of pages, of pieces struck out (tracked deletions), of scanned pages.

    ``unread_pictures``: pictures beside the text of a page that show numbers.
    """

    blocks: tuple[Paragraph | Table, ...]
    pages: int
    struck: int
    scanned: int
    unread_pictures: int


def read_pdf(path: Path) -> PdfContents:
    """Return what is printed in a PDF: page by page its text layer, or its picture where that layer lies."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(LOCKED if "password" in str(error).lower() else BROKEN) from error
    try:
        if len(document) > MAX_PDF_PAGES:
            raise UnreadableDocument(TOO_LONG)
        pages = _read_pages(document)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(BROKEN) from error
    finally:
        document.close()
    struck, scanned = sum(page.struck for page in pages), sum(page.is_scan for page in pages)
    unread = sum(page.unread_pictures for page in pages)
    return PdfContents(join_pages(pages), len(pages), struck, scanned, unread)


def _read_pages(document: pdfium.PdfDocument) -> list[Page]:
    pages = [_read_page(document, index, "") for index in range(len(document))]
    encoding = guess_encoding(_text(pages))
    if encoding:  # old letters, and no font says so
        pages = [page if page.is_scan else _read_page(document, i, encoding) for i, page in enumerate(pages)]
    false = [index for index, page in enumerate(pages) if _lies(page)]
    if false and len(false) == len(pages):  # a book in another language: one page tells
        pages[0] = _read_picture(document, 0)
        if len(pages[0].text.split()) >= MIN_JUDGED_WORDS and is_not_vietnamese(pages[0].text):
            raise UnreadableDocument(WRONG_LETTERS)
        false = false[1:]
    for index in false:
        pages[index] = _read_picture(document, index)
    if is_not_vietnamese(_text(pages)):  # a few words on each page
        return [page if page.is_scan else _read_picture(document, i) for i, page in enumerate(pages)]
    return pages


def _lies(page: Page) -> bool:
    return not page.is_scan and lies(page.text)


def _text(pages: list[Page]) -> str:
    return "\n".join(page.text for page in pages if not page.is_scan)


def _read_page(document: pdfium.PdfDocument, index: int, encoding: str) -> Page:
    """Read a page from its words; a few of them on a picture or among drawn letters, and it is read from how it looks.

    ``encoding`` is that of the words whose font doesn't tell.
    """
    page = document[index]
    try:
        frame = PageFrame.of(page)
        drawings = read_drawings(page, frame)
        words, struck = read_words(page, frame, drawings.rulings, encoding)
        drawn = drawings.pictured or drawings.objects > MANY_OBJECTS or not words
        if drawings.objects and drawn and len(words) < MIN_JUDGED_WORDS:
            return _read_picture(document, index)
        laid_out = lay_out_page(index + 1, frame.size, words, find_ruled_tables(drawings.rulings), struck)
        beside = [box for box in drawings.pictures if not _is_background(box, words)]
        return replace(laid_out, unread_pictures=_count_unread(page, beside)) if beside else laid_out
    finally:
        page.close()


def _is_background(box: Box, words: Sequence[Word]) -> bool:
    """Tell whether the page's own words stand on a picture."""
    on_it = sum(box[0] <= (w.x0 + w.x1) / 2 <= box[2] and box[1] <= (w.y0 + w.y1) / 2 <= box[3] for w in words)
    return on_it >= MIN_JUDGED_WORDS


def _count_unread(page: pdfium.PdfPage, boxes: Sequence[Box]) -> int:
    """Count the pictures of a page that show numbers; those of a machine that reads no pictures count as well."""
    from extractors.scans.read_scan import crop_holds_numbers

    return sum(crop_holds_numbers(page, box) for box in boxes)


def _read_picture(document: pdfium.PdfDocument, index: int) -> Page:
    from extractors.scans.read_scan import read_scanned_page  # a second to load; most files need none of it

    page = document[index]
    try:
        return read_scanned_page(page, index + 1)
    finally:
        page.close()
