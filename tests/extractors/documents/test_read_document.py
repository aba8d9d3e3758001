"""A file becomes a Document, or an error with a sentence for the clerk."""

from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.documents.read_document import read_document
from extractors.documents.sniff_type import DOCX, PDF
from extractors.records import Document, Paragraph
from extractors.unreadable_document import UnreadableDocument

SENTENCE = "Đảng ủy xã đã tổ chức 04 cuộc tiếp xúc, đối thoại trực tiếp với Nhân dân."


def write_docx(path: Path, *texts: str) -> Path:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def refusal(path: Path, media_type: str) -> str:
    with pytest.raises(UnreadableDocument) as error:
        read_document(path, media_type, "id")
    return error.value.reason


def test_a_docx_becomes_a_document(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", SENTENCE)
    assert read_document(path, DOCX, "id") == Document("id", DOCX, "native", None, (Paragraph(0, SENTENCE),), 0)


def test_a_word_file_with_a_photo_only_is_refused(tmp_path: Path) -> None:
    assert refusal(write_docx(tmp_path / "a.docx", "Ảnh 1"), DOCX) == (
        "Tệp Word hầu như không có chữ, kể cả trong hình; hãy gửi tệp Word gốc có chữ."
    )


def test_letters_of_an_unknown_font_are_refused(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", "Ãëàâà 2025 ãîäà, çàñåäàíèå 4, íîâûå äåëà ñåëà")
    assert "không đọc được thành tiếng Việt" in refusal(path, DOCX)


def test_glyph_numbers_instead_of_letters_are_refused(tmp_path: Path) -> None:
    assert "không đọc được thành tiếng Việt" in refusal(write_docx(tmp_path / "a.docx", SENTENCE + " (cid:56)"), DOCX)


def test_a_pdf_with_a_page_number_only_is_refused(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(300, 400, "Bao cao 2025")
    canvas.save()
    assert "hầu như không có chữ" in refusal(tmp_path / "a.pdf", PDF)


def test_a_pdf_in_another_language_is_refused(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for line in range(10):
        canvas.drawString(72, 700 - 20 * line, "This report was written in quite another language.")
    canvas.save()
    assert "không đọc được thành tiếng Việt" in refusal(tmp_path / "a.pdf", PDF)


def test_another_format_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.xls", "application/vnd.ms-excel") == (
        "Định dạng này chưa hỗ trợ; hãy lưu lại thành .docx hoặc PDF rồi gửi lại."
    )


def test_a_docx_with_another_name_reads_the_same(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.pdf", SENTENCE)
    assert read_document(path, DOCX, "id").blocks == (Paragraph(0, SENTENCE),)
