"""Read the numerals of a paragraph: what each one counts (noun), what is said of it (cue), and of what (scope)."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.figures.add_unknown_fields import with_unknown_fields
from extractors.figures.find_fields import field_after_number, field_at_head, find_fields
from extractors.figures.find_numerals import blank_leaders, find_numerals
from extractors.figures.find_periods import find_periods
from extractors.figures.judge_numeral import judge_numeral
from extractors.figures.judge_scope import session_named
from extractors.figures.load_form import Form
from extractors.figures.read_field_list import note_abbreviations, note_legend, total_line, unknown_field
from extractors.figures.read_joint import read_joint
from extractors.figures.read_zeros import read_all, read_none
from extractors.figures.settle_addends import settle_addends
from extractors.figures.work import Context, Reading, Work
from extractors.fold_case import find_misspelt, fold_case


def read_paragraph(
    text: str, section: str, form: Form, context: Context, *, bullet: bool = False, label: str = ""
) -> list[Reading]:
    """Read every numeral of a paragraph of a statistics section; updates ``context`` for the next paragraph.

    ``bullet`` tells that the word processor sets a bullet before it, which is no character of the text; ``label``
    is that bullet or number.
    """
    text = _COLUMNS.sub(lambda m: ";".ljust(len(m.group())), text)
    text = _COUNTER.sub(lambda m: " " * len(m.group()), blank_leaders(text))
    key = fold_case(_ABBREVIATION.sub(lambda m: " " * len(m.group()), text))
    key = _DASH_OF_VALUE.sub(lambda m: m.group().replace("–", ":").replace("-", ":"), key)
    key = _DOTTED.sub(lambda m: ("đk" if m["kind"] == "kỳ" else "đx").ljust(len(m.group())), key)
    numerals = find_numerals(text)
    if context.aside_in:
        pattern = r"\[[^\]]*\]" if context.aside_in == "[" else r"\([^)]*\)"
        aside = [m.span() for m in re.finditer(pattern, key)]
        numerals = [
            replace(n, structural="earlier") if any(a <= n.start < b for a, b in aside) else n for n in numerals
        ]
    context.group += 1
    note_legend(key, context)
    note_abbreviations(text, form, context)
    counted = [n for n in numerals if not n.structural]
    head = field_at_head(text, key, form) or field_after_number(text, key, form, context.in_field_list)
    if not head and counted and (said := _LABEL.match(key)) and find_misspelt(said[1].strip(), form.category_of):
        head = text[said.start(1) : said.end(1)].strip()  # "- Đât đai : l1 ý kiến"
    if not head and not counted and context.in_field_list and find_misspelt(key.strip(" .:"), form.category_of):
        head = text.strip()
    fields = find_fields(text, key, numerals, form)
    several = len({s.names for s in fields}) >= 2
    field_of_line = "" if several else head
    first = counted[0].start if counted else len(key)
    if not head and not several and context.in_field_list and (counted or _says_none(key, form)):
        none = form.words["none"].search(key)
        field_of_line = unknown_field(text, key, first if counted or none is None else none.start(), form, bullet)
    if not head and not counted and context.field_name and _NAME_ALONE.fullmatch(text) and not _says_none(key, form):
        head = text.strip(" .:")  # "Du lịch cộng đồng", over its numbers as the fields before it
    if not counted and head and not _says_none(key, form) and not re.search(r":\s*[-–—]\s*$", key):
        context.field_name, context.in_field_list = head, True
        return []
    if (head and counted) or several:
        context.in_field_list, context.field_name = True, ""
    elif re.search(r"lĩnh vực|nhóm (?:vấn đề|việc|nội dung)", key) and key.rstrip().endswith(":"):
        context.in_field_list = True
    if not counted and not head:
        context.answered_above = section == "sessions" and heads_answered(key, form)
    mark = _mark(key) or (label.strip() if label.strip() in _BULLETS else "")
    if context.aside_above is not None and mark in ("", context.aside_above):
        context.aside_above = None
    months = [n for n in counted if re.match(r"\s*tháng", key[n.end :])]
    if counted == months and key.rstrip().endswith(":") and mark and form.scopes["cumulative"].search(key):
        context.aside_above = mark
    bullet_or_mark = bullet or bool(_mark(key))
    line_part = _time_line(key, context)
    if line_part == "own":
        line_part = ""
    elif not line_part:
        line_part = _session_line(key, form)
    if not line_part and not counted and key.rstrip().endswith(":") and session_named(key, 0, len(key)) >= 0:
        line_part = "session"  # "Tách theo lĩnh vực, cuộc định kỳ có:", over a list of fields
    if context.people_above is not None and (not bullet_or_mark or _mark(key) == context.people_above):
        context.people_above = None
    elif context.people_above is not None:
        line_part = line_part or "session"
    if context.chairs_apart and chair_of_line(key):
        line_part = "chair"
    if line_part and not counted and not _says_none(key, form):
        context.part_of_lines, context.part_mark = line_part, _mark(key)
        return []
    bullet = bullet or re.match(r"^\s*[-–+*•○●▪✓◦‣►■]", key) is not None
    beside = bool(context.part_mark) and _mark(key) == context.part_mark  # the next line of the list it stands in
    if context.part_of_lines and not line_part and (beside or not bullet):
        context.part_of_lines = ""
    if context.field_name and counted and not field_of_line and not several:
        if (_OF_FIELD_ABOVE.match(key) and not form.words["totals"].search(key[:40])) or bullet:
            field_of_line = context.field_name
        else:
            context.field_name = ""
    if counted and not several and not field_of_line:
        field_of_line = _field_of_subline(key, context, form)
    mark = _mark(key)
    if field_of_line and counted and not (context.field_of_sublines == field_of_line and mark != context.bullet):
        context.field_of_sublines, context.bullet = field_of_line, mark
    elif not field_of_line:
        context.field_of_sublines = ""
    if context.in_field_list and (total := total_line(text, key, counted, section, form, context)):
        return total
    work = Work(
        text,
        key,
        form,
        section,
        context,
        numerals,
        fields if several or not field_of_line else [],
        field_of_line,
        line_part or context.part_of_lines,
        find_periods(key),
    )
    if several or (fields and not field_of_line):
        work.fields = with_unknown_fields(work)
    for i, numeral in enumerate(numerals):
        work.readings.append(judge_numeral(work, i, numeral))
    read_joint(work)
    settle_addends(work)
    read_none(work)
    read_all(work)
    if _PEOPLE_BELOW.search(key) and work.readings and work.readings[-1].measure == "participants":
        context.people_above = _mark(key)  # "…, với tổng số 584 người tham dự, gồm:", then a line for each
    if context.answered_above:
        work.readings = [_as_answered(r, work) for r in work.readings]
    if context.aside_above is not None:
        work.readings = [replace(r, role="other", reason="cumulative") for r in work.readings]
    told = [r.field_name for r in work.readings if r.measure == "raised" and r.role == "total" and r.field_name]
    context.fields_told = tuple(dict.fromkeys((*context.fields_told, *told)))
    return sorted(work.readings, key=lambda r: r.start)


_COLUMNS = re.compile(r"(?<=[\d)%])(?:\s*\t\s*|\s{4,})(?=[^\W\d])")  # "Đất đai: 8 (6)          Xây dựng cơ bản: 7 (6)"
_COUNTER = re.compile(r"(?:(?<=^)|(?<=[;:,.]\s))\((?:[ivx]{1,4}|[a-eđ])\)(?=\s)")  # "(i) đất đai 13; (ii) xây dựng 14"
_OF_FIELD_ABOVE = re.compile(
    r"\s*[-–+*•○●▪✓◦‣►■]|số|tổng|đã|giải|trả|ý kiến|yk|nêu|có|\d"
    r"|(?:bà con|nhân dân|người dân|dân|cử tri|công dân)\s+(?:đã\s+)?(?:nêu|hỏi|có|gửi|phản ánh|kiến nghị|đề nghị)\s"
    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:\w+\s+)?(?:ý kiến|yk|kiến nghị|câu)"
)
_PEOPLE_BELOW = re.compile(r"(?:gồm|cụ thể|như sau|chia ra|trong đó)\s*:\s*$")


_ANSWERED_HEAD = re.compile(r"\W*(?:\w{1,2}[.)/]\s*)?(?:số\s+|các\s+|về\s+)*(?:ý kiến|yk)\s[^.;,:()/\d]{3,60}:?\s*$")


def heads_answered(key: str, form: Form) -> bool:
    """Tell whether a line heads a list of answered opinions: "d) Ý kiến được giải đáp tại hội nghị"."""
    only = form.outcomes["raised"].search(_NUMBER_OF.sub(" ", key)) is None and not _says_none(key, form)
    return _ANSWERED_HEAD.match(key) is not None and form.outcome_of(key) == "answered" and only


_NUMBER_OF = re.compile(r"(?:tổng )?số ý kiến")


def _as_answered(r: Reading, work: Work) -> Reading:
    """Take a number of opinions that its own words call neither raised nor answered for one of the answered."""
    if r.role != "total" or r.measure not in ("opinions", "raised") or r.rivals or r.kind == "none":
        return r
    told = work.key[r.sentence[0] : r.start]
    if re.search(r"nêu|phát biểu|tiếp nhận|ghi nhận", told) or any(
        x.measure in ("answered", "opinions_answered") and x.field_name == r.field_name for x in work.readings
    ):
        return r
    return replace(r, measure="answered" if r.field_name else "opinions_answered")


def _mark(key: str) -> str:
    """Give the bullet that a line begins with, or ''."""
    m = re.match(r"\s*([-–+*•○●▪✓◦‣►■]|[.](?=\s+[^\W\d]))", key)
    return m[1] if m else ""


def _field_of_subline(key: str, context: Context, form: Form) -> str:
    """Give the field of the line above for "+ Giải đáp tại hội nghị 18 ý kiến" under "* Đất đai: 22 ý kiến"."""
    mark = _mark(key)
    if not context.field_of_sublines or not mark or mark == context.bullet:
        return ""
    opening = re.split(r"\d", key)[0]
    return context.field_of_sublines if form.outcome_of(opening) not in ("", "raised") else ""


def _says_none(key: str, form: Form) -> bool:
    return form.words["none"].search(key) is not None


_SESSION_LINE = re.compile(
    r"^\s*[-–+*•○●▪✓◦‣►■]?\s*(?:\(?(?:\d{1,2}|[a-hđ])[.)/]\s*)?"
    r"(?:(?:định kỳ|thường kỳ|đột xuất)\s+ngày\s+\d|(?:cuộc|hội nghị|hn|buổi|đợt|kỳ|phiên"
    r"|lần)\s*(?:đối thoại\s*|tiếp xúc\s*)?(?:thứ\s+\w+|số\s+\d+|\d+\b|một\b|hai\b|ba\b|bốn\b|đầu|cuối"
    r"|sau|tháng|ngày|quý|tại|do|với\s+(?:nhân dân|các hộ|bà con)|định kỳ\s+(?:quý|tháng|ngày|tại|lần"
    r"|thứ)|đột xuất\s+(?:ngày|tháng|về|tại))"
    r"|(?:cuộc|hội nghị|buổi|phiên)\s+(?:[^\W\d]+\s+){0,4}?[^\W\d]+\s*[,(]\s*(?:sáng|chiều|tối|ngày|hôm)?\s*"
    r"\d{1,2}/\d{1,2}|ngày\s+\d|quý\s+[ivx\d]+\s*[:(]|tháng\s+\d+(?:/\d+)?\s*[:(]|tại\s+(?:thôn|cụm|bản|xã"
    r"|nhà văn hóa|hội trường|tổ|khu|điểm)\b(?!\s*,))"
)


_ABBREVIATION = re.compile(r"\([A-ZĐ]{2,5}\)")  # "trả lời (TL) tại hội nghị (HN)"
_BULLETS = frozenset("-–+*•○●▪✓◦‣►■.")
_LABEL = re.compile(r"\W*(?:\w{1,2}[.)]\s*)?([^\W\d][^:;.\d]{3,40}?)\s*:")
_NAME_ALONE = re.compile(r"\s*[A-ZĐÀ-Ỹ][^.;:\d]{2,40}\s*")
_DASH_OF_VALUE = re.compile(r"(?<=[^\W\d])\s[-–]\s+(?=\d|không\W*$)")  # "Số cuộc - 03"
_DOTTED = re.compile(r"(?<!\w)đ[./](?P<kind>kỳ|xuất)(?!\w)")  # "đ.kỳ", "đ/xuất"
_CHAIR_LINE = re.compile(
    r"\W*(?:\w{1,2}[.)]\s*)?(?:(?:các )?(?:cuộc|hội nghị|buổi)(?: (?:đối thoại|tiếp xúc))? do\s+)?"
    r"(?:đồng chí\s+|đ/c\s+)?(?P<chair>bí thư"
    r"|chủ tịch)(?P<rest>[^,;.\d]{0,60})(?:chủ trì|tổ chức|:)"
)


def chair_of_line(key: str) -> str:
    """Name the one chair whose sessions a line counts: "a) Đồng chí Bí thư Đảng ủy chủ trì 03 cuộc, …"; or ''."""
    m = _CHAIR_LINE.match(key)
    return m["chair"] if m is not None and not re.search(r"bí thư|chủ tịch", m["rest"]) else ""


def _time_line(key: str, context: Context) -> str:
    """Tell whether a line speaks of a part of the report's period ("time"), as "Quý I: 02 hội nghị" does, or of all."""
    opening = re.match(r"\W*(?:quý|tháng)\s+\w+(?:/\d+)?\s*[:(]", key)
    own = context.period
    if opening is None or own is None:
        return ""
    named = find_periods(opening.group())
    if not named or not named[0].part:
        return ""
    return "time" if named[0].part != own.part else "own"


def _session_line(key: str, form: Form) -> str:
    """Tell whether a line speaks of one session only: "- Cuộc 1 (định kỳ), ngày 28/8/2025 …: 96 người dự"."""
    if re.match(r"^\W*(?:theo\s+|loại\s+|hình thức\s+)?(?:định kỳ|thường kỳ|đột xuất)\s*:", key):
        return "session"
    if re.search(
        r"(?:tổ chức|mở|tiến hành|chủ trì|diễn ra)\s+(?:được\s+)?(?:\d+|một|hai|ba|bốn)\s+(?:cuộc|hội nghị"
        r"|buổi|phiên|kỳ|đợt|lần)",
        key,
    ):
        return ""
    named = _SESSION_LINE.match(key) is not None and form.words["totals"].search(key[:60]) is None
    return "session" if named else ""
