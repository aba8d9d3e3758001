"""List the figures of the equation that a finding says does not hold, each with the value that would make it hold."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from transforms.check_relations import Key
from transforms.explain_slip import Equation, Term, explain
from transforms.load_rules import load_rules, name_of
from transforms.normalise import Normalised
from transforms.order_pairs import rate_fits
from transforms.part_lists import part_lists
from transforms.records import CATEGORIES, Figure, Finding
from transforms.witness import witnessed

OUTCOMES = {
    "opinions": ("opinions_answered", "opinions_forwarded", "opinions_pending"),
    "petitions": ("petitions_answered", "petitions_resolved", "petitions_pending", "petitions_forwarded"),
}
_OF_FIELDS = {"category_sum": "raised", "category_answered_sum": "answered"}
_STATED_TWICE = ("duplicate_statement", "text_vs_table")


def explain_slips(findings: list[Finding], normalised: Normalised) -> list[Finding]:
    """Add to each finding about a sum or two statements the one slip of typing that would explain it."""
    if not findings:
        return findings
    figures: dict[Key, Figure] = {(f.measure, f.category): f for f in normalised.figures}
    sure = witnessed(normalised)
    return [explain(f, equation_of(f, normalised, figures, sure)) for f in findings]


def equation_of(
    finding: Finding, normalised: Normalised, figures: dict[Key, Figure], sure: frozenset[Key]
) -> Equation | None:
    """Give the equation of a finding; figures in ``sure`` (others confirm them) and our own sums are no slips."""
    whole = (finding.measure or "", finding.category)
    parts: Iterable[Key]
    if finding.rule in _STATED_TWICE:
        return _stated_twice(finding, sure)
    if finding.rule == "rate_mismatch":
        return _rate(figures, sure)
    if finding.rule == "attendance_breakdown":
        return _attendance(finding, normalised, figures, sure)
    if finding.rule == "petitions_vs_opinions":
        return _equal(whole, ("opinions", None), figures, sure)
    if finding.rule in _OF_FIELDS:
        parts = [(_OF_FIELDS[finding.rule], c) for c in CATEGORIES]
        return _sum(whole, parts, figures, sure)
    if finding.rule == "outcome_sum":
        return _sum(whole, [(m, None) for m in OUTCOMES[whole[0]]], figures, sure)
    if finding.rule == "session_breakdown":
        parts = [("sessions_periodic", None), ("sessions_adhoc", None)]
        return _sum(whole, parts, figures, sure) if all(p in figures for p in parts) else None
    for relation in load_rules().relations:
        if relation.rule == finding.rule and relation.left[0] == whole[0] and whole in figures:
            parts = [(m, whole[1]) for m in relation.right]
            if relation.kind == "sum":
                return _sum(whole, parts, figures, sure)
            if len(relation.left) == 1 and parts[0] in figures and relation.kind != "both_or_none":
                # a row's own number (of a field added up of several) is not the figure
                told = finding.stated == f"{figures[whole].value.normalize():f}"
                return _equal(whole, parts[0], figures, sure) if told else None
    return None


def _sum(whole: Key, parts: Iterable[Key], figures: dict[Key, Figure], sure: frozenset[Key]) -> Equation:
    stated = [p for p in parts if p in figures]
    added = sum((figures[p].value for p in stated), Decimal(0))
    lacking = figures[whole].value - added
    keys = [(whole, added), *((p, figures[p].value + lacking) for p in stated)]
    return Equation("sum", _terms(keys, figures, sure))


def _equal(one: Key, other: Key, figures: dict[Key, Figure], sure: frozenset[Key]) -> Equation:
    return Equation("equal", _terms([(one, figures[other].value), (other, figures[one].value)], figures, sure))


def _terms(keys: Iterable[tuple[Key, Decimal]], figures: dict[Key, Figure], sure: frozenset[Key]) -> tuple[Term, ...]:
    return tuple(
        Term(_name(*key), figures[key].value, wanted)
        for key, wanted in keys
        if key not in sure and figures[key].method == "printed"
    )


def _stated_twice(finding: Finding, sure: frozenset[Key]) -> Equation | None:
    if finding.measure is None or finding.stated is None or finding.expected is None:
        return None
    name = _name(finding.measure, finding.category)
    taken, other = Decimal(finding.expected), Decimal(finding.stated)
    terms = [Term(name, other, taken)]
    if (finding.measure, finding.category) not in sure:
        terms.append(Term(name, taken, other))
    return Equation("equal", tuple(terms))


def _attendance(
    finding: Finding, normalised: Normalised, figures: dict[Key, Figure], sure: frozenset[Key]
) -> Equation | None:
    key = ("participants", None)
    lists = part_lists(normalised.statements).get("participants", [])
    parts = next((p for p in lists if p[0].address == finding.other_address), None)
    if parts is None:
        return None
    added = sum((p.value for p in parts), Decimal(0))
    lacking = figures[key].value - added
    words = load_rules().message["part"]
    return Equation(
        "sum",
        (
            *_terms([(key, added)], figures, sure),
            *(
                Term(words.format(number=n, name=_name(*key)), p.value, p.value + lacking)
                for n, p in enumerate(parts, 1)
            ),
        ),
    )


def _rate(figures: dict[Key, Figure], sure: frozenset[Key]) -> Equation:
    """Give the rate as it should be printed, and the counts where just one whole number fits the rate."""
    rate, answered, opinions = (figures[m, None] for m in ("answered_rate", "opinions_answered", "opinions"))
    exact = answered.value * 100 / opinions.value
    exponent = rate.value.as_tuple().exponent
    step = Decimal(1).scaleb(min(int(exponent), 0))
    keys: list[tuple[Key, Decimal]] = [
        (("answered_rate", None), exact.quantize(step, how)) for how in (ROUND_HALF_UP, ROUND_DOWN)
    ]
    if keys[0] == keys[1]:
        keys.pop()
    if rate.value > 0:
        about = (rate.value * opinions.value / 100).quantize(Decimal(1), ROUND_HALF_UP)
        fits = [n for n in (about - 1, about, about + 1) if rate_fits(rate.value, n * 100 / opinions.value)]
        keys += [(("opinions_answered", None), n) for n in fits if len(fits) == 1]
        about = (answered.value * 100 / rate.value).quantize(Decimal(1), ROUND_HALF_UP)
        near = [n for n in (about - 1, about, about + 1) if n > 0 and rate_fits(rate.value, answered.value * 100 / n)]
        keys += [(("opinions", None), n) for n in near if len(near) == 1]
    return Equation("rate", _terms(keys, figures, sure))


def _name(measure: str, category: str | None) -> str:
    name = name_of(measure, category)
    return name[:1].lower() + name[1:]
