"""A word on a page, as the readers of PDFs and of scans give it."""

from __future__ import annotations

from typing import NamedTuple

NO_CHARACTER = "\ufffd"  # a glyph whose character the file doesn't tell: kept visible, never skipped
Box = tuple[float, float, float, float]  # left, top, right, bottom in points, origin top left


class Word(NamedTuple):  # made a thousand times a document: five times as quick as a frozen dataclass
    """A word as printed, its box (origin top left) and its weight."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    size: float  # of the font, in points on the page
    bold: bool
    soft_hyphen: bool = False  # ends with a hyphen that is only there because the line ends
    typed_space: bool = False  # a space character stands before it, not only white
    again: str = ""  # of a scan: what a second reading gave, where it gave something else
