"""Decide from a document's statements which figures count: one value for each measure, one pair for each category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from extractors.fold_case import fold_case
from extractors.records import PrintedFigure, PrintedReport
from transforms.match_category import match_category
from transforms.parse_number import parse_number
from transforms.records import CATEGORIES, MEASURES, Figure, Statement

CONFIDENCE = {3: Decimal("0.95"), 2: Decimal("0.85"), 1: Decimal("0.60")}
PARTS_OF = {"participants", "opinions", "opinions_answered", "opinions_forwarded", "opinions_pending", "sessions",
            "petitions", "petitions_answered", "petitions_resolved", "petitions_pending", "petitions_forwarded"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements of one figure that differ; ``taken`` counts."""

    measure: str
    category: str | None
    taken: Statement
    other: Statement


@dataclass(frozen=True, slots=True)
class Normalised:
    """What counts, what else was stated, and where statements differ."""

    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
    conflicts: tuple[Conflict, ...]
    unmapped: tuple[tuple[str, Statement], ...]  # printed name of a field that is none of the eight


def normalise(printed: PrintedReport, aliases: Mapping[str, str]) -> Normalised:
    """Turn printed figures into the figures that count."""
    statements = [s for f in printed.figures if (s := _statement(f, aliases)) is not None]
    statements = _promote_other_period(_order_pairs(statements))
    conflicts: list[Conflict] = []
    figures: dict[tuple[str, str | None], Figure] = {}
    unmapped: list[tuple[str, Statement]] = []
    for figure in _categories(statements, conflicts, unmapped):
        figures[figure.measure, figure.category] = figure
    for measure in MEASURES:
        chosen = _choose(measure, statements, figures, conflicts)
        if chosen is not None:
            figures[measure, None] = chosen
    _complete_sessions(figures, statements)
    _sum_parts(figures, statements)
    _complete_all(figures, statements)
    _count_kinds(figures, statements)
    _find_rate(figures, statements)
    conflicts += _repeats(figures, statements)
    order = {m: i for i, m in enumerate((*MEASURES, "raised", "answered"))}
    listed = sorted(figures.values(), key=lambda f: (f.category is not None, CATEGORIES.index(f.category) if f.category else 0, order[f.measure]))
    return Normalised(tuple(listed), tuple(statements), tuple(conflicts), tuple(unmapped))


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
        f.measure, category, f.category, f.role, parsed.value if parsed else Decimal(-1), parsed.doubt if parsed else "", f.kind, f.section,
        f.source, f.strength, f.reason, f.dimension, f.group, f.hedge, f.noun, f.rivals, f.printed, f.address, f.quote,
    )  # fmt: skip


def expand_shared(figures: tuple[PrintedFigure, ...]) -> tuple[PrintedFigure, ...]:
    """Repeat a figure that is stated for several fields at once ("mỗi lĩnh vực 2 ý kiến")."""
    out = []
    for f in figures:
        if " + " in f.category:
            out.extend(replace(f, category=name) for name in f.category.split(" + "))
        else:
            out.append(f)
    return tuple(out)


# ------------------------------------------------------------------------------------------------ pairs


def _order_pairs(statements: list[Statement]) -> list[Statement]:
    """Settle pairs "9/7" whose order nothing states: answered can't exceed raised, and totals must agree."""
    open_pairs = [s for s in statements if s.category and s.rivals in (("answered",), ("raised",)) and s.role == "total"]
    if not open_pairs:
        return statements
    totals = {m: s.value for m in ("opinions", "opinions_answered") for s in statements if s.measure == m and s.role == "total" and not s.category}
    raised = [s for s in open_pairs if s.measure == "raised"]
    answered = [s for s in open_pairs if s.measure == "answered"]
    as_is = sum(s.value for s in raised), sum(s.value for s in answered)
    score = {
        False: (as_is[0] == totals.get("opinions")) + (as_is[1] == totals.get("opinions_answered")),
        True: (as_is[1] == totals.get("opinions")) + (as_is[0] == totals.get("opinions_answered")),
    }
    swap = score[True] > score[False] if score[True] != score[False] else as_is[1] > as_is[0]
    method = "reconciled" if max(score.values()) else "order"
    flip = {"raised": "answered", "answered": "raised"}
    pairs = {id(s) for s in open_pairs}
    return [
        replace(s, measure=flip[s.measure] if swap else s.measure, rivals=(), strength=3 if method == "reconciled" else 2) if id(s) in pairs else s
        for s in statements
    ]


