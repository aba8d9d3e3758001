"""List the parts that a report states of a measure: one session each, one chair each, one field each."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from transforms.records import Figure, Statement


def part_lists(statements: list[Statement] | tuple[Statement, ...]) -> dict[str, list[list[Statement]]]:
    """Give for each measure the lists of its parts (one session each, one chair each, one field each)."""
    lists: dict[tuple[str, str, str, int], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.role != "part" or not s.measure or (s.category and s.dimension != "field"):
            continue
        if s.dimension in ("session", "chair", "time", "field", "kind", "theme", "made up"):
            lists[s.measure, s.dimension, s.source, s.group if s.source == "table" else 0].append(s)
    out: dict[str, list[list[Statement]]] = defaultdict(list)
    for (measure, _, _, _), members in lists.items():
        out[measure].append(members)
    return out


def summed(measure: str, parts: list[Statement]) -> Figure:
    """Make the figure of a measure that is the sum of its parts."""
    return Figure(
        measure,
        None,
        sum((p.value for p in parts), Decimal(0)),
        " + ".join(p.printed for p in parts),
        "summed",
        CONFIDENCE[min(p.strength for p in parts)],
        parts[0].address,
        parts[0].quote,
        tuple(p.address for p in parts),
    )


CONFIDENCE = {3: Decimal("0.95"), 2: Decimal("0.85"), 1: Decimal("0.60")}


PARTS_OF = {
    "participants",
    "opinions",
    "opinions_answered",
    "opinions_forwarded",
    "opinions_pending",
    "sessions",
    "petitions",
    "petitions_answered",
    "petitions_resolved",
    "petitions_pending",
    "petitions_forwarded",
}
