"""Find which field (lĩnh vực) each stretch of a paragraph speaks of."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from extractors.figures.find_bounds import bracket_bounds
from extractors.figures.find_mentions import NO_FIELD, Mention, extend_name, find_mentions, names_next_sentence
from extractors.figures.find_numerals import Numeral
from extractors.figures.load_form import Form
from extractors.fold_case import find_misspelt

_BULLET = re.compile(
    r"^\s*(?:thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\s*[,:–-]\s*"
    r"|(?:lĩnh vực|nhóm|mảng)(?: thứ)? (?:\d{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín)\s*(?:[:–.)-]|là)\s*"
    r"|[-–+*•○●▪✓◦‣►■]+\s*|[.·]\s+|\(?\d{1,2}(?:\.\d{1,2})*\s*[.):/-]\s*(?=\D)|(?:[a-zđ]|[ivx]{1,5})\s*[.)]\s*|\(\s*[a-zđ]\s*\)\s*)?"
)
# between a field's name and its number: "có", "Nhân dân nêu", "với", ":", "– tổng số"
_LINK = re.compile(r"^[^.;!?\n]{0,90}$")
_BACK_LEAD = re.compile(
    r"(?:thuộc|về|liên quan đến|liên quan tới|liên quan|ở|trong|của|là|hỏi)\s+(?:các\s+|một số\s+"
    r"|những\s+)?(?:lĩnh vực\s+|nhóm\s+|mảng\s+|nội dung\s+)?(?:về\s+)?$"
)
_DIRECTLY_AFTER = re.compile(r"\d\)?\s+(?:ý kiến|yk|kiến nghị|câu hỏi)\s+$")  # "13 ý kiến đất đai"
# a name of a field that we do not know: "Môi trường", "Văn hóa, du lịch (ngoài 8 nhóm)"
_NAME_END = re.compile(
    r"[:–]|\s-\s|(?<!đối)\s(?:có|nêu|với|là|gồm|được|đã|nhận|ghi nhận|tổng số|nhân dân|bà con"
    r"|người dân|cử tri|phát sinh)\s|\(|\d"
)


@dataclass(frozen=True, slots=True)
class FieldSpan:
    """Characters ``start:end`` speak of the fields ``names`` (several where "mỗi lĩnh vực" distributes a number)."""

    start: int
    end: int
    names: tuple[str, ...]
    whole: bool = False  # the whole paragraph is an item of a list of fields


_ASIDE_OF_NAME = re.compile(r"\s*(?P<aside>\([^()\d]{2,40}\))\s*:")


def field_at_head(text: str, key: str, form: Form) -> str:
    """Give the field's name that opens a list line ("+ Về lĩnh vực đất đai: …"), as printed, or ''."""
    start = _BULLET.match(key).end()  # type: ignore[union-attr]
    start = _skip_leads(key, start, form)
    m = form.category.match(key, start)
    if m is None:
        return ""
    end = extend_name(key, m.end(), form)
    if (aside := _ASIDE_OF_NAME.match(key, end)) is not None:
        end = aside.end("aside")  # "Đất đai (đất ở): 3", "Đất đai (đất nương): 5"
    rest = re.sub(r"^\s+khác(?=\s*[,:;])", "", key[end:]).lstrip(' "”')
    if re.match(r"[^:;.\d]{0,45}:", rest) and form.outcome_of(rest.partition(":")[0]) in ("", "raised"):
        return text[start:end].strip()
    if not rest or re.match(
        r"[:;(–\-,./\d]|đối với|cho|của|có|nêu|với|là|gồm|được|đã|nhận|ghi|tổng|nhân|bà|người|cử|không|ko|chưa|phát|một"
        r"|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|cả|tất|toàn|thì|[oOl]\d|k\b|chỉ|vẫn|mỗi|nhiều|số|đứng"
        r"|chiếm|tiếp|trả|giải",
        rest,
    ):
        return text[start:end].strip()
    return ""


# "- 4 ý kiến về đường sá, xây dựng công trình; 3 ý kiến có trả lời ngay"
_NUMBER_FIRST = re.compile(
    r"^\W*(?:(?:giải đáp|trả lời|làm rõ)(?: ngay| được| trực tiếp)*\s+[\dOl]+\s*(?:trong tổng số"
    r"|trong số|trên tổng số|trên|/)\s*)?"
    r"(?:có\s+)?(?:[\dOl]+|\w+(?:\s\w+){0,3})\s*(?:lượt\s+)?(?:ý kiến|yk|kiến nghị|kn|câu hỏi"
    r"|nội dung|phản ánh)\s+(?:về|thuộc|liên quan đến|liên quan tới|ở)\s+(?:lĩnh vực\s+|nhóm\s+"
    r"|các\s+)*(?P<name>[^:;.(\d]{2,60}?)\s*(?=[:;.(]|$|\s(?:đều|được|đã|cũng)\s|,\s*(?:đã|trong đó"
    r"|trả lời|giải đáp|được))"
)


