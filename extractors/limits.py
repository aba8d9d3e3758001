"""Name the limits a file must keep before anything opens it; those of ``ceiling`` may be set as TONGHOP_<name>."""

from __future__ import annotations

import os

_SET: set[str] = set()


def ceiling(name: str, standard: int) -> int:
    """Give a limit: what its variable says if that is a whole number above zero, else the standard."""
    _SET.add(name)
    said = os.environ.get(f"TONGHOP_{name}", "")
    return int(said) if _is_limit(said) else standard


def wrong_variables() -> list[str]:
    """Name the variables TONGHOP_MAX_… that set no limit of ours, or not to a whole number above zero."""
    mine = {name: said for name, said in os.environ.items() if name.startswith("TONGHOP_MAX_")}
    return sorted(n for n, said in mine.items() if n.removeprefix("TONGHOP_") not in _SET or not _is_limit(said))


def _is_limit(said: str) -> bool:
    return said.isdecimal() and int(said) > 0


KB, MB = 1024, 1024 * 1024
MAX_FILE_BYTES = ceiling("MAX_FILE_BYTES", 60 * MB)  # a scan of 40 pages has about 25; more is not one report
MAX_ZIP_ENTRIES = ceiling("MAX_ZIP_ENTRIES", 2_000)  # a report with many pictures has about 100 parts
MAX_ZIP_DIRECTORY_BYTES = ceiling("MAX_ZIP_DIRECTORY_BYTES", 512 * KB)  # checked before zipfile makes objects of it
MAX_ZIP_TOTAL_BYTES = ceiling("MAX_ZIP_TOTAL_BYTES", 300 * MB)  # everything unpacked, pictures too
MAX_XML_PART_BYTES = ceiling("MAX_XML_PART_BYTES", 24 * MB)  # lxml takes ten times this; a 30-page report has 1
MAX_ZIP_RATIO = ceiling("MAX_ZIP_RATIO", 150)  # word/document.xml of real reports packs 10 to 40 times
RATIO_FREE_BYTES = MB  # small parts may pack as well as they like
MAX_PACKED_FILES = ceiling("MAX_PACKED_FILES", 300)  # of a zip of reports; the province has 99 units
MAX_PACKED_TOTAL_BYTES = ceiling("MAX_PACKED_TOTAL_BYTES", 1024 * MB)
MAX_NESTED_ZIP_DEPTH = ceiling("MAX_NESTED_ZIP_DEPTH", 1)  # an embedded workbook is lawful, a zip within it is not
MAX_PDF_PAGES = ceiling("MAX_PDF_PAGES", 400)  # an annex of 99 communes stays below
MAX_PAGE_CHARACTERS = ceiling("MAX_PAGE_CHARACTERS", 60_000)  # a full page of 14 pt text has 2,500
MAX_PAGE_RULINGS = ceiling("MAX_PAGE_RULINGS", 20_000)  # a table of 60 rows and 12 columns has about 1,000
MAX_PICTURE_PIXELS = ceiling("MAX_PICTURE_PIXELS", 60_000_000)  # as large cameras of phones; A4 at 600 dpi has 35
MAX_TABLE_CELLS = ceiling("MAX_TABLE_CELLS", 50_000)  # a row of w:gridSpan="999999" would fill the memory
MAX_TABLE_COLUMNS = ceiling("MAX_TABLE_COLUMNS", 200)  # Word itself stops at 63
MAX_NESTING = ceiling("MAX_NESTING", 12)  # tables in tables, text boxes in text boxes

MIN_LETTERS_PER_PAGE = 20  # below this, the pages are pictures
MIN_VIETNAMESE_SHARE = 0.04  # letters with Vietnamese marks among all letters; real reports have 0.15 to 0.2
MIN_PICTURE_SHARE = 0.1  # of a page; a stamp takes 0.03, a signature or an emblem less
MIN_PICTURE_NUMBERS = 6  # a picture with fewer numbers is no table: a banner has a date
MIN_JUDGED_WORDS = 30  # on a page; fewer are a signature block or the end of a table
MAX_FOREIGN_SHARE = 0.12  # words that are no Vietnamese syllable; reports full of "km", "Zalo", "đc" have 0.08
MAX_UNKNOWN_SHARE = 0.01  # glyphs whose character the file doesn't tell, among letters
