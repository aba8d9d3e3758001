"""Read the numerals of a paragraph: what each one counts (noun), what is said of it (cue), and of what (scope)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractors.figures.find_fields import FieldSpan, field_after_number, field_at_head, find_fields, unknown_name_at_head
from extractors.figures.find_numerals import Numeral, find_numerals
from extractors.figures.find_periods import PeriodPhrase, find_periods
from extractors.figures.find_scope import bracket_bounds, clause_end, clause_start, last_marker, sentence_bounds
from extractors.fold_case import fold_case
from extractors.figures.load_form import Form

# measure of an opinion noun by section and outcome
MEASURE_OF = {
    "sessions": {"raised": "opinions", "answered": "opinions_answered", "forwarded": "opinions_forwarded", "pending": "opinions_pending", "resolved": ""},
    "results": {"raised": "petitions", "answered": "petitions_answered", "forwarded": "petitions_forwarded", "pending": "petitions_pending", "resolved": "petitions_resolved"},
}


@dataclass
class Context:
    """What earlier paragraphs of the section said that still holds."""

    period: PeriodPhrase | None = None  # the report's own
    field_name: str = ""  # a line that only names a field
    in_field_list: bool = False
    session_part: bool = False  # lines under "Cuộc thứ nhất:"
    answered_first: bool | None = None  # legend of "x/y" pairs
    group: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What one numeral of a paragraph is taken for; offsets are of the paragraph's text."""

    start: int
    end: int
    printed: str
    kind: str
    measure: str
    role: str
    reason: str
    field_name: str = ""
    strength: int = 2
    hedge: str = ""
    dimension: str = ""
    noun: str = ""
    noun_text: str = ""
    rivals: tuple[str, ...] = ()
    group: int = 0
    sentence: tuple[int, int] = (0, 0)


@dataclass
class _Work:
    """One paragraph under reading."""

    text: str
    key: str
    form: Form
    section: str
    context: Context
    numerals: list[Numeral]
    fields: list[FieldSpan]
    field_of_line: str
    session_line: bool
    periods: list[PeriodPhrase]
    readings: list[Reading] = field(default_factory=list)
    noun_end: dict[int, int] = field(default_factory=dict)  # numeral start -> end of its noun


def read_paragraph(text: str, section: str, form: Form, context: Context) -> list[Reading]:
    """Read every numeral of a paragraph of a statistics section; updates ``context`` for the next paragraph."""
    key = fold_case(text)
    numerals = find_numerals(text)
    context.group += 1
    _note_legend(key, context)
    counted = [n for n in numerals if not n.structural]
    head = field_at_head(text, key, form) or field_after_number(text, key, form, context.in_field_list)
    fields = find_fields(text, key, numerals, form)
    several = len({s.names for s in fields}) >= 2
    field_of_line = "" if several else head
    first = counted[0].start if counted else len(key)
    if not head and not several and context.in_field_list and counted:
        field_of_line = _unknown_field(text, key, first, form)
    if not counted and head and not _says_none(key, form):
        context.field_name, context.in_field_list = head, True
        return []
    if (head and counted) or several:
        context.in_field_list, context.field_name = True, ""
    elif re.search(r"lĩnh vực|nhóm (?:vấn đề|việc|nội dung)", key) and key.rstrip().endswith(":"):
        context.in_field_list = True
    line_part = _session_line(key, form)
    if line_part and not counted:
        context.session_part = True
        return []
    bullet = re.match(r"^\s*[-–+*•○]", key) is not None
    if context.session_part and not (bullet or line_part):
        context.session_part = False
    if context.field_name and counted and not field_of_line and not several:
        if re.match(r"^\s*[-–+*•○]|^số|^tổng|^đã|^giải|^trả|^\d", key) and not form.words["totals"].search(key[:40]) or bullet:
            field_of_line = context.field_name
        else:
            context.field_name = ""
    if context.in_field_list and (total := _total_line(text, key, counted, section, form, context)):
        return total
    work = _Work(text, key, form, section, context, numerals, fields if several or not field_of_line else [], field_of_line, line_part or context.session_part, find_periods(key))
    if several or (fields and not field_of_line):
        work.fields = _with_unknown_fields(work)
    for i, numeral in enumerate(numerals):
        work.readings.append(_read_numeral(work, i, numeral))
    _read_none(work)
    _read_all(work)
    return sorted(work.readings, key=lambda r: r.start)


_SAYS_ANSWERED = re.compile(r"giải đáp|trả lời|làm rõ|giải trình|giải quyết|đáp")
_SAYS_RAISED = re.compile(r"nêu|tổng số|ý kiến|phát biểu|kiến nghị|yk|câu hỏi|nội dung")
_LEGENDS = (
    # số trước là ý kiến đã giải đáp, số sau là tổng số ý kiến
    re.compile(r"(?:số|con số)\s+(?:đứng\s+)?(?:trước|đầu|thứ nhất)(?P<first>.*?)(?:số|con số)\s+(?:đứng\s+)?(?:sau|thứ hai)(?P<second>.*)"),
    # ngoài ngoặc là số ý kiến, trong ngoặc là số đã giải đáp
    re.compile(r"(?P<first>ngoài (?:dấu )?ngoặc.*?)(?P<second>trong (?:dấu )?ngoặc.*)"),
    re.compile(r"(?P<first>)(?P<second>trong (?:dấu )?ngoặc (?:đơn )?là.*)"),
    # số ý kiến và số đã giải đáp … lần lượt là
    re.compile(r"(?P<first>số ý kiến[^.:;]*?)\s+và\s+(?P<second>số [^.:;]*?)lần lượt"),
    # (số ý kiến đã giải đáp/số ý kiến nêu), (tổng số; giải đáp trực tiếp), theo dạng số đã làm rõ trên tổng số ý kiến
    re.compile(r"\((?P<first>[^()/;\d]*)[/;](?P<second>[^()/;\d]*)\)"),
    re.compile(r"dạng\s+(?P<first>[^.:;\d]*?)\s+(?:trên|/|chia)\s+(?P<second>[^.:;\d]*)"),
    re.compile(r"(?P<first>số[^(:;.,\d]*)/\s*(?P<second>(?:tổng )?số[^(:;.,\d]*)"),
)


def _note_legend(key: str, context: Context) -> None:
    """Keep what a legend says of pairs: which of the two numbers is the answered one."""
    for pattern in _LEGENDS:
        m = pattern.search(key)
        if m is None:
            continue
        first, second = _SAYS_ANSWERED.search(m["first"]), _SAYS_ANSWERED.search(m["second"])
        if first and not second:
            context.answered_first = True
        elif second and not first:
            context.answered_first = False
        else:
            continue
        return


def _says_none(key: str, form: Form) -> bool:
    return form.words["none"].search(key) is not None


def _unknown_field(text: str, key: str, first: int, form: Form) -> str:
    """Name an unknown field of a list line, unless the line speaks of totals or outcomes."""
    name = unknown_name_at_head(text, key, first)
    folded = fold_case(name)
    if not name or form.words["totals"].search(folded) or form.outcome_of(folded) not in ("", "raised"):
        return ""
    if re.match(r"(?:số|tổng|có|trong|tỷ lệ|tỉ lệ|đã|các ý kiến|còn|cuộc|hội nghị|buổi|năm|quý|tháng|kết quả|ngoài|lũy kế|như vậy|cộng|nhân dân|toàn)\b", folded):
        return ""
    if any(p.match(folded) for p in (form.nouns["session"], form.nouns["person"], form.nouns["opinion"])):
        return ""
    starts_line = re.match(r"^\s*(?:[-–+*•○●▪]|\(?\w{1,2}[.)])", key) is not None
    return name if starts_line or re.match(r"[^:]{2,70}:", key) else ""


def _total_line(text: str, key: str, counted: list[Numeral], section: str, form: Form, context: Context) -> list[Reading]:
    """Read the last line of a list of pairs: "Cộng: 63; 55."."""
    if len(counted) != 2 or re.match(r"^\W*(?:tổng cộng|cộng|tổng số|tổng)\W*:?\s*$", key[: counted[0].start]) is None:
        return []
    if re.fullmatch(r"\s*(?:ý kiến\s*)?[;,/(|-]\s*", key[counted[0].end : counted[1].start]) is None:
        return []
    order = ("answered", "raised") if context.answered_first else ("raised", "answered")
    return [
        Reading(n.start, n.end, n.printed, n.kind, MEASURE_OF[section][outcome], "total", "total", noun="opinion", group=context.group, sentence=(0, len(text)))
        for n, outcome in zip(counted, order, strict=True)
    ]


