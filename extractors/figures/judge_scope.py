"""Judge whether a numeral is of the unit's total of the period, or of a plan, one session, another activity."""

from __future__ import annotations

import re

from extractors.figures.find_bounds import bracket_bounds, last_marker, last_match
from extractors.figures.find_numerals import Numeral
from extractors.figures.find_periods import PeriodPhrase, find_periods
from extractors.figures.judge_period import ASIDE, judge_period
from extractors.figures.load_form import Form
from extractors.figures.work import Work

# "cuộc ngày 22/11", "hội nghị đột xuất", "buổi thứ hai", "phiên 1:": one session, named and not counted
_ONE_SESSION = re.compile(
    r"(?<!\w)(?<!chợ )(?:cuộc|hội nghị|hn|buổi|phiên|kỳ|đợt|lần)(?:\s+(?:đối thoại|tiếp xúc))?\s+(?:định kỳ|thường kỳ"
    r"|đột xuất|(?:số\s+)?\d{1,2}(?=\s*[,:(]|\s+(?:ngày|tại|có|ở|do|tổ chức|diễn))|tháng\s+\d+"
    r"|quý\s+[ivx]+|ngày\s+\d|(?:sáng|chiều|tối|đêm)\s+\d|cuối năm|mở đầu|mở màn|đầu\b|sau\b|trước\b|thứ\b|(?:tại"
    r"|ở)\s+(?:khu|điểm|thôn|cụm|bản|tổ|nhà|hội trường|trung tâm|trường|trụ sở|chợ|sân))"
    r"|(?:^|(?<=[.;]\s))(?:cuối cùng|tiếp đó|sau đó|tiếp theo),?\s+ngày\s+\d"
)


# "cộng dồn 06 cuộc đạt 543 lượt người": the sum of this period's sessions
_SUM_OF_SESSIONS = re.compile(
    r"(?:cộng dồn|lũy kế)\s+(?:của\s+|cả\s+|qua\s+)?(?:\d+|các|hai|ba|bốn|năm)\s+(?:cuộc|hội nghị|buổi|phiên)"
)


_OF_SESSIONS = re.compile(r"cuộc|buổi|hội nghị|định kỳ|đột xuất")
_AND_ALSO = re.compile(r"(?:(?!người|đại biểu|ý kiến|lượt).)*\s(?:và|cùng)\s(?:(?!người|đại biểu|ý kiến|lượt).)*")
_AS_PLANNED = re.compile(
    r"(?:ngoài|hơn|quá|vượt|so với) dự kiến|(?:bằng|ngang|như|tương đương)(?: với)? (?:số )?"
    r"(?:cùng kỳ|(?:năm|kỳ|quý) (?:trước|ngoái))"
    r"|từ trước (?:đến|tới) nay|cả năm (?:đã )?(?:tổ chức|mở|làm) được"
    r"|(?:ngày|tuần|tháng) kể từ (?:khi|ngày)"
)
# "trụ sở xã cũ": a place, no time
_OLD_PLACE = re.compile(
    r"(?:(?:thôn|bản|vùng)\s(?:\w+,?\s){0,8}?(?:xã|phường|huyện) cũ)"
    r"|(?:trụ sở|hội trường|nhà văn hóa|ubnd|tại|ở|thuộc|địa bàn|cụm|khu)\s+(?:(?:\w+\s+){1,3}?(?=huyện)|của\s+"
    r"|ubnd\s+)?(?:các\s+)?(?:xã|phường|huyện)\s+cũ"
)
# "lũy kế bốn cuộc với 331 người; riêng tháng 11 có …": back to the report's own period
_RETURNS = re.compile(r"^.*;\s*(?=(?:riêng|trong|còn|năm nay|kỳ này)\s)", re.DOTALL)


# "03 cuộc tiếp xúc cử tri với 388 cử tri"
_OTHER_MEETINGS = re.compile(
    r"\s*(?:cuộc|buổi|đợt|lần|kỳ|phiên|hội nghị|lượt)\s+(?:tiếp xúc cử tri|tiếp công dân|tiếp dân|tiếp xúc với cử tri)"
)


