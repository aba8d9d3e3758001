"""A report in an old format gives the figures of its text; tests/files/ga06.* are tests/texts/ga06.txt saved so."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from extractors.documents import convert_with_office
from extractors.documents.convert_to_docx import CONVERTED
from extractors.documents.convert_with_office import find_office
from extractors.documents.read_document import read_document
from extractors.documents.sniff_type import DOC, DOCX, ODT, RTF, sniff_type
from extractors.unreadable_document import UnreadableDocument
from tests.extractors.documents.test_read_document import write_docx
from tests.read_text import read_text, report_of
from transforms.records import Report

FILES = Path(__file__).parents[2] / "files"
TEXT = Path(__file__).parents[2] / "texts" / "ga06.txt"
with_office = pytest.mark.skipif(not find_office(), reason="LibreOffice is not installed")


def values(report: Report) -> set[tuple[str, str | None, str]]:
    return {(f.measure, f.category, str(f.value)) for f in report.figures}


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("ga06.doc", DOC),
        pytest.param("ga06.rtf", RTF, marks=with_office),
        pytest.param("ga06.odt", ODT, marks=with_office),
    ],
)
def test_an_old_format_gives_the_figures_of_the_text(name: str, media_type: str) -> None:
    path = FILES / name
    assert sniff_type(path).media_type == media_type
    document = read_document(path, media_type, "id")
    assert (document.text_source, document.media_type) == ("converted", media_type)
    expected = values(report_of(read_text(TEXT.read_text("utf-8"))))
    assert len(expected) > 20
    assert values(report_of(document)) == expected


def test_the_old_word_format_needs_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert_with_office, "PROGRAMS", ())
    assert read_document(FILES / "ga06.doc", DOC, "id").blocks


@pytest.mark.parametrize("media_type", [RTF, ODT])
def test_a_missing_libreoffice_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch, media_type: str) -> None:
    monkeypatch.setattr(convert_with_office, "PROGRAMS", ())
    with pytest.raises(UnreadableDocument, match=r"Cần LibreOffice để đọc .*libreoffice-writer-nogui"):
        read_document(FILES / f"ga06{CONVERTED[media_type][0]}", media_type, "id")


@with_office
def test_a_broken_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    path.write_bytes((FILES / "ga06.odt").read_bytes()[:900])
    with pytest.raises(UnreadableDocument, match="Không mở được tệp OpenDocument"):
        read_document(path, ODT, "id")


@with_office
def test_a_conversion_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert_with_office, "SECONDS", 0.01)
    with pytest.raises(UnreadableDocument, match="quá lâu nên đã dừng"):
        read_document(FILES / "ga06.rtf", RTF, "id")


def test_macros_of_a_word_file_are_no_part_of_it(tmp_path: Path) -> None:
    plain, path = tmp_path / "a.docx", tmp_path / "a.docm"
    write_docx(plain, "Trong kỳ xã tổ chức 04 cuộc đối thoại với Nhân dân.")
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen")
    assert sniff_type(path).media_type == DOCX
    assert read_document(path, DOCX, "id").blocks == read_document(plain, DOCX, "id").blocks


def test_libreoffice_runs_no_macro_and_follows_no_link() -> None:
    settings = convert_with_office.SETTINGS
    for name, value in (("DisableMacrosExecution", "true"), ("BlockUntrustedRefererLinks", "true"), ("Link", "2")):
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}</value>' in settings
