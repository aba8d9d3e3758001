"""Match a printed field name to one of the eight categories."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from extractors.fold_case import find_misspelt, fold_case

_LEADS = re.compile(
    r"^(?:(?:về|lĩnh vực|nhóm|mảng|đối với|riêng|các|một số|những|công tác|vấn đề|nội dung|lv|trong đó"
    r"|[-–+•*:]|\(?\d{1,2}[.)]|[a-zđ][.)])\s*)+"
)
_BULLET = re.compile(r"^(?:[-–+•*:]|\(?\d{1,2}[.)]|[a-zđ][.)])\s*")
_MARKS = re.compile(r"\s*([,/&–-])\s*")
_FIRST_PART = re.compile(r"[,;/&(]| và | - ")


def match_category(printed: str, aliases: Mapping[str, str]) -> str | None:
    """Give the category a printed name begins with ("đất đai, môi trường" is land), or None."""
    return _match(printed, tuple(aliases.items()))


@lru_cache(maxsize=4)
def _table(aliases: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """List the aliases as they are compared, the longest first, with and without commas."""
    table: dict[str, str] = {}
    for alias, category in aliases:
        table.setdefault(_plain(alias.replace(",", "")), category)
        table[_plain(alias)] = category
    return tuple(sorted(table.items(), key=lambda item: (-len(item[0]), item[0])))


@lru_cache(maxsize=20_000)
def _match(printed: str, aliases: tuple[tuple[str, str], ...]) -> str | None:
    key = _plain(fold_case(printed)).strip(' .:;"“”')
    bare = _LEADS.sub("", key)
    table = _table(aliases)
    for candidate in (key, _BULLET.sub("", key), bare):
        for alias, category in table:
            if candidate.startswith(alias) and not candidate[len(alias) : len(alias) + 1].isalpha():
                return category
    opening = f" {_FIRST_PART.split(bare)[0]} "  # "cải cách thủ tục hành chính"
    inside = next((category for alias, category in table if " " in alias and f" {alias} " in opening), None)
    if inside is not None:
        return inside
    known = dict(table)
    meant = find_misspelt(bare, known)
    return known[meant] if meant is not None else None


def _plain(text: str) -> str:
    """Write the marks between words in one way: "an ninh–trật tự" as "an ninh - trật tự"."""
    spaced = _MARKS.sub(lambda m: {",": ", ", "–": " - ", "-": " - "}.get(m[1], m[1]), text)
    return " ".join(spaced.split())
