"""Estimate the share of wrong figures from a random sample that a person has checked."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from statistics import NormalDist

CONFIDENCE = Decimal("0.95")
TENTH = Decimal("0.1")


def wilson_interval(wrong: int, checked: int) -> tuple[Decimal, Decimal]:
    """Bound the share of wrong ones in percent, 95 % two-sided, with one decimal and rounded outward.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927), 209-212. It holds for small samples and for none wrong.
    ValueError unless 0 <= wrong <= checked and something is checked.
    """
    if not 0 <= wrong <= checked or checked == 0:
        raise ValueError(f"not a sample: {wrong} wrong of {checked} checked")
    z = Decimal(NormalDist().inv_cdf(float((1 + CONFIDENCE) / 2)))
    share, square = Decimal(wrong) / checked, z * z
    middle = share + square / (2 * checked)
    reach = z * (share * (1 - share) / checked + square / (4 * checked * checked)).sqrt()
    scale = 100 / (1 + square / checked)
    # the bounds are exactly 0 and 100 at the ends, where a rounding error would be rounded outward to 0.1
    low = Decimal(0) if wrong == 0 else (middle - reach) * scale
    high = Decimal(100) if wrong == checked else (middle + reach) * scale
    return low.quantize(TENTH, ROUND_FLOOR), high.quantize(TENTH, ROUND_CEILING)
