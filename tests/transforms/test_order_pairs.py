"""Arithmetic is a witness: it settles a pair or a percentage only where one reading fits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.test_check import statement
from transforms.order_pairs import order_pairs, rate_fits
from transforms.records import Statement


@pytest.mark.parametrize(
    ("stated", "answered", "opinions", "fits"),
    [
        ("88.9", 8, 9, True),  # 88.888… rounded
        ("88.8", 8, 9, True),  # cut off
        ("89", 8, 9, True),
        ("88", 8, 9, True),
        ("88.88", 8, 9, True),
        ("88.89", 8, 9, True),
        ("88.7", 8, 9, False),
        ("90", 8, 9, False),
        ("87", 8, 9, False),
        ("100", 9, 9, True),
        ("100.0", 9, 9, True),
        ("99.9", 9, 9, False),
        ("0", 0, 9, True),
        ("84.5", 169, 200, True),  # exactly 84.5
        ("85", 169, 200, True),
        ("84", 169, 200, True),
    ],
)
def test_a_rounded_or_cut_percentage_is_right(stated: str, answered: int, opinions: int, fits: bool) -> None:
    assert rate_fits(Decimal(stated), Decimal(answered) * 100 / Decimal(opinions)) is fits


@given(opinions=st.integers(1, 5000), share=st.integers(0, 5000), places=st.integers(0, 3))
def test_a_percentage_off_by_more_than_its_last_place_is_wrong(opinions: int, share: int, places: int) -> None:
    exact = Decimal(min(share, opinions)) * 100 / Decimal(opinions)
    step = Decimal(1).scaleb(-places)
    rounded = exact.quantize(step)
    assert rate_fits(rounded, exact)
    assert not rate_fits(rounded + 2 * step, exact)
    assert not rate_fits(rounded - 2 * step, exact)


def pair(category: str, first: int, second: int) -> list[Statement]:
    """State "9/7" of a field without a word about the order; first is taken for the number raised."""
    return [
        statement("raised", first, category=category, rivals=("answered",)),
        statement("answered", second, category=category, rivals=("raised",)),
    ]


def measured(statements: list[Statement]) -> list[tuple[str, int]]:
    return [(s.measure, int(s.value)) for s in statements if s.category]


def test_answered_cannot_exceed_raised() -> None:
    assert measured(order_pairs([*pair("land", 7, 9), *pair("water", 2, 2)])) == [
        ("answered", 7),
        ("raised", 9),
        ("answered", 2),
        ("raised", 2),
    ]


def test_the_order_that_fits_the_totals_wins() -> None:
    totals = [statement("opinions", 11), statement("opinions_answered", 13)]
    settled = order_pairs([*totals, *pair("land", 8, 10), *pair("water", 3, 3)])
    assert measured(settled) == [("raised", 8), ("answered", 10), ("raised", 3), ("answered", 3)]
    assert {s.strength for s in settled if s.category} == {3}
    assert {s.rivals for s in settled if s.category} == {()}


def test_an_order_that_nothing_proves_is_less_sure() -> None:
    assert {s.strength for s in order_pairs(pair("land", 9, 7))} == {2}


def test_pairs_whose_order_is_stated_stay_as_they_are() -> None:
    stated = [statement("raised", 7, category="land"), statement("answered", 9, category="land")]
    assert order_pairs(stated) == stated
