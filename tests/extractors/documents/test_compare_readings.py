"""Two readings of one .doc: what differs in a number is kept, and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.parse_text import parse
from demo.render_docx import render_docx
from extractors.documents import read_document as reading
from extractors.documents.compare_readings import mark_differences
from extractors.documents.read_document import read_document
from extractors.documents.sniff_type import DOC
from extractors.records import Cell, Paragraph, Table
from tests.read_text import report_of

FILES = Path(__file__).parents[2] / "files"
TEXTS = Path(__file__).parents[2] / "texts"


def lines(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(i, text) for i, text in enumerate(texts))


def test_readings_that_agree_leave_no_mark() -> None:
    mine = lines("Có 46 ý kiến.", "Đất đai: 12 ý kiến")
    assert mark_differences(mine, lines("Có  46 ý kiến.", "Đất đai:12 ý kiến")) == (mine, 0)


def test_a_number_that_differs_is_marked_with_the_other() -> None:
    marked, lost = mark_differences(
        lines("Có 46 ý kiến, giải đáp 44.", "Nước: 3"), lines("Có 64 ý kiến, giải đáp 44.", "Nước: 3")
    )
    assert [(s.char_start, s.char_end, s.again) for s in marked[0].spans] == [(3, 5, "64")]
    assert (marked[1].spans, lost) == ((), 0)


def test_a_line_with_numbers_that_only_the_other_has_is_counted() -> None:
    marked, lost = mark_differences(lines("Có 46 ý kiến."), lines("Có 46 ý kiến.", "Giải đáp 44 ý kiến.", "Hết."))
    assert (marked, lost) == (lines("Có 46 ý kiến."), 1)


def test_cells_are_compared_by_their_place() -> None:
    def table(number: str) -> Table:
        return Table(0, 1, 2, (Cell(0, 0, 0, "Đất đai"), Cell(1, 0, 1, number)))

    (marked,), lost = mark_differences((table("12"),), (table("21"),))
    assert isinstance(marked, Table)
    assert [s.again for s in marked.cells[1].spans] == ["21"]
    assert lost == 0


@pytest.fixture
def old_word_file() -> Path:
    return next(FILES.glob("*.doc"))


def test_a_figure_that_the_second_reader_gives_otherwise_is_pointed_at(
    old_word_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = report_of(read_document(old_word_file, DOC, "0" * 64))
    participants = next(f for f in first.figures if f.measure == "participants")

    def other(_path: Path, folder: Path) -> Path:
        folder.mkdir()
        text = (TEXTS / f"{old_word_file.stem}.txt").read_text(encoding="utf-8")
        assert participants.printed in text
        render_docx(parse(text.replace(participants.printed, "999")), folder / "read.docx")
        return folder / "read.docx"

    monkeypatch.setattr(reading, "convert_again", other)
    second = report_of(read_document(old_word_file, DOC, "0" * 64))
    told = [f for f in second.findings if "hai chương trình" in f.message]
    assert {(f.rule, f.measure) for f in told} >= {("doubtful_numeral", "participants")}
    assert next(f for f in second.figures if f.measure == "participants").value == participants.value