def field_after_number(text: str, key: str, form: Form, in_list: bool) -> str:
    """Give the field of a list line that begins with its number, as printed, or ''."""
    m = _NUMBER_FIRST.match(key)
    if m is None:
        return ""
    known = form.category.match(m["name"]) is not None
    return text[m.start("name") : m.end("name")] if known or in_list else ""


def unknown_name_at_head(text: str, key: str, first_number: int) -> str:
    """Give what a line of a list of fields names before its first number, where it is no field we know."""
    start = _BULLET.match(key).end()  # type: ignore[union-attr]
    m = _NAME_END.search(key, start)
    end = min(m.start() if m else len(key), first_number)
    name = re.sub(
        r"^(?:về\s+|lĩnh vực\s+|nhóm\s+|riêng\s+|đối với\s+)+", "", text[start:end].strip(), flags=re.IGNORECASE
    )
    return name.rstrip(" ,") if 0 < len(name.split()) <= 12 else ""


def find_fields(text: str, key: str, numerals: list[Numeral], form: Form) -> list[FieldSpan]:
    """Find the fields named inside a running paragraph, each with the stretch that its numbers stand in."""
    mentions = find_mentions(text, key, form)
    counts = [n for n in numerals if not n.structural]
    governing: list[tuple[Mention, bool]] = []
    for i, mention in enumerate(mentions):
        stop = mentions[i + 1].start if i + 1 < len(mentions) else len(key)
        nearest = next((n for n in counts if n.start >= mention.end and _counts_opinions(key, n, form)), None)
        forward = (
            nearest is not None
            and nearest.start < stop
            and mention.leading
            and _LINK.match(key[mention.end : nearest.start]) is not None
        ) or (
            mention.leading
            and _none_follows(key, mention.end, form)
            and "lĩnh vực" not in key[mention.end : mention.end + 4]
        )
        backward = (
            _BACK_LEAD.search(key, 0, mention.start) is not None
            or (mention.name.casefold() not in form.weak and _DIRECTLY_AFTER.search(key, 0, mention.start) is not None)
        ) and _follows_number(key, counts, mention.start)
        if not forward and not backward and nearest is not None:
            forward = names_next_sentence(key, mentions, i, counts, nearest, form)
        if backward and not (forward and _starts_clause(key, mention.start)):
            governing.append((mention, True))
        elif forward:
            governing.append((mention, False))
    governing = _without_inner(governing, key, counts, form)
    spans: list[FieldSpan] = []
    for i, (mention, backward) in enumerate(governing):
        start = _back_to_number(key, counts, mention.start) if backward else mention.start
        if not backward:
            start = _sentence_of_lone(key, counts, mentions, mention) or start
        spans.append(FieldSpan(start, len(key), mention.each or (mention.name,)))
        if i > 0:
            spans[i - 1] = FieldSpan(spans[i - 1].start, start, spans[i - 1].names)
    spans = _with_items_of_lone(spans, mentions, key, counts, form)
    return [_until_total(span, key) for span in spans]


def _same_field(name: str, other: str, form: Form) -> bool:
    """Tell whether two names are of one field: "Đất đai 14, trong đó 08 ý kiến về bồi thường"."""
    known = form.category.match(name.casefold())
    return known is not None and form.category_of.get(known.group()) == form.category_of.get(other.casefold())


def _without_inner(
    governing: list[tuple[Mention, bool]], key: str, counts: list[Numeral], form: Form
) -> list[tuple[Mention, bool]]:
    """Leave out the fields that only explain the number of another: "đất đai 18 ý kiến (07 về cấp giấy, 11 về …)"."""
    kept: list[tuple[Mention, bool]] = []
    for mention, backward in governing:
        bracket = bracket_bounds(key, mention.start)
        outer = kept[-1][0] if kept else None
        inner = (
            bracket is not None
            and outer is not None
            and outer.end <= bracket[0]
            and any(outer.end <= n.start < bracket[0] for n in counts)
            and any(bracket[0] <= n.start < bracket[1] for n in counts)
            and re.search(r"[;.]\s", key[outer.end : bracket[0]]) is None
        )
        if outer is not None and form.category_of.get(mention.name.casefold()):
            of_it = _OF_IT.search(key, outer.end, mention.start)
            if of_it is None and backward is False and _same_field(outer.name, mention.name, form):
                of_it = _OF_IT_STILL.search(key, outer.end, mention.start)
            counted = of_it is not None and any(outer.end <= n.start < of_it.start() for n in counts)
            inner = inner or (
                (backward or counted) and of_it is not None and _same_field(outer.name, mention.name, form)
            )
        if not inner:
            kept.append((mention, backward))
    return kept