# "Số người dự theo từng cuộc: …", "Chia theo thời gian: …"
# "tăng từ 82 lên 107": what comes last is of this period
FROM_TO = re.compile(
    r"(?:(?:đã|cũng)\s+)?(?:(?:tăng|giảm|nâng|rút|hạ)\s+)?(?<!\w)từ\s+[\d.,]+%?\s*(?:[^\W\d]+\s){0,6}?(?:lên|xuống|còn)"
    r"(?:\s+(?:còn|đến|tới))?\s*$"
)
_FROM = re.compile(r"(?<!\w)từ\s+$")
_TO = re.compile(r"%?\s*(?:[^\W\d]+\s){0,6}?(?:lên|xuống|còn)\s+(?:(?:còn|đến|tới)\s+)?\d")
# "16 ý kiến, cùng kỳ 11": said of the 11
_OF_THE_NEXT = re.compile(
    r",\s*(?:còn\s+|mà\s+|trong khi\s+)?(?:cùng kỳ|(?:năm|kỳ|quý|tháng) (?:trước|ngoái)|năm 20\d\d)[^,;.\d]{0,20}$"
)
_BEFORE = re.compile(r"\s*(?:của|ở|trong)?\s*(?:(?:năm|kỳ|quý|tháng) (?:trước|ngoái|20\d\d)|cùng kỳ)")
# "Ba lĩnh vực đầu gồm 72 ý kiến", "hai lĩnh vực này cộng lại 37 ý kiến"
_SEVERAL_FIELDS = re.compile(
    r"(?:hai|ba|bốn|[234])\s+(?:lĩnh vực|nhóm|mảng)\s+(?:[^.;:\d]{3,80}\s(?=chiếm|cộng lại|gộp lại)"
    r"|(?:này|trên|đó|ấy|đầu|đứng đầu|đầu tiên|nói trên)[^.;,\d]{0,25})"
    r"(?:gồm|chiếm|cộng lại|gộp lại|cộng)(?:\s+(?:có|là|được|tới|đến|chiếm))?\s*(?:\d+\s*/\s*)?$"
)
_COME = re.compile(r"[^.;,\d]{0,25}(?:thì|có|,)\s[^.;\d]{0,15}\d")  # "Mời 160 người thì có 152 người đến dự"
_INVITED = re.compile(r"\s*(?:được|đã|có giấy)?\s*mời(?!\w|\s+(?:và|đã|đến|dự))")
_LISTED_BY = re.compile(
    r"(?:theo\s+)?từng (?:cuộc|hội nghị|buổi|phiên|kỳ|lần)\s*:|chia theo (?P<time>thời gian|giai đoạn|quý|tháng)\s*:"
)
# "ít hơn cuộc tháng 9 11 người"
_MORE_THAN_ONE = re.compile(
    r"(?:nhiều|ít|đông|cao|thấp) hơn\s+(?:so với\s+)?(?:cuộc|hội nghị|kỳ|quý|tháng|đợt|lần)\s"
    r"(?:(?!người|ý kiến|đại biểu)[^,;.]){0,25}$"
)
_BY_PLAN = re.compile(
    r"(?:theo|như|vượt|đúng(?: với| so với| số lượng| số cuộc)?) kế hoạch|đạt"
    r"|(?:hoàn thành|thực hiện)[^,;.]{0,15} kế hoạch"
)  # said of what was done
# "Theo kế hoạch, xã đã làm được 2 cuộc định kỳ"
_DONE = re.compile(r"(?:đã|thực tế)\s+(?:tổ chức|thực hiện|làm|mở|tiến hành)|(?:tổ chức|làm|mở|tiến hành)\s+được")


