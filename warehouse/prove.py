"""Prove that a copy is a whole warehouse: sound pages, a known version, all tables and views, rows counted."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect

from warehouse import schema, views
from warehouse.database import REVISIONS, VERSION_TABLE, migrate, place_of, stored_version
from warehouse.errors import WarehouseError, plain_errors

OURS = {*schema.metadata.tables, VERSION_TABLE}


def prove(engine: Engine) -> dict[str, int]:
    """Look through a throw-away copy and bring it up to date; give the rows of each table as they were before."""
    place = place_of(engine.url)
    with plain_errors(place):
        with engine.connect() as connection:
            check_pages(connection)
            version = stored_version(connection)
            if version is None:
                raise WarehouseError("not_a_warehouse", place)
            rows = count_rows(connection)
        if version != REVISIONS[-1]:
            migrate(engine)
        with engine.connect() as connection:
            if lacking := sorted(OURS - set(list_tables(connection))):
                raise WarehouseError("not_a_warehouse", place, ", ".join(lacking))
            for view in views.VIEWS:
                connection.exec_driver_sql(f"SELECT COUNT(*) FROM {view.__name__}").scalar_one()
    return rows


def check_pages(connection: Connection) -> None:
    """Let SQLite look through all pages and references; PostgreSQL has done so by restoring."""
    if connection.dialect.name != "sqlite":
        return
    told = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    if told != ["ok"]:
        raise WarehouseError("not_a_database", place_of(connection.engine.url), str(told[0]))
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        raise WarehouseError("not_a_database", place_of(connection.engine.url), f"foreign key of {broken[0]}")


def count_rows(connection: Connection) -> dict[str, int]:
    """Count the rows of each table."""
    return {
        table: connection.exec_driver_sql(f'SELECT COUNT(*) FROM "{table}"').scalar_one()
        for table in list_tables(connection)
    }


def list_tables(connection: Connection) -> list[str]:
    """List the tables: all of a SQLite file; on a server our own, for it may hold others too."""
    tables = inspect(connection).get_table_names()
    return sorted(table for table in tables if connection.dialect.name == "sqlite" or table in OURS)


def holds_data(connection: Connection) -> bool:
    """Say whether anything was ever loaded or decided; what migrations write is no data."""
    return stored_version(connection) is not None and any(
        count for table, count in count_rows(connection).items() if table.startswith(("fact_", "log_"))
    )
