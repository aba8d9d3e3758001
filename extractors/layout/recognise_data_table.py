"""Tell a table of data from a table that only lays out a page."""

from __future__ import annotations

import re
from collections.abc import Iterable

# "12", "1.120", "97,8%", "46/46", "-2", "+3,3", "18/9/2025", "-", "x", "02 cuộc", "15 (93,7%)", "O2"
SHORT_VALUE = re.compile(
    r"[-–+]?\s*\(?(\d|[OolI](?=[\d.,/]*\d))[\d.,/OolI -]*\s*%?\)?(\s*\(?[^\s\d]{1,9}[^\d.;:]{0,12}\)?)?"
    r"|[-–—/xX]|\d+\s*\([\d,.]+\s*%?\)"
)
# "41 ý kiến, đạt 91,1%": a value that goes on to tell
TOLD_VALUE = re.compile(
    r"\d[\d.]*\s+(?:lượt\s+)?(?:ý kiến|kiến nghị|người|đại biểu|cuộc|hội nghị|buổi)(?!\w)", re.IGNORECASE
)
ORDINAL = re.compile(r"\(?(\d{1,2}(\.\d{1,2})*|[IVX]{1,5}|[a-hđ])[.)]?")  # "1", "2.1", "IV", "a)": numbers a row
RUNNING_TEXT_LENGTH = 180  # the longest row label met is 60 characters, the shortest paragraph of a report 90
MIN_VALUES = 2


def is_data_table(rows: int, columns: int, texts: Iterable[tuple[int, str]]) -> bool:
    """Decide from size and cell texts ``(column, text)`` whether a table holds data.

    Data: two rows and two columns at least, several cells that are short values, and no more cells of running text
    than values. All else (the heading block, a report typed into a frame) only lays out the page.
    """
    if rows < 2 or columns < 2:
        return False
    values = ordinals = running = 0
    for column, text in texts:
        if len(text) > RUNNING_TEXT_LENGTH:
            running += 1
        elif column == 0 and ORDINAL.fullmatch(text):
            ordinals += 1
        elif SHORT_VALUE.fullmatch(text) or (column > 0 and TOLD_VALUE.match(text)):
            values += 1
    if values >= MIN_VALUES:
        return running <= values + ordinals
    return columns >= 3 and values + ordinals >= MIN_VALUES and running < ordinals
