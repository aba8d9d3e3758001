"""A document that hangs, crashes or takes all memory is lost alone."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from flows.check_installation import cuts_network
from flows.find_files import InboxFile
from flows.read_many import AHEAD, Readers, Reading
from tests.flows.bad_readers import read_badly


def files(folder: Path, *names: str) -> list[InboxFile]:
    made = []
    for name in names:
        (folder / name).write_text(name)
        made.append(InboxFile(folder / name, name, name, folder))
    return made


def read(folder: Path, asked: list[InboxFile], **limits: float) -> list[Reading]:
    limit = {"seconds": 30, "memory_mb": 0} | limits
    with Readers(workers=2, seconds=limit["seconds"], memory_mb=int(limit["memory_mb"]), reader=read_badly) as r:
        r.begin(asked)
        return list(r.fetch(asked))


@pytest.mark.parametrize(
    ("bad", "reason", "limits"),
    [
        ("hang.txt", "quá 1 giây", {"seconds": 1}),
        ("crash.txt", "dừng đột ngột (mã 11)", {}),
        ("memory.txt", "quá nhiều bộ nhớ", {"memory_mb": 1500}),
        ("raise.txt", "ValueError", {}),
    ],
)
def test_the_neighbours_of_a_bad_document_are_read(
    tmp_path: Path, bad: str, reason: str, limits: dict[str, float]
) -> None:
    names = ["fine-1.txt", "fine-2.txt", bad, "fine-3.txt", "fine-4.txt", "fine-5.txt"]
    readings = read(tmp_path, files(tmp_path, *names), **limits)
    assert [r.result.file_name for r in readings] == names
    assert reason in readings[2].result.rejected
    assert readings[2].result.report is None
    assert readings[2].passing
    assert [r.result.rejected for r in readings if r is not readings[2]] == ["polite"] * 5
    assert not any(r.passing for r in readings if r is not readings[2])


@pytest.mark.skipif(not cuts_network(), reason="the system lets no process cut itself off")
def test_a_reading_process_reaches_no_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked = files(tmp_path, "call-1.txt")
        (tmp_path / "call-1.txt").write_text(str(server.getsockname()[1]))
        (reading,) = read(tmp_path, asked)
    assert reading.result.rejected == "cut off"


def test_a_document_that_writes_without_end_is_stopped(tmp_path: Path) -> None:
    (reading,) = read(tmp_path, files(tmp_path, "write-1.txt"))
    assert "dừng đột ngột" in reading.result.rejected


def test_only_so_many_are_read_ahead(tmp_path: Path) -> None:
    asked = files(tmp_path, *[f"fine-{n}.txt" for n in range(AHEAD + 20)])
    with Readers(workers=1, reader=read_badly) as readers:
        readers.begin(asked)
        assert len(readers._reading) == AHEAD
        assert [r.result.file_name for r in readers.fetch(asked)] == [file.file_name for file in asked]
        assert not readers._reading


def test_files_that_were_not_begun_are_read_too(tmp_path: Path) -> None:
    asked = files(tmp_path, "fine-1.txt")
    with Readers(workers=1, reader=read_badly) as readers:
        assert [r.result.rejected for r in readers.fetch(asked)] == ["polite"]
