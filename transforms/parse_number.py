"""Turn a printed numeral into a value: the only place where a string becomes a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extractors.fold_case import fold_case

_DIGITS = {
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """A value, and what is odd about the way it is printed ('' if nothing is)."""

    value: Decimal
    doubt: str = ""  # slip (O2, l5), gloss ("hai (03)"), comma (1,245)


@lru_cache(maxsize=4096)
def parse_number(printed: str, kind: str) -> ParsedNumber:
    """Give the value of a printed numeral; raises ValueError for one that is none.

    ``kind`` is that of PrintedFigure: digits, words, gloss, percent, none, one, dash. A dot before three digits groups
    thousands, a comma is the decimal mark.
    """
    if kind == "none":
        return ParsedNumber(Decimal(0))
    if kind == "dash":
        return ParsedNumber(Decimal(0))
    if kind == "one":
        return ParsedNumber(Decimal(1))
    if kind == "words":
        return ParsedNumber(Decimal(parse_words(printed)))
    if kind == "gloss":
        return _parse_gloss(printed)
    if kind == "percent" and not any(c.isdigit() for c in printed) and fold_case(printed)[:1].isalpha():
        try:
            return ParsedNumber(_parse_spoken(printed))
        except ValueError:
            pass  # "l00%", a slip
    return _parse_digits(printed, percent=kind == "percent")


def _parse_digits(printed: str, *, percent: bool) -> ParsedNumber:
    text = re.sub(r"\s*(?:%|phần trăm)\s*$", "", printed.strip(), flags=re.IGNORECASE).strip("()+ ")
    plain = text.translate(_SLIPS)
    doubt = "slip" if plain != text else ""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain):  # 1.120
        return ParsedNumber(Decimal("".join(plain.split("."))), doubt)
    if re.fullmatch(r"\d{1,3}(?: \d{3})+", plain):  # 1 120
        return ParsedNumber(Decimal("".join(plain.split(" "))), doubt)
    if m := re.fullmatch(r"(\d+)[.,](\d+)", plain):
        if not percent and len(m[2]) == 3:  # 1,245 people: an English thousands mark
            return ParsedNumber(Decimal(m[1] + m[2]), "comma")
        return ParsedNumber(Decimal(f"{m[1]}.{m[2]}"), doubt)
    if re.fullmatch(r"\d+", plain):
        return ParsedNumber(Decimal(plain), doubt)
    raise ValueError(f"not a number: {printed!r}")


def _parse_gloss(printed: str) -> ParsedNumber:
    """Read "hai (02)": the digits count, and a word that says otherwise is a doubt."""
    outer, _, inner = printed.partition("(")
    inner = inner.rstrip(") ")
    digits, words = (inner, outer) if any(c.isdigit() for c in inner) else (outer, inner)
    parsed = _parse_digits(digits, percent=False)
    try:
        same = parse_words(words) == parsed.value
    except ValueError:
        same = True
    return parsed if same else ParsedNumber(parsed.value, "gloss")


def _parse_spoken(printed: str) -> Decimal:
    """Read "tám mươi bảy phẩy năm" (phần trăm)."""
    whole, _, fraction = re.sub(r"\s*phần trăm$", "", fold_case(printed)).partition(" phẩy ")
    if not fraction:
        return Decimal(parse_words(whole))
    return Decimal(f"{parse_words(whole)}.{'0' if fraction.startswith('không ') else ''}{parse_words(fraction)}")


def parse_words(printed: str) -> int:
    """Give the value of a Vietnamese number word up to 999,999; raises ValueError for anything else.

    >>> parse_words("hai trăm tám mươi bảy"), parse_words("mười lăm"), parse_words("một trăm linh tư")
    (287, 15, 104)
    """
    words = fold_case(printed).split()
    if not words:
        raise ValueError("no words")
    total = current = 0
    for i, word in enumerate(words):
        if word in ("nghìn", "ngàn"):
            total, current = (total + current) * 1000, 0
        elif word == "trăm":
            if not (1 <= current <= 9 or words[i - 1] == "không"):
                raise ValueError(f"not a number: {printed!r}")
            current *= 100
        elif word in ("mươi", "chục"):
            current = current - current % 10 + current % 10 * 10
        elif word == "mười":
            current += 10
        elif word in ("linh", "lẻ", "không"):
            continue
        elif word in _DIGITS:
            digit = _DIGITS[word]
            if i > 0 and words[i - 1] in _DIGITS:  # "hai lăm": twenty-five
                current = current * 10
            current += digit
        else:
            raise ValueError(f"not a number: {printed!r}")
    return total + current
