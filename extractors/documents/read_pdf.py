"""Read a PDF: words and ruling lines from PDFium, of a scanned page from its picture; lines and tables from both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from extractors.documents.page_frame import PageFrame
from extractors.documents.read_drawings import read_drawings
from extractors.documents.read_pdf_words import read_words
from extractors.layout.find_ruled_tables import find_ruled_tables
from extractors.layout.lay_out_pages import Page, join_pages, lay_out_page
from extractors.limits import MAX_PDF_PAGES
from extractors.records import Paragraph, Table
from extractors.unreadable_document import UnreadableDocument

BROKEN = "Tệp PDF bị hỏng hoặc chưa tải xong; hãy xuất lại tệp PDF từ Word rồi gửi lại."
LOCKED = "Tệp PDF có mật khẩu; hãy bỏ mật khẩu rồi gửi lại."
TOO_LONG = f"Tệp PDF có hơn {MAX_PDF_PAGES} trang, không phải một báo cáo; hãy tách riêng báo cáo rồi gửi lại."


@dataclass(frozen=True, slots=True)
class PdfContents:
    """Blocks in reading order, number of pages, of pieces struck out (tracked deletions), and of scanned pages."""

    blocks: tuple[Paragraph | Table, ...]
    pages: int
    struck: int
    scanned: int


def read_pdf(path: Path, encoding: str = "", *, as_pictures: bool = False) -> PdfContents:
    """Return what is printed in a PDF; ``as_pictures`` does not trust its text layer.

    ``encoding`` is that of the words whose font doesn't tell.
    """
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(LOCKED if "password" in str(error).lower() else BROKEN) from error
    try:
        if len(document) > MAX_PDF_PAGES:
            raise UnreadableDocument(TOO_LONG)
        pages = [_read_page(document, index, encoding, as_pictures) for index in range(len(document))]
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(BROKEN) from error
    finally:
        document.close()
    struck, scanned = sum(page.struck for page in pages), sum(page.is_scan for page in pages)
    return PdfContents(join_pages(pages), len(pages), struck, scanned)


def _read_page(document: pdfium.PdfDocument, index: int, encoding: str, as_picture: bool) -> Page:
    page = document[index]
    try:
        frame = PageFrame.of(page)
        drawings = read_drawings(page, frame)
        if drawings.is_scan or as_picture:
            from extractors.scans.read_scan import read_scanned_page  # a second to load; most files need none of it

            return read_scanned_page(page, index + 1)
        words, struck = read_words(page, frame, drawings.rulings, encoding)
        return lay_out_page(index + 1, frame.size, words, find_ruled_tables(drawings.rulings), struck)
    finally:
        page.close()
