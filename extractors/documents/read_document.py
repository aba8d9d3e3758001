"""Read a document of a supported format into a record."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.documents.convert_to_docx import CONVERTED, convert_to_docx
from extractors.documents.decode_old_font import guess_encoding
from extractors.documents.judge_text import count_letters, is_not_vietnamese
from extractors.documents.read_docx import read_docx
from extractors.documents.read_html import read_html
from extractors.documents.read_pdf import read_pdf
from extractors.documents.sniff_type import DOCX, HTML, PDF, PICTURES
from extractors.limits import MIN_LETTERS_PER_PAGE
from extractors.records import Document, Paragraph, Table
from extractors.unreadable_document import UnreadableDocument

NO_TEXT_IN_PDF = "Tệp hầu như không có chữ, kể cả khi đọc như bản quét; hãy quét lại rõ hơn hoặc gửi tệp Word."
NO_TEXT_IN_WORD = "Tệp Word hầu như không có chữ (có thể là ảnh chụp dán vào Word); hãy gửi tệp Word gốc có chữ."
WRONG_LETTERS = (
    "Chữ trong tệp không đọc được thành tiếng Việt (bản quét nhận dạng sai hoặc phông chữ lạ); "
    "hãy gửi tệp Word hoặc tệp PDF xuất từ Word, dùng phông Unicode."
)
NOT_SUPPORTED = "Định dạng này chưa hỗ trợ; hãy lưu lại thành .docx hoặc PDF rồi gửi lại."


def read_document(path: Path, media_type: str, document_id: str) -> Document:
    """Return the contents of a document; raise UnreadableDocument with a sentence for the clerk."""
    pages, changes, source = None, 0, "native"
    if media_type in CONVERTED:
        with TemporaryDirectory(prefix="tonghop-") as folder:
            blocks, changes = _read_docx(convert_to_docx(path, media_type, Path(folder)))
        source = "converted"
    elif media_type == DOCX:
        blocks, changes = _read_docx(path)
    elif media_type == HTML:
        blocks = read_html(path)
    elif media_type == PDF:
        found = read_pdf(path)
        blocks, pages, changes = found.blocks, found.pages, found.struck
        source = "ocr" if found.scanned else "native"
    elif media_type in PICTURES:
        from extractors.scans.read_pictures import read_pictures  # a second to load; most files need none of it

        (blocks, pages), source = read_pictures(path), "ocr"
    else:
        raise UnreadableDocument(NOT_SUPPORTED)
    text = _text(blocks)
    if count_letters(text) < MIN_LETTERS_PER_PAGE * (pages or 1):
        raise UnreadableDocument(NO_TEXT_IN_WORD if pages is None else NO_TEXT_IN_PDF)
    if is_not_vietnamese(text):
        raise UnreadableDocument(WRONG_LETTERS)
    return Document(document_id, media_type, source, pages, blocks, changes)


def _read_docx(path: Path) -> tuple[tuple[Paragraph | Table, ...], int]:
    """Read a Word file, a second time with its encoding where its letters are old ones and no font says so."""
    blocks, changes = read_docx(path)
    encoding = guess_encoding(_text(blocks))
    return read_docx(path, encoding) if encoding else (blocks, changes)


def _text(blocks: tuple[Paragraph | Table, ...]) -> str:
    return "\n".join(part.text for block in blocks for part in (block.cells if isinstance(block, Table) else (block,)))
