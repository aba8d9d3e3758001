"""Join the lines of a PDF column to paragraphs by geometry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.layout.clean_text import clean_text
from extractors.layout.group_lines import Line
from extractors.layout.order_blocks import RawParagraph
from extractors.records import Span

SPACE = 0.2  # font sizes; the narrowest space between words
SAME_EDGE = 3.0  # points within which two edges are one
INDENT = 8.0  # points; the smallest first-line indent met is 0.5 cm
JUSTIFIED = 1.5  # points within which justified lines reach the right edge
NEAR_EDGE = 40.0  # points; about one word
CENTRED_MARGIN = 12.0  # points left white on both sides of a centred line
SHORT_PAGE = 0.72  # share of the page width that the longest line of running text surely reaches
SIDE_PITCH = 1.9  # font sizes from baseline to baseline
LONGEST_HANG = 45.0  # points from a bullet or number to its text
EXTRA_LEADING = 4.5  # points more than the line pitch: a new paragraph
# "- Đề nghị", "+ Đất đai", "1. Thuận lợi", "2.1. Công tác", "IV. NHIỆM VỤ", "a) Ưu điểm", "(3) Chế độ"
MARKER = re.compile(
    r"[-–+*•○●▪✓◦‣►■]\s?\S|\(?\d{1,2}[.)]\s?[^\s\d,;.)]|\d{1,2}(\.\d{1,2})+[.)/-]?\s|[IVX]{1,5}[.)/-]|\d{1,2}/\s?[^\W\d]"
    r"|\(?[a-zđ]\)|[a-zđ]\.\s|Mục \d"
)
_VALUE = re.compile(r"0[02-9]\.\s")  # "Số gửi cơ quan cấp tỉnh:" and "03. Hai kiến nghị …" below it: no third item
GLOSS = re.compile(r"\(\d{1,3}\)\s")
IN_WORDS = re.compile(r"(?<!\w)(?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi|trăm)$", re.IGNORECASE)
DASH = re.compile(r"[-–]\s?")  # "- trật tự" may be the second half of "an ninh - trật tự"
SIDE_END = re.compile(r"[.;:]$")
TERMINAL = re.compile(r"[.;:!?…][)”\"']*$")
# "31/12/20" + "25", "1.12" + "0": a cell too narrow for its number; nothing else makes a whole one of two parts
WHOLE_NUMBER = re.compile(r"\d{1,2}/\d{1,2}/(19|20)\d\d|\d{1,3}(\.\d{3})+")
GLUED = re.compile(r"[^\s][-/]$")  # "167-", "07-QC/": broken after the sign, no space in the text


@dataclass(frozen=True, slots=True)
class Column:
    """What is known of a column: its edges, its habits."""

    left: float
    right: float
    pitch: float  # points from baseline to baseline within a paragraph
    justified: bool = False
    indent: float | None = None  # x of the first line of a paragraph, where it stands in from the left edge
    hanging: float | None = None  # x of its other lines, where they stand in instead

    @property
    def centre(self) -> float:
        """Return the middle."""
        return (self.left + self.right) / 2


def measure_column(lines: Sequence[Line], page_width: float) -> Column:
    """Return edges and habits of the column that these lines were set in."""
    left = _common_edge(sorted(line.x0 for line in lines))
    right = _common_edge(sorted((line.x1 for line in lines), reverse=True))
    if right < SHORT_PAGE * page_width:  # a list of short lines shows no right edge
        right = page_width - left
    exact = sum(1 for line in lines if abs(right - line.x1) <= JUSTIFIED)
    near = sum(1 for line in lines if JUSTIFIED < right - line.x1 <= NEAR_EDGE)
    pairs = [(a, b) for a, b in pairwise(lines) if right - a.x1 <= NEAR_EDGE and a.page == b.page]
    pitches = sorted(b.baseline - a.baseline for a, b in pairs if 0 < b.baseline - a.baseline < 3 * a.size)
    pitch = pitches[len(pitches) // 4] if pitches else 1.5 * median(line.size for line in lines)
    indents = [a.x0 for a, b in pairs if a.x0 - left > INDENT and abs(b.x0 - left) < SAME_EDGE]
    hanging = [b.x0 for a, b in pairs if b.x0 - left > INDENT and abs(a.x0 - b.x0) > SAME_EDGE]
    flush = sum(1 for _, b in pairs if abs(b.x0 - left) < SAME_EDGE)
    at = median(hanging) if hanging else left
    hangs = sum(1 for x in hanging if abs(x - at) < SAME_EDGE) > flush
    justified = exact >= 3 and exact > 2 * near
    return Column(left, right, pitch, justified, median(indents) if indents else None, at if hangs else None)


def _common_edge(ordered: list[float]) -> float:
    """Return the outermost edge that at least three lines share; else the outermost."""
    for at in range(len(ordered) - 2):
        if abs(ordered[at] - ordered[at + 2]) <= SAME_EDGE:
            return ordered[at]
    return ordered[0]


def join_lines(lines: Sequence[Line], column: Column) -> list[RawParagraph]:
    """Return the paragraphs of a column."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _continues(paragraphs[-1], line, column):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [make_paragraph(group, all(is_centred(line, column) for line in group)) for group in paragraphs]


