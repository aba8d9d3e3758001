"""Open the warehouse for a command that asks it: as it is, or as it was known on a day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

from flows.errors import WRONG_USAGE, Trouble

if TYPE_CHECKING:
    from sqlalchemy import Engine

FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


@contextmanager
def opened(warehouse: str) -> Iterator[Engine]:
    """Open a warehouse that is there already."""
    from warehouse.database import open_existing

    engine = open_existing(warehouse)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def address_on(warehouse: str, as_of: str | None) -> Iterator[str]:
    """Give the address to ask: of the warehouse itself, or of what it knew at the end of a day in Vietnam."""
    if as_of is None:
        yield warehouse
        return
    from warehouse.as_known import as_known, end_of

    day = read_day(as_of)
    with opened(warehouse) as engine, as_known(engine, end_of(day)) as url:
        yield url


def read_day(given: str) -> date:
    """Read a day as people write it: 2025-12-31 or 31/12/2025; Trouble for another text."""
    for form in FORMATS:
        try:
            return datetime.strptime(given.strip(), form).date()
        except ValueError:
            continue
    raise Trouble("day_wrong", WRONG_USAGE, day=given)
