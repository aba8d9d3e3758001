"""Turn .doc, .rtf and .odt into DOCX, which has one reader for all of them."""

from __future__ import annotations

from pathlib import Path

from extractors.documents.convert_with_office import convert_with_office
from extractors.documents.sniff_type import DOC, LOCKED_OFFICE, ODT, RTF
from extractors.unreadable_document import UnreadableDocument

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


def _convert_doc(path: Path, made: Path) -> Path:
    from doc2docx import convert
    from doc2docx.errors import EncryptedDocumentError

    try:
        convert(path, made)
    except EncryptedDocumentError as error:
        raise UnreadableDocument(LOCKED_OFFICE) from error
    return made