_SESSION_LINE = re.compile(
    r"^\s*[-–+*•○●]?\s*(?:\(?\d{1,2}[.)]\s*)?(?:(?:cuộc|hội nghị|buổi|đợt|kỳ|phiên|lần)\s*(?:đối thoại\s*|tiếp xúc\s*)?(?:thứ\s+\w+|số\s+\d+|\d+\b|một\b|hai\b|ba\b|bốn\b|đầu|cuối|sau|tháng|ngày|quý|tại|do|với\s+(?:nhân dân|các hộ|bà con)|định kỳ\s+(?:quý|tháng|ngày|tại|lần|thứ)|đột xuất\s+(?:ngày|tháng|về|tại))"
    r"|ngày\s+\d|quý\s+[ivx\d]+\s*[:(]|tháng\s+\d+(?:/\d+)?\s*[:(]|tại\s+(?:thôn|cụm|bản|xã|nhà văn hóa|hội trường|tổ|khu|điểm))"
)


def _session_line(key: str, form: Form) -> bool:
    """Tell whether a line speaks of one session only: "- Cuộc 1 (định kỳ), ngày 28/8/2025 …: 96 người dự"."""
    if re.search(r"(?:tổ chức|mở|tiến hành|chủ trì|diễn ra)\s+(?:được\s+)?(?:\d+|một|hai|ba|bốn)\s+(?:cuộc|hội nghị|buổi|phiên|kỳ|đợt|lần)", key):
        return False
    return _SESSION_LINE.match(key) is not None and form.words["totals"].search(key[:60]) is None


_ITEM_END = re.compile(r";|[.](?=\s|$)")
_NOT_A_NAME = re.compile(r"(?:trong đó|số|tổng|đã|còn|các ý|có|năm|quý|riêng năm|nhân dân|bà con|người|cử tri|như vậy|ngoài ra|trên|tỷ lệ|đạt|cộng|chuyển|trả lời|giải|hẹn|xã|phường|đại biểu|tại|văn phòng)\b")


def _with_unknown_fields(work: _Work) -> list[FieldSpan]:
    """Add the fields that are named in an inline list but unknown: "…; môi trường 2 ý kiến (giải đáp 2); …"."""
    spans = list(work.fields)
    if len(spans) < 2:
        return spans
    starts = [spans[0].start, *(m.end() for m in _ITEM_END.finditer(work.key, spans[0].start))]
    for start, end in zip(starts, [*starts[1:], len(work.key)], strict=True):
        bracket = re.compile(r"\(\s*([^()\d]{3,60}?)\s*:\s*(?=\d)").search(work.key, start, end)
        if bracket is not None:
            start = bracket.start(1)
        number = next((n for n in work.numerals if not n.structural and start <= n.start < end and _noun_after(work, n, end)[1] in ("opinion", "")), None)
        if number is None or any(start <= s.start < end for s in spans):
            continue
        lead = re.compile(r"\s*(?:riêng\s+|về\s+|lĩnh vực\s+|nhóm\s+|còn\s+)*").match(work.key, start)
        begin = lead.end() if lead else start
        m = re.compile(r"(?P<name>[^\W\d][^.;():\d]{1,60}?)\s*(?::|\bcó\b|\bvới\b|\bnêu\b|\bđược\b|\blà\b|,)?(?:\s+\w+){0,5}?\s*$").match(work.key, begin, number.start)
        if m is None:
            continue
        folded = m["name"]
        if work.form.category.search(folded) or work.form.outcome_of(folded) not in ("", "raised") or _NOT_A_NAME.match(folded) or len(folded.split()) > 8:
            continue
        if work.form.words["totals"].search(folded) or any(work.form.nouns[g].match(folded) for g in ("session", "person", "opinion")):
            continue
        owner = next((i for i, s in enumerate(spans) if s.start < begin < s.end), None)
        if owner is not None:
            s = spans[owner]
            spans[owner : owner + 1] = [replace(s, end=begin), FieldSpan(begin, s.end, (work.text[begin : begin + len(folded)],))]
    return spans


# ---------------------------------------------------------------------------------------------- one numeral


def _read_numeral(work: _Work, index: int, numeral: Numeral) -> Reading:
    key, form = work.key, work.form
    sentence = sentence_bounds(key, numeral.start)
    base = Reading(numeral.start, numeral.end, numeral.printed, numeral.kind, "", "unread", "", group=work.context.group, sentence=sentence)
    if numeral.structural:
        return replace(base, role="other", reason=numeral.structural)
    floor = max([sentence[0]] + [work.noun_end.get(n.start, n.end) for n in work.numerals[:index] if not n.structural])
    ceiling = min([sentence[1]] + [n.start for n in work.numerals[index + 1 :] if _counts(work, n)])
    noun, noun_group, noun_end = _noun_after(work, numeral, ceiling)
    work.noun_end[numeral.start] = noun_end
    hedge = _hedge_before(key, numeral.start, form)
    base = replace(base, hedge=hedge, noun=noun_group, noun_text=noun if noun_group == "opinion" else "")
    pre = key[clause_start(key, numeral.start, floor) : numeral.start]
    label = key[_label_start(key, numeral.start, floor, sentence[0]) : numeral.start]
    if key[: numeral.start].rstrip().endswith((":", "(", "=")):
        pre = label
    elif key[: numeral.start].rstrip().endswith("?"):
        pre = label
    post = _words_after(work, noun_end, ceiling, sentence[1])
    if pre is label and floor > sentence[0] and form.outcome_of(post) not in ("", "raised") and noun_group == "opinion":
        pre = ""  # "Với 05 kiến nghị hẹn lại: bốn kiến nghị đã giải quyết xong": the label is of the 05
    field_name = _field_at(work, numeral.start)
    scope, why = _scope(work, numeral, sentence, floor, pre, post, noun_group)
    names = field_name
    return _decide(work, index, base, pre, label, post, noun_group, names, scope, why, ceiling, noun_end)


_SOFT_END = re.compile(r"[;.()\n]|,?\s*(?:không có|không còn|chưa có|không phát sinh)\s+(?:ý kiến|kiến nghị|yk|kn|cuộc|hội nghị|nội dung|câu hỏi)")
_JOINT = re.compile(r",|\s(?:và|còn(?! lại)|trong đó|đồng thời|thì|nhưng)(?=\s)")
_LABEL_OPENS = re.compile(r"\s*(?:số|tổng|trong đó|đã|được|có|còn|chủ trì|lãnh đạo|các đồng chí|tỷ lệ|đạt|nhân dân|bà con)\b")


def _words_after(work: _Work, start: int, next_numeral: int, sentence_end: int) -> str:
    """Give the words after a numeral that are said of it: all, or up to the words that lead on to the next numeral."""
    key = work.key
    m = _SOFT_END.search(key, start, sentence_end)
    stop = m.start() if m else sentence_end
    if next_numeral >= stop:
        return key[start : min(stop, start + 160)]
    cuts = [start] + [j.end() for j in _JOINT.finditer(key, start, next_numeral)]
    pieces = [(a, b) for a, b in zip(cuts, [*cuts[1:], next_numeral], strict=True)]
    for a, _ in pieces[1:]:
        if _LABEL_OPENS.match(key, a):
            return key[start:a].rstrip(", ")
    if len(pieces) == 1:
        return key[start:next_numeral]
    return key[start : pieces[-1][0]].rstrip(", ")


def _noun_after(work: _Work, numeral: Numeral, ceiling: int) -> tuple[str, str, int]:
    """Give (noun, its group, where it ends) of the counted thing right after a numeral."""
    if numeral.kind == "percent":
        return "%", "percent", numeral.end
    start = numeral.end
    m = re.compile(r"\s*\)?\s*(?:\([^()\d]{1,20}\)\s*)?").match(work.key, start)
    position = m.end() if m else start
    best: tuple[str, str, int] = ("", "", numeral.end)
    for group, pattern in work.form.nouns.items():
        found = pattern.match(work.key, position)
        if found is not None and found.end() - position > len(best[0]):
            best = (found.group(), group, found.end())
    if best[1] == "session" and re.match(r"\s*/\s*\d", work.key[best[2] :]):
        return best
    return best


