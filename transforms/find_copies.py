"""Find reports whose figures repeat another's: last period's, or another unit's."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from transforms.load_rules import load_rules
from transforms.make_finding import make_finding
from transforms.records import Finding

Values = Mapping[tuple[str, str | None], Decimal]  # (measure, category) -> value as read

DERIVED = "answered_rate"  # follows from two counts, and is 100 for many units: it proves nothing


def near_copy(now: Values, other: Values) -> bool:
    """Tell whether the figures that both reports state (greater than 0) are the same; symmetrical.

    Of the unit's measures ``copy_differences_most`` may differ, of the fields none. At least ``copy_figures_least``
    figures must be stated in both, and those alike have ``copy_values_least`` different values.
    """
    t = load_rules().tolerances
    differing = both = 0
    alike = set()
    for key, value in now.items():
        there = other.get(key)
        if there is None or key[0] == DERIVED or not (value or there):
            continue
        both += 1
        if value == there:
            alike.add(value)
            continue
        differing += 1
        if key[1] is not None or differing > t["copy_differences_most"]:
            return False
    return both >= t["copy_figures_least"] and len(alike) >= t["copy_values_least"]


def copy_finding(name: str, file_name: str) -> Finding:
    """Make the finding on the later report; ``name`` and ``file_name`` are the other's ("xã Hợp Thành", "07.docx")."""
    return make_finding("near_copy", stated=file_name, name=name)
