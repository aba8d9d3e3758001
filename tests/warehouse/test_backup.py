"""A backup is whole or is not there; a restored warehouse is the one that was backed up."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import Engine, make_url

from tests.warehouse.builders import BAO_YEN, everything, load, read, refused, report, rows
from tests.warehouse.conftest import NUMBERS, create_database, libpq, named
from tests.warehouse.test_database import refusal
from warehouse import dump_postgres, schema
from warehouse.backup import backup, restore
from warehouse.database import (
    REVISIONS,
    VERSION_TABLE,
    alembic_config,
    claim,
    connect_to,
    fill_dimensions,
    open_warehouse,
    writing,
)
from warehouse.prove import OURS
from warehouse.scratch import PREFIX

ROOT = Path(__file__).parents[2]
LAND: dict[str, tuple[str | None, str | None]] = {"land": ("3", "2")}


def sound(_: Engine) -> None:
    """Find nothing wrong."""


def wrong(_: Engine) -> None:
    """Find the chain of decisions broken."""
    raise LookupError("broken chain")


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Give a warehouse with reports, a file refused and an edition."""
    load(engine, read(report("r1", opinions="46", answered_rate="95.65", categories=LAND), "a.docx"))
    load(engine, read(report("r2", commune=BAO_YEN, opinions="5"), "b.docx"))
    load(engine, refused("r3"))
    texts = ("edition_id", "published_at", "published_by", "figures_digest", "file_digests")
    edition = dict.fromkeys(texts, "x") | {"period": "2025", "number": 1}
    with writing(engine) as connection:
        connection.execute(schema.log_editions.insert(), edition)
    return engine


