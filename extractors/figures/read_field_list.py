"""Read what makes a paragraph a line of a list of fields: legends, unknown names, the line of totals."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.figures.find_fields import unknown_name_at_head
from extractors.figures.find_numerals import Numeral
from extractors.figures.load_form import Form
from extractors.figures.work import MEASURE_OF, Context, Reading
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
            said = re.compile(r"là (?:tổng )?(?:số|ý kiến|người)").search(key, m.start(), m.end())
            if _OF_ANOTHER_PERIOD.search(key, m.start() if said else start, m.end()):
                return "[" if m["kind"] == "vuông" else "("
    return ""


# "+ Số ý kiến về lĩnh vực thuế, phí là 2, giải đáp 2"
_FIELD_SAID = re.compile(
    r"\W*(?:(?:tổng )?số )?(?:ý kiến|kiến nghị|yk) (?:về|thuộc|ở) (?:lĩnh vực|nhóm|mảng)"
    r" (?P<name>[^:;.()\d]{2,50}?)\s+(?:là|có)\s"
)


# "Về điện lưới, sóng điện thoại là 03 ý kiến", in a list of fields
_ABOUT_FIELD = re.compile(r"\W*về (?P<name>[^:;.()\d]{2,50}?)\s+(?:là|có)\s+\d+\s*(?:ý kiến|yk|kiến nghị|câu hỏi)")


# "- Thầy thuốc, thầy giáo (y tế, giáo dục): 4 ý kiến"
_NAME_IN_BRACKETS = re.compile(r"[^():\d]{2,60}\((?:mục\s+|lĩnh vực\s+)?(?P<name>[^():\d]{2,40})\)\s*:")


def unknown_field(text: str, key: str, first: int, form: Form, bullet: bool) -> str:
    """Name an unknown field of a list line, unless the line speaks of totals or outcomes.

    ``bullet`` tells that the word processor sets a bullet before the line.
    """
    explicit = _FIELD_SAID.match(key) or _ABOUT_FIELD.match(key)
    if explicit is not None and explicit.end("name") <= first:
        return text[explicit.start("name") : explicit.end("name")]
    known = _NAME_IN_BRACKETS.match(key)
    if known is not None and known.end("name") <= first and form.category.match(known["name"]):
        return text[known.start("name") : known.end("name")]
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
    starts_line = bullet or re.match(r"^\s*(?:[-–+*•○●▪✓◦‣►■]|\(?\w{1,2}[.)]|thứ \w+\s*[,:–-])", key) is not None
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
