"""Add up the rows of each category, list by list; the first list in the text counts, the others must agree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.fold_case import fold_case
from transforms.part_lists import CONFIDENCE
from transforms.records import Figure, Statement
from transforms.settle_fields import RECONCILED


def add_categories(
    statements: list[Statement],
    conflicts: list[Conflict],
    unmapped: list[tuple[str, Statement]],
    passed_over: list[Statement],
) -> list[Figure]:
    """Add up the rows of each category, list by list; the first list in the text counts, the others must agree.

    Fills the three lists: statements that differ, fields that are none of the eight, second numbers of a row.
    """
    lists: dict[tuple[str, str, int], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.category and s.role == "total" and s.measure in ("raised", "answered"):
            key = (s.section, s.source, s.group if s.source == "table" else 0)
            lists[key].append(s)
    _add_tables_of_sessions(lists, {s.value for s in statements if s.measure == "opinions" and s.role == "total"})
    rank = {"sessions": 0, "results": 1}
    source_rank = {"sentence": 0, "table": 1}
    ordered = sorted(
        lists.items(),
        key=lambda kv: (rank[kv[0][0]], -(len({s.category for s in kv[1]}) >= 3), source_rank[kv[0][1]], kv[0][2]),
    )
    taken: dict[tuple[str, str], Figure] = {}
    firsts: dict[tuple[str, str], Statement] = {}
    for key, members in ordered:
        if key[0] == "results" and taken:
            continue
        for (measure, category), rows in group_rows(members, conflicts, passed_over).items():
            figure = add_rows(measure, category, rows)
            if (measure, category) not in taken:
                taken[measure, category] = figure
                firsts[measure, category] = rows[0]
                if any(_is_unmapped(r) for r in rows):
                    unmapped.extend((r.name, r) for r in rows if _is_unmapped(r) and measure == "raised")
            elif len({s.category for s in members}) < 3 and figure.value < taken[measure, category].value:
                continue  # "riêng về cấp giấy chứng nhận có 9 ý kiến": some of the field's opinions, named again
            elif taken[measure, category].value != figure.value:
                conflicts.append(
                    Conflict(
                        measure,
                        category,
                        replace(firsts[measure, category], value=taken[measure, category].value),
                        replace(rows[0], value=figure.value),
                    )
                )
    return list(taken.values()) or _add_sessions(statements)


def _add_sessions(statements: list[Statement]) -> list[Figure]:
    """Add up what each session's list says of the fields, where no list of all sessions is given."""
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.category and s.role == "part" and s.dimension == "session" and s.measure in ("raised", "answered"):
            groups[s.measure, s.category].append(s)
    return [add_rows(measure, category, rows) for (measure, category), rows in groups.items()]


def _add_tables_of_sessions(lists: dict[tuple[str, str, int], list[Statement]], totals: set[Decimal]) -> None:
    """Put the tables of the sessions together where they make up the total only when added up."""
    tables = [k for k, rows in lists.items() if k[:2] == ("sessions", "table") and len({s.category for s in rows}) >= 3]
    sums = [sum((s.value for s in lists[k] if s.measure == "raised"), Decimal(0)) for k in tables]
    if len(tables) > 1 and sum(sums) in totals and not any(one in totals and one == max(totals) for one in sums):
        for key in tables[1:]:
            lists[tables[0]] += lists.pop(key)


def _is_unmapped(s: Statement) -> bool:
    return s.category == "other" and s.reason != "known" and not _is_other(s.name)


def _is_other(name: str) -> bool:
    key = fold_case(name)
    return any(word in key for word in ("khác", "còn lại", "không thuộc", "ngoài các", "ngoài những"))


def group_rows(
    members: list[Statement], conflicts: list[Conflict], passed_over: list[Statement]
) -> dict[tuple[str, str], list[Statement]]:
    """Group a list's statements by measure and category; the same name said twice is one row."""
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in members:
        rows = groups[s.measure, s.category or ""]
        twin = next(
            (
                r
                for r in rows
                if _plain(r.name) == _plain(s.name) and (s.source == "sentence" or r.address.block == s.address.block)
            ),
            None,
        )
        if twin is None:
            rows.append(s)
        elif twin.value != s.value and s.group != twin.group and min(s.strength, twin.strength) >= 3:
            conflicts.append(Conflict(s.measure, s.category, twin, s))
        elif twin.value != s.value and s.strength > twin.strength:
            rows[rows.index(twin)] = s
        elif twin.value != s.value:
            passed_over.append(s)
    return groups


def _plain(name: str) -> str:
    key = fold_case(name)
    for lead in ("về ", "lĩnh vực ", "nhóm ", "các ", "một số "):
        key = key.replace(lead, "")
    return key.strip(" .:")


def add_rows(measure: str, category: str, rows: list[Statement]) -> Figure:
    """Make the figure of a category from its rows."""
    in_one_sentence = rows[0].source == "sentence" and len({r.quote for r in rows}) == 1
    if in_one_sentence and len(rows) > 2 and sum(r.value for r in rows[1:]) == rows[0].value:
        rows = rows[:1]
    below = [r.group - rows[0].group for r in rows[1:]] == list(range(1, len(rows)))
    if (
        below
        and category != "other"
        and rows[0].source == "sentence"
        and len(rows) > 2
        and sum(r.value for r in rows[1:]) == rows[0].value
    ):
        rows = rows[:1]  # "08 ý kiến, gồm 05 ý kiến về đất rừng và 03 ý kiến về đất ở"
    first = rows[0]
    by_sums = any(r.reason == RECONCILED for r in rows)
    method = "summed" if len(rows) > 1 else "reconciled" if by_sums else "printed"
    return Figure(
        measure,
        category,
        sum((r.value for r in rows), Decimal(0)),
        first.printed if len(rows) == 1 else " + ".join(r.printed for r in rows),
        method,
        CONFIDENCE[min(r.strength for r in rows)],
        first.address,
        first.quote,
        tuple(r.address for r in rows) if len(rows) > 1 else (),
    )


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements of one figure that differ; ``taken`` counts."""

    measure: str
    category: str | None
    taken: Statement
    other: Statement
