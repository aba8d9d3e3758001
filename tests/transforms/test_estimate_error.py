"""The interval holds what was counted, says nothing beyond 0 and 100, and agrees with published values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.estimate_error import wilson_interval

SAMPLES = st.integers(min_value=1, max_value=20_000).flatmap(
    lambda checked: st.tuples(st.integers(min_value=0, max_value=checked), st.just(checked))
)


# the bounds before rounding: 0/50: 7,135 · 1/50: 0,354 and 10,495 · 15/148: 6,237 and 16,052 (Newcombe 1998, table I:
# 81/263: 0.2553 and 0.3662; 15/148: 0.0624 and 0.1605; 0/20: 0 and 0.1611; 1/29: 0.0061 and 0.1718)
@pytest.mark.parametrize(
    ("wrong", "checked", "low", "high"),
    [
        (0, 50, "0.0", "7.2"),
        (1, 50, "0.3", "10.5"),
        (81, 263, "25.5", "36.7"),
        (15, 148, "6.2", "16.1"),
        (0, 20, "0.0", "16.2"),
        (1, 29, "0.6", "17.2"),
        (50, 50, "92.8", "100.0"),
        (1, 1, "20.6", "100.0"),
    ],
)
def test_it_agrees_with_published_values_rounded_outward(wrong: int, checked: int, low: str, high: str) -> None:
    assert wilson_interval(wrong, checked) == (Decimal(low), Decimal(high))


@given(SAMPLES)
def test_what_was_counted_lies_within(sample: tuple[int, int]) -> None:
    wrong, checked = sample
    low, high = wilson_interval(wrong, checked)
    assert 0 <= low <= Decimal(100 * wrong) / checked <= high <= 100
    assert low.as_tuple().exponent == high.as_tuple().exponent == -1
    assert (low == 0) >= (wrong == 0) and (high == 100) >= (wrong == checked)


@given(SAMPLES)
def test_right_and_wrong_are_mirrored(sample: tuple[int, int]) -> None:
    wrong, checked = sample
    low, high = wilson_interval(wrong, checked)
    assert wilson_interval(checked - wrong, checked) == (100 - high, 100 - low)


@given(st.integers(min_value=1, max_value=5_000))
def test_a_larger_sample_without_errors_promises_more(checked: int) -> None:
    assert wilson_interval(0, checked + 1)[1] <= wilson_interval(0, checked)[1]


@pytest.mark.parametrize(("wrong", "checked"), [(0, 0), (-1, 5), (6, 5)])
def test_what_is_no_sample_is_refused(wrong: int, checked: int) -> None:
    with pytest.raises(ValueError, match="not a sample"):
        wilson_interval(wrong, checked)
