"""Give the paragraphs of a section whole: lines broken by hand joined, abbreviations written out.

Every character keeps its place in the document, so that a number is still found where it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.figures.find_fields import field_at_head
from extractors.figures.find_identity import address_in
from extractors.figures.find_outline import Placed, is_bullet
from extractors.figures.load_form import Form
from extractors.fold_case import fold_case
from extractors.records import Address, Cell, Paragraph, Table

_ENDS = (".", ";", ":", "!", "?", "…")
_MARK = re.compile(r"\s*(?:[-–+*•○●▪✓◦‣►■.]|\(?\w{1,3}(?:\.\d+)*\s*[.)/]\s)")
_LABELLED = re.compile(r"\s*[^\W\d][^:.;,\d]{2,40}:\s*[.…]{3,}")
_LONG = 20  # letters; a shorter line is one of its own
# "g/đáp", "s.hoạt", "k/nghị", "ý/k"
_SHORTENED = re.compile(r"(?<![\w./])(?P<first>[^\W\d]{1,6})[./](?P<second>[^\W\d]{1,6})(?![\w/])")

# "Kiến nghị: 49 = 43 (giải đáp tại hội nghị) + 6 (đã chuyển cấp trên)": in brackets, what became of each
_EQUATION = re.compile(
    r"(?P<noun>ý kiến|kiến nghị)\W{1,3}\d{1,4}\s*(?:ý kiến|kiến nghị)?\s*=(?=\s*\d+\s*\([^()\d]+\)\s*\+)[^=\n]*",
    re.IGNORECASE,
)
_NO_SPACE = re.compile(r"(?<=[\w)])[,;:](?=[^\W\d_]{2})")  # "giải đáp tại chỗ,ko có ý kiến nào"
_ADDEND = re.compile(r"(?P<sign>[=+])\s*\d{1,4}\s*(?P<open>\()[^()\d]+(?P<close>\))")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a whole text from ``start`` on: those of a line from ``place`` on, or a word written out there."""

    start: int
    line: int
    place: int
    length: int  # in the line; that of the text if they are the same characters
    same: bool = True


