"""A warehouse on a server is backed up with PostgreSQL's programs and leaves what is not ours alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.warehouse.builders import load, read, report, rows
from tests.warehouse.conftest import NUMBERS, create_database, libpq, named
from tests.warehouse.test_backup import opened, sound, tables
from tests.warehouse.test_database import refusal
from warehouse import dump_postgres
from warehouse.backup import backup, restore
from warehouse.database import writing


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Give a name for a backup, in a folder of its own."""
    (tmp_path / "sao-luu").mkdir()
    return tmp_path / "sao-luu" / "kho.backup"


@pytest.fixture
def server(postgres: str) -> Iterator[str]:
    """Give a warehouse on a server."""
    name = f"server_{next(NUMBERS)}"
    create_database(postgres, name, "model")
    yield named(postgres, name)
    with psycopg.connect(libpq(postgres), autocommit=True) as connection:
        assert connection.execute("SELECT datname FROM pg_database WHERE datname ~ 'proof'").fetchall() == []
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_the_password_is_in_no_argument(
    server: str, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    for name in ("pg_dump", "pg_restore"):
        real = dump_postgres.find_program(name)
        (tmp_path / name).write_text(f'#!/bin/sh\necho "$PGPASSWORD|$@" >> {seen}\nexec {real} "$@"\n')
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    url = make_url(server).set(password="bí mật")
    backup(url.render_as_string(hide_password=False), target, verify=sound)
    lines = seen.read_text().splitlines()
    assert len(lines) == 3  # pg_dump, pg_restore to list and to restore
    for line in lines:
        secret, arguments = line.split("|")
        assert secret == "bí mật"
        assert "mật" not in arguments


def test_missing_programs_are_named_with_the_command_that_installs_them(
    server: str, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dump_postgres, "INSTALLED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refusal(lambda: backup(server, target, verify=sound))
    assert error.kind == "no_pg_dump"
    assert "apt-get install postgresql-client" in str(error)
    assert list(target.parent.iterdir()) == []


def test_a_user_who_may_make_no_database_is_told_what_to_ask_for(server: str, target: Path) -> None:
    with psycopg.connect(libpq(server), autocommit=True) as connection:
        connection.execute("CREATE ROLE kho LOGIN")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO kho")
    url = make_url(server).set(username="kho").render_as_string()
    error = refusal(lambda: backup(url, target, verify=sound))
    assert error.kind == "no_create_database"
    assert "ALTER ROLE kho CREATEDB" in str(error)
    assert list(target.parent.iterdir()) == []


def test_tables_of_other_programs_on_the_server_are_left_alone(server: str, target: Path) -> None:
    with opened(server) as engine:
        load(engine, read(report("r1", opinions="46")))
        with writing(engine) as connection:
            connection.exec_driver_sql("CREATE TABLE khac (so integer)")
            connection.exec_driver_sql("INSERT INTO khac VALUES (1)")
        assert "khac" not in backup(server, target, verify=sound).rows
        with writing(engine) as connection:
            connection.exec_driver_sql("INSERT INTO khac VALUES (2)")
        restore(target, server, verify=sound, overwrite=True)
        assert rows(engine, "SELECT so FROM khac ORDER BY so") == [(1,), (2,)]


def test_a_view_of_another_program_stops_a_restore_before_anything_is_changed(server: str, target: Path) -> None:
    with opened(server) as engine:
        load(engine, read(report("r1", opinions="46")))
        backup(server, target, verify=sound)
        load(engine, read(report("r2", opinions="4"), "b.docx"))
        with writing(engine) as connection:
            connection.exec_driver_sql("CREATE VIEW cua_ho AS SELECT * FROM figures")
        before = tables(engine)
        assert refusal(lambda: restore(target, server, verify=sound, overwrite=True)).kind == "failed"
        assert tables(engine) == before


def test_the_functions_to_restore_are_those_that_the_triggers_call(server: str) -> None:
    with opened(server) as engine:
        called = "SELECT DISTINCT tgfoid::regproc::text FROM pg_trigger WHERE NOT tgisinternal"
        assert rows(engine, called) == [(name,) for name in dump_postgres.FUNCTIONS]


def test_a_warehouse_may_have_a_schema_of_its_own_beside_others(server: str, target: Path) -> None:
    with psycopg.connect(libpq(server), autocommit=True) as connection:
        connection.execute('CREATE SCHEMA "Kho"')
    url = make_url(server).update_query_dict({"options": '-csearch_path="Kho"'}).render_as_string()
    with opened(url) as engine:
        load(engine, read(report("r1", opinions="46")))
        before = tables(engine)
        assert backup(url, target, verify=sound).rows["fact_reports"] == 1
        load(engine, read(report("r2", opinions="4"), "b.docx"))
        restore(target, url, verify=sound, overwrite=True)
        assert tables(engine) == before
    with opened(server) as engine:
        assert rows(engine, "SELECT COUNT(*) FROM reports") == [(0,)]
