"""Keep documents, readings and the files of editions; let a person enter a figure; close the logs against changes.

Revision ID: 0002
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, MetaData, Text, text

from warehouse.migrations.versions import rev_0001_tables as first

revision = "0002"
down_revision = "0001"

LOGS = ("log_contents", "log_readings", "log_decisions", "log_editions", "log_edition_files")
# columns of fact_figures that a figure entered by a person does not have: name, type, comment before and after
ENTERED = (
    (
        "extracted_thousandths",
        BigInteger,
        "Value as extracted, in thousandths of the measure's unit; source: transforms",
        "Value as extracted, in thousandths of the measure's unit; NULL: the document states none; source: transforms",
    ),
    (
        "printed",
        Text,
        "Numeral as printed; source: document",
        "Numeral as printed; NULL: a person entered the value; source: document",
    ),
    (
        "quote",
        Text,
        "Sentence, or row and column headings, round the numeral; source: document",
        "Sentence, or row and column headings, round the numeral; NULL: entered; source: document",
    ),
    (
        "block",
        Integer,
        "Ordinal of the text block in the document, from 0; source: document",
        "Ordinal of the text block in the document, from 0; NULL: entered; source: document",
    ),
    (
        "char_start",
        Integer,
        "First character in the block, from 0; source: document",
        "First character in the block, from 0; NULL: entered; source: document",
    ),
    (
        "char_end",
        Integer,
        "Character after the last one in the block; source: document",
        "Character after the last one in the block; NULL: entered; source: document",
    ),
)
METHODS = "method IN ('printed', 'summed', 'reconciled', 'entered')"
METHOD = "printed, summed, reconciled, entered (by a person); source: transforms or a decision"
ORIGINS = "origin IN ('reading', 'intake', 'decision')"
ORIGIN = "reading (transforms found it), intake (comparing documents did), decision (its ground changed); source: load"
ACTIONS = "accept, correct, dismiss, confirm, map_field, map_unit, choose, sign_off, undo, sample, publish"


def upgrade() -> None:
    """Make the new tables, loosen and widen columns, add the triggers."""
    add_tables()
    with op.batch_alter_table("fact_figures", copy_from=table("fact_figures")) as batch:
        for name, kind, before, after in ENTERED:
            batch.alter_column(name, nullable=True, existing_type=kind(), comment=after, existing_comment=before)
        batch.alter_column("method", existing_type=Text(), existing_nullable=False, comment=METHOD)
        batch.drop_constraint(op.f("ck_fact_figures_method"), type_="check")
        batch.create_check_constraint(op.f("ck_fact_figures_method"), text(METHODS))
    with op.batch_alter_table("fact_findings", copy_from=table("fact_findings")) as batch:
        batch.alter_column("origin", existing_type=Text(), existing_nullable=False, comment=ORIGIN)
        batch.drop_constraint(op.f("ck_fact_findings_origin"), type_="check")
        batch.create_check_constraint(op.f("ck_fact_findings_origin"), text(ORIGINS))
    with op.batch_alter_table("fact_unmapped_categories", copy_from=table("fact_unmapped_categories")) as batch:
        batch.add_column(
            Column(
                "category",
                Text,
                ForeignKey("dim_categories.category", name=op.f("fk_fact_unmapped_categories_category")),
                comment="Category that a person decided it is; NULL: part of other; source: log_decisions",
            )
        )
        batch.create_table_comment(
            "Fields that are none of the eight; their figures are part of other, or of the category decided",
            existing_comment="Fields that are none of the eight; their figures are part of the category other",
        )
    with op.batch_alter_table("log_decisions", copy_from=table("log_decisions")) as batch:
        for name, comment, nullable in (
            ("document_id", "Document decided on; empty: it is about none in particular; source: audit", False),
            ("action", f"{ACTIONS}; source: audit and publish", False),
            ("expect", "What it was decided on, JSON; NULL: nothing that can change; source: audit", True),
        ):
            batch.alter_column(name, existing_type=Text(), existing_nullable=nullable, comment=comment)
    op.create_index("ix_log_decisions_document_id", "log_decisions", ["document_id"])
    # documents were not kept before: the next run reads them again
    op.execute("UPDATE fact_documents SET reader_version = ''")
    for name in LOGS:
        close(name)


def table(name: str):  # type: ignore[no-untyped-def]
    """Give a table as the first migration made it, apart from its metadata."""
    metadata = MetaData(naming_convention=first.metadata.naming_convention)
    for each in first.metadata.tables.values():
        each.to_metadata(metadata)
    return metadata.tables[name]


def add_tables() -> None:
    """Make the tables of documents, readings and edition files; widen that of editions."""
    op.create_table(
        "log_contents",
        Column("document_id", Text, primary_key=True, comment="sha256 of the bytes, hex; source: intake"),
        Column("content", LargeBinary, nullable=False, comment="The file's bytes; source: intake"),
        comment="Every document that was read as a report, kept as it came",
    )
    op.create_table(
        "log_readings",
        Column("document_id", Text, primary_key=True, comment="Document that was read; source: intake"),
        Column(
            "number",
            Integer,
            primary_key=True,
            autoincrement=False,
            comment="Reading of the document, from 1; source: load",
        ),
        Column("reader_version", Text, nullable=False, comment="Version of reader and form; source: the run"),
        Column(
            "read_at",
            Text,
            nullable=False,
            comment="When, ISO time with zone +07:00, to the millisecond; source: the run",
        ),
        Column("expected_period", Text, comment="Period of the run; NULL: none was given; source: the run"),
        Column("commune_code", Text, comment="Unit of a rejected document; NULL: not known; source: the run"),
        Column("result", LargeBinary, nullable=False, comment="The ReadResult as JSON, zlib; source: the reader"),
        comment="What each reading of a document gave; the last one is what the facts are made of",
    )
    op.add_column(
        "log_editions",
        Column(
            "note", Text, comment="Why it was published despite open errors; NULL: there were none; source: publish"
        ),
    )
    op.add_column(
        "log_editions",
        Column(
            "figures",
            LargeBinary,
            comment="Figures used, JSON, zlib; NULL: edition of an older version; source: publish",
        ),
    )
    op.create_table(
        "log_edition_files",
        Column(
            "edition_id",
            Text,
            ForeignKey("log_editions.edition_id", name=op.f("fk_log_edition_files_edition_id")),
            primary_key=True,
            comment="Edition it belongs to; source: publish",
        ),
        Column("file_name", Text, primary_key=True, comment="Name of the file; source: publish"),
        Column("content", LargeBinary, nullable=False, comment="Its bytes, as published; source: publish"),
        comment="Files of the published editions",
    )


def close(name: str) -> None:
    """Let the database itself refuse to change or delete rows of a log."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name}_closed BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {name}_no_{change.lower()} BEFORE {change} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {name} are only ever added'); END"
        )
