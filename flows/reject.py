"""Give the result of a file that could not be read."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

from extractors.records import Document, IntakeFile
from transforms.records import ReadResult

TOO_MUCH_MEMORY = "Không đọc được tệp vì cần quá nhiều bộ nhớ; hãy lưu lại tệp (bỏ ảnh, bảng thừa) rồi gửi lại."


def reject(file: IntakeFile, reason: str, document: Document | None = None) -> ReadResult:
    """Give the result of a file that is no report we can read."""
    return ReadResult(
        document_id=file.document_id or id_of_name(file.file_name),
        file_name=file.file_name,
        media_type=file.media_type,
        bytes=file.bytes,
        pages=document.pages if document else None,
        text_source=document.text_source if document else "native",
        report=None,
        rejected=reason,
    )


def reject_unread(path: Path, inbox: Path, reason: str) -> ReadResult:
    """Give the result of a file whose reading did not come to an end (a crash, a hang)."""
    from extractors.intake import inspect_file

    return reject(inspect_file(path, inbox), reason)


def id_of_name(file_name: str) -> str:
    """Make an identity for a file that can't be opened, so that its rejection is kept until it can."""
    return hashlib.sha256(b"unopened " + unicodedata.normalize("NFC", file_name).encode()).hexdigest()