def _counts(work: _Work, numeral: Numeral) -> bool:
    """Tell whether a numeral counts sessions, people or opinions (or stands bare), not days, households, percent."""
    return not numeral.structural and _noun_after(work, numeral, len(work.key))[1] not in ("elsewhere", "percent")


def _hedge_before(key: str, start: int, form: Form) -> str:
    before = key[max(0, start - 16) : start].rstrip()
    for m in form.words["hedges"].finditer(before):
        if m.end() == len(before):
            return m.group()
    return ""


def _label_start(key: str, start: int, floor: int, sentence_start: int) -> int:
    """Give where the label of a value begins: "Số ý kiến hẹn trả lời sau khi xác minh: 03"."""
    if floor > sentence_start and re.fullmatch(r"[\s:]*", key[floor:start]):
        floor = max([sentence_start, *(m.end() for m in re.finditer(r"[;(]", key[:floor]) if m.end() > sentence_start)])
        return floor  # "Tổng số ý kiến trong 02 đợt: 42"
    cut = floor
    for m in re.finditer(r"[;.\n(]|,(?=\s*(?:số|tổng|trong đó|còn|đã|chuyển|chưa))", key[floor : max(floor, start - 1)]):
        cut = floor + m.end()
    return cut


def _field_at(work: _Work, position: int) -> tuple[str, ...]:
    for span in work.fields:
        if span.start <= position < span.end:
            return span.names
    return (work.field_of_line,) if work.field_of_line else ()


_OTHER_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def _scope(
    work: _Work, numeral: Numeral, sentence: tuple[int, int], floor: int, pre: str, post: str, noun: str
) -> tuple[str, str]:
    """Give the scope of a numeral ('' is the unit's total of the period) and the words that say so."""
    key, form = work.key, work.form
    bracket = bracket_bounds(key, numeral.start)
    inside = key[bracket[0] : bracket[1]] if bracket and bracket[0] >= sentence[0] else ""
    start = sentence[0]
    outside = re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), key[start : numeral.start]) if not inside else key[start : numeral.start]
    if form.scopes["excluded"].search(key, numeral.start, sentence[1]):
        return "other", "excluded"
    if noun == "opinion" and re.search(r"(?:dự kiến|kế hoạch|chỉ tiêu|phấn đấu)\W*(?:là\s+|nêu\s+|có\s+)?$", pre):
        return "other", "plan"
    if inside and form.scopes["change"].search(inside):
        return "other", "change"
    if re.search(r"(?:tăng|giảm|nhiều hơn|ít hơn|cao hơn|thấp hơn)\s*(?:thêm\s*|đi\s*|được\s*)?(?:là\s*)?$", pre):
        return "other", "change"
    if re.match(r"\s*(?:so với|nhiều hơn|ít hơn|cao hơn|thấp hơn)", post):
        return "other", "change" if re.search(r"tăng|giảm|hơn", pre + post) else ""
    if form.scopes["cumulative"].search(inside or outside) or form.scopes["cumulative"].search(pre):
        return "other", "cumulative"
    own = work.context.period
    if own is not None and own.part and own.part != "9M" and not (own.part == "H1"):
        if form.scopes["cumulative_in_part"].search(inside or outside):
            return "other", "cumulative"
    other = _other_period(work, numeral.start, inside, bracket, start, post)
    if other and not (work.section == "results" and other[0] == "part"):
        return other
    if form.scopes["earlier"].search(inside) or form.scopes["earlier"].search(pre) or form.scopes["earlier"].search(post):
        if not re.search(r"so với", pre + post):
            return "other", "earlier"
    elif (e := form.scopes["earlier"].search(outside)) and not re.search(r"năm nay|kỳ này|quý này|năm 20", outside[e.end() :]):
        return "other", "earlier"
    fulfilled = re.search(r"(?:thực hiện|đúng|đạt|vượt|hoàn thành)\s+(?:so với\s+|theo\s+)?(?:\w+\s+)?(?:chỉ tiêu|kế hoạch)", outside) is not None
    if not fulfilled and (noun in ("session", "person") or (noun == "" and re.search(r"cuộc|buổi|hội nghị", pre))):
        whole = pre + " # " + post
        if form.scopes["plan"].search(whole) and not re.search(r"theo kế hoạch|đúng kế hoạch|vượt kế hoạch|đạt", whole):
            return "other", "plan"
        if re.search(r"dự kiến|kế hoạch (?:đề ra|năm|là|đặt|cả năm)|phấn đấu|chỉ tiêu|sẽ tổ chức|theo kế hoạch(?:,| là| có| năm| 6)", inside or outside[-90:]) and not re.search(r"(?:đã|thực tế)\s+(?:tổ chức|thực hiện)", outside[-60:]):
            return "other", "plan"
    if form.scopes["average"].search(inside or pre) or re.match(r"\s*(?:/|trên|mỗi|một)\s*(?:cuộc|hội nghị|buổi)", post):
        if not re.search(r"mỗi\s+(?:lĩnh vực|nhóm|loại)", pre):
            return "other", "average"
    if form.scopes["before"].search(inside) or form.scopes["before"].search(pre) or form.scopes["before"].search(post):
        return "other", "before"
    if form.scopes["before"].search(outside[-120:]) and not re.search(r"tại (?:hội nghị|các|cuộc|buổi|phiên)", outside[-60:]):
        return "other", "before"
    if form.scopes["activity"].search(inside or outside) or re.search(r"tiếp công dân|tiếp dân|tiếp xúc cử tri|đường dây nóng|zalo|tổng đài|hòm thư", post):
        m = None
        for m in form.scopes["activity"].finditer(inside or outside):
            pass
        tail = (inside or outside)[m.end() :] if m else ""
        if not re.search(r"(?:đối thoại|tại hội nghị|tại các cuộc)", tail):
            return "other", "activity"
    blanked = key[:start] + outside + key[numeral.start :] if not inside else key
    session_at = _session_by_name(blanked, sentence[0], numeral.start, noun)
    if not inside and _after_total_word(form, key, start, numeral.start, session_at):
        return "", ""
    if work.session_line:
        return "part", "session"
    marker, place = last_marker(blanked, form, ("part_session",), sentence[0], numeral.start)
    if marker and not form.words["totals"].search(key, place, numeral.start):
        return "part", "session"
    if session_at >= 0:
        return "part", "session"
    return "", ""


def _after_total_word(form: Form, key: str, start: int, position: int, session_at: int) -> bool:
    """Tell whether a word such as "tổng cộng" stands after the last mark of one session."""
    total = max((m.start() for m in form.words["totals"].finditer(key, start, position)), default=-1)
    part = max((m.start() for m in form.scopes["part_session"].finditer(key, start, position)), default=-1)
    cong = re.compile(r"(?:^|[,.;:]\s*|\s)cộng\s+(?:là|các|cả|hai|ba|bốn|\d)").search(key, start, position)
    last = max(total, cong.start() if cong else -1)
    return last >= 0 and last > max(part, session_at)


def _session_by_name(key: str, start: int, position: int, noun: str) -> int:
    """Give where the clause names one session that no number counts ("buổi định kỳ có 92 người dự"), or -1."""
    if noun in ("session", "percent"):
        return -1
    clause = re.split(r"[;.]", key[start:position])[-1]
    offset = position - len(clause)
    m = None
    for m in re.finditer(r"(?:cuộc|hội nghị|buổi|phiên|kỳ|đợt|lần)(?:\s+(?:đối thoại|tiếp xúc))?\s+(?:định kỳ|thường kỳ|đột xuất|(?:số\s+)?\d{1,2}(?=\s*[,:(]|\s+(?:ngày|tại|có|ở|do|tổ chức|diễn))|tháng\s+\d+|quý\s+[ivx]+|ngày\s+\d|đầu\b|sau\b|trước\b|thứ\b|tại\s+(?:thôn|cụm|bản|tổ|nhà|hội trường))", clause):
        pass
    if m is None:
        return -1
    before = clause[: m.start()]
    if re.search(r"(?:tại|trong|ở|sau|ngay|sang|vào|đến|trước)\s*$", before):
        return -1
    if re.search(r"(?:\d\)?|một|hai|ba|bốn|năm|sáu|các|những|cả)\s*$", before) or re.search(r"(?:tổng|cộng)", clause[m.end() :]):
        return -1
    return offset + m.start()