def join_side(lines: Sequence[Line]) -> list[RawParagraph]:
    """Return the paragraphs of one of two columns side by side, whose true width nobody knows.

    Lines of a heading stay apart; only one that can't begin a paragraph goes on ("… tháng 12 năm" / "2025").
    """
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _continues_side(paragraphs[-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    centres, edges = [line.centre for line in lines], [line.x0 for line in lines]
    centred = max(centres) - min(centres) < SAME_EDGE + 1 and (len(lines) == 1 or max(edges) - min(edges) > SAME_EDGE)
    return [make_paragraph(group, centred) for group in paragraphs]


def _continues_side(paragraph: list[Line], line: Line) -> bool:
    last = paragraph[-1]
    near = last.page != line.page or line.baseline - last.baseline < SIDE_PITCH * last.size
    if not near or last.bold != line.bold or MARKER.match(line.text) or SIDE_END.search(last.text):
        return False
    return MARKER.match(paragraph[0].text) is not None or _begins_small(line.text)


def _begins_small(text: str) -> bool:
    """Return whether a text begins as no paragraph does: "2025", "năm 2025"."""
    return text[:1].islower() or text[:1].isdigit()


def is_centred(line: Line, column: Column) -> bool:
    """Return whether a line is centred in its column, with white on both sides."""
    if not line.bold and column.indent is not None and abs(line.x0 - column.indent) < SAME_EDGE:
        return False  # a first line that ends as far from the edge as it begins
    white = min(line.x0 - column.left, column.right - line.x1)
    return abs(line.centre - column.centre) < SAME_EDGE + 1 and white > CENTRED_MARGIN


def _continues(paragraph: list[Line], line: Line, column: Column) -> bool:
    """Return whether the line goes on with the paragraph."""
    last = paragraph[-1]
    if last.bold != line.bold and last.words[-1].bold != line.words[0].bold:
        return False
    if not 0.8 < last.size / line.size < 1.25:
        return False
    if last.page == line.page and not 0 < line.baseline - last.baseline < column.pitch + EXTRA_LEADING:
        return False
    if _would_have_fitted(last, line, column):
        return False
    if is_centred(last, column) or is_centred(line, column):
        return _both_centred(last, line, column)
    if column.justified and not last.bold and column.right - last.x1 > 2 * JUSTIFIED:
        return False
    return _stands_as_continuation(paragraph, line, column)


def _would_have_fitted(last: Line, line: Line, column: Column) -> bool:
    first = line.words[0]
    gaps = [b.x0 - a.x1 for a, b in pairwise(last.words)]
    needed = max(min(gaps, default=0.0), SPACE * last.size) + first.x1 - first.x0
    if is_centred(last, column):
        return needed + 1 < column.right - column.left - (last.x1 - last.x0)
    return needed + 1 < column.right - last.x1


def _both_centred(last: Line, line: Line, column: Column) -> bool:
    """Return whether a centred line goes on: its first line may be so long that it shows no white."""
    if is_centred(line, column):
        return abs(last.centre - column.centre) < SAME_EDGE + 1
    return abs(line.centre - column.centre) < SAME_EDGE + 1


def _stands_as_continuation(paragraph: list[Line], line: Line, column: Column) -> bool:
    last = paragraph[-1]
    at_left = abs(line.x0 - column.left) < SAME_EDGE
    if column.indent is not None and not at_left and abs(line.x0 - paragraph[0].x0) < SAME_EDGE:
        return _begins_small(line.text) and not TERMINAL.search(last.text)
    if len(paragraph) > 1:
        if abs(line.x0 - last.x0) > SAME_EDGE:
            return False
    elif line.x0 > last.x0 + SAME_EDGE:
        if not _hangs(last, line, column):
            return False
    elif column.hanging is not None and at_left:
        return False
    stands_in = column.indent is not None and paragraph[0].x0 > column.left + INDENT
    value = paragraph[-1].text.endswith(":") and _VALUE.match(line.text) is not None
    if value or MARKER.match(line.text) is None or (stands_in and at_left):
        return True
    if GLOSS.match(line.text) and IN_WORDS.search(last.text):
        return True  # "…; một" + "(01) kiến nghị …": the number in words, then in digits
    surely_full = column.justified and not last.bold
    return not TERMINAL.search(last.text) and (surely_full or _begins_small(DASH.sub("", line.text, count=1)))


def _hangs(first: Line, line: Line, column: Column) -> bool:
    """Return whether a line stands below the text of an item whose first line stands out to the left."""
    if column.hanging is not None and abs(line.x0 - column.hanging) < SAME_EDGE:
        return True
    return MARKER.match(first.text) is not None and line.x0 - first.x0 < LONGEST_HANG


def make_paragraph(lines: Sequence[Line], centred: bool) -> RawParagraph:
    """Return the text of the lines with a span for every word."""
    pieces: list[str] = []
    places: list[tuple[int, int, Line, int]] = []  # start, end, line, index of the word
    length = 0
    for number, line in enumerate(lines):
        for index, word in enumerate(line.words):
            text = word.text
            if pieces and not (index == 0 and _sticks(lines[number - 1], line)):
                pieces.append(" ")
                length += 1
            places.append((length, length + len(text), line, index))
            pieces.append(text)
            length += len(text)
    raw = "".join(pieces)
    text = clean_text(raw)
    spans = []
    for start, end, line, index in places:
        if text != raw:
            start, end = _moved(raw, start, end, len(text))
        word = line.words[index]
        x0, y0, x1, y1 = (round(v, 2) for v in (word.x0, word.y0, word.x1, word.y1))
        spans.append(Span(start, end, line.page, x0, y0, x1, y1, word.again))
    return RawParagraph(text, bold=all(line.bold for line in lines), centered=centred, spans=tuple(spans))


def _sticks(before: Line, line: Line) -> bool:
    """Return whether a line's first word belongs to the last word of the line before, without a space."""
    last = before.words[-1]
    if last.soft_hyphen or GLUED.search(last.text):
        return True
    return WHOLE_NUMBER.fullmatch(last.text + line.words[0].text) is not None and not WHOLE_NUMBER.fullmatch(last.text)


def _moved(raw: str, start: int, end: int, length: int) -> tuple[int, int]:
    """Return where ``raw[start:end]`` stands once the whole text is cleaned (a mark joined its letter)."""
    new_end = min(len(clean_text(raw[:end])), length)
    return max(new_end - len(clean_text(raw[start:end])), 0), new_end
