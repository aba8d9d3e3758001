"""Match a printed field name to one of the eight categories."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.fold_case import fold_case

_LEADS = re.compile(r"^(?:(?:về|lĩnh vực|nhóm|mảng|đối với|riêng|các|một số|những|công tác|vấn đề|nội dung|lv|trong đó|[-–+•*:]|\(?\d{1,2}[.)]|[a-zđ][.)])\s*)+")


def match_category(printed: str, aliases: Mapping[str, str]) -> str | None:
    """Give the category a printed name begins with ("đất đai, môi trường" is land), or None."""
    key = re.sub(r"\s*([,/&–-])\s*", lambda m: {",": ", ", "–": " - ", "-": " - "}.get(m[1], m[1]), fold_case(printed))
    key = re.sub(r"\s+", " ", key).strip(" .:;\"“”")
    aliases = {**{alias.replace(",", ""): category for alias, category in aliases.items()}, **aliases}
    for candidate in (key, _LEADS.sub("", key)):
        best = ""
        for alias in aliases:
            plain = re.sub(r"\s*([,/&–-])\s*", lambda m: {",": ", ", "–": " - ", "-": " - "}.get(m[1], m[1]), alias)
            if candidate.startswith(plain) and not candidate[len(plain) : len(plain) + 1].isalpha() and len(plain) > len(best):
                best = plain
                category = aliases[alias]
        if best:
            return category
    opening = re.split(r"[,;/&(]| và | - ", _LEADS.sub("", key))[0]
    inside = [alias for alias in aliases if len(alias.split()) >= 2 and re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", opening)]
    return aliases[max(inside, key=len)] if inside else None  # "cải cách thủ tục hành chính"
