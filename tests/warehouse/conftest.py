"""Give each warehouse test a new warehouse, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from tests.postgres import MISSING, find_programs, server
from warehouse.database import open_warehouse

NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Run one PostgreSQL server for the session, with a migrated database to copy from."""
    programs = find_programs()
    if programs is None:
        pytest.skip(MISSING)
    with server(programs) as url:
        create_database(url, "model", "template1")
        open_warehouse(named(url, "model")).dispose()
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a warehouse that is the test's own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/tonghop.db"
        return
    server_url = request.getfixturevalue("postgres")
    name = f"test_{next(NUMBERS)}"
    create_database(server_url, name, "model")
    yield named(server_url, name)
    with psycopg.connect(libpq(server_url), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """Give an empty warehouse."""
    engine = open_warehouse(url)
    yield engine
    engine.dispose()


def create_database(server_url: str, name: str, model: str) -> None:
    """Copy a database on the server."""
    with psycopg.connect(libpq(server_url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {model}".encode())


def named(server_url: str, name: str) -> str:
    """Point a URL at another database of the server."""
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def libpq(url: str) -> str:
    """Write a URL as psycopg itself takes it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
