"""Find every numeral of a text, and tell apart those that are dates, document numbers, ordinals and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.fold_case import fold_case


@dataclass(frozen=True, slots=True)
class Numeral:
    """Characters ``start:end`` of a text that print a number; ``structural`` says what it is if it counts nothing."""

    start: int
    end: int
    printed: str
    kind: str  # digits, words, percent
    structural: str = ""  # date, document, ordinal, year, money, …
    pair: int = 0  # 1 and 2: first and second number of "46/46"


_UNITS = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
_DIGIT = f"(?:{_UNITS})"
_TAIL = "(?:một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín)"
_TENS = rf"(?:mười(?:\s+{_TAIL})?|{_DIGIT}\s+mươi(?:\s+{_TAIL})?|{_DIGIT}\s+chục|{_DIGIT}\s+{_TAIL}(?=\s+ý))"
_HUNDREDS = rf"(?:{_DIGIT}\s+trăm(?:\s+(?:(?:linh|lẻ)\s+{_TAIL}|{_TENS}))?)"
_THOUSANDS = (
    rf"(?:(?:{_HUNDREDS}|{_TENS}|{_DIGIT})\s+(?:nghìn|ngàn)(?:\s+(?:{_HUNDREDS}"
    rf"|(?:không\s+trăm\s+)?(?:(?:linh|lẻ)\s+{_TAIL}|{_TENS})))?)"
)
# hai trăm tám mươi bảy | bốn mươi mốt | mười hai | ba
_WORDS = rf"(?<!\w)(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_DIGIT})(?!\w)"

# O2, l58, 1OO, lO, 2l5: letters that stand for digits, with or without a digit among them
_SLIP = (
    r"(?<![\w.,-])(?:(?<!/)|(?<=[0-9OlI]/))(?=[0-9OolIL]*[0-9OlIL])[0-9OlIL][0-9OolIL]{0,4}(?:,[0-9OolI]{1,2}(?=\s*%))?"
)
# 1.120 | 15 | 97,8 | 2.100
_GOES_ON = r"(?![\dOI]|o(?![^\W\d])|l(?!ượ)|,[OolI]{1,2}\s*%)"  # no letter for a digit: "2I", "1o", "14,l%"
_DIGITS = rf"(?<!\w)\d{{1,3}}(?:\.\d{{3}})+{_GOES_ON}|(?<!\w)\d+(?:[.,]\d+)?{_GOES_ON}"

_TOKEN = re.compile(rf"(?P<digits>{_DIGITS})|(?P<slip>{_SLIP})")
_WORD_TOKEN = re.compile(_WORDS)

# Texts that hold numbers which count nothing; each line: name, pattern (against the folded text).
_STRUCTURAL: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("date", rf"tháng\s+(?:giêng|chạp|{_TENS}|{_TAIL})(?=\s*(?:[.,;:)]|$|(?:vừa|năm)\s))"),
        # ngày 08 tháng 12 năm 2025 | ngày 05/12 | tháng 11/2025 | quý IV/2025 | năm 2025 | 10/12/2025
        ("date", r"ngày\s*[0-9olI]{0,2}\s*tháng\s*[0-9olI]{1,2}(?:\s*năm\s*[0-9olI]{4})?"),
        ("date", r"\b[0-9ol]{1,2}\s?[/.-]\s?[0-9ol]{1,2}\s?[/.-]\s?[0-9ol]{4}\b"),
        (
            "date",
            r"(?:ngày|hôm|hạn|lễ|tết|dịp|đêm|sáng|chiều|tối|trước|hết|đến|từ|mùng"
            r"|mồng)(?:\s+ngày)?\s+[0-9ol]{1,2}\s?[/.]\s?[0-9ol]{1,2}\b(?!\s*(?:ý kiến|yk|người|kiến nghị|%))",
        ),
        (
            "date",
            r"(?:ngày|mùng|mồng|các ngày)\s+[0-9ol]{1,2}\b"
            r"(?!\s*(?:lượt\s+)?(?:ý\s+kiến|yk|kiến nghị|kn|người|cuộc|câu|nội dung|đại biểu))(?:\s*(?:,|và|-"
            r"|đến)\s*[0-9ol]{1,2}(?:/[0-9ol]{1,2})?\b)*",
        ),
        (
            "date",
            r"tháng\s+(?:0?[1-9]|1[0-2]|[ol][1-9ol]|1[ol])(?![0-9])(?:\s*[/.-]\s*[0-9]{4})?\b(?:(?!\s*,\s*0\d\s+(?:đã|đang|chưa)\s)"
            r"\s*(?:,|và|-|đến)\s*(?:tháng\s+)?[0-9]{1,2}\b(?:/[0-9]{4})?"
            r"(?!\s*(?:cuộc|ý|người|hội|buổi|kiến nghị|kn|yk|đại biểu|lượt|câu|nội dung|phiên|kỳ|đợt|lần|%)))*",
        ),
        ("year", r"(?:năm|niên độ|nhiệm kỳ|khóa|giai đoạn)\s+[0-9ol]{4}(?:\s*[-–]\s*(?:năm\s+)?[0-9]{4})?\b"),
        ("year", r"\b(?:19|20)[0-9]{2}\s*[-–]\s*(?:19|20)[0-9]{2}\b"),
        (
            "period",
            r"quý\s+(?:0?[1-4o]|[ivl]{1,3})(?![0-9])(?:\s*[/,]\s*(?:năm\s+)?[0-9]{4})?\b(?:\s*(?:,"
            r"|và)\s*(?:quý\s+)?[iv]{1,3}\b)*",
        ),
        (
            "period",
            r"(?:[0-9ol]{1,2}|ba|sáu|chín|hai|bốn|năm)\s+tháng\s+(?:đầu|cuối|giữa|cuối cùng|qua|gần"
            r"|còn lại)(?:\s+(?:của\s+)?năm)?(?:\s+[0-9]{4})?",
        ),
        # 167-CV/BTGDVTU | số 07-QC/TU | Nghị định số 66/2025/NĐ-CP | Quyết định số 217-QĐ/TW
        (
            "document",
            r"[0-9ol]+\s*(?:/\s*[0-9]{4}\s*)?[-–/]\s*[a-zđ&]{2,}(?:[-/&][a-zđ0-9&]+)*(?<!\d)\b(?<!yk)(?<!kn)(?<!đb)",
        ),
        ("document", r"\b[0-9]+/[0-9]{4}/[a-zđ0-9]+(?:-[a-zđ]+)*"),
        (
            "document",
            r"(?:nghị định|thông tư|quyết định|nghị quyết|công văn|kế hoạch|chỉ thị|kết luận|quy chế|quy định"
            r"|luật|chương trình|thông báo|hướng dẫn|báo cáo|tờ trình|đề án|cv|kh|qđ|nđ|nq"
            r"|tb)\s+(?:số\s+)?[0-9ol]+\b(?!\s*(?:ý kiến|yk|kiến nghị|kn|cuộc|hội nghị|hn|buổi|phiên|người"
            r"|lượt|đại biểu))",
        ),
        # bảng 1 | biểu số 2 | mục 2.2 | điều 5 | cuộc 1 | lần thứ 2 | hội nghị thứ hai | tổ 12 | thôn 5
        (
            "ordinal",
            r"(?<!dứt )(?<!thời )(?<!phát )(?:bảng|biểu|phụ lục|mục|điều|khoản|điểm|phần|tiểu mục|dòng|cột"
            r"|trang)\s+(?:số\s+)?[0-9ol]+(?:\.[0-9]+)*\b(?!\s*(?:ý kiến|yk|cuộc|người|kiến nghị|kn))",
        ),
        ("ordinal", r"(?:lần\s+)?thứ\s+(?:[0-9]+|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)\b"),
        ("ordinal", r"(?:lĩnh vực|mảng)\s+(?:số\s+)?\d{1,2}\s*[-–:.)]\s*(?=[^\W\d])"),
        (
            "ordinal",
            r"(?<!cùng )(?<!tại )(?<!trong )(?<!ở )(?<!các )(?<!số )(?<!định )(?<!thường )(?<!đ\.)(?<!đ/)(?<!sau"
            r" )(?<!ngay )(?<!chợ )(?<!qua"
            r" )(?<!mở )(?<!cơ )(?<!tổng )(?<!dứt )(?<!thời )(?:cuộc|hội nghị|hn|buổi|lần|đợt|kỳ|phiên|điểm|cụm|số"
            r"|nhóm|loại)"
            r"\s+(?:số\s+)?[0-9ol]+\b(?!\s*(?:cuộc|hn|đb|kn|ý kiến|yk|người|đại biểu|kiến nghị|câu|lượt"
            r"|%|,\d|hội nghị|buổi|nội dung|/|tháng))",
        ),
        (
            "ordinal",
            r"(?<!cơ )(?<!văn )(?<!các )(?<!số )(?:khu|tổ|tổ dân phố|thôn|bản|vị trí|ngõ|quốc lộ|tỉnh lộ|đường tỉnh"
            r"|đường|km|vùng|khối|xóm|đội|cấp|hạng)\s+(?:số\s+)?[0-9ol]+\b(?!\s*(?:cuộc|hn|đb|kn|ý kiến|yk|người"
            r"|đại biểu"
            r"|kiến nghị|câu|lượt|%|,\d|hội nghị|buổi|nội dung|/|tháng))",
        ),
        (
            "ordinal",
            r"(?<!định )(?<!thường )(?<!tại )(?<!sau )(?<!trong )(?:cuộc|hội nghị|buổi|lần|đợt|kỳ"
            r"|phiên)\s+(?:một|hai|ba|bốn|tư|năm|sáu)\b(?=\s*[,:(.]|\s+(?:ngày|tại|tổ chức|có|ở|diễn|do|vào|là"
            r"|với))",
        ),
        # thôn Luổng Láo 1:
        (
            "ordinal",
            r"(?<!cơ )(?<!văn )(?:thôn|bản)\s+(?:(?!là|có|nêu|với|gồm|được)[^\W\d]+\s+){1,3}[0-9]{1,2}(?=\s*[:,;.)])",
        ),
        (
            "ordinal",
            r"(?:chia|tách|gộp|phân)\s+(?:ra\s+)?(?:làm|thành)\s+(?:hai|ba|bốn|năm)(?=\s*[:;,.(]|\s+(?:phần|nhóm|mục|loại|ý))",
        ),
        # "dòng (6)", "Tỷ lệ (4)/(3)", "(5) = (3) + (4)": rows of a form
        ("ordinal", r"(?:dòng|mục|cột|chỉ tiêu|biểu|điểm)\s+\(\d{1,2}(?:\.\d{1,2})?\)"),
        ("ordinal", r"\(\d{1,2}\)\s*[/+=:x-]\s*\(\d{1,2}\)(?:\s*[/+=:x-]\s*\(\d{1,2}\))*"),
        ("ordinal", r"chia\s+(?:\d{1,2}|hai|ba|bốn)(?=\s+(?:phiên|buổi|ca)(?!\s+(?:định|thường|đột)))"),
        # "Cuộc thứ nhất, 28/8 (định kỳ)", "Buổi thứ hai, 12/9, trời mưa"
        (
            "date",
            r"(?:cuộc|hội nghị|buổi|phiên|kỳ|đợt|lần)\s(?:thứ\s)?(?:[^\W\d]+\s?){1,3}[,:(–-]\s*[0-9]{1,2}/[0-9]{1,2}\b"
            r"(?!\s*(?:/|ý kiến|yk|kiến nghị|kn|người|%))",
        ),
        ("clock", r"\b[0-9]{1,2}\s*(?:giờ|h)\s*[0-9]{0,2}(?:\s*phút)?\b"),
        ("distance", r"km\s*[0-9]+(?:\s*\+\s*[0-9]+)?"),
        ("range", r"từ\s+[0-9]+\s+(?:đến|tới)\s+[0-9]+(?=\s+(?:tuổi|ngày|giờ|năm|tháng|triệu))"),
    )
)
# "(1)", "1)", "2.1." at the start of a paragraph, after its bullet
_LIST_MARK = re.compile(r"^\W{0,3}(?:\(?[0-9]{1,2}\)|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}\s*[.):/-](?![0-9]))")
_INLINE_MARK = re.compile(r"(?<!\d)(?<!\d )\(\s*[1-9]\s*\)(?=\s*[^\W\d])")
_PERCENT = re.compile(r"\s*(?:%|phần trăm)")
_SPOKEN_RATE = re.compile(rf"(?P<fraction>\s+(?:phẩy|phảy)\s+(?:không\s+)?{_WORDS})?\s+phần trăm")
_NOT_A_YEAR_WORD = re.compile(
    r"(?:trong|cả|hằng|hàng|đầu|cuối|mỗi|các|từng|nhiều|mấy|qua|giữa|theo|một|hai|ba|suốt|của|cùng|những)\s+$"
)


# "một số", "một vài", "một bộ phận": no number
_NOT_ONE = re.compile(
    r"\s+(?:số|vài|phần|bộ phận|cách|lúc|khi|mặt|mực|trong|là|nửa|thời gian|lần nữa|ít|chút|loạt|đằng|bên)\b"
)


# "nhiều người cùng hỏi một việc", "cùng một nội dung": the same, no number
_THE_SAME = re.compile(
    r"(?<!\w)cùng\s(?:(?:hỏi|nêu|nói|về|chung|kiến nghị|phản ánh|đề nghị|quan tâm)\s(?:đến\s|về\s)?)?một"
    r"\s(?:việc|nội dung|vấn đề|chuyện|câu|điều|chỗ|tuyến)\b"
)


# "tất cả năm ý kiến", "cả năm cuộc": five, no year
_ALL_FIVE = re.compile(r"(?:tất cả|cả|đủ)\s+năm$")


def find_structural(key: str) -> list[tuple[int, int, str]]:
    """List the stretches of a folded text whose numbers count nothing, with what they are."""
    spans = [(m.start(), m.end(), name) for name, pattern in _STRUCTURAL for m in pattern.finditer(key)]
    if (m := _LIST_MARK.match(key)) is not None:
        spans.append((m.start(), m.end(), "ordinal"))
    spans.extend((m.start(), m.end(), "ordinal") for m in _INLINE_MARK.finditer(key))
    return spans


# "Số người dự: ...174... người", "Số cuộc ............ 02"
_LEADERS = re.compile(r"\.{3,}|(?<=\s)\.\.(?=\s)|…[….]*|_{2,}")


def blank_leaders(text: str) -> str:
    """Put spaces for the dots of a form that a number is written on, a comma behind the number; the places stay."""
    if ".." not in text and "…" not in text and "__" not in text:
        return text
    return _LEADERS.sub(lambda m: _mark_for(text, m).ljust(len(m.group())), text)


def _mark_for(text: str, dots: re.Match[str]) -> str:
    """Give what dots stand for: a comma behind a number, a colon between a label and its number, or nothing."""
    before, after = text[: dots.start()], text[dots.end() :].lstrip()
    if _ends_number(text, dots) or (before.endswith(" ") and before.rstrip()[-1:].isdigit() and after[:1].isdigit()):
        return ","
    label = before.endswith(" ") and (before.rstrip()[-1:].isalpha() or before.rstrip().endswith(")"))
    return ":" if label and after[:1].isdigit() else " "


def _ends_number(text: str, dots: re.Match[str]) -> bool:
    """Tell whether dots lead from one number to the next words: "Đất đai ...... nêu 09 ...... giải đáp 07"."""
    apart = text[: dots.start()].endswith(" ")  # "...03... cuộc" is one number on a dotted line
    return apart and text[: dots.start()].rstrip()[-1:].isdigit() and text[dots.end() :].lstrip()[:2].isalpha()


def find_numerals(text: str) -> list[Numeral]:
    """Find the numerals of a paragraph or cell, in order; a word numeral is one only if it can count something."""
    return list(_find_numerals(blank_leaders(text)))


@lru_cache(maxsize=4096)  # both readers ask for the numerals of the same paragraphs
def _find_numerals(text: str) -> tuple[Numeral, ...]:
    key = fold_case(text)
    structural = find_structural(key)
    found: list[Numeral] = []

    def add(start: int, end: int, kind: str) -> None:
        why = next((name for s, e, name in structural if s <= start < e), "")
        pair = 0
        if not why and kind == "digits":
            before, after = key[:start].rstrip(), key[end:].lstrip()
            if after.startswith("/") and re.match(r"/\s*[0-9OlI]", text[end:].lstrip()) and not before.endswith("/"):
                pair = 1
            elif before.endswith("/") and found and found[-1].pair == 1:
                pair = 2
            elif before.endswith("/") and found and found[-1].pair in (2, 3):
                pair = 3
        if kind == "digits" and (m := _PERCENT.match(key, end)) is not None and pair == 0:
            kind = "percent"
            end = m.end() if m.end() - end <= 3 else end  # "tỷ lệ ....91,2....%"
        found.append(Numeral(start, end, text[start:end], kind, why, pair))

    for m in _TOKEN.finditer(text):
        if m.lastgroup == "slip" and not _is_slip(text, m.start(), m.end()):
            continue
        add(m.start(), m.end(), "digits")
    taken = [(n.start, n.end) for n in found]
    same = list(_THE_SAME.finditer(key))
    for m in _WORD_TOKEN.finditer(key):
        if any(s < m.end() and m.start() < e for s, e in taken):
            continue
        if m.group() == "một" and (_NOT_ONE.match(key, m.end()) or any(s.end() > m.end() > s.start() for s in same)):
            continue
        counts = re.match(
            r"\s+(?:ý kiến|cuộc|hội nghị|buổi|phiên|kiến nghị|nội dung|câu hỏi|lượt|người|đại biểu|yk|kn|đb|hn)\b",
            key[m.end() :],
        )
        gloss = re.match(r"\s*\(\s*0?5\s*\)", key[m.end() :]) or (
            re.search(r"(?<!\d)0?5\s*\(\s*$", key[: m.start()]) and re.match(r"\s*\)", key[m.end() :])
        )
        said = re.search(
            r"(?:giải đáp|trả lời|làm rõ|giải trình|đáp|được|cả|đủ|nêu|là|:)\s+năm$", key[: m.end()]
        ) and re.match(r"\s*(?:[.,;)]|$)", key[m.end() :])
        if (
            m.group() == "năm"
            and not gloss
            and not said
            and not (counts and _ALL_FIVE.search(key, 0, m.end()))
            and (
                _NOT_A_YEAR_WORD.search(key, 0, m.start())
                or re.match(r"\s*(?:\d|nay|trước|sau|qua|học|tới|ngoái|,|\.|;|:|\)|$)", key[m.end() :])
            )
        ):
            continue
        rate = _SPOKEN_RATE.match(key, m.end())  # "tám mươi bảy phẩy năm phần trăm", "chín mươi phần trăm"
        add(m.start(), rate.end("fraction") if rate and rate["fraction"] else m.end(), "percent" if rate else "words")
    return tuple(_whole_pairs(_join_glosses(text, sorted(found, key=lambda n: n.start))))


def _whole_pairs(numerals: list[Numeral]) -> list[Numeral]:
    """Take the mark of a pair off a numeral whose other half is none ("866/ngày")."""
    return [
        replace(n, pair=0)
        if (n.pair == 1 and (i + 1 == len(numerals) or numerals[i + 1].pair != 2))
        or (n.pair == 2 and (i == 0 or numerals[i - 1].pair != 1))
        else n
        for i, n in enumerate(numerals)
    ]


def _is_slip(text: str, start: int, end: int) -> bool:
    """Tell whether letters O, l, I here stand for digits: "O2", "lO ý kiến", not "I." or "l" in a word."""
    token = text[start:end]
    if token.isdigit():
        return False  # the other alternative finds these
    if (
        end < len(text)
        and text[end].isalpha()
        and not re.match(r"(?:ý|cuộc|người|đại|kiến|yk|kn|đb|hn|lượt)", text[end:].lower())
    ):
        return False
    if token in "Oo" and re.search(r":\s*$", text[:start]) and re.match(r"\s*(?:[.;,]|$)", text[end:]):
        return True  # "chuyển cấp trên: O"
    if any(c.isdigit() for c in token) or re.fullmatch(r"O[lI]|[lI]O", token):
        return True
    return len(token) > 1 and bool(
        re.match(r"\s*(?:ý kiến|cuộc|người|đại biểu|kiến nghị|lượt|%|hội nghị|nội dung|yk|kn)", text[end:].lower())
    )


def _join_glosses(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """Make one numeral of "hai (02)" and of "02 (hai)"."""
    joined: list[Numeral] = []
    for n in numerals:
        last = joined[-1] if joined else None
        if (
            last is not None
            and {last.kind, n.kind} == {"words", "digits"}
            and re.fullmatch(r"\s*\(\s*", text[last.end : n.start])
            and (m := re.match(r"\s*\)", text[n.end :])) is not None
        ):
            end = n.end + m.end()
            joined[-1] = Numeral(last.start, end, text[last.start : end], "gloss", last.structural or n.structural)
            continue
        joined.append(n)
    return joined
