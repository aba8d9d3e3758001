"""Judge whether a text reads as Vietnamese; the text layer of a PDF may hold something else than its page shows."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extractors.layout.word import NO_CHARACTER
from extractors.limits import MAX_FOREIGN_SHARE, MAX_UNKNOWN_SHARE, MIN_JUDGED_WORDS, MIN_VIETNAMESE_SHARE

WRONG_LETTERS = (
    "Chữ trong tệp không đọc được thành tiếng Việt (bản quét nhận dạng sai hoặc phông chữ lạ); "
    "hãy gửi tệp Word hoặc tệp PDF xuất từ Word, dùng phông Unicode."
)
LETTER = re.compile(r"[^\W\d_]")
# a word, or a consonant that stands alone and is not the letter of an item: what is left of "tổ" without its "ổ"
WORD = re.compile(r"[^\W\d_]{2,}|\b[bcdđghklmnpqrstvx]\b(?![).\-/:])")
# "ạ", "ữ", "đ", "ơ": letters that no other language of our files has
VIETNAMESE = re.compile(r"[Ạ-ỹĂăĐđƠơƯư]")
# a glyph whose character the file doesn't tell, by its number or in a word; one that stands alone is a bullet
UNKNOWN = re.compile(rf"\(cid:|{NO_CHARACTER}(?=[{NO_CHARACTER}\w])|(?<=[{NO_CHARACTER}\w]){NO_CHARACTER}")
TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
ONSET = "(b|ch?|d|đ|g[hi]?|kh?|l|m|ngh?|nh?|ph?|qu|r|s|t[hr]?|v|h|x)?"
RHYME = "([aăâeêioôơuưy]{1,3}(c|m|ng?|p|t)?|[ou]?[aeêiy](nh|ch))"
SYLLABLE = re.compile(ONSET + RHYME, re.IGNORECASE)
# the rhymes "oàn", "oá" of every report, and what a wrong conversion makes of them: "toàn xã" becomes "tồn xã"
ROUND_RHYME = re.compile(r"o[àáòó]|[òó]a", re.IGNORECASE)
RHYME_LOST = re.compile(r"\b(?:tồn|hồn|hố|khố|tốn|khốn)\b", re.IGNORECASE)
MIN_RHYMES_LOST = 3


def count_letters(text: str) -> int:
    """Return the number of letters of a text."""
    return len(LETTER.findall(text))


def is_not_vietnamese(text: str) -> bool:
    """Return whether the letters of a text can't be those of a report: unknown glyphs, or no Vietnamese ones."""
    return _has_unknown_glyphs(text) or len(VIETNAMESE.findall(text)) < count_letters(text) * MIN_VIETNAMESE_SHARE


def lies(text: str) -> bool:
    """Return whether the text layer of a page is not what the page shows; a page of a few words is believed."""
    words = [word for word in WORD.findall(text) if not word.isupper()]
    if len(words) < MIN_JUDGED_WORDS:
        return _has_unknown_glyphs(text)
    converted = not ROUND_RHYME.search(text) and len(RHYME_LOST.findall(text)) >= MIN_RHYMES_LOST
    foreign = len(words) - sum(map(_is_syllable, words))
    return converted or foreign > len(words) * MAX_FOREIGN_SHARE or is_not_vietnamese(text)


def _has_unknown_glyphs(text: str) -> bool:
    return len(UNKNOWN.findall(text)) > count_letters(text) * MAX_UNKNOWN_SHARE


@lru_cache(maxsize=10_000)
def _is_syllable(word: str) -> bool:
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(TONES))
    return SYLLABLE.fullmatch(bare) is not None
