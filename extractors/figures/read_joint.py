"""Read what is said of several fields at once: "cả hai nhóm đều được trả lời", "lần lượt là 8 và 4 ý kiến"."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.figures.find_bounds import sentence_bounds
from extractors.figures.judge_outcome import says_all
from extractors.figures.read_in_turn import NUMBER_WORDS, read_in_turn
from extractors.figures.work import Reading, Work

_COUNTED_GROUPS = r"(?P<count>hai|ba|bốn|năm|sáu|bảy|tám|\d+|các)\s+(?:lĩnh vực|nhóm|mảng|loại|phần)"
_EACH_GROUP = re.compile(
    r"[,;:–-]\s*(?:(?:ý kiến|câu|câu hỏi|kiến nghị|lĩnh vực|nhóm) nào|tất cả"
    r"|cả\s+(?:hai|ba|bốn|năm|sáu|bảy|tám|\d+)?\s*(?:nhóm|lĩnh vực|mảng|loại"
    r"|phần)(?:\s+(?:này|trên|đó))?)"
    r"\s+(?P<said>(?:đều|cũng|đã|được)\s[^.;\d]{0,80})"
)
# "và cả 15 ý kiến của ba lĩnh vực này đều được giải đáp": the number is the sum of the last three fields
_SUM_OF_GROUPS = re.compile(
    r"(?:cả|tất cả|toàn bộ)\s+(?P<number>[\w ]{1,20}?)\s+(?:lượt\s+)?(?:ý kiến|yk|kiến nghị|câu hỏi)\s+"
    rf"(?:của|thuộc|ở|trong|về)\s+(?:cả\s+)?{_COUNTED_GROUPS}[^.;\d]{{0,30}}?\s(?P<said>(?:đều|cũng|đã"
    rf"|được)\s[^.;\d]{{0,80}})"
)
# "…; toàn bộ ý kiến của bốn lĩnh vực này đều được trả lời": the same without the number
_ALL_OF_GROUPS = re.compile(
    r"(?:tất cả|toàn bộ)\s+(?:các\s+|số\s+)?(?:lượt\s+)?(?:ý kiến|yk|kiến nghị|câu hỏi)\s+(?:của|thuộc"
    r"|ở|trong|về)\s+(?:cả\s+)?"
    rf"{_COUNTED_GROUPS}[^.;\d]{{0,30}}?\s(?P<said>(?:đều|cũng|đã|được)\s[^.;\d]{{0,80}})"
)
# "Toàn bộ 11 ý kiến về A, 07 ý kiến về B và 05 ý kiến về C đều được trả lời tại chỗ"
_ALL_LISTED = re.compile(r"(?:toàn bộ|tất cả|cả)\s+(?=[\dOl])(?P<list>[^.;]*?)\sđều\s(?P<said>[^.;\d]{3,80})")


def read_joint(work: Work) -> None:
    """Give each field its share of what is said of several."""
    _read_each_group(work)
    _read_both(work)
    _read_sum_of_groups(work)
    _read_all_of_groups(work)
    _read_all_listed(work)
    _read_all_of_shared(work)
    _read_all_of_each(work)
    _read_each_answered(work)
    read_in_turn(work)
    _read_all_about(work)
    _read_all_the_others(work)
    _read_carried_on(work)


def _answered_as_raised(work: Work, readings: list[Reading]) -> None:
    for reading in readings:
        work.readings[work.readings.index(reading)] = replace(reading, measure="raised", rivals=("answered=",))


def _read_each_group(work: Work) -> None:
    """Read "A có 7 ý kiến và B có 6 ý kiến, cả hai nhóm đều được trả lời": answered as raised, field by field."""
    for m in _EACH_GROUP.finditer(work.key):
        if work.form.outcome_of(m["said"]) != "answered":
            continue
        start = sentence_bounds(work.key, m.start())[0]
        mine = [r for r in work.readings if start <= r.start < m.start() and r.field_name and r.role == "total"]
        names = [r.field_name for r in mine]
        if len(names) < 2 or len(set(names)) != len(names):
            continue  # a field with two numbers has its own number of answers
        _answered_as_raised(work, [r for r in mine if r.measure in ("raised", "answered")])


def _read_both(work: Work) -> None:
    """Read "A có 11 ý kiến và B có 9 ý kiến, đều được làm rõ": what is said of the second is said of the first."""
    for second in list(work.readings):
        if second.rivals != ("answered=",) or not re.match(r"[^,;.\d]*,\s*đều\s", work.key[second.end :]):
            continue
        before = [r for r in work.raised_before(second.start) if r.field_name != second.field_name]
        if before and re.fullmatch(r"[^,;.]*(?:\svà\s|,)[^;.\d]*", work.key[before[-1].end : second.start]):
            _answered_as_raised(work, before[-1:])


def _read_sum_of_groups(work: Work) -> None:
    """Read "…, cả 15 ý kiến của ba lĩnh vực này đều được giải đáp": the last three fields, answered as raised."""
    for m in _SUM_OF_GROUPS.finditer(work.key):
        whole = next((r for r in work.readings if r.start == m.start("number")), None)
        if whole is None or work.form.outcome_of(m["said"]) != "answered":
            continue
        before = work.raised_before(m.start())
        count = NUMBER_WORDS.get(m["count"]) or (int(m["count"]) if m["count"].isdigit() else len(before))
        if len(before) < count:
            continue
        work.readings[work.readings.index(whole)] = replace(whole, role="other", reason="sum of fields", field_name="")
        _answered_as_raised(work, before[-count:])


def _read_all_of_groups(work: Work) -> None:
    """Read "…; toàn bộ ý kiến của bốn lĩnh vực này đều được trả lời": the last four fields, answered as raised."""
    for m in _ALL_OF_GROUPS.finditer(work.key):
        if work.form.outcome_of(m["said"]) != "answered":
            continue
        before = work.raised_before(m.start())
        count = NUMBER_WORDS.get(m["count"]) or (int(m["count"]) if m["count"].isdigit() else len(before))
        if len(before) >= count:
            _answered_as_raised(work, before[-count:])


def _read_all_listed(work: Work) -> None:
    """Read "Toàn bộ 11 ý kiến về A, 07 ý kiến về B và 05 ý kiến về C đều được trả lời": each as many as raised."""
    for m in _ALL_LISTED.finditer(work.key):
        listed = [r for r in work.readings if m.start("list") <= r.start < m.end("list") and r.role != "other"]
        if work.form.outcome_of(m["said"]) != "answered" or len({r.field_name for r in listed if r.field_name}) < 2:
            continue
        if all(r.field_name and r.noun == "opinion" for r in listed):
            _answered_as_raised(work, listed)


def _read_all_of_shared(work: Work) -> None:
    """Read "A, B, C mỗi lĩnh vực một ý kiến, cả ba ý kiến này đều được giải đáp": each answered as raised."""
    for reading in list(work.readings):
        if reading.measure != "answered" or " + " not in reading.field_name or not says_all(work.key, reading.start):
            continue
        shared = [r for r in _raised_of(work, reading) if r.start < reading.start]
        if shared and shared[-1].printed != reading.printed:
            work.readings[work.readings.index(reading)] = replace(reading, role="other", reason="sum of fields")
            _answered_as_raised(work, shared[-1:])


_OF_EACH = re.compile(
    r"(?:(?:lĩnh vực|nhóm|mảng) nào cũng"
    r"|(?:mỗi|từng|cả hai|cả ba|các)\s+(?:lĩnh vực|nhóm|mảng)\s*(?:này|trên|đó))"
    r"[^.;\d]{0,25}?(?:cả|đủ|tất cả|toàn bộ)\s+(?P<number>\w+)"
)


# "đất đai 9 ý kiến, xây dựng cơ bản cũng 9 ý kiến, mỗi lĩnh vực giải đáp tại hội nghị 7 ý kiến"
_EACH_ANSWERED = re.compile(
    r",\s*mỗi\s+(?:lĩnh vực|nhóm|mảng)\s+(?:đều\s+|đã\s+|được\s+)*(?:giải đáp|trả lời|làm rõ)[^,;.\d]{0,30}?"
    r"(?P<number>\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)(?!\w)"
)


def _read_each_answered(work: Work) -> None:
    """Give the number of answers that is said of each field to those before it of the same number."""
    for m in _EACH_ANSWERED.finditer(work.key):
        each = next((r for r in work.readings if r.start == m.start("number") and r.measure == "answered"), None)
        before = [r for r in work.raised_before(m.start()) if each is not None]
        own = [
            r for r in work.readings if each is not None and r.measure == "raised" and r.field_name == each.field_name
        ]
        equal = [r for r in (*before, *own) if own and r.printed == own[-1].printed and r.start < m.start()]
        names = list(dict.fromkeys(r.field_name for r in sorted(equal, key=lambda r: r.start)))
        if each is not None and len(names) > 1:
            work.readings[work.readings.index(each)] = replace(each, field_name=" + ".join(names))


def _read_all_of_each(work: Work) -> None:
    """Read "A 6 ý kiến; B cũng 6 ý kiến; ở mỗi lĩnh vực này cả 6 ý kiến đều được giải đáp"."""
    for m in _OF_EACH.finditer(work.key):
        each = next((r for r in work.readings if r.start == m.start("number") and r.measure == "answered"), None)
        if each is None:
            continue
        equal = [r for r in work.raised_before(m.start()) if r.printed.lstrip("0") == each.printed.lstrip("0")]
        if len(equal) > 1:
            work.readings[work.readings.index(each)] = replace(each, role="other", reason="of several fields")
            _answered_as_raised(work, equal)


# "Toàn bộ ý kiến về chế độ, chính sách, về y tế, giáo dục và các lĩnh vực khác đều được giải đáp tại chỗ"
_ALL_ABOUT = re.compile(
    r"(?:toàn bộ|tất cả)\s+(?:các\s+|số\s+)?(?:ý kiến|yk|câu hỏi|kiến nghị)\s+(?:về|thuộc|ở)\s+(?P<list>[^.;\d]+?)\s+"
    r"(?:đều|đã)\s(?P<said>[^.;\d]{3,60})"
)


# "Năm nhóm việc gồm A, B, C thì toàn bộ ý kiến đã được giải đáp"
_LIST_THEN_ALL = re.compile(
    r"(?:lĩnh vực|nhóm|mảng)(?: việc| vấn đề)?\s+(?:gồm|là|như)\s+(?P<list>[^.;:\d]+?)\s+(?:thì\s+)?"
    r"(?:toàn bộ|tất cả)\s+(?:các\s+|số\s+)?(?:ý kiến|yk|câu hỏi|kiến nghị)\s+(?:đều|đã)\s(?P<said>[^.;\d]{3,60})"
)


def _read_all_about(work: Work) -> None:
    """Read that all opinions of the fields named were answered; how many, the fields' own numbers say."""
    for m in _LIST_THEN_ALL.finditer(work.key):
        if work.form.outcome_of(m["said"]) == "answered":
            for named in work.form.category.finditer(work.key, *m.span("list")):
                name = work.text[named.start() : named.end()]
                work.readings.append(_all_of(work, m.start("said"), m.end("said"), name))
    for m in _ALL_ABOUT.finditer(work.key):
        if work.form.outcome_of(m["said"]) != "answered":
            continue
        names = [f"{x['name']}" for x in _NAMES.finditer(m["list"]) if work.form.category.match(x["name"])]
        work.readings = [r for r in work.readings if not m.start() <= r.start < m.end("list")]
        for name in names:
            work.readings.append(_all_of(work, m.start(), m.end("list"), name))


