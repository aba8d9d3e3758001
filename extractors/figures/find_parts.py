"""Find the words that make a number a part of the one before it: "trong đó", "gồm"."""

from __future__ import annotations

import re

from extractors.figures.find_bounds import last_match
from extractors.figures.work import Reading, Work

OF_WHICH = re.compile(r"trong đó|trong số (?:này|đó|ấy)|bao gồm|gồm|chia ra|cụ thể|trong ấy")


_OF_A_LIST = re.compile(r"(?:danh mục|danh sách)(?:\s[^\W\d]+){0,5}?\s*$")  # "danh mục kiến nghị gồm 42 kiến nghị"


def after_of_which(work: Work, made: Reading) -> bool:
    """Tell whether "trong đó", "gồm" stands between the sentence's first figure of that noun and this one."""
    position, start = made.start, made.sentence[0]
    if made.noun == "opinion" and re.match(r"\s*trong số (?:này|đó|ấy)\s+(?:có\s+)?$", work.key[start:position]):
        return True
    m = last_match(OF_WHICH, work.key, start, position)
    if m is None or _OF_A_LIST.search(work.key, start, m.start()):
        return False
    if not any(
        r.role == "total" and r.measure and r.noun == made.noun and start <= r.start < m.start() for r in work.readings
    ):
        return False
    return work.form.words["totals"].search(work.key, m.end(), position) is None
