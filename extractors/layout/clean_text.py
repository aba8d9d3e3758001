"""Clean a printed text of what the typing tools left in it, without changing what a reader sees."""

from __future__ import annotations

import re
import unicodedata

ETH_TO_D = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ"})  # old Windows fonts type U+00D0 for Đ
SYMBOL_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "•", "\uf02d": "-"})
# "la\u0300" typed with a space before the mark: "la \u0300", "la\u00a0\u0300"
SPACED_MARK = re.compile(r"(?<=[^\W\d_])[ \u00a0]+(?=[\u0300-\u0303\u0306\u0309\u031b\u0323])")
# "b\u1ea1n\u00c2\u00a0\u0111\u1ecdc": the first byte of a UTF-8 no-break space read as Latin-1
MOJIBAKE_SPACE = re.compile(r"Â[\u00a0\u2009]|(?<=[^\W\d_])Â(?= )|(?<![^\s])Â(?= [a-zà-ỹ\d])")
# soft hyphen, zero-width space and joiners, direction marks, byte order mark, replacement of a glyph without character
INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffc]"
)
# tabs, no-break space, thin and other typographic spaces
ODD_SPACE = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
UNKNOWN_BULLET = re.compile(r"^\ufffd(?= \S)", re.MULTILINE)  # a bullet that the font of a PDF maps to no character
LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
SPACES = re.compile(r" {2,}")
SPACE_AT_LINE_END = re.compile(r" *\n *")
# a text that is clean already (nearly every one is): precomposed letters, single spaces
CLEAN = re.compile(r"[!-~À-ÏÑ-ïñ-žơưƠƯẠ-ỹ–—“”‘’…•]+(?:[ \n][!-~À-ÏÑ-ïñ-žơưƠƯẠ-ỹ–—“”‘’…•]+)*")


def clean_text(text: str) -> str:
    """Return the text in NFC with plain single spaces, Vietnamese Đ, and nothing invisible; line feeds stay."""
    while not (CLEAN.fullmatch(text) and "Â" not in text):
        cleaned = _clean_once(text)
        if cleaned == text:
            break
        text = cleaned  # what was removed may have kept a mark from its letter
    return text


def _clean_once(text: str) -> str:
    text = MOJIBAKE_SPACE.sub(" ", SPACED_MARK.sub("", text))
    text = LINE_ENDS.sub("\n", text)
    text = INVISIBLE.sub("", ODD_SPACE.sub(" ", text))
    text = UNKNOWN_BULLET.sub("•", CONTROL.sub("", text))
    text = unicodedata.normalize("NFC", text).translate(ETH_TO_D).translate(SYMBOL_BULLETS)
    return SPACE_AT_LINE_END.sub("\n", SPACES.sub(" ", text)).strip()
