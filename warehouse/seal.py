"""Seal a backup: its last line holds the checksum of all bytes before it.

Neither SQLite nor a dump notices a digit changed in a text, so the file itself must. Both programs pay no attention
to what comes after their own data, so a sealed file can still be opened with their own tools.
"""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path

from warehouse.errors import WarehouseError

SEAL = b"\n-- tonghop backup, sha256 of the bytes before this line: %s\n"
# "\n-- tonghop backup, sha256 of the bytes before this line: 9f86d081…\n"
SEALED = re.compile(re.escape(SEAL).replace(b"%s", b"([0-9a-f]{64})"))
LENGTH = len(SEAL) - len(b"%s") + 64
CHUNK = 1 << 20


def seal(path: Path) -> str:
    """Write the last line and everything to the disk; give the sha256 of the whole file, hex."""
    with path.open("r+b") as file:
        digest = sha256()
        while chunk := file.read(CHUNK):
            digest.update(chunk)
        line = SEAL % digest.hexdigest().encode("ascii")
        file.write(line)
        digest.update(line)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def unseal(source: Path, copy: Path) -> tuple[str, bool]:
    """Copy a backup without its last line; give the sha256 of the whole file, and whether it was sealed.

    WarehouseError if the file was changed since it was sealed. One without a seal (a dump made by hand) is copied as
    it is.
    """
    with source.open("rb") as file, copy.open("xb") as target:
        left = os.fstat(file.fileno()).st_size
        file.seek(max(0, left - LENGTH))
        last = file.read(LENGTH)
        found = SEALED.fullmatch(last)
        if found:
            left -= LENGTH
        file.seek(0)
        digest = sha256()
        while left and (chunk := file.read(min(CHUNK, left))):
            digest.update(chunk)
            target.write(chunk)
            left -= len(chunk)
        if found and digest.hexdigest().encode("ascii") != found.group(1):
            raise WarehouseError("backup_unreadable", str(source), " (sha256)")
        if found:
            digest.update(last)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest(), found is not None
