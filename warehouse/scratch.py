"""Work in a folder beside the file to be made, and give the file its name when it is whole."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time

from warehouse.errors import WarehouseError

PREFIX = ".tonghop-backup-"
STALE_SECONDS = 3600
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)  # as on a stick with FAT


@contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """Make a folder and remove it with all that is in it, whatever happens; also what killed runs have left."""
    for old in parent.glob(f"{PREFIX}*"):
        remove_stale(old)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def remove_stale(folder: Path) -> None:
    """Remove the folder of a run that is gone: an old one that nobody holds."""
    try:
        if time() - folder.stat().st_mtime < STALE_SECONDS:
            return
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # gone by now, or another user's
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return
    finally:
        os.close(handle)


def name_file(made: Path, target: Path, overwrite: bool) -> None:
    """Give a whole file its name in one step; WarehouseError if the name is taken by now."""
    try:
        if overwrite:
            made.replace(target)
        else:
            os.link(made, target)
    except FileExistsError as error:
        raise WarehouseError("backup_exists", str(target)) from error
    except OSError as error:
        if overwrite or error.errno not in NO_LINKS:
            raise
        if target.exists():
            raise WarehouseError("backup_exists", str(target)) from error
        made.replace(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def file_errors(kind: str, place: Path | str) -> Iterator[None]:
    """Raise every error of the system in the block as a WarehouseError of a kind, a full disk as such."""
    try:
        yield
    except OSError as error:
        detail = error.strerror or str(error)
        raise WarehouseError("disk_full" if error.errno in FULL else kind, str(place), f" ({detail})") from error
