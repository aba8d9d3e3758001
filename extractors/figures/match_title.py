"""Match a title to the section of the form that its words open."""

from __future__ import annotations

import re

from extractors.figures.load_form import Form
from extractors.fold_case import fold_case

# "Đối thoại và giải quyết kiến nghị": one part for both
_BOTH = re.compile(
    r"(?:kết quả\s+)?(?:tổ chức\s+)?(?:tiếp xúc|đối thoại)[^.:]{0,30}(?:và|,|;)\s*(?:kết quả\s+)?giải quyết"
)
_STATISTICS_OR_BELOW = ("outcome", "leadership", "monitoring", "sessions", "contents", "results")
ASSESSMENT = ("assessment", "achievements", "limitations", "causes")
BEFORE_FIGURES = ("preamble", "situation", "advantages", "difficulties")


def match_title(key: str, form: Form) -> str:
    """Give the section whose longest phrase opens the folded title, or ''."""
    if (
        re.match(r"(?:về\s+)?(?:những |các |một số )?nội dung\b(?! báo cáo| và kết quả tổ chức)", key)
        and "giải quyết" not in key
    ):
        return "contents"
    if re.search(r"lãnh đạo, chỉ đạo|chỉ đạo của|công tác chỉ đạo", key) and not re.search(
        r"kết quả tổ chức|số liệu", key
    ):
        return "leadership"
    if _BOTH.match(key):
        return "sessions"
    best, length = ("outcome", 0) if re.match(r"kết quả\b", key) else ("", 0)
    for section, pattern in form.titles:
        m = pattern.match(key)
        if m is not None and m.end() > length:
            best, length = section, m.end()
    if best == "contents" and re.search(
        r"(?:cuộc|hội nghị|buổi|phiên|kỳ)\s(?:đối thoại|tiếp xúc)?.*\bvà\b.*ý kiến", key
    ):
        return "sessions"
    if best == "monitoring" and re.search(r"(?:và|,|;)\s.*(?:đối thoại|tiếp xúc|các cuộc|hội nghị)", key):
        return "sessions"
    if (
        best in ("sessions", "outcome", "contents")
        and re.search(r"giải quyết|xử lý|trả lời (?:các )?kiến nghị", key)
        and not re.search(r"tổ chức|số cuộc|số liệu(?! (?:giải quyết|xử lý))", key)
    ):
        return "results"
    if (
        best == "outcome"
        and re.search(r"(?:các |những )?(?:cuộc|hội nghị|buổi|phiên|kỳ|đợt|lần)\s", key)
        and not re.search(r"quy chế", key)
    ):
        return "sessions"
    return best


def past_title(text: str, form: Form) -> str:
    """Give the section of a title such as "Nhiệm vụ về giải quyết kiến nghị", which speaks of what was done."""
    key = fold_case(text)
    if re.search(r"năm 20\d\d|thời gian tới|trọng tâm|quý [ivx]+|tháng cuối|tới đây|năm sau|năm tới|tiếp theo", key):
        return ""
    return next(
        (
            name
            for name, pattern in form.titles_anywhere.items()
            if name in ("results", "sessions", "monitoring", "leadership", "contents") and pattern.search(key)
        ),
        "",
    )


def may_follow(current: str, section: str, roman: bool, marked: bool, sentence: bool, bold: bool) -> bool:
    """Tell whether a title of ``section`` is plausible here: an item of a task list is no new section."""
    if current == "tasks" and section != "assessment":
        return roman and section != "tasks" and section not in _STATISTICS_OR_BELOW
    if section == "tasks":
        return current not in ("preamble", "contents") or roman or bold
    if current in ASSESSMENT:
        return section in ASSESSMENT or (marked and not sentence)
    if section == "contents" and current in BEFORE_FIGURES:
        return marked
    if section in ASSESSMENT and current in BEFORE_FIGURES:
        return roman
    return not (sentence and not marked)
