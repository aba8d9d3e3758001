"""A figure unlike the unit's earlier ones, or unlike those of units of its size, is a note; one slip hides nowhere."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.compare_periods import (
    Past,
    Values,
    compare_with_like_units,
    compare_with_past,
    compare_with_peers,
    peers_of,
)
from transforms.load_rules import load_rules


def values(**stated: int) -> dict[str, Decimal]:
    return {measure: Decimal(value) for measure, value in stated.items()}


def years(measure: str, *numbers: int) -> list[Past]:
    return [Past(str(2020 + n), values(**{measure: number})) for n, number in enumerate(numbers)]


PEOPLE = years("participants", 290, 310, 330)


def test_a_figure_far_above_the_earlier_ones() -> None:
    (found,) = compare_with_past(values(participants=1250), PEOPLE)
    assert (found.rule, found.severity, found.measure, found.stated, found.expected) == (
        *("implausible", "info", "participants"),
        *("1250", None),
    )
    assert found.message == (
        "Số người tham dự 1.250 cao bất thường so với các kỳ trước của đơn vị (thường khoảng 310); "
        "đề nghị kiểm tra lại."
    )


@pytest.mark.parametrize("people", [94, 200, 310, 520])
def test_what_changes_from_year_to_year_is_not_unusual(people: int) -> None:
    assert compare_with_past(values(participants=people), PEOPLE) == []


def test_a_tenth_of_what_is_usual_is_too_few() -> None:
    (found,) = compare_with_past(values(participants=31), PEOPLE)
    assert "31 thấp bất thường" in found.message


def test_a_unit_whose_figures_always_vary_is_given_room() -> None:
    calm, wild = years("opinions", 40, 41, 42, 43, 44), years("opinions", 10, 25, 42, 70, 95)
    now = values(opinions=90)
    assert [f.measure for f in compare_with_past(now, calm)] == ["opinions"]
    assert compare_with_past(now, wild) == []


def test_one_odd_year_does_not_spoil_the_measure() -> None:
    odd = years("participants", 300, 3000, 310, 320, 330)
    assert len(compare_with_past(values(participants=3100), odd)) == 1
    assert compare_with_past(values(participants=305), odd) == []


def test_small_counts_may_differ_by_a_few() -> None:
    once = years("sessions", 1, 1, 1, 1)
    assert compare_with_past(values(sessions=4), once) == []
    assert len(compare_with_past(values(sessions=5), once)) == 1
    assert len(compare_with_past(values(opinions=4), years("opinions", 0, 0, 0))) == 1


def test_the_rate_is_worked_out_and_compared_in_points() -> None:
    good = [
        Past(str(year), values(opinions=100, opinions_answered=n)) for year, n in ((2022, 93), (2023, 95), (2024, 97))
    ]
    (found,) = compare_with_past(values(opinions=100, opinions_answered=61, answered_rate=95), good)
    assert (found.measure, found.stated) == ("answered_rate", "61")
    assert "61 thấp bất thường" in found.message
    assert found.message.count("95") == 1
    assert compare_with_past(values(opinions=100, opinions_answered=80), good) == []
    assert compare_with_past(values(opinions=0, opinions_answered=0), good[:2]) == []


def test_with_few_earlier_periods_only_the_last_is_compared_and_only_by_its_multiple() -> None:
    two = [Past("2025-H2", values(participants=60)), Past("2024-H2", values(participants=400))]
    (found,) = compare_with_past(values(participants=300), two)
    assert found.message == (
        "Số người tham dự 300 cao bất thường so với 6 tháng cuối năm 2025 của đơn vị (60); đề nghị kiểm tra lại."
    )
    assert [f.stated for f in compare_with_past(values(participants=12), two)] == ["12"]
    assert compare_with_past(values(participants=299), two) == []
    assert compare_with_past(values(participants=0), two) == []
    assert compare_with_past(values(participants=299), []) == []


def test_a_figure_that_earlier_reports_do_not_state_is_not_compared() -> None:
    assert compare_with_past(values(petitions=4000), PEOPLE) == []


@given(st.lists(st.integers(0, 2000), min_size=3, max_size=9))
def test_the_usual_value_itself_is_never_unusual(numbers: list[int]) -> None:
    middle = sorted(numbers)[len(numbers) // 2] if len(numbers) % 2 else None
    if middle is not None:
        assert compare_with_past(values(participants=middle), years("participants", *numbers)) == []


# --------------------------------------------------------------------------------------------- other units


def unit(sessions: int, people: int, opinions: int = 40) -> dict[str, Decimal]:
    return values(sessions=sessions, participants=people, opinions=opinions)


ALIKE: list[tuple[str, Values]] = [(f"{n:05}", unit(4, 280 + 10 * n)) for n in range(10)]


def test_too_few_peers_say_nothing() -> None:
    peers = [v for _, v in ALIKE]
    now = values(participants=3250)
    least = int(load_rules().tolerances["peers_least"])
    assert len(compare_with_peers(now, peers[:least])) == 1
    assert compare_with_peers(now, peers[: least - 1]) == []


def test_a_slip_does_not_choose_the_peers_that_share_it() -> None:
    large: list[tuple[str, Values]] = [(f"1{n:04}", unit(4, 3000 + 10 * n)) for n in range(5)]
    units = [*ALIKE, *large, ("99999", unit(4, 3250))]
    (found,) = compare_with_like_units("99999", units)
    assert found.message == (
        "Số người tham dự 3.250 cao bất thường so với 15 đơn vị cùng quy mô trong kỳ (thường khoảng 350); "
        "đề nghị kiểm tra lại."
    )


def test_units_like_each_other_have_no_finding() -> None:
    assert [f for code, _ in ALIKE for f in compare_with_like_units(code, ALIKE)] == []


def test_peers_are_the_nearest_of_like_size_and_never_the_unit_itself() -> None:
    units: list[tuple[str, Values]] = [
        *((f"{n:05}", unit(4, 300 + n)) for n in range(40)),
        ("50000", unit(4, 700)),  # more than twice as many
        ("50001", unit(9, 310)),
        ("50002", values(sessions=4)),
    ]
    peers = peers_of("00020", units, "opinions")
    assert sorted(int(p["participants"]) for p in peers) == [n for n in range(313, 329) if n != 320]
    assert len(peers) == load_rules().tolerances["peers_most"]
    assert peers_of("50002", units, "sessions") == []  # nothing else tells its size


def test_the_largest_unit_has_no_peers_and_no_finding() -> None:
    units = [*ALIKE, ("99999", unit(40, 8000, 600))]
    assert compare_with_like_units("99999", units) == []