def _other_period(
    work: _Work, position: int, inside: str, bracket: tuple[int, int] | None, start: int, post: str
) -> tuple[str, str] | None:
    """Tell whether a numeral belongs to another period than the report's, or to a part of it."""
    own = work.context.period
    if own is None:
        return None
    phrases = [p for p in work.periods if p.end <= position and p.start >= start]
    if inside and bracket:
        within = [p for p in work.periods if bracket[0] <= p.start and p.end <= bracket[1]]
        phrases = within or [p for p in phrases if bracket_bounds(work.key, p.start) is None]
    else:
        phrases = [p for p in phrases if bracket_bounds(work.key, p.start) is None]
    near = [p for p in work.periods if p.start >= position and p.start < position + len(post) + 25 and p.start - position < 60]
    if near and not inside and re.match(r"\s*(?:\w+\s+){0,6}?(?:của|trong|ở|từ|tồn từ|năm|quý|tháng|so với)\s*$", work.key[position : near[0].start][-40:]) and near[0].start <= position + len(post) + 12:
        phrases = [*phrases, near[0]]
    if not phrases:
        return None
    last = phrases[-1]
    if last.year and own.year and last.year != own.year:
        if re.search(r"(?:trước|đến|hạn|xong|trong)\s+(?:ngày\s+)?(?:[\d/]+\s*)?$", work.key[max(0, last.start - 14) : last.start]) and not last.start < position:
            return None
        return "other", "period"
    if last.part == own.part or not last.part:
        return None
    if last.part.startswith("M") and _within(last.part, own.part):
        return None if own.part.startswith("M") else ("part", "time") if re.search(r"tháng\s+\d+\s*[:(]?\s*$", work.key[last.start : last.end + 2]) and _direct(work.key, last.end, position) else None
    if _within(last.part, own.part):
        return ("part", "time") if _direct(work.key, last.end, position) else None
    return ("other", "period") if _direct(work.key, last.end, position) or not last.part.startswith("M") else None


def _direct(key: str, end: int, position: int) -> bool:
    """Tell whether only a few words stand between a period and the number it is said of."""
    return re.fullmatch(r"[^.;\n]{0,60}", key[end:position]) is not None


_MONTHS_OF = {"": range(1, 13), "H1": range(1, 7), "H2": range(7, 13), "9M": range(1, 10), **{f"Q{q}": range(3 * q - 2, 3 * q + 1) for q in range(1, 5)}}


def _within(part: str, own: str) -> bool:
    """Tell whether one part of a year lies inside another."""
    months = _MONTHS_OF.get(part) or range(int(part[1:]), int(part[1:]) + 1)
    own_months = _MONTHS_OF.get(own) or range(int(own[1:]), int(own[1:]) + 1)
    return set(months) <= set(own_months)


# ---------------------------------------------------------------------------------------------- the decision


def _decide(
    work: _Work, index: int, base: Reading, pre: str, label: str, post: str, noun: str,
    names: tuple[str, ...], scope: str, why: str, ceiling: int, noun_end: int,
) -> Reading:  # fmt: skip
    form = work.form
    numeral = work.numerals[index]
    if why == "period":  # decided as if it were the report's own, kept aside: the only figures may be of another period
        mine = _decide(work, index, base, pre, label, post, noun, names, "", "", ceiling, noun_end)
        return replace(mine, role="other", reason="period") if mine.role == "total" else replace(base, role="other", reason="period")
    role = {"other": "other", "part": "part"}.get(scope, "total")
    made = replace(base, role=role, reason=why, dimension=why if role == "part" else "", field_name=" + ".join(names))
    if role == "other" and noun in ("", "elsewhere"):
        return made
    if noun == "percent":
        return _decide_percent(work, index, made, pre, post)
    if numeral.pair:
        return _decide_pair(work, index, made, pre, label, post, names)
    if noun == "elsewhere":
        return replace(made, role="other", reason="counts something else", field_name="")
    if noun == "" and _out_of(work, index):
        following = next(n for n in work.numerals[index + 1 :] if not n.structural)
        noun = _noun_after(work, following, len(work.key))[1]
        made = replace(made, noun=noun)
    if noun == "" and base.kind in ("digits", "words", "gloss") and _unknown_noun_follows(work, numeral):
        if base.kind == "words":
            return replace(made, role="other", reason="counts something else", field_name="")
        return replace(made, role="unread", reason="unknown noun", field_name="")
    if noun == "":
        noun = _noun_of_label(work, index, label, pre, post, names)
        if noun == "":
            if base.kind == "words":
                return replace(made, role="other", reason="word, counts nothing", field_name="")
            return replace(made, role="unread", reason="no noun")
        made = replace(made, noun=noun, strength=1)
    if noun == "session" and not names:
        return _decide_session(work, index, made, pre, label, post)
    if noun == "person" and not names:
        return _decide_person(work, index, made, pre, label, post)
    if noun in ("person", "session"):
        return replace(made, role="other", reason="counts something else", field_name="")
    return _decide_opinion(work, index, made, pre, label, post, names, noun_end)


_NO_NOUN = re.compile(
    r"\s*(?:$|[^\w\s]|(?:đã|được|trong|là|và|còn|ở|tại|do|vì|nên|nhưng|cũng|sau|thì|so|theo|hoặc|cả|đạt|có|gồm|với|chuyển|trả|giải|đang|chưa|sẽ|đều|định|đột|thường|đk|đx|vào|đến|tới|từ|nêu|lượt|của|cho|như|bằng|qua|khi|để|mới|xong|trên|về|thuộc|phát|nữ|nam|ngay|trực|tiếp|hẹn|gửi|kiến|báo|vượt|không|tháng này|kỳ này)(?!\w))"
)


def _unknown_noun_follows(work: _Work, numeral: Numeral) -> bool:
    """Tell whether a word that we know as no noun stands right after a numeral: "84 tuổi"."""
    return _NO_NOUN.match(work.key, numeral.end) is None


def _noun_of_label(work: _Work, index: int, label: str, pre: str, post: str, names: tuple[str, ...]) -> str:
    """Give the noun of a bare number from its label, its field, or the number before it."""
    form = work.form
    head = None
    for head in re.finditer(r"(?:tổng\s+)?số\s+(?:lượng\s+)?", label):
        pass
    if head is not None:
        best = min(
            ((m.start(), -len(m.group()), group) for group in ("session", "person", "opinion")
             for m in [re.compile(form.nouns[group].pattern).search(label, head.end())] if m is not None and m.start() - head.end() <= 14),
            default=None,
        )  # fmt: skip
        if best is not None:
            return best[2]
    if not names and work.section != "results" and re.match(r"\s*(?:định kỳ|thường kỳ|đột xuất|đk|đx)\b", post):
        return "session"
    if not names and (form.words["periodic"].search(pre) or form.words["adhoc"].search(pre)) and work.section != "results" and re.search(r"(?:định kỳ|thường kỳ|đột xuất|đk|đx)\s*(?:là\s*|:\s*|có\s*|-\s*)?$", pre):
        return "session"
    if names or form.outcome_of(pre) in ("answered", "forwarded", "pending", "resolved"):
        return "opinion"
    if index > 0 and work.readings and work.readings[-1].noun in ("opinion", "person", "session") and work.readings[-1].sentence == sentence_bounds(work.key, work.numerals[index].start):
        between = work.key[work.readings[-1].end : work.numerals[index].start]
        if re.search(r"[.\n]", between) is None:
            if form.outcome_of(post) or form.outcome_of(pre):
                return "opinion"
            if bracket_bounds(work.key, work.numerals[index].start) is not None or form.words["periodic"].search(pre) or form.words["adhoc"].search(pre):
                return work.readings[-1].noun
    found = [(m.start(), group) for group in ("session", "person", "opinion") for m in form.nouns[group].finditer(label) if len(m.group()) > 2]
    if found and re.search(r"[:=]\s*$|\slà\s*$|(?:được|đạt|có)\s*$", label):
        return min(found)[1]
    if form.words["attend"].search(label):
        return "person"
    return "opinion" if form.outcome_of(label) not in ("", "raised") else ""


