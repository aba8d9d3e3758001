"""Explain a sum that does not hold by one slip of typing ("365 and 356: two digits swapped"); it changes no value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from transforms.load_rules import load_rules, number_vi
from transforms.records import Finding

SLIPS = ("swapped", "times_ten", "tenth", "doubled", "missing", "extra", "different")
# A swap leaves all digits; another digit in a number of two explains one difference in five, so it tells nothing.
_RANK = {"swapped": 0, "times_ten": 1, "tenth": 1, "doubled": 1, "missing": 1, "extra": 1, "different": 2}
_DIGITS_LEAST = 3  # of a number with one digit different


@dataclass(frozen=True, slots=True)
class Term:
    """A figure of an equation that does not hold, and the value with which it would."""

    name: str  # for a clerk, in the middle of a sentence
    printed: Decimal
    wanted: Decimal


@dataclass(frozen=True, slots=True)
class Equation:
    """What a finding says does not hold: the terms of which one may be a slip."""

    kind: str  # sum, equal (two statements, or the least change to two that must not exceed each other), rate
    terms: tuple[Term, ...]


def find_slip(printed: Decimal, wanted: Decimal) -> str | None:
    """Name the one slip of typing (of SLIPS) that turns ``wanted`` into ``printed``; None if none is believable."""
    if printed == wanted or printed <= 0 or wanted <= 0:
        return None
    if printed == wanted * 10:
        return "times_ten"
    if printed * 10 == wanted:
        return "tenth"
    got, meant = _digits(printed, wanted)
    if max(len(got), len(meant)) < 2:
        return None  # any digit is one slip away from any other
    if len(got) == len(meant):
        return _same_length(got, meant)
    if len(got) == len(meant) + 1:
        at = [i for i in range(len(got)) if got[:i] + got[i + 1 :] == meant]
        twice = any(got[i] in (got[i - 1 : i], got[i + 1 : i + 2]) for i in at)
        return None if not at else "doubled" if twice else "extra"
    if len(got) + 1 == len(meant) and any(meant[:i] + meant[i + 1 :] == got for i in range(len(meant))):
        return "missing"
    return None


def _same_length(got: str, meant: str) -> str | None:
    apart = [i for i in range(len(got)) if got[i] != meant[i]]
    if (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and got[apart[0]] + got[apart[1]] == meant[apart[1]] + meant[apart[0]]
    ):
        return "swapped"
    return "different" if len(apart) == 1 else None


def _digits(one: Decimal, other: Decimal) -> tuple[str, str]:
    """Write two values without their point, with as many decimals each: 98.5 and 90 are "985" and "900"."""
    decimals = max(-int(value.normalize().as_tuple().exponent) for value in (one, other))
    first, second = (f"{value.scaleb(max(decimals, 0)):.0f}" for value in (one, other))
    return first, second


def explain(finding: Finding, equation: Equation | None) -> Finding:
    """Add a sentence to the message if exactly one figure of the equation is a single slip away from holding.

    Swaps come first. Where several figures fit equally well, none is named: any of them would mislead. Two statements
    of which nothing tells the right one are named together. Values stay as they are.
    """
    if equation is None or finding.severity == "info":
        return finding
    found = [(t, kind) for t in equation.terms if (kind := find_slip(t.printed, t.wanted))]
    best = min((_RANK[kind] for _, kind in found), default=0)
    fitting = [(t, kind) for t, kind in found if _RANK[kind] == best]
    of_two = equation.kind == "equal" and len(equation.terms) == 2
    if not fitting or (len(fitting) > 1 and not of_two) or not _tells(*fitting[0]):
        return finding
    rules = load_rules()
    term, kind = fitting[0]
    sentence = rules.message["slip_of_two" if of_two else "slip"].format(
        name=term.name,
        printed=number_vi(term.printed),
        candidate=number_vi(term.wanted),
        kind=rules.slips[kind],
        then=rules.slips[equation.kind],
    )
    return replace(finding, message=f"{finding.message} {sentence}")


def _tells(term: Term, kind: str) -> bool:
    return kind != "different" or len(_digits(term.printed, term.wanted)[0]) >= _DIGITS_LEAST
