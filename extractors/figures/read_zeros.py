"""Read what is stated without a numeral: none ("không có ý kiến"), all ("tất cả các ý kiến"), one of a kind."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.figures.find_bounds import bracket_bounds, clause_end, sentence_bounds
from extractors.figures.find_words import field_at, label_start
from extractors.figures.load_form import Form
from extractors.figures.work import MEASURE_OF, Reading, Work
from extractors.fold_case import fold_case

_NONE = re.compile(
    r"(?<!\w)(?P<word>không ai có|(?:không có|chưa có|chẳng có) ai|(?:không|chẳng) ai (?:nêu|hỏi|nói|phát biểu)"
    r"|(?:chưa|không) phải (?:tổ chức|mở|họp)"
    r"|không mở|chưa mở|không còn|không có|không phát sinh"
    r"|không để lại|không ghi nhận|không nhận được"
    r"|không phải|chưa có|chưa phát sinh|chưa tổ chức được|không tổ chức được|chưa tổ chức"
    r"|không tổ chức|ko có|k có|ko|không|chưa ghi nhận)"
    r" ?(?:đợt\s+|phát sinh\s+|ghi nhận\s+|nhận được\s+)?(?P<noun>cuộc|hội nghị|hn|buổi|kỳ|phiên|lần"
    r"|đợt|ý kiến|yk|kiến nghị|kn|nội dung|câu hỏi|trường hợp|phản ánh|vấn đề|đối thoại|gì"
    r"|nội dung nào|)\b"
)


_AFTER_ZERO = re.compile(
    r"(?:\s+nào)?(?:\s{2,}(?:ý kiến|kiến nghị|cuộc))?\s*(?:[.;,)]|$|\([^()]*\)\W*$)"
)  # "...không... ý kiến"


# "Hai lĩnh vực A và B không có ý kiến"
_SEVERAL = re.compile(
    r"(?:^\s*|[.;,:]\s*|và\s+|còn\s+)(?:các|những|cả|hai|ba|bốn|năm|sáu|bảy|0?[2-7])\s+(?:lĩnh vực"
    r"|nhóm|mảng)(?!\s+(?:khác|còn))[^.;]*$"
)
_NOT_NONE = re.compile(
    r"^\s*(?:nào\s+)?(?:bị\s+|phải\s+)?(?:hoãn|hủy|dời|lùi|bỏ (?:dở|trống)|chậm|muộn|trễ|vắng|quá giờ|thay đổi)(?!\w)"
    r"|^\s*(?:khiếu kiện|khiếu nại|tố cáo|khác|trái|phản đối|trùng|được (?:nắm|ghi)|đồng tình|nhất trí"
    r"|phức tạp|gay gắt)"
)


# "đột xuất: chưa phát sinh", "không có đột xuất", "HN định kỳ: tháng này không có"
_NO_KIND = re.compile(
    r"(?P<kind>định kỳ|thường kỳ|đột xuất|đk|đx)\s*(?:,|:|thì|là)?\s*(?:(?:năm|tháng|quý|kỳ)\s+(?:này|nay)\s+)?"
    r"(?:không|chưa|ko)\s*(?:có|phát sinh|tổ chức|làm|mở)?(?=\s*(?:[.,;)]|$))"
    r"|(?:không|chưa|ko)\s+(?:có|phát sinh|tổ chức|làm|mở)\s+(?:trường hợp\s+)?(?:(?:phải|cần|nào)\s+)*"
    r"(?:(?:cuộc|hội nghị|hn|buổi|phiên|kỳ|đợt|tổ chức|mở|đối thoại|đt|tiếp xúc)\s*,?\s*)*"
    r"(?P<kind2>định kỳ|thường kỳ|đột xuất)(?=\s*(?:nào\s*)?(?:[.,;)]|$))"
)


# "không phải chuyển ý kiến nào lên trên, không nợ lại ý kiến nào"
_NOT_ANY = re.compile(
    r"(?<!\w)(?:không|chưa)\s+(?:phải\s+|còn\s+)?(?P<verb>(?:chuyển|gửi|trình|nợ|để|tồn|hẹn|khất)[^,;.\d]{0,20}?)\s+"
    r"(?P<noun>(?:ý kiến|yk|kiến nghị|kn|nội dung|việc)(?:\s+nào)?)(?P<rest>[^,;.\d]{0,30})"
)


# "Không có ý kiến nào về thủ tục hành chính"
_NONE_ABOUT = re.compile(
    r"(?<!\w)(?:(?:không|chưa)\s+(?:ai\s+)?(?:có|phát sinh|ghi nhận|nhận được)\s+"
    r"(?P<noun>ý kiến|yk|kiến nghị|câu hỏi)(?:\s+nào)?|không\s+ai\s+(?P<verb>nêu|hỏi|nói|nhắc|thắc mắc)(?:\s+gì)?)\s+"
    r"(?:về|thuộc|ở|trong|liên quan (?:đến|tới))\s+(?:lĩnh vực\s+|nhóm\s+)*"
)


# "Các lĩnh vực không có ý kiến là: đô thị, an ninh - trật tự; thủ tục hành chính"
_FIELDS_WITHOUT = re.compile(
    r"(?:^\W*(?:lĩnh vực\s+)?(?P<bare>không có (?:ý kiến|yk|kiến nghị))\s*:\s*(?=[^\W\d])"
    r"|(?:các|những|hai|ba|bốn|năm|\d)\s+(?:lĩnh vực|nhóm|mảng)\s+(?:còn lại\s+)?"
    r"(?P<none>(?:không|chưa)\s+(?:có|phát sinh)"
    r"\s+(?:ý kiến|yk|kiến nghị|câu hỏi))(?:\s+nào)?\s*(?:là|gồm|gồm có)?\s*:?\s*(?=[^\W\d])(?!là|gồm))"
)


_THIS_FIELD = re.compile(r"(?:mảng|lĩnh vực|nhóm) này\s*$")


def _stated(work: Work, start: int, end: int, kind: str, measure: str, noun: str, strength: int) -> Reading:
    """Make the reading of characters that state a number without a numeral."""
    return Reading(
        start,
        end,
        work.text[start:end],
        kind,
        measure,
        "total",
        "",
        noun=noun,
        strength=strength,
        group=work.context.group,
        sentence=sentence_bounds(work.key, start),
    )


def _read_no_kind(work: Work) -> None:
    """Read that there was no session of one kind."""
    if work.section == "results":
        return
    for m in _NO_KIND.finditer(work.key):
        kind = m["kind"] or m["kind2"]
        measure = "sessions_adhoc" if kind in ("đột xuất", "đx") else "sessions_periodic"
        aside = bracket_bounds(work.key, m.start())
        if aside is not None and work.form.scopes["earlier"].search(work.key, *aside):
            continue  # "(kỳ trước không có cuộc đột xuất)"
        if any(r.measure == measure and r.start < m.end() and m.start() < r.end for r in work.readings):
            continue
        work.readings.append(_stated(work, m.start(), m.end(), "none", measure, "session", 3))


# "riêng buổi thứ ba là đột xuất"
_NAMED_KIND = re.compile(
    r"(?:cuộc|buổi|hội nghị|phiên)\s+(?:thứ\s+\w+|cuối(?: cùng)?|đầu(?: tiên)?|còn lại)"
    r"(?:\s+(?:ngày|hôm|tối|chiều|sáng)\s+\d{1,2}/\d{1,2})?\s+(?:là|thuộc|mang tính|theo)\s+"
    r"(?:(?:cuộc|buổi|hội nghị|phiên|diện|lịch)\s+)?(?P<kind>đột xuất|bất thường|định kỳ|thường kỳ)"
)


# "Hình thức: định kỳ", a line of a form
_MANNER = re.compile(
    r"\W*(?:\w{1,2}[.)]\s*)?(?:hình thức|loại|tính chất)(?: (?:tổ chức|đối thoại|cuộc))?(?:\s*:\s*|\s{2,})"
    r"(?:đối thoại\s+)?"
    r"(?P<kind>định kỳ|thường kỳ|đột xuất)\W*$"
)


def _read_named_kind(work: Work) -> None:
    """Read that one session, which no number counts, was of a kind."""
    for m in _NAMED_KIND.finditer(work.key):
        measure = "sessions_periodic" if m["kind"] in ("định kỳ", "thường kỳ") else "sessions_adhoc"
        one = _stated(work, m.start(), m.end(), "one", measure, "session", 3)
        work.readings.append(replace(one, role="part", dimension="named"))
    if (manner := _MANNER.match(work.key)) is not None:
        measure = "sessions_adhoc" if manner["kind"] == "đột xuất" else "sessions_periodic"
        one = _stated(work, manner.start("kind"), manner.end("kind"), "one", measure, "session", 3)
        work.readings.append(replace(one, role="part", dimension="manner"))


def _read_dash(work: Work) -> None:
    """Read "Đô thị, an ninh trật tự: -" in a list of fields."""
    m = re.search(r":\s*(?P<dash>[-–—])\s*$", work.key)
    if m is None or not work.field_of_line:
        return
    zero = _stated(work, m.start("dash"), m.end("dash"), "dash", "raised", "opinion", 2)
    work.readings.append(replace(zero, field_name=work.field_of_line))


# "01 ý kiến thuộc lĩnh vực khác (sóng điện thoại), chưa giải đáp được"
_UNANSWERED = re.compile(
    r"[^.;,\d]{0,60},\s*(?:nhưng\s+|hiện\s+|xã\s+|còn\s+)*(?P<said>chưa\s+(?:được\s+)?(?:giải đáp|trả lời|làm rõ))"
)


def _read_unanswered(work: Work) -> None:
    """Read that none of a field's opinions was answered."""
    for raised in [r for r in work.readings if r.measure == "raised" and r.field_name and r.role == "total"]:
        told = any(r.measure == "answered" and r.field_name == raised.field_name for r in work.readings)
        m = _UNANSWERED.match(work.key, raised.end)
        if m is not None and not told:
            zero = _stated(work, m.start("said"), m.end("said"), "none", "answered", "opinion", 3)
            work.readings.append(replace(zero, field_name=raised.field_name))