def _decide_percent(work: _Work, index: int, made: Reading, pre: str, post: str) -> Reading:
    """Take a percentage for the rate of answered opinions if it is said of them."""
    form = work.form
    if made.role == "other" or made.role == "part" or made.field_name:
        return replace(made, role="other", reason=made.reason or "percentage of a part")
    last = next((r for r in reversed(work.readings) if r.role in ("total", "part") and r.sentence == made.sentence), None)
    tail = work.key[made.end : made.end + 60]
    base_follows = re.match(r"\s*(?:trên\s+|của\s+|so với\s+)?(?:tổng\s+)?số\s+(?:lượt\s+|các\s+)?(?:ý kiến|yk|kiến nghị|câu hỏi|nội dung|phản ánh)", tail) is not None
    if base_follows and last is not None and last.measure in ("opinions_answered", "petitions_answered"):
        if last.measure == "petitions_answered":
            return replace(made, role="other", reason="rate of petitions")
        return replace(made, measure="answered_rate", strength=3)
    if re.match(r"\s*(?:số\s+|các\s+|tổng số\s+)?(?:lượt\s+)?(?:ý kiến|yk|kiến nghị|kn|câu hỏi|nội dung|phản ánh)", tail):
        said = work.key[made.end : sentence_bounds(work.key, made.start)[1]]
        outcome = form.outcome_of(re.split(r"[;.]", said)[0])
        if outcome == "answered" and not re.search(r"ghi chép|phân loại|ghi nhận|tiếp nhận", said):
            measure = "answered_rate" if work.section != "results" else ""
            return replace(made, measure=measure, role="total" if measure else "other", reason="" if measure else "rate of petitions", strength=3)
        return replace(made, role="other", reason="another rate")
    if re.match(r"\s*[^\W\d]", tail) and re.match(r"\s*(?:và|,|;|\.|\)|trong|tại|số|;)", tail) is None and not re.match(r"\s*(?:tổng số ý|ý)", tail):
        return replace(made, role="other", reason="another rate")
    outcome = form.outcome_of(pre)
    between = work.key[last.end : made.start] if last else ""
    near = last is not None and re.search(r"[.\n]", between) is None and (
        len(between) < 75 or re.search(r"(?:đạt|bằng|chiếm|tỷ lệ|tương đương|tương ứng|tức|là)\s*(?:tỷ lệ\s*)?$", between) is not None
    )
    if last is not None and near and last.measure in ("opinions", "petitions") and len(work.readings) > 1 and work.numerals[len(work.readings) - 1].pair == 2:
        last = work.readings[-2]
    if last is not None and near and last.measure in ("opinions_answered", "petitions_answered") and outcome in ("", "answered", "raised"):
        if last.measure == "petitions_answered":
            return replace(made, role="other", reason="rate of petitions")
        return replace(made, measure="answered_rate", strength=3)
    if outcome == "answered" or (re.search(r"tỷ lệ|tỉ lệ", pre) and form.outcome_of(pre) == "answered"):
        if work.section == "results":
            return replace(made, role="other", reason="rate of petitions")
        return replace(made, measure="answered_rate", strength=3 if near or "tỷ lệ" in pre else 2)
    if re.search(r"^\s*(?:tỷ lệ|tỉ lệ|đạt)\s*[:]?\s*$|(?:tỷ lệ|tỉ lệ)(?: đạt)?\s*:?\s*$", pre) and last is None and work.section != "results":
        return replace(made, measure="answered_rate", strength=1)
    return replace(made, role="other", reason="another rate")


def _decide_pair(work: _Work, index: int, made: Reading, pre: str, label: str, post: str, names: tuple[str, ...]) -> Reading:
    """Read one side of "46/46 ý kiến": answered and raised, in the order that a legend, a cue or the numbers give."""
    form, key = work.form, work.key
    other = work.numerals[index + 1] if work.numerals[index].pair == 1 else work.numerals[index - 1]
    right_end = other.end if work.numerals[index].pair == 1 else made.end
    m = re.match(r"\s*(?:lượt\s+)?(?:ý kiến|yk|kiến nghị|kn|câu hỏi|nội dung|phản ánh|đề xuất|vấn đề|việc)", key[right_end:])
    answered_cue = form.outcome_of(pre) or form.outcome_of(label)
    if not names and m is None and answered_cue not in ("answered", "forwarded", "pending", "resolved"):
        return replace(made, role="other", reason="a share of something else")
    if made.role == "other":
        return made
    first = work.numerals[index].pair == 1
    cue_first = answered_cue in ("answered", "forwarded", "pending", "resolved") and not work.context.answered_first is False
    if names:
        order = work.context.answered_first
        if order is None and cue_first and form.outcome_of(pre) == "answered":
            order = True
        measure = ("answered" if first else "raised") if order else ("raised" if first else "answered")
        rivals = () if order is not None else (("answered" if measure == "raised" else "raised"),)
        return replace(made, measure=measure, strength=3 if order is not None else 1, rivals=rivals, noun="opinion")
    measures = MEASURE_OF[work.section]
    outcome = answered_cue if answered_cue in measures and answered_cue != "raised" else "answered"
    answered_is_first = work.context.answered_first if work.context.answered_first is not None and answered_cue in ("", "raised") else True
    name = measures[outcome] if first == answered_is_first else measures["raised"]
    return replace(made, measure=name, strength=2, noun="opinion", rivals=())


def _decide_session(work: _Work, index: int, made: Reading, pre: str, label: str, post: str) -> Reading:
    """Read a number of sessions: all, periodic, or ad hoc."""
    form = work.form
    if made.role == "other":
        return made
    if work.section == "results":
        return replace(made, role="repeat", reason="reference", measure="sessions")
    if made.printed.strip("0O") == "" and re.match(r"[^.;)]{0,40}cả\s+định kỳ\s+(?:và|lẫn)\s+đột xuất", work.key[made.end :]):
        made = replace(made, rivals=("sessions_periodic=", "sessions_adhoc="))
    near_pre = re.split(r"[,;:(]|\bvà\b", pre)[-1] if not pre.rstrip().endswith((":", "là")) else pre
    immediate = work.key[work.noun_end[made.start] : work.noun_end[made.start] + 40]
    own = re.split(r"[,;:().]|\bvà\b|\d", immediate)[0]
    text = near_pre + " # " + own
    periodic, adhoc = form.words["periodic"].search(text), form.words["adhoc"].search(text)
    measure = "sessions"
    if periodic and adhoc:
        measure = "sessions"
    elif periodic:
        measure = "sessions_periodic"
    elif adhoc:
        measure = "sessions_adhoc"
    following = work.key[made.end : made.sentence[1]]
    if measure == "sessions" and re.match(r"[^.;\d]{0,60}?(?:đều là|đều thuộc|đều|toàn bộ là|tất cả là|tất cả đều)\s+(?:là\s+)?(?:\w+\s+){0,4}?định kỳ", following):
        made = replace(made, rivals=("sessions_periodic=",))
    if measure == "sessions" and re.match(r"[^.;\d]{0,60}?(?:đều là|đều thuộc|đều)\s+(?:là\s+)?(?:\w+\s+){0,4}?đột xuất", following):
        made = replace(made, rivals=("sessions_adhoc=",))
    if made.role == "part" and made.dimension == "session":
        if re.match(r"\s*(?:thứ|đầu|cuối|sau)", own):
            return replace(made, role="other", reason="ordinal")
        made = replace(made, role="total", dimension="", reason="") if measure != "sessions" else made
    if re.search(r"tập huấn|quán triệt|giao ban|sinh hoạt|hòa giải|giám sát|tiếp xúc cử tri|hội thảo|tuyên truyền|thông báo|văn bản", own) or re.match(r"\s*(?:đối thoại\s+)?(?:chuyên đề|còn lại|sau|trước)", own):
        if "chuyên đề" in own:
            return replace(made, measure="sessions", role="part", dimension="theme", strength=1)
        return replace(made, role="other", reason="another activity" if "còn lại" not in own else "remainder")
    if measure == "sessions" and len(_chairs(work, made.sentence)) > 1:
        return replace(made, measure="sessions", role="part", dimension="chair", reason="chair")
    if measure == "sessions" and made.role == "total" and _after_of_which(work, made):
        return replace(made, measure="sessions", role="part", dimension="kind", reason="of which")
    held = form.words["held"].search(pre) or form.words["totals"].search(pre) or re.search(r"số\s+(?:cuộc|hội nghị|buổi|lần|kỳ|phiên|đợt)", label) or measure != "sessions"
    strong = 3 if held else 2
    if form.words["totals"].search(pre):
        made = replace(made, reason="total")
    counted = work.key[made.end : work.noun_end[made.start]]
    if re.match(r"\s*(?:lần|kỳ|đợt)\b", counted) and not re.search(r"đối thoại|tiếp xúc", counted) and not re.search(r"số\s+(?:lần|kỳ|đợt)", label) and not (held and re.search(r"đối thoại|tiếp xúc", work.key)):
        return replace(made, role="other", reason="counts something else")
    return replace(made, measure=measure, strength=strong)


