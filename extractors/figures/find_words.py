"""Find the words that belong to a numeral: its noun, its label, the words after it."""

from __future__ import annotations

import re

from extractors.figures.find_bounds import bracket_bounds, last_match, sentence_bounds
from extractors.figures.find_numerals import Numeral
from extractors.figures.load_form import Form
from extractors.figures.work import Work

# "số", "tổng số", "số lượng"
_NUMBER_OF = re.compile(r"(?:tổng\s+)?số\s+(?:lượng\s+)?|(?<!\w)tổng\s+(?!số|hợp)")
_SOFT_END = re.compile(
    r"[;.()\n]|,\s*không (?:phải )?(?:chuyển|nợ|để|gửi|tồn|hẹn|khất)\s"
    r"|,?\s*(?:không có|ko có|k có|không còn|chưa có|không phát sinh)\s+(?:ý kiến|kiến nghị|yk|kn|cuộc"
    r"|hội nghị|nội dung|câu hỏi)"
)


_JOINT = re.compile(r",|\s(?:và|còn(?! lại)|trong đó|đồng thời|thì|nhưng)(?=\s)")


_LABEL_OPENS = re.compile(
    r"\s*(?:số|tổng|trong đó|đã|được|có|còn|chủ trì|lãnh đạo|các đồng chí|tỷ lệ|đạt|nhân dân|bà con)\b"
)


def words_after(work: Work, start: int, next_numeral: int, sentence_end: int) -> str:
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


# "trả lời được ba mươi cái": things said, where no name of a thing follows
_THINGS = re.compile(r"cái(?=\s*(?:[.,;:)]|$|(?:đã|được|đang|chuyển|chưa|trả|giải|này|đó)(?!\w)))")


def noun_after(work: Work, numeral: Numeral, ceiling: int) -> tuple[str, str, int]:
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
    if not best[0] and (m := _THINGS.match(work.key, position)):
        return m.group(), "opinion", m.end()
    if best[1] == "session" and re.match(r"\s*/\s*\d", work.key[best[2] :]):
        return best
    return best


def counts(work: Work, numeral: Numeral) -> bool:
    """Tell whether a numeral counts sessions, people or opinions (or stands bare), not days, households, percent."""
    if numeral.structural or (
        numeral.kind == "words"
        and noun_after(work, numeral, len(work.key))[1] == ""
        and unknown_noun_follows(work, numeral)
    ):
        return False
    return noun_after(work, numeral, len(work.key))[1] not in ("elsewhere", "percent")


def hedge_before(key: str, start: int, form: Form) -> str:
    """Give the hedge right before a numeral ("trên 300"), or ''."""
    before = key[max(0, start - 16) : start].rstrip()
    for m in form.words["hedges"].finditer(before):
        if m.end() == len(before) and not re.search(r"(?:cấp|lên|ở|bên)\s+trên$", before):
            return m.group()
    return ""


def label_start(key: str, start: int, floor: int, sentence_start: int) -> int:
    """Give where the label of a value begins: "Số ý kiến hẹn trả lời sau khi xác minh: 03"."""
    if floor > sentence_start and re.fullmatch(r"[\s:)]*(?:là\s+)?", key[floor:start]):
        marks = ";" if ")" in key[floor:start] else ";("
        return max(
            [sentence_start, *(m.end() for m in re.finditer(f"[{marks}]", key[:floor]) if m.end() > sentence_start)]
        )  # "Tổng số ý kiến trong 02 đợt: 42", "Số người dự (cả 04 cuộc): 512"
    before = key[floor : max(floor, start - 1)]
    closed = [m.span() for m in re.finditer(r"\([^()]*\)", before)]  # "đột xuất (sau ngập lụt): 01"
    cut = floor
    for m in re.finditer(r"[;.\n(]|,(?=\s*(?:số|tổng|trong đó|còn|đã|chuyển|chưa))", before):
        if not any(a <= m.start() < b for a, b in closed):
            cut = floor + m.end()
    return cut


def field_at(work: Work, position: int) -> tuple[str, ...]:
    """Name the fields that a place of the paragraph speaks of; none is the whole unit."""
    for span in work.fields:
        if span.start <= position < span.end:
            return span.names
    return (work.field_of_line,) if work.field_of_line else ()


