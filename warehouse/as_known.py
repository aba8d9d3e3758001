"""Build the warehouse as it was known at the end of a day: readings and decisions up to then, worked out afresh.

The logs hold all that the facts are made of, so the past needs no history of its own: a scratch warehouse (SQLite, in a
temporary folder, gone afterwards) is filled from them by the same code that fills the real one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, insert, select

from warehouse.database import open_warehouse, place_of, writing
from warehouse.errors import plain_errors
from warehouse.keep_readings import Reading, to_reading
from warehouse.load import add_period, load_result
from warehouse.logs import log_decisions, log_editions, log_readings
from warehouse.rows import VIETNAM, local_time
from warehouse.schema import expected_periods, fact_files
from warehouse.settle_periods import settle_periods


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came, or a document that was read again."""

    at: str
    again: int  # 0: a file; the number of the reading: it was read again
    file_name: str
    document_id: str


def end_of(day: date) -> datetime:
    """Give the last moment of a day in Vietnam."""
    return datetime.combine(day + timedelta(days=1), time(), VIETNAM) - timedelta(milliseconds=1)


@contextmanager
def as_known(engine: Engine, moment: datetime) -> Iterator[str]:
    """Give the address of a scratch warehouse that holds what was known at a moment, for as long as the block runs."""
    with TemporaryDirectory(prefix="tonghop-") as folder:
        url = f"sqlite:///{Path(folder) / 'as-known.db'}"
        scratch = open_warehouse(url)
        try:
            with plain_errors(place_of(engine.url)), engine.connect() as source, writing(scratch) as target:
                if engine.dialect.name == "postgresql":
                    source.execution_options(isolation_level="REPEATABLE READ")
                fill(source, target, local_time(moment))
        finally:
            scratch.dispose()
        yield url


def fill(source: Connection, target: Connection, until: str) -> None:
    """Copy the decisions up to a moment, then load what had come by then."""
    for row in source.execute(select(expected_periods)).mappings():
        add_period(target, row["period"])
        target.execute(insert(expected_periods), dict(row))
    copy_log(source, target, until)
    first: dict[str, Reading] = {}
    for arrival in arrivals(source, until):
        if arrival.again:
            reading = read_reading(source, arrival.document_id, arrival.again)
            first[arrival.document_id] = reading
        else:
            reading = first.setdefault(arrival.document_id, read_reading(source, arrival.document_id, 1))
            reading = replace(reading, result=replace(reading.result, file_name=arrival.file_name))
        load_result(
            target,
            reading.result,
            reader_version=reading.reader_version,
            expected_period=reading.expected_period,
            received_at=datetime.fromisoformat(arrival.at),
            commune_code=reading.commune_code,
            again=bool(arrival.again),
        )
    settle_periods(target)


def copy_log(source: Connection, target: Connection, until: str) -> None:
    """Copy decisions and editions up to a moment; an edition's files stay where they are."""
    for table, moment in ((log_decisions, log_decisions.c.decided_at), (log_editions, log_editions.c.published_at)):
        for row in source.execute(select(table).where(moment <= until)).mappings():
            add_period(target, row.get("period"))
            target.execute(insert(table), dict(row))


def arrivals(source: Connection, until: str) -> list[Arrival]:
    """List the files that came and the documents that were read again up to a moment, in their order."""
    files = source.execute(
        select(fact_files.c.received_at, fact_files.c.file_name, fact_files.c.document_id)
        .where(fact_files.c.received_at <= until)
        .where(select(log_readings.c.number).where(log_readings.c.document_id == fact_files.c.document_id).exists())
    )
    again = source.execute(
        select(log_readings.c.read_at, log_readings.c.number, log_readings.c.document_id).where(
            log_readings.c.read_at <= until, log_readings.c.number > 1
        )
    )
    found = [Arrival(row.received_at, 0, row.file_name, row.document_id) for row in files]
    found += [Arrival(row.read_at, row.number, "", row.document_id) for row in again]
    return sorted(found, key=lambda a: (a.at, a.again, a.file_name, a.document_id))


def read_reading(source: Connection, document_id: str, number: int) -> Reading:
    """Read one reading of the log."""
    key = (log_readings.c.document_id == document_id) & (log_readings.c.number == number)
    return to_reading(source.execute(select(log_readings).where(key)).one())
