"""Read a scanned page: upright picture, ruled tables, words. Its boxes are of the upright page."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium

from extractors.layout.find_ruled_tables import find_ruled_tables
from extractors.layout.lay_out_pages import Page, lay_out_page
from extractors.scans.find_rules import find_rules
from extractors.scans.prepare_image import POINTS, PageImage, prepare_page
from extractors.scans.recognise import recognise_page


def read_scanned_page(page: pdfium.PdfPage, number: int) -> Page:
    """Return what is printed on a page of a PDF that is a picture."""
    return read_picture(prepare_page(page), number)


def read_picture(image: PageImage, number: int) -> Page:
    """Return what is printed on the upright picture of a page."""
    tables = find_ruled_tables(find_rules(image.pixels))
    words = recognise_page(image.pixels, tables)
    height, width = image.pixels.shape
    page = lay_out_page(number, (width * POINTS, height * POINTS), words, tables)
    return replace(page, is_scan=True, angle=image.angle)
