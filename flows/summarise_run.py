"""Count what a clerk asks after a run: units, files, rejections, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flows.find_files import InboxFile
from flows.order import Order
from flows.write_reports import output_files
from warehouse.run_query import QueryResult, run_query

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A file of the inbox and what became of it."""

    file_name: str
    outcome: str  # loaded, duplicate, superseded, rejected
    reason: str
    period: str
    findings: int  # open, of any severity


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did and what the warehouse now says about its period."""

    period: str
    units: int
    units_received: int
    read: int  # documents read in this run; the others were known
    documents: tuple[DocumentLine, ...]  # of the inbox
    findings: tuple[tuple[str, int], ...]  # open, of the period, by severity
    files: tuple[Path, ...]
    again: bool = False  # kept documents were read again, no folder

    def count(self, outcome: str) -> int:
        """Count the files of the inbox with an outcome."""
        return sum(line.outcome == outcome for line in self.documents)

    @property
    def rejected(self) -> tuple[DocumentLine, ...]:
        """List the files that could not be read."""
        return tuple(line for line in self.documents if line.outcome == "rejected")

    @property
    def other_periods(self) -> tuple[tuple[str, int], ...]:
        """Count the reports that count, but for another period."""
        found = Counter(d.period for d in self.documents if d.outcome == "loaded" and d.period not in ("", self.period))
        return tuple(sorted(found.items()))

    @property
    def errors(self) -> int:
        """Count the open errors of the period."""
        return dict(self.findings)["error"]


def summarise(order: Order, files: Iterable[InboxFile], read: int) -> Summary:
    """Ask the warehouse what became of the files of an inbox."""
    keys = {file.key for file in files}
    outcomes = _ask(
        order,
        "SELECT d.document_id, d.file_name, d.outcome, d.reason, r.period FROM documents d "
        "LEFT JOIN fact_reports r ON r.document_id = d.document_id ORDER BY d.file_name, d.received_at, d.document_id",
    )
    found = _ask(order, "SELECT document_id, file_name, period, severity FROM discrepancies WHERE status = 'open'")
    open_of = Counter((row[0], row[1]) for row in found.rows)
    lines = tuple(
        DocumentLine(str(row[1]), str(row[2]), str(row[3] or ""), str(row[4] or ""), open_of[row[0], row[1]])
        for row in outcomes.rows
        if (row[0], row[1]) in keys
    )
    severities = Counter(str(row[3]) for row in found.rows if row[2] == order.period)
    status = _ask(order, f"SELECT status FROM reporting_status WHERE period = '{order.period}'")
    return Summary(
        period=order.period,
        units=len(status.rows),
        units_received=sum(row[0] in ("received", "late") for row in status.rows),
        read=read,
        documents=lines,
        findings=tuple((severity, severities[severity]) for severity in SEVERITIES),
        files=output_files(order),
        again=order.inbox is None,
    )


def _ask(order: Order, sql: str) -> QueryResult:
    return run_query(order.warehouse, sql, seconds=60, rows=10_000_000)
