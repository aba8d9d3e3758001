"""Find phrases that name a reporting period: "6 tháng cuối năm 2025", "quý IV/2025", "năm 2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?:năm\s+)?(?P<year{0}>2[0o]\d\d)"
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "l": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
}
_PHRASE = re.compile(
    # 6 tháng cuối năm 2025 | sáu tháng đầu năm | 9 tháng năm 2025 | 9 tháng đầu năm
    r"(?<!ngày\s)(?<!\d)(?P<months>6|06|sáu|9|09|chín|3|03|ba)(?:\s+tháng|\s*t(?=\s+(?:đầu|cuối)(?!\w)))(?:\s+(?P<which>đầu"
    r"|cuối))?(?:\s+(?:của\s+)?năm)?(?:\s*[,/]?\s*(?P<y1>2[0o]\d\d))?"
    # quý IV/2025 | quý 4 năm 2025 | quý III
    r"|quý\s+(?P<quarter>iv|iii|ii|i|[1-4l])\b(?:\s*[-,/]?\s*(?:năm\s+)?(?P<y2>2[0o]\d\d))?"
    # tháng 11/2025 | tháng 11 năm 2025
    r"|(?<!\d)(?<!ngày\s)(?<!\d\s)tháng\s+(?P<month>0?[1-9]"
    r"|1[0-2])\b(?!\s*[,/]\s*\d{1,2}\b(?!\d))(?:\s*[,/]?\s*(?:năm\s+)?(?P<y3>2[0o]\d\d))?"
    # năm 2025
    r"|năm\s+(?P<y4>2[0o]\d\d)\b",
)
_DATE_BEFORE = re.compile(r"ngày\s*[\dol]{0,2}\s*$|\d\s*$")


@dataclass(frozen=True, slots=True)
class PeriodPhrase:
    """A period as the text names it: ``part`` is '', 'H1', 'H2', '9M', 'Q1'…'Q4', 'M01'…'M12'; year '' if unnamed."""

    start: int
    end: int
    part: str
    year: str


def find_periods(key: str) -> list[PeriodPhrase]:
    """Find the period phrases of a folded text, in order; dates are none."""
    found = []
    for m in _PHRASE.finditer(key):
        if m["month"] and _DATE_BEFORE.search(key, 0, m.start()):
            continue
        year = next((m[g] for g in ("y1", "y2", "y3", "y4") if m[g]), "").replace("o", "0")
        if m["months"]:
            count = {"6": 6, "06": 6, "sáu": 6, "9": 9, "09": 9, "chín": 9, "3": 3, "03": 3, "ba": 3}[m["months"]]
            if count == 9:
                part = "9M" if m["which"] != "cuối" else ""
            elif count == 6:
                part = {"đầu": "H1", "cuối": "H2"}.get(m["which"] or "", "")
            else:
                part = {"đầu": "Q1", "cuối": "Q4"}.get(m["which"] or "", "")
            if not part:
                continue
        elif m["quarter"]:
            part = f"Q{_ROMAN[m['quarter']]}"
        elif m["month"]:
            part = f"M{int(m['month']):02d}"
        else:
            part = ""
        found.append(PeriodPhrase(m.start(), m.end(), part, year))
    return found