def judge_scope(
    work: Work, numeral: Numeral, sentence: tuple[int, int], floor: int, pre: str, post: str, noun: str
) -> tuple[str, str]:
    """Give the scope of a numeral ('' is the unit's total of the period) and the words that say so."""
    key, form = work.key, work.form
    pre = _AS_PLANNED.sub(lambda m: " " * len(m.group()), _OLD_PLACE.sub(lambda m: " " * len(m.group()), pre))
    post = _OF_THE_NEXT.sub("", post)
    post = _AS_PLANNED.sub(lambda m: " " * len(m.group()), _OLD_PLACE.sub(lambda m: " " * len(m.group()), post))
    bracket = bracket_bounds(key, numeral.start)
    inside = key[bracket[0] : bracket[1]] if bracket and bracket[0] >= sentence[0] else ""
    start = sentence[0]
    outside = key[start : numeral.start] if inside else _blank_brackets(key[start : numeral.start])
    if not inside:
        first, own_field = work.fields_between(start, numeral.start)
        outside = outside[: first - start] + " " * (own_field - first) + outside[own_field - start :]
    if form.scopes["excluded"].search(key, numeral.start, _end_of_statement(key, numeral.start, sentence[1])):
        return "other", "excluded"
    if _FROM.search(key, start, numeral.start) and _TO.match(key, numeral.end):
        return "other", "change"  # "tăng từ 04 lên 06 cuộc": the 04 of before
    if FROM_TO.search(key, start, numeral.start):
        return "", ""
    if re.search(r"so với\s+$", pre) and _BEFORE.match(post):
        return "other", "change"  # "tăng 121 lượt so với 342 lượt của năm trước"
    if noun in ("opinion", "") and _SEVERAL_FIELDS.search(key, start, numeral.start):
        return "other", "several fields"
    invited_before = re.search(r"(?:^|\W)mời\s+(?:được\s+)?$", pre) and re.search(
        r"dự|có mặt", key[numeral.end : sentence[1]]
    )
    if noun == "person" and (_INVITED.match(post) or (invited_before and _COME.match(key, numeral.end))):
        return "other", "plan"
    if re.search(r"(?:định|dự kiến|dự tính|tính|kế hoạch)\s+(?:chỉ\s+)?(?:mời|tổ chức|mở)\s+(?:được\s+)?$", pre):
        return "other", "plan"  # "đông hơn mong đợi vì lúc đầu chỉ định mời 120"
    if noun == "opinion" and re.search(r"(?:dự kiến|kế hoạch|chỉ tiêu|phấn đấu)\W*(?:là\s+|nêu\s+|có\s+)?$", pre):
        return "other", "plan"
    if re.search(r"(?<!\w)(?:thiếu|hụt)\s*$", pre):
        return "other", "change"  # "so với kế hoạch còn thiếu 01 cuộc"
    if inside and form.scopes["change"].search(inside):
        return "other", "change"
    if inside and re.search(
        r"(?:tăng|giảm(?! nghèo)|so với|cùng kỳ|năm trước)\s(?:(?!\s(?:lên|xuống|còn)\s)[^,;.]){0,40}\($",
        key[start : bracket[0]] if bracket else "",
    ):
        return "other", "change"  # "giảm 08 so với cùng kỳ (92)"
    if inside and re.search(
        r"(?:chỉ tiêu|kế hoạch)(?:\s(?:cả\s)?(?:năm|quý)|\sđề ra)?\s*\($", key[start : bracket[0]] if bracket else ""
    ):
        return "other", "plan"  # "đạt 75% chỉ tiêu năm (08 cuộc)"
    if re.search(r"vượt\s+(?:so với\s+)?(?:chỉ tiêu|kế hoạch)[^,;.\d]*$", outside):
        return "other", "change"
    if re.search(r"(?:tăng|giảm|nhiều hơn|ít hơn|cao hơn|thấp hơn)\s*(?:thêm\s*|đi\s*|được\s*)?(?:là\s*)?$", pre):
        return "other", "change"
    if _MORE_THAN_ONE.search(outside):
        return "other", "change"
    if re.match(r"\s*(?:so với(?! (?:tổng )?số (?:lượt )?(?:ý|kiến|câu))|nhiều hơn|ít hơn|cao hơn|thấp hơn)", post):
        return "other", "change" if re.search(r"tăng|giảm|hơn", pre + post) else ""
    outside = _SUM_OF_SESSIONS.sub(lambda m: " " * len(m.group()), outside)
    outside = _RETURNS.sub(lambda m: " " * len(m.group()), outside)
    outside = ASIDE.sub(lambda m: " " * len(m.group()), outside)
    outside = _AS_PLANNED.sub(lambda m: " " * len(m.group()), outside)
    outside = _OLD_PLACE.sub(lambda m: " " * len(m.group()), outside)
    own = work.context.period
    whole = inside or outside
    added = form.scopes["cumulative"].search(whole) or form.scopes["cumulative"].search(_SUM_OF_SESSIONS.sub("", pre))
    if added and not _of_own_period(whole[added.end() :] if added.string == whole else "", own):
        return "other", "cumulative"
    if own is not None and own.part and own.part != "9M" and own.part != "H1":
        said = form.scopes["cumulative_in_part"].search(inside or outside)
        spoken = (
            re.search(r"(?:giải đáp|trả lời|làm rõ|đáp|được)\s+$", (inside or outside)[: said.start()])
            if said
            else None
        )
        if (
            said
            and not spoken
            and not re.match(
                r"\s+(?:mươi|ý|yk|cuộc|kiến|nội|câu|người|đại|lượt|hội|buổi)", (inside or outside)[said.end() :]
            )
        ):
            return "other", "cumulative"
    other = judge_period(work, numeral.start, inside, bracket, start, post)
    if other and not (work.section == "results" and other[0] == "part"):
        return other
    if (
        form.scopes["earlier"].search(inside)
        or form.scopes["earlier"].search(pre)
        or form.scopes["earlier"].search(post)
    ):
        if not re.search(r"so với", pre + post):
            return "other", "earlier"
    elif (e := form.scopes["earlier"].search(outside)) and not re.search(
        r"năm nay|kỳ này|quý này|năm 20", outside[e.end() :]
    ):
        return "other", "earlier"
    fulfilled = (
        re.search(
            r"so với (?:chỉ tiêu|kế hoạch)\s+(?:\w+\s+)?(?:chưa đạt|đạt|vượt|hụt|còn thiếu)"
            r"|(?:thực hiện|đúng|đạt|vượt|hoàn thành)\s+(?:so với\s+|theo\s+)?(?:[\w,]+%?\s+)?(?:chỉ tiêu|kế hoạch)",
            outside,
        )
        is not None
    )
    if not fulfilled and (noun in ("session", "person") or (noun == "" and _OF_SESSIONS.search(pre))):
        whole = pre + " # " + post
        if form.scopes["plan"].search(whole) and not _BY_PLAN.search(whole):
            return "other", "plan"
        if re.search(
            r"dự kiến|kế hoạch (?:đề ra|năm|là|đặt|cả năm)|phấn đấu|chỉ tiêu|sẽ tổ chức|theo kế hoạch(?:,| là"
            r"| có| năm| 6)",
            inside or outside[-90:],
        ) and not _DONE.search(outside[-60:]):
            return "other", "plan"
    if (
        form.scopes["average"].search(inside or pre)
        or re.match(r"\s*(?:/|trên|mỗi|một)\s*(?:cuộc|hội nghị|buổi)", post)
    ) and not re.search(r"mỗi\s+(?:lĩnh vực|nhóm|loại)", pre):
        return "other", "average"
    if noun == "session" and re.search(r"mỗi\s+(?:cụm|thôn|bản|tổ|xóm|quý|tháng|điểm|khu)(?:\s[^\W\d]+){0,2}\s*$", pre):
        return "other", "average"  # "05 cuộc định kỳ, mỗi cụm một cuộc"
    if form.scopes["before"].search(inside) or form.scopes["before"].search(pre) or form.scopes["before"].search(post):
        return "other", "before"
    if form.scopes["before"].search(outside[-120:].rpartition(";")[2]) and not re.search(
        r"tại (?:hội nghị|các|cuộc|buổi|phiên)", outside[-60:]
    ):
        return "other", "before"
    if _OTHER_MEETINGS.match(key, numeral.end):
        return "other", "activity"
    if form.scopes["activity"].search(inside or outside) or re.search(
        r"tiếp công dân|tiếp dân|tiếp xúc cử tri|đường dây nóng|zalo|tổng đài|hòm thư", post
    ):
        m = last_match(form.scopes["activity"], inside or outside)
        tail = (inside or outside)[m.end() :] if m else ""
        if not re.search(r"(?:đối thoại|tại hội nghị|tại các cuộc)", tail):
            return "other", "activity"
    blanked = key[:start] + outside + key[numeral.start :] if not inside else key
    session_at = _session_by_name(blanked, sentence[0], numeral.start, noun)
    if session_at < 0 and noun != "session" and (this := _THIS_SESSION.search(blanked, sentence[0], numeral.start)):
        session_at = this.start()
    if not inside and _after_total_word(form, key, start, numeral.start, session_at):
        return "", ""
    if work.part_line:
        return "part", work.part_line
    if (listed := _LISTED_BY.search(key, start, numeral.start)) is not None and noun in (
        "session",
        "person",
        "opinion",
    ):
        return "part", "time" if listed["time"] else "session"
    marker, place = last_marker(blanked, form, ("part_session",), sentence[0], numeral.start)
    if marker and _places_of_several(key[sentence[0] : place]):
        marker = ""
    if marker and not form.words["totals"].search(key, place, numeral.start):
        return "part", "session"
    if session_at >= 0 and work.section != "results":
        return "part", "session"
    return "", ""


