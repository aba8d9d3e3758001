"""Name files as offices name them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from random import Random

from demo.records import Truth
from demo.speak import read_phrases


def strip_marks(text: str) -> str:
    """Write Vietnamese without marks: "Lùng Phình" becomes "Lung Phinh"."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def name_file(
    taken: set[str], random: Random, truth: Truth, suffix: str, folders: Sequence[str], *, note: str = ""
) -> str:
    """Draw a name, relative to the inbox, that is not taken yet, and take it."""
    unit = truth.commune
    template: str = random.choice(read_phrases()["province"]["file_names"])
    plain = strip_marks(unit.name)
    stem = template.format(
        Name=unit.name,
        type=unit.division_type,
        Ascii=plain,
        ASCII=plain.upper().replace(" ", ""),
        type_ascii=strip_marks(unit.division_type),
        period=truth.period,
        symbol_ascii=strip_marks(truth.symbol or "BC").replace("/", "."),
    )
    folder = random.choice(folders)
    name = f"{folder}/{stem}{note}" if folder else f"{stem}{note}"
    while f"{name}{suffix}".lower() in taken:
        name += " (2)"
    taken.add(f"{name}{suffix}".lower())
    return f"{name}{suffix}"
