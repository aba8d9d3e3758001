"""Tables of the warehouse: a star of facts round communes, categories, measures and periods.

Readers outside use the views (views.py); the tables may change with a migration. Layers by prefix: ``dim_`` is
written by migrations, ``fact_`` can be rebuilt from the documents, ``log_`` is only ever added to. Dates and times are
ISO text, times in Vietnam's zone (+07:00), so that they sort, and read alike on SQLite and PostgreSQL.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
)
from sqlalchemy import ForeignKeyConstraint as ForeignKeys

from warehouse.define_tables import may, must, one_of
from warehouse.define_tables import metadata as metadata
from warehouse.logs import log_contents, log_decisions, log_edition_files, log_editions, log_readings

LOGS = (log_contents, log_readings, log_decisions, log_editions, log_edition_files)

SEVERITIES = ("error", "warning", "info")
FINDING_STATUSES = ("open", "accepted", "corrected", "dismissed", "resolved")
FIGURE_STATUSES = ("extracted", "confirmed", "corrected")
ORIGINS = ("reading", "intake", "decision")
METHODS = ("printed", "summed", "reconciled", "entered")
DOCUMENT_OUTCOMES = ("loaded", "superseded", "rejected")

dim_communes = Table(
    "dim_communes",
    metadata,
    must("commune_code", Text, "Five-digit unit code; source: reference/communes.csv", key=True),
    must("commune_name", Text, "Name with type, as in 'Xã Lùng Phình'; source: reference/communes.csv"),
    must("division_type", Text, "xã or phường; source: reference/communes.csv"),
    must("name", Text, "Name without type, as published; source: reference/communes.csv"),
    must("former_districts", Text, "Districts before 2025-07-01, separated by '; '; source: reference/communes.csv"),
    must("sort_key", Text, "Digits that sort as Vietnamese names do; source: computed from name"),
    one_of("division_type", ("xã", "phường")),
    comment="The 99 units that report; one row each",
)
dim_categories = Table(
    "dim_categories",
    metadata,
    must("category", Text, "Key of the field, as in 'land'; source: contract", key=True),
    must("name_vi", Text, "Vietnamese name; source: the form"),
    must("ordinal", Integer, "Order in the form, from 1; source: the form"),
    comment="The eight fields that opinions are sorted into",
)
dim_measures = Table(
    "dim_measures",
    metadata,
    must("measure", Text, "Key of the measure, as in 'opinions'; source: contract", key=True),
    must("name_vi", Text, "Vietnamese name; source: the form"),
    must("unit_vi", Text, "Vietnamese unit of the value (cuộc, ý kiến, %, …); source: the form"),
    must("by_category", Boolean, "True for raised and answered, which are stated for each category; source: contract"),
    must("ordinal", Integer, "Order in the form, from 1; source: the form"),
    comment="The 14 measures of a unit and the two of a category",
)
dim_periods = Table(
    "dim_periods",
    metadata,
    must(
        "period", Text, "Key of the period, as in 2025, 2025-H1, 2025-9M, 2025-Q3, 2025-M07; source: contract", key=True
    ),
    must("kind", Text, "year, half, nine_months, quarter, month; source: computed from period"),
    must("year", Integer, "Calendar year; source: computed from period"),
    must("starts_on", Text, "First day, ISO date; source: computed from period"),
    must("ends_on", Text, "Last day, ISO date; source: computed from period"),
    one_of("kind", ("year", "half", "nine_months", "quarter", "month")),
    comment="Periods met so far; they overlap, so two kinds are never added together",
)
expected_periods = Table(
    "expected_periods",
    metadata,
    must(
        "period", Text, "Period that all units report on; source: the run", ForeignKey("dim_periods.period"), key=True
    ),
    may("due_on", Text, "Last day to report, ISO date; NULL: none was set; source: the run's settings"),
    comment="Periods a report is expected for from each of the 99 units",
)

fact_documents = Table(
    "fact_documents",
    metadata,
    must("document_id", Text, "sha256 of the bytes, hex; source: intake", key=True),
    must("media_type", Text, "Real type by content; source: intake"),
    must("bytes", BigInteger, "Size in bytes; source: intake"),
    may("pages", Integer, "Number of pages; NULL: the format has no fixed pages or was not read; source: the reader"),
    must("text_source", Text, "native, converted, ocr: how the text was had; source: the reader"),
    must("outcome", Text, "loaded, superseded (another report of the unit and period counts), rejected; source: load"),
    may("reason", Text, "Vietnamese sentence why it was superseded or rejected; NULL: it was loaded; source: load"),
    may("rejection", Text, "Vietnamese sentence why it could not be read; NULL: it could; source: the reader"),
    may(
        "commune_code",
        Text,
        "Unit of a rejected document, where the run knows it; NULL: not known; source: the run",
        ForeignKey("dim_communes.commune_code"),
    ),
    may(
        "expected_period",
        Text,
        "Period of the run that took it in; NULL: none was given; source: the run",
        ForeignKey("dim_periods.period"),
    ),
    must("reader_version", Text, "Version of reader and form that read it last; source: the run"),
    one_of("text_source", ("native", "converted", "ocr")),
    one_of("outcome", DOCUMENT_OUTCOMES),
    comment="Documents by content: one row for each different sequence of bytes ever taken in",
)
fact_files = Table(
    "fact_files",
    metadata,
    must(
        "document_id", Text, "Content of the file; source: intake", ForeignKey("fact_documents.document_id"), key=True
    ),
    must("file_name", Text, "Path relative to the inbox, forward slashes; source: intake", key=True),
    must("received_at", Text, "When it was taken in, ISO time with zone +07:00, to the millisecond; source: the run"),
    may(
        "duplicate_of", Text, "File name under which the same content came first; NULL: this is the first; source: load"
    ),
    Index("ix_fact_files_file_name", "file_name"),
    comment="Files ever taken in; the same content under another name is a duplicate",
)
fact_reports = Table(
    "fact_reports",
    metadata,
    must("report_id", Text, "First 16 hex digits of document_id; source: load", key=True),
    must("document_id", Text, "Document it was read from; source: load", ForeignKey("fact_documents.document_id")),
    may(
        "commune_code",
        Text,
        "Reporting unit; NULL: unknown, so it enters no total; source: heading",
        ForeignKey("dim_communes.commune_code"),
    ),
    may(
        "period",
        Text,
        "Period reported on; NULL: unknown, so it enters no total; source: title",
        ForeignKey("dim_periods.period"),
    ),
    may("symbol", Text, "Number and symbol without spaces, as in 203-BC/ĐU; NULL: left blank; source: heading"),
    may("issued_on", Text, "Date of the document, ISO date; NULL: day not stated; source: heading"),
    may("replaces", Text, "Symbol of the report it says it replaces; NULL: says nothing; source: body"),
    must("version", Integer, "1 for the first report of the unit and period, counting up; source: load"),
    must("counts", Boolean, "True for the version that counts now; source: load"),
    Index("uq_fact_reports_document_id", "document_id", unique=True),
    Index("ix_fact_reports_commune_code", "commune_code", "period"),
    comment="Reports read from the documents, all versions",
)
fact_figures = Table(
    "fact_figures",
    metadata,
    must("figure_id", Text, "report_id.measure or report_id.category.measure; source: load", key=True),
    must("report_id", Text, "Report that states it; source: load", ForeignKey("fact_reports.report_id")),
    must("measure", Text, "What it measures; source: transforms", ForeignKey("dim_measures.measure")),
    may(
        "category",
        Text,
        "Field of raised and answered; NULL: the unit's own measure; source: transforms",
        ForeignKey("dim_categories.category"),
    ),
    must(
        "value_thousandths",
        BigInteger,
        "Value that counts, in thousandths of the measure's unit (exact); source: transforms or a decision",
    ),
    may(
        "extracted_thousandths",
        BigInteger,
        "Value as extracted, in thousandths of the measure's unit; NULL: the document states none; source: transforms",
    ),
    may("printed", Text, "Numeral as printed; NULL: a person entered the value; source: document"),
    must("method", Text, "printed, summed, reconciled, entered (by a person); source: transforms or a decision"),
    must("confidence_thousandths", Integer, "Confidence in thousandths, 0 to 1000; source: transforms"),
    must("status", Text, "extracted, confirmed, corrected; source: load or a decision"),
    may("quote", Text, "Sentence, or row and column headings, round the numeral; NULL: entered; source: document"),
    may("block", Integer, "Ordinal of the text block in the document, from 0; NULL: entered; source: document"),
    may("char_start", Integer, "First character in the block, from 0; NULL: entered; source: document"),
    may("char_end", Integer, "Character after the last one in the block; NULL: entered; source: document"),
    may("row_index", Integer, "Row of the table, from 0; NULL: not in a table; source: document"),
    may("column_index", Integer, "Column of the table, from 0; NULL: not in a table; source: document"),
    may("page", Integer, "Page, from 1; NULL: the format has no fixed pages; source: document"),
    may("x0", Float, "Left edge in PDF points from the left; NULL: no fixed pages; source: document"),
    may("y0", Float, "Upper edge in PDF points from the top; NULL: no fixed pages; source: document"),
    may("x1", Float, "Right edge in PDF points from the left; NULL: no fixed pages; source: document"),
    may("y1", Float, "Lower edge in PDF points from the top; NULL: no fixed pages; source: document"),
    may("parts", Text, "Addresses of the parts of a sum, JSON list; NULL: no sum; source: document"),
    one_of("status", FIGURE_STATUSES),
    one_of("method", METHODS),
    CheckConstraint("(category IS NOT NULL) = (measure IN ('raised', 'answered'))", name="category"),
    CheckConstraint(
        "measure = 'answered_rate' OR (value_thousandths % 1000 = 0 AND extracted_thousandths % 1000 = 0)", name="whole"
    ),
    Index("ix_fact_figures_report_id", "report_id"),
    comment="Figures of all reports; one row for each measure (and category) a report states",
)
fact_findings = Table(
    "fact_findings",
    metadata,
    must("finding_id", Text, "16 hex digits, the same each time the same thing is found; source: load", key=True),
    must("document_id", Text, "Document it is about; source: load", ForeignKey("fact_documents.document_id")),
    may("file_name", Text, "File it is about; NULL: the document under every name; source: load"),
    must(
        "origin",
        Text,
        "reading (transforms found it), intake (comparing documents did), decision (its ground changed); source: load",
    ),
    must("ordinal", Integer, "Order among the document's findings, from 1; source: transforms"),
    must("rule", Text, "Key of the rule; source: contract"),
    must("severity", Text, "error, warning, info; source: transforms"),
    may("measure", Text, "Measure it points at; NULL: none; source: transforms"),
    may("category", Text, "Category it points at; NULL: none; source: transforms"),
    may("stated", Text, "What the document says; NULL: does not apply; source: document"),
    may("expected", Text, "What would fit; NULL: does not apply; source: transforms"),
    must("message", Text, "Vietnamese sentence for the clerk; source: transforms"),
    may("address", Text, "Where it is printed, JSON of an Address; NULL: nowhere; source: document"),
    may(
        "other_address",
        Text,
        "Where the contradicting text is printed, JSON of an Address; NULL: none; source: document",
    ),
    must("status", Text, "open, accepted, corrected, dismissed, resolved; source: load or a decision"),
    may("decided_by", Text, "Who decided last; NULL: nobody yet; source: log_decisions"),
    may("decided_at", Text, "When, ISO time with zone; NULL: not yet; source: log_decisions"),
    may("note", Text, "Note of that decision; NULL: not yet; source: log_decisions"),
    one_of("origin", ORIGINS),
    one_of("severity", SEVERITIES),
    one_of("status", FINDING_STATUSES),
    ForeignKeys(
        ["document_id", "file_name"],
        ["fact_files.document_id", "fact_files.file_name"],
        name="fk_fact_findings_file_name",
    ),
    Index("ix_fact_findings_document_id", "document_id"),
    comment="Findings: what a person should know about a document",
)
fact_petitions = Table(
    "fact_petitions",
    metadata,
    must("report_id", Text, "Report it is from; source: load", ForeignKey("fact_reports.report_id"), key=True),
    must("ordinal", Integer, "Order in section 2.3, from 1; source: document", key=True),
    must("text", Text, "Item as printed; source: document"),
    may("category", Text, "Field; NULL: not classified; source: transforms", ForeignKey("dim_categories.category")),
    may("topic", Text, "Topic within the field; NULL: not classified; source: transforms"),
    must("address", Text, "Where it is printed, JSON of an Address; source: document"),
    comment="Items of section 2.3, petitions in the unit's words",
)
fact_narratives = Table(
    "fact_narratives",
    metadata,
    must("report_id", Text, "Report it is from; source: load", ForeignKey("fact_reports.report_id"), key=True),
    must(
        "section",
        Text,
        "advantages, difficulties, leadership, monitoring, results, limitations, causes, tasks; source: form",
        key=True,
    ),
    must("ordinal", Integer, "Order in the section, from 1; source: document", key=True),
    must("text", Text, "Paragraph as printed; source: document"),
    must("address", Text, "Where it is printed, JSON of an Address; source: document"),
    comment="Paragraphs of the sections without figures",
)
fact_unmapped_categories = Table(
    "fact_unmapped_categories",
    metadata,
    must("report_id", Text, "Report it is from; source: load", ForeignKey("fact_reports.report_id"), key=True),
    must("ordinal", Integer, "Order in the report, from 1; source: document", key=True),
    must("printed_name", Text, "Name of the field as printed; source: document"),
    may("raised", BigInteger, "Opinions raised (ý kiến), part of other; NULL: not stated; source: document"),
    may("answered", BigInteger, "Of them answered (ý kiến), part of other; NULL: not stated; source: document"),
    must("address", Text, "Where it is printed, JSON of an Address; source: document"),
    may(
        "category",
        Text,
        "Category that a person decided it is; NULL: part of other; source: log_decisions",
        ForeignKey("dim_categories.category"),
    ),
    comment="Fields that are none of the eight; their figures are part of other, or of the category decided",
)
