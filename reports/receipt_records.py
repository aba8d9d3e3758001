"""Records of a receipt: what was read from one unit's report, sent back to the unit to be proof-read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

Run = tuple[str, bool]  # a piece of text, and whether it is bold


@dataclass(frozen=True, slots=True)
class ReceiptFigure:
    """A figure as it counts now, and the sentence or cell it was read from."""

    measure: str  # one of MEASURES, or of CATEGORY_MEASURES with a category
    category: str | None
    value: int | Decimal | None  # None: not stated
    status: str  # extracted, confirmed, corrected
    printed: str  # "03", "89,5%", "bốn mươi mốt"; of a sum "4 + 3"
    quote: str
    place: str  # "trang 2", "bảng 1, dòng 3"; "" where unknown
    printed_at: int | None = None  # where the printed number begins in the quote; None: wherever the quote has it


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says about one report."""

    commune_name: str  # "Xã Lùng Phình"
    period: str
    symbol: str | None
    issued_on: str | None  # ISO date
    file_name: str
    figures: tuple[ReceiptFigure, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A row of the receipt's table: a measure, or a category with its two numbers."""

    label: str
    value: str  # "1.245" or "14 / 12"
    source: tuple[Run, ...]  # where it stands, the printed numbers in bold; empty where the row above says it
    of_category: bool
    spans: int  # rows that share the source, from this one; 0: the row above says it


@dataclass(frozen=True, slots=True)
class ReceiptWording:
    """The fixed wording of a receipt, as in receipt.yml."""

    title: str
    subject: str
    addressee: str
    opening: str
    number: str
    number_unknown: str
    date: str
    date_unknown: str
    column_place: str
    column_label: str
    column_value: str
    column_source: str
    column_right: str
    column_correction: str
    by_category: str
    no_figures: str
    summed: str
    printed_as: str
    statuses: Mapping[str, str]
    not_found: str
    blank: str
    questions: str
    column_question: str
    column_answer: str
    confirmation: str
    return_to: str
    checker: str
    checker_signs: str
    place_and_date: str
    signer: str
    signer_signs: str
