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
from extractors.records import Address, Paragraph, Table

_ENDS = (".", ";", ":", "!", "?", "…")
_MARK = re.compile(r"\s*(?:[-–+*•○●▪✓◦‣►■.]|\(?\w{1,3}(?:\.\d+)*\s*[.)/]\s)")
_GOES_ON = re.compile(r"\s*[a-zà-ỹđ\d(]")
_LONG = 20  # letters; a shorter line is one of its own
# "g/đáp", "s.hoạt", "k/nghị", "ý/k"
_SHORTENED = re.compile(r"(?<![\w./])(?P<first>[^\W\d]{1,6})[./](?P<second>[^\W\d]{1,6})(?![\w/])")


@dataclass(frozen=True, slots=True)
class WholeText:
    """A text as it is read, and where each of its characters stands: a line, and its place there."""

    text: str
    places: tuple[tuple[int, int], ...]
    lines: tuple[Placed, ...]

    def address(self, start: int, end: int) -> Address:
        """Give the address of characters of the text, in the line where they begin."""
        line, first = self.places[start]
        last = max((p for i, p in self.places[start:end] if i == line), default=first)
        block = self._paragraph(line)
        return address_in(block.block, first, last + 1, block.spans)

    def quote(self, start: int, end: int) -> str:
        """Give characters of the text as they are printed."""
        pieces = []
        for line in sorted({i for i, _ in self.places[start:end]}):
            inside = [p for i, p in self.places[start:end] if i == line]
            pieces.append(self._paragraph(line).text[min(inside) : max(inside) + 1])
        return " ".join(pieces).strip()

    def _paragraph(self, line: int) -> Paragraph:
        block = self.lines[line].block
        assert isinstance(block, Paragraph)  # tables are never joined
        return block


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
            yield p
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
    marked = below.label or is_bullet(below) or _MARK.match(below.text)
    return not marked and not below.bold and following.text_start == 0 and _GOES_ON.match(below.text) is not None


def _join(lines: Sequence[Placed], form: Form) -> WholeText:
    text: list[str] = []
    places: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        block = line.block
        assert isinstance(block, Paragraph)
        if number:
            text.append(" ")
            places.append((number, 0))
        written, origin = write_out(form.mend(block.text[line.text_start :]), form)
        text.append(written)
        places += [(number, line.text_start + place) for place in origin]
    last = (len(lines) - 1, len(getattr(lines[-1].block, "text", "")))
    return WholeText("".join(text), (*places, last), tuple(lines))


def write_out(text: str, form: Form) -> tuple[str, list[int]]:
    """Write out what is shortened to its initial; give the text and where each character of it comes from."""
    pieces: list[str] = []
    origin: list[int] = []
    position = 0
    for m in _SHORTENED.finditer(text):
        meant = form.two_words(m["first"], m["second"])
        if not meant:
            continue
        pieces += [text[position : m.start()], meant]
        origin += [*range(position, m.start()), *([m.start()] * len(meant))]
        position = m.end()
    pieces.append(text[position:])
    origin += range(position, len(text))
    return "".join(pieces), origin
