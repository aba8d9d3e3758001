"""Match a printed unit name to one of the 99 units; a name that is only near to one is never taken."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from extractors.fold_case import fold_case
from extractors.records import PrintedText


@dataclass(frozen=True, slots=True)
class Commune:
    """A unit: its code, "xã" or "phường", and its name without that word."""

    code: str
    division_type: str
    name: str

    @property
    def full_name(self) -> str:
        """Give "Xã Lùng Phình"."""
        return f"{self.division_type.capitalize()} {self.name}"


@lru_cache(maxsize=1)
def communes() -> tuple[Commune, ...]:
    """Load the 99 units (reference/communes.csv)."""
    return tuple(Commune(r["commune_code"], r["division_type"], r["name"]) for r in _rows("communes"))


def name_key(name: str) -> str:
    """Fold a name so that its spelling variants agree: accents, spaces, hyphens, i/y aside."""
    plain = unicodedata.normalize("NFD", fold_case(name).replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c) and c.isalnum())
    return letters.replace("y", "i")


@lru_cache(maxsize=1)
def _by_key() -> dict[str, tuple[Commune, str]]:
    """Give each key its unit and the spelling that it is the key of."""
    table = {name_key(r["variant"]): (_by_code()[r["commune_code"]], r["variant"]) for r in _rows("commune_variants")}
    return table | {name_key(c.name): (c, c.name) for c in communes()}


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Commune]:
    return {c.code: c for c in communes()}


@lru_cache(maxsize=1)
def _former_names() -> frozenset[str]:
    """List the folded names of former units that no unit of today bears."""
    today = {fold_case(c.name) for c in communes()} | {fold_case(r["variant"]) for r in _rows("commune_variants")}
    return frozenset(fold_case(r["former_name"]) for r in _rows("former_communes")) - today


def _rows(table: str) -> list[dict[str, str]]:
    text = resources.files("transforms.reference").joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def match_commune(printed: str) -> Commune | None:
    """Give the unit whose name opens the printed one ("xã Lùng Phình năm 2025" is Lùng Phình), the longest match."""
    composed = unicodedata.normalize("NFC", printed).strip()
    words = (
        re.sub(r"^\s*(?:xã|phường|thị trấn|x\.|p\.)\s+", "", composed, flags=re.IGNORECASE).replace("-", " ").split()
    )
    table = _by_key()
    for count in range(min(len(words), 5), 0, -1):
        name = " ".join(words[:count]).strip(",.;:")
        if fold_case(name) in _former_names() and table.get(name_key(name), (None, ""))[1] != name:
            return None  # "xã Tả Van Chư" is no part of xã Tả Van
        found = table.get(name_key(name))
        if found is not None and _accents_agree(found[1], name):
            return found[0]
    return None


def _accents_agree(name: str, printed: str) -> bool:
    """Tell whether a printed name may be this one: without accents, or with at most one syllable accented otherwise.

    The mark of the tone may stand on either vowel of a syllable: "Loỏng", "Lỏong".
    """
    if fold_case(printed).replace(" ", "") == _bare(printed):
        return True
    a, b = ([sorted(unicodedata.normalize("NFD", w)) for w in fold_case(n).split()] for n in (name, printed))
    return len(a) != len(b) or sum(x != y for x, y in zip(a, b, strict=True)) <= 1


def _bare(name: str) -> str:
    plain = unicodedata.normalize("NFD", fold_case(name).replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c) and c.isalnum())


def find_commune(mentions: tuple[PrintedText, ...]) -> tuple[Commune | None, PrintedText | None]:
    """Give the unit whose report it is: the one in the heading, else in the title, else in the opening sentence."""
    for zone in ("heading", "title", "opening", "closing", "section", "statistics", "body"):
        for mention in mentions:
            if mention.section == zone and (commune := match_commune(mention.text)) is not None:
                return commune, mention
    return None, None


def commune_of_file(file_name: str) -> Commune | None:
    """Give the one unit that a file's name or folder names ("BC 07 xa Bat Xat.pdf"), or None for none or several."""
    words = re.sub(r"[\W_\d]+", " ", unicodedata.normalize("NFC", file_name.rpartition(".")[0] or file_name)).split()
    typed: set[Commune] = set()
    bare: set[Commune] = set()
    for i in range(len(words)):
        found = match_commune(" ".join(words[i : i + 5]))
        if found is not None:
            (typed if i > 0 and _bare(words[i - 1]) in ("xa", "phuong") else bare).add(found)
    named = typed or bare
    return next(iter(named)) if len(named) == 1 else None
