"""Complete the figures that are stated in other words: all of one kind, all answered, the sum of parts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from transforms.part_lists import CONFIDENCE, PARTS_OF, part_lists, summed
from transforms.records import MEASURES, Figure, Statement


def complete_all(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> None:
    """Where "cả 08 ý kiến đều được giải đáp" is all that is said, 08 were raised as well."""
    for s in statements:
        for rival in s.rivals:
            key = (rival[:-1], s.category)
            if (
                rival.endswith("=")
                and not s.category
                and s.role == "total"
                and rival[:-1] in ("raised", "answered", "opinions", "petitions")
                and key not in figures
            ):
                figures[key] = replace(make_figure(s, "reconciled"), measure=key[0], category=s.category)


def spread_all(statements: list[Statement]) -> list[Statement]:
    """Give "toàn bộ ý kiến về đất đai đều được giải đáp" the number of the opinions raised on it."""
    raised: dict[str | None, Decimal] = {}
    for s in statements:
        if s.category and s.measure == "raised" and s.role == "total":
            raised.setdefault(s.category, s.value)
    out = []
    for s in statements:
        if s.kind != "all" or not s.category:
            out.append(s)
        elif s.category in raised:
            out.append(replace(s, kind="words", value=raised[s.category]))
    return out


def spell_out(statements: list[Statement]) -> list[Statement]:
    """Add what a number of a field says of its other number too: "cả 08 ý kiến đều được giải đáp"."""
    names: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for s in statements:
        if s.role == "total" and s.category:
            names[s.measure, s.category].add(s.name)
    out = []
    for s in statements:
        out.append(s)
        for rival in s.rivals if s.category and s.role == "total" else ():
            other = rival.removesuffix("=")
            said = names[other, s.category]
            in_parts = len(names[s.measure, s.category]) > 1
            if other != rival and (not said or (in_parts and s.name not in said)):
                out.append(replace(s, measure=other, rivals=()))
    return out


def complete_sessions(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> None:
    """Fill in periodic and ad hoc sessions where the text says that all are of one kind, or that there are none."""
    for s in statements:
        if s.measure != "sessions" or s.role != "total":
            continue
        for rival in s.rivals:
            if rival.endswith("="):
                measure = rival[:-1]
                figures.setdefault((measure, None), replace(make_figure(s, "reconciled"), measure=measure))
    total, periodic, adhoc = (figures.get((m, None)) for m in ("sessions", "sessions_periodic", "sessions_adhoc"))
    for known, other in (("sessions_periodic", "sessions_adhoc"), ("sessions_adhoc", "sessions_periodic")):
        mine = figures.get((known, None))
        named = [s for s in statements if s.measure == other and s.dimension == "named"]
        open_kind = bool(named) and (other, None) not in figures
        if open_kind and total is not None and mine is not None and total.value - mine.value == len(named):
            figures[other, None] = summed(other, named)  # "Ba buổi định kỳ; riêng buổi thứ ba là đột xuất"
    manner = [s for s in statements if s.dimension == "manner"]
    if total is not None and len(manner) == 1 and not (periodic or adhoc):  # "Số cuộc: 01", then "Hình thức: định kỳ"
        whole = replace(summed(manner[0].measure, manner), value=total.value)
        figures.setdefault((manner[0].measure, None), whole)
    if total is None and (periodic or adhoc):
        both = [f for f in (periodic, adhoc) if f is not None]
        if len(both) == 2 or both[0].value > 0:
            figures["sessions", None] = _sum_of("sessions", both)


def list_by_session(statements: list[Statement]) -> list[Statement]:
    """Take as many numbers of people in one sentence as there were sessions for parts: "có 87, 102 và 64 người dự"."""
    held = {s.measure: s.value for s in statements if s.measure.startswith("sessions") and s.role == "total"}
    sessions = held.get("sessions", held.get("sessions_periodic", Decimal(0)) + held.get("sessions_adhoc", Decimal(0)))
    people = [
        s
        for s in statements
        if s.measure == "participants" and (s.role == "total" or (s.role == "part" and s.dimension == "session"))
    ]
    one_sentence = len({(s.group, s.quote) for s in people}) == 1
    if len(people) < 2 or len(people) != sessions or not one_sentence or any(s.reason == "total" for s in people):
        return statements
    return [replace(s, role="part", dimension="session", reason="session") if s in people else s for s in statements]


def count_sessions(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> None:
    """Count the sessions that are listed one by one where no number of them is stated."""
    if any(m.startswith("sessions") for m, _ in figures):
        return
    named = [s for s in statements if s.measure == "sessions" and s.role == "part"]
    if len(named) == 1 and named[0].value == 1:  # "Đây là hội nghị duy nhất trong quý (01 cuộc, theo định kỳ)"
        figures["sessions", None] = make_figure(named[0])
        for rival in named[0].rivals:
            if rival.startswith("sessions_") and rival.endswith("="):
                figures[rival[:-1], None] = replace(make_figure(named[0], "reconciled"), measure=rival[:-1])
        return
    lists = [p for p in part_lists(statements).get("participants", []) if len(p) >= 2 and p[0].dimension == "session"]
    if lists:
        longest = max(lists, key=len)
        figures["sessions", None] = replace(summed("sessions", longest), value=Decimal(len(longest)))


def sum_parts(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> None:
    """Give a measure that is not stated the sum of its parts: sessions one by one, or the fields."""
    for measure in MEASURES:
        if (measure, None) in figures or measure not in PARTS_OF:
            continue
        parts = part_lists(statements).get(measure, [])
        if parts:
            best = max(parts, key=len)
            whole = _whole_among(best)
            if whole is not None and not _others_add_up(best, part_lists(statements)):
                figures[measure, None] = make_figure(whole, "reconciled")
                continue
            sessions = figures.get(("sessions", None))
            if len(best) >= 2 or (sessions is not None and sessions.value == 1 and measure != "sessions"):
                figures[measure, None] = summed(measure, best)
    _sum_outcomes_of_sessions(figures, statements)
    for measure, part in (("opinions", "raised"), ("opinions_answered", "answered")):
        rows = [f for (m, c), f in figures.items() if m == part and c]
        raised = [c for (m, c) in figures if m == "raised" and c and figures[m, c].value > 0]
        if (measure, None) not in figures and len(rows) >= 3 and len(rows) >= len(raised):
            figures[measure, None] = _sum_of(measure, rows)


def _sum_outcomes_of_sessions(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> None:
    """Take an outcome that only one session names for that of all, where the sessions' outcomes then balance."""
    parts = {m: [p for p in lists if p[0].dimension == "session"] for m, lists in part_lists(statements).items()}
    outcomes = ("opinions_answered", "opinions_forwarded", "opinions_pending")
    raised, *told = [[s for one in parts.get(m, []) for s in one] for m in ("opinions", *outcomes)]
    if len(raised) < 2 or sum(s.value for s in raised) != sum(s.value for rows in told for s in rows):
        return
    for measure, rows in zip(outcomes, told, strict=True):
        if rows and (measure, None) not in figures:
            figures[measure, None] = summed(measure, rows)


