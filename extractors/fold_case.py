"""One spelling for matching: lower case, tone marks where modern spelling puts them. Same length as the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng


def _tone_pairs() -> dict[str, str]:
    """Give "oà" -> "òa", "uỷ" -> "ủy" and so on, for the vowel pairs whose tone mark has two habits."""
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            toned_second = unicodedata.normalize("NFC", second + tone)
            toned_first = unicodedata.normalize("NFC", first + tone)
            pairs[first + toned_second] = toned_first + second
    return pairs


_PAIRS = _tone_pairs()
_KI = re.compile(r"\bkì\b")
_MARKED = frozenset(pair[1] for pair in _PAIRS)
_VOWELS = frozenset("aăâeêioôơuưy")


@lru_cache(maxsize=4096)
def fold_case(text: str) -> str:
    """Fold a text to its matching key; every character keeps its place.

    "Uỷ ban" and "ủy ban" give the same key; "quý" and "hoàn" (a final consonant follows) stay as they are.
    """
    low = "".join(c if len(c) == 1 else c[0] for c in map(str.lower, text))
    if "kì" in low:
        low = _KI.sub("kỳ", low)  # "định kì" is "định kỳ"
    if not _MARKED.intersection(low):
        return low
    out = list(low)
    for i in range(len(out) - 1):
        if out[i + 1] not in _MARKED:
            continue
        pair = _PAIRS.get(out[i] + out[i + 1])
        if pair is None or (out[i] == "u" and i > 0 and out[i - 1] == "q"):
            continue
        if i + 2 < len(out) and out[i + 2].isalpha():  # "hoàn", "khuýnh": the mark has only one place
            continue
        out[i], out[i + 1] = pair[0], pair[1]
    return "".join(out)
