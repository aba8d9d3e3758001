"""Read what the assessment repeats of the main figures, and what only it states."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.figures.find_identity import address_in
from extractors.figures.find_outline import Placed
from extractors.figures.find_periods import PeriodPhrase
from extractors.figures.load_form import Form
from extractors.figures.read_sentence import read_paragraph
from extractors.figures.work import Context
from extractors.fold_case import fold_case
from extractors.records import Paragraph, PrintedFigure

# the key of such a repetition: what stands before the figures is a summary, what follows them an assessment
_REPEATING = {
    "achievements": "assessment",
    "assessment": "assessment",
    "preamble": "summary",
    "situation": "summary",
    "outcome": "summary",
}
# "Hạn chế: chưa tổ chức được cuộc đột xuất nào" states a number that the section on sessions may leave out
_SOME_OF_THEM = re.compile(r"\s*(?:cuộc|hội nghị|buổi|phiên|kỳ)\s+(?:cuối|đầu|sau|trước|gần|này|đó|ấy|còn lại)(?!\w)")
_LOOKING_BACK = frozenset({"limitations"})
_KINDS = ("sessions_periodic", "sessions_adhoc")
_REPEATED = frozenset({"sessions", "participants", "opinions", "opinions_answered"})


def read_repeats(placed: list[Placed], form: Form, period: PeriodPhrase | None) -> tuple[PrintedFigure, ...]:
    """Read what the assessment repeats of the main figures: it must agree with the section on sessions."""
    figures = []
    for i, p in enumerate(placed):
        if p.section not in (*_REPEATING, *_LOOKING_BACK) or p.is_heading or not isinstance(p.block, Paragraph):
            continue
        text = p.block.text
        for r in read_paragraph(text[p.text_start :], "sessions", form, Context(period)):
            if r.measure in _KINDS and r.kind == "none" and r.role == "total" and p.section in _LOOKING_BACK:
                address = address_in(p.block.block, r.start + p.text_start, r.end + p.text_start, p.block.spans)
                figures.append(replace(r, strength=2).as_printed("assessment", "sentence", address, text.strip()))
            if (
                p.section in _REPEATING
                and r.measure in _REPEATED
                and r.role == "total"
                and r.strength >= 2
                and not r.field_name
                and not _SOME_OF_THEM.match(fold_case(text[p.text_start :]), r.end)
            ):
                moved = replace(r, role="repeat", start=r.start + p.text_start, end=r.end + p.text_start, group=-1 - i)
                quote = text[r.sentence[0] + p.text_start : r.sentence[1] + p.text_start].strip()
                figures.append(
                    moved.as_printed(
                        _REPEATING[p.section],
                        "sentence",
                        address_in(p.block.block, moved.start, moved.end, p.block.spans),
                        quote,
                    )
                )
    return tuple(figures)