def read_none(work: Work) -> None:
    """Read the stated zeros: "không có ý kiến", "không có cuộc đột xuất"."""
    _read_no_kind(work)
    if work.section == "sessions":
        _read_named_kind(work)
    _read_dash(work)
    _read_unanswered(work)
    key, form = work.key, work.form
    for m in _NOT_ANY.finditer(key):
        outcome = form.outcome_of(m["verb"] + m["rest"])
        if outcome in ("forwarded", "pending") and not field_at(work, m.start()):
            measure = MEASURE_OF[work.section][outcome]
            if measure not in {r.measure for r in work.readings}:
                work.readings.append(_stated(work, m.start(), m.end("noun"), "none", measure, "opinion", 3))
    for m in _NONE_ABOUT.finditer(key):
        if (named := form.category.match(key, m.end())) is not None:
            zero = _stated(work, m.start(), m.end(m.lastgroup or "noun"), "none", "raised", "opinion", 3)
            work.readings.append(replace(zero, field_name=work.text[named.start() : named.end()]))
    for m in _FIELDS_WITHOUT.finditer(key):
        for named in form.category.finditer(key, m.end(), sentence_bounds(key, m.start())[1]):
            start, end = m.span("bare") if m["bare"] else m.span("none")
            zero = _stated(work, start, end, "none", "raised", "opinion", 3)
            work.readings.append(replace(zero, field_name=work.text[named.start() : named.end()]))
    for m in _NONE.finditer(key):
        aside = bracket_bounds(key, m.start())
        if any(r.start <= m.start() < r.end for r in work.readings) or (
            aside is not None and form.scopes["earlier"].search(key, *aside)
        ):
            continue
        names = field_at(work, m.start())
        stop = clause_end(key, m.end(), len(key))
        rest = key[m.end() : stop]
        sentence = sentence_bounds(key, m.start())
        bare = m["noun"] == ""
        label = key[label_start(key, m.start(), sentence[0], sentence[0]) : m.start()]
        if not names and re.search(r":\s*$", label) and _AFTER_ZERO.match(key, m.end()):
            _read_labelled_zero(work, m, label, sentence)
            continue
        if _NOT_NONE.match(rest) or (
            bare
            and not (names and re.match(r"\s*(?:[.;,)]|$)", key[m.end() :]))
            and m["word"] not in ("không phát sinh",)
        ):
            continue
        zero = _stated(work, m.start(), m.end(), "none", "", "opinion", 3)
        outside = key[sentence[0] : m.start()]
        if form.scopes["activity"].search(outside):
            continue
        if work.part_line:
            if m["noun"] not in ("ý kiến", "yk", "kiến nghị", "câu hỏi", "nội dung"):
                continue
            zero = replace(zero, role="part", dimension=work.part_line, reason=work.part_line)
        if m["noun"] in ("cuộc", "hội nghị", "hn", "buổi", "kỳ", "phiên", "lần", "đợt", "đối thoại"):
            if work.section == "results":
                continue
            before = re.search(r"(?:định kỳ|thường kỳ|đột xuất)\s+(?:thì\s+|là\s+)?$", key[sentence[0] : m.start()])
            said = f"{before.group()} {rest}" if before else rest  # "còn đột xuất thì không có cuộc nào"
            periodic, adhoc = form.words["periodic"].search(said), form.words["adhoc"].search(said)
            if periodic or adhoc:
                for measure, kind in (("sessions_periodic", periodic), ("sessions_adhoc", adhoc)):
                    if kind:
                        work.readings.append(replace(zero, measure=measure, noun="session"))
            elif (
                re.match(r"^\s*(?:[\w,]+\s+){0,5}?nào", rest)
                or "chưa tổ chức" in m["word"]
                or "không tổ chức" in m["word"]
            ) and not re.search(r"với|cho|thanh niên|phụ nữ|chuyên đề|riêng", rest):
                work.readings.append(replace(zero, measure="sessions", noun="session"))
            continue
        several = re.search(r"(?:đều|cùng)\s*$", outside) or _SEVERAL.search(outside)
        shared = _fields_before(work, sentence[0], m.start()) if several else ()
        if shared:  # "Ba lĩnh vực A; B; C đều không có ý kiến"
            for name in shared:
                work.readings.append(replace(zero, measure="raised", field_name=name))
            continue
        if _THIS_FIELD.search(outside) and any(r.kind == "none" and r.sentence == zero.sentence for r in work.readings):
            continue  # "Không ai hỏi gì về thủ tục hành chính nên mảng này không có ý kiến"
        if names:
            outcome = form.outcome_of(rest)
            if outcome in ("forwarded", "pending", "resolved", "answered"):
                continue
            if len(
                joint := _joint_names(work, _fields_before(work, sentence[0], m.start()) or names)
            ) > 1 and rest.strip(" .") in ("", "nào", "gì"):
                for name in joint:  # "Thủ tục hành chính, nước sinh hoạt: không có ý kiến"
                    work.readings.append(replace(zero, measure="raised", field_name=name))
                continue
            if not any(
                r.field_name == " + ".join(names) and r.measure == "raised" and r.role == "total" for r in work.readings
            ):
                work.readings.append(replace(zero, measure="raised", field_name=" + ".join(names)))
            continue
        if bare or m["noun"] in ("gì",) or (m["word"] == "không phải" and not form.outcome_of(rest)):
            continue  # "đã được trả lời ngay, không phải kiến nghị"
        outcome = form.outcome_of(rest)
        if m["word"] in ("không còn", "không để lại") and outcome in ("", "raised", "answered"):
            outcome = "pending"
        if outcome in ("", "raised") and not re.match(r"\s*(?:nào|được nêu|$)", rest):
            continue
        measure = MEASURE_OF[work.section][outcome or "raised"]
        if outcome == "answered" or not measure:
            continue
        work.readings.append(replace(zero, measure=measure, strength=2 if outcome in ("", "raised") else 3))
        for other in _further_outcomes(rest, form) - {outcome}:
            work.readings.append(replace(zero, measure=MEASURE_OF[work.section][other]))


