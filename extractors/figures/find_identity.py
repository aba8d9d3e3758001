"""Find what a document says it is: whose report, of which period, under which number and date."""

from __future__ import annotations

import re

from extractors.figures.find_bounds import bracket_bounds
from extractors.figures.find_outline import Placed
from extractors.figures.find_periods import find_periods
from extractors.figures.load_form import Form
from extractors.fold_case import fold_case
from extractors.records import Address, Paragraph, PrintedIdentity, PrintedText, Span

# "Đảng ủy xã Lùng Phình", "ĐẢNG ỦY PHƯỜNG TRUNG TÂM", "trên địa bàn xã Gia Hội": the name is what follows, capitalised
_UNIT = re.compile(r"(?<!\w)(?:xã|phường|thị trấn)\s+", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_]+(?=[\s,.;:)/\-]|$)[ -]?")
_ISSUER = re.compile(
    r"(?:đảng ủy|đảng bộ|đảng uỷ|đ\.ủy|đu|ban chấp hành đảng bộ|ban thường vụ đảng ủy|btv đảng ủy|ubnd"
    r"|ủy ban nhân dân|địa bàn|của|tại|trong|toàn|cấp ủy)\s*$"
)
# "…, Đảng ủy xã Y Tý báo cáo kết quả 6 tháng cuối năm 2025"
_REPORTS = re.compile(r"(?<!yêu cầu )(?<!chế độ )báo cáo\s[^.;:]{0,90}$")
# "- Ban Thường vụ Đảng ủy xã Y Tý đã ban hành Kế hoạch …"
_SUBJECT = re.compile(
    r"\W*(?:\w{1,2}[.)]\s*)?(?:(?:ban thường vụ|thường trực|ban chấp hành)\s+)?(?:đảng ủy|đảng bộ|ubnd"
    r"|ủy ban nhân dân|(?:ủy ban |ub)?(?:mttq|mặt trận tổ quốc)(?: việt nam)?)\s+"
)
_ISSUES = re.compile(
    r"\s+(?:và các (?:tổ chức |ban, ngành, )?đoàn thể\s+)?(?:đã\s+)?"
    r"(?:tổ chức nắm|nắm (?:bắt )?(?:tình hình|dư luận)|ban hành|xây dựng (?:kế hoạch|quy chế|chương trình)"
    r"|chỉ đạo|phân công|quán triệt)"
    r"|\s+đã\s+(?:chủ động|kịp thời|tập trung|lãnh đạo|quan tâm)"
)
# Số 62-BC/ĐU | Số: 203 - BC/ĐU | Số O7-BC/ĐU
_SYMBOL = re.compile(
    r"(?<!\w)số\s*:?\s*(?P<symbol>(?P<number>[0-9OolI]{1,5}[a-h]?)\s*[-–/]\s*bc\s*[-–/]\s*[\wđ]{1,12})", re.IGNORECASE
)
_BARE_SYMBOL = re.compile(
    r"^\s*(?P<symbol>(?P<number>[0-9OolI]{1,5}[a-h]?)\s*[-–/]\s*bc\s*[-–/]\s*[\wđ]{1,12})\s*$", re.IGNORECASE
)
_DAY_WORDS = r"(?:một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|lăm|mốt|mươi|mùng|mồng)"
_DATE = re.compile(
    rf"(?:ngày\s*(?:(?:lập|báo cáo|ký|gửi|ban hành)\s*:?\s*)?|^[^\W\d][^,;:\d]{{1,40}},\s*)"
    rf"(?P<date>(?P<day>[0-9OolI]{{1,2}}|{_DAY_WORDS}(?:\s{_DAY_WORDS}){{0,2}})\s*"
    rf"(?:tháng|[/.-])\s*(?P<month>[0-9OolI]{{1,2}}|{_DAY_WORDS}(?:\s{_DAY_WORDS})?)\s*(?:năm"
    r"|[/.-])\s*(?P<year>[0-9OolI]{4}))",
    re.IGNORECASE,
)
# "Căn cứ Quy chế số 07-QC/TU ngày 19/7/2025": the day of another paper
_OF_A_PAPER = re.compile(r"\d\s*[-/]\s*[A-ZĐ]{2,}[^\s,;]*\s+$")
_REPLACES = re.compile(
    r"(?:thay thế|thay cho|thay)\s+(?:cho\s+)?(?:toàn bộ\s+)?báo"
    r" cáo\s+số\s*:?\s*(?P<symbol>\d{1,5}\s*[-–/]\s*bc\s*[-–/]\s*[\wđ]{1,12})",
    re.IGNORECASE,
)
# "Nhân dân xã Mậu A đã phát biểu 49 ý kiến"
_SPEAK = re.compile(r"\s*(?:đã\s+)?(?:phát biểu|nêu|tham gia|đóng góp|gửi|đặt|phản ánh|có)\b")
# "UBND xã Tả Phìn đã giải quyết xong sau hội nghị 02"
_ACTS = re.compile(r"\s+(?:đã\s+)?(?:giải quyết|xử lý|trả lời|giải đáp|chuyển|tổ chức|lập danh mục)(?!\w)")
_FIGURES = ("sessions", "outcome", "results")
_TITLE = re.compile(r"^\W*(?:báo cáo|b\s*á\s*o\s+c\s*á\s*o|bc)\b", re.IGNORECASE)