@dataclass(frozen=True, slots=True)
class WholeText:
    """A text as it is read, and where each stretch of it stands."""

    text: str
    stretches: tuple[Stretch, ...]
    lines: tuple[Paragraph | Cell, ...]

    def address(self, start: int, end: int) -> Address:
        """Give the address of characters of the text, in the line where they begin."""
        line, first, last = self._places(start, end)[0]
        part = self.lines[line]
        place = (part.row, part.column) if isinstance(part, Cell) else (None, None)
        return address_in(part.block, first, last, part.spans, *place)

    def quote(self, start: int, end: int) -> str:
        """Give characters of the text as they are printed."""
        places = self._places(start, end)
        return " ".join(self.lines[line].text[first:last] for line, first, last in places).strip()

    def _places(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """List the line, the first and the last place of the characters, line by line."""
        found: dict[int, tuple[int, int]] = {}
        ends = [*(s.start for s in self.stretches[1:]), len(self.text) + 1]
        for stretch, stop in zip(self.stretches, ends, strict=True):
            if not (stretch.start < max(end, start + 1) and start < stop):
                continue
            first = stretch.place + (max(start - stretch.start, 0) if stretch.same else 0)
            last = stretch.place + (min(end, stop) - stretch.start if stretch.same else stretch.length)
            last = min(max(last, first), stretch.place + stretch.length)
            before = found.get(stretch.line)
            found[stretch.line] = (before[0] if before else first, last)
        return [(line, first, last) for line, (first, last) in found.items()]


def whole_texts(placed: Sequence[Placed], form: Form) -> Iterator[Placed | WholeText]:
    """Give the tables and the whole paragraphs of one section in order."""
    lines: list[Placed] = []
    for p in placed:
        if lines and _goes_on(lines[-1], p, form):
            lines.append(p)
            continue
        if lines:
            yield _join(lines, form)
        lines = []
        if isinstance(p.block, Table):
            yield from _rows_of_prose(p.block, form) or (p,)
        else:
            lines = [p]
    if lines:
        yield _join(lines, form)


def _goes_on(line: Placed, following: Placed, form: Form) -> bool:
    """Tell whether a line is the rest of the one above it, which was broken by hand."""
    above, below = line.block, following.block
    if not (isinstance(above, Paragraph) and isinstance(below, Paragraph)):
        return False
    text = above.text.rstrip()
    if text.endswith(_ENDS) or len(text) < _LONG or above.bold or above.centered or following.is_heading:
        return False
    if field_at_head(below.text, fold_case(below.text), form):
        return False  # "an ninh trật tự 3 yk": the next of a list without marks
    if _LABELLED.match(below.text):
        return False  # "đột xuất: ....... 01 cuộc"
    marked = below.label or is_bullet(below) or _MARK.match(below.text)
    return not marked and not below.bold and following.text_start == 0 and _opens_small(below.text.lstrip())


def _opens_small(text: str) -> bool:
    """Tell whether a line opens as no sentence does: with a small letter, a digit or a bracket."""
    return text[:1].islower() or text[:1].isdigit() or text[:1] == "("


def _join(lines: Sequence[Placed], form: Form) -> WholeText:
    paragraphs = [(line.block, line.text_start) for line in lines if isinstance(line.block, Paragraph)]
    return _write(paragraphs, " ", form)


def _write(parts: Sequence[tuple[Paragraph | Cell, int]], between: str, form: Form) -> WholeText:
    """Make one text of several parts, each from a place on."""
    text = ""
    stretches: list[Stretch] = []
    for number, (part, start) in enumerate(parts):
        if number:
            text += between
        for piece in write_out(form.mend(part.text[start:]), form):
            stretches.append(Stretch(len(text), number, start + piece.place, piece.length, piece.text == piece.printed))
            text += piece.text
    return WholeText(text, tuple(stretches), tuple(part for part, _ in parts))


def _rows_of_prose(table: Table, form: Form) -> list[WholeText]:
    """Give the rows of a table that tells instead of counting as texts: "Giải đáp ngay | 41 ý kiến, đạt 91,1%"."""
    last = table.columns - 1
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    told = [row for row in rows.values() if last in row and last - 1 in row and re.search(r"\d", row[last].text)]
    prose = [row for row in told if _PROSE.search(row[last].text)]
    if last not in (1, 2) or len(prose) < max(2, len(told) / 2):
        return []
    if last == 2 and any(len(row[0].text.split()) > 1 for row in told if 0 in row):
        return []  # three columns of which the first is no running number
    return [_write([(row[last - 1], 0), (row[last], 0)], ": ", form) for row in told]


_PROSE = re.compile(r"\d\s*(?:ý kiến|yk|người|cuộc|kiến nghị|hội nghị|buổi|lượt)[^\d]*?(?:[,;(]|\s(?:và|trong))\s*\S")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, as it is printed from ``place`` on and as it is read."""

    text: str
    printed: str
    place: int

    @property
    def length(self) -> int:
        """Give the number of characters as printed."""
        return len(self.printed)


def write_out(text: str, form: Form) -> list[Piece]:
    """Cut a text into pieces, with what is shortened to its initials written out, and sums as a list."""
    changes = [
        (m.start(), m.end(), meant)
        for m in _SHORTENED.finditer(text)
        if (meant := form.two_words(*m.groups())) and meant != " ".join(m.groups())  # "đã giải đáp/được nêu" is a pair
    ]
    changes.extend((m.end(), m.end(), " ") for m in _NO_SPACE.finditer(text))
    for equation in _EQUATION.finditer(text):
        for m in _ADDEND.finditer(text, *equation.span()):
            written = {"sign": ";", "open": f" {equation['noun'].lower()} ", "close": " "}
            changes.extend((*m.span(name), meant) for name, meant in written.items())
    pieces: list[Piece] = []
    position = 0
    for start, end, meant in sorted(changes):
        pieces.append(Piece(text[position:start], text[position:start], position))
        pieces.append(Piece(meant, text[start:end], start))
        position = end
    pieces.append(Piece(text[position:], text[position:], position))
    return pieces