def _chairs(work: _Work, sentence: tuple[int, int]) -> set[str]:
    """Name who chairs the sessions that a sentence counts apart: "Bí thư chủ trì 02 cuộc, Chủ tịch chủ trì 01 cuộc"."""
    chairs = set()
    floor = sentence[0]
    for n in work.numerals:
        if n.structural or not sentence[0] <= n.start < sentence[1]:
            continue
        if _noun_after(work, n, sentence[1])[1] == "session":
            before = work.key[floor : n.start]
            secretary, chairman = "bí thư" in before, "chủ tịch" in before
            if secretary != chairman:
                chairs.add("bí thư" if secretary else "chủ tịch")
        floor = n.end
    return chairs


def _kind_of_session(work: _Work, index: int, made: Reading) -> tuple[str, ...]:
    """Give the kind of the one session a number of people attended: "hội nghị đột xuất ngày 26/11 …: 57 người"."""
    before = [n.end for n in work.numerals[:index] if _counts(work, n)]
    text = work.key[max([made.sentence[0], *before]) : made.start]
    periodic, adhoc = work.form.words["periodic"].search(text), work.form.words["adhoc"].search(text)
    return ("kind periodic",) if periodic and not adhoc else ("kind adhoc",) if adhoc and not periodic else ()


_OF_WHICH = re.compile(r"trong đó|trong số (?:này|đó|ấy)|bao gồm|gồm|chia ra|cụ thể|trong ấy")


def _after_of_which(work: _Work, made: Reading) -> bool:
    """Tell whether "trong đó", "gồm" stands between the sentence's first figure of that noun and this one."""
    position, start = made.start, made.sentence[0]
    if made.noun == "opinion" and re.match(r"\s*trong số (?:này|đó|ấy)\s+(?:có\s+)?$", work.key[start:position]):
        return True
    m = None
    for m in _OF_WHICH.finditer(work.key, start, position):
        pass
    if m is None:
        return False
    if not any(r.role == "total" and r.measure and r.noun == made.noun and start <= r.start < m.start() for r in work.readings):
        return False
    return work.form.words["totals"].search(work.key, m.end(), position) is None


def _decide_person(work: _Work, index: int, made: Reading, pre: str, label: str, post: str) -> Reading:
    """Read a number of people: those who attended, or speakers, parts of the attendance, officials."""
    form = work.form
    if made.role == "other":
        return made
    if re.search(r"phát biểu|đặt câu hỏi|tham gia (?:ý kiến|phát biểu|góp ý|đóng góp)|nêu ý kiến|đăng ký|lên tiếng|tham gia \d|kiến nghị|chất vấn", post) or re.match(r"\s*(?:đã\s+)?(?:tham gia\s+)?(?:phát biểu|nêu|hỏi|đặt|có ý kiến|trực tiếp nêu|lên)", post):
        return replace(made, role="other", reason="speakers")
    if work.section == "results":
        return replace(made, measure="participants", role="repeat", reason="reference")
    bracket = bracket_bounds(work.key, made.start)
    last = next((r for r in reversed(work.readings) if r.sentence == made.sentence and r.measure == "participants"), None)
    attend = form.words["attend"].search(pre) or form.words["attend"].search(post) or re.search(r"số\s+(?:lượt\s+)?(?:người|đại biểu)", label)
    if made.role == "part":
        return replace(made, measure="participants", strength=2, rivals=_kind_of_session(work, index, made))
    if last is not None and (bracket is not None or _after_of_which(work, made) or re.search(r"trong đó|gồm|trong số|là|riêng", pre)):
        if bracket is not None and last.role == "total" and re.search(r"(?:cuộc|hội nghị|buổi|phiên|kỳ|đợt|lần|tháng|ngày|thôn|cụm|điểm|quý)", work.key[bracket[0] : made.start]):
            return replace(made, measure="participants", role="part", dimension="session", reason="session")
        return replace(made, measure="participants", role="part", dimension="people", reason="of which")
    total_word = form.words["totals"].search(pre)
    near_session = any(r.measure.startswith("sessions") and r.sentence == made.sentence for r in work.readings)
    strength = 3 if attend or total_word else 2 if near_session or re.search(r"với|có", pre) else 1
    return replace(made, measure="participants", strength=strength, reason="total" if total_word else "")


def _decide_opinion(
    work: _Work, index: int, made: Reading, pre: str, label: str, post: str, names: tuple[str, ...], noun_end: int
) -> Reading:
    """Read a number of opinions by what is said of them."""
    form, key = work.form, work.key
    if made.role == "other":
        return made
    outcome, strength = _outcome(work, index, made, pre, label, post, noun_end)
    if outcome == "remainder":
        return replace(made, role="other", reason="remainder")
    if outcome == "reference":
        return replace(made, role="other", reason="reference")
    bracket = bracket_bounds(key, made.start)
    if bracket is not None and not names:
        owner = next((r for r in reversed(work.readings) if r.end <= bracket[0] and r.noun == "opinion"), None)
        if owner is not None and owner.role == "other" and bracket[0] - owner.end < 40:
            return replace(made, role="other", reason=owner.reason)
    if names:
        if outcome in ("forwarded", "pending", "resolved"):
            return replace(made, measure=f"opinions_{outcome}" if outcome != "resolved" else "", role="part" if outcome != "resolved" else "other", dimension="field", reason=f"{outcome} of a field")
        paired = _paired_in_field(work, index, made, outcome)
        if paired is not None:
            return paired
        measure = "answered" if outcome == "answered" else "raised"
        if measure == "raised" and _answered_whole(work, index, made, noun_end):
            made = replace(made, rivals=("answered=",))
        if measure == "answered" and _says_all(key, made.start):
            made = replace(made, rivals=("raised=",))
        if made.role == "part" and made.dimension == "session":
            return replace(made, measure=measure, role="part")
        if measure == "raised" and _sub_part(work, made):
            return replace(made, measure=measure, role="part", dimension="of field")
        return replace(made, measure=measure, strength=strength)
    measure = MEASURE_OF[work.section][outcome or "raised"]
    if not measure:
        return replace(made, role="other", reason="settled later")
    if made.role == "total" and outcome in ("", "raised") and (_after_of_which(work, made) or _in_parts_bracket(work, made)):
        return replace(made, measure=measure, role="part", dimension="kind", reason="of which")
    if form.words["totals"].search(pre) or form.words["totals"].search(label):
        made = replace(made, reason="total")
    if outcome == "answered" and _says_all(key, made.start):
        made = replace(made, rivals=(f"{MEASURE_OF[work.section]['raised']}=",))
    if re.search(r"(?:gộp|trùng|loại(?: bỏ| trừ)?|bỏ|lọc|trừ)\s+(?:đi\s+|bớt\s+)?$", pre) or re.match(r"\s*(?:bị\s+)?(?:trùng|giống)", post):
        return replace(made, role="other", reason="merged")
    return replace(made, measure=measure, strength=strength)