# "…; năm lĩnh vực còn lại nêu bao nhiêu đều được giải đáp toàn bộ"
_THE_OTHERS = re.compile(
    r"(?:các|những|\d+|hai|ba|bốn|năm|sáu|bảy)\s+(?:lĩnh vực|nhóm|mảng)\s+còn lại\s(?P<said>[^.;\d]{0,90})"
)


def _read_all_the_others(work: Work) -> None:
    """Read that the fields of which nothing else is said were answered wholly."""
    for m in _THE_OTHERS.finditer(work.key):
        whole = re.search(r"(?<!\w)(?:đều|toàn bộ|tất cả|hết|đủ)(?!\w)", m["said"])
        if whole is None or work.form.outcome_of(m["said"]) != "answered":
            continue
        here = [r.field_name for r in work.readings if r.measure == "raised" and r.role == "total" and r.field_name]
        told = [name for joint in (*work.context.fields_told, *here) for name in joint.split(" + ")]
        codes = {work.form.category_of.get(r.field_name.casefold()) for r in work.readings if r.measure == "answered"}
        for name in dict.fromkeys(told):
            if work.form.category_of.get(name.casefold()) not in codes:
                work.readings.append(_all_of(work, m.start(), m.end("said"), name))


def _all_of(work: Work, start: int, end: int, name: str) -> Reading:
    """Make the reading of words that say that all opinions of a field were answered."""
    return Reading(
        start,
        end,
        work.text[start:end],
        "all",
        "answered",
        "total",
        "",
        field_name=name,
        noun="opinion",
        group=work.context.group,
        sentence=sentence_bounds(work.key, start),
    )


