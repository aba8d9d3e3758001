"""Photos of pages and of tables that were pasted into Word files and PDFs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from docx.shared import Cm
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from demo.render_pdf import find_fonts, render_pdf
from extractors.documents.read_document import read_document
from extractors.documents.read_pdf import read_pdf
from extractors.documents.sniff_type import sniff_type
from extractors.records import Document
from extractors.scans.engines import find_language_data
from tests.read_text import as_document, parse, report_of

TEXTS = Path(__file__).parents[2] / "texts"
WITH_TABLE = "lb01"
PROSE = "Nhân dân các thôn, bản nêu nhiều ý kiến về đường giao thông, nước sinh hoạt và chế độ, chính sách. " * 8
pytestmark = pytest.mark.skipif(not find_language_data(), reason="tesseract-ocr-vie is not installed")


def read(path: Path) -> Document:
    return read_document(path, sniff_type(path).media_type, "0" * 64)


def photos(folder: Path, name: str = WITH_TABLE) -> list[BytesIO]:
    """Render the pages of a report as pictures."""
    render_pdf(parse((TEXTS / f"{name}.txt").read_text(encoding="utf-8")), folder / "whole.pdf")
    return [png(page.render(scale=200 / 72).to_pil()) for page in pdfium.PdfDocument(folder / "whole.pdf")]


def png(picture: Image.Image) -> BytesIO:
    out = BytesIO()
    picture.convert("L").save(out, "PNG")
    out.seek(0)
    return out


def word_file(path: Path, pictures: list[BytesIO], width: float, text: str = "") -> Path:
    """Write a Word file with a text and pictures (``width`` in centimetres)."""
    made = docx.Document()
    made.add_paragraph(text)
    for picture in pictures:
        made.add_picture(picture, width=Cm(width))
    made.save(str(path))
    return path


def pdf_file(path: Path, picture: BytesIO, side: float) -> Path:
    """Write a PDF page of text with a picture below it (``side`` in points)."""
    canvas = Canvas(str(path), pagesize=A4)
    pdfmetrics.registerFont(TTFont("serif", str(find_fonts()[0])))
    canvas.setFont("serif", 11)
    for line in range(12):
        canvas.drawString(60, 780 - 15 * line, "Nhân dân nêu ý kiến về giao thông và nước sinh hoạt của xã trong năm")
    canvas.drawImage(ImageReader(picture), 60, 60, side, side)
    canvas.save()
    return path


def test_a_word_file_of_page_photos_is_read_as_they_are(tmp_path: Path) -> None:
    document = read(word_file(tmp_path / "a.docx", photos(tmp_path), 15))
    report = report_of(document)
    wanted = report_of(as_document(parse((TEXTS / f"{WITH_TABLE}.txt").read_text(encoding="utf-8"))))
    assert document.text_source == "ocr"
    assert {(f.measure, f.category, f.value) for f in report.figures} == {
        (f.measure, f.category, f.value) for f in wanted.figures
    }


def test_a_table_pasted_as_a_photo_beside_the_text_is_pointed_at(tmp_path: Path) -> None:
    document = read(word_file(tmp_path / "a.docx", photos(tmp_path)[-1:], 15, PROSE))
    assert document.unread_pictures == 1
    text = (TEXTS / "e06.txt").read_text(encoding="utf-8")
    report = report_of(Document(**{**fields(as_document(parse(text))), "unread_pictures": 1}))
    assert [f.rule for f in report.findings if "hình ảnh" in f.message] == ["unread_number"]


def fields(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in Document.__dataclass_fields__}


@pytest.mark.parametrize(("picture", "width"), [("stamp", 4), ("meeting", 15)])
def test_a_stamp_and_a_photo_of_the_meeting_are_not(picture: str, width: float, tmp_path: Path) -> None:
    shown = photos(tmp_path)[-1] if picture == "stamp" else png(Image.effect_noise((900, 600), 60))
    assert read(word_file(tmp_path / "a.docx", [shown], width, PROSE)).unread_pictures == 0


def test_a_table_on_a_page_of_a_pdf_is_pointed_at_and_a_stamp_is_not(tmp_path: Path) -> None:
    table = photos(tmp_path)[-1]
    assert read_pdf(pdf_file(tmp_path / "a.pdf", table, 300)).unread_pictures == 1
    table.seek(0)
    assert read_pdf(pdf_file(tmp_path / "b.pdf", table, 110)).unread_pictures == 0