def _paired_in_field(work: _Work, index: int, made: Reading, outcome: str) -> Reading | None:
    """Read the two bare numbers of a field as a pair: "12 (10)", "13; 10", "10 và 8"; None if they are none."""
    if made.noun_text or outcome not in ("", "raised") or work.numerals[index].kind == "words":
        return None
    field_name = made.field_name
    mine = [r for r in work.readings if r.field_name == field_name and r.noun == "opinion" and r.sentence[0] <= r.start]
    first_answered = bool(work.context.answered_first)
    if mine and len(mine) == 1 and mine[0].measure in ("raised", "answered"):
        between = work.key[mine[0].end : made.start]
        if re.fullmatch(r"\s*(?:ý kiến|yk|kiến nghị|nội dung|câu hỏi)?\s*(?:\(|;|,|và|-|–|:|\|)\s*", between) is None:
            return None
        second = "raised" if mine[0].measure == "answered" else "answered"
        known = work.context.answered_first is not None
        if not known:
            work.readings[work.readings.index(mine[0])] = replace(mine[0], rivals=("answered",), strength=1)
        return replace(made, measure=second, strength=3 if known else 1, rivals=() if known else ("raised",), dimension="")
    if not mine and first_answered and re.match(r"\s*(?:\(|;|,|và|-|–)\s*\d", work.key[made.end :]):
        return replace(made, measure="answered", strength=3)
    return None


def _answered_whole(work: _Work, index: int, made: Reading, noun_end: int) -> bool:
    """Tell whether "…, đã được giải đáp" follows a number of opinions with no number of its own: all of them were."""
    words = work.key[noun_end : _outcome_stop(work, index, noun_end, made.sentence[1])]
    if any(_counts(work, n) and made.start < n.start < made.sentence[1] for n in work.numerals) or re.search(r"cơ bản|phần lớn|hầu hết|một số|đa số|nhiều", words):
        return False
    return re.search(r"(?:,|và|đều)\s*(?:cũng\s+|đều\s+)*(?:đã\s+)?(?:được\s+)(?:\w+\s+){0,2}?(?:giải đáp|trả lời|làm rõ|giải trình)", words) is not None


def _says_all(key: str, start: int) -> bool:
    """Tell whether "cả", "tất cả", "toàn bộ", "đủ" stands right before a number."""
    return re.search(r"(?:cả|tất cả|toàn bộ|đủ|hết|cả thảy)\s+(?:các\s+|số\s+)?$", key[max(0, start - 16) : start]) is not None


def _sub_part(work: _Work, made: Reading) -> bool:
    """Tell whether a field's number stands in brackets after its total, or after "trong đó", without an outcome."""
    before = [r for r in work.readings if r.field_name == made.field_name and r.measure == "raised"]
    return bool(before) and (bracket_bounds(work.key, made.start) is not None or _OF_WHICH.search(work.key, before[-1].end, made.start) is not None)


def _in_parts_bracket(work: _Work, made: Reading) -> bool:
    bracket = bracket_bounds(work.key, made.start)
    return bracket is not None and any(r.measure == "opinions" and r.role == "total" and r.end <= bracket[0] and bracket[0] - r.end < 25 for r in work.readings)


_REST = re.compile(r"^\s*(?:còn lại|nêu trên|nói trên|trên|này|đó|kể trên|trên đây|ấy)\b")
_LATER = re.compile(r"đã (?:được )?(?:giải quyết|xử lý|khắc phục|trả lời|hoàn thành)|giải quyết xong|xử lý xong|trả lời xong|làm xong")


_OUT_OF = re.compile(r"\s*(?:trong tổng số|trong số|trên tổng số|trong|/|trên)\s*(?:cả\s+)?$")


def _out_of(work: _Work, index: int) -> bool:
    """Tell whether the next numeral is what this one is out of: "14 trong tổng số 17 lượt ý kiến"."""
    following = next((n for n in work.numerals[index + 1 :] if not n.structural), None)
    numeral = work.numerals[index]
    return following is not None and _OUT_OF.fullmatch(work.key[work.noun_end.get(numeral.start, numeral.end) : following.start]) is not None


_AFTERTHOUGHT = re.compile(r",\s*(?:đều\s+|cũng\s+|tất cả\s+)*(?:đã\s+)?được\s")


def _outcome(work: _Work, index: int, made: Reading, pre: str, label: str, post: str, noun_end: int) -> tuple[str, int]:
    """Give the outcome that is said of a number of opinions, and how strongly (3 beside it, 2 in the label, 1 none)."""
    form, key = work.form, work.key
    clean_pre = re.sub(r"(?:không tính|ngoài|trừ)\b.*", "", pre)
    before = form.outcome_of(clean_pre)
    whole_post = key[noun_end : _outcome_stop(work, index, noun_end, made.sentence[1])]
    after = form.outcome_of(post)
    lone = not any(n.start > noun_end and n.start < made.sentence[1] and _counts(work, n) for n in work.numerals)
    if index > 0 and not work.numerals[index - 1].structural and _out_of(work, index - 1):
        return "raised", 3
    if work.section == "results" and re.match(r"^\s*(?:từ|về|đối với|riêng|với)\s*(?:số\s*)?$", clean_pre) and not lone:
        return "reference", 2
    if re.match(r"^\s*(?:đối với|với|riêng|trong|trong số|về)\s*(?:số\s*)?$", clean_pre) and lone:
        main = whole_post.partition(",")[2] or whole_post
        further = form.outcome_of(main)
        if _LATER.search(main) and work.section == "results":
            further = "resolved"
        return (further or "raised"), 2
    if work.section == "results" and form.outcomes["pending"].search(post) and re.search(r"(?:giải quyết|xử lý|trả lời|làm) xong (?:cả|hết)", key[noun_end : made.sentence[1]]):
        return "reference", 2  # "Ba kiến nghị khất lại thì đến ngày 20/12 đã giải quyết xong cả ba"
    if work.section == "results" and lone and (m := _LATER.search(post)) and form.outcomes["pending"].search(post[: m.start()]):
        return "resolved", 3  # "02 kiến nghị nhận trả lời sau đến nay đã giải quyết xong"
    if re.search(r"còn lại là\s+(?:các\s+|những\s+)?(?:câu hỏi|ý kiến|thắc mắc|nội dung|đề nghị|góp ý|việc)", post):
        return "reference", 2
    if re.match(r"^\s*(?:trong|trong số|trong tổng số|từ|qua|trên tổng số|/|trên)\s*(?:số\s*)?$", clean_pre):
        return "reference" if _REST.match(post) or any(r.role == "total" and r.measure for r in work.readings) else "raised", 2
    if before == "" and work.fields and not form.outcome_of(post) and _says_all(key, made.start):
        return form.outcome_of(key[made.sentence[0] : work.numerals[0].start]) or "raised", 2
    if before in ("", "raised"):
        if re.search(r"(?:^|\s)còn\s*$", key[made.sentence[0] : made.start]) and after == "answered" and re.search(r"mới|sau|sẽ|chưa", post):
            return "pending", 3
        if _REST.match(post) and after in ("", "raised"):
            return ("remainder" if "còn lại" in post else "reference"), 2
        if not made.field_name and re.search(r"còn lại\s*(?:là\s*)?$|^\s*còn\s*(?:lại\s*)?$", clean_pre) and after in ("", "raised"):
            further = form.outcome_of(whole_post)
            return (further, 2) if further not in ("", "raised") else ("remainder", 2)
        if after == "answered" and _AFTERTHOUGHT.search(post) and form.outcome_of(_AFTERTHOUGHT.split(post)[0]) in ("", "raised") and _answered_whole(work, index, made, noun_end):
            if not any(r.measure in ("raised", "opinions", "petitions") and r.role == "total" and r.field_name == made.field_name and r.sentence == made.sentence for r in work.readings):
                return "raised", 3
        if after not in ("", "raised") and not _cue_is_of_next(work, index, post, noun_end):
            return _refine(work, after, pre, post), 3
        if after in ("", "raised") and before == "" and index > 0:
            wide = form.outcome_of(label)
            if wide not in ("", "raised") and re.search(r"[:]\s*$|\slà\s*$|\sđược\s*$", label):
                return _refine(work, wide, label, post), 2
        tail = re.split(r"[.;:()\n]", label)[-1]
        wide = form.outcome_of(tail)
        if before == "" and after in ("", "raised") and wide not in ("", "raised") and len(pre.split()) <= 4 and not re.search(r"có|nhân dân|bà con|người|nêu", pre):
            return _refine(work, wide, tail, post), 2
        if before == "" and after == "":
            further = whole_post[len(post) : len(post) + 80]
            if re.match(r"\s*(?:đều|,?\s*(?:đã|được)\b)", further):
                return "raised", 2
        return "raised", 3 if before == "raised" or after == "raised" else 2
    return _refine(work, before, pre, post), 3


