"""Read a document of a supported format into a record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.documents.convert_to_docx import CONVERTED, convert_to_docx
from extractors.documents.decode_old_font import guess_encoding
from extractors.documents.read_docx import read_docx
from extractors.documents.read_html import read_html
from extractors.documents.read_pdf import read_pdf
from extractors.documents.read_pdf_words import NO_CHARACTER
from extractors.documents.sniff_type import DOCX, HTML, PDF, PICTURES
from extractors.limits import MAX_UNKNOWN_SHARE, MIN_LETTERS_PER_PAGE, MIN_VIETNAMESE_SHARE
from extractors.records import Document, Paragraph, Table
from extractors.unreadable_document import UnreadableDocument

NO_TEXT_IN_PDF = "Tệp hầu như không có chữ, kể cả khi đọc như bản quét; hãy quét lại rõ hơn hoặc gửi tệp Word."
NO_TEXT_IN_WORD = "Tệp Word hầu như không có chữ (có thể là ảnh chụp dán vào Word); hãy gửi tệp Word gốc có chữ."
WRONG_LETTERS = (
    "Chữ trong tệp không đọc được thành tiếng Việt (bản quét nhận dạng sai hoặc phông chữ lạ); "
    "hãy gửi tệp Word hoặc tệp PDF xuất từ Word, dùng phông Unicode."
)
NOT_SUPPORTED = "Định dạng này chưa hỗ trợ; hãy lưu lại thành .docx hoặc PDF rồi gửi lại."
LETTER = re.compile(r"[^\W\d_]")
# "ạ", "ữ", "đ", "ơ": letters that no other language of our files has
VIETNAMESE = re.compile(r"[Ạ-ỹĂăĐđƠơƯư]")
GLYPH_NUMBER = "(cid:"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a reader made of a file."""

    blocks: tuple[Paragraph | Table, ...]
    pages: int | None
    changes: int
    scanned: int = 0  # pages read from their picture


def read_document(path: Path, media_type: str, document_id: str) -> Document:
    """Return the contents of a document; raise UnreadableDocument with a sentence for the clerk."""
    if media_type in CONVERTED:
        with TemporaryDirectory(prefix="tonghop-") as folder:
            contents, source = _read(convert_to_docx(path, media_type, Path(folder)), DOCX), "converted"
    elif media_type == PDF:
        contents = _read_pdf(path)
        source = "ocr" if contents.scanned else "native"
    elif media_type in PICTURES:
        from extractors.scans.read_pictures import read_pictures  # a second to load; most files need none of it

        blocks, pages = read_pictures(path)
        contents, source = Contents(blocks, pages, 0, pages), "ocr"
    elif media_type == HTML:
        contents, source = Contents(read_html(path), None, 0), "native"
    elif media_type == DOCX:
        contents, source = _read(path, media_type), "native"
    else:
        raise UnreadableDocument(NOT_SUPPORTED)
    if wrong := _what_is_wrong(contents.blocks, contents.pages):
        raise UnreadableDocument(wrong)
    return Document(document_id, media_type, source, contents.pages, contents.blocks, contents.changes)


def _read(path: Path, media_type: str) -> Contents:
    """Read a file, a second time with its encoding where its letters are old ones and no font says so."""
    contents = _read_as(path, media_type, "")
    encoding = guess_encoding(_text(contents.blocks))
    return _read_as(path, media_type, encoding) if encoding else contents


def _read_as(path: Path, media_type: str, encoding: str) -> Contents:
    if media_type == DOCX:
        blocks, changes = read_docx(path, encoding)
        return Contents(blocks, None, changes)
    found = read_pdf(path, encoding)
    return Contents(found.blocks, found.pages, found.struck, found.scanned)


def _read_pdf(path: Path) -> Contents:
    """Read a PDF; from its pictures where its text layer is not Vietnamese."""
    contents = _read(path, PDF)
    if not contents.scanned and _what_is_wrong(contents.blocks, contents.pages):
        found = read_pdf(path, as_pictures=True)
        return Contents(found.blocks, found.pages, 0, found.scanned)
    return contents


def _text(blocks: tuple[Paragraph | Table, ...]) -> str:
    return "\n".join(part.text for block in blocks for part in (block.cells if isinstance(block, Table) else (block,)))


def _what_is_wrong(blocks: tuple[Paragraph | Table, ...], pages: int | None) -> str:
    """Say what keeps a text from being a report in Vietnamese; '' where nothing does."""
    text = _text(blocks)
    letters = len(LETTER.findall(text))
    if letters < MIN_LETTERS_PER_PAGE * (pages or 1):
        return NO_TEXT_IN_WORD if pages is None else NO_TEXT_IN_PDF
    unknown = text.count(NO_CHARACTER) > letters * MAX_UNKNOWN_SHARE
    marked = len(VIETNAMESE.findall(text))
    return WRONG_LETTERS if unknown or GLYPH_NUMBER in text or marked < letters * MIN_VIETNAMESE_SHARE else ""
