"""Find where a paragraph names the fields (lĩnh vực) that we know."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.figures.find_bounds import sentence_bounds
from extractors.figures.find_numerals import Numeral
from extractors.figures.load_form import Form
from extractors.fold_case import find_misspelt

# "Nói về giao thông, cầu cống có 5 ý kiến": any name may open a sentence after such words
_OPENS_SENTENCE = re.compile(r"(?:^|[.;]\s+)(?:về|nói về|với|hỏi về|chuyện|riêng về|còn về|về lĩnh vực|lĩnh vực)\s+$")
_LEADING = re.compile(
    r"(?:^|(?:^|[.;]\s)với|\bthực hiện|\bcải cách|\bđầu tư|\bcấp|[.;,:(–\-+/]|\blĩnh vực|\bnhóm|\bvề"
    r"|\bmảng|\blà|\bđến|\bvẫn"
    r"|\btheo|\bvà|\briêng|\bđối với|\btới|\bcó|\bthì|\bgồm|\bcòn|\bchuyện|\bviệc|\btức|\bmục|\bphần"
    r"|\bloại|\bở|\bvào|\bthuộc|\btrong khi|\bđó|\blại|\bmấy)"
    r"\s*(?:về\s+|lĩnh vực\s+|nhóm\s+|các\s+|một số\s+|vấn đề\s+)*[\"“]?$"
)
_HAS_NUMBER = re.compile(r"\s*(?:[:(]\s*|(?:có|với|nêu|là|được)\s+)\d")
_AFTER_VALUE = re.compile(r"[\d)]\s+$")
_HAS_VALUE = re.compile(r"\s*:\s*\d")
NO_FIELD = re.compile(r"(?:tinh thần|mang tính|thái độ|góp ý) $")  # "bằng tinh thần xây dựng"
_JOIN = re.compile(r"^\s*(?:[,/&–\-]|,?\s*rồi|và|cũng như|lẫn|cùng với|\(|hoặc)\s*(?:về\s+|lĩnh vực\s+)?$")
_EACH = re.compile(r"^\W*(?:\([^)]*\)\s*)?(?:thì\s+)?(?:(?:bằng|ngang|như) (?:nhau|số)\W+)?(?:mỗi|đều|cùng|từng)\b")
# "chính sách hỗ trợ di dời và nước sinh hoạt bằng nhau, mỗi lĩnh vực 03 ý kiến": words may follow the first name
_LOOSE_JOIN = re.compile(r"^(?:\s[^\W\d]+){1,4}\svà\s(?:về\s+|lĩnh vực\s+)?$")
_EACH_FIELD = re.compile(r"^\W*(?:thì\s+)?(?:(?:bằng|ngang|như) (?:nhau|số)\W+)?mỗi (?:lĩnh vực|nhóm|mảng)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A field's name; ``leading`` if it opens a clause, ``each`` where "mỗi lĩnh vực" speaks of several."""

    start: int
    end: int
    name: str
    leading: bool
    each: tuple[str, ...] = ()


