"""Check the relations of checks.yml: sum, equal, not greater, both or none; a new one needs no code."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from transforms.load_rules import Rules, load_names, name_of, number_vi
from transforms.make_finding import make_finding
from transforms.read_relations import Relation
from transforms.records import CATEGORIES, CATEGORY_MEASURES, Figure, Finding

Key = tuple[str, str | None]  # measure, category


def check_relations(figures: Mapping[Key, Figure], rules: Rules) -> list[Finding]:
    """Find what breaks a relation, in the order of checks.yml; only both_or_none minds what is not stated."""
    out = []
    for relation in rules.relations:
        for category in fields_of(relation):
            left = {m: figures[m, category] for m in relation.left if (m, category) in figures}
            right = {m: figures[m, category] for m in relation.right if (m, category) in figures}
            if relation.kind == "both_or_none":
                out += _both_or_none(relation, category, left, right, rules)
            else:
                out += _compare(relation, category, left, right, rules)
    return out


def fields_of(relation: Relation) -> tuple[str | None, ...]:
    """List the fields in which a relation must hold: the eight, or None for the unit as a whole."""
    return CATEGORIES if relation.left[0] in CATEGORY_MEASURES else (None,)


def _compare(
    relation: Relation, category: str | None, left: dict[str, Figure], right: dict[str, Figure], rules: Rules
) -> list[Finding]:
    if not left or len(right) < len(relation.right):
        return []
    stated, owed = _add(left), _add(right)
    first, other = next(iter(left.values())), next(iter(right.values()))
    if relation.kind == "sum" and first.method == "summed":
        return []  # our own sum of its parts
    if stated == owed or (relation.kind == "not_greater" and stated < owed):
        return []
    return [
        make_finding(
            relation.rule,
            first.measure,
            category,
            stated=stated,
            expected=owed,
            address=first.address,
            other_address=other.address,
            severity=relation.severity,
            message=relation.message,
            rules=rules,
            name=_name(first.measure, category),
            detail=" + ".join(number_vi(f.value) for f in (right if relation.kind == "sum" else left).values()),
        )
    ]


def _both_or_none(
    relation: Relation, category: str | None, left: dict[str, Figure], right: dict[str, Figure], rules: Rules
) -> list[Finding]:
    out = []
    for stated, owed in ((left, relation.right), (right, relation.left)):
        there = left | right
        if not stated:
            continue
        one = next(iter(stated.values()))
        out += [
            make_finding(
                relation.rule,
                measure,
                category,
                other_address=one.address,
                severity=relation.severity,
                message=relation.message,
                rules=rules,
                name=_name(measure, category),
                detail=_name(one.measure, category),
            )
            for measure in owed
            if measure not in there
        ]
    return out


def _add(figures: Mapping[str, Figure]) -> Decimal:
    return sum((f.value for f in figures.values()), Decimal(0))


def _name(measure: str, category: str | None) -> str:
    """Name a figure; of a field without its measure, which the rule's sentence says."""
    return load_names()["categories"][category]["vi"] if category else name_of(measure)
