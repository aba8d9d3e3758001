"""Back up a warehouse into one file, and restore it: neither says done before a copy was restored and proved."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from warehouse.copy_sqlite import MAGIC as SQLITE
from warehouse.copy_sqlite import copy_sqlite, file_of, open_copy, take_place
from warehouse.database import claim, connect_to, place_of
from warehouse.dump_postgres import MAGIC as POSTGRESQL
from warehouse.dump_postgres import dump_postgres, open_dump, put_dump
from warehouse.errors import WarehouseError, plain_errors
from warehouse.prove import holds_data, prove
from warehouse.scratch import file_errors, name_file, scratch_folder
from warehouse.seal import seal, unseal

Verify = Callable[[Engine], None]
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
# what a copy may turn out to be; it is the backup's fault then
UNREADABLE = ("not_a_database", "not_a_warehouse", "conflict", "failed", "missing")


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup file and what was proved to be in it.

    ``rows`` counts by table; ``engine`` is sqlite or postgresql; ``sealed`` says that the file carried its checksum
    (every one that ``backup`` makes does, a copy made by hand does not).
    """

    path: Path
    bytes: int
    sha256: str
    rows: dict[str, int]
    engine: str
    sealed: bool


def backup(url: str, target: Path, *, verify: Verify, overwrite: bool = False) -> BackupReport:
    """Write the warehouse into a file, restore that into a copy, prove the copy, then give the file its name.

    ``verify`` gets an engine on the copy, brought up to date; whatever it raises is raised, and no file is left.
    """
    target = Path(os.path.realpath(target))
    engine = connect_to(url)
    place = place_of(engine.url)
    try:
        check_source(engine, target, overwrite)
        with ExitStack() as stack:
            with file_errors("backup_not_written", target):
                folder = stack.enter_context(scratch_folder(target.parent))
            made, copy = folder / "made", folder / "copy"
            with blamed_on(place, str(target)):
                rows = (copy_sqlite if is_file(engine) else dump_postgres)(engine, made)
            with file_errors("backup_not_written", target):
                digest = seal(made)
                unseal(made, copy)
            with file_errors("backup_not_written", target), blamed_on(place, str(target)):
                proof = stack.enter_context(restored(engine, copy))
                found = prove(proof)
            if found != rows:
                raise WarehouseError("backup_differs", place, tell_difference(rows, found))
            verify(proof)
            with file_errors("backup_not_written", target):
                size = made.stat().st_size
                name_file(made, target, overwrite)
        return BackupReport(target, size, digest, rows, engine.dialect.name, True)
    finally:
        engine.dispose()


def restore(source: Path, url: str, *, verify: Verify, overwrite: bool = False) -> BackupReport:
    """Restore a backup into a copy, prove the copy, then let it take the warehouse's place in one step.

    A warehouse with data is replaced only with ``overwrite``, and never while a consolidation runs on it. An older
    backup is brought up to date, at the latest when it is opened next. ``verify`` as in ``backup``.
    """
    engine = connect_to(url)
    try:
        if not source.is_file():
            raise WarehouseError("backup_missing", str(source))
        target = file_of(engine.url) if is_file(engine) else None
        if is_file(engine) and target is None:
            raise WarehouseError("bad_url", url)
        with ExitStack() as stack:
            with file_errors("cannot_open", target or source):
                folder = stack.enter_context(scratch_folder(target.parent if target else Path(tempfile.gettempdir())))
            copy = folder / "copy"
            with file_errors("backup_unreadable", source):
                digest, sealed = unseal(source, copy)
                size = source.stat().st_size
                check_kind(copy, source, engine)
            with claim(engine):
                check_target(engine, target, overwrite)
                rows, proved = prove_backup(engine, copy, source, verify)
                if target:
                    engine.dispose()  # else its own connections keep the file from being replaced
                    with file_errors("cannot_open", target):
                        take_place(proved, target)
                else:
                    put_dump(engine, proved)
        return BackupReport(source, size, digest, rows, engine.dialect.name, sealed)
    finally:
        engine.dispose()