_NO_NOUN = re.compile(
    r"\s*(?:$|[^\w\s]|(?:đã|được|trong|là|và|còn|ở|tại|do|vì|nên|nhưng|cũng|sau|thì|so|theo|hoặc|cả"
    r"|đạt|có|gồm|với|chuyển|trả|giải|đang|chưa|sẽ|đều|định|đột|thường|đk|đx|vào|đến|tới|từ|nêu|lượt"
    r"|của|cho|như|bằng|qua|khi|để|mới|xong|trên|về|thuộc|phát|nữ|nam|ngay|trực|tiếp|hẹn|gửi|kiến|báo"
    r"|vượt|không|tháng này|kỳ này)(?!\w))"
)


def unknown_noun_follows(work: Work, numeral: Numeral) -> bool:
    """Tell whether a word that we know as no noun stands right after a numeral: "84 tuổi"."""
    return _NO_NOUN.match(work.key, numeral.end) is None


_SAID = re.compile(r"\s*(?:được|đã|phải|chưa|còn|đang|giải đáp|trả lời|giải quyết|chuyển|gửi|hẹn|vượt)\b")


_AT_SESSION = re.compile(
    r"(?:tại|trong|sau|trước|ở)\s+(?:các\s+)?(?:hội nghị|hn|cuộc|buổi|phiên|đối thoại)(?:\s+đối thoại)?"
)


def noun_of_label(work: Work, index: int, label: str, pre: str, post: str, names: tuple[str, ...]) -> str:
    """Give the noun of a bare number from its label, its field, or the number before it."""
    form = work.form
    head = last_match(_NUMBER_OF, label)
    if head is not None:
        if _SAID.match(label, head.end()) and form.outcome_of(label[head.end() :]):
            return "opinion"  # "Số được người chủ trì phúc đáp ngay là 60"
        best = min(
            (
                (m.start(), -len(m.group()), group)
                for group in ("session", "person", "opinion")
                for m in [form.nouns[group].search(label, head.end())]
                if m is not None and m.start() - head.end() <= 14
            ),
            default=None,
        )
        if best is not None:
            return best[2]
    if not names and work.section != "results" and re.match(r"\s*(?:định kỳ|thường kỳ|đột xuất|đk|đx)\b", post):
        return "session"
    beside = next((r for r in reversed(work.readings) if r.noun), None)
    of_people = beside is not None and beside.noun == "person" and re.search(r"(?<!\w)(?:riêng|trong đó)(?!\w)", pre)
    if (
        not names
        and not of_people  # "Tổng lượt người dự 402, riêng hội nghị đột xuất 96"
        and (form.words["periodic"].search(pre) or form.words["adhoc"].search(pre))
        and work.section != "results"
        and re.search(r"(?:định kỳ|thường kỳ|đột xuất|đk|đx)\s*(?:là\s*|:\s*|có\s*|-\s*)?$", pre)
    ):
        return "session"
    if names or form.outcome_of(pre) in ("answered", "forwarded", "pending", "resolved"):
        return "opinion"
    sentence = sentence_bounds(work.key, work.numerals[index].start)
    last = next(
        (r for r in reversed(work.readings) if r.noun in ("opinion", "person", "session") and r.sentence == sentence),
        None,
    )
    if last is not None:
        between = work.key[last.end : work.numerals[index].start]
        if re.search(r"[.\n]", between) is None:
            if form.outcome_of(post) or form.outcome_of(pre):
                return "opinion"
            if (
                bracket_bounds(work.key, work.numerals[index].start) is not None
                or form.words["periodic"].search(pre)
                or form.words["adhoc"].search(pre)
            ):
                return last.noun
            if form.words["totals"].search(pre) and re.search(r"(?:\slà|:|được)\s*$", pre):
                return last.noun  # "cuộc thứ nhất 18 ý kiến, cuộc thứ hai 15 ý kiến, cộng lại là 33"
    found = [
        (m.start(), group)
        for group in ("session", "person", "opinion")
        for m in form.nouns[group].finditer(_AT_SESSION.sub(lambda m: " " * len(m.group()), label))
        if len(m.group()) > 2 or not label[: m.start()].strip(" *+-–•")  # "* YK phát biểu: 21"
    ]
    if found and re.search(r"[:=]\s*$|\slà\s*$|(?:được|đạt|có)\s*$", label):
        return min(found)[1]
    if form.words["attend"].search(label):
        return "person"
    return "opinion" if form.outcome_of(label) not in ("", "raised") else ""