_OF_IT = re.compile(r"(?<!\w)(?:trong đó|gồm|riêng)(?!\w)[^.;]*$")
# "đất đai nêu 19; trong đó về cấp giấy nêu 11, giải đáp 10; về bồi thường nêu 8"
_OF_IT_STILL = re.compile(r"(?<!\w)trong đó(?!\w)[^.]*;\s*(?:về\s+)?$")
_ITEM_END = re.compile(r";|[.](?=\s|$)")
_HEAD = 80  # letters of an item before its number
_LIST = 3  # fields named in one paragraph that make it a list of them


def _with_items_of_lone(
    spans: list[FieldSpan], mentions: list[Mention], key: str, counts: list[Numeral], form: Form
) -> list[FieldSpan]:
    """Give a field the item of the list in which it alone is named, whatever words link it to its numbers.

    "…; dành 09 ý kiến cho chế độ, chính sách và được hồi đáp đủ 09; …"
    """
    named = [m for m in mentions if not m.each and m.name.casefold() not in form.weak]
    if len({m.name.casefold() for m in named}) < _LIST:
        return spans
    cuts = [0, *(m.end() for m in _ITEM_END.finditer(key)), len(key)]
    out = list(spans)
    for start, end in itertools.pairwise(cuts):
        inside = [m for m in mentions if start <= m.start < end]
        if not inside and (meant := _misspelt_at(key, start, end, counts, form)):
            kept = [s for s in out if not start <= s.start < end]
            out = [replace(s, end=min(s.end, start)) if s.start < start else s for s in kept]
            out.append(FieldSpan(start, end, (meant,)))
            continue
        if not inside and (opening := _field_that_opens(key, start, end, counts, form)):
            kept = [s for s in out if not start <= s.start < end]
            out = [replace(s, end=min(s.end, start)) if s.start < start else s for s in kept]
            out.append(FieldSpan(start, end, (opening,)))
            continue
        lone = inside[0] if len(inside) == 1 and inside[0] in named else None
        if lone is None or any(lone.name in s.names for s in spans):
            continue
        if not any(start <= n.start < end and _counts_opinions(key, n, form) for n in counts):
            continue
        kept = [s for s in out if not start <= s.start < end]
        out = [replace(s, end=min(s.end, start)) if s.start < start else s for s in kept]
        out.append(FieldSpan(start, end, (lone.name,)))
    return sorted(out, key=lambda s: s.start)


def _field_that_opens(key: str, start: int, end: int, counts: list[Numeral], form: Form) -> str:
    """Give the name that opens an item, be it a common word: "Chính sách hỗ trợ cho hộ nghèo 2 ý kiến"; or ''."""
    first = next((n for n in counts if start <= n.start < end and _counts_opinions(key, n, form)), None)
    if first is None:
        return ""
    start = max(start, key.rfind(":", start, first.start) + 1)
    m = form.category.search(key, start, first.start)
    between = key[m.end() : first.start] if m is not None else ""
    if m is not None and NO_FIELD.search(key, 0, m.start()):
        return ""
    if m is None or first.start - start > _HEAD or re.search(r"[;.\d]", between):
        return ""
    return m.group() if form.outcome_of(between) in ("", "raised") else ""


def _misspelt_at(key: str, start: int, end: int, counts: list[Numeral], form: Form) -> str:
    """Give the name of a field that opens an item and is typed wrong: "thủ tục hành chinh có 03 ý kiến"; or ''."""
    first = next((n.start for n in counts if start <= n.start < end), None)
    if first is None:
        return ""
    m = _NAME_END.search(key, start)
    said = key[start : min(m.start() if m else first, first)].strip(" ,:")
    return said if find_misspelt(said, form.category_of) else ""


_TIMES = re.compile(
    r"lượt(?!\s+(?:người|đại biểu|dân|hộ|công dân|cử tri|bà con))|lần(?=\s*[,;.]|\s+(?:và|thì|được|đều)\s)"
)  # "Xây dựng cơ bản có 08 lượt", "hỏi tới 14 lần và được trả lời 11 lần"