def is_file(engine: Engine) -> bool:
    """Say whether the warehouse is a file, not a server's."""
    return engine.dialect.name == "sqlite"


def restored(engine: Engine, copy: Path) -> AbstractContextManager[Engine]:
    """Restore a copy where the warehouse is at home, and give an engine on it; it goes after the block."""
    return open_copy(copy) if is_file(engine) else open_dump(engine, copy)


def check_source(engine: Engine, target: Path, overwrite: bool) -> None:
    """Refuse to back up what is not there, or onto what must stay."""
    source = file_of(engine.url) if is_file(engine) else None
    if is_file(engine) and not (source and source.is_file()):
        raise WarehouseError("missing", place_of(engine.url))
    if target.exists() and (not overwrite or not target.is_file() or (source and target.samefile(source))):
        raise WarehouseError("backup_exists", str(target))


def check_kind(copy: Path, source: Path, engine: Engine) -> None:
    """Refuse what is no backup by its first bytes, and one of the other kind of warehouse."""
    with copy.open("rb") as file:
        begin = file.read(len(SQLITE))
    found = "sqlite" if begin == SQLITE else "postgresql" if begin.startswith(POSTGRESQL) else None
    if found is None:
        raise WarehouseError("backup_unreadable", str(source))
    if found != engine.dialect.name:
        raise WarehouseError("backup_other_engine", str(source), NAMES[found])


def check_target(engine: Engine, target: Path | None, overwrite: bool) -> None:
    """Refuse to replace data unless told to, and what is no warehouse of ours in any case."""
    place = place_of(engine.url)
    if target:
        if not target.exists() or not target.stat().st_size:
            return
        with target.open("rb") as file:
            if file.read(len(SQLITE)) != SQLITE:
                raise WarehouseError("not_a_database", place)
    try:
        with plain_errors(place), engine.connect() as connection:
            full = holds_data(connection)
    except WarehouseError as error:
        if error.kind != "not_a_database":
            raise
        full = True  # a damaged one may hold what a person can still save
    if full and not overwrite:
        raise WarehouseError("restore_target_full", place)


def prove_backup(engine: Engine, copy: Path, source: Path, verify: Verify) -> tuple[dict[str, int], Path]:
    """Restore a backup and prove it; give its rows and the file to restore from.

    On a server that is a dump of what was proved, migrated: so it has every table that it is to replace.
    """
    place = place_of(engine.url)
    with ExitStack() as stack:
        with file_errors("cannot_open", place), blamed_on(str(source), place, "backup_unreadable"):
            proof = stack.enter_context(restored(engine, copy))
            rows = prove(proof)
        verify(proof)
        if is_file(engine):
            return rows, copy
        proved = copy.with_name("proved")
        dump_postgres(proof, proved)
        return rows, proved


@contextmanager
def blamed_on(place: str, written: str, kind: str | None = None) -> Iterator[None]:
    """Say what is wrong with a copy of the thing it is a copy of, and of a full disk what was being written."""
    try:
        yield
    except WarehouseError as error:
        if error.kind == "disk_full":
            raise WarehouseError("disk_full", written, error.detail) from error
        if error.kind in UNREADABLE and kind:
            raise WarehouseError(kind, place, f" ({error.detail})" if error.detail else "") from error
        if error.kind in (*UNREADABLE, "newer_version"):
            raise WarehouseError(error.kind, place, error.detail) from error
        raise


def tell_difference(rows: dict[str, int], found: dict[str, int]) -> str:
    """Name the tables whose rows differ."""
    return ", ".join(
        f"{table}: {rows.get(table, 0)} ≠ {found.get(table, 0)}"
        for table in sorted({*rows, *found})
        if rows.get(table) != found.get(table)
    )
