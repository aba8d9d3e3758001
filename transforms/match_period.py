"""Match the period phrases of a document to a period code: 2025, 2025-H2, 2025-9M, 2025-Q4, 2025-M11."""

from __future__ import annotations

import re

from extractors.fold_case import fold_case
from extractors.records import PrintedText

_NUMBERS = {"3": 3, "03": 3, "ba": 3, "6": 6, "06": 6, "sáu": 6, "9": 9, "09": 9, "chín": 9}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "l": 1}


def period_code(printed: str) -> tuple[str, str]:
    """Give (year, part) of a period phrase; either may be ''. "quý IV/2025" -> ("2025", "Q4")."""
    key = fold_case(printed)
    m = re.search(r"2[0o]\d\d", key)
    year = m.group().replace("o", "0") if m else ""
    if m := re.match(r"(\w+)\s+tháng(?:\s+(đầu|cuối))?", key):
        count = _NUMBERS.get(m[1], 0)
        part = {(6, "đầu"): "H1", (6, "cuối"): "H2", (3, "đầu"): "Q1", (3, "cuối"): "Q4"}.get(
            (count, m[2] or ""), "9M" if count == 9 else ""
        )
    elif m := re.match(r"quý\s+(\w+)", key):
        part = f"Q{_QUARTERS.get(m[1], 0)}"
    elif m := re.match(r"tháng\s+(\d+)", key):
        part = f"M{int(m[1]):02d}"
    else:
        part = ""
    return year, part


def match_period(mentions: tuple[PrintedText, ...]) -> tuple[str | None, PrintedText | None]:
    """Give the period that a document names as its own, with the mention that says so: the title first."""
    for zone in ("title", "opening", "heading", "statistics title", "closing"):
        codes = [(period_code(t.text), t) for t in mentions if t.section == zone]
        years = [(c, t) for c, t in codes if c[0]]
        if not years:
            continue
        if zone == "title" and codes[0][0][1] and not codes[0][0][0]:
            return f"{years[0][0][0]}-{codes[0][0][1]}", codes[0][1]  # "6 tháng đầu năm, nhiệm vụ … cuối năm 2026"
        for (year, part), mention in years:
            if part:
                return f"{year}-{part}", mention
        (year, _), mention = years[0]
        lone = next((c[1] for c, _ in codes if c[1] and not c[0]), "") if zone == "title" else ""
        return (f"{year}-{lone}" if lone else year), mention
    return None, None


def infer_period(mentions: tuple[PrintedText, ...]) -> tuple[str | None, PrintedText | None]:
    """Infer the year of a report that names none from the title of its last part: tasks for 2026 follow 2025."""
    for mention in mentions:
        if mention.section == "tasks title":
            year, part = period_code(mention.text)
            if year and not part:
                return str(int(year) - 1), mention
    return None, None
