"""Lines broken by hand and words shortened to their initial are read whole, and every character keeps its place."""

from __future__ import annotations

import pytest

from extractors.documents.address_text import text_at
from extractors.figures.load_form import load_form
from extractors.figures.read_figures import read_figures
from extractors.figures.whole_text import write_out
from tests.extractors.figures.test_sentences import said
from tests.read_text import FRAME, read_text

BROKEN = (
    "Trong năm xã tổ chức được 02 cuộc tiếp xúc, đối thoại, có 216",
    "đại biểu tham dự. Tại các cuộc có 34 ý kiến, đã giải đáp ngay tại hội",
    "nghị 31 ý kiến, đạt 91,2%.",
)


def test_a_sentence_broken_over_lines_is_one_sentence() -> None:
    assert said(*BROKEN) == {
        "sessions": "2",
        "participants": "216",
        "opinions": "34",
        "opinions_answered": "31",
        "answered_rate": "91.2",
    }


def test_each_number_of_a_broken_sentence_stands_where_its_address_says() -> None:
    document = read_text(FRAME.format("\n".join(BROKEN)))
    figures = [f for f in read_figures(document).figures if f.measure]
    assert [text_at(document, f.address) for f in figures] == ["02", "216", "34", "31", "91,2%"]
    assert figures[1].quote == " ".join(BROKEN[:2]).split(".")[0]


def test_the_lines_of_a_list_stay_apart() -> None:
    figures = said(
        "Có 9 ý kiến, chia ra từng lĩnh vực như sau",
        "đất đai 4 ý kiến, giải đáp 3",
        "nước sinh hoạt 3 ý kiến, giải đáp 3",
        "y tế, giáo dục 2 ý kiến, giải đáp 2",
    )
    assert [figures[f"raised {c}"] for c in ("land", "water", "health_education")] == ["4", "3", "2"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("g/đáp 8", "giải đáp 8"),
        ("c/sách", "chính sách"),
        ("nước s.hoạt, h.chính", "nước sinh hoạt, hành chính"),
        ("36 k/nghị", "36 kiến nghị"),
        ("ngày 05/12", "ngày 05/12"),
        ("Kế hoạch số 12-KH/ĐU", "Kế hoạch số 12-KH/ĐU"),
        ("đ/c Bí thư", "đ/c Bí thư"),
    ],
)
def test_a_word_shortened_to_its_initial_is_written_out(typed: str, meant: str) -> None:
    pieces = write_out(typed, load_form())
    assert "".join(piece.text for piece in pieces) == meant
    assert "".join(piece.printed for piece in pieces) == typed
    assert all(typed[piece.place :].startswith(piece.printed) for piece in pieces)
