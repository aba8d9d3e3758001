"""Decide what a value cell counts from its column's and its row's meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.figures.find_bounds import bracket_bounds
from extractors.figures.find_header import DASH
from extractors.figures.find_numerals import Numeral, find_numerals
from extractors.figures.judge_heading import Meaning
from extractors.figures.load_form import Form
from extractors.figures.work import MEASURE_OF, Context, Reading
from extractors.fold_case import fold_case
from extractors.records import Cell, Table


def read_cell(
    cell: Cell,
    column: Meaning,
    row: Meaning,
    sub: bool,
    section: str,
    form: Form,
    context: Context,
    heading: str,
    rows: dict[int, tuple[str, Meaning, bool]],
    table: Table,
    grid: dict[tuple[int, int], Cell],
) -> list[CellReading]:
    """Read the numerals of one value cell (one, or "14 (11)", or "9/9")."""
    text = cell.text
    numerals = [n for n in find_numerals(text) if n.structural in ("", "ordinal")]
    numerals = [replace(n, structural="") for n in numerals]
    base = Reading(0, len(text), text, "dash", "", "unread", "", group=context.group, sentence=(0, len(text)))
    field_name = row.field_name or column.field_name
    if not numerals:
        if text.strip() and not DASH.match(text.strip()):
            return []
        if not text.strip() and not (field_name and row.scope != "text"):
            return []
        made = _cell_measure(base, None, column, row, sub, section, form, field_name)
        if made.role == "unread" or (not text.strip() and not made.measure):
            return []
        return [CellReading(cell, replace(made, strength=2), heading)]
    out = []
    if kinds := _both_kinds(cell.text, heading):
        names = ("sessions", *kinds)
        return [
            CellReading(
                cell,
                replace(
                    base,
                    start=n.start,
                    end=n.end,
                    printed=n.printed,
                    kind=n.kind,
                    measure=name,
                    role="total",
                    strength=3,
                ),
                heading,
            )
            for n, name in zip(numerals, names, strict=False)
        ]
    if row.noun == "person" and len(numerals) == 2 and not field_name:
        numerals = numerals[:1]  # "276 (131)" under "Số người tham dự (trong đó nữ)"
    pair = len(numerals) == 2 and (
        numerals[0].pair == 1 or bracket_bounds(fold_case(text), numerals[1].start) is not None
    )
    for i, n in enumerate(numerals):
        one = replace(base, start=n.start, end=n.end, printed=n.printed, kind=n.kind)
        if pair and n.kind != "percent" and numerals[1].kind != "percent":
            made = _pair_measure(one, i, numerals, column, row, sub, section, form, field_name, heading, context)
        else:
            made = _cell_measure(one, n, column, row, sub, section, form, field_name)
        out.append(CellReading(cell, made, heading))
    return out


_TOTAL_AND_BOTH = re.compile(r"\s*\d+\s*\(\s*\d+\s*[/,;+-]\s*\d+\s*\)\s*")
_KINDS_NAMED = re.compile(r"\((?P<first>định kỳ|đột xuất|đk|đx)\s*[/,;+-]\s*(?P<second>định kỳ|đột xuất|đk|đx)\)")


def _both_kinds(text: str, heading: str) -> tuple[str, str] | None:
    """Name the measures of "03 (02/01)" under "Số cuộc (định kỳ/đột xuất)"."""
    named = _KINDS_NAMED.search(fold_case(heading))
    if named is None or _TOTAL_AND_BOTH.fullmatch(text) is None:
        return None
    periodic_first = named["first"] in ("định kỳ", "đk")
    kinds = ("sessions_periodic", "sessions_adhoc")
    return kinds if periodic_first else (kinds[1], kinds[0])


def _cell_measure(
    base: Reading,
    numeral: Numeral | None,
    column: Meaning,
    row: Meaning,
    sub: bool,
    section: str,
    form: Form,
    field_name: str,
) -> Reading:
    """Decide what one value counts from its column's and its row's meaning."""
    for meaning in (column, row):
        if meaning.scope == "other":
            return replace(base, role="other", reason=meaning.why)
    part = next((m.why for m in (column, row) if m.scope == "part"), "")
    if field_name and "person" in (row.noun, column.noun):  # "Người dân đưa ra"
        row = replace(row, noun="opinion" if row.noun == "person" else row.noun)
        column = replace(column, noun="opinion" if column.noun == "person" else column.noun)
    if row.field_name and (column.noun or column.outcome):
        row = replace(row, noun="", outcome="")  # "Đất đai: chuyển mục đích" names a field, no outcome
    noun = column.noun or row.noun
    outcome = (
        column.outcome
        if column.outcome not in ("", "raised")
        else row.outcome
        if row.outcome not in ("", "raised")
        else column.outcome or row.outcome
    )
    if row.noun and column.noun and row.noun != column.noun:
        noun = (
            row.noun
            if column.noun in ("session", "opinion") and not column.outcome and row.noun != "opinion"
            else column.noun
        )
    if "elsewhere" in (column.noun, row.noun):
        return replace(base, role="other", reason="counts something else")
    if "percent" in (column.noun, row.noun) or base.kind == "percent" or re.fullmatch(r"\d+,\d{1,2}", base.printed):
        of_total = sub and row.outcome == "answered" and row.noun == "percent"  # "- Tỷ lệ giải đáp | % | 84,4"
        if field_name or part or (sub and not of_total) or section == "results":
            return replace(base, role="other", reason="rate of a part")
        if outcome == "answered" or (outcome in ("", "raised") and not row.scope):
            return replace(base, measure="answered_rate", role="total", strength=3 if outcome == "answered" else 2)
        return replace(base, role="other", reason="another rate")  # a share of the total, under "Cộng"
    kind = column.kind or row.kind
    role = "part" if part else "total"
    made = replace(base, role=role, dimension=part, reason=part)
    if field_name and (noun in ("", "opinion") or outcome):
        if outcome in ("forwarded", "pending", "resolved"):
            if outcome == "resolved" or part or sub or section != "sessions":
                return replace(made, role="other", reason=f"{outcome} of a field", field_name=field_name)
            return replace(
                made,
                measure=f"opinions_{outcome}",
                role="part",
                dimension="field",
                reason=f"{outcome} of a field",
                field_name=field_name,
            )
        measure = "answered" if outcome == "answered" else "raised"
        strength = 3 if outcome or column.noun == "opinion" or row.noun == "opinion" else 2
        if (sub and row.outcome != "answered") or _is_way(column):
            return replace(made, measure=measure, role="part", dimension="of field", field_name=field_name)
        return replace(made, measure=measure, field_name=field_name, strength=strength, noun="opinion")
    if field_name:
        return replace(made, role="other", reason="counts something else")
    if noun == "session":
        measure = {"periodic": "sessions_periodic", "adhoc": "sessions_adhoc"}.get(kind, "sessions")
        if section == "results":
            return replace(made, role="other", reason="reference")
        of_kind = part == "kind" and measure != "sessions"
        return replace(
            made,
            measure=measure,
            role="part" if sub and measure == "sessions" else "total" if of_kind else made.role,
            dimension="of row" if sub and measure == "sessions" else "" if of_kind else made.dimension,
            strength=3,
        )
    if noun == "person":
        if section == "results":
            return replace(made, role="other", reason="counts something else")
        if sub:
            of_session = row.scope == "part" and row.why == "session"  # "1 | Cuộc ngày 27/02 | người | 92"
            return replace(
                made, measure="participants", role="part", dimension="session" if of_session else "people", strength=3
            )
        kinds = (f"kind {kind}",) if kind else ()
        return replace(
            made,
            measure="participants",
            role=_row_role(made, row),
            dimension=made.dimension or ("session" if _row_role(made, row) == "part" else ""),
            strength=3,
            rivals=kinds,
        )
    if noun == "opinion" or outcome:
        measure = MEASURE_OF[section][outcome or "raised"]
        if not measure:
            return replace(made, role="unread", reason="settled later")
        if _is_way(column) or (sub and outcome in ("", "raised") and row.outcome in ("", "raised")):
            return replace(made, measure=measure, role="part", dimension="kind")
        return replace(
            made,
            measure=measure,
            role=_row_role(made, row),
            dimension=made.dimension or ("session" if _row_role(made, row) == "part" else ""),
            strength=3,
        )
    if kind:
        return (
            replace(made, measure=f"sessions_{kind}", strength=2)
            if section != "results"
            else replace(made, role="other", reason="reference")
        )
    return replace(made, role="unread", reason="heading says nothing we know")


def _is_way(column: Meaning) -> bool:
    """Tell whether a column splits the raised opinions by the way they came: in person, by letter."""
    return column.why == "way"


def _row_role(made: Reading, row: Meaning) -> str:
    """Tell the total from a part in a table whose columns are measures: a row that is no total is one session."""
    if made.role == "part" or row.scope in ("total",):
        return made.role
    return "row" if not row.noun and not row.outcome else made.role


def _pair_measure(
    one: Reading,
    i: int,
    numerals: list[Numeral],
    column: Meaning,
    row: Meaning,
    sub: bool,
    section: str,
    form: Form,
    field_name: str,
    heading: str,
    context: Context,
) -> Reading:
    """Read "9/9" or "14 (11)": raised and answered in the order that the heading gives."""
    key = fold_case(heading)
    m = re.search(r"[^›]*(?:giải đáp|trả lời|làm rõ|giải trình)[^›/]*/", key)
    first_answered = m is not None or bool(context.answered_first)
    if numerals[0].pair != 1:
        first_answered = False
    raised = (i == 1) == first_answered
    made = _cell_measure(
        one,
        None,
        replace(column, outcome="raised" if raised else "answered", noun="opinion"),
        replace(row, outcome=""),
        sub,
        section,
        form,
        field_name,
    )
    return replace(
        made,
        strength=2,
        rivals=()
        if m or context.answered_first is not None or numerals[0].pair != 1
        else ("answered" if raised else "raised",),
    )


@dataclass(frozen=True, slots=True)
class CellReading:
    """A reading of characters of one cell."""

    cell: Cell
    reading: Reading
    heading: str  # column path and row label, for the quote