_NAMES = re.compile(r"(?:^|,\s*về\s|\s?và\s(?:về\s)?)\s*(?P<name>(?:(?!,\s*về\s|\svà\s(?:về|các|những|một số)\s).)+)")


def _read_carried_on(work: Work) -> None:
    """Read "xây dựng cơ bản giải đáp được 13, đất đai 9, nước sinh hoạt 7": said of the first, meant of all."""
    for sentence in {r.sentence for r in work.readings if r.field_name}:
        mine = [r for r in work.readings if r.sentence == sentence and r.field_name and r.role == "total"]
        first = next((r for r in mine if r.kind != "all"), None)
        if first is None or first.measure != "answered" or first.rivals:
            continue
        told = {r.field_name for r in mine if r.measure == "answered"}
        bare = [r for r in mine if r.measure == "raised" and not r.noun_text and r.field_name not in told]
        if bare and len(bare) == sum(r.measure == "raised" for r in mine):
            for r in bare:
                if re.fullmatch(r"[^.;\d]*,\s[^,.;:\d]*", work.key[_end_before(work, r) : r.start]):
                    work.readings[work.readings.index(r)] = replace(r, measure="answered", strength=2)


def _end_before(work: Work, reading: Reading) -> int:
    """Give where the numeral before a reading ends."""
    return max(
        (r.end for r in work.readings if r.end <= reading.start and r.kind != "all"), default=reading.sentence[0]
    )


def _raised_of(work: Work, reading: Reading) -> list[Reading]:
    return [r for r in work.readings if r.field_name == reading.field_name and r.measure == "raised"]
