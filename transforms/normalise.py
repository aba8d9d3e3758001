"""Decide from a document's statements which figures count: one value for each measure, one pair for each category."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.fold_case import fold_case
from extractors.records import PrintedFigure, PrintedReport
from transforms.add_categories import Conflict, add_categories
from transforms.complete_figures import (
    complete_all,
    complete_sessions,
    count_kinds,
    count_sessions,
    list_by_session,
    make_figure,
    spell_out,
    spread_all,
    sum_outcomes,
    sum_parts,
)
from transforms.find_repeats import find_repeats, promote_other_period
from transforms.match_category import match_category
from transforms.order_pairs import find_rate, order_pairs
from transforms.parse_number import parse_number
from transforms.part_lists import summed
from transforms.records import CATEGORIES, MEASURES, Figure, Statement
from transforms.settle_fields import settle_fields
from transforms.settle_groups import settle_groups
from transforms.settle_rivals import counts_opinions, near, precedence, settle_rivals


@dataclass(frozen=True, slots=True)
class Normalised:
    """What counts, what else was stated, and where statements differ."""

    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
    conflicts: tuple[Conflict, ...]
    unmapped: tuple[tuple[str, Statement], ...]  # printed name of a field that is none of the eight
    passed_over: tuple[Statement, ...] = ()  # second numbers of a field in one sentence, of which the first counts


def normalise(printed: PrintedReport, aliases: Mapping[str, str]) -> Normalised:
    """Turn printed figures into the figures that count."""
    statements = [s for f in printed.figures if (s := _statement(f, aliases)) is not None]
    statements = settle_groups(spread_all(statements))
    statements = settle_fields(spell_out(list_by_session(promote_other_period(order_pairs(statements)))))
    conflicts: list[Conflict] = []
    figures: dict[tuple[str, str | None], Figure] = {}
    unmapped: list[tuple[str, Statement]] = []
    passed_over: list[Statement] = []
    fields = add_categories(statements, conflicts, unmapped, passed_over)
    for figure in fields:
        figures[figure.measure, figure.category] = figure
    statements = settle_rivals(statements, fields)
    for measure in MEASURES:
        chosen = _choose(measure, statements, figures, conflicts)
        if chosen is not None:
            figures[measure, None] = chosen
    complete_sessions(figures, statements)
    count_sessions(figures, statements)
    sum_parts(figures, statements)
    complete_all(figures, statements)
    count_kinds(figures, statements)
    sum_outcomes(figures)
    find_rate(figures, statements)
    conflicts = [c for c in conflicts if not _counts_all_unanswered(c, figures)]
    passed_over += [c.other for c in conflicts if _counts_something_else(c)]
    conflicts = [c for c in conflicts if not _counts_something_else(c)]
    conflicts += find_repeats(figures, statements)
    order = {m: i for i, m in enumerate((*MEASURES, "raised", "answered"))}
    listed = sorted(
        figures.values(),
        key=lambda f: (f.category is not None, CATEGORIES.index(f.category) if f.category else 0, order[f.measure]),
    )
    return Normalised(tuple(listed), tuple(statements), tuple(conflicts), tuple(unmapped), tuple(passed_over))


def _statement(f: PrintedFigure, aliases: Mapping[str, str]) -> Statement | None:
    """Give a printed figure its value; one that is accounted for otherwise and holds no number is dropped."""
    try:
        parsed = parse_number(f.printed, f.kind) if f.kind != "all" else None
    except ValueError:
        if f.role == "other":
            return None
        raise
    category = None
    if f.category:
        names = f.category.split(" + ")
        category = match_category(names[0], aliases) or "other"
    return Statement(
        f.measure,
        category,
        f.category,
        f.role,
        parsed.value if parsed else Decimal(-1),
        ("scan" if f.again else parsed.doubt) if parsed else "",
        f.kind,
        f.section,
        f.source,
        f.strength,
        f.reason,
        f.dimension,
        f.group,
        f.hedge,
        f.noun,
        f.rivals,
        f.printed,
        f.address,
        f.quote,
        f.again,
    )


def expand_shared(figures: tuple[PrintedFigure, ...]) -> tuple[PrintedFigure, ...]:
    """Repeat a figure that is stated for several fields at once ("mỗi lĩnh vực 2 ý kiến")."""
    out: list[PrintedFigure] = []
    for f in figures:
        if " + " in f.category:
            out.extend(replace(f, category=name) for name in f.category.split(" + "))
        else:
            out.append(f)
    return tuple(out)


def _choose(
    measure: str, statements: list[Statement], figures: dict[tuple[str, str | None], Figure], conflicts: list[Conflict]
) -> Figure | None:
    """Choose the statement of a measure that counts; others that differ are conflicts unless they are its parts."""
    stated = [
        s for s in statements if s.measure == measure and s.role == "total" and not s.category and s.kind != "all"
    ]
    if not stated:
        for s in statements:
            base = "opinions" if measure == "opinions_answered" else "petitions"
            if s.kind == "all" and s.measure == measure and (base, None) in figures:
                return make_figure(replace(s, value=figures[base, None].value), method="reconciled")
        return None
    if measure == "participants" and max(s.strength for s in stated) == 1:
        by_session = [s for s in statements if s.measure == measure and s.role == "part" and s.dimension == "session"]
        if len(by_session) > 1 and sum(s.value for s in by_session) > max(s.value for s in stated):
            return None  # "giao 12 người giúp việc": a bare number elsewhere, where every session has its own
    whole = next((s.value for s in statements if f"{measure}=" in s.rivals and not s.category), None)
    if len(stated) > 1 and sum(s.value for s in stated) == whole:
        return summed(measure, stated)  # "21 ý kiến và … 07 ý kiến. Toàn bộ 28 ý kiến này đều được giải đáp"
    best = max(stated, key=lambda s: (precedence(s), -stated.index(s)))
    others = [s for s in stated if s.value != best.value]
    if measure.startswith("petitions") and not counts_opinions(best):
        others = [s for s in others if not counts_opinions(s)]
    if others and sum(s.value for s in others) == best.value and len(others) > 1:
        others = []
    if measure == "sessions":  # "hai cuộc: một cuộc tại …, một cuộc tại …"
        others = [s for s in others if not (s.quote == best.quote and s.value < best.value)]
    beside = [s for s in stated if s.group == best.group and s.quote == best.quote and s.source == "sentence"]
    if (
        others
        and len(beside) > 1
        and measure.endswith(("_forwarded", "_pending", "_resolved"))
        and best.reason != "total"
    ):
        others = [s for s in stated if s not in beside and s.value != sum(b.value for b in beside)]
        for other in others:
            conflicts.append(Conflict(measure, None, best, other))
        return summed(measure, beside)
    for other in others:
        conflicts.append(Conflict(measure, None, best, other))
    return make_figure(best)


def _counts_something_else(conflict: Conflict) -> bool:
    """Tell whether two numbers of people are too far apart to be one number with a slip: "120" and "19 nữ"."""
    apart = not near(conflict.taken.value, conflict.other.value)
    return conflict.measure == "participants" and conflict.other.value < conflict.taken.value and apart


_BOTH_OUTCOMES = re.compile(r"chuyển.*(?:trả lời sau|chưa|hẹn|để lại)")


def _counts_all_unanswered(conflict: Conflict, figures: dict[tuple[str, str | None], Figure]) -> bool:
    """Tell whether the other number of pending ones counts the forwarded too: all that were not answered."""
    base, _dot, outcome = conflict.measure.partition("_")
    raised, answered, forwarded = (figures.get((m, None)) for m in (base, f"{base}_answered", f"{base}_forwarded"))
    pending = figures.get((f"{base}_pending", None))
    if outcome == "forwarded" and forwarded and pending and _BOTH_OUTCOMES.search(fold_case(conflict.other.quote)):
        return conflict.other.value == forwarded.value + pending.value  # "Chuyển cấp trên, trả lời sau: 5"
    if outcome != "pending" or raised is None or answered is None or forwarded is None:
        return False
    return conflict.other.value == raised.value - answered.value == conflict.taken.value + forwarded.value
