"""One file becomes one result, whatever it is."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from extractors.figures.load_form import load_form
from extractors.figures.read_figures import READER_VERSION
from flows import read_one as module
from flows.read_one import read_one
from flows.reader_version import reader_version
from flows.reject import id_of_name


def test_a_report_is_read(made_inbox: Path) -> None:
    path = next(iter(sorted(made_inbox.rglob("*.docx"))))
    result = read_one(path, made_inbox)
    assert result.rejected == ""
    assert result.report is not None
    assert result.report.period == "2025"
    assert result.file_name == path.relative_to(made_inbox).as_posix()


def test_another_paper_is_rejected_with_the_reason(tmp_path: Path) -> None:
    paper = docx.Document()
    for _ in range(8):
        paper.add_paragraph(
            "Trân trọng kính mời các đồng chí đến dự hội nghị tổng kết công tác năm của đơn vị chúng tôi."
        )
    paper.save(str(tmp_path / "giay-moi.docx"))
    result = read_one(tmp_path / "giay-moi.docx", tmp_path)
    assert result.report is None
    assert result.rejected.startswith("Tệp không phải là báo cáo theo mẫu này")


def test_an_empty_file_and_a_missing_one_are_rejected(tmp_path: Path) -> None:
    (tmp_path / "empty.docx").touch()
    assert read_one(tmp_path / "empty.docx", tmp_path).rejected
    gone = read_one(tmp_path / "gone.docx", tmp_path)
    assert gone.rejected
    assert gone.document_id == id_of_name("gone.docx")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), "quá nhiều bộ nhớ"),
        (RecursionError(), "lồng nhau quá sâu"),
        (OSError(5, "Input/output error"), "Input/output error"),
        (KeyError("w:tbl"), "lỗi KeyError"),
    ],
)
def test_whatever_a_library_raises_becomes_a_sentence(
    made_inbox: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(module, "read_document", fail)
    result = read_one(next(iter(made_inbox.rglob("*.pdf"))), made_inbox)
    assert reason in result.rejected
    assert "Traceback" not in result.rejected


def test_the_version_that_is_read_from_the_text_is_the_real_one() -> None:
    assert reader_version() == f"{READER_VERSION}.{load_form().version}"
