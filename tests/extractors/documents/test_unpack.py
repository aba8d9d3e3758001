from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from extractors.documents.unpack import is_package, unpack, why_not_unpacked
from extractors.limits import MAX_PACKED_FILES
from extractors.unreadable_document import UnreadableDocument


def pack(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_files_are_written_without_their_folders(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"xã/báo cáo.docx": b"1", "phường/báo cáo.docx": b"2", "__MACOSX/x": b"3"})
    made = unpack(path, tmp_path / "out")
    assert [p.name for p in made] == ["báo cáo.docx", "báo cáo (2).docx"]
    assert [p.read_bytes() for p in made] == [b"1", b"2"]


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "..\\..\\x.docx", "a/../../b.docx"])
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    (made,) = unpack(pack(tmp_path / "a.zip", {name: b"1"}), tmp_path / "out")
    assert made.parent == tmp_path / "out"
    assert {p for p in tmp_path.rglob("*") if p.is_file()} == {tmp_path / "a.zip", made}


def test_a_word_file_is_no_package(tmp_path: Path) -> None:
    assert not is_package(pack(tmp_path / "a.zip", {"[Content_Types].xml": b"", "word/document.xml": b""}))
    assert is_package(pack(tmp_path / "b.zip", {"a.docx": b""}))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "không có tệp nào"),
        ({f"{n}.docx": b"1" for n in range(MAX_PACKED_FILES + 1)}, "hãy chia nhỏ"),
        ({"bomb.docx": b"0" * 30_000_000}, "bất thường"),
    ],
)
def test_what_is_not_safe_is_not_unpacked(files: dict[str, bytes], said: str, tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", files)
    with pytest.raises(UnreadableDocument) as error:
        unpack(path, tmp_path / "out")
    assert said in error.value.reason
    assert said in why_not_unpacked(path)
    assert not (tmp_path / "out").exists()
