"""Arithmetic as a witness: which figures take part in a sum or a rate that holds, or are stated twice alike."""

from __future__ import annotations

from decimal import Decimal

from transforms.normalise import Normalised
from transforms.order_pairs import rate_fits
from transforms.part_lists import part_lists
from transforms.records import CATEGORIES, Figure

Key = tuple[str, str | None]


def witnessed(normalised: Normalised) -> frozenset[Key]:
    """Give the keys (measure, category) of the figures that an independent statement confirms."""
    figures: dict[Key, Figure] = {(f.measure, f.category): f for f in normalised.figures}
    sure: set[Key] = set()
    for part, whole in (("raised", "opinions"), ("answered", "opinions_answered")):
        rows: list[Key] = [(part, c) for c in CATEGORIES if (part, c) in figures]
        total = figures.get((whole, None))
        if total is None or len(rows) < 3 or total.method == "summed":
            continue
        if sum((figures[r].value for r in rows), Decimal(0)) == total.value:
            sure |= {*rows, (whole, None)}
    for whole, parts in (
        ("opinions", ("opinions_answered", "opinions_forwarded", "opinions_pending")),
        ("petitions", ("petitions_answered", "petitions_resolved", "petitions_pending", "petitions_forwarded")),
        ("sessions", ("sessions_periodic", "sessions_adhoc")),
    ):
        stated: list[Key] = [(p, None) for p in parts if (p, None) in figures]
        if (
            (whole, None) in figures
            and len(stated) >= 2
            and sum((figures[p].value for p in stated), Decimal(0)) == figures[whole, None].value
        ):
            sure |= {*stated, (whole, None)}
    for measure, lists in part_lists(normalised.statements).items():
        total = figures.get((measure, None))
        if (
            total is not None
            and total.method == "printed"
            and any(len(p) >= 2 and sum((s.value for s in p), Decimal(0)) == total.value for p in lists)
        ):
            sure.add((measure, None))
    for pair in (
        ("petitions", "opinions"),
        ("petitions_answered", "opinions_answered"),
        ("petitions_forwarded", "opinions_forwarded"),
    ):
        a, b = figures.get((pair[0], None)), figures.get((pair[1], None))
        if a is not None and b is not None and a.value == b.value:
            sure |= {(pair[0], None), (pair[1], None)}
    answered, opinions, rate = (figures.get((m, None)) for m in ("opinions_answered", "opinions", "answered_rate"))
    if (
        answered
        and opinions
        and rate
        and opinions.value
        and rate_fits(rate.value, answered.value * 100 / opinions.value)
    ):
        sure |= {("opinions_answered", None), ("opinions", None), ("answered_rate", None)}
    for key, figure in figures.items():
        same = [
            s
            for s in normalised.statements
            if (s.measure, s.category) == key and s.role == "total" and s.value == figure.value
        ]
        if len({s.group for s in same}) >= 2:
            sure.add(key)
    return frozenset(sure)