def address_in(
    block: int, start: int, end: int, spans: tuple[Span, ...], row: int | None = None, column: int | None = None
) -> Address:
    """Make the address of characters of a block, with the box of the spans on the first page it touches."""
    blank = start == end == 0
    touched = [
        s for s in spans if s.page and ((s.char_start < end and start < s.char_end) or (blank and s.char_end == 0))
    ]
    if not touched:
        return Address(block, start, end, row, column)
    page = touched[0].page
    on_page = [s for s in touched if s.page == page]
    return Address(
        block,
        start,
        end,
        row,
        column,
        page,
        min(s.x0 for s in on_page),
        min(s.y0 for s in on_page),
        max(s.x1 for s in on_page),
        max(s.y1 for s in on_page),
    )


_PLACE = re.compile(r"[A-ZĐÀ-Ỹ][^,;:\d]{1,40},\s*ngày")
_OPENS = re.compile(r"\W*(?:trong|tính trong)?\s*")
_WE_HELD = re.compile(  # "Trong 6 tháng cuối năm 2025, phường tổ chức 03 cuộc"
    r"\s*,?\s*(?:toàn\s+)?(?:xã|phường|đảng ủy|ban thường vụ|lãnh đạo|thường trực|bí thư|chúng tôi|địa phương)(?!\w)"
    r"(?:\s*,\s*ubnd (?:xã|phường))?"
    r"[^,;.\d]{0,60}?\s?(?:tổ chức|mở|chủ trì|tiến hành)\s+(?:được\s+)?"
    r"(?:\d|một|hai|ba|bốn|năm|sáu|[^.;\d]{0,80}như sau:\s*$)"
)
_HEAD_OF_LINE = re.compile(r"\W*(?:\w{1,3}[.)]\s*)?(?:[^:.;\d]{1,25}:\s*)?(?:trong\s+)?")
_SAID_ABOVE = re.compile(r"[^.;\d]{0,60}(?:nêu trên|nói trên|đã nêu|trên đây)")  # "9 tháng năm 2025 các cuộc nêu trên"
_CAPTION = re.compile(r"\W*(?:biểu|bảng)\s+(?:số\s+)?\w{1,3}\s*[.:–-]")
_BESIDE = re.compile(  # "có đặt cạnh số liệu 6 tháng cuối năm 2025 (dưới đây gọi là kỳ trước)"
    r"(?:so với|so sánh với|đối chiếu với|đặt cạnh|bên cạnh)\s(?:các\s|những\s)?(?:số liệu|kết quả)(?:\s(?:của|kỳ))?\s$"
)
_FIGURES_OF = re.compile(  # "Số liệu trong báo cáo này là số liệu quý IV năm 2025"
    r"số liệu (?:(?:trong|của|nêu trong|tại) )?báo cáo(?: này)?\s(?:là|lấy|tính|được tính)"
    r"(?:\s(?:số liệu|theo|của|từ))*\s$"
)
_COMPARED = re.compile(r"[^,;.()]{0,20}(?:để (?:so sánh|đối chiếu|tham khảo))")  # "(số liệu năm 2024 nêu để so sánh)"