_OR = re.compile(r"\s(?:hay|hoặc|và|cũng như|cũng không|lẫn)\s")


def _further_outcomes(said: str, form: Form) -> set[str]:
    """Name what else did not happen to any: "không có ý kiến nào phải chuyển cấp trên hay để lại trả lời sau"."""
    outcomes = {form.outcome_of(part) for part in _OR.split(said)[1:]}
    return outcomes & {"forwarded", "pending"}


def _read_labelled_zero(work: Work, m: re.Match[str], label: str, sentence: tuple[int, int]) -> None:
    """Read "Số ý kiến phải chuyển cấp trên: không có"."""
    outcome = work.form.outcome_of(label)
    measure = MEASURE_OF[work.section].get(outcome, "") if outcome else ""
    noun = "opinion"
    if work.section == "sessions" and (m2 := re.search(r"(định kỳ|thường kỳ|đột xuất|đk|đx)\s*:\s*$", label)):
        noun, measure = "session", "sessions_adhoc" if m2[1] in ("đột xuất", "đx") else "sessions_periodic"
    elif work.section == "sessions" and re.search(r"cuộc|hội nghị|buổi|phiên|kỳ", label) and outcome in ("", "raised"):
        noun = "session"
        measure = (
            "sessions_adhoc"
            if work.form.words["adhoc"].search(label)
            else "sessions_periodic"
            if work.form.words["periodic"].search(label)
            else "sessions"
        )
    if measure:
        work.readings.append(_stated(work, m.start(), m.end(), "none", measure, noun, 3))


