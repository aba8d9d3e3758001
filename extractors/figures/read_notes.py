"""Read what the words of a table say beside its values: "Định kỳ 02 cuộc, đột xuất 01 cuộc", "Đạt 84,6%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.figures.find_numerals import find_numerals
from extractors.figures.judge_cell import CellReading
from extractors.figures.judge_heading import Meaning
from extractors.figures.load_form import Form
from extractors.figures.read_sentence import read_paragraph
from extractors.figures.work import Context, Reading
from extractors.fold_case import fold_case
from extractors.records import Cell, Table

_KINDS = ("sessions_periodic", "sessions_adhoc")
# "Đối thoại định kỳ (04 hội nghị)"
_KIND_COUNTED = re.compile(r"\(\s*(?:\d{1,2}|\w+)\s+(?:cuộc|hội nghị|buổi|phiên|kỳ|lần|đợt)\s*\)")


def read_notes(
    table: Table,
    rows: dict[int, tuple[str, Meaning, bool]],
    values: list[int],
    section: str,
    form: Form,
    context: Context,
) -> list[CellReading]:
    """Read the kinds of sessions and the rate that cells of words state, where no value cell does."""
    if section != "sessions":
        return []
    found: list[CellReading] = []
    for cell in table.cells:
        if cell.row not in rows or cell.column in values or not find_numerals(cell.text):
            continue
        label, meaning, _sub = rows[cell.row]
        for reading in _of_cell(cell, label, meaning, form, context):
            if not any(r.reading.measure == reading.measure for r in found):
                found.append(CellReading(cell, reading, label))
    return found


def read_told(cell: Cell, label: str, section: str, form: Form, context: Context) -> Iterator[CellReading]:
    """Read a value cell that tells its parts too as the sentence that its row begins."""
    lead = f"{label}: "
    whole = Context(context.period, group=context.group)
    for r in read_paragraph(lead + cell.text, section, form, whole):
        if r.start >= len(lead):
            moved = replace(r, start=r.start - len(lead), end=r.end - len(lead), group=context.group)
            yield CellReading(cell, replace(moved, sentence=(0, len(cell.text))), label)


def _of_cell(cell: Cell, label: str, meaning: Meaning, form: Form, context: Context) -> Iterator[Reading]:
    key = fold_case(cell.text)
    kinds = [k for k in ("periodic", "adhoc") if form.words[k].search(key)]
    if meaning.field_name or not (kinds or "%" in key):
        return
    counted = _KIND_COUNTED.search(key)
    if len(kinds) == 1 and counted is not None:
        n = next(n for n in find_numerals(cell.text) if n.start >= counted.start())
        measure = f"sessions_{kinds[0]}"
        yield Reading(n.start, n.end, n.printed, n.kind, measure, "total", "", noun="session", group=context.group)
        return
    if meaning.noun not in ("session", "opinion") and meaning.scope != "total":
        return
    for r in read_paragraph(cell.text, "sessions", form, Context(context.period, group=context.group)):
        if r.measure in _KINDS and r.role == "total" and meaning.noun in ("session", ""):
            yield r
    rates = [n for n in find_numerals(cell.text) if n.kind == "percent"]
    if meaning.noun == "opinion" and len(rates) == 1 and meaning.outcome in ("", "raised", "answered"):
        n = rates[0]
        yield Reading(n.start, n.end, n.printed, n.kind, "answered_rate", "total", "", strength=2, group=context.group)
