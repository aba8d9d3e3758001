"""Open a warehouse: make it, bring it up to date, refuse what is none."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, delete, event, insert, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from warehouse import dimensions, schema, views
from warehouse.errors import WarehouseError, plain_errors

if TYPE_CHECKING:
    from alembic.config import Config

REVISIONS = ("0001", "0002")  # all that this code knows, oldest first; a test holds it against migrations/versions
VERSION_TABLE = "warehouse_version"
MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_KEY = 7_301_207  # of PostgreSQL's advisory locks: any number that only this program uses
BUSY_SECONDS = 10
NO_JIT = "-c jit=off"  # compiling a view takes PostgreSQL half a second, running it some milliseconds


def open_warehouse(url: str) -> Engine:
    """Make the warehouse if there is none, migrate it if it is older, and give its engine."""
    engine = connect_to(url)
    place = place_of(engine.url)
    try:
        with plain_errors(place):
            with engine.connect() as connection:
                version = stored_version(connection)
            if version != REVISIONS[-1]:
                migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_existing(url: str) -> Engine:
    """Open a warehouse that must be there already; WarehouseError "missing" if it is not."""
    engine = connect_to(url)
    database = engine.url.database
    engine.dispose()
    if engine.dialect.name == "sqlite" and not (database and Path(database).is_file()):
        raise WarehouseError("missing", place_of(engine.url))
    return open_warehouse(url)


def connect_to(url: str) -> Engine:
    """Give an engine with foreign keys on; nothing is opened yet."""
    with plain_errors(url):
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise WarehouseError("bad_url", url)
        if parsed.get_backend_name() == "postgresql":
            settings = {"connect_timeout": BUSY_SECONDS, **({} if "options" in parsed.query else {"options": NO_JIT})}
            return create_engine(parsed, connect_args=settings, pool_pre_ping=True)
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", prepare_sqlite)
    event.listen(engine, "begin", begin_sqlite)
    return engine


def prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Set what SQLite forgets between connections; transactions are ours, not the driver's."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def begin_sqlite(connection: Connection) -> None:
    """Begin a transaction; one that writes takes the lock at once, so that it waits for it instead of failing later."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


@contextmanager
def writing(target: Engine | Connection) -> Iterator[Connection]:
    """Run the block as one transaction that writes (a savepoint if the connection is in one already)."""
    with plain_errors(place_of(target.engine.url)):
        if isinstance(target, Engine):
            with target.connect().execution_options(writing=True) as connection, connection.begin():
                yield connection
        elif target.in_transaction():
            with target.begin_nested():
                yield target
        else:
            with target.execution_options(writing=True).begin():
                yield target


def stored_version(connection: Connection) -> str | None:
    """Read the warehouse's version, None for an empty database; refuse a newer one and other people's data."""
    place = place_of(connection.engine.url)
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        if tables & set(schema.metadata.tables) or (tables and connection.dialect.name == "sqlite"):
            raise WarehouseError("not_a_warehouse", place)
        return None
    version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()
    if version is not None and version not in REVISIONS:
        raise WarehouseError("newer_version", place, str(version))
    return version


def migrate(engine: Engine) -> None:
    """Bring tables, dimensions and views up to date, all in one transaction."""
    from alembic import command

    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY + 1})
        if stored_version(connection) == REVISIONS[-1]:
            return  # another process was faster
        views.drop_views(connection)
        command.upgrade(alembic_config(connection), "head")
        fill_dimensions(connection)
        views.create_views(connection)
        for table in ("dim_communes", "dim_categories", "dim_measures"):
            connection.execute(text(f"ANALYZE {table}"))  # let the planner know how small they are


def alembic_config(connection: Connection) -> Config:
    """Point Alembic at the migrations of this package and at an open connection."""
    from alembic.config import Config  # Alembic takes 0.2 s to load, and most runs need no migration

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    return config


def fill_dimensions(connection: Connection) -> None:
    """Write units, categories and measures; rows that facts point at are updated in place."""
    for table, rows in (
        (schema.dim_communes, dimensions.commune_rows()),
        (schema.dim_categories, dimensions.category_rows()),
        (schema.dim_measures, dimensions.measure_rows()),
    ):
        key = next(iter(table.primary_key.columns))
        present = set(connection.execute(table.select().with_only_columns(key)).scalars())
        new = [row for row in rows if row[key.name] not in present]
        if new:
            connection.execute(insert(table), new)
        for row in rows:
            if row[key.name] in present:
                connection.execute(table.update().where(key == row[key.name]).values(row))
        gone = present - {row[key.name] for row in rows}
        if gone:
            connection.execute(delete(table).where(key.in_(gone)))


@contextmanager
def claim(engine: Engine) -> Iterator[None]:
    """Hold the warehouse for one consolidation; WarehouseError if another one is running."""
    place = place_of(engine.url)
    if engine.dialect.name == "postgresql":
        with claim_server(engine, place):
            yield
    elif engine.url.database in (None, "", ":memory:"):
        yield
    else:
        with claim_file(Path(f"{engine.url.database}.lock"), place):
            yield


@contextmanager
def claim_server(engine: Engine, place: str) -> Iterator[None]:
    """Hold an advisory lock; the server lets go of it if this process dies."""
    with plain_errors(place):
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        with plain_errors(place):
            got = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK_KEY}).scalar_one()
        if not got:
            raise WarehouseError("running", place)
        try:
            yield
        finally:
            try:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LOCK_KEY})
            except OperationalError:
                connection.invalidate()  # the server is gone, and the lock with it
    finally:
        connection.close()


@contextmanager
def claim_file(path: Path, place: str) -> Iterator[None]:
    """Hold a lock on a file beside the database; the system lets go of it if this process dies. The file stays."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        forbidden = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
        raise WarehouseError("read_only" if forbidden else "cannot_open", place) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(handle, 20).decode("ascii", "replace").strip()
            raise WarehouseError("running", place, f" (tiến trình {holder})" if holder else "") from error
        os.truncate(handle, 0)
        os.write(handle, str(os.getpid()).encode("ascii"))
        yield
    finally:
        os.close(handle)


def place_of(url: URL | str | Any) -> str:
    """Name a warehouse in a message: the file, or the server's address without its password."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return str(url)
    if parsed.get_backend_name() == "sqlite":
        return parsed.database or ":memory:"
    return parsed.render_as_string(hide_password=True)
