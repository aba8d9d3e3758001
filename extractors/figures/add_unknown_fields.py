"""Find the fields that a list inside a sentence names and that we do not know: "…; môi trường 2 ý kiến; …"."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.figures.find_fields import FieldSpan
from extractors.figures.find_words import noun_after
from extractors.figures.work import Work

_ITEM_END = re.compile(r";|[.](?=\s|$)")


_NOT_A_NAME = re.compile(
    r"(?:trong|qua|theo|trong đó|số|tổng|đã|còn|các ý|có|năm|quý|riêng năm|nhân dân|bà con|người|cử tri|như vậy"
    r"|ngoài ra|trên|tỷ lệ|đạt|cộng|chuyển (?:lên|cấp|cơ|sở|tỉnh|đến|các)|trả lời|giải|hẹn|xã|phường"
    r"|đại biểu|tại|văn phòng)\b"
)


# "… thống kê thêm lĩnh vực sản xuất nông nghiệp, có 05 ý kiến"
_NAMED_FIELD = re.compile(
    r"(?<!\w)(?<!là )(?:lĩnh vực|nhóm|mảng)\s+"
    r"(?P<name>(?![^,;.:()\d]*(?:người|nhân dân|bà con|được|nhiều|quan tâm))"
    r"(?!khác|mới|này|trên|nào|còn|có|nêu|kể|nói|vừa|đó)"
    r"[^\W\d][^,;.:()\d]{3,40}?)\s*,?\s+(?:có|với|nêu)\s+\d"
)


def _item_before(key: str, start: int) -> int:
    """Give where the item before the first known field begins: "về môi trường có 8 ý kiến; về đất đai …"."""
    lead = re.search(r";\s*(?:về\s+|lĩnh vực\s+|nhóm\s+|riêng\s+|còn\s+)*$", key[:start])
    if lead is None:
        return start
    return max((m.end() for m in re.finditer(r"[.:;](?=\s)", key[: lead.start()])), default=0)


# "Về môi trường quanh các mỏ, đại biểu phát biểu 02 ý kiến", "Riêng mảng tín ngưỡng mà năm ngoái chưa ai nhắc, …"
_SAYS_FIELD = re.compile(
    r"\s*(?:riêng |còn |và )*(?:về|(?:riêng |về )?(?:lĩnh vực|nhóm|mảng))\s+(?:lĩnh vực |nhóm |mảng )?"
    r"(?P<name>[^\W\d](?:(?!\smà\s)[^,;.:()\d]){2,45})(?:,|\smà\s)"
)
# "Bên cạnh các nhóm trên, riêng về vệ sinh môi trường có 03 ý kiến"
_ITEM_LEAD = re.compile(
    r"\s*(?:ngoài ra,?\s+)?(?:(?:bên cạnh|ngoài(?! ra)|cùng với|thêm vào)\s?[^,;.:\d]{0,40},\s*)?(?:có\s+)?"
    r"(?:riêng\s+|về\s+"
    r"|lĩnh vực\s+|nhóm\s+|còn\s+)*"
)
# "Ngoài những lĩnh vực trên, du lịch cộng đồng có 2 ý kiến; lĩnh vực khác còn 2 ý kiến"
_BESIDE_THESE = re.compile(r"\W*(?:bên cạnh|ngoài|cùng với) (?:các |những )?(?:lĩnh vực|nhóm|mảng) [^,;.:\d]{0,20},")
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
    if len(spans) < 2 and not (spans and _BESIDE_THESE.match(work.key)):
        return spans
    _add_of_commas(work, spans)
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
            r"(?P<name>[^\W\d][^.;():\d]{1,60}?)\s*(?::|\bcũng\b|\bgóp\b|\bcó\b|\bvới\b|\bnêu\b|\bđược\b|\blà\b"
            r"|(?:\bđã\s+)?(?:\bđược\s+)?\b(?:giải đáp|trả lời|làm rõ|tiếp nhận|ghi nhận)\b)[^.;]*$",
            said,
        )
        folded = (m["name"] if m else said).strip(" ,:(")
        if len(folded.split()) > 8:
            folded = folded.partition(",")[0]  # "Du lịch cộng đồng, niềm tự hào của quê hương, cũng góp 02 ý kiến"
        explicit = _SAYS_FIELD.match(work.key, start)
        if explicit is not None and explicit.end() < number.start:
            begin, folded = explicit.start("name"), explicit["name"].strip()
        if not folded or not _may_name(work, folded):
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


_KNOWN = 3  # fields named in one sentence; fewer are no list
_SENTENCE = re.compile(r"(?:[^.]|[.](?!\s|$))+")
_OPINIONS = r"(?:lượt\s+)?(?:ý kiến|yk|kiến nghị|kn|câu hỏi)"
# ", 02 ý kiến về chăn nuôi", "và 04 ý kiến thuộc mảng chăn nuôi, trồng trọt"
_NUMBER_AND_NAME = re.compile(
    rf"(?:,|;|:|\svà)\s+(?P<number>[\dOl]+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+{_OPINIONS}\s+"
    r"(?:nói về|hỏi về|về|thuộc|liên quan đến|liên quan tới|ở)\s+(?:lĩnh vực\s+|nhóm\s+|mảng\s+|chuyện\s+)?"
    r"(?P<name>[^\W\d][^.;:()\d]{2,50}?)\s*(?=[,;]\s+(?:\d|và\s)|\svà\s+\d|[.:(]|$)"
)
# "…, nước sinh hoạt 03 ý kiến, chăn nuôi, trồng trọt 03 ý kiến"
_NAME_AND_NUMBER = re.compile(
    rf"{_OPINIONS}\s*(?:\([^()]*\)\s*)?(?:,|;|,?\svà)\s+(?P<name>[^\W\d][^.;:()\d]{{2,40}}?)\s+(?:có\s+|được\s+|là\s+)?"
    rf"(?P<number>[\dOl]+)(?=\s+{_OPINIONS})"
)
# "nước sinh hoạt (2 ý kiến, giải đáp 2), kinh doanh du lịch, dịch vụ (2 ý kiến, giải đáp 2)"
_NAME_AND_BRACKET = re.compile(
    r"\)\s*(?:,|;|,?\svà)\s+(?P<name>[^\W\d][^.;:()\d]{2,40}?)\s*\((?P<number>[\dOl]+)(?=\s+"
    rf"{_OPINIONS})"
)
# "…, xây dựng cơ bản 2, du lịch 2, chế độ chính sách 1"
_NAME_AND_BARE = re.compile(
    r"\d\s*(?:,|;)\s+(?P<name>[^\W\d][^.,;:()\d]{2,30}?)\s+(?P<number>[\dOl]+)(?=\s*(?:[,;.]|$))"
)
_A_PART = re.compile(r"(?:trong đó|trong ấy|gồm|nhất là|riêng|chủ yếu|như)(?!\w)[^;]*$")


_NO_NAME = re.compile(
    r"(?:gồm|bao gồm|tăng|giảm|toàn bộ|tất cả|cả|đều|nhiều|ít|bằng|hơn|đến|với|mỗi|được|nêu|nhận|ghi)(?!\w)"
)


def _add_of_commas(work: Work, spans: list[FieldSpan]) -> None:
    """Add the unknown fields of a sentence that lists known ones between commas, each with its number."""
    for sentence in _SENTENCE.finditer(work.key):
        known = [s for s in spans if sentence.start() <= s.start < sentence.end()]
        if len(known) < _KNOWN:
            continue
        for pattern, opens in (
            (_NUMBER_AND_NAME, "number"),
            (_NAME_AND_NUMBER, "name"),
            (_NAME_AND_BRACKET, "name"),
            (_NAME_AND_BARE, "name"),
        ):
            alike = [m for m in pattern.finditer(work.key, sentence.start(), sentence.end())]
            if sum(work.form.category.match(m["name"]) is not None for m in alike) < _KNOWN - 1:
                continue
            for m in pattern.finditer(work.key, known[0].start, sentence.end()):
                owner = next((s for s in spans if s.start < m.start(opens) < s.end), None)
                if owner is None or not _may_name(work, m["name"]):
                    continue
                if _A_PART.search(work.key, owner.start, m.start(opens)):
                    continue
                name = (work.text[m.start("name") : m.end("name")],)
                _cut_in(spans, FieldSpan(m.start(opens), owner.end, name))


def _may_name(work: Work, said: str) -> bool:
    """Tell whether words may name a field: they name none we know, no outcome, nobody and no total."""
    form = work.form
    if form.category.search(said) or form.outcome_of(said) not in ("", "raised") or _NOT_A_NAME.match(said):
        return False
    if form.words["totals"].search(said) or _NO_NAME.match(said) or len(said.split()) > 8:
        return False
    return not any(form.nouns[group].match(said) for group in ("session", "person", "opinion"))
