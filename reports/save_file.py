"""Put a finished file in its place: the same contents give the same bytes, and nothing half-written is left."""

from __future__ import annotations

import io
import os
import re
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

WRITTEN_AT = datetime(2025, 7, 19)  # in the properties of every file we write: a file is its contents, not its hour
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
# characters that no XML may hold
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Drop the characters that an Office file may not hold."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def date_zip_constantly(packed: bytes) -> bytes:
    """Pack a zip again with one constant date, in the same order."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(packed)) as source, ZipFile(target, "w", ZIP_DEFLATED) as zipped:
        for entry in source.infolist():
            fixed = ZipInfo(entry.filename, ZIP_TIME)
            fixed.compress_type = ZIP_DEFLATED
            fixed.create_system = 0
            zipped.writestr(fixed, source.read(entry))
    return target.getvalue()


def save_file(contents: bytes, path: Path) -> None:
    """Write under a temporary name in the same folder and move into place; OSError leaves what was there."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
