"""Find the sections of a report by what their titles say, not by their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.figures.find_numerals import blank_leaders
from extractors.figures.judge_annex import RESULTS_ROW, is_of_fields, is_of_measures
from extractors.figures.load_form import Form
from extractors.figures.match_title import ASSESSMENT, BEFORE_FIGURES, match_title, may_follow, past_title
from extractors.fold_case import fold_case
from extractors.records import Document, Paragraph, Table

# "I.", "II-", "1.", "2.1.", "2.1-", "a)", "(1)", "Phần I", "A."; the text after it is the title
_LABEL = re.compile(
    r"^\s*(?:(?:phần|mục|chương)\s+(?:thứ\s+\w+|[ivx]+|\d+|[a-d])\b\s*[.:)\-–]?\s*"
    r"|(?P<roman>[ivx]{1,4})\s*[.)\-–/:]\s*(?!v\s)"
    r"|(?P<letter_upper>[A-D])\s*[.)\-–/]\s*"
    r"|(?P<number>\(?\d{1,2}(?:\.\d{1,2}){1,3})\s*[.,):\-–/]?\s*(?=[^\W\d])"
    r"|(?P<plain>\(?\d{1,2})\s*[.):\-–/]\s*(?=[^\W\d])"
    r"|(?P<letter>[a-eđ])\s*[.)]\s*"
    r"|(?P<bullet>[-–+*•○●▪✓◦‣►■])\s*)",
    re.IGNORECASE,
)
# "* Đối thoại: định kỳ 03 hội nghị", likewise
_SESSIONS_LINE = re.compile(
    r"\W*(?:2\.2\W*)?(?:kết quả |tổ chức |các cuộc |số liệu )?(?:tiếp xúc, )?đối thoại\s*:\s*(?=\S)"
)
# "Mục 5. Số buổi đối thoại đã tổ chức: 04 (định kỳ 03, đột xuất 01)"
_SESSIONS_COUNT = re.compile(
    r"\W*(?:mục\s+)?(?:\d{1,2}[.):]\s*)?(?:tổng )?số (?:cuộc|buổi|hội nghị|phiên|kỳ|lần)[^.:;\d]{0,20}"
    r"(?:đối thoại|tiếp xúc)[^.:;\d]{0,40}:\s*(?=\d)"
)
_BEFORE_SESSIONS = ("preamble", "situation", "advantages", "difficulties", "outcome", "leadership", "monitoring")
# "Giải quyết KN: tổng 60", in a line of its own, typed without a number
_RESULTS_LINE = re.compile(
    r"\W*(?:kết quả |việc |tình hình |công tác )?(?:giải quyết|xử lý) (?:các )?(?:kn"
    r"|kiến nghị)(?: sau (?:đối thoại|hn|hội nghị))?\s*(?:\([^)]*\)\s*)?:"
)
_REPORT = re.compile(r"^\W*(?:báo cáo|b\s*á\s*o\s+c\s*á\s*o|bc)\b", re.IGNORECASE)
_MAY_BE_BULLET = ("advantages", "difficulties", "achievements", "limitations", "causes", "monitoring", "leadership")
# where the form of Quy chế 07 puts the parts of its section II.2
_FORM_NUMBERS = {"2.1": "monitoring", "2.2": "sessions", "2.3": "contents", "2.4": "results"}
_BULLETS = frozenset({"-", "+", "•", "*", "–"})
_TITLE_LENGTH = 150
_TITLE_REACH = 200  # characters of a paragraph in which its title stands, with number and bullet
_VALUE = re.compile(r"\s*[\dOl][\dOl.,]*\s*(?:[^\W\d]+\s?){0,3}(?:\([^)]*\)\s*)?[.;]?\s*$")
# "2.4. Kết quả giải quyết các kiến nghị, đề xuất tại các cuộc tiếp xúc, đối thoại Tổng số kiến nghị: 48 …"
_RUN_ON = re.compile(r"[^.;:\d]{30,120}?[^\W\d_](?=\s(?:Tổng số|Tổng|Số|Có|Toàn bộ|Tất cả|Đã)\s[^.;\d]{0,60}:?\s*\d)")
_TITLE_STOP = re.compile(r"[^\W\d][^.;:\d]{5,60}\.(?=\s+[A-ZĐÀ-Ỹ])")
# "Số cuộc - 03"
_LISTS_VALUE = re.compile(r"[^\W\d]\s+[-–]\s+\d{1,3}(?![\d/-])")
# "03 cuộc", "97%": a title counts nothing
_COUNTED = re.compile(r"\d\s*(?:ý kiến|cuộc|người|đại biểu|kiến nghị|yk|hội nghị|buổi|câu hỏi|%)")


_COUNTING = re.compile(r":\s*[\dOl]+\s*(?:ý kiến|cuộc|người|lượt|đại biểu|kiến nghị|hội nghị|buổi|%)")
_ANNEX = re.compile(r"\W*phụ lục\W*(?:(?:số\s*)?[\divx]{1,3})?\W*")
_OF_SITUATION = frozenset({"situation", "advantages", "difficulties"})
_LEADER = re.compile(r"(?:\.{5,}|…{2,})\s*(?:\d|không)")
_NUMBER_OF = re.compile(r"(?:tổng )?số\s[^:;.\d]{2,40}:\s*[\dOl]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the section it stands in; ``text_start`` skips a title that opens the paragraph ("Khó khăn: …")."""

    block: Paragraph | Table
    section: str  # key of the form, "preamble" before the first title, "closing" after the last section
    is_heading: bool = False
    text_start: int = 0


