"""Sums tell which numbers of the fields were raised and which answered; where they do not, nothing changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.transforms.test_check import statement
from transforms.records import Statement
from transforms.settle_fields import settle_fields

NAMES = {"land": "đất đai", "construction": "xây dựng cơ bản", "policy": "chế độ, chính sách", "water": "nước"}
PAIRS = {"land": (12, 10), "construction": (9, 7), "policy": (6, 6), "water": (5, 2)}  # 32 raised, 25 answered


def totals(opinions: int = 32, answered: int = 25) -> list[Statement]:
    return [statement("opinions", opinions), statement("opinions_answered", answered)]


def of_fields(*, first: int = 0) -> list[Statement]:
    """Both numbers of each field taken for raised ones; ``first`` tells which of the pair is printed first."""
    out = []
    for block, (category, pair) in enumerate(PAIRS.items()):
        for n in (pair[first], pair[1 - first]):
            made = statement("raised", n, category=category, name=NAMES[category])
            out.append(replace(made, quote="một câu", address=replace(made.address, block=block)))
    return out


def read(statements: list[Statement]) -> dict[tuple[str, str | None], int]:
    kept = [s for s in settle_fields(statements) if s.category and s.role == "total"]
    return {(s.measure, s.category): int(s.value) for s in kept}


EXPECTED = {("raised", c): a for c, (a, _) in PAIRS.items()} | {("answered", c): b for c, (_, b) in PAIRS.items()}


@pytest.mark.parametrize("first", [0, 1])
def test_the_order_that_makes_up_both_totals_counts(first: int) -> None:
    assert read([*totals(), *of_fields(first=first)]) == EXPECTED


@pytest.mark.parametrize(("opinions", "answered"), [(33, 25), (32, 24), (99, 98)])
def test_nothing_changes_where_no_order_makes_up_both_totals(opinions: int, answered: int) -> None:
    statements = [*totals(opinions, answered), *of_fields()]
    assert settle_fields(statements) == statements


def test_what_is_plainly_read_stays_as_it_is() -> None:
    plain = [
        statement(measure, n, category=c, name=NAMES[c])
        for c, pair in PAIRS.items()
        for measure, n in zip(("raised", "answered"), pair, strict=True)
    ]
    statements = [*totals(40, 30), *plain]
    assert settle_fields(statements) == statements


def test_a_field_told_in_two_parts_is_added_up() -> None:
    parts = [("raised", 7), ("answered", 6), ("raised", 5), ("answered", 4)]  # land: 12, 10
    land = [replace(statement(m, n, category="land", name="đất đai"), quote="một câu") for m, n in parts]
    rest = [
        statement(measure, n, category=c, name=NAMES[c])
        for c, pair in PAIRS.items()
        if c != "land"
        for measure, n in zip(("raised", "answered"), pair, strict=True)
    ]
    settled = settle_fields([*totals(), *land, *rest])
    mine = [s for s in settled if s.category == "land" and s.role == "total"]
    assert sorted((s.measure, int(s.value)) for s in mine) == sorted(parts)
    assert len({s.name for s in mine}) == 2
