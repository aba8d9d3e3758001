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
    text = resources.files("transforms.reference").joinpath("communes.csv").read_text(encoding="utf-8")
    return tuple(Commune(r["commune_code"], r["division_type"], r["name"]) for r in csv.DictReader(text.splitlines()))


def name_key(name: str) -> str:
    """Fold a name so that its spelling variants agree: accents, spaces, hyphens, i/y aside."""
    plain = unicodedata.normalize("NFD", fold_case(name).replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c) and c.isalnum())
    return letters.replace("y", "i")


@lru_cache(maxsize=1)
def _by_key() -> dict[str, Commune]:
    table = {name_key(c.name): c for c in communes()}
    text = resources.files("transforms.reference").joinpath("commune_variants.csv").read_text(encoding="utf-8")
    by_code = {c.code: c for c in communes()}
    table |= {name_key(r["variant"]): by_code[r["commune_code"]] for r in csv.DictReader(text.splitlines())}
    return table


def match_commune(printed: str) -> Commune | None:
    """Give the unit whose name opens the printed one ("xã Lùng Phình năm 2025" is Lùng Phình), the longest match."""
    words = (
        re.sub(r"^\s*(?:xã|phường|thị trấn|x\.|p\.)\s+", "", printed.strip(), flags=re.IGNORECASE)
        .replace("-", " ")
        .split()
    )
    table = _by_key()
    for count in range(min(len(words), 5), 0, -1):
        found = table.get(name_key(" ".join(words[:count]).strip(",.;:")))
        if found is not None and _accents_agree(found.name, " ".join(words[:count])):
            return found
    return None


def _accents_agree(name: str, printed: str) -> bool:
    """Tell whether a printed name may be this one: written without any accents, or with nearly the same."""
    a, b = _accented(name), _accented(printed)
    if b == dict(enumerate(_bare(printed))):
        return True
    return sum(a.get(k) != b.get(k) for k in a) <= 1 or len(a) != len(b)


def _accented(name: str) -> dict[int, str]:
    return dict(enumerate(c for c in fold_case(name) if c.isalnum()))


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