def find_outline(document: Document, form: Form) -> list[Placed]:
    """Give every block its section, in reading order."""
    placed: list[Placed] = []
    current, opened, titled = "preamble", False, False
    seen: set[str] = set()
    numbered: dict[str, str] = {}
    last_number = ""  # of the title of the current section
    for i, block in enumerate(document.blocks):
        if isinstance(block, Table):
            appended = current == "closing" and (is_of_fields(block, form) or is_of_measures(block, form))
            placed.append(Placed(block, "sessions" if appended else current))
            if current == "sessions" and any(RESULTS_ROW.match(fold_case(c.text)) for c in block.cells):
                current = "results"  # the table goes on with what became of the petitions
            continue
        annexed = current == "tasks" and _ANNEX.fullmatch(fold_case(block.text)) is not None
        if current not in ("preamble", "closing") and (annexed or _is_closing(block, form)):
            current = "closing"
        if current == "closing":
            placed.append(Placed(block, current))
            continue
        section, start, whole = _read_title(block, form, current, opened)
        number = _number(block)
        counting = _COUNTING.search(fold_case(blank_leaders(block.text))) is not None
        if (
            opened
            and not counting
            and current not in ("advantages", "difficulties")
            and (by_number := _section_by_number(number, numbered, section, len(block.text)))
        ):
            section, start, whole = by_number, 0, True
        numbered[number] = section
        places_of_items = ("sessions", "outcome") if seen else ("sessions", "outcome", "preamble")
        if current in places_of_items and not section and opened and _leads_to_items(document.blocks, i, form):
            section, start, whole = "contents", 0, True
        if current in _BEFORE_SESSIONS and (opening := _SESSIONS_LINE.match(fold_case(block.text))):
            section, start, whole = "sessions", opening.end(), False
        if current in _BEFORE_SESSIONS and not section and _SESSIONS_COUNT.match(fold_case(block.text)):
            section, start, whole = "sessions", 0, False
        if current in ("sessions", "outcome", "contents", "preamble") and _RESULTS_LINE.match(fold_case(block.text)):
            section, start, whole = "results", block.text.index(":") + 1, False
        if (
            section in ("results", "contents")
            and current == "sessions"
            and _is_inner(block, last_number)
            and any(_is_title_of(later, section, form) for later in document.blocks[i + 1 :])
        ):
            section = ""  # "d) Kết quả trả lời: giải đáp tại hội nghị 52 ý kiến", inside 2.2
        if section == "outcome" and "contents" in seen and not seen & {"results", "assessment"} and "sessions" in seen:
            section = "results"  # after the contents come the results, whatever their title says
        if section == "contents" and whole and current == "preamble" and not is_bullet(block) and _number_label(block):
            section = "situation"  # "I. Vài điều về xã": the first part of the body is never the contents
        if section == "tasks" and not seen & {"assessment", "achievements", "limitations"}:
            section = past_title(block.text, form) or section
        titled = titled or _REPORT.match(block.text) is not None
        opened = opened or (_is_opening(block) and (titled or len(block.text) > 150))
        figures_to_come = not seen & {"sessions", "results", "contents", "assessment"}
        if (
            whole
            and figures_to_come
            and (section in ("achievements", "tasks") or (section == "assessment" and "outcome" not in seen))
        ):
            section = (
                "outcome"  # "KẾT QUẢ ĐẠT ĐƯỢC" or "Công việc đã làm" before any figure is the part that holds them
            )
        if section:
            last_number = number if whole or section != current else last_number
            current = section
            seen.add(section)
            placed.append(Placed(block, current, is_heading=whole, text_start=0 if whole else start))
        else:
            placed.append(Placed(block, current))
    return placed


