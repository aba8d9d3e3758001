"""Dump a PostgreSQL warehouse with its own programs, and restore a dump, first into a database of its own."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from psycopg import errors, sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Engine, text
from sqlalchemy.exc import ProgrammingError

from warehouse import database, views
from warehouse.errors import WarehouseError, explain, plain_errors
from warehouse.prove import OURS, count_rows

MAGIC = b"PGDMP"
INSTALLED = Path("/usr/lib/postgresql")
VIEWS = [view.__name__ for view in views.VIEWS]
FUNCTIONS = ("refuse_change",)  # that migrations make; a test holds it against the database
# "3404; 0 16462 TABLE DATA public dim_categories postgres", "217; 1255 16464 FUNCTION public refuse_change() postgres"
OUR_ENTRY = re.compile(
    r"\d+; \d+ \d+ (?:"
    r"(?:TABLE|TABLE DATA|VIEW|CONSTRAINT|FK CONSTRAINT|CHECK CONSTRAINT|INDEX|TRIGGER) "
    r"|COMMENT \S+ (?:TABLE|COLUMN|VIEW|CONSTRAINT|INDEX|TRIGGER) "
    rf"|FUNCTION \S+ (?:{'|'.join(FUNCTIONS)})\()"
)
# what is not ours, as options of pg_dump: names in quotes are taken as they are
OTHERS = """
    SELECT '--exclude-table=' || quote_ident(current_schema()) || '."' || replace(relname, '"', '""') || '"'
    FROM pg_class
    WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
    AND relkind IN ('r', 'v', 'm', 'f', 'p') AND relname <> ALL(CAST(:ours AS text[]))
    UNION ALL
    SELECT '--exclude-schema="' || replace(nspname, '"', '""') || '"' FROM pg_namespace
    WHERE nspname NOT IN (current_schema(), 'information_schema') AND nspname NOT LIKE 'pg\\_%'
"""
# what pg_dump and pg_restore say of a server, or of a dump, newer than they are
TOO_OLD = ("server version mismatch", "unsupported version")


def dump_postgres(engine: Engine, target: Path) -> dict[str, int]:
    """Write a dump of the warehouse as it is now; give the rows of each table, counted at the same moment."""
    place = database.place_of(engine.url)
    with plain_errors(place), engine.connect() as plain:
        connection = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        if database.stored_version(connection) is None:
            raise WarehouseError("missing", place)
        rows = count_rows(connection)
        others = connection.execute(text(OTHERS), {"ours": [*OURS, *VIEWS]}).scalars().all()
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        run_program(
            "pg_dump",
            engine,
            engine.url,
            "--format=custom",
            f"--snapshot={snapshot}",
            f"--lock-wait-timeout={database.BUSY_SECONDS * 1000}",
            "--no-owner",
            "--no-privileges",
            *others,
            f"--file={target}",
        )
    return rows


@contextmanager
def open_dump(engine: Engine, dump: Path) -> Iterator[Engine]:
    """Restore a dump into a new database of the same server and give an engine on it; the database goes after."""
    name = f"tonghop_proof_{secrets.token_hex(8)}"
    create_database(engine, name)
    try:
        url = engine.url.set(database=name)
        copy = database.connect_to(url.render_as_string(hide_password=False))
        try:
            create_schema(engine, copy)
            restore_entries(engine, url, dump)
            yield copy
        finally:
            copy.dispose()
    finally:
        with plain_errors(database.place_of(engine.url)):
            run_alone(engine, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def put_dump(engine: Engine, dump: Path) -> None:
    """Restore a dump into the warehouse's database in one transaction, in place of the tables it has."""
    restore_entries(engine, engine.url, dump, "--single-transaction", "--clean", "--if-exists")


def restore_entries(engine: Engine, url: URL, dump: Path, *settings: str) -> None:
    """Restore what is ours in a dump: one of a whole database may hold schemas, extensions, others' functions."""
    listed = run_program("pg_restore", engine, url, "--list", str(dump))
    chosen = dump.with_name("entries")
    chosen.write_text("".join(f"{line}\n" for line in listed.splitlines() if OUR_ENTRY.match(line)), "utf-8")
    always = ("--exit-on-error", "--no-owner", "--no-privileges", f"--use-list={chosen}")
    run_program("pg_restore", engine, url, *always, *settings, str(dump))


def create_database(engine: Engine, name: str) -> None:
    """Make an empty database like the warehouse's own; WarehouseError if the user may not."""
    place = database.place_of(engine.url)
    like = text(
        "SELECT pg_encoding_to_char(encoding), datcollate, datctype, quote_ident(current_user) "
        "FROM pg_database WHERE datname = current_database()"
    )
    with plain_errors(place):
        with engine.connect() as connection:
            encoding, collate, kind, user = connection.execute(like).one()
        command = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {}")
        try:
            run_alone(engine, command.format(sql.Identifier(name), *map(sql.Literal, (encoding, collate, kind))))
        except ProgrammingError as error:
            if isinstance(error.orig, errors.InsufficientPrivilege):
                raise WarehouseError("no_create_database", place, str(user)) from error
            raise


def create_schema(engine: Engine, copy: Engine) -> None:
    """Make the schema in a new database that the warehouse has in its own; mostly it is there already: public."""
    with plain_errors(database.place_of(engine.url)):
        with engine.connect() as connection:
            name = connection.execute(text("SELECT quote_ident(current_schema())")).scalar_one()
        with copy.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {name}")


def run_alone(engine: Engine, command: sql.Composed) -> None:
    """Run a command that must be outside any transaction."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(command.as_string(None))


def run_program(name: str, engine: Engine, url: URL, *arguments: str) -> str:
    """Run pg_dump or pg_restore on a database and give what it tells.

    The password is no argument, for all users of the machine can see those.
    """
    options: dict[str, Any] = dict(engine.dialect.create_connect_args(url)[1])
    options.pop("context", None)  # psycopg's own
    password = options.pop("password", None)
    environment = os.environ | {
        "LC_ALL": "C",
        "PGCONNECT_TIMEOUT": str(database.BUSY_SECONDS),
        "PGOPTIONS": f"{os.environ.get('PGOPTIONS', '')} -c lock_timeout={database.BUSY_SECONDS}s".strip(),
    }
    if password is not None:
        environment["PGPASSWORD"] = str(password)
    program = find_program(name)
    if program is None:
        raise WarehouseError("no_pg_dump", database.place_of(engine.url), server_version(engine))
    command = [program, "--no-password", f"--dbname={make_conninfo(**options)}", *arguments]
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace")
        if any(sign in told for sign in TOO_OLD):
            raise WarehouseError("no_pg_dump", database.place_of(engine.url), server_version(engine))
        lines = [line for line in told.splitlines() if "error:" in line]
        raise explain(RuntimeError("\n".join(lines) or told), database.place_of(engine.url))
    return done.stdout.decode("utf-8")


def find_program(name: str) -> str | None:
    """Find a program of PostgreSQL on the path, else the newest where Debian keeps them; None if there is none."""
    folders = sorted(INSTALLED.glob("*/bin"), key=lambda path: path.parent.name.zfill(3), reverse=True)
    return shutil.which(name) or next((str(path / name) for path in folders if (path / name).exists()), None)


def server_version(engine: Engine) -> str:
    """Give the server's major version, as in the names of packages."""
    with plain_errors(database.place_of(engine.url)), engine.connect() as connection:
        return str(connection.execute(text("SHOW server_version_num")).scalar_one())[:-4]