def find_identity(placed: list[Placed], form: Form) -> PrintedIdentity:
    """Collect the mentions of unit and period, the number and the date, each with its place."""
    zones = _zones(placed)
    units: list[PrintedText] = []
    periods: list[PrintedText] = []
    symbol = issued_on = replaces = None
    for zone, paragraph in zones:
        text, key = paragraph.text, fold_case(paragraph.text)
        for start, end in _units(text):
            its_people = re.search(r"(?:nhân dân|người dân|bà con)\s*$", key[:start]) and _SPEAK.match(key, end)
            tells = _SUBJECT.fullmatch(key[:start]) and _ISSUES.match(key, end)
            if zone in ("body", "statistics") and not (_ISSUER.search(key[:start]) or its_people or tells):
                continue
            if re.search(r"(?:các|những|\d+|hai|ba|bốn)\s*$", key[:start]) or re.match(
                r"\s*(?:cũ|\(cũ\)|trước đây)", key[end:]
            ):
                continue
            acts = zone == "statistics" and _ISSUER.search(key[:start]) and _ACTS.match(key, end)
            own = "body" if zone == "statistics" and not (its_people or acts) else zone
            if _CAPTION.match(key):
                own = "section"  # "Biểu 02. Kết quả tại xã …"
            if zone == "body" and tells:
                own = "section"  # the unit tells what it did itself
            units.append(PrintedText(own, text[start:end], address_in(paragraph.block, start, end, paragraph.spans)))
        for p in find_periods(key):
            said = text[p.start : p.end]
            address = address_in(paragraph.block, p.start, p.end, paragraph.spans)
            by_the_way = bracket_bounds(key, p.start) is not None  # "(Quý IV/2025 xã tổ chức 01 cuộc, 88 người dự)"
            own_statement = _OPENS.fullmatch(key[: p.start]) and _WE_HELD.match(key, p.end) and not by_the_way
            if zone == "statistics" and own_statement:
                periods.append(PrintedText("statistics statement", said, address))
            if zone == "body" and _HEAD_OF_LINE.fullmatch(key[: p.start]) and _SAID_ABOVE.match(key, p.end):
                periods.append(PrintedText("statistics statement", said, address))
            if zone == "body" and _FIGURES_OF.search(key[: p.start]):
                periods.append(PrintedText("statistics statement", said, address))
            if _BESIDE.search(key[: p.start]) or (
                zone == "opening" and not p.year and bracket_bounds(key, p.start) is not None
            ):
                continue  # what is said by the way
            if zone == "closing" and ". " in key[p.end : -3]:
                continue  # a line before the closing sentence, set in one paragraph with it
            if zone in ("body", "statistics") or _COMPARED.match(key, p.end):
                continue
            periods.append(PrintedText(zone, said, address))
            if zone == "opening" and _REPORTS.search(key[: p.start]):
                periods.append(PrintedText("opening statement", said, address))
        if zone == "heading" or (zone == "title" and _SYMBOL.match(text.strip())):
            m = _SYMBOL.search(text) or _BARE_SYMBOL.search(text)
            if symbol is None and m is not None:
                symbol = PrintedText(
                    zone, m["symbol"], address_in(paragraph.block, m.start("symbol"), m.end("symbol"), paragraph.spans)
                )
        date = _DATE.search(text)
        if (
            date is not None
            and issued_on is None
            and not _OF_A_PAPER.search(text, 0, date.start())
            and (
                zone == "heading"
                or (zone in ("closing", "title", "body") and _place_and_date(text, date, zone == "body"))
            )
        ):
            issued_on = PrintedText(
                zone, date["date"], address_in(paragraph.block, date.start("date"), date.end("date"), paragraph.spans)
            )
        r = _REPLACES.search(text)
        if r is not None and replaces is None and zone not in ("body", "statistics"):
            replaces = PrintedText(
                zone, r["symbol"], address_in(paragraph.block, r.start("symbol"), r.end("symbol"), paragraph.spans)
            )
    is_report, why_not = _is_report(placed, zones, form)
    return PrintedIdentity(tuple(units), tuple(periods), symbol, issued_on, replaces, is_report, why_not)