def _counts_opinions(key: str, numeral: Numeral, form: Form) -> bool:
    """Tell whether a numeral may count opinions: a noun of them follows, or no noun at all."""
    position = numeral.end + (1 if key[numeral.end : numeral.end + 1] == " " else 0)
    if form.nouns["opinion"].match(key, position):
        return True
    if _TIMES.match(key, position):
        return True
    return not any(form.nouns[g].match(key, position) for g in ("session", "person", "elsewhere"))


def _skip_leads(key: str, start: int, form: Form) -> int:
    """Move past "Về lĩnh vực", "Nhóm", … at ``start``, unless they are part of a field's own name."""
    for _ in range(4):
        if form.category.match(key, start):
            alias = form.category.match(key, start)
            if alias is not None and alias.group() not in ("hành chính",):
                break
        m = form.category_lead.match(key, start)
        if m is None:
            break
        start = re.compile(r"\s*[:,]?\s*").match(key, m.end()).end()  # type: ignore[union-attr]
    return start


def _none_follows(key: str, end: int, form: Form) -> bool:
    rest = re.sub(
        r"^[\s:,(]*(?:(?:(?:kỳ|quý|năm|tháng|đợt|lần)\s+(?:này|nay)"
        r"|(?:ở |tại |trong )?cả\s+(?:hai|ba|bốn|\d+)\s+(?:cuộc|hội nghị|buổi|phiên|kỳ)"
        r"|trong\s+(?:kỳ|quý|năm|tháng|đợt)(?:\s+(?:này|qua))?|bà con|nhân dân|người dân|dân|cử tri"
        r"|công dân)\s*,?\s*|thì\s+|hiện\s+|vẫn\s+|cũng\s+|đều\s+)*",
        "",
        key[end : end + 60],
    )
    m = form.words["none"].match(rest)
    return m is not None and bool(
        re.match(r"\s*(?:ý kiến|yk|kiến nghị|phát sinh|có|ghi nhận|nội dung|$|[.;,)])", rest[m.end() :])
    )


def _follows_number(key: str, counts: list[Numeral], start: int) -> bool:
    """Tell whether a number with its noun stands directly before ``start``: "ba ý kiến thuộc lĩnh vực khác"."""
    before = [n for n in counts if n.end <= start]
    return bool(before) and re.fullmatch(r"[^.,;:()\d]{1,45}", key[before[-1].end : start]) is not None


def _back_to_number(key: str, counts: list[Numeral], start: int) -> int:
    """Give where the number starts that a field's name follows: at 14 in "14 trong tổng số 17 ý kiến về đất đai"."""
    before = [n for n in counts if n.end <= start]
    if len(before) >= 2 and re.fullmatch(
        r"\s*(?:trong tổng số|trong số|trên tổng số|trong|trên|/)\s*", key[before[-2].end : before[-1].start]
    ):
        return before[-2].start
    return before[-1].start


def _sentence_of_lone(key: str, counts: list[Numeral], mentions: list[Mention], mention: Mention) -> int:
    """Give where a field's sentence begins if a number comes before its name: "Ba ý kiến … để ở lĩnh vực khác"."""
    start = max((m.end() for m in re.finditer(r"[.;](?=\s)", key[: mention.start])), default=0)
    end = (
        min((m.start() for m in re.finditer(r"[.;](?=\s|$)", key[mention.end :])), default=len(key) - mention.end)
        + mention.end
    )
    alone = not any(start <= m.start < end for m in mentions if m is not mention)
    before = [n for n in counts if start <= n.start < mention.start]
    if (
        not alone
        or not before
        or re.match(r"\s*(?:lượt\s+)?(?:ý kiến|yk|kiến nghị|câu hỏi|nội dung|phản ánh)", key[before[0].end :]) is None
    ):
        return 0
    listed = ":" in key[before[0].end : mention.start]  # "Có thể chia 51 ý kiến ra như sau: đất đai 13"
    return before[0].start if len(before) == 1 and not listed else 0


def _starts_clause(key: str, start: int) -> bool:
    return re.search(r"(?:[,;:.(]|\bthì)\s*(?:về\s+|lĩnh vực\s+|thuộc\s+|nhóm\s+)*$", key[:start]) is not None


_TOTAL_AGAIN = re.compile(
    r"[.;]\s*(?:như vậy|vị chi|cộng lại|gộp lại|gộp chung|tính ra|cả thảy|tất cả là|tổng cộng|tổng số"
    r"|tính chung|cộng chung|nhìn chung|số còn lại|ngoài ra có tổng)\b"
)


def _until_total(span: FieldSpan, key: str) -> FieldSpan:
    """End a field's stretch where the text returns to the whole unit."""
    m = _TOTAL_AGAIN.search(key, span.start, span.end)
    return FieldSpan(span.start, m.start(), span.names) if m else span
