"""Say what a column heading or a row label means: noun, outcome, field, and whether it is another period or a part."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.figures.find_fields import field_at_head
from extractors.figures.find_periods import PeriodPhrase, find_periods
from extractors.figures.load_form import Form
from extractors.figures.work import Context
from extractors.fold_case import fold_case

_SESSION_HEAD = re.compile(
    r"(?<!định )(?<!thường )(?:cuộc|hội nghị|hn|buổi|đợt|kỳ|phiên|lần)\s*(?:đối thoại\s*"
    r"|tiếp xúc\s*)?(?:thứ\s|số\s*\d|\d|[ivx]+\b|ngày|tháng|tại|quý|một\b|hai\b|ba\b|bốn\b|đầu|cuối)|^(?:đợt|kỳ"
    r"|lần)\s*[ivx\d]|^ngày\s+\d|^quý\s+[ivx\d]+$|^tháng\s+\d+|^\d{1,2}/\d{1,2}"
)


_AT = re.compile(
    r"(?:tại|trong|ở|(?<!trả lời )(?<!giải đáp )sau|trước|theo|qua|tới|đến)\s+(?:các\s+)?(?:cuộc"
    r"|hội nghị|buổi|kỳ|phiên|đợt|lần"
    r"|hn|đối thoại)(?:\s+(?:tiếp xúc|đối thoại))?(?:,\s*đối thoại)?"
)


_NO_CHANGE = re.compile(r"giảm (?:nghèo|thiểu|tải)")
_MORE_MONTHS = re.compile(r"(?<![\w/])(?:6|9|sáu|chín) tháng(?!\w)")
WHOLE_YEAR = "whole year"  # a column of the year in a report of a part of it


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading or a label says: noun, outcome, field, and whether it is another period or a part."""

    noun: str = ""
    outcome: str = ""
    kind: str = ""  # periodic, adhoc
    scope: str = ""  # other, part, total, text, ordinal, note
    why: str = ""
    field_name: str = ""


def judge_heading(text: str, form: Form, context: Context, *, heading: bool = False) -> Meaning:
    """Say what a heading path or a row label means."""
    key = fold_case(text)
    last = key.split(" › ")[-1]
    scope, why = _scope_of_heading(key, form, context)
    name = field_at_head(text.split(" › ")[-1], last, form)
    if not name and heading and (m := form.category.fullmatch(last.strip())) is not None:
        name = text.split(" › ")[-1]
    if (
        not name
        and heading
        and (m := form.category.match(re.sub(r"^(?:về |lĩnh vực |nhóm )+", "", last))) is not None
        and m.group() not in form.weak
    ):
        name = text.split(" › ")[-1]
    if not name and form.category.fullmatch(re.sub(r"^(?:về |lĩnh vực |nhóm )+", "", last.strip(" .:"))):
        name = text.split(" › ")[-1]
    noun = outcome = kind = ""
    for part in reversed(key.split(" › ")):
        part_noun, part_outcome = noun_and_outcome(part, form)
        if outcome and part_noun == "session" and not is_total_label(last):
            part_noun = "opinion"  # "Hội nghị định kỳ › Nêu"
        noun, outcome = noun or part_noun, outcome or part_outcome
    periodic, adhoc = form.words["periodic"].search(key), form.words["adhoc"].search(key)
    if bool(periodic) != bool(adhoc):
        kind = "periodic" if periodic else "adhoc"
    if (
        re.match(r"^(?:tổng cộng|cộng|tổng số|tổng|cả năm|toàn (?:xã|phường)|chung|cả kỳ|cả quý)\W*$", last)
        and not scope
    ):
        scope, why = "total", "total"
    return Meaning(noun, outcome, kind, scope, why, name)


