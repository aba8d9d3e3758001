"""A report whose figures repeat another's is told; two that are alike by chance are not."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from transforms.find_copies import Values, copy_finding, near_copy
from transforms.records import CATEGORIES

Key = tuple[str, str | None]
UNIT = {"sessions": 4, "participants": 320, "opinions": 40, "opinions_answered": 36, "opinions_forwarded": 4}
FIELDS = dict(zip(CATEGORIES, (12, 9, 7, 5, 3, 2, 1, 1), strict=True))


def report(fields: dict[str, int] | None = None, **unit: int) -> dict[Key, Decimal]:
    out: dict[Key, Decimal] = {(m, None): Decimal(v) for m, v in (UNIT | unit).items()}
    return out | {("raised", c): Decimal(v) for c, v in (FIELDS if fields is None else fields).items()}


def test_the_same_figures_are_a_copy() -> None:
    assert near_copy(report(), report())


def test_one_figure_of_the_unit_may_have_been_changed() -> None:
    assert near_copy(report(), report(participants=345))
    assert not near_copy(report(), report(participants=345, sessions=5))


def test_a_field_that_differs_makes_another_report() -> None:
    assert not near_copy(report(), report(FIELDS | {"land": 13}))
    assert not near_copy(report(), report(FIELDS | {"water": 0}))


def test_what_only_one_states_tells_nothing() -> None:
    assert near_copy(report(), report(petitions=40))


def test_few_figures_or_few_values_are_alike_by_chance() -> None:
    assert not near_copy(report({}), report({}))  # five figures
    small = dict.fromkeys(UNIT, 1) | {"opinions": 2, "opinions_answered": 2}
    assert not near_copy(report(dict.fromkeys(CATEGORIES, 1), **small), report(dict.fromkeys(CATEGORIES, 1), **small))


def test_zeros_and_the_rate_are_no_evidence() -> None:
    empty: Values = {(m, None): Decimal(0) for m in UNIT} | {("raised", c): Decimal(0) for c in CATEGORIES}
    assert not near_copy(empty, empty)
    seven = {"land": 12, "construction": 9}
    assert not near_copy(report(seven, answered_rate=90), report(seven, answered_rate=90))
    assert near_copy(report(seven | {"policy": 7}), report(seven | {"policy": 7}))


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), st.integers(0, 20)), st.integers(1, 400), st.integers(1, 9))
def test_a_copy_is_a_copy_from_either_side(fields: dict[str, int], people: int, sessions: int) -> None:
    one, other = report(), report(FIELDS | fields, participants=people, sessions=sessions)
    assert near_copy(one, other) == near_copy(other, one)


def test_the_finding_names_the_other_report() -> None:
    found = copy_finding("xã Hợp Thành", "07.docx")
    assert (found.rule, found.severity, found.stated) == ("near_copy", "warning", "07.docx")
    assert found.message == (
        "Số liệu lặp lại gần như nguyên vẹn báo cáo của xã Hợp Thành (07.docx); "
        "đề nghị đơn vị xác nhận đây là số liệu của mình trong kỳ này."
    )