def _outcome_stop(work: _Work, index: int, start: int, end: int) -> int:
    """Give where the words about a numeral end: at the next one or at the end of the part sentence."""
    following = [n.start for n in work.numerals[index + 1 :] if _counts(work, n)]
    stop = min([end, *following])
    m = re.search(r"[;]", work.key[start:stop])
    return start + m.start() if m else stop


def _cue_is_of_next(work: _Work, index: int, post: str, noun_end: int) -> bool:
    """Tell whether the words after a numeral belong to the next one: "07 ý kiến đã trả lời 07 ý kiến"."""
    following = next((n for n in work.numerals[index + 1 :] if _counts(work, n)), None)
    if following is None or noun_end + len(post) < following.start:
        return False
    if _noun_after(work, following, len(work.key))[1] not in ("opinion", ""):
        return False
    return re.search(r"^\s*(?:vượt|không thuộc|ngoài|còn)", post) is None


def _refine(work: _Work, outcome: str, pre: str, post: str) -> str:
    """Tell an answer at the meeting from one after it, in the section on results."""
    form = work.form
    text = pre + " # " + post
    if work.section != "results":
        if outcome == "resolved":
            return "answered" if form.words["at_meeting"].search(text) else "resolved"
        return outcome
    if outcome == "resolved" and form.words["at_meeting"].search(text) and not form.words["after_meeting"].search(text):
        return "answered"
    if outcome == "answered" and form.words["after_meeting"].search(text) and not form.words["at_meeting"].search(text):
        return "resolved"
    return outcome


# ---------------------------------------------------------------------------------------------- none and all

_NONE = re.compile(
    r"(?<!\w)(?P<word>không còn|không có|không phát sinh|không để lại|không ghi nhận|không nhận được|không phải|chưa có|chưa phát sinh|chưa tổ chức được|không tổ chức được|chưa tổ chức|không tổ chức|ko có|k có|ko|không|chưa ghi nhận)"
    r"\s*(?:đợt\s+|phát sinh\s+|ghi nhận\s+|nhận được\s+)?(?P<noun>cuộc|hội nghị|hn|buổi|kỳ|phiên|lần|đợt|ý kiến|yk|kiến nghị|kn|nội dung|câu hỏi|trường hợp|phản ánh|vấn đề|đối thoại|gì|nội dung nào|)\b"
)
_NOT_NONE = re.compile(r"^\s*(?:khác|trái|phản đối|trùng|được (?:nắm|ghi)|đồng tình|nhất trí|phức tạp|gay gắt)")


def _read_none(work: _Work) -> None:
    """Read the stated zeros: "không có ý kiến", "không có cuộc đột xuất"."""
    key, form = work.key, work.form
    for m in _NONE.finditer(key):
        if any(r.start <= m.start() < r.end for r in work.readings):
            continue
        names = _field_at(work, m.start())
        stop = clause_end(key, m.end(), len(key))
        rest = key[m.end() : stop]
        sentence = sentence_bounds(key, m.start())
        bare = m["noun"] == ""
        label = key[_label_start(key, m.start(), sentence[0], sentence[0]) : m.start()]
        if bare and not names and re.search(r":\s*$", label) and re.match(r"\s*(?:[.;,)]|$)", key[m.end() :]):
            _read_labelled_zero(work, m, label, sentence)
            continue
        if _NOT_NONE.match(rest) or (bare and not (names and re.match(r"\s*(?:[.;,)]|$)", key[m.end() :])) and m["word"] not in ("không phát sinh",)):
            continue
        zero = Reading(m.start(), m.end(), work.text[m.start() : m.end()], "none", "", "total", "", noun="opinion", strength=3, group=work.context.group, sentence=sentence)
        outside = key[sentence[0] : m.start()]
        if form.scopes["activity"].search(outside) or work.session_line:
            continue
        if m["noun"] in ("cuộc", "hội nghị", "hn", "buổi", "kỳ", "phiên", "lần", "đợt", "đối thoại"):
            if work.section == "results":
                continue
            periodic, adhoc = form.words["periodic"].search(rest), form.words["adhoc"].search(rest)
            if periodic or adhoc:
                for measure, said in (("sessions_periodic", periodic), ("sessions_adhoc", adhoc)):
                    if said:
                        work.readings.append(replace(zero, measure=measure, noun="session"))
            elif re.match(r"^\s*(?:[\w,]+\s+){0,5}?nào", rest) or "chưa tổ chức" in m["word"] or "không tổ chức" in m["word"]:
                if not re.search(r"với|cho|thanh niên|phụ nữ|chuyên đề|riêng", rest):
                    work.readings.append(replace(zero, measure="sessions", noun="session"))
            continue
        if names:
            outcome = form.outcome_of(rest)
            if outcome in ("forwarded", "pending", "resolved", "answered"):
                continue
            if all(r.field_name != " + ".join(names) or r.measure != "raised" for r in work.readings):
                work.readings.append(replace(zero, measure="raised", field_name=" + ".join(names)))
            continue
        if bare or m["noun"] in ("gì",):
            continue
        outcome = form.outcome_of(rest)
        if m["word"] in ("không còn", "không để lại") and outcome in ("", "raised", "answered"):
            outcome = "pending"
        if outcome in ("", "raised") and not re.match(r"\s*(?:nào|được nêu|$)", rest):
            continue
        measure = MEASURE_OF[work.section][outcome or "raised"]
        if outcome == "answered" or not measure:
            continue
        work.readings.append(replace(zero, measure=measure, strength=2 if outcome in ("", "raised") else 3))


def _read_labelled_zero(work: _Work, m: re.Match[str], label: str, sentence: tuple[int, int]) -> None:
    """Read "Số ý kiến phải chuyển cấp trên: không có"."""
    outcome = work.form.outcome_of(label)
    measure = MEASURE_OF[work.section].get(outcome, "") if outcome else ""
    noun = "opinion"
    if work.section == "sessions" and (m2 := re.search(r"(định kỳ|thường kỳ|đột xuất|đk|đx)\s*:\s*$", label)):
        noun, measure = "session", "sessions_adhoc" if m2[1] in ("đột xuất", "đx") else "sessions_periodic"
    elif work.section == "sessions" and re.search(r"cuộc|hội nghị|buổi|phiên|kỳ", label) and outcome in ("", "raised"):
        noun = "session"
        measure = "sessions_adhoc" if work.form.words["adhoc"].search(label) else "sessions_periodic" if work.form.words["periodic"].search(label) else "sessions"
    if measure:
        work.readings.append(
            Reading(m.start(), m.end(), work.text[m.start() : m.end()], "none", measure, "total", "", noun=noun, strength=3, group=work.context.group, sentence=sentence)
        )


_ALL = re.compile(r"(?<!\w)(?:tất cả|toàn bộ|toàn thể)\s+(?:các\s+|số\s+|những\s+)?(?:lượt\s+)?(?:ý kiến|yk|kiến nghị|kn|câu hỏi|phản ánh|nội dung)(?P<rest>[^.;\d]{0,120})")


def _read_all(work: _Work) -> None:
    """Read "tất cả các ý kiến đều được giải đáp tại hội nghị": as many as were raised."""
    for m in _ALL.finditer(work.key):
        outcome = work.form.outcome_of(m["rest"])
        if outcome != "answered" or re.search(r"ghi chép|phân loại|tổng hợp", m["rest"]) or _field_at(work, m.start()):
            continue
        measure = MEASURE_OF[work.section]["answered"]
        if any(r.measure == measure and r.role == "total" for r in work.readings):
            continue
        work.readings.append(
            Reading(m.start(), m.end(), work.text[m.start() : m.end()], "all", measure, "total", "", noun="opinion", strength=2, group=work.context.group, sentence=sentence_bounds(work.key, m.start()))
        )