def _units(text: str) -> list[tuple[int, int]]:
    """Find "xã Lùng Phình", "PHƯỜNG TRUNG TÂM": the word and up to five capitalised words after it."""
    found = []
    for m in _UNIT.finditer(text):
        end = m.end()
        for _ in range(5):
            word = _NAME_WORD.match(text, end)
            if word is None or not word.group()[0].isupper():
                break
            end = word.end()
        if end > m.end():
            found.append((m.start(), m.start() + len(text[m.start() : end].rstrip(" -"))))
    return found


def _place_and_date(text: str, date: re.Match[str], in_body: bool) -> bool:
    """Tell whether a paragraph is only "Y Tý, ngày 14 tháng 12 năm 2025"."""
    alone = date.end() >= len(text.rstrip()) - 2 and len(text[: date.start()].split()) <= 5
    return alone and (_PLACE.match(text) is not None or not in_body)


def _zones(placed: list[Placed]) -> list[tuple[str, Paragraph]]:
    """Name the zone of each paragraph: heading, title, opening, section (a title), statistics, body, closing."""
    zones: list[tuple[str, Paragraph]] = []
    state = "heading"
    for p in placed:
        if not isinstance(p.block, Paragraph):
            continue
        text = p.block.text
        if p.section == "closing":
            zones.append(("closing", p.block))
            continue
        if p.section != "preamble":
            zone = "tasks title" if p.section == "tasks" else "statistics title" if p.section in _FIGURES else "section"
            body = "statistics" if p.section in _FIGURES else "body"
            zones.append((zone if p.is_heading else body, p.block))
            continue
        if state == "heading" and _TITLE.match(text) and (len(text) < 200):
            state = "title"
        elif (
            state == "title"
            and (
                re.match(r"^\W*$", text)
                or _opens(text)
                or (not p.block.centered and not p.block.bold and (len(text) > 60 or text.endswith((".", ":", ";"))))
            )
        ) or (state == "heading" and _opens(text) and len(text) > 120):
            state = "opening"
        zones.append((state, p.block))
    return zones


def _opens(text: str) -> bool:
    """Tell whether a paragraph is the opening sentence rather than a line of the title."""
    key = fold_case(text)
    return (
        (
            re.match(
                r"^\W*(?:thực hiện|căn cứ|phúc đáp|kính gửi|gửi|theo|tiếp tục|trên cơ sở|để|nhằm|sau khi|trong)\b", key
            )
            is not None
            and len(text) > 25
        )
        or len(text) > 170
        or re.search(r"báo cáo .{0,80}như sau|như sau\s*:?$", key) is not None
    )


def _is_report(placed: list[Placed], zones: list[tuple[str, Paragraph]], form: Form) -> tuple[bool, str]:
    """Tell whether the document is a report of this form at all, and if not, why."""
    head = [fold_case(p.text) for zone, p in zones if zone in ("heading", "title", "opening")]
    all_text = " ".join(fold_case(p.text) for _, p in zones)
    subjects = form.raw["report"]["subjects"]
    if not any(word in all_text for word in subjects):
        return False, "không nói về tiếp xúc, đối thoại với Nhân dân"
    titled = any(_TITLE.match(text) for text in head)
    other = next(
        (
            w
            for w in form.raw["report"]["not_titles"]
            for text in head[:12]
            if re.match(rf"^\W*{w}\b", text) and len(text) < 60
        ),
        "",
    )
    if not titled and other:
        return False, f"là {other}, không phải báo cáo"
    if not titled and "báo cáo" not in " ".join(head):
        return False, "không có tên loại “Báo cáo”"
    if not any(p.section in ("sessions", "results", "outcome") for p in placed):
        return False, "không có mục kết quả tiếp xúc, đối thoại"
    return True, ""
