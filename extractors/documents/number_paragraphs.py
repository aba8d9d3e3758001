"""Count automatic numbering as the word processor does, to know the label it prints before a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.documents.open_docx import W
from extractors.layout.clean_text import clean_text

VAL = W + "val"
PLACEHOLDER = re.compile(r"%([1-9])")  # "%1.%2." prints the numbers of the first and second level
PRIVATE_GLYPH = re.compile(r"[\ue000-\uf8ff]")  # bullets of Symbol and Wingdings
LEVELS = 9
LETTERS = 26
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
ROMAN_SMALL = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int
    number_format: str
    text: str
    legal: bool  # every number of the label in digits
    restart: int | None  # level whose step restarts this one; 0 never


class Numbering:
    """Counters of all lists of a document, moved on by each call of ``label``."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[str] = set()
        if root is not None:
            for abstract in root.iter(W + "abstractNum"):
                levels = dict(_read_levels(abstract))
                self._abstract[abstract.get(W + "abstractNumId", "")] = levels
            for number in root.iter(W + "num"):
                self._read_list(number)

    def _read_list(self, number: etree._Element) -> None:
        target = number.find(W + "abstractNumId")
        abstract_id = "" if target is None else target.get(VAL, "")
        changed: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for override in number.iter(W + "lvlOverride"):
            changed.update(_read_levels(override))
            start = override.find(W + "startOverride")
            if start is not None:
                starts[_integer(override.get(W + "ilvl"), 0)] = _integer(start.get(VAL), 1)
        self._lists[number.get(W + "numId", "")] = (abstract_id, changed, starts)

    def label(self, number_properties: etree._Element | None) -> str:
        """Return the label printed before the next paragraph with these w:numPr; "" without a list."""
        if number_properties is None:
            return ""
        identifier, depth = number_properties.find(W + "numId"), number_properties.find(W + "ilvl")
        list_id = "" if identifier is None else identifier.get(VAL, "")
        level = min(max(_integer(None if depth is None else depth.get(VAL), 0), 0), LEVELS - 1)
        if list_id not in self._lists:
            return ""
        abstract_id, changed, starts = self._lists[list_id]
        levels = {**self._abstract.get(abstract_id, {}), **changed}
        if level not in levels:
            return ""
        counters = self._counters.setdefault(abstract_id, [None] * LEVELS)
        if list_id not in self._started:
            self._started.add(list_id)
            for overridden in starts:
                counters[overridden] = None
        _step(counters, level, levels, starts)
        return _print_label(levels, level, counters)


def _read_levels(parent: etree._Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iter(W + "lvl"):
        restart = element.find(W + "lvlRestart")
        legal = element.find(W + "isLgl")
        yield (
            _integer(element.get(W + "ilvl"), 0),
            Level(
                _integer(_value(element, "start"), 0),
                _value(element, "numFmt") or "decimal",
                _value(element, "lvlText") or "",
                legal is not None and legal.get(VAL, "1") not in {"0", "false"},
                None if restart is None else _integer(restart.get(VAL), 0),
            ),
        )


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(VAL)


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else otherwise


def _step(counters: list[int | None], level: int, levels: dict[int, Level], starts: dict[int, int]) -> None:
    def first(of: int) -> int:
        return starts.get(of, levels[of].start if of in levels else 1)

    for above in range(level):
        if counters[above] is None:
            counters[above] = first(above)
    current = counters[level]
    counters[level] = first(level) if current is None else current + 1
    for below in range(level + 1, LEVELS):
        restart = levels[below].restart if below in levels else None
        if restart is None or level < restart:
            counters[below] = None


def _print_label(levels: dict[int, Level], level: int, counters: list[int | None]) -> str:
    this = levels[level]
    if this.number_format == "none":
        return clean_text(PLACEHOLDER.sub("", this.text))
    if this.number_format == "bullet":
        return PRIVATE_GLYPH.sub("•", clean_text(this.text))

    def number(match: re.Match[str]) -> str:
        of = int(match[1]) - 1
        value = counters[of]
        number_format = levels[of].number_format if of in levels else "decimal"
        return format_number(1 if value is None else value, "decimal" if this.legal else number_format)

    return clean_text(PLACEHOLDER.sub(number, this.text))


def format_number(value: int, number_format: str) -> str:
    """Print a list number as w:numFmt asks; an unknown format in digits."""
    if number_format == "decimalZero":
        return f"{value:02d}"
    if number_format in {"lowerLetter", "upperLetter"} and 0 < value <= LETTERS * LEVELS:
        letter = chr(ord("a") + (value - 1) % LETTERS) * ((value - 1) // LETTERS + 1)
        return letter if number_format == "lowerLetter" else letter.upper()
    if number_format in {"lowerRoman", "upperRoman"} and 0 < value < 4000:
        roman = ""
        for worth, sign in ROMAN + ROMAN_SMALL:
            roman += sign * (value // worth)
            value %= worth
        return roman if number_format == "upperRoman" else roman.lower()
    return str(value)
