"""A person's SQL may read everything and change nothing."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.warehouse.builders import everything, load, read, report
from warehouse.database import open_warehouse
from warehouse.errors import WarehouseError
from warehouse.queries import run_query


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Give a warehouse with one report."""
    load(engine, read(report("r1", opinions="46", answered_rate="97.8")))
    return engine


def refusal(url: str, sql: str, seconds: float = 10) -> WarehouseError:
    """Give the error of a query that must fail."""
    with pytest.raises(WarehouseError) as caught:
        run_query(url, sql, seconds=seconds)
    return caught.value


def test_a_query_gives_columns_and_rows(filled: Engine, url: str) -> None:
    result = run_query(url, "SELECT commune_name, opinions, answered_rate FROM session_statistics;")
    assert result.columns == ("commune_name", "opinions", "answered_rate")
    rate = Decimal(str(result.rows[0][2]))
    assert (*result.rows[0][:2], rate, result.cut) == ("Xã Lùng Phình", 46, Decimal("97.8"), False)


@pytest.mark.parametrize(
    "sql",
    [
        "-- chú thích\n select 1 AS n",
        "/* một\nhai */ WITH x AS (SELECT 1 AS n) SELECT n FROM x",
        "VALUES (1)",
        "SELECT 1 AS n WHERE 'a%' LIKE 'a%';  ",
        "SELECT 1 -- cuối câu",
    ],
)
def test_anything_that_reads_is_allowed(filled: Engine, url: str, sql: str) -> None:
    assert run_query(url, sql).rows == ((1,),)


def test_rows_beyond_the_limit_are_cut_and_it_says_so(filled: Engine, url: str) -> None:
    result = run_query(url, "SELECT commune_code FROM dim_communes ORDER BY 1", rows=2)
    assert (result.rows, result.cut) == ((("02647",), ("02671",)), True)
    assert run_query(url, "SELECT commune_code FROM dim_communes", rows=99).cut is False


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "DELETE FROM fact_figures",
        "UPDATE dim_communes SET name = ''",
        "DROP VIEW reports",
        "WITH gone AS (DELETE FROM fact_figures RETURNING *) SELECT * FROM gone",
        "WITH x AS (SELECT 1) DELETE FROM fact_figures",
        "SELECT 1; DELETE FROM fact_figures",
        "SELECT 1; COMMIT; DELETE FROM fact_figures",
        "COMMIT",
        "SET TRANSACTION READ WRITE",
        "ATTACH 'other.db' AS other",
        "PRAGMA query_only = OFF",
        "VACUUM INTO 'copy.db'",
        "COPY dim_communes TO PROGRAM 'cat'",
        "DO $$ BEGIN DELETE FROM fact_figures; END $$",
        "SELECT 1 AS a INTO copied",
        "SELECT setval('x', 1)",
        "SELECT load_extension('x')",
        "EXPLAIN ANALYZE DELETE FROM fact_figures",
    ],
)
def test_nothing_can_be_changed(filled: Engine, url: str, sql: str) -> None:
    before = everything(filled)
    assert refusal(url, sql).kind in ("query_not_read_only", "query_wrong")
    assert everything(filled) == before


def test_what_a_function_does_on_the_side_is_undone(filled: Engine, url: str) -> None:
    if filled.dialect.name != "postgresql":
        pytest.skip("SQLite has no large objects")
    with suppress(WarehouseError):  # PostgreSQL 16 refuses it by itself
        run_query(url, "SELECT lo_create(0)")
    assert run_query(url, "SELECT COUNT(*) FROM pg_largeobject_metadata").rows == ((0,),)


def test_a_mistake_is_told_with_the_databases_own_words(filled: Engine, url: str) -> None:
    error = refusal(url, "SELECT opinion FROM session_statistics")
    assert error.kind == "query_wrong"
    assert str(error).startswith("Câu truy vấn chưa đúng: ")
    assert "opinion" in str(error)


def test_a_query_without_end_is_stopped(filled: Engine, url: str) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
    error = refusal(url, endless, seconds=0.2)
    assert error.kind == "query_too_slow"
    assert str(error).startswith("Câu truy vấn chạy quá 0.2 giây")


def test_a_missing_warehouse_is_not_made(tmp_path: Path) -> None:
    assert refusal(f"sqlite:///{tmp_path}/khong.db", "SELECT 1").kind == "missing"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"no database" * 1000)
    assert refusal(f"sqlite:///{tmp_path}/a.db", "SELECT 1").kind == "not_a_database"


def test_a_server_that_is_gone_is_named() -> None:
    assert refusal("postgresql://127.0.0.1:1/kho", "SELECT 1").kind == "unreachable"


def test_a_huge_value_is_refused(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/tonghop.db"
    open_warehouse(address).dispose()
    assert refusal(address, "SELECT zeroblob(900000000)").kind == "query_wrong"
