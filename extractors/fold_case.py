"""One spelling for matching: lower case, the tone mark where modern spelling puts it. Same length as the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # huyền, sắc, ngã, hỏi, nặng
_KI = re.compile(r"\bkì\b")
_WORD = re.compile(r"[^\W\d_]{2,7}")  # a syllable
_SHAPED = frozenset("ăâêôơư")
_VOWELS = frozenset("aeiouy") | _SHAPED


_TONED = {
    unicodedata.normalize("NFC", vowel + tone): (vowel, tone)
    for vowel in _VOWELS
    for tone in _TONES
    if len(unicodedata.normalize("NFC", vowel + tone)) == 1
}


@lru_cache(maxsize=20_000)
def _place_tone(word: str) -> str:
    """Put the one tone mark of a syllable on the vowel that bears it: "uỷ", "kíên", "họat" are "ủy", "kiến", "hoạt"."""
    marked = [i for i, c in enumerate(word) if c in _TONED]
    if len(marked) != 1:
        return word
    plain = [_TONED[c][0] if c in _TONED else c for c in word]
    start = 0
    while start < len(plain) and plain[start] not in _VOWELS:
        start += 1
    onset = "".join(plain[:start])
    rest = plain[start:]
    if (
        len(rest) > 1
        and rest[1] in _VOWELS
        and ((onset == "q" and rest[0] == "u") or (onset == "g" and rest[0] == "i"))
    ):
        start += 1
    end = start
    while end < len(plain) and plain[end] in _VOWELS:
        end += 1
    if not start <= marked[0] < end or any(c in _VOWELS for c in plain[end:]):
        return word
    shaped = [i for i in range(start, end) if plain[i] in _SHAPED]
    if shaped:
        place = shaped[-1]
    elif end - start == 1:
        place = start
    else:
        place = start + 1 if end < len(plain) or end - start == 3 else start
    letters = list(plain)
    letters[place] = unicodedata.normalize("NFC", plain[place] + _TONED[word[marked[0]]][1])
    return "".join(letters)


@lru_cache(maxsize=4096)
def fold_case(text: str) -> str:
    """Fold a text to its matching key; every character keeps its place.

    "Uỷ ban" and "ủy ban" give the same key, and so does a mark set on the wrong vowel ("kíên", "đối thọai").
    """
    low = "".join(c if len(c) == 1 else c[0] for c in map(str.lower, text))
    if "kì" in low:
        low = _KI.sub("kỳ", low)  # "định kì" is "định kỳ"
    return _WORD.sub(lambda m: _place_tone(m.group()), low)


_SHORT = 6  # letters; of a name this short only the marks may be wrong
_LONG = 8  # letters; shorter names are too near to each other
_LONGEST = 60  # letters; a longer text is no name
_ALIKE = 0.88  # share of letters in the same order
# initials that many write one for the other
_INITIALS = (("tr", "ch"), ("x", "s"), ("gi", "d"), ("r", "d"), ("n", "l"))


def find_misspelt(typed: str, names: Iterable[str]) -> str | None:
    """Give the name that is typed wrong here: "xây rựng cơ bản", "thủ tục hành chinh", "trế độ, chính xách"."""
    return _find_misspelt(typed, tuple(names))


@lru_cache(maxsize=4096)  # offices share their labels
def _find_misspelt(typed: str, names: tuple[str, ...]) -> str | None:
    sound = _sound(typed)
    if not _SHORT <= len(sound) <= _LONGEST:
        return None
    by_sound = _by_sound(names)
    if len(sound) < _LONG:
        return by_sound.get(sound)  # "đât đai": only its marks are wrong
    near = get_close_matches(sound, by_sound, n=1, cutoff=_ALIKE)
    return by_sound[near[0]] if near else None


@lru_cache(maxsize=8)
def _by_sound(names: tuple[str, ...]) -> dict[str, str]:
    return {_sound(name): name for name in names if len(name) >= _SHORT}


@lru_cache(maxsize=20_000)
def _sound(text: str) -> str:
    words = []
    for word in bare_letters(text).replace(",", " ").split():
        for one, other in _INITIALS:
            if word.startswith(one) and not word.startswith(("ng", "nh")):
                word = other + word.removeprefix(one)
                break
        words.append(word)
    return " ".join(words)


@lru_cache(maxsize=20_000)
def bare_letters(text: str) -> str:
    """Give a folded text without any mark: "thủ tục hành chính" and "thủ tục hành chinh" are the same."""
    parts = unicodedata.normalize("NFD", fold_case(text).replace("đ", "d"))
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())
