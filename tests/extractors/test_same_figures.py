"""A report reads the same from a Word file and from a PDF, in whatever style, and each figure can be shown there."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path
from zlib import crc32

import pypdfium2 as pdfium
import pytest

from demo.parse_text import parse
from demo.records import ReportText
from demo.render_docx import render_docx, vary_docx_style
from demo.render_pdf import render_pdf, vary_pdf_style
from extractors.documents.address_text import part_at, text_at
from extractors.documents.page_frame import PageFrame
from extractors.documents.read_document import read_document
from extractors.documents.sniff_type import DOCX, PDF
from extractors.records import Address, Document
from tests.read_text import as_document, report_of
from transforms.records import Figure, Report

TEXTS = Path(__file__).parents[1] / "texts"
NAMES = sorted(path.stem for path in TEXTS.glob("*.txt"))
SEEDS = {name: crc32(name.encode()) for name in NAMES}  # the same whatever texts come beside it
Value = tuple[str, str | None, Decimal]


@cache
def printed_text(name: str) -> ReportText:
    return parse((TEXTS / f"{name}.txt").read_text(encoding="utf-8"))


@cache
def in_memory(name: str) -> Report:
    return report_of(as_document(printed_text(name)))


def values(report: Report) -> set[Value]:
    return {(f.measure, f.category, f.value) for f in report.figures}


def rules(report: Report) -> list[tuple[str, str | None, str | None]]:
    return sorted(((f.rule, f.measure, f.category) for f in report.findings), key=str)


def addresses(figure: Figure) -> list[tuple[Address, str]]:
    """List where a figure stands and what is printed there: its own place, or those of its parts."""
    if figure.parts:
        return list(zip(figure.parts, figure.printed.split(" + "), strict=True))
    return [(figure.address, figure.printed)]


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file_gives_the_figures_of_the_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    render_docx(printed_text(name), path, style=vary_docx_style(SEEDS[name]))
    document = read_document(path, DOCX, "0" * 64)
    report = report_of(document)
    assert values(report) ^ values(in_memory(name)) == set()
    assert rules(report) == rules(in_memory(name))
    for figure in report.figures:
        for address, printed in addresses(figure):
            assert text_at(document, address) == printed
            assert address.page is None


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_gives_the_figures_of_the_text_and_boxes_round_them(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    render_pdf(printed_text(name), path, style=vary_pdf_style(SEEDS[name]))
    document = read_document(path, PDF, "0" * 64)
    report = report_of(document)
    assert values(report) ^ values(in_memory(name)) == set()
    assert rules(report) == rules(in_memory(name))
    file = pdfium.PdfDocument(path)
    for figure in report.figures:
        for address, printed in addresses(figure):
            assert text_at(document, address) == printed
            boxed = text_in_box(file, address)
            if pages_of(document, address) > 1:  # cut by a page break: the box is that of the first page
                assert letters(words_at(document, address)).startswith(letters(boxed))
            elif boxed.count("\n") == 0:  # on one line: the box holds the words of the numeral, and nothing else
                assert letters(boxed) == letters(words_at(document, address)), (figure.measure, figure.category)
            else:
                assert letters(printed.split()[0]) in letters(boxed), (figure.measure, figure.category)
    file.close()


def text_in_box(file: pdfium.PdfDocument, address: Address) -> str:
    """Read a page of the file inside the box of an address, which must lie on the page."""
    assert address.page is not None
    assert address.x0 is not None
    assert address.y0 is not None
    assert address.x1 is not None
    assert address.y1 is not None
    page = file[address.page - 1]
    width, height = PageFrame.of(page).size
    assert 0 <= address.x0 < address.x1 <= width
    assert 0 <= address.y0 < address.y1 <= height
    text_page = page.get_textpage()
    text: str = text_page.get_text_bounded(
        address.x0 - 0.5, height - address.y1 - 0.5, address.x1 + 0.5, height - address.y0 + 0.5
    )
    text_page.close()
    page.close()
    return text.strip().replace("\r\n", "\n")


def pages_of(document: Document, address: Address) -> int:
    """Count the pages on which the characters of an address stand."""
    spans = part_at(document, address.block).spans
    return len({s.page for s in spans if s.char_start < address.char_end and address.char_start < s.char_end})


def words_at(document: Document, address: Address) -> str:
    """Give the whole words of the block that an address touches."""
    text = part_at(document, address.block).text
    return " ".join(
        m.group() for m in re.finditer(r"\S+", text) if m.start() < address.char_end and address.char_start < m.end()
    )


def letters(text: str) -> str:
    """Give a text without its spaces."""
    return "".join(unicodedata.normalize("NFC", text).split())
