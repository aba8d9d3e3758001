"""Lines of the report's body, and the turns of phrase they share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reports.format_vietnamese import decimal_comma, padded
from reports.records import NarrativeRow, Province, Rate, Total

MARK = "*"
EXCERPTS = 2  # quoted paragraphs a section
EXCERPT_LENGTH = (60, 260)  # characters: shorter ones say little, longer ones are no excerpt
# "1. Tiếp tục", "- Tiếp tục", "a) Tiếp tục"
COUNTER = re.compile(r"^\s*(?:[-–+•*]|\d{1,2}[.)]|[a-zđ]\))\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the report."""

    kind: str  # section, part, subpart, body, lead (what follows belongs to it), item, note
    text: str


def amount(total: Total, noun: str) -> str:
    """Write a total with its noun and mark: "1.120* ý kiến"."""
    if total.value is None:
        return "chưa có đơn vị nêu số liệu"
    if total.value == 0 and not total.doubtful:
        return "không có"
    return f"{padded(total.value)}{MARK if total.doubtful else ''} {noun}"


def coverage(stating: int, province: Province) -> str:
    """Say how many units state a figure, where not all do."""
    if stating in (0, province.reported):
        return ""
    return f" ({padded(stating)}/{padded(province.reported)} đơn vị nêu)"


def stated(province: Province, measure: str, noun: str, category: str | None = None) -> str:
    """Write a total, and how many units state it where not all do."""
    total = province.totals[measure, category]
    return amount(total, noun) + coverage(total.stating, province)


def rate_words(rate: Rate) -> str:
    """Write a percentage with its mark: "97,8%"."""
    return "" if rate.percent is None else f"{decimal_comma(rate.percent)}%{MARK if rate.doubtful else ''}"


def mentioning(province: Province, section: str, what: str) -> str:
    """Say how many of the reporting units write something in a section."""
    units = len({row.unit for row in province.narratives if row.section == section})
    if units == 0:
        return f"Chưa có đơn vị {what}"
    return f"Có {padded(units)}/{padded(province.reported)} đơn vị {what}"


def excerpts(province: Province, section: str) -> list[Line]:
    """Quote the fullest short paragraphs of a section, one a unit, each with its unit's name."""
    shortest, longest = EXCERPT_LENGTH
    fitting = [
        row
        for row in province.narratives
        if row.section == section and shortest <= len(quotable(row)) <= longest and is_whole(quotable(row))
    ]
    chosen: list[NarrativeRow] = []
    for row in sorted(fitting, key=lambda row: -len(quotable(row))):
        if all(quotable(row) != quotable(other) and row.unit != other.unit for other in chosen):
            chosen.append(row)
        if len(chosen) == EXCERPTS:
            break
    chosen.sort(key=fitting.index)
    if not chosen:
        return []
    return [
        Line("lead", "Trích báo cáo của đơn vị:"),
        *(Line("item", f"- {row.unit}: “{quotable(row)}”.") for row in chosen),
    ]


def is_whole(text: str) -> bool:
    """Say whether a text can stand alone: not the rest of a sentence, not the lead of a list."""
    return not text[0].islower() and not text.endswith(":")


def quotable(row: NarrativeRow) -> str:
    """Give a paragraph without its counter, its end mark and line breaks."""
    return COUNTER.sub("", " ".join(row.text.split())).rstrip(" .;,/").replace("“", "‘").replace("”", "’")
