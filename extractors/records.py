"""Records of the first stage: what is printed in a document, and where. No numbers parsed, no codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

UNSURE = "?"  # in place of a second reading: a word of a scan that could not be made out


class Span(NamedTuple):
    """Characters ``char_start:char_end`` of a block and their box on a page (points, origin top left, page from 1).

    Page 0 is no page: the span only holds a second reading.
    """

    char_start: int
    char_end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    again: str = ""  # what a second reading of these characters gave, where it gave something else


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in reading order; ``block`` is its ordinal among all text-bearing parts of the document."""

    block: int
    text: str
    label: str = ""  # number or bullet that the word processor adds by itself ("1.", "-"); not part of the text
    part: str = "body"  # body, textbox, footnote
    bold: bool = False  # every letter of it is bold
    centered: bool = False
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, merged cells once, at their top left; its paragraphs are joined by a line feed."""

    block: int
    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data (a table that only lays out a page is given as paragraphs); rows and columns count from 0."""

    block: int  # the block of its first cell
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    part: str = "body"


@dataclass(frozen=True, slots=True)
class Document:
    """A file's contents in reading order."""

    document_id: str  # sha256 of the bytes, hex
    media_type: str
    text_source: str  # native, converted, ocr
    pages: int | None  # None where the format has no fixed pages
    blocks: tuple[Paragraph | Table, ...]
    tracked_changes: int = 0  # insertions and deletions not yet accepted
    unread_pictures: int = 0  # pictures beside the text that show numbers
    unread_lines: int = 0  # lines with numbers that only a second reader of the file found


@dataclass(frozen=True, slots=True)
class Address:
    """Where a text is printed: characters of a block, and for page formats the page and its box in points."""

    block: int
    char_start: int
    char_end: int
    row: int | None = None  # of the table, for a cell
    column: int | None = None
    page: int | None = None
    x0: float | None = None
    y0: float | None = None
    x1: float | None = None
    y1: float | None = None


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A numeral of the document with what we make of it; ``measure`` is empty where it is accounted for otherwise.

    ``role`` says what kind of statement it is:
    total (of the unit, or of a category), part (one session, a chair, women, …: not the total),
    repeat (said again later), other (a date, money, another period, a plan …: ``reason`` says which), unread (none).
    """

    measure: str
    category: str  # name of the field as printed; empty for the unit's own figures
    role: str
    printed: str  # the numeral as printed
    kind: str  # digits, words, percent, none ("không có ý kiến"), all ("tất cả", without a number)
    section: str  # key of the section in the form: sessions, results, …
    source: str  # sentence, table
    strength: int  # 3 noun and cue say so, 2 one of them, 1 position only
    reason: str
    address: Address
    quote: str  # the sentence, or row and column headings
    hedge: str = ""  # "trên", "gần", … as printed
    group: int = 0  # statements made together (one sentence, one table) carry the same number
    noun: str = ""  # the counted noun as printed ("kiến nghị"); empty where the number stands bare
    dimension: str = ""  # what the parts of one list have in common: session, kind, chair, …
    rivals: tuple[str, ...] = ()  # other measures it might be, best first
    again: str = ""  # of a scan: what a second reading of the numeral gave, where it gave something else


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A text that is kept as text: an item of section 2.3 or a paragraph of a narrative section."""

    section: str
    text: str
    address: Address


@dataclass(frozen=True, slots=True)
class PrintedIdentity:
    """What the document says it is, as printed; every mention has an address."""

    units: tuple[PrintedText, ...]  # mentions of a unit, section = heading, title, opening, body, closing
    periods: tuple[PrintedText, ...]  # phrases that name a period, same sections
    symbol: PrintedText | None
    issued_on: PrintedText | None
    replaces: PrintedText | None  # "thay thế Báo cáo số …"
    is_report: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """Everything read from one document, still as printed."""

    document_id: str
    form: str
    identity: PrintedIdentity
    figures: tuple[PrintedFigure, ...]
    items: tuple[PrintedText, ...]  # section 2.3
    narratives: tuple[PrintedText, ...]
    statistics: tuple[PrintedText, ...] = ()  # the paragraphs of the statistics sections, for what they explain
    tracked_changes: int = 0
    unread_pictures: int = 0
    unread_lines: int = 0


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What the second reader takes a numeral for."""

    measure: str  # one of the 14, or raised, answered
    likelihood: float  # 0..1
    printed: str
    kind: str  # digits, words, gloss, percent, none ("không có")
    address: Address
    quote: str


@dataclass(frozen=True, slots=True)
class IntakeFile:
    """A file of the inbox: where it stands, what it is, and, if it can't be read, why (a sentence for the clerk)."""

    path: str
    file_name: str  # relative to the inbox, with forward slashes
    document_id: str
    media_type: str
    bytes: int
    rejected: str = ""
