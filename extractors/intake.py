"""List the inbox and say of each file what it is, or why it can't be read."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

from extractors.documents.sniff_type import UNKNOWN, sniff_type
from extractors.limits import MAX_FILE_BYTES
from extractors.records import IntakeFile

LEFT_OUT = {".ds_store", "thumbs.db", "desktop.ini"}
OFFICE_LOCK = "~$"
READ_BYTES = 1024 * 1024
TOO_LARGE = "Tệp lớn hơn {limit} MB, không phải một báo cáo; hãy giảm dung lượng ảnh hoặc gửi tệp Word gốc."
NO_ACCESS = "Không mở được tệp (không có quyền đọc hoặc tệp đang bị khóa); hãy đóng tệp ở máy khác hoặc chép lại tệp."


class InboxError(Exception):
    """The inbox can't be read; the message is a Vietnamese sentence."""


def list_inbox(inbox: Path) -> tuple[Path, ...]:
    """Return all files below the inbox, sorted by relative name, without hidden and system files."""
    if not inbox.is_dir():
        raise InboxError(f"Không tìm thấy thư mục {inbox}; hãy kiểm tra lại đường dẫn của thư mục báo cáo.")
    found: list[Path] = []

    def refuse(error: OSError) -> None:
        raise InboxError(f"Không đọc được thư mục {error.filename}; hãy kiểm tra quyền truy cập.") from error

    for folder, folders, names in os.walk(inbox, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(folder, name) for name in names if _is_wanted(Path(folder, name)))
    return tuple(sorted(found, key=lambda path: path.relative_to(inbox).as_posix()))


def _is_wanted(path: Path) -> bool:
    hidden = path.name.startswith((".", OFFICE_LOCK)) or path.name.lower() in LEFT_OUT
    return not hidden and (path.is_file() or path.is_symlink())


def inspect_file(path: Path, inbox: Path) -> IntakeFile:
    """Return hash, size and type of a file; ``rejected`` says in one sentence why it can't be read."""
    name = unicodedata.normalize("NFC", path.relative_to(inbox).as_posix())
    try:
        size = path.stat().st_size
        document_id = _hash(path)
        if size > MAX_FILE_BYTES:
            reason = TOO_LARGE.format(limit=MAX_FILE_BYTES // 1024**2)
            return IntakeFile(str(path), name, document_id, UNKNOWN, size, reason)
        found = sniff_type(path)
    except OSError:
        return IntakeFile(str(path), name, "", UNKNOWN, 0, NO_ACCESS)
    return IntakeFile(str(path), name, document_id, found.media_type, size, found.rejected)


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(READ_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
