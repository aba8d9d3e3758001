"""Speak as one clerk: choose wordings, fill them in, write numbers in this clerk's manner."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import yaml  # type: ignore[import-untyped, unused-ignore]

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# matches "{12-80}" and "{1.2-8.5}": a number to be drawn
DRAWN = re.compile(r"\{([\d.]+)-([\d.]+)\}")
# matches "{session}", "{dd}", "{1}"
SLOT = re.compile(r"\{(\w+)\}")
GLUE = "\x01"  # stands after a number whose space the clerk forgot


@functools.cache
def read_phrases() -> dict[str, Any]:
    """Read the wordings."""
    phrases: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "phrases.yml").read_text(encoding="utf-8"))
    return phrases


def say_number(value: int) -> str:
    """Say a number below 1,000 in words."""
    if value < 10:
        return DIGITS[value]
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = [DIGITS[hundreds], "trăm"] if hundreds else []
    if tens == 0 and ones and hundreds:
        return " ".join([*words, "linh", DIGITS[ones]])
    if tens:
        words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5:
        words.append("lăm")
    elif ones:
        words.append(DIGITS[ones])
    return " ".join(words)


def capitalise(text: str) -> str:
    """Make the first letter a capital, the others as they are."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Voice:
    """The manner of one clerk; its random draws are in order, so the same clerk always writes the same."""

    random: Random
    context: Mapping[str, str]
    numbers: str = "padded"  # plain, padded, words, both, mixed
    abbreviations: Mapping[str, str] = ()  # type: ignore[assignment]
    slip: str = ""  # the measure whose number has a typing slip
    glued: str = ""  # the measure whose number has no space behind it
    hedge: str = ""  # "trên" before the number of people

    def pick(self, path: str) -> Any:
        """Choose one of the wordings at a path such as "clauses.sessions"."""
        return self.random.choice(self.all(path))

    def all(self, path: str) -> Any:
        """Give all that stands at a path."""
        place: Any = read_phrases()
        for key in path.split("."):
            place = place[key]
        return place

    def fill(self, template: str, **slots: str) -> str:
        """Fill the slots of a wording and draw its numbers."""
        values = {**self.context, **slots}
        text = SLOT.sub(lambda match: values[match[1]], template)
        return DRAWN.sub(lambda match: self._draw(match[1], match[2]), text)

    def say(self, path: str, **slots: str) -> str:
        """Choose a wording and fill it."""
        return self.fill(self.pick(path), **slots)

    def number(self, value: int, measure: str = "") -> str:
        """Write a whole number in a sentence."""
        text = self._plain_number(value)
        if measure and measure == self.slip:
            text = slip_digit(text)
        if measure == "participants" and self.hedge:
            text = f"{self.hedge} {text}"
        return text + (GLUE if measure and measure == self.glued and text[-1].isdigit() else "")

    def digits(self, value: int) -> str:
        """Write a whole number in a table."""
        return f"{value:02d}" if self.numbers == "padded" and 0 < value < 10 else group_thousands(value)

    def rate(self, value: Decimal, measure: str = "answered_rate") -> str:
        """Write a percentage."""
        text = f"{value.normalize():f}".replace(".", ",") + self.context["percent"]
        return text.replace("00", "OO") if measure and measure == self.slip else text

    def abbreviate(self, text: str) -> str:
        """Put this clerk's abbreviations and drop the forgotten spaces."""
        for words, short in dict(self.abbreviations).items():
            text = re.sub(rf"\b{words}\b", short, text)
        return text.replace(GLUE + " ", "").replace(GLUE, "")

    def _plain_number(self, value: int) -> str:
        style = self.numbers if self.numbers != "mixed" else self.random.choice(("plain", "padded", "both", "words"))
        padded = f"{value:02d}" if 0 < value < 10 else group_thousands(value)
        if style == "plain" or value == 0 or (value >= 1000 and style != "padded"):
            return group_thousands(value)
        if style == "padded":
            return padded
        return say_number(value) if style == "words" else f"{say_number(value)} ({padded})"

    def _draw(self, low: str, high: str) -> str:
        if "." in low:
            tenths = self.random.randint(round(float(low) * 10), round(float(high) * 10))
            return f"{tenths // 10},{tenths % 10}"
        return group_thousands(self.random.randint(int(low), int(high)))


def group_thousands(value: int) -> str:
    """Write 1120 as "1.120"."""
    return f"{value:,}".replace(",", ".")


def slip_digit(text: str) -> str:
    """Type a letter for a digit: "02" becomes "O2", "15" becomes "l5"; other numbers stay."""
    if re.fullmatch(r"\d\d", text) and "0" in text:
        return text.replace("0", "O")
    return text.replace("1", "l") if re.fullmatch(r"1\d", text) else text
