"""Load what was read from a document: one transaction, the same result in any order and however often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, text, update

from transforms.map_names import map_names
from transforms.records import Finding, ReadResult, Report
from warehouse import schema
from warehouse.database import writing
from warehouse.decision_log import named, undisturbed
from warehouse.dimensions import describe_period
from warehouse.keep_readings import keep_content, keep_reading, last_reading
from warehouse.replay import replay
from warehouse.rows import (
    document_row,
    figure_row,
    finding_rows,
    local_time,
    narrative_rows,
    petition_rows,
    report_id,
    report_row,
    unmapped_rows,
)
from warehouse.schema import fact_documents, fact_files, fact_findings, fact_reports
from warehouse.settle import settle_files, settle_names, settle_versions

OF_REPORT = (schema.fact_figures, schema.fact_petitions, schema.fact_narratives, schema.fact_unmapped_categories)
STORED = (
    select(
        fact_documents.c.reader_version,
        fact_documents.c.rejection,
        fact_documents.c.outcome,
        fact_documents.c.reason,
        fact_documents.c.expected_period,
        fact_reports.c.report_id,
        fact_reports.c.commune_code,
        fact_reports.c.period,
        fact_files.c.file_name,
        fact_files.c.duplicate_of,
    )
    .outerjoin(fact_reports, fact_reports.c.document_id == fact_documents.c.document_id)
    .outerjoin(
        fact_files,
        (fact_files.c.document_id == fact_documents.c.document_id) & (fact_files.c.file_name == bindparam("file_name")),
    )
    .where(fact_documents.c.document_id == bindparam("document_id"))
)
ADD_PERIOD = text(
    "INSERT INTO dim_periods (period, kind, year, starts_on, ends_on) "
    "VALUES (:period, :kind, :year, :starts_on, :ends_on) ON CONFLICT DO NOTHING"
)
EXPECT_PERIOD = text(
    "INSERT INTO expected_periods (period, due_on) VALUES (:period, :due_on) "
    "ON CONFLICT (period) DO UPDATE SET due_on = COALESCE(excluded.due_on, expected_periods.due_on)"
)


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """What became of one file; ``outcome`` is that of the view documents."""

    document_id: str
    file_name: str
    outcome: str  # loaded, duplicate, superseded, rejected
    reason: str | None
    report_id: str | None
    unchanged: bool  # True: the warehouse had it already, nothing was written


@dataclass(frozen=True, slots=True)
class Stored:
    """What the warehouse holds about a document and the file name it came under."""

    reader_version: str
    rejection: str | None
    outcome: str
    reason: str | None
    expected_period: str | None
    report_id: str | None
    commune_code: str | None
    period: str | None
    file_name: str | None  # None: the document is known under other names only
    duplicate_of: str | None


def load_result(
    target: Engine | Connection,
    result: ReadResult,
    *,
    reader_version: str,
    expected_period: str | None,
    received_at: datetime,
    commune_code: str | None = None,
    content: bytes | None = None,
    again: bool = False,
) -> LoadOutcome:
    """Store one document, or its rejection, with all that follows for its duplicates and versions.

    ``commune_code``: the unit of a rejected document, if the run knows it (from a folder, a file name). ``content``:
    the bytes of the file, which are kept. A result of the reader version that is stored already changes nothing, unless
    a document that was rejected could be read this time, or it is to be read ``again`` whatever its version.
    """
    with writing(target) as connection:
        undisturbed(connection)
        stored = look_up(connection, result)
        fresh = (
            stored is None
            or again
            or stored.reader_version != reader_version
            or (stored.rejection is not None and result.report is not None)
        )
        if stored is not None and not fresh and stored.file_name is not None:
            return tell(result, stored, unchanged=True)
        expect(connection, expected_period, None)
        if stored is None:
            row = document_row(result, reader_version, commune_code)
            connection.execute(insert(fact_documents), {**row, "expected_period": expected_period})
        elif fresh:
            forget_reading(connection, result.document_id, stored.report_id)
            row = document_row(result, reader_version, commune_code)
            row["expected_period"] = stored.expected_period or expected_period
            connection.execute(update(fact_documents).where(fact_documents.c.document_id == result.document_id), row)
        if stored is None or stored.file_name is None:
            file = {
                "document_id": result.document_id,
                "file_name": result.file_name,
                "received_at": local_time(received_at),
            }
            connection.execute(insert(fact_files), file)
            settle_files(connection, result.document_id)
        if content is not None:
            keep_content(connection, result.document_id, content)
        if fresh:
            keep_reading(
                connection,
                result,
                reader_version=reader_version,
                read_at=local_time(received_at),
                expected_period=expected_period,
                commune_code=commune_code,
            )
            store_reading(connection, result)
        settle(connection, result, stored)
        replay(connection, result.document_id, new=stored is None)
        now = look_up(connection, result)
        if now is None:
            raise LookupError(result.document_id)
        return tell(result, now, unchanged=False)


def expect_period(target: Engine | Connection, period: str, due_on: str | None = None) -> None:
    """Note that all units report on a period, and by when (ISO date; None leaves a stored date as it is)."""
    with writing(target) as connection:
        expect(connection, period, due_on)


def expect(connection: Connection, period: str | None, due_on: str | None) -> None:
    """Add a period to those expected."""
    if period is not None:
        add_period(connection, period)
        connection.execute(EXPECT_PERIOD, {"period": period, "due_on": due_on})


def add_period(connection: Connection, period: str | None) -> None:
    """Add a period to the dimension unless it is there."""
    if period is not None:
        connection.execute(ADD_PERIOD, asdict(describe_period(period)))


def look_up(connection: Connection, result: ReadResult) -> Stored | None:
    """Find what is stored about a file and its content."""
    row = connection.execute(STORED, {"document_id": result.document_id, "file_name": result.file_name}).one_or_none()
    return None if row is None else Stored(*row)


def forget_reading(connection: Connection, document_id: str, report: str | None) -> None:
    """Delete what an earlier reading gave, before the new one is stored in the same transaction."""
    connection.execute(
        delete(fact_findings).where(fact_findings.c.document_id == document_id, fact_findings.c.origin == "reading")
    )
    if report is not None:
        resubmission = (fact_findings.c.document_id == document_id) & (fact_findings.c.rule == "resubmission")
        connection.execute(delete(fact_findings).where(resubmission))
        for table in OF_REPORT:
            connection.execute(delete(table).where(table.c.report_id == report))
        connection.execute(delete(fact_reports).where(fact_reports.c.report_id == report))


def store_reading(connection: Connection, result: ReadResult) -> None:
    """Insert report, figures, texts and findings of a document."""
    report = result.report
    findings: Iterable[Finding]
    if report is None:
        findings = with_rejection(result)
    else:
        findings = with_unknowns(report)
        add_period(connection, report.period)
        key = report_id(report.document_id)
        report = with_names(connection, report)
        connection.execute(insert(fact_reports), report_row(report))
        for table, rows in (
            (schema.fact_figures, [figure_row(key, figure) for figure in report.figures]),
            (schema.fact_petitions, petition_rows(report)),
            (schema.fact_narratives, narrative_rows(report)),
            (schema.fact_unmapped_categories, unmapped_rows(report)),
        ):
            if rows:
                connection.execute(insert(table), rows)
    rows = finding_rows(result.document_id, findings, origin="reading")
    if rows:
        connection.execute(insert(fact_findings), rows)


def with_names(connection: Connection, report: Report) -> Report:
    """Read a report's unknown names as people decided."""
    if report.commune_code is not None and not report.unmapped:
        return report
    fields, units = ({name: str(d.value) for name, d in known.items()} for known in named(connection).values())
    return map_names(report, fields, units)


