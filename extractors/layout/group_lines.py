"""Group the words of a PDF page to lines, and tell lines of one column from two columns side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout.word import Word

COLUMN_GAP = 1.6  # font sizes of white between two columns; justified text opens gaps up to 1
KNOWN_GAP = 0.9  # the same where the lines above show two columns
TYPED_GAP = 4.0  # the same behind a typed space: "Số        -BC/ĐU" stays one line
OVERLAP = 0.5  # share of its height by which a word stands beside its line (raised figures: "m²")
CENTRE_TOLERANCE = 10.0  # points
GUTTER = 6.0  # points that must stay white between columns
# "1.", "2.1", "IV.", "a)", "-", "•", "(3)"
LIST_MARKER = re.compile(r"\(?(\d{1,2}(\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)]?|[^\w\s*]")
LEFT_REACH = 2.2  # font sizes that a column may skip before its next line


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line and one column, left to right, on a page (from 1), and what they have in common."""

    words: tuple[Word, ...]
    page: int
    x0: float
    x1: float
    y0: float
    y1: float
    baseline: float  # of the largest word
    size: float  # the largest
    bold: bool  # every word
    text: str

    @classmethod
    def of(cls, words: Sequence[Word], page: int) -> Line:
        """Return the line of these words."""
        largest = max(words, key=lambda word: word.size)
        return cls(
            words=tuple(words),
            page=page,
            x0=min([word.x0 for word in words]),
            x1=max([word.x1 for word in words]),
            y0=min([word.y0 for word in words]),
            y1=max([word.y1 for word in words]),
            baseline=largest.baseline,
            size=largest.size,
            bold=all([word.bold for word in words]),
            text=" ".join([word.text for word in words]),
        )

    @property
    def centre(self) -> float:
        """Return the middle between left and right edge."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two columns: the heading block, or recipients beside the signature."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]


def group_lines(words: Sequence[Word], page: int) -> list[tuple[Line, ...]]:
    """Return rows from top to bottom, each with its lines (one for each column) from left to right."""
    rows: list[list[Word]] = []
    extents: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (w.baseline, w.x0)):
        for at in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            top, bottom = extents[at]
            beside = min(bottom, word.y1) - max(top, word.y0)
            if beside > OVERLAP * min(bottom - top, word.y1 - word.y0) and not _covered(rows[at], word):
                rows[at].append(word)
                break
        else:
            rows.append([word])
            extents.append((word.y0, word.y1))
    return [_split_columns(sorted(row, key=lambda w: w.x0), page) for row in rows]


def _covered(row: list[Word], word: Word) -> bool:
    """Return whether something of the row already stands where the word stands: then it is the next line, set tight."""
    middle = (word.x0 + word.x1) / 2
    return any(other.x0 < middle < other.x1 and abs(other.baseline - word.baseline) > 1.0 for other in row)


def _split_columns(row: list[Word], page: int) -> tuple[Line, ...]:
    pieces: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        wide = TYPED_GAP if word.typed_space else COLUMN_GAP
        if word.x0 - before.x1 > wide * max(before.size, word.size) and not _is_marker(pieces[-1]):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return tuple(Line.of(piece, page) for piece in pieces)


def _is_marker(piece: list[Word]) -> bool:
    """Return whether a piece is only the number or bullet of a list item, with a tab behind it."""
    return len(piece) == 1 and LIST_MARKER.fullmatch(piece[0].text) is not None


def split_regions(rows: Sequence[tuple[Line, ...]], centre: float) -> list[Line | SideBySide]:
    """Return the rows as single lines and regions of two columns; ``centre`` is the middle of the text area."""
    items: list[Line | SideBySide] = []
    at = 0
    while at < len(rows):
        if len(rows[at]) == 1:
            items.append(rows[at][0])
            at += 1
            continue
        start = at
        while items and _stands_right(items[-1], rows[at], centre):
            items.pop()
            start -= 1
        region, after = _take_region(rows, start, at, centre)
        if after > at:
            items.append(region)
        else:  # no gutter after all: nothing may be lost
            items.extend(_whole_row(row) for row in rows[start : at + 1])
        at = max(after, at + 1)
    return items


def _whole_row(row: tuple[Line, ...]) -> Line:
    return Line.of([word for line in row for word in line.words], row[0].page)


def _widest_gap(row: tuple[Line, ...]) -> tuple[float, float]:
    gaps = [(a.x1, b.x0) for a, b in pairwise(row)]
    return max(gaps, key=lambda gap: gap[1] - gap[0])


def _stands_right(item: Line | SideBySide, row: tuple[Line, ...], centre: float) -> bool:
    """Return whether the line above a region belongs to its right column, which begins higher than the left."""
    if isinstance(item, SideBySide) or abs(item.centre - centre) < CENTRE_TOLERANCE:
        return False
    near = row[0].y0 - item.y1 < LEFT_REACH * item.size
    return near and item.x0 > _widest_gap(row)[0] + GUTTER


def _take_region(rows: Sequence[tuple[Line, ...]], start: int, first: int, centre: float) -> tuple[SideBySide, int]:
    """Return the two columns whose first row of two is ``first``, and the row after the region."""
    g0, g1 = _widest_gap(rows[first])
    left: list[Line] = []
    right: list[Line] = []
    at = start
    while at < len(rows):
        row = _cut_at_gutter(rows[at], g0, g1)
        sides = [_side(line, g0, g1, centre, alone=len(row) == 1) for line in row]
        if "" in sides:
            break
        if sides == ["left"] and left and row[0].y0 - left[-1].y1 > LEFT_REACH * left[-1].size:
            break
        for name, side in (("left", left), ("right", right)):
            words = [word for line, at_side in zip(row, sides, strict=True) if at_side == name for word in line.words]
            if words:
                side.append(Line.of(words, row[0].page))
        g0 = max([g0, *(line.x1 for line in left)])
        g1 = min([g1, *(line.x0 for line in right)])
        at += 1
    return SideBySide(tuple(left), tuple(right)), at


def _cut_at_gutter(row: tuple[Line, ...], g0: float, g1: float) -> tuple[Line, ...]:
    """Return the row with a line that crosses the gutter cut in two where it shows white there."""
    pieces: list[Line] = []
    for line in row:
        cut = 0
        if line.x0 < g0 and line.x1 > g1:
            gaps = [(b.x0 - a.x1, i + 1, a.x1, b.x0) for i, (a, b) in enumerate(pairwise(line.words))]
            wide = [gap for gap in gaps if gap[0] > KNOWN_GAP * line.size and gap[2] < g1 and gap[3] > g0]
            cut = max(wide)[1] if wide else 0
        pieces.extend(Line.of(words, line.page) for words in (line.words[:cut], line.words[cut:]) if words)
    return tuple(pieces)


def _side(line: Line, g0: float, g1: float, centre: float, alone: bool) -> str:
    """Return "left", "right", or "" for a line that crosses the gutter."""
    if alone and abs(line.centre - centre) < CENTRE_TOLERANCE:
        return ""
    if line.x0 < g0 and line.x1 <= g1 - GUTTER:
        return "left"
    if line.x1 > g1 and line.x0 >= g0 + GUTTER:
        return "right"
    return ""
