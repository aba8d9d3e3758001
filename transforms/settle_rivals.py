"""Choose between totals of one measure that are far apart: the ones in which most of the report's sums hold.

A unit that miscounts writes 46 and 48; where a report seems to say 44 and 21 of one thing, one of the two counts
something else. Values near each other are left to the rule of the contract: the section on sessions, then the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, product

from extractors.fold_case import fold_case
from transforms.order_pairs import rate_fits
from transforms.part_lists import part_lists
from transforms.records import MEASURES, Figure, Statement

OUTVOTED = "outvoted"  # the reason of a statement that no sum speaks for
_NEAR = Decimal("0.6")  # the lesser of two values is at least this share of the greater,
_APART = 2  # or so little less
_MOST = 3  # values of one measure that are tried
_COMBINATIONS = 3000
_OUTCOMES = ("answered", "resolved", "forwarded", "pending")

Values = Mapping[str, Decimal]


def settle_rivals(statements: list[Statement], fields: list[Figure]) -> list[Statement]:
    """Take out the totals that no sum speaks for where others of the same measure have sums on their side.

    ``fields`` are the figures by field. What is taken out keeps its value, with the role ``other``.
    """
    rivals = {measure: values for measure in MEASURES if (values := _values(measure, statements))}
    open_measures = [m for m, values in rivals.items() if len(values) > 1]
    if not open_measures:
        return statements
    sums, parts = sums_of_fields(fields), sums_of_parts(statements)
    choices = islice(product(*(rivals[m] for m in rivals)), _COMBINATIONS)
    ranked = [dict(zip(rivals, choice, strict=True)) for choice in choices]
    best = max(ranked, key=lambda values: sums_that_hold(values, sums, parts))  # the first of equals
    outvoted = {m: best[m] for m in open_measures if _gains(m, best, rivals[m], sums, parts)}
    return [
        replace(s, role="other", reason=OUTVOTED)
        if s.measure in outvoted and _counts(s) and not near(s.value, outvoted[s.measure])
        else s
        for s in statements
    ]


def sums_of_fields(figures: Iterable[Figure]) -> dict[str, Decimal]:
    """Add up the figures by field: raised, answered."""
    rows = [f for f in figures if f.category]
    return {m: sum((f.value for f in rows if f.measure == m), Decimal(0)) for m in ("raised", "answered")}


def sums_of_parts(statements: Sequence[Statement]) -> dict[str, set[Decimal]]:
    """Add up the lists of parts of each measure."""
    return {
        m: {sum((s.value for s in members), Decimal(0)) for members in lists if len(members) > 1}
        for m, lists in part_lists(list(statements)).items()
    }


def _counts(s: Statement) -> bool:
    return s.role == "total" and not s.category and s.kind != "all"


def _values(measure: str, statements: list[Statement]) -> list[Decimal]:
    """List the values of a measure that are far from each other, the one that the contract prefers first."""
    found: list[Decimal] = []
    stated = [s for s in statements if s.measure == measure and _counts(s)]
    for s in sorted(stated, key=precedence, reverse=True):
        if not any(near(s.value, value) for value in found):
            found.append(s.value)
    return found[:_MOST]


def near(a: Decimal, b: Decimal) -> bool:
    """Tell whether two values may be one with a slip of the pen: 46 and 48, 418 and 481."""
    return abs(a - b) <= _APART or min(a, b) >= _NEAR * max(a, b) or sorted(str(a)) == sorted(str(b))


def _gains(measure: str, best: Values, values: list[Decimal], sums: Values, parts: Mapping[str, set[Decimal]]) -> bool:
    """Tell whether fewer sums hold with any other value of the measure."""
    most = sums_that_hold(best, sums, parts)
    return all(sums_that_hold({**best, measure: v}, sums, parts) < most for v in values if v != best[measure])


def sums_that_hold(values: Values, sums: Values, parts: Mapping[str, set[Decimal]]) -> int:
    """Count the sums, rates and repetitions that hold between the values of the measures."""
    opinions, answered, rate = (values.get(m) for m in ("opinions", "opinions_answered", "answered_rate"))
    kinds = [values[m] for m in ("sessions_periodic", "sessions_adhoc") if m in values]
    held = [
        opinions is not None and opinions == sums["raised"],
        answered is not None and answered == sums["answered"],
        "sessions" in values and len(kinds) == 2 and sum(kinds) == values["sessions"],
        bool(opinions and answered is not None and rate is not None and rate_fits(rate, answered * 100 / opinions)),
        *(values[m] in found for m, found in parts.items() if m in values),
    ]
    for whole in ("opinions", "petitions"):
        outcomes = [values[f"{whole}_{o}"] for o in _OUTCOMES if f"{whole}_{o}" in values]
        held.append(whole in values and len(outcomes) > 1 and sum(outcomes) == values[whole])
    for outcome in ("", "_answered", "_forwarded"):
        first, second = values.get(f"opinions{outcome}"), values.get(f"petitions{outcome}")
        held.append(first is not None and first == second)
    return sum(held)


def counts_opinions(s: Statement) -> bool:
    """Tell whether the noun is "ý kiến" ("66 lượt ý kiến quy thành 53 kiến nghị")."""
    return re.search(r"ý kiến|yk", fold_case(s.noun)) is not None


def precedence(s: Statement) -> tuple[int, int, int, int]:
    """Rank statements of one measure: petitions named as such, sentence before table, a word of totals, plainness."""
    return (
        not (s.measure.startswith("petitions") and counts_opinions(s)),
        s.source == "sentence",
        s.reason == "total" and s.strength == 3,
        s.strength if s.kind != "none" else 1,
    )