@pytest.fixture
def other(url: str, tmp_path: Path) -> Iterator[str]:
    """Give the address of a place of the same kind with nothing in it."""
    if url.startswith("sqlite"):
        (tmp_path / "khac").mkdir()
        yield f"sqlite:///{tmp_path}/khac/tonghop.db"
        return
    name = f"other_{next(NUMBERS)}"
    create_database(url, name, "template0")
    yield named(url, name)
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Give a name for a backup, in a folder of its own."""
    (tmp_path / "sao-luu").mkdir()
    return tmp_path / "sao-luu" / "kho.backup"


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """See that no test leaves scratch folders or scratch databases."""
    url = request.getfixturevalue("url")
    yield
    assert [path for path in tmp_path.rglob("*") if path.name.startswith(PREFIX)] == []
    if url.startswith("postgresql"):
        with psycopg.connect(libpq(url)) as connection:
            assert connection.execute("SELECT datname FROM pg_database WHERE datname ~ 'proof'").fetchall() == []


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Open a warehouse for a block."""
    engine = open_warehouse(url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Read all tables and all views."""
    return {table: sorted(rows(engine, f"SELECT * FROM {table}"), key=repr) for table in sorted(OURS)} | everything(
        engine
    )


def damaged(path: Path, begin: int, content: bytes) -> Path:
    """Write bytes into a copy of a file."""
    copy = path.with_name("hong.backup")
    shutil.copyfile(path, copy)
    with copy.open("r+b") as file:
        file.seek(begin)
        file.write(content)
    return copy


def test_a_restored_warehouse_is_the_one_that_was_backed_up(filled: Engine, url: str, other: str, target: Path) -> None:
    seen: list[dict[str, list[tuple[object, ...]]]] = []
    told = backup(url, target, verify=lambda engine: seen.append(tables(engine)))
    assert seen == [tables(filled)]
    assert told.path == target
    assert (told.bytes, told.sha256) == (target.stat().st_size, sha256(target.read_bytes()).hexdigest())
    assert told.rows == {table: len(content) for table, content in tables(filled).items() if table in OURS}
    assert told.rows["fact_reports"] == 2
    assert (told.engine, told.sealed) == (filled.dialect.name, True)
    assert list(target.parent.iterdir()) == [target]
    again = restore(target, other, verify=lambda engine: seen.append(tables(engine)))
    assert again == told
    with opened(other) as engine:
        assert tables(engine) == tables(filled) == seen[1]
        assert load(engine, read(report("r9", opinions="1"), "moi.docx")).outcome == "loaded"


def test_what_verify_does_to_its_copy_is_in_neither(filled: Engine, url: str, other: str, target: Path) -> None:
    def meddle(engine: Engine) -> None:
        with writing(engine) as connection:
            connection.execute(schema.fact_findings.delete())

    backup(url, target, verify=meddle)
    restore(target, other, verify=sound)
    with opened(other) as engine:
        assert tables(engine) == tables(filled)


def test_a_backup_is_made_while_another_connection_writes(filled: Engine, url: str, other: str, target: Path) -> None:
    before = tables(filled)
    with writing(filled) as connection:
        connection.execute(schema.fact_findings.delete())
        assert backup(url, target, verify=sound).rows["fact_findings"] == 1
    restore(target, other, verify=sound)
    with opened(other) as engine:
        assert tables(engine) == before
    assert rows(filled, "SELECT COUNT(*) FROM discrepancies") == [(0,)]


WRITER = """
import sys
from tests.warehouse.builders import load, read, report
from warehouse.database import claim, open_warehouse

engine = open_warehouse(sys.argv[1])
with claim(engine):
    for number in range(100_000):
        load(engine, read(report(f"x{number}", opinions="4", commune=None), f"{number}.docx"))
        print(number, flush=True)
"""


def test_backups_during_a_consolidation_hold_whole_documents(filled: Engine, url: str, target: Path) -> None:
    line = [sys.executable, "-c", WRITER, url]
    with subprocess.Popen(line, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=-1) as child:
        assert child.stdout is not None
        try:
            counts = []
            for _ in range(3):
                child.stdout.readline()
                counts.append(backup(url, target, verify=sound, overwrite=True).rows)
            assert child.poll() is None, "the writer was to be at work all the time"
        finally:
            child.kill()
    assert counts[0]["fact_documents"] < counts[2]["fact_documents"]
    for count in counts:
        assert count["fact_documents"] == count["fact_reports"] + 1  # the refused one has none


@pytest.mark.parametrize("cut", [200, 5_000, 30_000])
def test_a_truncated_backup_is_refused(filled: Engine, url: str, target: Path, cut: int) -> None:
    size = backup(url, target, verify=sound).bytes
    before = tables(filled)
    os.truncate(target, max(60, size - cut))
    error = refusal(lambda: restore(target, url, verify=sound, overwrite=True))
    assert error.kind == "backup_unreadable"
    assert str(target) in str(error)
    assert tables(filled) == before


def test_a_backup_that_lost_a_part_of_its_seal_is_whole_but_not_sealed(
    filled: Engine, url: str, other: str, target: Path
) -> None:
    os.truncate(target, backup(url, target, verify=sound).bytes - 1)
    assert restore(target, other, verify=sound).sealed is False
    with opened(other) as engine:
        assert tables(engine) == tables(filled)


def test_a_backup_with_changed_bytes_is_refused(filled: Engine, url: str, target: Path) -> None:
    size = backup(url, target, verify=sound).bytes
    before = tables(filled)
    for place in (100, size // 3, size // 2, size - 300):
        flipped = bytes(byte ^ 1 for byte in target.read_bytes()[place : place + 2])
        broken = damaged(target, place, flipped)
        assert refusal(lambda at=broken: restore(at, url, verify=sound, overwrite=True)).kind == "backup_unreadable"
    assert tables(filled) == before


@pytest.mark.parametrize(
    "content", [b"", b"Xin ch\xc3\xa0o", b"PK\x03\x04" + b"x" * 9000, b"PGDMP", b"SQLite format 3\0"]
)
def test_a_file_of_something_else_is_refused(engine: Engine, url: str, target: Path, content: bytes) -> None:
    target.write_bytes(content)
    before = tables(engine)
    assert refusal(lambda: restore(target, url, verify=sound)).kind in ("backup_unreadable", "backup_other_engine")
    assert tables(engine) == before


def test_a_missing_backup_is_named(url: str, target: Path) -> None:
    assert refusal(lambda: restore(target, url, verify=sound)).kind == "backup_missing"


def test_a_backup_of_the_other_kind_of_warehouse_is_named(
    filled: Engine, url: str, target: Path, tmp_path: Path, postgres: str
) -> None:
    backup(url, target, verify=sound)
    elsewhere = postgres if url.startswith("sqlite") else f"sqlite:///{tmp_path}/x.db"
    assert refusal(lambda: restore(target, elsewhere, verify=sound)).kind == "backup_other_engine"


def test_an_older_warehouse_is_backed_up_as_it_is_and_restored_as_of_today(
    url: str, other: str, target: Path, tmp_path: Path
) -> None:
    older = connect_to(other)
    with writing(older) as connection:
        command.upgrade(alembic_config(connection), REVISIONS[0])
        fill_dimensions(connection)
        connection.exec_driver_sql("INSERT INTO dim_periods VALUES ('2025', 'year', 2025, '2025-01-01', '2025-12-31')")
    versions: list[object] = []

    def verify(engine: Engine) -> None:
        versions.append(rows(engine, f"SELECT * FROM {VERSION_TABLE}"))

    told = backup(other, target, verify=verify)
    assert told.rows["dim_periods"] == 1
    assert rows(older, f"SELECT * FROM {VERSION_TABLE}") == [(REVISIONS[0],)]
    older.dispose()
    assert restore(target, url, verify=verify).rows == told.rows
    assert versions == [[(REVISIONS[-1],)]] * 2
    with opened(url) as engine:
        assert rows(engine, "SELECT period FROM dim_periods") == [("2025",)]
        assert load(engine, read(report("r1", opinions="46"))).outcome == "loaded"


def test_a_backup_of_a_newer_version_is_told_as_such(filled: Engine, url: str, other: str, target: Path) -> None:
    backup(url, target, verify=sound)
    restore(target, other, verify=sound)
    engine = connect_to(other)
    with writing(engine) as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0999'")
    error = refusal(lambda: backup(other, target, verify=sound, overwrite=True))
    assert error.kind == "newer_version"
    if url.startswith("sqlite"):
        engine.dispose()
        copy = Path(str(make_url(other).database))
        error = refusal(lambda: restore(copy, url, verify=sound, overwrite=True))
        assert (error.kind, error.place) == ("newer_version", str(copy))
    error = refusal(lambda: restore(target, other, verify=sound, overwrite=True))
    assert error.kind == "newer_version"
    engine.dispose()


def test_an_existing_backup_stays_unless_told_otherwise(filled: Engine, url: str, target: Path) -> None:
    target.write_text("cũ")
    assert refusal(lambda: backup(url, target, verify=sound)).kind == "backup_exists"
    assert refusal(lambda: backup(url, target.parent, verify=sound, overwrite=True)).kind == "backup_exists"
    assert target.read_text() == "cũ"
    told = backup(url, target, verify=sound, overwrite=True)
    assert told.sha256 == sha256(target.read_bytes()).hexdigest()


def test_no_folder_no_backup(filled: Engine, url: str, tmp_path: Path) -> None:
    error = refusal(lambda: backup(url, tmp_path / "không" / "có.backup", verify=sound))
    assert error.kind == "backup_not_written"


def test_what_is_not_there_can_not_be_backed_up(other: str, target: Path) -> None:
    assert refusal(lambda: backup(other, target, verify=sound)).kind == "missing"
    if other.startswith("sqlite"):
        assert not Path(str(make_url(other).database)).exists()


@pytest.mark.parametrize("error", [LookupError, KeyboardInterrupt])
def test_a_copy_that_is_found_wrong_becomes_no_backup(
    filled: Engine, url: str, target: Path, error: type[BaseException]
) -> None:
    def verify(_: Engine) -> None:
        raise error

    with pytest.raises(error):
        backup(url, target, verify=verify)
    assert list(target.parent.iterdir()) == []


def test_a_backup_that_is_found_wrong_replaces_nothing(filled: Engine, url: str, target: Path) -> None:
    backup(url, target, verify=sound)
    load(filled, read(report("r8", opinions="8"), "c.docx"))
    before = tables(filled)
    with pytest.raises(LookupError):
        restore(target, url, verify=wrong, overwrite=True)
    assert tables(filled) == before


def test_data_is_replaced_only_when_told_to(filled: Engine, url: str, target: Path) -> None:
    backup(url, target, verify=sound)
    before = tables(filled)
    load(filled, read(report("r8", opinions="8"), "c.docx"))
    after = tables(filled)
    error = refusal(lambda: restore(target, url, verify=sound))
    assert error.kind == "restore_target_full"
    assert tables(filled) == after
    filled.dispose()
    restore(target, url, verify=sound, overwrite=True)
    assert tables(filled) == before


def test_a_new_warehouse_without_data_is_replaced(filled: Engine, url: str, other: str, target: Path) -> None:
    backup(url, target, verify=sound)
    open_warehouse(other).dispose()
    restore(target, other, verify=sound)
    with opened(other) as engine:
        assert tables(engine) == tables(filled)


def test_a_running_consolidation_is_not_pulled_away_from(filled: Engine, url: str, target: Path) -> None:
    backup(url, target, verify=sound)
    with opened(url) as engine, claim(engine):
        assert refusal(lambda: restore(target, url, verify=sound, overwrite=True)).kind == "running"


def test_a_copy_made_by_hand_can_be_restored(filled: Engine, url: str, other: str, target: Path) -> None:
    backup(url, target, verify=sound)
    with target.open("r+b") as file:
        file.truncate(target.read_bytes().rindex(b"\n-- tonghop"))
    assert restore(target, other, verify=sound).sealed is False
    with opened(other) as engine:
        assert tables(engine) == tables(filled)


def test_the_tools_of_sqlite_and_postgresql_read_a_sealed_backup(
    filled: Engine, url: str, other: str, target: Path
) -> None:
    backup(url, target, verify=sound)
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(target)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("SELECT COUNT(*) FROM reports").fetchone() == (2,)
    else:
        program = dump_postgres.find_program("pg_restore")
        assert program is not None
        subprocess.run([program, "--exit-on-error", "--no-owner", f"--dbname={libpq(other)}", target], check=True)
        with opened(other) as engine:
            assert tables(engine) == tables(filled)
