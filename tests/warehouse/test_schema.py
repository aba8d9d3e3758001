"""The schema says what it holds, keeps its promises, and is what the migrations make."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import IntegrityError

import warehouse.migrations
from tests.warehouse.builders import load, read, report, rows
from transforms.records import MEASURES
from warehouse import schema
from warehouse.database import REVISIONS, VERSION_TABLE, writing
from warehouse.errors import WarehouseError

VIEW_COLUMNS = {
    "documents": "document_id file_name media_type bytes pages received_at text_source outcome reason",
    "reports": (
        "report_id document_id file_name commune_code commune_name period symbol issued_on version "
        "open_errors open_warnings"
    ),
    "session_statistics": "report_id commune_code commune_name period " + " ".join(MEASURES),
    "category_counts": "report_id commune_code period category raised answered",
    "figures": (
        "figure_id report_id measure category value value_extracted printed method confidence status page block "
        "char_start char_end quote x0 y0 x1 y1"
    ),
    "discrepancies": (
        "discrepancy_id document_id file_name report_id commune_code period rule severity measure category stated "
        "expected message status decided_by decided_at note"
    ),
    "petitions": "report_id commune_code period ordinal text category topic",
    "narratives": "report_id commune_code period section ordinal text",
    "province_totals": "period measure category value reports_counted reports_not_stating reports_missing",
    "reporting_status": "commune_code commune_name period status received_at file_name",
    "editions": "edition_id period number published_at published_by figures_digest file_digests",
}


def test_every_table_and_column_says_what_it_means_and_where_it_comes_from() -> None:
    tables = schema.metadata.tables.values()
    assert [table.name for table in tables if not table.comment] == []
    columns = [column for table in tables for column in table.columns]
    assert [str(column) for column in columns if not re.search(r".{8,}; source: .{3,}", column.comment or "")] == []


def test_a_column_that_may_be_null_says_what_null_means() -> None:
    columns = [column for table in schema.metadata.tables.values() for column in table.columns]
    silent = [str(column) for column in columns if column.nullable and "NULL: " not in (column.comment or "")]
    assert silent == []


@pytest.mark.parametrize("view", VIEW_COLUMNS)
def test_a_view_has_the_columns_of_the_contract(engine: Engine, view: str) -> None:
    with engine.connect() as connection:
        assert " ".join(connection.execute(text(f"SELECT * FROM {view}")).keys()) == VIEW_COLUMNS[view]


def test_the_migrations_make_what_the_schema_says(engine: Engine) -> None:
    names = {*schema.metadata.tables, VERSION_TABLE}
    options = {
        "version_table": VERSION_TABLE,
        "compare_type": True,
        "include_name": lambda n, kind, _: kind != "table" or n in names,
    }
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata) == []


def test_the_code_knows_every_migration() -> None:
    folder = Path(warehouse.migrations.__file__).parent / "versions"
    stated = [
        re.search(r'^revision = "(\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in sorted(folder.glob("*.py"))
    ]
    assert tuple(match[1] for match in stated if match) == REVISIONS


def test_foreign_keys_are_really_on(engine: Engine) -> None:
    petition = {"report_id": "no such report", "ordinal": 1, "text": "Đề nghị sửa đường", "address": "{}"}
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(insert(schema.fact_petitions), petition)


def test_a_count_can_not_be_a_fraction(engine: Engine) -> None:
    with pytest.raises(WarehouseError) as caught:
        load(engine, read(report("r1", opinions="1.5")))
    assert caught.value.kind == "conflict"
    assert rows(engine, "SELECT * FROM documents") == []


def test_the_server_keeps_the_comments(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no comments")
    sql = "SELECT obj_description('fact_files'::regclass), col_description('fact_files'::regclass, 3)"
    assert rows(engine, sql) == [
        (
            "Files ever taken in; the same content under another name is a duplicate",
            "When it was taken in, ISO time with zone +07:00, to the millisecond; source: the run",
        )
    ]


def test_writing_rolls_back_as_a_whole(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        connection.execute(text("DELETE FROM dim_measures"))
        raise ZeroDivisionError
    assert rows(engine, "SELECT COUNT(*) FROM dim_measures") == [(16,)]