def _whole_among(parts: list[Statement]) -> Statement | None:
    """Give the one of the parts that the others add up to: it is no part, whatever words stand before it."""
    greatest = max(parts, key=lambda s: s.value)
    others = [s.value for s in parts if s is not greatest]
    return greatest if len(others) > 1 and sum(others) == greatest.value else None


def _others_add_up(parts: list[Statement], lists: dict[str, list[list[Statement]]]) -> bool:
    """Tell whether in the same lines another measure has no whole: "1, 1 and 2 sessions" with 87, 93 and 168 people."""
    groups = [s.group for s in parts]
    beside = [one for many in lists.values() for one in many if one[0].measure != parts[0].measure]
    return any([s.group for s in one] == groups and _whole_among(one) is None for one in beside)


def sum_outcomes(figures: dict[tuple[str, str | None], Figure]) -> None:
    """Give the petitions that are listed by outcome without a total their sum, where it is that of the opinions."""
    opinions = figures.get(("opinions", None))
    names = ("petitions_answered", "petitions_resolved", "petitions_pending", "petitions_forwarded")
    rows = [figures[m, None] for m in names if (m, None) in figures]
    added = sum((f.value for f in rows), Decimal(0))
    if ("petitions", None) in figures or opinions is None or len(rows) < 2 or added != opinions.value:
        return
    figures["petitions", None] = _sum_of("petitions", rows)


def _sum_of(measure: str, rows: list[Figure]) -> Figure:
    """Make the figure that is the sum of others, with the places of them all."""
    return Figure(
        measure,
        None,
        sum((f.value for f in rows), Decimal(0)),
        " + ".join(f.printed for f in rows),
        "summed",
        min(f.confidence for f in rows),
        rows[0].address,
        rows[0].quote,
        tuple(a for f in rows for a in (f.parts or (f.address,))),
    )


def count_kinds(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> None:
    """Count periodic and ad hoc sessions where every session is listed with its kind and no number says it."""
    sessions = figures.get(("sessions", None))
    if sessions is None or ("sessions_periodic", None) in figures or ("sessions_adhoc", None) in figures:
        return
    for parts in part_lists(statements).get("participants", []):
        kinds = [next((r for r in p.rivals if r.startswith("kind ")), "") for p in parts]
        if len(parts) == sessions.value and all(kinds):
            for measure, kind in (("sessions_periodic", "kind periodic"), ("sessions_adhoc", "kind adhoc")):
                mine = [p for p, k in zip(parts, kinds, strict=True) if k == kind]
                if mine:
                    figures[measure, None] = replace(summed(measure, mine), value=Decimal(len(mine)))


def make_figure(s: Statement, method: str = "printed", parts: tuple[Statement, ...] = ()) -> Figure:
    """Make the figure of a statement of the unit."""
    return Figure(
        s.measure,
        None,
        s.value,
        s.printed,
        method,
        CONFIDENCE[s.strength],
        s.address,
        s.quote,
        tuple(p.address for p in parts),
    )
