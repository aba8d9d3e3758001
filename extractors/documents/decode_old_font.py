"""Turn text typed in the fonts from before Unicode into Unicode: TCVN3 (.VnTime) and VNI (VNI-Times).

Such a font draws Vietnamese letters at the places of Western ones, so the file holds "B¸o c¸o" where a reader sees
"Báo cáo". Tables after TCVN 5712:1993 (VN3) and the VNI-Windows layout.
"""

from __future__ import annotations

import re
import unicodedata

TCVN3, VNI = "tcvn3", "vni"
FONTS = ((".vn", TCVN3), ("vni", VNI))  # how the names of the fonts begin
CAPITALS_FONT = re.compile(r"\.vn\w*h", re.IGNORECASE)  # .VnTimeH draws small letters as capitals
SUBSET_TAG = re.compile(r"^[A-Z]{6}\+")  # what a PDF writes before the name of a font it holds in part
# the letters of TCVN3 in the order of the bytes they stand at
TCVN3_LETTERS = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
# VNI writes a vowel as its Western letter and a mark behind it
VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
VNI_HATS = {"â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303"}
VNI_HATS["ä"] = "\u0302\u0323"
VNI_BREVES = {"ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309", "ü": "\u0306\u0303"}
VNI_BREVES["ë"] = "\u0306\u0323"
VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "ò": "ị", "æ": "ỉ", "ó": "ĩ", "î": "ỵ"}
VNI_MARKED = (("aeiouyôö", VNI_TONES), ("aeo", VNI_HATS), ("a", VNI_BREVES))

# letters that only Unicode text has; "ạ", "ữ", "ơ"
UNICODE_LETTER = re.compile(r"[Ạ-ỹĂăĐđĨĩŨũƠơƯư]")
# a Western sign inside or at the edge of a word: "B¸o", "®Þa", "®·"
TCVN3_SIGN = re.compile(r"(?<=[a-zA-Z])[µ¸¶·¹»¾¼½¨©ª«¬®\u00ad]|[µ¸¶·¹»¾¼½¨©ª«¬®](?=[a-zA-Z])")
VNI_PAIR = re.compile(r"[aeouyôöAEOUYÔÖ][øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË]|(?<!\w)[ñÑ](?=[aeiouyôö])")
SURE = 0.05  # such places for each character; real texts have 0.1 to 0.2, other languages none


def _tcvn3_table() -> dict[int, str]:
    return {first + i: letter for first, letters in TCVN3_LETTERS for i, letter in enumerate(letters)}


def _vni_table() -> dict[str, str]:
    table = dict(VNI_SINGLE)
    for bases, marks in VNI_MARKED:
        for base in bases:
            for mark, accents in marks.items():
                table[base + mark] = unicodedata.normalize("NFC", VNI_SINGLE.get(base, base) + accents)
    table |= {key.upper(): letter.upper() for key, letter in table.items()}
    return table


TCVN3_TABLE = _tcvn3_table()
VNI_TABLE = _vni_table()
VNI_TOKEN = re.compile("|".join(sorted(map(re.escape, VNI_TABLE), key=len, reverse=True)))


def encoding_of_font(name: str) -> str:
    """Return TCVN3 or VNI for the name of a font, or "" for a font with Unicode letters."""
    bare = SUBSET_TAG.sub("", name).lower()
    return next((encoding for prefix, encoding in FONTS if bare.startswith(prefix)), "")


def guess_encoding(text: str) -> str:
    """Return TCVN3 or VNI where a text reads as such, or "": for files that don't name their fonts."""
    if len(UNICODE_LETTER.findall(text)) > SURE * len(text):
        return ""
    for encoding, sign in ((TCVN3, TCVN3_SIGN), (VNI, VNI_PAIR)):
        if len(sign.findall(text)) > SURE * len(text):
            return encoding
    return ""


def decode(text: str, encoding: str, font: str = "") -> str:
    """Return the text in Unicode (NFC); text that holds Unicode letters already stays as it is."""
    if not encoding or UNICODE_LETTER.search(text):
        return text
    if encoding == VNI:
        return VNI_TOKEN.sub(lambda found: VNI_TABLE[found.group()], text)
    decoded = text.translate(TCVN3_TABLE)
    return decoded.upper() if CAPITALS_FONT.fullmatch(SUBSET_TAG.sub("", font)) else decoded
