"""Run the reader in a worker; this module is all that the main process has to import of it."""

from __future__ import annotations

import gc
import os
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path

from flows.isolate_worker import cut_network
from transforms.records import ReadResult

Reader = Callable[[Path, Path], ReadResult]
MOST_WRITTEN = 512 * 1024 * 1024  # bytes of one file; LibreOffice writes a DOCX of some 100 KB
OBJECTS_BEFORE_GC = 50_000  # a report makes some 100,000 objects, nearly none of them in rings


def prepare_worker(memory_mb: int, folder: str = "") -> None:
    """Limit a worker's memory and files and cut it off from the network, so that a document can harm only itself."""
    cut_network()
    tempfile.tempdir = folder or None  # a process that is killed leaves its files where the run tidies up
    _limit(resource.RLIMIT_FSIZE, MOST_WRITTEN)
    _limit(resource.RLIMIT_CORE, 0)
    if memory_mb:
        _limit(resource.RLIMIT_AS, memory_mb * 1024 * 1024)
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # one page a core is faster than one page on all
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_GC)


def _limit(kind: int, most: int) -> None:
    """Set a limit of this process, or leave one that is lower already."""
    _, hard = resource.getrlimit(kind)
    lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (lower, lower))


def run_reader(path: Path, inbox: Path) -> ReadResult:
    """Read a file; the libraries are there already, loaded by the process that the worker was forked from."""
    from flows.read_one import read_one

    return read_one(path, inbox)