def _of_own_period(after: str, own: PeriodPhrase | None) -> bool:
    """Tell whether a sum is that of the report's own period: "Cộng dồn 9 tháng có 52 ý kiến" in one of 9 months."""
    named = find_periods(after[:30])
    return own is not None and bool(named) and named[0].part == own.part and named[0].year in ("", own.year)


def _end_of_statement(key: str, start: int, end: int) -> int:
    """Give where the statement of a number ends: at a semicolon, or where "ngoài ra" begins another."""
    m = re.compile(r";\s(?!(?:các |những )?(?:số|số liệu|cuộc|buổi) (?:này|đó|trên))|,\s*ngoài ra").search(
        key, start, end
    )
    return m.start() if m else end


def _places_of_several(before: str) -> bool:
    """Tell whether a place is that of several sessions: "02 cuộc đối thoại tại thôn 5 và thôn 7"."""
    m = re.search(
        r"(?P<number>\d+|\w+)\)?\s+(?:cuộc|hội nghị|buổi|phiên|kỳ|đợt|lần)"
        r"(?:\s(?:đối thoại|tiếp xúc)[^,.;:\d]{0,25})?\s*$",
        before,
    )
    return m is not None and (
        m["number"] in ("hai", "ba", "bốn", "năm", "sáu") or (m["number"].isdigit() and int(m["number"]) > 1)
    )


