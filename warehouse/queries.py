"""Read the warehouse: the tables of a province report, the state of the units, what became of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
from sqlalchemy import Connection, Engine, TextClause, text

from transforms.records import MEASURES
from warehouse.database import place_of
from warehouse.errors import plain_errors
from warehouse.run_query import QueryResult, run_query
from warehouse.samples import SampleState, last_sample

__all__ = [
    "DocumentOutcome",
    "ProvinceTables",
    "QueryResult",
    "StatusRow",
    "document_outcomes",
    "kept_documents",
    "known_documents",
    "last_expected_period",
    "province_tables",
    "run_query",
    "status_rows",
]

COUNTS = tuple(measure for measure in MEASURES if measure != "answered_rate")
BY_UNIT = "ORDER BY c.sort_key IS NULL, c.sort_key"

# Documents of a period; where the period is not known (rejected, or not stated): those taken in by a run for a period
# of the same year, or by a run that named none.
OF_PERIOD = """
    SELECT d.document_id FROM fact_documents d LEFT JOIN fact_reports r ON r.document_id = d.document_id
    WHERE r.period = :period
       OR (r.period IS NULL AND SUBSTR(COALESCE(d.expected_period, :period), 1, 4) = SUBSTR(:period, 1, 4))"""
TABLES: dict[str, str] = {
    "communes": "SELECT commune_code, commune_name, division_type, name, sort_key FROM dim_communes ORDER BY sort_key",
    "measures": "SELECT measure, name_vi, unit_vi, ordinal FROM dim_measures ORDER BY ordinal",
    "categories": "SELECT category, name_vi, ordinal FROM dim_categories ORDER BY ordinal",
    "documents": f"""
        SELECT * FROM documents WHERE document_id IN ({OF_PERIOD}) ORDER BY file_name, received_at, document_id""",
    "reports": f"""
        SELECT r.* FROM reports r LEFT JOIN dim_communes c ON c.commune_code = r.commune_code
        WHERE r.document_id IN ({OF_PERIOD}) {BY_UNIT}, r.report_id""",
    "session_statistics": f"""
        SELECT s.* FROM session_statistics s LEFT JOIN dim_communes c ON c.commune_code = s.commune_code
        WHERE s.period = :period {BY_UNIT}, s.report_id""",
    "category_counts": f"""
        SELECT s.* FROM category_counts s JOIN dim_categories k ON k.category = s.category
        LEFT JOIN dim_communes c ON c.commune_code = s.commune_code
        WHERE s.period = :period {BY_UNIT}, s.report_id, k.ordinal""",
    "figures": f"""
        SELECT s.*, r.commune_code FROM figures s JOIN fact_reports r ON r.report_id = s.report_id
        JOIN dim_measures m ON m.measure = s.measure LEFT JOIN dim_categories k ON k.category = s.category
        LEFT JOIN dim_communes c ON c.commune_code = r.commune_code
        WHERE r.period = :period {BY_UNIT}, s.report_id, COALESCE(k.ordinal, 0), m.ordinal""",
    "discrepancies": f"""
        SELECT s.* FROM discrepancies s JOIN fact_findings g ON g.finding_id = s.discrepancy_id
        LEFT JOIN dim_communes c ON c.commune_code = s.commune_code
        WHERE s.document_id IN ({OF_PERIOD}) {BY_UNIT}, s.file_name, g.origin DESC, g.ordinal, s.discrepancy_id""",
    "petitions": f"""
        SELECT s.* FROM petitions s LEFT JOIN dim_communes c ON c.commune_code = s.commune_code
        WHERE s.period = :period {BY_UNIT}, s.report_id, s.ordinal""",
    "narratives": f"""
        SELECT s.* FROM narratives s LEFT JOIN dim_communes c ON c.commune_code = s.commune_code
        WHERE s.period = :period {BY_UNIT}, s.report_id, s.section, s.ordinal""",
    "province_totals": """
        SELECT s.* FROM province_totals s JOIN dim_measures m ON m.measure = s.measure
        LEFT JOIN dim_categories k ON k.category = s.category
        WHERE s.period = :period ORDER BY COALESCE(k.ordinal, 0), m.ordinal""",
    "reporting_status": """
        SELECT s.* FROM reporting_status s JOIN dim_communes c ON c.commune_code = s.commune_code
        WHERE s.period = :period ORDER BY c.sort_key""",
    "unmapped": f"""
        SELECT u.report_id, r.commune_code, r.period, u.printed_name, u.raised, u.answered
        FROM fact_unmapped_categories u JOIN fact_reports r ON r.report_id = u.report_id
        LEFT JOIN dim_communes c ON c.commune_code = r.commune_code
        WHERE r.counts AND r.period = :period AND u.category IS NULL {BY_UNIT}, u.report_id, u.ordinal""",
}
WHOLE = {
    *("bytes", "pages", "version", "open_errors", "open_warnings", "raised", "answered", "page", "block", "char_start"),
    *("char_end", "ordinal", "reports_counted", "reports_not_stating", "reports_missing", *COUNTS),
}
EXACT = {"value", "value_extracted", "answered_rate", "confidence"}


@dataclass(frozen=True, slots=True)
class ProvinceTables:
    """All that a province report of one period is written from; column names are those of the views.

    Rows are in Vietnamese order of the units (then as printed). Counts are ``Int64`` (``<NA>``: not stated, 0: stated
    as zero). ``answered_rate``, ``confidence`` and the mixed columns ``value`` and ``value_extracted`` hold Python
    objects: ``int`` where whole, else ``Decimal``, ``None`` where not stated. Text that is missing is ``None``; dates
    are ISO text.
    """

    period: str
    communes: pd.DataFrame  # commune_code, commune_name ("Xã Lùng Phình"), division_type, name, sort_key; all 99
    measures: pd.DataFrame  # measure, name_vi, unit_vi, ordinal; the 14, then raised, answered
    categories: pd.DataFrame  # category, name_vi, ordinal; the 8
    documents: pd.DataFrame  # view documents; also rejected files and reports whose period is unknown
    reports: pd.DataFrame  # view reports; also of unknown unit or period (code None), which enter no total
    session_statistics: pd.DataFrame  # view session_statistics
    category_counts: pd.DataFrame  # view category_counts
    figures: pd.DataFrame  # view figures + commune_code
    discrepancies: pd.DataFrame  # view discrepancies; also of rejected files and reports whose period is unknown
    petitions: pd.DataFrame  # view petitions
    narratives: pd.DataFrame  # view narratives
    province_totals: pd.DataFrame  # view province_totals; category None for the unit's own measures
    reporting_status: pd.DataFrame  # view reporting_status; 99 rows if the period is expected, else none
    unmapped: pd.DataFrame  # report_id, commune_code, period, printed_name, raised, answered (both part of other)
    sample: SampleState | None = None  # how far the last random sample was checked; None: none was drawn


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A unit and whether it has reported on a period."""

    commune_code: str
    commune_name: str
    status: str  # received, late, rejected, missing
    received_at: str | None
    file_name: str | None


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """A file and what became of it."""

    document_id: str
    file_name: str
    outcome: str  # loaded, duplicate, superseded, rejected
    reason: str | None