def _joint_names(work: Work, names: tuple[str, ...]) -> tuple[str, ...]:
    """Split joint headings into the names of different fields: a zero holds for each."""
    key = fold_case(" ; ".join(names))
    found = [m.group() for m in work.form.category.finditer(key)]
    by_field = {work.form.category_of.get(name, name): name for name in reversed(found)}
    return tuple(reversed(by_field.values())) if len(by_field) > 1 else names


def _fields_before(work: Work, start: int, end: int) -> tuple[str, ...]:
    """Name the fields listed in a stretch that holds no number of opinions."""
    since = max([start, *(n.end for n in work.numerals if n.start < end and n.start >= start and not n.structural)])
    names = []
    position = since
    while (m := work.form.category.search(work.key, position, end)) is not None:
        names.append(work.text[m.start() : m.end()])
        position = m.end()
    return tuple(names) if len(names) >= 2 else ()


_ALL = re.compile(
    r"(?<!\w)(?:tất cả|toàn bộ|toàn thể)\s+(?:các\s+|số\s+|những\s+)?(?:lượt\s+)?(?:ý kiến|yk"
    r"|kiến nghị|kn|câu hỏi|phản ánh|nội dung)(?P<rest>[^.;\d]{0,120})"
)


def read_all(work: Work) -> None:
    """Read "tất cả các ý kiến đều được giải đáp tại hội nghị": as many as were raised."""
    for m in _ALL.finditer(work.key):
        outcome = work.form.outcome_of(m["rest"])
        if outcome != "answered" or re.search(r"ghi chép|phân loại|tổng hợp", m["rest"]) or field_at(work, m.start()):
            continue
        measure = MEASURE_OF[work.section]["answered"]
        if any(r.measure == measure and r.role == "total" for r in work.readings):
            continue
        work.readings.append(_stated(work, m.start(), m.end(), "all", measure, "opinion", 2))
