"""Turn .doc, .rtf and .odt into DOCX, which has one reader for all of them."""

from __future__ import annotations

from pathlib import Path

from extractors.documents.convert_with_office import convert_with_office
from extractors.documents.sniff_type import DOC, LOCKED_OFFICE, ODT, RTF
from extractors.unreadable_document import UnreadableDocument

SECOND_SECONDS = 20  # of the 60 a reader has; the document is read already
CONVERTED = {
    DOC: (".doc", "tệp Word đời cũ (.doc)"),
    RTF: (".rtf", "tệp RTF"),
    ODT: (".odt", "tệp OpenDocument (.odt)"),
}


def convert_to_docx(path: Path, media_type: str, folder: Path) -> Path:
    """Write a DOCX of the document into an empty folder and return it; UnreadableDocument with a sentence."""
    if media_type == DOC:
        try:
            return _convert_doc(path, folder / "read.docx")
        except UnreadableDocument:
            raise
        except Exception:  # the library meets what it doesn't know: LibreOffice has seen more
            pass
    return convert_with_office(path, *CONVERTED[media_type], folder)


def convert_again(path: Path, folder: Path) -> Path | None:
    """Write a DOCX of a .doc with LibreOffice, the second reader; None where it is missing or can't."""
    folder.mkdir()
    try:
        return convert_with_office(path, *CONVERTED[DOC], folder, SECOND_SECONDS)
    except UnreadableDocument:
        return None


def _convert_doc(path: Path, made: Path) -> Path:
    from doc2docx import convert
    from doc2docx.errors import EncryptedDocumentError

    try:
        convert(path, made)
    except EncryptedDocumentError as error:
        raise UnreadableDocument(LOCKED_OFFICE) from error
    return made
