"""Run a person's SQL on the warehouse: to read only, for a limited time, up to a number of rows."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from urllib.parse import quote

import psycopg
from psycopg import pq
from sqlalchemy import URL

from warehouse.database import BUSY_SECONDS, connect_to, place_of
from warehouse.errors import WarehouseError, explain

LARGEST_VALUE = 10_000_000  # bytes of one text or blob
STEPS_BETWEEN_CLOCKS = 10_000  # of SQLite's machine: some milliseconds
ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
HARMLESS_PRAGMAS = {"table_info", "table_xinfo", "table_list"}
# "-- tổng\nSELECT 1", "/* tổng */ WITH …": what comes before the first word
COMMENT = re.compile(r"\s+|--[^\n]*(?:\n|$)|/\*.*?\*/", re.DOTALL)
READING = re.compile(r"(?:select|with|values)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer to a query; ``cut`` says that there were more rows than asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    cut: bool


def run_query(url: str, sql: str, *, seconds: float = 10, rows: int = 10_000) -> QueryResult:
    """Run one SELECT; WarehouseError says in plain words what is wrong with it."""
    statement = sql.strip().rstrip(";").rstrip()
    begin = 0
    while match := COMMENT.match(statement, begin):
        begin = match.end()
    engine = connect_to(url)
    engine.dispose()
    if not READING.match(statement, begin):
        raise WarehouseError("query_not_read_only", place_of(engine.url))
    if engine.dialect.name == "postgresql":
        return ask_server(engine.url, statement, seconds, rows)
    return ask_file(engine.url, statement, seconds, rows)


def ask_file(url: URL, sql: str, seconds: float, rows: int) -> QueryResult:
    """Ask a SQLite file, opened so that nothing can be written."""
    place = place_of(url)
    if not Path(place).is_file():
        raise WarehouseError("missing", place)
    deadline = monotonic() + seconds
    with told_plainly(place, seconds), closing(open_file(place)) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        connection.set_authorizer(authorize)
        connection.set_progress_handler(lambda: int(monotonic() > deadline), STEPS_BETWEEN_CLOCKS)
        cursor = connection.execute(sql)
        found = cursor.fetchmany(rows + 1)
        columns = tuple(column[0] for column in cursor.description)
    return QueryResult(columns, tuple(found[:rows]), len(found) > rows)


def open_file(place: str) -> sqlite3.Connection:
    """Open a file read-only; on a medium that takes no lock files, as one that can't change."""
    address = f"file:{quote(str(Path(place).resolve()))}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)
    try:
        connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if "unable to open" not in str(error) and "readonly" not in str(error):
            raise
        connection = sqlite3.connect(f"{address}&immutable=1", uri=True)
    return connection


def authorize(action: int, first: str | None, second: str | None, _database: str | None, _view: str | None) -> int:
    """Let SQLite read, and nothing else."""
    if action == sqlite3.SQLITE_FUNCTION and second == "load_extension":
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if first in HARMLESS_PRAGMAS else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY


def ask_server(url: URL, sql: str, seconds: float, rows: int) -> QueryResult:
    """Ask a PostgreSQL server in a read-only transaction.

    The statement becomes the query of a cursor and is prepared: so it is one statement, and one that reads.
    """
    place = place_of(url)
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with told_plainly(place, seconds), psycopg.connect(address, connect_timeout=BUSY_SECONDS) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        connection.execute(f"SET LOCAL statement_timeout = {max(1, int(seconds * 1000))}".encode())
        connection.execute("SET LOCAL jit = off")
        connection.execute("SELECT 1")  # from here on the transaction can't be made writable again
        connection.execute(b"DECLARE asked NO SCROLL CURSOR FOR " + sql.encode(), prepare=True)
        cursor = connection.execute(f"FETCH {rows + 1} FROM asked".encode())
        found = cursor.fetchall()
        columns = tuple(column.name for column in cursor.description or ())
        if connection.info.transaction_status == pq.TransactionStatus.INTRANS:
            connection.rollback()
    return QueryResult(columns, tuple(found[:rows]), len(found) > rows)


@contextmanager
def told_plainly(place: str, seconds: float) -> Iterator[None]:
    """Say what is wrong: with the query if the fault is its own, else with the warehouse."""
    try:
        yield
    except psycopg.errors.QueryCanceled as error:
        raise WarehouseError("query_too_slow", place, f"{seconds:g}") from error
    except (psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.FeatureNotSupported) as error:
        raise WarehouseError("query_not_read_only", place) from error
    except (psycopg.OperationalError, sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        text = str(error)
        if text == "interrupted":
            raise WarehouseError("query_too_slow", place, f"{seconds:g}") from error
        if "not authorized" in text or "prohibited" in text or "one statement" in text:
            raise WarehouseError("query_not_read_only", place) from error
        told = explain(error, place)
        raise (told if told.kind != "failed" else WarehouseError("query_wrong", place, told.detail)) from error
    except psycopg.Error as error:
        if "multiple commands" in str(error):
            raise WarehouseError("query_not_read_only", place) from error
        raise WarehouseError("query_wrong", place, explain(error, place).detail) from error
    except sqlite3.Warning as error:  # "You can only execute one statement at a time."
        raise WarehouseError("query_not_read_only", place) from error
