"""Read a document of a supported format into a record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.documents.compare_readings import mark_differences
from extractors.documents.convert_to_docx import CONVERTED, convert_again, convert_to_docx
from extractors.documents.decode_old_font import guess_encoding
from extractors.documents.docx_pictures import docx_pictures
from extractors.documents.judge_text import WRONG_LETTERS, count_letters, is_not_vietnamese
from extractors.documents.read_docx import read_docx
from extractors.documents.read_html import read_html
from extractors.documents.read_pdf import read_pdf
from extractors.documents.sniff_type import DOC, DOCX, HTML, PDF, PICTURES, XLSX
from extractors.limits import MIN_LETTERS_PER_PAGE
from extractors.records import Document, Paragraph, Table
from extractors.unreadable_document import UnreadableDocument

NO_TEXT_IN_PDF = "Tệp hầu như không có chữ, kể cả khi đọc như bản quét; hãy quét lại rõ hơn hoặc gửi tệp Word."
NO_TEXT_IN_WORD = "Tệp Word hầu như không có chữ, kể cả trong hình; hãy gửi tệp Word gốc có chữ."
Blocks = tuple[Paragraph | Table, ...]
NOT_SUPPORTED = "Định dạng này chưa hỗ trợ; hãy lưu lại thành .docx hoặc PDF rồi gửi lại."


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: blocks in reading order, pages (None: no fixed ones), and what a reader should know of it."""

    blocks: Blocks
    pages: int | None = None
    source: str = "native"  # native, converted, ocr
    changes: int = 0  # tracked
    unread_pictures: int = 0
    unread_lines: int = 0  # with numbers, that only the second reader found


def read_document(path: Path, media_type: str, document_id: str) -> Document:
    """Return the contents of a document; raise UnreadableDocument with a sentence for the clerk."""
    found = _read(path, media_type)
    text = _text(found.blocks)
    if count_letters(text) < MIN_LETTERS_PER_PAGE * (found.pages or 1):
        raise UnreadableDocument(NO_TEXT_IN_WORD if found.pages is None else NO_TEXT_IN_PDF)
    if is_not_vietnamese(text):
        raise UnreadableDocument(WRONG_LETTERS)
    return Document(
        document_id,
        media_type,
        found.source,
        found.pages,
        found.blocks,
        found.changes,
        found.unread_pictures,
        found.unread_lines,
    )


def _read(path: Path, media_type: str) -> Contents:
    if media_type in CONVERTED:
        with TemporaryDirectory(prefix="tonghop-") as folder:
            made = convert_to_docx(path, media_type, Path(folder))
            read = _read_word(made, "converted")
            read_in_python = media_type == DOC and made.parent == Path(folder)
            again = convert_again(path, Path(folder, "again")) if read_in_python else None
            return _compared(read, again) if again is not None else read
    if media_type == DOCX:
        return _read_word(path, "native")
    if media_type == HTML:
        return Contents(read_html(path))
    if media_type == XLSX:
        from extractors.documents.read_xlsx import read_xlsx  # a third of a second to load; most files need none of it

        return Contents(read_xlsx(path))
    if media_type == PDF:
        found = read_pdf(path)
        source = "ocr" if found.scanned else "native"
        return Contents(found.blocks, found.pages, source, found.struck, found.unread_pictures)
    if media_type in PICTURES:
        from extractors.scans.read_pictures import read_pictures  # a second to load; most files need none of it

        return Contents(*read_pictures(path), "ocr")
    raise UnreadableDocument(NOT_SUPPORTED)


def _compared(found: Contents, again: Path) -> Contents:
    """Add what the second reader of a .doc gives otherwise, or gives alone."""
    try:
        others, _changes = _read_docx(again)
    except UnreadableDocument:
        return found
    blocks, lost = mark_differences(found.blocks, others)
    return replace(found, blocks=blocks, unread_lines=lost)


def _read_word(path: Path, source: str) -> Contents:
    """Read a Word file: its text, or its pictures where it has hardly any text."""
    blocks, changes = _read_docx(path)
    pictures = [BytesIO(picture) for picture in docx_pictures(path)]
    if not pictures:
        return Contents(blocks, None, source, changes)
    from extractors.scans.read_pictures import holds_numbers, read_pictures

    if count_letters(_text(blocks)) < MIN_LETTERS_PER_PAGE:
        return Contents(*read_pictures(*pictures), "ocr")
    return Contents(blocks, None, source, changes, sum(map(holds_numbers, pictures)))


def _read_docx(path: Path) -> tuple[Blocks, int]:
    """Read a Word file, a second time with its encoding where its letters are old ones and no font says so."""
    blocks, changes = read_docx(path)
    encoding = guess_encoding(_text(blocks))
    return read_docx(path, encoding) if encoding else (blocks, changes)


def _text(blocks: Blocks) -> str:
    return "\n".join(part.text for block in blocks for part in (block.cells if isinstance(block, Table) else (block,)))
