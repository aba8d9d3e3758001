"""Readers that do what documents have done to readers; the file's name says what."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

from transforms.records import ReadResult


def read_badly(path: Path, inbox: Path) -> ReadResult:
    """Hang, crash, take all memory, raise, or reject politely."""
    trouble = path.stem.split("-")[0]
    if trouble == "hang":
        time.sleep(600)
    if trouble == "crash":
        os._exit(11)
    if trouble == "memory":
        _hoard()
    if trouble == "call":
        return _call(path)
    if trouble == "write":
        _write_without_end(path)
    if trouble == "raise":
        raise ValueError("not a number")
    return ReadResult(path.stem, path.name, "text/plain", 1, None, "native", None, "polite")


def _call(path: Path) -> ReadResult:
    """Try to reach the port that the file names."""
    try:
        socket.create_connection(("127.0.0.1", int(path.read_text())), timeout=2).close()
    except OSError:
        return ReadResult(path.stem, path.name, "text/plain", 1, None, "native", None, "cut off")
    return ReadResult(path.stem, path.name, "text/plain", 1, None, "native", None, "connected")


def _write_without_end(path: Path) -> None:
    with path.with_suffix(".out").open("wb") as file:
        file.truncate(600 * 1024 * 1024)


def _hoard() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(50_000_000))


def read_slowly(path: Path, inbox: Path) -> ReadResult:
    """Read as always, only more slowly, so that a test can come between."""
    from flows.read_one import read_one

    time.sleep(1)
    return read_one(path, inbox)
