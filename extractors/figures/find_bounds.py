"""Find what takes a number away from the unit's total of the period: another period, a plan, one session, …."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.figures.load_form import Form

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n|;(?=\s)")
_CLAUSE_MARK = re.compile(r"[,;:.()\n]|\s(?:và|còn(?! lại)|trong đó|thì|nhưng|đồng thời)\s")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Stretches of a folded paragraph around one numeral."""

    sentence: tuple[int, int]  # up to ".", or a line feed
    clause: tuple[int, int]  # up to the nearest punctuation
    bracket: tuple[int, int] | None  # inside of the brackets it stands in


@lru_cache(maxsize=4096)
def sentence_bounds(key: str, position: int) -> tuple[int, int]:
    """Give the sentence around a position; ";" does not end one."""
    start = 0
    for m in re.finditer(r"[.!](?=\s|[^\W\d_]{2})|\n", key):
        if m.end() <= position:
            if not _is_abbreviation(key, m.start()):
                start = m.end()
        elif m.start() >= position and not _is_abbreviation(key, m.start()):
            return start, m.start()
    return start, len(key)


def _is_abbreviation(key: str, dot: int) -> bool:
    """Tell whether the dot at ``dot`` ends no sentence: "1.", "II.", "TP.", "đ/c."."""
    word = re.search(r"[\w/]*$", key[:dot])
    return word is not None and (
        (word.group().isdigit() and len(word.group()) <= 2 and key[: word.start()].strip() == "")
        or word.group() in {"tp", "tx", "tt", "t", "đ"}
    )


@lru_cache(maxsize=4096)
def bracket_bounds(key: str, position: int) -> tuple[int, int] | None:
    """Give the inside of the innermost brackets around a position."""
    depth, start = 0, -1
    for i in range(position - 1, -1, -1):
        if key[i] == ")":
            depth += 1
        elif key[i] == "(":
            if depth == 0:
                start = i
                break
            depth -= 1
    if start < 0 or "\n" in key[start:position]:
        return None
    depth = 0
    for i in range(position, len(key)):
        if key[i] == "(":
            depth += 1
        elif key[i] == ")":
            if depth == 0:
                return start + 1, i
            depth -= 1
    return start + 1, len(key)


def clause_start(key: str, position: int, floor: int) -> int:
    """Give where the clause before a position begins, not before ``floor``."""
    start = floor
    for m in _CLAUSE_MARK.finditer(key, floor, position):
        start = m.end()
    return start


def clause_end(key: str, position: int, ceiling: int) -> int:
    """Give where the clause after a position ends, not after ``ceiling``."""
    m = _CLAUSE_MARK.search(key, position, ceiling)
    return m.start() if m else ceiling


def last_marker(key: str, form: Form, names: tuple[str, ...], start: int, end: int) -> tuple[str, int]:
    """Give the scope whose marker stands last in a stretch, with its place; ('', -1) if there is none."""
    best, place = "", -1
    for name in names:
        for m in form.scopes[name].finditer(key, start, end):
            if m.start() > place:
                best, place = name, m.start()
    return best, place


def last_match(pattern: re.Pattern[str], key: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """Give the last match of a pattern in a stretch, or None."""
    found = None
    for found in pattern.finditer(key, start, len(key) if end is None else end):  # noqa: B007 - the last one is wanted
        pass
    return found
