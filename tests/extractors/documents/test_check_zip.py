"""A zip is checked before anything opens it."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from extractors.documents.check_zip import BROKEN, SUSPICIOUS, check_zip
from extractors.limits import MAX_XML_PART_BYTES, MAX_ZIP_ENTRIES
from extractors.unreadable_document import UnreadableDocument


def zip_bytes(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target.getvalue()


def reason(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument) as error:
        check_zip(path)
    return error.value.reason


def test_a_plain_zip_passes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(zip_bytes({"word/document.xml": b"<a/>", "word/media/image1.png": bytes(5000)}))
    check_zip(path)


def test_a_part_that_unpacks_to_thousands_of_times_its_size(tmp_path: Path) -> None:
    assert reason(tmp_path, zip_bytes({"word/media/a.bin": bytes(20 * 1024 * 1024)})) == SUSPICIOUS


def test_an_xml_part_beyond_the_limit(tmp_path: Path) -> None:
    part = b"<a>" + b"0123456789abcdef" * (MAX_XML_PART_BYTES // 16) + b"</a>"
    assert reason(tmp_path, zip_bytes({"word/document.xml": part}, zipfile.ZIP_STORED)) == SUSPICIOUS


def test_too_many_entries(tmp_path: Path) -> None:
    entries = {f"word/{number}.xml": b"<a/>" for number in range(MAX_ZIP_ENTRIES + 1)}
    assert reason(tmp_path, zip_bytes(entries)) == SUSPICIOUS


def test_a_directory_of_millions_is_refused_before_it_is_read(tmp_path: Path) -> None:
    data = bytearray(zip_bytes({"a.xml": b"<a/>"}))
    struct.pack_into("<L", data, len(data) - 10, 0x7FFFFFFF)
    assert reason(tmp_path, bytes(data)) == SUSPICIOUS


def test_an_embedded_workbook_passes_but_no_zip_in_it(tmp_path: Path) -> None:
    inner = zip_bytes({"xl/workbook.xml": b"<a/>"})
    path = tmp_path / "b.docx"
    path.write_bytes(zip_bytes({"word/embeddings/a.xlsx": inner}))
    check_zip(path)
    assert reason(tmp_path, zip_bytes({"word/embeddings/a.xlsx": zip_bytes({"b.zip": inner})})) == SUSPICIOUS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_any_xml_part(tmp_path: Path, encoding: str) -> None:
    part = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    assert "DOCTYPE" in reason(tmp_path, zip_bytes({"word/styles.xml": part}))


def test_a_truncated_zip(tmp_path: Path) -> None:
    data = zip_bytes({"word/document.xml": b"<a/>" * 500})
    assert reason(tmp_path, data[:-30]) == BROKEN


def test_a_zip_with_a_damaged_part(tmp_path: Path) -> None:
    data = bytearray(zip_bytes({"word/document.xml": b"<a>12 \xc3\xbd ki\xe1\xba\xbfn</a>"}))
    data[40:60] = bytes(20)
    assert reason(tmp_path, bytes(data)) == BROKEN
