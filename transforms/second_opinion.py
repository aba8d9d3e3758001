"""Compare the figures with what the second reader saw: a figure it sees elsewhere, or one that nobody took."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractors.records import SecondReading
from transforms.load_rules import load_rules, name_of
from transforms.make_finding import make_finding, short_quote
from transforms.parse_number import parse_number
from transforms.records import MEASURES, Figure, Finding


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
