"""Read a scanned page: upright picture, ruled tables, words. Its boxes are of the upright page."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2 as pdfium

from extractors.layout.find_ruled_tables import find_ruled_tables
from extractors.layout.lay_out_pages import Page, lay_out_page
from extractors.layout.word import Box
from extractors.limits import MIN_PICTURE_NUMBERS
from extractors.scans.find_rules import find_rules
from extractors.scans.prepare_image import POINTS, PageImage, prepare_image, prepare_page
from extractors.scans.recognise import recognise_page
from extractors.unreadable_document import UnreadableDocument


def read_scanned_page(page: pdfium.PdfPage, number: int) -> Page:
    """Return what is printed on a page of a PDF that is a picture."""
    return read_picture(prepare_page(page), number)


def crop_holds_numbers(page: pdfium.PdfPage, box: Box) -> bool:
    """Tell whether a part of a page (points, origin top left) shows numbers; where nothing can read it, yes."""
    whole = page.render(scale=1 / POINTS).to_numpy()
    x0, y0, x1, y1 = (max(0, round(edge / POINTS)) for edge in box)
    try:
        return count_numbers(read_picture(prepare_image(whole[y0:y1, x0:x1]), 1)) >= MIN_PICTURE_NUMBERS
    except UnreadableDocument:
        return True


_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w.,]*\d)")


def count_numbers(page: Page) -> int:
    """Count the whole numbers among the words of a page."""
    return len(_NUMBER.findall(page.text))


def read_picture(image: PageImage, number: int) -> Page:
    """Return what is printed on the upright picture of a page."""
    tables = find_ruled_tables(find_rules(image.pixels))
    words = recognise_page(image.pixels, tables)
    height, width = image.pixels.shape
    page = lay_out_page(number, (width * POINTS, height * POINTS), words, tables)
    return replace(page, is_scan=True, angle=image.angle)