def find_mentions(text: str, key: str, form: Form) -> list[Mention]:
    """List the names of fields in a paragraph and its folded ``key``, in order; joint headings are one name."""
    found: list[Mention] = []
    for m in form.category.finditer(key):
        if found and m.start() < found[-1].end:
            continue
        lead = key[max(0, m.start() - 24) : m.start()]
        if NO_FIELD.search(lead):
            continue
        leading = _LEADING.search(key, 0, m.start()) is not None
        if m.group() not in form.weak and _HAS_NUMBER.match(key, m.end()):
            leading = True  # "Kế đó xây dựng cơ bản có 9 ý kiến"
        if _AFTER_VALUE.search(key, 0, m.start()) and _HAS_VALUE.match(key, m.end()):
            leading = True  # "Y tế: 2 (2)  Khác: 2 (2)"
        if (
            m.group() in form.weak
            and not _OPENS_SENTENCE.search(key, 0, m.start())
            and not re.search(
                r"(?:lĩnh vực|nhóm|mảng|ý kiến|kiến nghị|câu hỏi|nội dung|yk)\s+(?:(?:nói |hỏi |bàn "
                r"|phản ánh )?về\s+|thuộc\s+)?$",
                lead,
            )
            and not (
                leading
                and re.match(
                    r"\s*(?:[:(]|\d|(?:có|với|nêu)\s+(?:\d|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)|l?o?\d|-\s*\d"
                    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:\w+\s+)?(?:ý kiến|kiến nghị))",
                    key[m.end() :],
                )
            )
        ):
            continue
        between = key[found[-1].end : m.start()] if found else ""
        loosely = _LOOSE_JOIN.match(between) is not None and _EACH_FIELD.match(key[m.end() :]) is not None
        if found and (_JOIN.match(between) or loosely):
            last = found[-1]
            rest = key[m.end() :]
            if _EACH.match(rest):
                found[-1] = Mention(
                    last.start,
                    m.end(),
                    last.name,
                    last.leading,
                    (last.name, text[m.start() : m.end()])
                    if loosely
                    else tuple(text[n.start() : n.end()] for n in form.category.finditer(key, last.start, m.end())),
                )
            elif last.leading and re.search(r"[\d]", key[last.start : m.start()]) is None:
                found[-1] = Mention(last.start, m.end(), text[last.start : m.end()], last.leading)
            continue
        found.append(Mention(m.start(), extend_name(key, m.end(), form), text[m.start() : m.end()], leading))
    return sorted([*found, *_misspelt_labels(key, found, form)], key=lambda mention: mention.start)


_LABEL = re.compile(r"(?:^|[.;]\s+)\W*(?P<name>[^\W\d][^:;.,()\d]{3,40}?)\s*:\s*\d")


def _misspelt_labels(key: str, found: list[Mention], form: Form) -> list[Mention]:
    """List the labels that are names of fields typed wrong beside one that is not: "Đất đai: 8. Xây dưng cơ bản: 6"."""
    if not any(mention.name.casefold() not in form.weak for mention in found):
        return []
    labels = [m.span("name") for m in _LABEL.finditer(key) if not any(m.start() <= f.start < m.end() for f in found)]
    meant = [(start, end, find_misspelt(key[start:end], form.category_of)) for start, end in labels]
    return [Mention(start, end, name, leading=True) for start, end, name in meant if name]


_MORE = re.compile(r"\s*(?:,|và|/|–|-|&|;)\s*(?:(?:các|những|một số)\s+)?")


def extend_name(key: str, end: int, form: Form) -> int:
    """Take in what follows a field's name in a joint heading: "đất đai, bồi thường, tái định cư"."""
    while True:
        m = _MORE.match(key, end)
        if m is None:
            return end
        more = form.category.match(key, m.end())
        if more is not None and _EACH.match(key[more.end() :]):
            return end
        if more is None or re.match(r"\s*(?:\d|:)", key[end:]):
            return end
        end = more.end()


def names_next_sentence(
    key: str, mentions: list[Mention], i: int, counts: list[Numeral], nearest: Numeral, form: Form
) -> bool:
    """Tell whether a sentence without numbers names the field that the next one counts: "Nóng nhất là đất đai. Mười …".

    It names no other field, and the next sentence names none before its first number and returns to no total.
    """
    mention = mentions[i]
    start, end = sentence_bounds(key, mention.start)
    following = sentence_bounds(key, end + 1)
    if mention.name.casefold() in form.weak or not following[0] <= nearest.start < following[1]:
        return False
    if any(start <= n.start < end for n in counts) or any(start <= m.start < end for m in mentions if m is not mention):
        return False
    if i + 1 < len(mentions) and mentions[i + 1].start < nearest.start:
        return False
    return (
        not form.words["totals"].search(key, following[0], nearest.start)
        and form.nouns["opinion"].match(key, nearest.end + 1) is not None
    )
