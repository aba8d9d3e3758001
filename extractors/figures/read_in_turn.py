"""Read numbers that are told of several fields in their order: "lần lượt là 8 và 4 ý kiến"."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.figures.find_bounds import sentence_bounds
from extractors.figures.work import Reading, Work

_IN_TURN = re.compile(
    r"(?:(?:lần lượt|tương ứng|theo (?:đúng )?(?:thứ tự|trình tự) (?:ấy|đó|này|trên|nêu trên))"
    r"\s+(?:là|có|được|đạt|với|:)?"
    r"|bấy nhiêu\s*:)\s*"
)
NUMBER_WORDS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8}


def read_in_turn(work: Work) -> None:
    """Give each field its number of a list told in the order of the fields."""
    _read_listed(work)
    _read_turn_of_groups(work)


def _named_before(work: Work, position: int) -> list[str]:
    """List the fields named in the sentence before a position with no number among them: "A và B lần lượt có …"."""
    start = sentence_bounds(work.key, position)[0]
    since = max([start, *(n.end for n in work.numerals if start <= n.start < position and not n.structural)])
    found = []
    while (m := work.form.category.search(work.key, since, position)) is not None:
        found.append(work.text[m.start() : m.end()])
        since = m.end()
    return found


def _give_in_turn(work: Work, listed: list[Reading], names: list[str], outcome: str) -> None:
    measure = {"raised": "raised", "answered": "answered"}.get(outcome)
    for name, reading in zip(names, listed, strict=True):
        if measure:
            made = replace(reading, measure=measure, field_name=name, role="total", strength=3, rivals=(), reason="")
            work.readings[work.readings.index(reading)] = replace(made, dimension="")


_TOLD = re.compile(r"theo (?:đúng )?(?:thứ tự|trình tự)|tương ứng|từng lĩnh vực|mỗi lĩnh vực|các lĩnh vực")


def _give_to_fields_told(work: Work, turn: re.Match[str], end: int) -> bool:
    """Read "Số ý kiến giải đáp của từng lĩnh vực, theo thứ tự vừa kể, lần lượt là 10, 9, 6, …" after the fields."""
    start = sentence_bounds(work.key, turn.start())[0]
    lead = work.key[start : turn.end()]
    if work.form.outcome_of(lead) != "answered" or _TOLD.search(lead) is None:
        return False
    listed = [r for r in work.readings if turn.end() <= r.start < end and r.kind != "percent"]
    told = [r for r in work.readings if r.end <= start and r.measure == "raised" and r.role == "total" and r.field_name]
    names = list(dict.fromkeys(r.field_name for r in told)) or list(work.context.fields_told)
    if len(listed) < 2 or len(listed) != len(names) or any(r.noun not in ("", "opinion") for r in listed):
        return False
    _give_in_turn(work, listed, names, "answered")
    return True


# "…, hai lĩnh vực này giải đáp đủ sáu và đủ năm", "ba mảng này giải đáp hết, tức là bốn, ba và hai"
_TURN_OF_GROUPS = re.compile(
    r"(?P<count>hai|ba|bốn|[2-4])\s+(?:lĩnh vực|nhóm|mảng)\s+(?:này|trên|đó|ấy)\s(?P<said>[^.;\d]{0,90})"
)


def _read_turn_of_groups(work: Work) -> None:
    """Give the last fields the numbers that are told of them together, in their order."""
    for m in _TURN_OF_GROUPS.finditer(work.key):
        stop = _LIST_END.search(work.key, m.start())
        end = stop.start() if stop else len(work.key)
        listed = [r for r in work.readings if m.end("count") <= r.start < end]
        count = NUMBER_WORDS.get(m["count"]) or int(m["count"])
        said = work.key[m.end("count") : listed[0].start] if listed else ""
        before = [r for r in work.readings if r.end <= m.start() and r.field_name and r.role == "total"]
        names = list(dict.fromkeys(r.field_name for r in before))[-count:]
        if len(listed) == count == len(names) and work.form.outcome_of(said) == "answered":
            for r in before:
                if r.measure == "answered" and sum(x.field_name == r.field_name for x in before) == 1:
                    work.readings[work.readings.index(r)] = replace(r, measure="raised", rivals=())
            _give_in_turn(work, listed, names, "answered")


def _of_opinions(r: Reading) -> bool:
    """Tell whether a reading counts opinions, or stands bare in a list."""
    return r.noun == "opinion" or (r.noun == "" and r.kind != "percent")


_LIST_END = re.compile(r"[.;]")


def _read_listed(work: Work) -> None:
    """Read "A có 8 ý kiến và B có 6 ý kiến, số đã giải đáp lần lượt là 8 và 4 ý kiến"."""
    for m in _IN_TURN.finditer(work.key):
        following = (_LIST_END.search(work.key, m.end()), _IN_TURN.search(work.key, m.end()))
        end = min((s.start() for s in following if s), default=len(work.key))
        listed = [r for r in work.readings if m.end() <= r.start < end and r.role != "other" and _of_opinions(r)]
        said = re.split(r"[;.,]", work.key[: m.start()].rstrip(" ,"))[-1]
        if _give_to_fields_told(work, m, end):
            continue
        names = _named_before(work, m.start())
        if len(listed) > 1 and len(names) == len(listed):
            _give_in_turn(work, listed, names, work.form.outcome_of(said) or "raised")
            continue
        before = work.raised_before(m.start())
        start = sentence_bounds(work.key, m.start())[0]
        mine = [r for r in work.readings if start <= r.start < m.start() and r.field_name and r.role == "total"]
        alone = [r for r in mine if sum(x.field_name == r.field_name for x in mine) == 1]
        if len(before) < len(listed) <= len(alone):  # what is said of all was taken for the last one's
            for r in alone[-len(listed) :]:
                work.readings[work.readings.index(r)] = replace(r, measure="raised", rivals=())
            before = [r for r in work.readings if r.start in {a.start for a in alone}]
        if len(listed) < 2 or len(before) < len(listed) or work.form.outcome_of(said) != "answered":
            continue
        for raised, reading in zip(before[-len(listed) :], listed, strict=True):
            made = replace(
                reading,
                measure="answered",
                field_name=raised.field_name,
                role="total",
                strength=3,
                rivals=(),
                reason="",
            )
            work.readings[work.readings.index(reading)] = made
