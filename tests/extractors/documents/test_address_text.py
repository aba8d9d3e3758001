"""An address leads back to the printed text and its box."""

import pytest

from extractors.documents.address_text import box_of, text_at
from extractors.records import Address, Cell, Document, Paragraph, Span, Table

SPANS = (
    Span(0, 2, 1, 10.0, 20.0, 30.0, 32.0),
    Span(3, 5, 1, 35.0, 19.0, 50.0, 33.0),
    Span(6, 8, 2, 10.0, 20.0, 20.0, 32.0),
)
PARAGRAPH = Paragraph(0, "Có 46 ý kiến", spans=SPANS)
TABLE = Table(1, 1, 2, (Cell(1, 0, 0, "Đất đai"), Cell(2, 0, 1, "13")))
DOCUMENT = Document("0" * 64, "application/pdf", "native", 2, (PARAGRAPH, TABLE, Paragraph(3, "Hết.")))


def test_text_of_a_paragraph() -> None:
    assert text_at(DOCUMENT, Address(0, 3, 5)) == "46"


def test_text_of_a_cell() -> None:
    assert text_at(DOCUMENT, Address(2, 0, 2, row=0, column=1)) == "13"


def test_text_behind_a_table() -> None:
    assert text_at(DOCUMENT, Address(3, 0, 4)) == "Hết."


def test_a_block_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError, match="no block 4"):
        text_at(DOCUMENT, Address(4, 0, 1))


def test_box_of_one_word() -> None:
    assert box_of(PARAGRAPH, 3, 5) == (1, 35.0, 19.0, 50.0, 33.0)


def test_box_of_several_words_is_their_union_on_the_first_page() -> None:
    assert box_of(PARAGRAPH, 0, 12) == (1, 10.0, 19.0, 50.0, 33.0)


def test_a_docx_has_no_boxes() -> None:
    assert box_of(TABLE.cells[0], 0, 3) is None
