"""Read the table of the province's units."""

from __future__ import annotations

import csv
import functools
from importlib.resources import files

from demo.records import Commune


@functools.cache
def read_communes() -> tuple[Commune, ...]:
    """Read all units in the order of their codes."""
    lines = (files("transforms") / "reference" / "communes.csv").read_text(encoding="utf-8").splitlines()
    return tuple(Commune(row["commune_code"], row["division_type"], row["name"]) for row in csv.DictReader(lines))


def find_commune(code: str) -> Commune:
    """Find a unit by its code."""
    return next(commune for commune in read_communes() if commune.code == code)
