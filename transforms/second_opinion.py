"""Compare the figures with what the second reader saw: a figure it sees elsewhere, or one that nobody took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from extractors.records import SecondReading
from transforms.load_rules import load_rules, name_of
from transforms.make_finding import make_finding, short_quote
from transforms.normalise import Normalised
from transforms.parse_number import parse_number
from transforms.records import MEASURES, Figure, Finding
from transforms.settle_rivals import sums_of_fields, sums_of_parts, sums_that_hold

SURE = 0.5  # likelihood from which the second reader's word counts as a witness
_CONFIDENCE = Decimal("0.65")


def complete_by_second(normalised: Normalised, readings: tuple[SecondReading, ...]) -> Normalised:
    """Take a figure that only the second reader saw where a sum of the report then holds that did not before.

    Two witnesses, the second reader and the sum; its confidence stays so low that a finding asks for a look.
    """
    figures = {(f.measure, f.category): f for f in normalised.figures}
    values = {m: f.value for (m, c), f in figures.items() if c is None}
    sums, parts = sums_of_fields(normalised.figures), sums_of_parts(normalised.statements)
    added = []
    for measure in MEASURES:
        if measure in values:
            continue
        seen = [
            (r, v)
            for r in readings
            if r.measure == measure and r.likelihood >= SURE and r.kind != "none" and (v := value_of(r)) is not None
        ]
        held = sums_that_hold(values, sums, parts)
        right = [(r, v) for r, v in seen if sums_that_hold({**values, measure: v}, sums, parts) > held]
        if len({v for _, v in right}) == 1:
            reading, value = right[0]
            values[measure] = value
            added.append(
                Figure(
                    measure,
                    None,
                    value,
                    reading.printed,
                    "reconciled",
                    _CONFIDENCE,
                    reading.address,
                    reading.quote,
                )
            )
    order = {m: i for i, m in enumerate(MEASURES)}
    own = sorted((*(f for f in normalised.figures if not f.category), *added), key=lambda f: order[f.measure])
    return replace(normalised, figures=(*own, *(f for f in normalised.figures if f.category)))


def second_opinion(
    figures: Iterable[Figure], readings: tuple[SecondReading, ...], found: list[Finding]
) -> list[Finding]:
    """Find the measures that the second reader reads otherwise, where no finding points at them already."""
    least = load_rules().second_reader_least
    of = {f.measure: f for f in figures if f.category is None}
    pointed = {f.measure for f in found if f.category is None and f.severity != "info"}
    out = []
    for measure in MEASURES:
        seen = [(r, value_of(r)) for r in readings if r.measure == measure and r.likelihood >= least]
        mine = of.get(measure)
        if not seen or measure in pointed or (mine is not None and any(_agrees(mine, r, v) for r, v in seen)):
            continue
        reading, value = max(seen, key=lambda pair: pair[0].likelihood)
        if mine is None:
            detail = f", nhưng câu “{short_quote(reading.quote)}” có thể nói về số này"
            name = name_of(measure).lower()
            out.append(
                make_finding(
                    "missing_measure", measure, stated=value, address=reading.address, name=name, detail=detail
                )
            )
        elif reading.kind != "none":
            out.append(
                make_finding(
                    "doubtful_numeral",
                    measure,
                    message="second_reader",
                    stated=value,
                    expected=mine.value,
                    address=reading.address,
                    other_address=mine.address,
                    quote=short_quote(reading.quote),
                )
            )
    return out


def value_of(reading: SecondReading) -> Decimal | None:
    """Give the value of what the second reader read; None if it prints no number."""
    try:
        return parse_number(reading.printed, reading.kind.rstrip("12")).value
    except ValueError:
        return None


def _agrees(figure: Figure, reading: SecondReading, value: Decimal | None) -> bool:
    """Tell whether a reading is the figure, or one of the parts it was added up from."""
    return value == figure.value or value is None or reading.address in figure.parts
