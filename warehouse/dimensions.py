"""Fill the dimensions: units in Vietnamese order, measures, categories, periods."""

from __future__ import annotations

import csv
import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from transforms.load_rules import load_names
from transforms.records import CATEGORIES, CATEGORY_MEASURES, MEASURES

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; no mark comes first

MEASURE_UNITS = {
    "sessions": "cuộc",
    "sessions_periodic": "cuộc",
    "sessions_adhoc": "cuộc",
    "participants": "lượt người",
    "opinions": "ý kiến",
    "opinions_answered": "ý kiến",
    "answered_rate": "%",
    "opinions_forwarded": "ý kiến",
    "opinions_pending": "ý kiến",
    "petitions": "kiến nghị",
    "petitions_answered": "kiến nghị",
    "petitions_resolved": "kiến nghị",
    "petitions_pending": "kiến nghị",
    "petitions_forwarded": "kiến nghị",
    "raised": "ý kiến",
    "answered": "ý kiến",
}

# 2025 · 2025-H1 · 2025-9M · 2025-Q3 · 2025-M07
PERIOD = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|(?P<nine>9M)|Q(?P<quarter>[1-4])|M(?P<month>0[1-9]|1[0-2])))?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the contract with its first and last day."""

    period: str
    kind: str  # year, half, nine_months, quarter, month
    year: int
    starts_on: str
    ends_on: str


def describe_period(period: str) -> Period:
    """Give kind, year and days of a period; ValueError if the text is none."""
    match = PERIOD.fullmatch(period)
    if match is None:
        raise ValueError(f"not a period: {period!r}")
    if match["half"]:
        kind, first, months = "half", (1, 7)[match["half"] == "2"], 6
    elif match["nine"]:
        kind, first, months = "nine_months", 1, 9
    elif match["quarter"]:
        kind, first, months = "quarter", "1234".index(match["quarter"]) * 3 + 1, 3
    elif match["month"]:
        kind, first, months = "month", int(match["month"]), 1
    else:
        kind, first, months = "year", 1, 12
    year, last = int(match["year"]), first + months - 1
    starts_on, ends_on = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    return Period(period, kind, year, starts_on.isoformat(), ends_on.isoformat())


def sort_key(name: str) -> str:
    """Give digits that sort as Vietnamese names do: letters of all words first, tones last.

    Two digits a letter ("01" is a, "02" ă …), "00" between words, then one digit a letter for its tone; digits sort
    alike in every collation.
    """
    letters: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFC", name.lower()):
        if not character.isalpha():
            letters.append("00")
            tones.append("0")
            continue
        parts = unicodedata.normalize("NFD", character)
        tone = next((mark for mark in parts if mark in TONES), "")
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
        letters.append(f"{ALPHABET.index(base) + 1:02}")
        tones.append(str(TONES.index(tone) + 1) if tone else "0")
    return "".join(letters) + "0000" + "".join(tones)


def commune_rows() -> list[dict[str, object]]:
    """Read the 99 units of the reference table."""
    text = files("transforms").joinpath("reference/communes.csv").read_text(encoding="utf-8")
    return [
        {
            "commune_code": row["commune_code"],
            "commune_name": f"{row['division_type'].capitalize()} {row['name']}",
            "division_type": row["division_type"],
            "name": row["name"],
            "former_districts": row["former_districts"],
            "sort_key": sort_key(row["name"]),
        }
        for row in csv.DictReader(text.splitlines())
    ]


def category_rows() -> list[dict[str, object]]:
    """List the eight categories in the order of the form."""
    names = load_names()["categories"]
    return [{"category": key, "name_vi": names[key]["vi"], "ordinal": n} for n, key in enumerate(CATEGORIES, 1)]


def measure_rows() -> list[dict[str, object]]:
    """List the measures in the order of the form; a category's two numbers come last."""
    names = load_names()["measures"]
    return [
        {
            "measure": key,
            "name_vi": names[key]["vi"],
            "unit_vi": MEASURE_UNITS[key],
            "by_category": key in CATEGORY_MEASURES,
            "ordinal": n,
        }
        for n, key in enumerate((*MEASURES, *CATEGORY_MEASURES), 1)
    ]
