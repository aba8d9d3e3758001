"""Read what makes a paragraph a line of a list of fields: legends, unknown names, the line of totals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extractors.figures.find_fields import FieldSpan, unknown_name_at_head
from extractors.figures.find_numerals import Numeral
from extractors.figures.find_words import noun_after
from extractors.figures.load_form import Form
from extractors.figures.work import MEASURE_OF, Context, Reading, Work
from extractors.fold_case import fold_case

_SAYS_ANSWERED = re.compile(r"giải đáp|trả lời|làm rõ|giải trình|giải quyết|đáp")


_SAYS_RAISED = re.compile(r"nêu|tổng số|ý kiến|phát biểu|kiến nghị|yk|câu hỏi|nội dung")


_LEGENDS = (
    # số trước là ý kiến đã giải đáp, số sau là tổng số ý kiến
    re.compile(
        r"(?:số|con số)\s+(?:đứng\s+)?(?:trước|đầu|thứ nhất)(?P<first>.*?)(?:số"
        r"|con số)\s+(?:đứng\s+)?(?:sau|thứ hai)(?P<second>.*)"
    ),
    # ngoài ngoặc là số ý kiến, trong ngoặc là số đã giải đáp
    re.compile(r"(?P<first>ngoài (?:dấu )?ngoặc.*?)(?P<second>trong (?:dấu )?ngoặc.*)"),
    re.compile(r"(?P<first>)(?P<second>trong (?:dấu )?ngoặc (?:đơn |tròn )?là.*)"),
    # số ý kiến và số đã giải đáp … lần lượt là
    re.compile(r"(?P<first>số ý kiến[^.:;]*?)\s+và\s+(?P<second>số [^.:;]*?)lần lượt"),
    # (số ý kiến đã giải đáp/số ý kiến nêu), (tổng số; giải đáp trực tiếp), theo dạng số đã làm rõ trên tổng số ý kiến
    re.compile(r"\((?P<first>[^()/;\d]*)[/;](?P<second>[^()/;\d]*)\)"),
    # tỷ số giữa số ý kiến đã giải đáp và tổng số ý kiến của từng lĩnh vực
    re.compile(r"giữa\s+(?P<first>[^.:;\d]*?)\s+(?:và|với)\s+(?P<second>(?:tổng )?số[^.:;\d]*)"),
    re.compile(r"dạng\s+(?P<first>[^.:;\d]*?)\s+(?:trên|/|chia)\s+(?P<second>[^.:;\d]*)"),
    re.compile(r"(?P<first>số[^(:;.,\d]*)/\s*(?P<second>(?:tổng )?số[^(:;.,\d]*)"),
)


def note_legend(key: str, context: Context) -> None:
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


# "(ĐĐ: đất đai; CĐCS: chế độ, chính sách)"
_ABBREVIATED = re.compile(
    r"(?:^|[(;,.:]\s*)(?:[Cc]ột\s+)?[\"“]?(?P<short>[A-ZĐ][A-ZĐ&/–-]{0,7}|(?<=[\"“])[^\W\d]{2,8})[\"”]?"
    r"\s*(?:[:=]|là)\s*(?P<long>[^;:()]{3,60}?)\s*(?=[;).]|,\s*cột\s|$)"
)


def note_abbreviations(text: str, form: Form, context: Context) -> None:
    """Keep the abbreviations of fields and outcomes that a legend explains: "(N: nêu; Đ: giải đáp tại HN)"."""
    for m in _ABBREVIATED.finditer(text):
        meant = fold_case(m["long"])
        if form.outcome_of(fold_case(m["short"])):
            continue  # 'cột "nêu" là số ý kiến nêu': it says so itself
        if form.category.match(meant) or form.outcome_of(meant) in ("raised", "answered", "forwarded", "pending"):
            context.abbreviations[fold_case(m["short"])] = m["long"]


_BRACKETS = re.compile(r"ngoặc (?P<kind>vuông|đơn|tròn)(?:[^.;]|(?<=\d)\.(?=\d))*")
_OF_ANOTHER_PERIOD = re.compile(r"trước|cùng kỳ|lũy kế|cộng dồn|kế hoạch|năm 20\d\d|của (?:năm|quý|kỳ)")


def find_aside(keys: Iterable[str]) -> str:
    """Give the bracket that a legend keeps for another period: "(quý trước ghi trong ngoặc vuông)"; or ''."""
    for key in keys:
        for m in _BRACKETS.finditer(key):
            start = max(key.rfind(".", 0, m.start()), key.rfind(";", 0, m.start()), 0)
            if _OF_ANOTHER_PERIOD.search(key, start, m.end()):
                return "[" if m["kind"] == "vuông" else "("
    return ""


def unknown_field(text: str, key: str, first: int, form: Form, bullet: bool) -> str:
    """Name an unknown field of a list line, unless the line speaks of totals or outcomes.

    ``bullet`` tells that the word processor sets a bullet before the line.
    """
    name = unknown_name_at_head(text, key, first)
    folded = fold_case(name)
    if not name or form.words["totals"].search(folded) or form.outcome_of(folded) not in ("", "raised"):
        return ""
    if folded == "còn lại" and (bullet or re.match(r"^\s*\(?\w{1,2}[.)]", key)):
        return name  # "9. Còn lại: 02 ý kiến", the last of a numbered list
    if re.match(
        r"(?:số|tổng|có|trong|tỷ lệ|tỉ lệ|đã|các ý kiến|còn|cuộc|hội nghị|buổi|năm|quý|tháng|kết quả|ngoài"
        r"|lũy kế|dự|người dự|tham dự|thành phần|đại biểu|chủ trì|địa điểm|thời gian"
        r"|như vậy|cộng|nhân dân|toàn|giải quyết|xử lý|gộp|tính|qua|cả hai|cả ba)\b",
        folded,
    ):
        return ""
    if any(p.match(folded) for p in (form.nouns["session"], form.nouns["person"], form.nouns["opinion"])):
        return ""
    starts_line = bullet or re.match(r"^\s*(?:[-–+*•○●▪✓◦‣►■]|\(?\w{1,2}[.)])", key) is not None
    return name if starts_line or re.match(r"[^:]{2,70}:", key) else ""


def total_line(
    text: str, key: str, counted: list[Numeral], section: str, form: Form, context: Context
) -> list[Reading]:
    """Read the last line of a list of pairs: "Cộng: 63; 55."."""
    if len(counted) != 2 or re.match(r"^\W*(?:tổng cộng|cộng|tổng số|tổng)\W*:?\s*$", key[: counted[0].start]) is None:
        return []
    if re.fullmatch(r"\s*(?:ý kiến\s*)?[;,/(|-]\s*", key[counted[0].end : counted[1].start]) is None:
        return []
    order = ("answered", "raised") if context.answered_first else ("raised", "answered")
    return [
        Reading(
            n.start,
            n.end,
            n.printed,
            n.kind,
            MEASURE_OF[section][outcome],
            "total",
            "total",
            noun="opinion",
            group=context.group,
            sentence=(0, len(text)),
        )
        for n, outcome in zip(counted, order, strict=True)
    ]


_ITEM_END = re.compile(r";|[.](?=\s|$)")


_NOT_A_NAME = re.compile(
    r"(?:trong đó|số|tổng|đã|còn|các ý|có|năm|quý|riêng năm|nhân dân|bà con|người|cử tri|như vậy"
    r"|ngoài ra|trên|tỷ lệ|đạt|cộng|chuyển (?:lên|cấp|cơ|sở|tỉnh|đến|các)|trả lời|giải|hẹn|xã|phường"
    r"|đại biểu|tại|văn phòng)\b"
)


# "… thống kê thêm lĩnh vực sản xuất nông nghiệp, có 05 ý kiến"
_NAMED_FIELD = re.compile(
    r"(?<!\w)(?<!là )(?:lĩnh vực|nhóm|mảng)\s+"
    r"(?P<name>(?![^,;.:()\d]*(?:người|nhân dân|bà con|được|nhiều|quan tâm))"
    r"(?!khác|này|trên|nào|còn|có|nêu|kể|nói|vừa|đó)"
    r"[^\W\d][^,;.:()\d]{3,40}?)\s*,?\s+(?:có|với|nêu)\s+\d"
)


def _item_before(key: str, start: int) -> int:
    """Give where the item before the first known field begins: "về môi trường có 8 ý kiến; về đất đai …"."""
    lead = re.search(r";\s*(?:về\s+|lĩnh vực\s+|nhóm\s+|riêng\s+|còn\s+)*$", key[:start])
    if lead is None:
        return start
    return max((m.end() for m in re.finditer(r"[.:;](?=\s)", key[: lead.start()])), default=0)


# "Bên cạnh các nhóm trên, riêng về vệ sinh môi trường có 03 ý kiến"
_ITEM_LEAD = re.compile(
    r"\s*(?:ngoài ra,?\s+)?(?:(?:bên cạnh|ngoài(?! ra)|cùng với|thêm vào)\s?[^,;.:\d]{0,40},\s*)?(?:có\s+)?"
    r"(?:riêng\s+|về\s+"
    r"|lĩnh vực\s+|nhóm\s+|còn\s+)*"
)
# "03 ý kiến thuộc lĩnh vực môi trường, đã trả lời 03 ý kiến"
_NAME_BEHIND = re.compile(
    r"\s*(?:lượt\s+)?(?:ý kiến|yk|kiến nghị|kn|câu hỏi)\s+(?:về|thuộc|liên quan đến|liên quan tới"
    r"|ở)\s+(?:lĩnh vực\s+|nhóm\s+)*"
    r"(?P<name>[^\W\d][^,;.():\d]{2,50}?)\s*(?=[,;.(:]|$)"
)


# "…, nước sinh hoạt 03 ý kiến, còn lại 02 ý kiến về chăn nuôi, thú y"
_THE_REST = re.compile(
    r"còn lại\s+(?:là\s+|có\s+)?(?P<number>[\dOl]+|\w+)\s+(?:lượt\s+)?(?:ý kiến|yk|kiến nghị)\s+"
    r"(?:về|thuộc|liên quan đến|liên quan tới)\s+(?:lĩnh vực\s+)?(?P<name>[^\W\d][^.;:()\d]{2,50}?)(?=[.;:(]|$)"
)


def with_unknown_fields(work: Work) -> list[FieldSpan]:
    """Add the fields that are named in an inline list but unknown: "…; môi trường 2 ý kiến (giải đáp 2); …"."""
    spans = list(work.fields)
    if len(spans) < 2:
        return spans
    for rest in _THE_REST.finditer(work.key, spans[0].start):
        if work.form.category.search(rest["name"]) is None:
            end = min((s.start for s in spans if s.start > rest.end("name")), default=spans[-1].end)
            _cut_in(spans, FieldSpan(rest.start("number"), end, (work.text[rest.start("name") : rest.end("name")],)))
    for named in _NAMED_FIELD.finditer(work.key, spans[0].start):
        if work.form.category.search(named["name"]) is None:
            name = work.text[named.start("name") : named.end("name")]
            end = min((s.start for s in spans if s.start > named.start()), default=len(work.key))
            _cut_in(spans, FieldSpan(named.start(), end, (name,)))
    first = spans[0].start
    starts = [
        *{_item_before(work.key, first): None, first: None},
        *(m.end() for m in _ITEM_END.finditer(work.key, first)),
    ]
    for start, end in zip(starts, [*starts[1:], len(work.key)], strict=True):
        bracket = re.compile(r"\(\s*([^()\d]{3,60}?)\s*:\s*(?=\d)").search(work.key, start, end)
        if bracket is not None:
            start = bracket.start(1)
        number = next(
            (
                n
                for n in work.numerals
                if not n.structural and start <= n.start < end and noun_after(work, n, end)[1] in ("opinion", "")
            ),
            None,
        )
        if number is None or any(start <= s.start < end for s in spans):
            continue
        lead = _ITEM_LEAD.match(work.key, start)
        begin = lead.end() if lead else start
        said = work.key[begin : number.start]
        behind = _NAME_BEHIND.match(work.key, number.end, end)
        if not said.strip(" ,(") and behind is not None and not work.form.category.search(behind["name"]):
            begin, said = number.start, behind["name"]
            _cut_in(spans, FieldSpan(begin, end, (work.text[behind.start("name") : behind.end("name")],)))
            continue
        m = re.match(
            r"(?P<name>[^\W\d][^.;():\d]{1,60}?)\s*(?::|\bcó\b|\bvới\b|\bnêu\b|\bđược\b|\blà\b"
            r"|(?:\bđã\s+)?(?:\bđược\s+)?\b(?:giải đáp|trả lời|làm rõ|tiếp nhận|ghi nhận)\b)[^.;]*$",
            said,
        )
        folded = (m["name"] if m else said).strip(" ,:(")
        if not folded:
            continue
        if (
            work.form.category.search(folded)
            or work.form.outcome_of(folded) not in ("", "raised")
            or _NOT_A_NAME.match(folded)
            or len(folded.split()) > 8
        ):
            continue
        if work.form.words["totals"].search(folded) or any(
            work.form.nouns[g].match(folded) for g in ("session", "person", "opinion")
        ):
            continue
        if begin < spans[0].start:
            spans.insert(0, FieldSpan(begin, spans[0].start, (work.text[begin : begin + len(folded)],)))
            continue
        owner = next((s for s in spans if s.start < begin < s.end), None)
        if owner is not None:
            _cut_in(spans, FieldSpan(begin, owner.end, (work.text[begin : begin + len(folded)],)))
    return spans


def _cut_in(spans: list[FieldSpan], new: FieldSpan) -> None:
    """Let a field's stretch begin inside another's, which ends there."""
    for i, s in enumerate(spans):
        if s.start < new.start < s.end:
            spans[i : i + 1] = [replace(s, end=new.start), replace(new, end=max(new.end, min(new.end, s.end)))]
            return