def _scope_of_heading(key: str, form: Form, context: Context) -> tuple[str, str]:
    if form.words["table_difference"].search(_NO_CHANGE.sub(" ", key)) and not re.search(r"so với tổng", key):
        return "other", "change"
    if form.scopes["cumulative"].search(key):
        return "other", "cumulative"
    if re.search(
        r"kế hoạch|chỉ tiêu (?:giao|năm)|dự kiến|dự định|dự tính|phấn đấu|(?<!\w)kh(?!\w)|th\s*/\s*kh"
        r"|số (?:người |đại biểu )?(?:được )?mời",
        key,
    ):
        return "other", "plan"
    if re.search(r"bình quân|trung bình", key):
        return "other", "average"
    if re.search(r"người (?:phát biểu|nêu|hỏi|đặt câu hỏi|tham gia (?:phát biểu|ý kiến)|có ý kiến)", key):
        return "other", "speakers"
    if re.search(r"kỳ trước|năm trước|cùng kỳ|quý trước|tháng trước|năm ngoái|kỳ báo cáo trước", key):
        return "other", "earlier"
    phrases = find_periods(key)
    own = context.period
    if own is not None and own.part.startswith("Q") and _MORE_MONTHS.search(key):
        return "other", "cumulative"  # "Cộng 6 tháng", beside "Quý I" and "Quý II"
    if own is not None and own.part and not phrases and re.search(r"(?<!\w)cả năm(?!\w)", key):
        return "other", WHOLE_YEAR  # beside "Quý III" and "Quý IV"
    if phrases and own is not None and not re.search(r"kỳ này|báo cáo kỳ này", key):
        if any(_same(p, own) for p in phrases):
            return "", ""
        if all(p.year and p.year != own.year for p in phrases):
            return "other", "period"
        if any(p.part and p.part != own.part for p in phrases):
            return ("part", "time") if own.part == "" else ("other", "period")
        if own.part and any(p.year == own.year and not p.part for p in phrases):
            return "other", WHOLE_YEAR
    if _SESSION_HEAD.search(key.split(" › ")[-1]):
        return "part", "session"
    return "", ""


def _same(p: PeriodPhrase, own: PeriodPhrase) -> bool:
    return p.part == own.part and (p.year in ("", own.year)) and bool(p.part or p.year)


def noun_and_outcome(part: str, form: Form) -> tuple[str, str]:
    """Give noun and outcome of one heading: "Số người dự hội nghị" is person, "Giải đáp tại hội nghị" answered."""
    if re.search(r"%|tỷ lệ|tỉ lệ|phần trăm", part):
        return "percent", form.outcome_of(part)
    if re.match(r"số\s+(?:hộ|thôn|bản|tổ)(?!\w)", part.strip()):
        return "elsewhere", ""  # "Số hộ có người dự"
    plain = _AT.sub(" ", re.sub(r"(?:định|thường) kỳ", " ", part))
    outcome = form.outcome_of(plain) or form.outcome_of(part)  # "TL tại HN"
    at = [
        (m.start(), -len(m.group()), g)
        for g in ("session", "person", "opinion")
        if (m := form.noun_inside[g].search(plain))
    ]
    noun = min(at)[2] if at else ""
    if (
        re.search(r"(?:số|lượt)\s*(?:người\s*)?(?:dự|tham dự|tham gia)|người dự|tham dự|thành phần dự", plain)
        and noun != "opinion"
    ):
        return "person", ""
    if outcome in ("answered", "forwarded", "pending", "resolved"):
        return "opinion", outcome
    if noun == "person" and re.search(r"(?:nêu|hỏi|phát biểu|phản ánh|kiến nghị)", plain):
        return "opinion", "raised"
    return noun, outcome if noun in ("", "opinion") else ""


def is_total_label(key: str) -> bool:
    """Tell whether a folded label is that of a row or column of totals: "Cộng (I+…+X)"."""
    return (
        re.match(
            r"^\W*(?:tổng cộng|cộng lại|cộng gộp|gộp (?:lại|chung|cả)|cả thảy|cộng|tổng số|tổng|toàn (?:xã"
            r"|phường)|cả (?:xã|phường|năm)|(?:chung )?cả (?:hai|ba|bốn)|tổng chung|chung"
            r"|tổng toàn (?:xã|phường))\W*(?:\(.*\)|chung|(?:cả |hai |ba |bốn |các )+(?:cuộc|hội nghị|buổi"
            r"|phiên|kỳ)|các lĩnh vực|toàn xã|toàn phường|cả năm"
            r"|\d+ (?:lĩnh vực|lv|cuộc|nhóm|mục).*)?\W*$",
            key,
        )
        is not None
    )


def field_of_label(label: str, form: Form) -> str:
    """Give the field's name that a row label holds, as printed, or ''."""
    key = fold_case(label)
    if is_total_label(key):
        return ""
    name = field_at_head(label, key, form)
    if name:
        return name
    bare = re.sub(r"^(?:về |lĩnh vực |nhóm |[-–+*•]\s*|trong đó\s*:?\s*)+", "", key.strip(" .:"))
    known = form.category.match(bare)  # "Đất đai, bồi thường GPMB"
    begins = known is not None and known.group() not in form.weak and re.match(r"\s*[,;/&(]", bare[known.end() :])
    return label if begins or form.category.fullmatch(bare) else ""