# ------------------------------------------------------------------------------------------------ categories


def _categories(statements: list[Statement], conflicts: list[Conflict], unmapped: list[tuple[str, Statement]]) -> list[Figure]:
    """Add up the rows of each category, list by list; the first list in the text counts, the others must agree."""
    lists: dict[tuple[str, str, int], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.category and s.role == "total" and s.measure in ("raised", "answered"):
            key = (s.section, s.source, s.group if s.source == "table" else 0)
            lists[key].append(s)
    rank = {"sessions": 0, "results": 1}
    source_rank = {"sentence": 0, "table": 1}
    ordered = sorted(lists.items(), key=lambda kv: (rank[kv[0][0]], -(len({s.category for s in kv[1]}) >= 3), source_rank[kv[0][1]], kv[0][2]))
    taken: dict[tuple[str, str], Figure] = {}
    firsts: dict[tuple[str, str], Statement] = {}
    for index, (key, members) in enumerate(ordered):
        if key[0] == "results" and taken:
            continue
        for (measure, category), rows in _rows(members, conflicts).items():
            figure = _added(measure, category, rows)
            if (measure, category) not in taken:
                if index > 0 and not _same_names(rows, ordered[0][1]) and any(m == measure for m, _ in taken):
                    pass
                taken[measure, category] = figure
                firsts[measure, category] = rows[0]
                if any(_is_unmapped(r) for r in rows):
                    unmapped.extend((r.name, r) for r in rows if _is_unmapped(r) and measure == "raised")
            elif taken[measure, category].value != figure.value:
                conflicts.append(Conflict(measure, category, replace(firsts[measure, category], value=taken[measure, category].value), replace(rows[0], value=figure.value)))
    return list(taken.values())


def _is_unmapped(s: Statement) -> bool:
    return s.category == "other" and s.reason != "known" and not _is_other(s.name)


def _is_other(name: str) -> bool:
    key = fold_case(name)
    return any(word in key for word in ("khác", "còn lại"))


def _same_names(rows: list[Statement], others: list[Statement]) -> bool:
    names = {fold_case(o.name) for o in others}
    return any(fold_case(r.name) in names for r in rows)


def _rows(members: list[Statement], conflicts: list[Conflict]) -> dict[tuple[str, str], list[Statement]]:
    """Group a list's statements by measure and category; the same name said twice is one row."""
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in members:
        rows = groups[s.measure, s.category or ""]
        twin = next((r for r in rows if _plain(r.name) == _plain(s.name) and (s.source == "sentence" or r.address.block == s.address.block)), None)
        if twin is None:
            rows.append(s)
        elif twin.value != s.value and s.group != twin.group and min(s.strength, twin.strength) >= 3:
            conflicts.append(Conflict(s.measure, s.category, twin, s))
        elif twin.value != s.value and s.strength > twin.strength:
            rows[rows.index(twin)] = s
    return groups


def _plain(name: str) -> str:
    key = fold_case(name)
    for lead in ("về ", "lĩnh vực ", "nhóm ", "các ", "một số "):
        key = key.replace(lead, "")
    return key.strip(" .:")


def _added(measure: str, category: str, rows: list[Statement]) -> Figure:
    first = rows[0]
    method = "printed" if len(rows) == 1 else "summed"
    return Figure(
        measure, category, sum((r.value for r in rows), Decimal(0)), first.printed if len(rows) == 1 else " + ".join(r.printed for r in rows), method,
        CONFIDENCE[min(r.strength for r in rows)], first.address, first.quote, tuple(r.address for r in rows) if len(rows) > 1 else (),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------ measures of the unit


def _choose(
    measure: str, statements: list[Statement], figures: dict[tuple[str, str | None], Figure], conflicts: list[Conflict]
) -> Figure | None:
    """Choose the statement of a measure that counts; others that differ are conflicts unless they are its parts."""
    stated = [s for s in statements if s.measure == measure and s.role == "total" and not s.category and s.kind != "all"]
    if not stated:
        for s in statements:
            base = "opinions" if measure == "opinions_answered" else "petitions"
            if s.kind == "all" and s.measure == measure and (base, None) in figures:
                return _figure(replace(s, value=figures[base, None].value), method="reconciled")
        return None
    best = max(stated, key=lambda s: (_rank(s), -stated.index(s)))
    others = [s for s in stated if s.value != best.value]
    if measure.startswith("petitions") and not fold_case(best.noun).startswith("ý kiến"):
        others = [s for s in others if not fold_case(s.noun).startswith("ý kiến")]
    if others and sum(s.value for s in others) == best.value and len(others) > 1:
        others = []
    beside = [s for s in stated if s.group == best.group and s.quote == best.quote and s.source == "sentence"]
    if others and len(beside) > 1 and measure.endswith(("_forwarded", "_pending", "_resolved")) and best.reason != "total":
        others = [s for s in stated if s not in beside and s.value != sum(b.value for b in beside)]
        for other in others:
            conflicts.append(Conflict(measure, None, best, other))
        return _summed(measure, beside)
    for other in others:
        conflicts.append(Conflict(measure, None, best, other))
    return _figure(best)


def _rank(s: Statement) -> tuple[int, int, int, int]:
    """Rank statements of one measure: sentence before table, a word of totals, then how plainly it is said."""
    return (s.source == "sentence", not (s.measure.startswith("petitions") and fold_case(s.noun).startswith("ý kiến")), s.reason == "total" and s.strength == 3, s.strength if s.kind != "none" else 1)


def _figure(s: Statement, method: str = "printed", parts: tuple[Statement, ...] = ()) -> Figure:
    return Figure(s.measure, None, s.value, s.printed, method, CONFIDENCE[s.strength], s.address, s.quote, tuple(p.address for p in parts))


def _promote_other_period(statements: list[Statement]) -> list[Statement]:
    """Take a main figure said of another period as the report's where it states no other: the period is the slip."""
    stated = {s.measure for s in statements if s.role in ("total", "part") and not s.category}
    wanted = {"sessions", "participants", "opinions"} - stated
    if stated & {"sessions_periodic", "sessions_adhoc"}:
        wanted -= {"sessions"}
    return [
        replace(s, role="total", reason="other period", strength=1)
        if s.role == "other" and s.reason == "period" and s.measure in wanted and s.section == "sessions" and "so với" not in fold_case(s.quote)
        else s
        for s in statements
    ]


def _count_kinds(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> None:
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
                    figures[measure, None] = replace(_summed(measure, mine), value=Decimal(len(mine)))


def _find_rate(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> None:
    """Take a percentage that no word explains for the rate if it is exactly answered ÷ raised."""
    answered, opinions = figures.get(("opinions_answered", None)), figures.get(("opinions", None))
    if ("answered_rate", None) in figures or answered is None or opinions is None or opinions.value == 0:
        return
    exact = answered.value * 100 / opinions.value
    for s in statements:
        if s.kind == "percent" and s.section == "sessions" and s.reason == "another rate" and not s.category and rate_fits(s.value, exact):
            figures["answered_rate", None] = replace(_figure(replace(s, strength=2), "reconciled"), measure="answered_rate")
            return


def rate_fits(stated: Decimal, exact: Decimal) -> bool:
    """Tell whether a stated percentage is the exact one rounded or cut off at its own number of decimals."""
    exponent = stated.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    return stated in (exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN))


_TOTAL_WORDS = ("tổng", "các cuộc", "các hội nghị", "các buổi", "các phiên", "cả năm", "trong năm")


def _repeats(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> list[Conflict]:
    """Find figures that a later section repeats otherwise; only where the sentence speaks of all sessions."""
    out = []
    repeats = [s for s in statements if s.role == "repeat"]
    for s in repeats:
        figure = figures.get((s.measure, None))
        if figure is None or figure.value == s.value:
            continue
        if s.measure == "sessions":
            said = fold_case(s.quote)
            if s.section != "assessment" or s.strength < 3 or not any(w in said for w in ("đều", "trong năm", "cả năm")):
                continue
            first = next((t for t in statements if t.measure == "sessions" and t.value == figure.value and t.role == "total"), None)
            if first is not None:
                out.append(Conflict("sessions", None, first, s))
            continue
        beside = [r for r in repeats if r.quote == s.quote and r.measure == "sessions" and ("sessions", None) in figures]
        anchored = any(r.value == figures["sessions", None].value and r.value > 1 for r in beside)
        if anchored or (not beside and any(w in fold_case(s.quote) for w in _TOTAL_WORDS) and (s.strength == 3 and s.reason == "total" or "tại các" in fold_case(s.quote))):
            first = next((t for t in statements if t.measure == s.measure and t.value == figure.value and t.role == "total"), None)
            if first is not None:
                out.append(Conflict(s.measure, None, first, s))
    return out


def _complete_all(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> None:
    """Where "cả 08 ý kiến đều được giải đáp" is all that is said, 08 were raised as well."""
    for s in statements:
        for rival in s.rivals:
            key = (rival[:-1], s.category)
            if rival.endswith("=") and s.role == "total" and rival[:-1] in ("raised", "answered", "opinions", "petitions") and key not in figures:
                figures[key] = replace(_figure(s, "reconciled"), measure=key[0], category=s.category)


def _complete_sessions(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> None:
    """Fill in periodic and ad hoc sessions where the text says that all are of one kind, or that there are none."""
    for s in statements:
        if s.measure != "sessions" or s.role != "total":
            continue
        for rival in s.rivals:
            if rival.endswith("="):
                measure = rival[:-1]
                figures.setdefault((measure, None), replace(_figure(s, "reconciled"), measure=measure))
    total, periodic, adhoc = (figures.get((m, None)) for m in ("sessions", "sessions_periodic", "sessions_adhoc"))
    if total is None and (periodic or adhoc):
        both = [f for f in (periodic, adhoc) if f is not None]
        if len(both) == 2 or both[0].value > 0:
            figures["sessions", None] = Figure(
                "sessions", None, sum((f.value for f in both), Decimal(0)), " + ".join(f.printed for f in both), "summed",
                min(f.confidence for f in both), both[0].address, both[0].quote, tuple(f.address for f in both),
            )  # fmt: skip


def _sum_parts(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> None:
    """Give a measure that is not stated the sum of its parts: sessions one by one, or the fields."""
    for measure in MEASURES:
        if (measure, None) in figures or measure not in PARTS_OF:
            continue
        parts = part_lists(statements).get(measure, [])
        if parts:
            best = max(parts, key=len)
            sessions = figures.get(("sessions", None))
            if len(best) >= 2 or (sessions is not None and sessions.value == 1 and measure != "sessions"):
                figures[measure, None] = _summed(measure, best)
    for measure, part in (("opinions", "raised"), ("opinions_answered", "answered")):
        rows = [f for (m, c), f in figures.items() if m == part and c]
        raised = [c for (m, c) in figures if m == "raised" and c and figures[m, c].value > 0]
        if (measure, None) not in figures and len(rows) >= 3 and len(rows) >= len(raised):
            figures[measure, None] = Figure(
                measure, None, sum((f.value for f in rows), Decimal(0)), " + ".join(f.printed for f in rows), "summed",
                min(f.confidence for f in rows), rows[0].address, rows[0].quote, tuple(f.address for f in rows),
            )  # fmt: skip


def part_lists(statements: list[Statement] | tuple[Statement, ...]) -> dict[str, list[list[Statement]]]:
    """Give for each measure the lists of its parts (one session each, one chair each, one field each)."""
    lists: dict[tuple[str, str, str, int], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.role == "part" and s.measure and not (s.category and s.dimension != "field"):
            if s.dimension in ("session", "chair", "time", "field", "kind", "theme"):
                lists[s.measure, s.dimension, s.source, s.group if s.source == "table" else 0].append(s)
    out: dict[str, list[list[Statement]]] = defaultdict(list)
    for (measure, _, _, _), members in lists.items():
        out[measure].append(members)
    return out


def _summed(measure: str, parts: list[Statement]) -> Figure:
    return Figure(
        measure, None, sum((p.value for p in parts), Decimal(0)), " + ".join(p.printed for p in parts), "summed",
        CONFIDENCE[min(p.strength for p in parts)], parts[0].address, parts[0].quote, tuple(p.address for p in parts),
    )  # fmt: skip
