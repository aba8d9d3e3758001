"""Judge the two numbers of a pair: "46/46 ý kiến", "12 (10)", "14 trong tổng số 17"."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.figures.work import MEASURE_OF, Reading, Work

_SHARE = re.compile(r"\s*[,(]?\s*chiếm")


def judge_pair(
    work: Work, index: int, made: Reading, pre: str, label: str, post: str, names: tuple[str, ...]
) -> Reading:
    """Read one side of "46/46 ý kiến": answered and raised, in the order that a legend, a cue or the numbers give."""
    form, key = work.form, work.key
    if work.numerals[index].pair == 3:  # "16/13/2", raised, answered and sent on
        return replace(made, role="other", reason="outcome of a field")
    other = work.numerals[index + 1] if work.numerals[index].pair == 1 else work.numerals[index - 1]
    right_end = other.end if work.numerals[index].pair == 1 else made.end
    m = re.match(
        r"\s*(?:lượt\s+)?(?:ý kiến|yk|kiến nghị|kn|câu hỏi|nội dung|phản ánh|đề xuất|vấn đề|việc)", key[right_end:]
    )
    answered_cue = form.outcome_of(pre) or form.outcome_of(label)
    if not names and m is None and answered_cue not in ("answered", "forwarded", "pending", "resolved"):
        return replace(made, role="other", reason="a share of something else")
    if (
        not names
        and re.search(r"(?<!\w)chiếm(?!\w)", label + " " + key[made.sentence[0] : made.start][-60:])
        and answered_cue in ("", "raised")
    ):
        return replace(made, role="other", reason="a share of something else")
    if made.role == "other":
        return made
    first = work.numerals[index].pair == 1
    cue_first = (
        answered_cue in ("answered", "forwarded", "pending", "resolved") and work.context.answered_first is not False
    )
    if names and (_SHARE.match(key, right_end) or _SHARE.match(key, m.end() + right_end if m else right_end)):
        if first:  # "17/65 ý kiến, chiếm 26,2%"
            return replace(made, measure="raised", strength=3, noun="opinion", rivals=())
        return replace(made, role="other", reason="reference")
    if names:
        order = work.context.answered_first
        if order is None and cue_first and form.outcome_of(pre) == "answered":
            order = True
        measure = ("answered" if first else "raised") if order else ("raised" if first else "answered")
        rivals = () if order is not None else (("answered" if measure == "raised" else "raised"),)
        return replace(made, measure=measure, strength=3 if order is not None else 1, rivals=rivals, noun="opinion")
    measures = MEASURE_OF[work.section]
    outcome = answered_cue if answered_cue in measures and answered_cue != "raised" else "answered"
    answered_is_first = (
        work.context.answered_first
        if work.context.answered_first is not None and answered_cue in ("", "raised")
        else True
    )
    name = measures[outcome] if first == answered_is_first else measures["raised"]
    return replace(made, measure=name, strength=2, noun="opinion", rivals=())


_FURTHER = re.compile(r"\d\s*[-–]\s*\d+\s*[-–]\s*$")


def paired_in_field(work: Work, index: int, made: Reading, outcome: str) -> Reading | None:
    """Read the two bare numbers of a field as a pair: "12 (10)", "13; 10", "10 và 8"; None if they are none."""
    in_brackets = work.context.answered_first is not None and work.key[: made.start].rstrip().endswith("(")
    if (made.noun_text and not in_brackets) or outcome not in ("", "raised") or work.numerals[index].kind == "words":
        return None
    field_name = made.field_name
    if _FURTHER.search(work.key, 0, made.start) and len(
        [r for r in work.readings if r.field_name == field_name and r.sentence[0] == made.sentence[0]]
    ) >= len(("raised", "answered")):
        return replace(made, role="other", reason="outcome of a field")  # "15 - 12 - 2 - 1", what became of the rest
    mine = [r for r in work.readings if r.field_name == field_name and r.noun == "opinion" and r.sentence[0] <= r.start]
    first_answered = bool(work.context.answered_first)
    if mine and len(mine) == 1 and mine[0].measure in ("raised", "answered"):
        between = work.key[mine[0].end : made.start]
        if re.fullmatch(r"\s*(?:ý kiến|yk|kiến nghị|nội dung|câu hỏi)?\s*(?:\(|;|,|và|-|–|:|\|)\s*", between) is None:
            return None
        second = "raised" if mine[0].measure == "answered" else "answered"
        known = work.context.answered_first is not None
        if not known:
            work.readings[work.readings.index(mine[0])] = replace(mine[0], rivals=("answered",), strength=1)
        return replace(
            made,
            measure=second,
            strength=3 if known else 1,
            rivals=() if known else ("raised",),
            dimension=mine[0].dimension,
        )
    if not mine and first_answered and re.match(r"\s*(?:\(|;|,|và|-|–)\s*\d", work.key[made.end :]):
        return replace(made, measure="answered", strength=3)
    return None


TWO_LABELS = re.compile(r"(?P<first>[^\W\d][^:/()\d]*)/(?P<second>[^:/()\d]+):\s*$")
_OUT_OF = re.compile(r"\s*(?:trong tổng số|trong số|trên tổng số|trong|/|trên)\s*(?:cả\s+)?$")


def out_of(work: Work, index: int) -> bool:
    """Tell whether the next numeral is what this one is out of: "14 trong tổng số 17 lượt ý kiến"."""
    following = next((n for n in work.numerals[index + 1 :] if not n.structural), None)
    numeral = work.numerals[index]
    if not numeral.pair and following is not None and TWO_LABELS.search(work.key[: numeral.start]):
        return False  # "Ý kiến nêu/ý kiến giải đáp: 59/53", each judged by its own label
    return (
        following is not None
        and _OUT_OF.fullmatch(work.key[work.noun_end.get(numeral.start, numeral.end) : following.start]) is not None
    )