def _blank_brackets(text: str) -> str:
    """Put spaces for what stands in brackets, also in brackets within brackets."""
    blanked = re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), text)
    return blanked if blanked == text else _blank_brackets(blanked)


def _after_total_word(form: Form, key: str, start: int, position: int, session_at: int) -> bool:
    """Tell whether a word such as "tổng cộng" stands after the last mark of one session."""
    total = max((m.start() for m in form.words["totals"].finditer(key, start, position)), default=-1)
    part = max((m.start() for m in form.scopes["part_session"].finditer(key, start, position)), default=-1)
    whole = last_match(_ALL_SESSIONS, key, start, position)
    last = max(total, whole.start() if whole else -1)
    return last >= 0 and last > max(part, session_at)


# "…, cả hai cuộc 282 người", "cộng là"
_ALL_SESSIONS = re.compile(
    r"(?:^|[,.;:]\s*|\s)(?:(?:cộng|tất cả)\s+(?:là|có|các|cả|hai|ba|bốn|$)"
    r"|dự\s+(?:hai|ba|bốn|năm|sáu|0?\d)\s+(?:cuộc|hội nghị|buổi)\s+là(?!\w)"
    r"|cả\s+(?:hai|ba|bốn|năm|sáu|0?\d)\s+(?:cuộc|hội nghị|buổi|phiên|kỳ|lần|đợt))"
)


# "Trong cuộc này bà con nêu 18 ý kiến"
_THIS_SESSION = re.compile(
    r"(?<!các )(?<!những )(?<!cả )(?<!hai )(?<!ba )(?<!bốn )(?<!\d )(?:cuộc|hội nghị|buổi|phiên)"
    r"(?:\s(?:đối thoại|tiếp xúc))?\s(?:này|đó|ấy)(?!\w)"
)


def _session_by_name(key: str, start: int, position: int, noun: str) -> int:
    """Give where the clause names one session that no number counts ("buổi định kỳ có 92 người dự"), or -1."""
    if noun in ("session", "percent"):
        return -1
    return session_named(key, start, position)


def session_named(key: str, start: int, position: int) -> int:
    """Give where the clause before a position names one session that no number counts, or -1."""
    clause = re.split(r"[;.]", key[start:position])[-1]
    offset = position - len(clause)
    m = last_match(_ONE_SESSION, clause)
    if m is None:
        return -1
    named = list(_ONE_SESSION.finditer(clause))
    if len(named) > 1 and _AND_ALSO.fullmatch(clause[named[-2].end() : named[-1].start()]):
        return -1  # "02 hội nghị: hội nghị định kỳ ngày 05/11 và hội nghị đột xuất ngày 21/11, với 259 đại biểu"
    before = clause[: m.start()]
    if re.search(r"(?:tại|trong|ở|sau|ngay|sang|vào|(?<=\w\s)đến|trước|không có|chưa có|không tổ chức)\s*$", before):
        return -1
    if re.search(r"(?:\d\)?|một|hai|ba|bốn|năm|sáu|các|những|cả)\s*$", before) or re.search(
        r"(?:tổng|cộng)", clause[m.end() :]
    ):
        return -1
    return offset + m.start()
