"""Unpack a zip of reports: one level, within limits, under names of our own making."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from extractors.documents.check_zip import BROKEN, ERRORS, SUSPICIOUS, check_directory, is_too_dense
from extractors.limits import MAX_FILE_BYTES, MAX_PACKED_FILES, MAX_PACKED_TOTAL_BYTES
from extractors.unreadable_document import UnreadableDocument

LOCKED = "Tệp nén .zip có mật khẩu; hãy bỏ mật khẩu hoặc gửi từng báo cáo."
TOO_MANY = f"Tệp nén .zip có hơn {MAX_PACKED_FILES} tệp; hãy chia nhỏ hoặc gửi từng báo cáo."
NOT_OPENED = "Tệp nén .zip nằm trong tệp khác hoặc không mang đuôi .zip nên không mở; hãy gửi từng báo cáo."
EMPTY = "Tệp nén .zip không có tệp nào; hãy nén lại rồi gửi."
OFFICE_NAMES = {"[Content_Types].xml", "mimetype"}
LEFT_OUT = ("__MACOSX/", ".")
CHUNK = 1024 * 1024
ENCRYPTED = 0x1


def is_package(path: Path) -> bool:
    """Return whether a file is a zip of files, and no document that happens to be a zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            return not OFFICE_NAMES & set(archive.namelist())
    except ERRORS:
        return False


def unpack(path: Path, folder: Path) -> tuple[Path, ...]:
    """Write the files of a zip into a folder and return them; UnreadableDocument with a sentence if it is not safe.

    A zip within it is written like any file, and not opened.
    """
    try:
        with path.open("rb") as file:
            check_directory(file)
        with zipfile.ZipFile(path) as archive:
            return _unpack(archive, folder)
    except ERRORS as error:
        raise UnreadableDocument(BROKEN) from error


def why_not_unpacked(path: Path) -> str:
    """Say why a zip was not unpacked: what is not safe about it, or that it came in another zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            _members(archive)
    except UnreadableDocument as error:
        return error.reason
    except ERRORS:
        return BROKEN
    return NOT_OPENED


def _unpack(archive: zipfile.ZipFile, folder: Path) -> tuple[Path, ...]:
    entries = _members(archive)
    folder.mkdir(parents=True)
    return tuple(_write(archive, entry, folder / _name(entry.filename, number)) for number, entry in enumerate(entries))


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """List the files of a zip; UnreadableDocument if it is not safe to unpack them."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and _is_wanted(entry.filename)]
    if not entries:
        raise UnreadableDocument(EMPTY)
    if len(entries) > MAX_PACKED_FILES:
        raise UnreadableDocument(TOO_MANY)
    total = sum(entry.file_size for entry in entries)
    if total > MAX_PACKED_TOTAL_BYTES or any(is_too_dense(entry) for entry in entries):
        raise UnreadableDocument(SUSPICIOUS)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise UnreadableDocument(LOCKED)
    return entries


def _is_wanted(name: str) -> bool:
    return not name.startswith(LEFT_OUT[0]) and not _own_name(name).startswith(LEFT_OUT[1])


def _own_name(packed: str) -> str:
    return PurePosixPath(packed.replace("\\", "/")).name.replace("\x00", "")[-120:]


def _name(packed: str, number: int) -> str:
    """Return the name to write a file under: its own, without folders, and apart from others of that name."""
    own = _own_name(packed)
    return own if number == 0 else f"{own.rpartition('.')[0] or own} ({number + 1}).{own.rpartition('.')[2]}"


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> Path:
    written = 0
    with archive.open(entry) as source, target.open("xb") as out:
        while chunk := source.read(CHUNK):
            written += len(chunk)
            if written > MAX_FILE_BYTES or written > entry.file_size:
                raise UnreadableDocument(SUSPICIOUS)
            out.write(chunk)
    return target
