"""Judge whether a numeral is said of the report's own period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.figures.find_bounds import bracket_bounds
from extractors.figures.find_periods import PeriodPhrase
from extractors.figures.work import Work

# "…, trong khi năm 2024 các xã cũ làm được 05 cuộc, …": told by the way; what follows is of this period again
ASIDE = re.compile(
    r"(?:trong khi|nhiều hơn|ít hơn|tăng|giảm|cao hơn|thấp hơn"
    r"|so với)\s[^;.()]{0,90}?\d[^,;.()]*,(?=\s)|so với[^;.]*;(?=\s)"
    # "hơn cùng kỳ 01 ý kiến, …", "cùng kỳ 11, …"
    r"|,\s*(?:nhiều |ít )?hơn (?:cùng kỳ|(?:năm|kỳ|quý|tháng) (?:trước|ngoái))[^,;.()]{0,30}[,;](?=\s)"
    r"|,\s*(?:còn |mà )?(?:cùng kỳ|(?:năm|kỳ|quý|tháng) (?:trước|ngoái))\s(?:có |là |chỉ )?\d+[^,;.()\d]{0,15},(?=\s)"
    r"|,[^,;.()\d]{0,40}\stừ (?:năm|quý|kỳ|tháng) (?:ngoái|trước)[^,;.()\d]{0,20},(?=\s)"  # "mới nổi lên từ năm ngoái"
    # "nhiều hơn năm 2024 (27 ý kiến), giải đáp 26", "ngang năm 2024, …"
    r"|(?:(?:nhiều|ít|đông|cao|thấp|tăng|giảm|gấp)[^,;.()\d]{0,25}|(?:ngang|bằng)(?:\svới)?(?:\ssố\s(?:\w+\s){1,3}của)?)\s"
    r"(?:năm 20\d\d|năm (?:trước|ngoái)|cùng kỳ|kỳ trước|quý trước|(?:6|9|sáu|chín) tháng (?:đầu|cuối) năm)(?!\d)"
    r"[^,;.()\d]{0,20}(?:\([^()]*\)[^,;.()]{0,60})?[,;](?=\s)"
)
_SESSION_OF = re.compile(r"(?:cuộc|hội nghị|buổi|phiên)\s*$")
_OWN = re.compile(r"(?:năm|kỳ|quý|tháng) (?:này|nay)(?!\w)")


def judge_period(
    work: Work, position: int, inside: str, bracket: tuple[int, int] | None, start: int, post: str
) -> tuple[str, str] | None:
    """Tell whether a numeral belongs to another period than the report's, or to a part of it."""
    own = work.context.period
    if own is None:
        return None
    asides = [(m.start(), m.end()) for m in ASIDE.finditer(work.key, start, position)]
    phrases = [
        p
        for p in work.periods
        if p.end <= position and p.start >= start and not any(a <= p.start < b for a, b in asides)
    ]
    first, own_field = work.fields_between(start, position)
    phrases = [p for p in phrases if not first <= p.start < own_field]
    if inside and bracket:
        within = [p for p in work.periods if bracket[0] <= p.start and p.end <= bracket[1]]
        phrases = within or [p for p in phrases if bracket_bounds(work.key, p.start) is None]
    else:
        phrases = [p for p in phrases if bracket_bounds(work.key, p.start) is None]
    near = [
        p
        for p in work.periods
        if p.start >= position and p.start < position + len(post) + 25 and p.start - position < 60
    ]
    if (
        near
        and not inside
        and re.match(
            r"\s*(?:\w+\s+){0,6}?(?:của|trong|ở|từ|tồn từ|năm|quý|tháng|so với)\s*$",
            work.key[position : near[0].start][-40:],
        )
        and near[0].start <= position + len(post) + 12
    ):
        phrases = [*phrases, near[0]]
    if not phrases:
        return None
    last = phrases[-1]
    if last.end <= position and _OWN.search(work.key, last.end, position):
        return None  # "mảng lễ hội mà năm 2024 chưa ai nhắc, năm nay có 4 ý kiến"
    if re.search(r"(?:hẹn|hạn)\s+(?:đến\s+|trong\s+|sang\s+|vào\s+)?$", work.key[max(0, last.start - 14) : last.start]):
        return None  # "chưa trả lời, hẹn tháng 01/2026: 02"
    if last.year and own.year and last.year != own.year:
        if (
            re.search(
                r"(?:trước|đến|hạn|xong|trong)\s+(?:ngày\s+)?(?:[\d/]+\s*)?$",
                work.key[max(0, last.start - 14) : last.start],
            )
            and not last.start < position
        ):
            return None
        return "other", "period"
    if last.part == own.part or not last.part:
        return None
    if last.part.startswith("M") and _SESSION_OF.search(work.key, start, last.start):
        return ("part", "session") if _direct(work.key, last.end, position) else None  # "cuộc tháng 8: 120 người"
    if last.part.startswith("M") and _within(last.part, own.part):
        return (
            None
            if own.part.startswith("M")
            else ("part", "time")
            if re.search(r"tháng\s+\d+\s*[:(]?\s*$", work.key[last.start : last.end + 2])
            and _direct(work.key, last.end, position)
            else None
        )
    if _within(last.part, own.part):
        if _all_quarters(work.key, phrases, own.part):
            return None
        return ("part", "time") if _direct(work.key, last.end, position) else None
    return ("other", "period") if _direct(work.key, last.end, position) or not last.part.startswith("M") else None


_QUARTERS = {"": 4, "9M": 3, "H1": 2, "H2": 2}  # of a period


def _all_quarters(key: str, phrases: Sequence[PeriodPhrase], own: str) -> bool:
    """Tell whether the quarters named last, one beside the other, are the whole period: "của quý I, quý II"."""
    named = {phrases[-1].part}
    for earlier, later in pairwise(reversed(phrases)):
        if not re.fullmatch(r"\s*(?:,|và|;)\s*", key[later.end : earlier.start]):
            break
        named.add(later.part)
    return len(named) > 1 and len(named) == _QUARTERS.get(own) and all(part.startswith("Q") for part in named)


def _direct(key: str, end: int, position: int) -> bool:
    """Tell whether only a few words stand between a period and the number it is said of."""
    return re.fullmatch(r"[^.;\n]{0,60}", key[end:position]) is not None


_MONTHS_OF = {
    "": range(1, 13),
    "H1": range(1, 7),
    "H2": range(7, 13),
    "9M": range(1, 10),
    **{f"Q{q}": range(3 * q - 2, 3 * q + 1) for q in range(1, 5)},
}


def _within(part: str, own: str) -> bool:
    """Tell whether one part of a year lies inside another."""
    months = _MONTHS_OF.get(part) or range(int(part[1:]), int(part[1:]) + 1)
    own_months = _MONTHS_OF.get(own) or range(int(own[1:]), int(own[1:]) + 1)
    return set(months) <= set(own_months)