def with_rejection(result: ReadResult) -> list[Finding]:
    """Give a rejected document's findings, the rejection itself among them."""
    if any(finding.rule == "rejected" for finding in result.findings):
        return list(result.findings)
    return [Finding("rejected", "error", result.rejected), *result.findings]


def with_unknowns(report: Report) -> list[Finding]:
    """Give a report's findings; an unknown unit or period gets an error that says so, as it enters no total."""
    findings = list(report.findings)
    if report.commune_code is None and not any(finding.rule == "unknown_commune" for finding in findings):
        message = "Không xác định được đơn vị gửi báo cáo nên số liệu chưa được tính vào tổng hợp."
        findings.append(Finding("unknown_commune", "error", message, measure="commune"))
    if report.period is None and not any(
        finding.rule == "period_mismatch" and finding.severity == "error" for finding in findings
    ):
        message = "Không xác định được kỳ báo cáo nên số liệu chưa được tính vào tổng hợp."
        findings.append(Finding("period_mismatch", "error", message, measure="period"))
    return findings


def restore_facts(connection: Connection, document_id: str) -> None:
    """Work out a document's facts again from its last reading and the decisions in force now."""
    reading = last_reading(connection, document_id)
    if reading is None:
        raise LookupError(document_id)
    stored = look_up(connection, reading.result)
    forget_reading(connection, document_id, stored.report_id if stored else None)
    store_reading(connection, reading.result)
    settle(connection, reading.result, stored)
    replay(connection, document_id)


def settle(connection: Connection, result: ReadResult, stored: Stored | None) -> None:
    """Work out duplicates, versions and replaced files wherever this document was or is."""
    now = look_up(connection, result)
    places = {(state.commune_code, state.period) for state in (stored, now) if state is not None}
    for commune_code, period in sorted((c, p) for c, p in places if c is not None and p is not None):
        settle_versions(connection, commune_code, period)
    if now is not None:
        settle_names(connection, result.document_id, now.expected_period)


def tell(result: ReadResult, stored: Stored, *, unchanged: bool) -> LoadOutcome:
    """Say what became of a file."""
    if stored.duplicate_of is not None:
        reason: str | None = f"Trùng nội dung với tệp {stored.duplicate_of}."
        return LoadOutcome(result.document_id, result.file_name, "duplicate", reason, stored.report_id, unchanged)
    return LoadOutcome(result.document_id, result.file_name, stored.outcome, stored.reason, stored.report_id, unchanged)
