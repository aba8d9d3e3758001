"""Compare a report's figures with the unit's earlier periods and with units of like size, by median and MAD."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from transforms.load_rules import load_rules, number_vi, period_name
from transforms.make_finding import make_finding
from transforms.records import Finding

Values = Mapping[str, Decimal]  # measure of the unit -> value; what is not stated is left out

COUNTS = ("sessions", "participants", "opinions", "petitions")
RATE = "answered_rate"  # worked out here from the two counts, in percent, never as it is printed
COMPARED = (*COUNTS, RATE)
SIZES = ("sessions", "participants")  # by which units are alike
# MAD × 1.4826 estimates the standard deviation where values are normal; elsewhere it is a spread like any other
SCALE = Decimal("1.4826")
HIGH, LOW = "cao", "thấp"


@dataclass(frozen=True, slots=True)
class Past:
    """What a unit reported for an earlier period of the same kind (a year for a year, a quarter for a quarter)."""

    period: str
    values: Values


def compare_with_past(now: Values, earlier: Sequence[Past]) -> list[Finding]:
    """Find figures unlike the unit's own earlier ones: info only; ``earlier`` in any order, all of one kind of period.

    With fewer periods than ``earlier_least`` only the last one is compared, by ``ratio_most``.
    """
    out = []
    enough = load_rules().tolerances["earlier_least"]
    for measure, value in _compared(now).items():
        known = sorted((p.period, _compared(p.values)[measure]) for p in earlier if measure in _compared(p.values))
        if len(known) >= enough:
            side, usual = _unlike(measure, value, [v for _, v in known])
            if side:
                out.append(_finding("unlike_past", measure, value, side, _shown(measure, usual)))
        elif known:
            period, last = known[-1]
            side = _far_from(value, last)
            if side:
                usual_then = _shown(measure, last)
                out.append(_finding("unlike_last", measure, value, side, usual_then, period=period_name(period)))
    return out


def compare_with_peers(now: Values, peers: Sequence[Values], measures: Iterable[str] = COMPARED) -> list[Finding]:
    """Find figures unlike those of the ``peers`` in the same period, of which ``peers_least`` must state a figure."""
    wanted = set(measures)
    told = [_compared(peer) for peer in peers]
    found = (_unlike_peers(m, value, told) for m, value in _compared(now).items() if m in wanted)
    return [finding for finding in found if finding is not None]


def peers_of(code: str, units: Sequence[tuple[str, Values]], measure: str) -> list[Values]:
    """List the units of like size, nearest first: at most ``peers_most``, none beyond ``peers_ratio_most``.

    The figure that is to be judged is no measure of size: a slip in it would choose peers that share it.
    """
    known = dict(units)
    return [known[other] for other in _nearest(code, {unit: _sizes(values) for unit, values in units}, measure)]


def compare_units(units: Sequence[tuple[str, Values]]) -> dict[str, list[Finding]]:
    """Compare each figure of each unit with the units that are of like size by its other figures; by unit."""
    sizes = {code: _sizes(values) for code, values in units}
    told = {code: _compared(values) for code, values in units}
    found: dict[str, list[Finding]] = {code: [] for code, _ in units}
    for code, values in told.items():
        for measure, value in values.items():
            finding = _unlike_peers(measure, value, [told[peer] for peer in _nearest(code, sizes, measure)])
            if finding is not None:
                found[code].append(finding)
    return found


def compare_with_like_units(code: str, units: Sequence[tuple[str, Values]]) -> list[Finding]:
    """Compare each figure of one unit with the units that are of like size by its other figures."""
    return compare_units(units)[code]


def _unlike_peers(measure: str, value: Decimal, peers: Sequence[Values]) -> Finding | None:
    known = [peer[measure] for peer in peers if measure in peer]
    if len(known) < load_rules().tolerances["peers_least"]:
        return None
    side, usual = _unlike(measure, value, known)
    if not side:
        return None
    return _finding("unlike_peers", measure, value, side, _shown(measure, usual), count=str(len(known)))


def _sizes(values: Values) -> dict[str, float]:
    return {m: float(values[m]) for m in SIZES if values.get(m, 0) > 0}


def _nearest(code: str, sizes: Mapping[str, Mapping[str, float]], measure: str) -> list[str]:
    """List the units of like size by all sizes but the measure itself, nearest first."""
    t = load_rules().tolerances
    most, ratio_most = int(t["peers_most"]), float(t["peers_ratio_most"])
    own = [(m, size) for m, size in sizes[code].items() if m != measure]
    near: list[tuple[float, str]] = []
    for other, theirs in sizes.items():
        total = 0.0
        for m, size in own:
            there = theirs.get(m)
            if there is None:
                break
            ratio = there / size if there > size else size / there
            if ratio > ratio_most:
                break
            total += ratio
        else:
            if other != code:
                near.append((total, other))
    return [other for _, other in sorted(near)[:most]] if own else []


def _compared(values: Values) -> dict[str, Decimal]:
    out = {m: values[m] for m in COUNTS if m in values}
    answered, opinions = values.get("opinions_answered"), values.get("opinions")
    if answered is not None and opinions:
        out[RATE] = answered * 100 / opinions
    return out


def _unlike(measure: str, value: Decimal, known: Sequence[Decimal]) -> tuple[str, Decimal]:
    """Give the side on which a value lies too far out ('' if it does not), and the median."""
    t = load_rules().tolerances
    middle = median(known)
    spread = SCALE * median(abs(v - middle) for v in known)
    floor = t["floor_rate"] if measure == RATE else max(t["floor_least"], t["floor_share"] * middle)
    if abs(value - middle) <= t["spread_most"] * max(spread, floor):
        return "", middle
    return HIGH if value > middle else LOW, middle


def _far_from(value: Decimal, last: Decimal) -> str:
    most = load_rules().tolerances["ratio_most"]
    if value <= 0 or last <= 0:
        return ""  # none now or none then is no ratio, and says little
    if value >= last * most:
        return HIGH
    return LOW if value * most <= last else ""


def _finding(
    message: str, measure: str, value: Decimal, side: str, usual: str, *, period: str = "", count: str = ""
) -> Finding:
    """Make the finding; the usual value is no ``expected``: it moves with other reports, and the finding's id would."""
    shown = value if measure != RATE else value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return make_finding(
        "implausible",
        measure,
        stated=shown,
        severity="info",
        message=message,
        side=side,
        usual=usual,
        period=period,
        count=count,
    )


def _shown(measure: str, value: Decimal) -> str:
    return number_vi(value.quantize(Decimal("0.1") if measure == RATE else Decimal(1), ROUND_HALF_UP))
