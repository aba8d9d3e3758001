"""Turn a printed date into a date."""

from __future__ import annotations

import re
from datetime import date

from extractors.fold_case import fold_case
from transforms.parse_number import parse_words

_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
# 08 tháng 12 năm 2025 | 10/12/2025 | O9 tháng 12 năm 2O25
_DATE = re.compile(r"(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})")


_IN_WORDS = re.compile(r"(?:mùng |mồng )?([^\W\d]+(?: [^\W\d]+)*) tháng ([^\W\d]+(?: [^\W\d]+)*) năm (\d{4})")


def parse_date(printed: str) -> date | None:
    """Give the date of "08 tháng 12 năm 2025" or "10/12/2025"; None for one that no calendar has."""
    translated = re.sub(r"[0-9OolI]+(?![^\W\d_])", lambda m: m.group().translate(_SLIPS), printed)
    m = _DATE.search(translated.lower())
    if m is None:
        return _parse_words(printed)
    try:
        return date(int(m[3]), int(m[2]), int(m[1]))
    except ValueError:
        return None


def _parse_words(printed: str) -> date | None:
    """Give the date of "mười lăm tháng mười hai năm 2025"; None for anything else."""
    m = _IN_WORDS.fullmatch(fold_case(printed).strip())
    if m is None:
        return None
    try:
        return date(int(m[3]), parse_words(m[2].replace("giêng", "một").replace("chạp", "mười hai")), parse_words(m[1]))
    except ValueError:
        return None


def parse_symbol(printed: str) -> str:
    """Write a document number without spaces and typing slips: "203 - BC/ĐU" -> "203-BC/ĐU"."""
    text = re.sub(r"\s+", "", printed)
    m = re.match(r"([0-9OolI]+)([-–/])(.*)$", text)
    if m is None:
        return text
    return f"{m[1].translate(_SLIPS)}{m[2]}{m[3].upper()}".replace("–", "-")
