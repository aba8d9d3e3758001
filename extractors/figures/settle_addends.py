"""Take numbers that add up the one before them for its parts: "04, gồm 03 gửi Sở Nông nghiệp, 01 về quốc lộ"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.figures.find_bounds import bracket_bounds
from extractors.figures.work import Reading, Work

# between a number and its first part: "gồm", "trong đó", "cụ thể:", an opening bracket; a clause at most
_LEADS = re.compile(r"[^.;\d]{0,60}?(?:gồm|trong đó|cụ thể|trong số này|chia ra|thì|:)[^.;\d]{0,40}")
_ON_THEM = re.compile(r"[^.;\d]{0,60}(?:gồm|trong đó|cụ thể|:|,[^.;,\d]{0,25}(?:trả lời|hồi âm|phúc đáp))[^.;\d]{0,40}")
_DIGITS = re.compile(r"\d+(?:\.\d{3})?")
_MOST = 5  # parts


def settle_addends(work: Work) -> None:
    """Mark the parts of a number of opinions or people that add it up, innermost first.

    Where the parts say what became of them ("Chưa trả lời 08, trong đó 06 chuyển cấp trên, 02 trả lời sau"), the
    number is only what they have in common.
    """
    for whole in sorted(work.readings, key=lambda r: -r.start):
        if whole.measure == "participants" and whole.role in ("total", "part"):
            _leave_out_kinds(work, whole)
        if whole.role != "total" or whole.field_name or whole.noun not in ("opinion", "person"):
            continue
        parts = _parts_of(work, whole)
        if not parts:
            continue
        outcomes = {p.measure for p in parts}
        if whole.noun == "person":
            for p in parts if any(p.dimension == "session" for p in parts) else ():
                if p.dimension != "session":
                    _change(work, p, role="part", dimension="session", measure="participants", reason="session")
        elif whole.measure.endswith("_forwarded"):  # "chuyển cấp trên 03, đã có trả lời 01, còn chờ 02"
            for p in parts:
                _change(work, p, role="other", reason="of which")
        elif len(outcomes) == len(parts) and whole.measure not in outcomes - {_LEFT.get(work.section, "")}:
            if whole.measure in _LEFT.values():
                _change(work, whole, role="other", reason="remainder")
        elif whole.measure not in ("opinions", "petitions") and outcomes <= {
            whole.measure,
            "opinions",
            "petitions",
            "",
        }:
            for p in parts:
                _change(work, p, role="other", reason="of which")


_OF_SESSIONS = re.compile(r"cuộc|buổi|hội nghị|ngày|tháng|quý|thôn|cụm|bản|phiên|lần")


def _leave_out_kinds(work: Work, whole: Reading) -> None:
    """Leave out who they were, in brackets behind their number: "83 người dự (29 người là phụ nữ, 14 người là …)"."""
    bracket = re.compile(r"[^.,;:()\d]{0,20}\(").match(work.key, whole.end)
    inside = bracket_bounds(work.key, bracket.end()) if bracket is not None else None
    if inside is None or _OF_SESSIONS.search(work.key, *inside):
        return
    for r in work.readings:
        kind = inside[0] <= r.start < inside[1] and r.measure == "participants" and r.dimension in ("", "session")
        if kind and _value(r) < _value(whole):
            _change(work, r, role="other", reason="of the people")


_LEFT = {"sessions": "opinions_pending", "results": "petitions_pending"}  # what is said of "chưa trả lời" as a whole


def _change(work: Work, reading: Reading, **fields: str) -> None:
    at = next(i for i, r in enumerate(work.readings) if r.start == reading.start)
    work.readings[at] = replace(work.readings[at], **fields)  # type: ignore[arg-type]


def _parts_of(work: Work, whole: Reading) -> Sequence[Reading]:
    """Give the numbers behind one, in its brackets or after "gồm", that add it up; none if there are no such."""
    value = _value(whole)
    bracket = re.compile(r"[^.,;:()\d]{0,60}\(").match(work.key, whole.end)
    inside = bracket_bounds(work.key, bracket.end()) if bracket is not None else None
    if inside is not None:
        following = [r for r in work.readings if inside[0] <= r.start < inside[1]]
    else:
        following = [r for r in work.readings if r.start >= whole.end and r.sentence == whole.sentence]
        first = min((r.start for r in following), default=whole.end)
        leads = _ON_THEM if whole.measure.endswith("_forwarded") else _LEADS
        if not following or leads.fullmatch(work.key, whole.end, first) is None:
            return ()
    following = [r for r in sorted(following, key=lambda r: r.start) if r.role != "other" or r.noun == whole.noun]
    following = [r for r in following if r.reason != "of which" or r.role == "part"]
    parts: list[Reading] = []
    total = 0
    for r in following[:_MOST]:
        counted = r.noun == whole.noun or (r.noun == "" and r.role != "other")
        if not counted or r.field_name or r.kind == "percent":
            return ()
        parts.append(r)
        total += _value(r)
        if total == value and len(parts) > 1:
            return parts
    return ()


def _value(reading: Reading) -> int:
    """Give the value of a number in digits ("09", "năm (05)"), or an impossible one."""
    found = _DIGITS.findall(reading.printed)
    return int(found[-1].replace(".", "")) if found else -1000
