"""Check a zip file before anything opens it."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from typing import BinaryIO

from extractors.limits import (
    MAX_NESTED_ZIP_DEPTH,
    MAX_XML_PART_BYTES,
    MAX_ZIP_DIRECTORY_BYTES,
    MAX_ZIP_ENTRIES,
    MAX_ZIP_RATIO,
    MAX_ZIP_TOTAL_BYTES,
    RATIO_FREE_BYTES,
)
from extractors.unreadable_document import UnreadableDocument

BROKEN = "Tệp bị hỏng hoặc chưa tải xong; hãy mở lại bằng Word, lưu thành tệp .docx mới rồi gửi lại."
SUSPICIOUS = "Tệp có cấu trúc nén bất thường nên không mở, để bảo đảm an toàn; hãy lưu lại bằng Word rồi gửi lại."
FOREIGN_XML = "Tệp chứa khai báo DOCTYPE mà Word không bao giờ ghi, không mở để bảo đảm an toàn; hãy lưu lại bằng Word."
END_RECORD = b"PK\x05\x06"
END_RECORD_BYTES = 22
MAX_COMMENT_BYTES = 65_535
DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
ERRORS = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)


def check_zip(path: Path) -> None:
    """Raise UnreadableDocument for a zip that is broken, too large when unpacked, nested, or holds a DOCTYPE."""
    try:
        with path.open("rb") as file:
            _check(file, MAX_ZIP_TOTAL_BYTES, depth=0)
    except (*ERRORS, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise UnreadableDocument(BROKEN) from error


def _check(file: BinaryIO, budget: int, depth: int) -> int:
    """Check one zip and the zips in it; return how much of the budget is left."""
    check_directory(file)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        total = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_ZIP_ENTRIES or total > budget or any(is_too_dense(entry) for entry in entries):
            raise UnreadableDocument(SUSPICIOUS)
        budget -= total
        for entry in entries:
            budget = _check_entry(archive, entry, budget, depth)
    return budget


def check_directory(file: BinaryIO) -> None:
    """Raise UnreadableDocument for a list of entries too long to be an honest one."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - END_RECORD_BYTES - MAX_COMMENT_BYTES))
    tail = file.read()
    at = tail.rfind(END_RECORD)
    if at < 0 or len(tail) - at < END_RECORD_BYTES:
        raise UnreadableDocument(BROKEN)
    (directory_bytes,) = struct.unpack_from("<L", tail, at + 12)
    if directory_bytes > MAX_ZIP_DIRECTORY_BYTES:
        raise UnreadableDocument(SUSPICIOUS)
    file.seek(0)


def is_too_dense(entry: zipfile.ZipInfo) -> bool:
    """Return whether an entry packs as no report does: a bomb."""
    return entry.file_size > RATIO_FREE_BYTES and entry.file_size > MAX_ZIP_RATIO * max(entry.compress_size, 1)


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: int, depth: int) -> int:
    if entry.flag_bits & 1:
        raise UnreadableDocument("Tệp được nén có mật khẩu; hãy bỏ mật khẩu rồi gửi lại.")
    if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
        if entry.file_size > MAX_XML_PART_BYTES:
            raise UnreadableDocument(SUSPICIOUS)
        data = archive.read(entry)
        if any(mark in data for mark in DOCTYPES):
            raise UnreadableDocument(FOREIGN_XML)
        return budget
    with archive.open(entry) as part:
        if part.read(4) != b"PK\x03\x04":
            return budget
    if depth >= MAX_NESTED_ZIP_DEPTH:
        raise UnreadableDocument(SUSPICIOUS)
    return _check(io.BytesIO(archive.read(entry)), budget, depth + 1)
