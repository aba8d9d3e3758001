"""Settle pairs "9/7" whose order nothing states, and percentages that no word explains: arithmetic as a witness."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from transforms.complete_figures import make_figure
from transforms.records import Figure, Statement


def order_pairs(statements: list[Statement]) -> list[Statement]:
    """Settle pairs "9/7" whose order nothing states: answered can't exceed raised, and totals must agree."""
    open_pairs = [
        s for s in statements if s.category and s.rivals in (("answered",), ("raised",)) and s.role == "total"
    ]
    if not open_pairs:
        return statements
    totals = {
        m: s.value
        for m in ("opinions", "opinions_answered")
        for s in statements
        if s.measure == m and s.role == "total" and not s.category
    }
    raised = [s for s in open_pairs if s.measure == "raised"]
    answered = [s for s in open_pairs if s.measure == "answered"]
    as_is = sum(s.value for s in raised), sum(s.value for s in answered)
    score = {
        False: (as_is[0] == totals.get("opinions")) + (as_is[1] == totals.get("opinions_answered")),
        True: (as_is[1] == totals.get("opinions")) + (as_is[0] == totals.get("opinions_answered")),
    }
    swap = score[True] > score[False] if score[True] != score[False] else as_is[1] > as_is[0]
    method = "reconciled" if max(score.values()) else "order"
    flip = {"raised": "answered", "answered": "raised"}
    pairs = {id(s) for s in open_pairs}
    return [
        replace(
            s, measure=flip[s.measure] if swap else s.measure, rivals=(), strength=3 if method == "reconciled" else 2
        )
        if id(s) in pairs
        else s
        for s in statements
    ]


def find_rate(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> None:
    """Take a percentage that no word explains for the rate if it is exactly answered ÷ raised."""
    answered, opinions = figures.get(("opinions_answered", None)), figures.get(("opinions", None))
    if ("answered_rate", None) in figures or answered is None or opinions is None or opinions.value == 0:
        return
    exact = answered.value * 100 / opinions.value
    sessions = figures.get(("sessions", None))
    only_one = sessions is not None and sessions.value == 1  # what is said of it is said of all
    for s in statements:
        if (
            (s.kind == "percent" or s.source == "table")
            and s.section == "sessions"
            and (s.reason == "another rate" or (s.reason == "session" and only_one))
            and not s.category
            and rate_fits(s.value, exact)
        ):
            figures["answered_rate", None] = replace(
                make_figure(replace(s, strength=2), "reconciled"), measure="answered_rate"
            )
            return


def rate_fits(stated: Decimal, exact: Decimal) -> bool:
    """Tell whether a stated percentage is the exact one rounded or cut off at its own number of decimals."""
    exponent = stated.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    return stated in (exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN))
