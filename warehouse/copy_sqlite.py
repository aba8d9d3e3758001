"""Copy a SQLite warehouse that may be in use, open such a copy, let one take the place of another."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import cast

from sqlalchemy import URL, Engine, create_engine, event

from warehouse import database
from warehouse.errors import WarehouseError, explain, plain_errors
from warehouse.prove import count_rows
from warehouse.scratch import sync

MAGIC = b"SQLite format 3\x00"
BESIDE = ("-wal", "-shm", "-journal")


def file_of(url: URL) -> Path | None:
    """Give the file of a SQLite address, through links; None if it names none (in memory, or an address of a file)."""
    name = url.database or ":memory:"
    return None if name == ":memory:" or name.startswith("file:") else Path(os.path.realpath(name))


def copy_sqlite(engine: Engine, target: Path) -> dict[str, int]:
    """Write a packed copy of the warehouse as it is now; give the rows of each table, counted at the same moment.

    VACUUM INTO can't run in the transaction that counts, so the pages are copied in it and packed after.
    """
    place = database.place_of(engine.url)
    pages = target.with_name("pages.db")
    with plain_errors(place):
        with engine.connect() as connection, closing(sqlite3.connect(pages)) as copy:
            if database.stored_version(connection) is None:
                raise WarehouseError("missing", place)
            rows = count_rows(connection)
            cast(sqlite3.Connection, connection.connection.driver_connection).backup(copy)
        with closing(sqlite3.connect(pages, isolation_level=None)) as copy:
            told = copy.execute("PRAGMA integrity_check").fetchone()[0]
            if told != "ok":  # packing would heal an index, and hide that the warehouse is damaged
                raise WarehouseError("not_a_database", place, told)
            copy.execute("VACUUM INTO ?", (str(target),))
    for name in ("", *BESIDE):
        Path(f"{pages}{name}").unlink(missing_ok=True)
    return rows


@contextmanager
def open_copy(path: Path) -> Iterator[Engine]:
    """Give an engine on a copy of the copy, so that nothing that is done to it stays."""
    proof = path.with_name("proof.db")
    shutil.copyfile(path, proof)
    engine = create_engine(URL.create("sqlite", database=str(proof)))  # not from text: a path may hold a "?"
    event.listen(engine, "connect", database.prepare_sqlite)
    event.listen(engine, "begin", database.begin_sqlite)
    try:
        yield engine
    finally:
        engine.dispose()
        for name in ("", *BESIDE):
            Path(f"{proof}{name}").unlink(missing_ok=True)


def take_place(copy: Path, target: Path) -> None:
    """Let a proved copy become the warehouse in one step; WarehouseError if another program has it open."""
    with plain_errors(str(target)), closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    if target.exists():
        owner = target.stat()
        copy.chmod(owner.st_mode & 0o777)
        with suppress(PermissionError):
            os.chown(copy, owner.st_uid, owner.st_gid)
    sync(copy)
    with alone(target):
        for name in BESIDE:  # first: a log left behind would be played into the new file
            Path(f"{target}{name}").unlink(missing_ok=True)
        copy.replace(target)
    sync(target.parent)


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Keep every other connection out of a file for the block, and fold its write-ahead log into it.

    A program with the old file open would go on writing there, and on leaving remove the log of the new one.
    """
    if not target.exists():
        yield
        return
    before = target.stat()
    with closing(sqlite3.connect(target, timeout=database.BUSY_SECONDS, isolation_level=None)) as connection:
        if not lock_out(connection, target):
            connection.close()  # before the new file is there, for it would clear up by name
        try:
            yield
        except BaseException:
            if os.path.samestat(before, target.stat()):
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                    connection.execute("PRAGMA journal_mode = WAL")
            raise


def lock_out(connection: sqlite3.Connection, target: Path) -> bool:
    """Give a connection the file for itself; False if it is damaged, and WarehouseError if others have it open."""
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise WarehouseError("in_use", str(target)) from error
        raise explain(error, str(target)) from error
    except sqlite3.DatabaseError:
        return False
    return True
