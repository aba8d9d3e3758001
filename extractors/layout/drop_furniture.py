"""Drop page numbers and running headers: what a page repeats, not what the report says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.layout.group_lines import Line

MARGIN = 0.12  # share of the page height in which page numbers and running headers stand
SAME_HEIGHT = 3.0  # points
# "2", "- 2 -", "2/4", "Trang 2", "Trang 2/4"
PAGE_NUMBER = re.compile(r"(trang\s*)?[-–—]?\s*\d{1,3}\s*([/|]\s*\d{1,3})?\s*[-–—]?", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
Row = tuple[Line, ...]


def drop_furniture(pages: Sequence[tuple[list[Row], tuple[float, float]]]) -> list[list[Row]]:
    """Return the rows of each page without page numbers and running headers."""
    repeated = _repeated(pages)
    kept: list[list[Row]] = []
    for rows, (_, height) in pages:
        first, last = 0, len(rows)
        while first < last and _is_furniture(rows[first], height, repeated):
            first += 1
        while last > first and _is_furniture(rows[last - 1], height, repeated):
            last -= 1
        kept.append(rows[first:last])
    return kept


def _in_margin(row: Row, height: float) -> bool:
    return row[0].y1 < MARGIN * height or row[0].y0 > (1 - MARGIN) * height


def _key(row: Row) -> tuple[str, int]:
    return DIGITS.sub("#", " ".join(line.text for line in row)), round(row[0].y0 / SAME_HEIGHT)


def _repeated(pages: Sequence[tuple[list[Row], tuple[float, float]]]) -> set[tuple[str, int]]:
    """Return what stands at one height in the margin of at least two pages and half of all."""
    if len(pages) < 2:
        return set()
    seen = Counter(key for rows, (_, height) in pages for key in {_key(row) for row in rows if _in_margin(row, height)})
    return {key for key, count in seen.items() if count >= max(2, len(pages) / 2)}


def _is_furniture(row: Row, height: float, repeated: set[tuple[str, int]]) -> bool:
    if not _in_margin(row, height):
        return False
    return _key(row) in repeated or (len(row) == 1 and PAGE_NUMBER.fullmatch(row[0].text) is not None)