def province_tables(engine: Engine, period: str) -> ProvinceTables:
    """Read everything about one period as of one moment."""
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        frames = {name: read_frame(connection, text(sql), period) for name, sql in TABLES.items()}
        sample = last_sample(connection, period)
    return ProvinceTables(period=period, sample=sample, **frames)


def read_frame(connection: Connection, statement: TextClause, period: str) -> pd.DataFrame:
    """Read rows into a frame whose columns have the same types on every database, even without rows."""
    import pandas as pd

    bound = statement.bindparams(period=period) if ":period" in statement.text else statement
    result = connection.execute(bound)
    columns = list(result.keys())
    cells = list(zip(*result.fetchall(), strict=True)) or [()] * len(columns)
    return pd.DataFrame({name: read_column(name, values) for name, values in zip(columns, cells, strict=True)})


def read_column(name: str, values: Iterable[object]) -> pd.Series:
    """Give a column its type: whole numbers, exact numbers, places on a page, or text."""
    import pandas as pd

    if name in WHOLE:
        return pd.Series(list(values), dtype="Int64")
    if name in ("x0", "y0", "x1", "y1"):
        return pd.Series(list(values), dtype="Float64")
    if name in EXACT:
        return pd.Series([exact(value) for value in values], dtype=object)
    return pd.Series(list(values), dtype=object)


def exact(value: object) -> int | Decimal | None:
    """Give a number of thousandths as SQLite (int, float) or PostgreSQL (Decimal) returns it: int where whole."""
    if value is None:
        return None
    number = Decimal(str(value))
    return int(number) if number == number.to_integral_value() else number


def status_rows(engine: Engine, period: str) -> list[StatusRow]:
    """List the 99 units in Vietnamese order with their state; empty if the period is not expected."""
    statement = text(
        f"SELECT commune_code, commune_name, status, received_at, file_name FROM ({TABLES['reporting_status']}) t"
    )
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        return [StatusRow(*row) for row in connection.execute(statement, {"period": period})]


def known_documents(engine: Engine, reader_version: str) -> set[tuple[str, str]]:
    """List (document_id, file_name) of every file whose content this reader version has read."""
    statement = text(
        "SELECT f.document_id, f.file_name FROM fact_files f JOIN fact_documents d ON d.document_id = f.document_id "
        "WHERE d.reader_version = :reader_version"
    )
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        return {(row[0], row[1]) for row in connection.execute(statement, {"reader_version": reader_version})}


def kept_documents(engine: Engine) -> Iterator[tuple[str, str, bytes]]:
    """Give every kept document: its id, the file name under which it came first, its bytes."""
    statement = text(
        "SELECT c.document_id, f.file_name, c.content FROM log_contents c JOIN fact_files f "
        "ON f.document_id = c.document_id AND f.duplicate_of IS NULL ORDER BY f.received_at, f.file_name"
    )
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        for row in connection.execution_options(yield_per=20).execute(statement):
            yield row[0], row[1], bytes(row[2])


def last_expected_period(url: str) -> str | None:
    """Give the latest period that a run was made for; None if there was none."""
    rows = run_query(
        url,
        "SELECT e.period FROM expected_periods e JOIN dim_periods p ON p.period = e.period "
        "ORDER BY p.ends_on DESC, p.starts_on, e.period LIMIT 1",
    ).rows
    return str(rows[0][0]) if rows else None


def document_outcomes(engine: Engine, files: Iterable[tuple[str, str]] | None = None) -> list[DocumentOutcome]:
    """Say what became of files, given as (document_id, file_name), or of all, in order of their names."""
    wanted = None if files is None else set(files)
    statement = text(
        "SELECT document_id, file_name, outcome, reason FROM documents ORDER BY file_name, received_at, document_id"
    )
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        rows = [DocumentOutcome(*row) for row in connection.execute(statement)]
    return [row for row in rows if wanted is None or (row.document_id, row.file_name) in wanted]