def _is_inner(paragraph: Paragraph, number: str) -> bool:
    """Tell whether a paragraph is an item within the section of that number: "d) …", "2.2.4. …"."""
    lettered = re.match(r"\s*[a-eđ]\s*[.)]", paragraph.text) is not None
    return lettered or (bool(number) and _number(paragraph).startswith(f"{number}."))


def _is_title_of(block: Paragraph | Table, wanted: str, form: Form) -> bool:
    """Tell whether a block is the title of a section, and no lettered item of another."""
    if isinstance(block, Table) or _is_inner(block, ""):
        return False
    section, _start, whole = _read_title(block, form, "sessions", True)
    return section == wanted and (whole or bool(_number(block)))


def _number_label(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph begins with a number or letter of a part: "I.", "A.", "1."."""
    return _LABEL.match(paragraph.text) is not None or bool(paragraph.label)


def _number(paragraph: Paragraph) -> str:
    """Give the number of a subtitle, typed or set by the word processor: "2.4", or ''."""
    label = _LABEL.match(paragraph.text)
    return (label.group("number") or "" if label is not None else "") or paragraph.label.rstrip(".")


def _section_by_number(number: str, numbered: dict[str, str], section: str, length: int) -> str:
    """Give the section of a subtitle in words we don't know, by its number in the form: 2.1 mood, 2.2 meetings, ….

    Only where the subtitles before it stand for the sections that the form puts there.
    """
    expected = _FORM_NUMBERS.get(number)
    order = ("leadership", *_FORM_NUMBERS.values())
    if expected is None or length > _TITLE_LENGTH or section not in ("", "outcome", *order):
        return ""
    if expected == "monitoring" and section:
        return ""
    later = section in order and order.index(section) >= order.index(expected)
    if later and not (section == "contents" and expected == "sessions"):
        return ""
    if any(numbered.get(n) == section_of for n, section_of in _FORM_NUMBERS.items() if n > number):
        return ""  # a list inside 2.2 that begins with 2.1 again
    before = [n for n in _FORM_NUMBERS if n < number]
    if not all(numbered.get(n) == _FORM_NUMBERS[n] for n in before):
        return ""
    return expected


def _leads_to_items(blocks: Sequence[Paragraph | Table], i: int, form: Form) -> bool:
    """Tell whether a line without a number leads to petitions, one a line: "Những điều bà con mong muốn là:"."""
    lead = blocks[i]
    if not isinstance(lead, Paragraph) or not lead.text.rstrip().endswith(":") or len(lead.text) > _TITLE_LENGTH:
        return False
    key = re.sub(r"[\w/]+", lambda m: form.title_abbreviations.get(m.group(), m.group()), fold_case(lead.text))
    if _COUNTED.search(key) or form.titles_anywhere["contents"].search(key) is None or "lĩnh vực" in key:
        return False
    items = []
    for block in blocks[i + 1 :]:
        numbered = isinstance(block, Paragraph) and re.match(r"\s*\(?\d{1,2}[.)]", block.text)
        if not isinstance(block, Paragraph) or not (is_bullet(block) or numbered):
            break
        if _RESULTS_LINE.match(fold_case(block.text)):
            break
        items.append(fold_case(block.text))
    counting = [
        t
        for t in items
        if _COUNTED.search(t) or re.search(r":\s*\(?\d|[:\d]\W*$|:\s*không|không (?:có|phát sinh) (?:ý|yk|kiến)", t)
    ]
    return len(items) >= 2 and len(counting) <= len(items) // 8


def is_bullet(paragraph: Paragraph) -> bool:
    """Tell whether a bullet opens a paragraph, typed or set by the word processor."""
    label = _LABEL.match(paragraph.text)
    return (label is not None and label.group("bullet") is not None) or paragraph.label in _BULLETS


def _is_opening(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is the sentence that opens the report: "Thực hiện …, Đảng ủy xã … báo cáo như sau:"."""
    return len(paragraph.text) > 60 and not paragraph.bold and not paragraph.centered


def _is_closing(paragraph: Paragraph, form: Form) -> bool:
    key = fold_case(paragraph.text)
    if form.words["closing"].search(key):
        return True
    if paragraph.text.rstrip().endswith("./.") and len(key) < 400:
        return True
    return (
        len(key) < 250
        and bool(form.words["closing_verbs"].search(key))
        and bool(re.match(r"^\W*(?:đảng|ban|ubnd|xã|phường)", key))
    )


def _read_title(paragraph: Paragraph, form: Form, current: str, opened: bool) -> tuple[str, int, bool]:
    """Read a paragraph as a section title: (section or '', where the text after the title starts, whole paragraph)."""
    text = blank_leaders(form.mend(paragraph.text[:_TITLE_REACH]) + paragraph.text[_TITLE_REACH:])
    label = _LABEL.match(text)
    body_start = label.end() if label else 0
    colon = text.find(":", body_start)
    counted = label is not None or (bool(paragraph.label) and not is_bullet(paragraph))
    if colon < 0 and counted and (stop := _TITLE_STOP.match(text, body_start)) is not None:
        colon = stop.end() - 1  # "2.4. Xử lý kiến nghị. Bảng dưới đây …"
    inline = 0 <= colon - body_start <= 70 and colon < len(text.rstrip()) - 1
    if not inline and label is not None and label.group("number") and (run_on := _RUN_ON.match(text, body_start)):
        colon, inline = run_on.end(), True  # a full line of title, and the text below it set in one paragraph
    # "Mục 6. Số lượt người tham dự: 377.", "2.1. Tổng số cuộc: 03 cuộc; trong đó …"
    states_value = (
        inline and (_VALUE.match(text, colon + 1) or _NUMBER_OF.match(fold_case(text), body_start)) is not None
    )
    title = text[body_start : colon if inline else len(text)].strip()
    bullet = is_bullet(paragraph)
    if bullet and inline and re.match(r"\s*[\dOl]", text[colon + 1 :]):
        return "", 0, False  # "- Lãnh đạo xã trả lời được tại chỗ: 38 ý kiến"
    numbered = (label is not None and not bullet) or (bool(paragraph.label) and not bullet)
    own_roman = re.match(r"[IVX]+\b|[A-D]\b|phần", paragraph.label, re.IGNORECASE) is not None and not bullet
    upper = title.isupper()
    marked = numbered or paragraph.bold or upper
    sentence = title.endswith((".", ";")) or len(title) > 110
    short = (
        opened
        and not bullet
        and not inline
        and 1 < len(title.split()) <= 9
        and title[:1].isupper()
        and title[-1:].isalpha()
    )
    if _LEADER.search(paragraph.text):
        return "", 0, False  # "2.1. Trong đó: nữ ......... 203 người"
    if not title or len(title) > _TITLE_LENGTH or (current == "preamble" and not opened and not numbered):
        return "", 0, False
    if current == "contents" and not (paragraph.bold or upper) and (bullet or sentence):
        return "", 0, False
    if (
        not marked
        and not inline
        and (sentence or title.endswith(":") or len(title.split()) > 14 or re.search(r"[,;]\s.*[,;]\s", title))
    ):
        return "", 0, False
    key = re.sub(r"[\w/]+", lambda m: form.title_abbreviations.get(m.group(), m.group()), fold_case(title))
    key = re.sub(r"([^\W\d]{1,6})[./]([^\W\d]{1,6})", lambda m: form.two_words(m[1], m[2]) or m.group(), key)
    if fold_case(title).startswith("tl "):
        key = fold_case(title)  # "TL tại phiên: 44 KN" answers, it is no advantage
    if _COUNTED.search(key) or _LISTS_VALUE.search(key):
        return "", 0, False
    counts_field = inline and re.search(r"\d", text[colon + 1 :]) and form.category.search(key) is not None
    if counts_field or form.category.fullmatch(key.strip(" .:")):
        return "", 0, False  # "Đất đai", bold, over the numbers of the field; "a. Việc về đất đai: dân hỏi 12"
    section = match_title(key, form)
    own_part = marked and label is not None and re.match(r"\W*(?:phần|[ivx]+\s*[.)-])", fold_case(text)) is not None
    caption = re.match(r"(?:biểu|bảng|phụ lục)\b", fold_case(text)) is not None
    lettered = label is not None and re.match(r"\s*[a-zđ]\s*[.)]", text) is not None and current == "sessions"
    if not section and (marked or short) and not (inline or sentence or caption) and len(title.split()) <= 14:
        section = next((name for name, pattern in form.titles_anywhere.items() if pattern.search(key)), "")
        section = "" if lettered and section == "results" else section  # "b) Cách xử lý:", of the opinions
        if section == "contents" and current in BEFORE_FIGURES and re.search(r"(?<!\w)làm(?!\w)", key):
            section = "outcome"  # "PHẦN II. NĂM QUA ĐÃ LÀM NHỮNG GÌ?"
        if section == "limitations" and current in _OF_SITUATION and not own_part:
            section = "difficulties"  # "2. Những điều chưa thuận"
        elif section in ("achievements", "limitations") and current not in ASSESSMENT:
            section = "outcome" if current not in ("sessions", "results") else current
    if not section and current == "results" and own_part and not (bullet or inline or sentence):
        section = "assessment"  # "PHẦN III. TỰ CHẤM ĐIỂM": the part that the form puts next
    if (
        not section
        and current == "preamble"
        and opened
        and marked
        and not bullet
        and not sentence
        and len(title.split()) <= 12
    ):
        section = "situation"  # the first title of the body, in words we don't know
    if not section or ((bullet or not marked) and inline and section not in _MAY_BE_BULLET) or (bullet and not inline):
        return "", 0, False
    if section == "achievements" and current in BEFORE_FIGURES and key.startswith("kết quả"):
        section = "outcome"  # "Kết quả làm được", right after the situation
    if section == "outcome" and current in ASSESSMENT and key == "kết quả":
        section = "achievements"
    roman = (label is not None and (label.group("roman") or label.group("letter_upper"))) or upper or own_roman
    if not may_follow(current, section, bool(roman), marked, sentence, paragraph.bold):
        return "", 0, False
    return section, (colon + 1 if inline and not states_value else 0), not inline
