"""A file is put in place whole or not at all."""

from __future__ import annotations

import io
import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from reports.save_file import date_zip_constantly, printable, save_file


def test_a_file_replaces_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(b"old")
    save_file(b"new", path)
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["bao-cao.docx"]


def test_a_missing_folder_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        save_file(b"new", tmp_path / "none" / "bao-cao.docx")


def test_what_cannot_be_moved_into_place_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / "bao-cao.docx"
    taken.mkdir()
    with pytest.raises(OSError, match="directory"):
        save_file(b"new", taken)
    assert os.listdir(tmp_path) == ["bao-cao.docx"]


def test_a_zip_carries_a_constant_date_and_keeps_its_order() -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as zipped:
        zipped.writestr("b.xml", "<b/>")
        zipped.writestr("a.xml", "<a/>")
    with ZipFile(io.BytesIO(date_zip_constantly(packed.getvalue()))) as zipped:
        assert [(entry.filename, entry.date_time) for entry in zipped.infolist()] == [
            ("b.xml", (1980, 1, 1, 0, 0, 0)),
            ("a.xml", (1980, 1, 1, 0, 0, 0)),
        ]
        assert zipped.read("a.xml") == b"<a/>"


def test_characters_that_no_office_file_may_hold_are_dropped() -> None:
    assert printable("46\x00 ý\x0b kiến\ufffe\r\nhết") == "46 ý kiến\nhết"
