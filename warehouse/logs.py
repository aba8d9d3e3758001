"""Tables that are only ever added to: what was taken in and read, what people decided, what was published.

The facts are worked out from these, so they can be told as they were known on any day (as_known.py). Triggers of the
database refuse to change or delete their rows (migrations).
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, Table, Text

from warehouse.define_tables import may, metadata, must

log_contents = Table(
    "log_contents",
    metadata,
    must("document_id", Text, "sha256 of the bytes, hex; source: intake", key=True),
    must("content", LargeBinary, "The file's bytes; source: intake"),
    comment="Every document that was read as a report, kept as it came",
)
log_readings = Table(
    "log_readings",
    metadata,
    must("document_id", Text, "Document that was read; source: intake", key=True),
    must("number", Integer, "Reading of the document, from 1; source: load", key=True),
    must("reader_version", Text, "Version of reader and form; source: the run"),
    must("read_at", Text, "When, ISO time with zone +07:00, to the millisecond; source: the run"),
    may("expected_period", Text, "Period of the run; NULL: none was given; source: the run"),
    may("commune_code", Text, "Unit of a rejected document; NULL: not known; source: the run"),
    must("result", LargeBinary, "The ReadResult as JSON, zlib; source: the reader"),
    comment="What each reading of a document gave; the last one is what the facts are made of",
)
log_decisions = Table(
    "log_decisions",
    metadata,
    must("decision_id", Integer, "Running number from 1 without gaps; source: audit", key=True),
    must("document_id", Text, "Document decided on; empty: it is about none in particular; source: audit"),
    must(
        "action",
        Text,
        "accept, correct, dismiss, confirm, map_field, map_unit, choose, sign_off, undo, sample, publish; source: audit"
        " and publish",
    ),
    may("rule", Text, "Rule of the finding decided on; NULL: no finding; source: audit"),
    may("measure", Text, "Measure decided on; NULL: none; source: audit"),
    may("category", Text, "Category decided on; NULL: none; source: audit"),
    may("expect", Text, "What it was decided on, JSON; NULL: nothing that can change; source: audit"),
    may("value", Text, "New value or choice; NULL: none; source: audit"),
    must("note", Text, "Why, in the person's words; source: audit"),
    must("decided_by", Text, "Who decided; source: audit"),
    must("decided_at", Text, "When, ISO time with zone +07:00; source: audit"),
    must("previous_hash", Text, "sha256 of the row before, hex; empty for the first; source: computed"),
    must("hash", Text, "sha256 of this row and previous_hash, hex; source: computed"),
    Index("ix_log_decisions_document_id", "document_id"),
    comment="Decisions of people; rows are only ever added, chained by hash",
)
log_editions = Table(
    "log_editions",
    metadata,
    must("edition_id", Text, "period and number, as in 2025-e1; source: publish", key=True),
    must("period", Text, "Period published; source: publish", ForeignKey("dim_periods.period")),
    must("number", Integer, "Edition of the period, from 1; source: publish"),
    must("published_at", Text, "When, ISO time with zone +07:00; source: publish"),
    must("published_by", Text, "Who published; source: publish"),
    must("figures_digest", Text, "sha256 of the figures used, hex; source: publish"),
    must("file_digests", Text, "sha256 of each file written, JSON object by file name; source: publish"),
    may("note", Text, "Why it was published despite open errors; NULL: there were none; source: publish"),
    may("figures", LargeBinary, "Figures used, JSON, zlib; NULL: edition of an older version; source: publish"),
    comment="Published editions of the province report; rows are only ever added",
)
log_edition_files = Table(
    "log_edition_files",
    metadata,
    must("edition_id", Text, "Edition it belongs to; source: publish", ForeignKey("log_editions.edition_id"), key=True),
    must("file_name", Text, "Name of the file; source: publish", key=True),
    must("content", LargeBinary, "Its bytes, as published; source: publish"),
    comment="Files of the published editions",
)
