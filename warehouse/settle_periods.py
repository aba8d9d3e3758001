"""Find what only shows when the reports of a period lie side by side: copies, figures unlike all others, lateness.

Worked out anew from what is stored after every run, so the order of loading does not matter. Figures are compared as
the documents state them, whatever people decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from sqlalchemy import Connection, Engine, delete, insert, text

from transforms.compare_periods import Past, compare_units, compare_with_past
from transforms.find_copies import copy_finding, near_copy
from transforms.load_rules import period_name
from transforms.make_finding import make_finding
from transforms.records import Finding
from warehouse.database import writing
from warehouse.decision_log import undisturbed
from warehouse.replay import replay_all
from warehouse.rows import Row, finding_rows
from warehouse.schema import fact_findings as n

PERIODS = "SELECT period, kind, starts_on, ends_on FROM dim_periods ORDER BY kind, starts_on, period"
REPORTS = """
    SELECT r.report_id, r.document_id, r.commune_code, r.period, c.commune_name, f.file_name, p.starts_on
    FROM fact_reports r JOIN dim_communes c ON c.commune_code = r.commune_code
    JOIN fact_files f ON f.document_id = r.document_id AND f.duplicate_of IS NULL
    JOIN dim_periods p ON p.period = r.period
    WHERE r.counts AND p.kind = :kind ORDER BY f.received_at, f.file_name, r.report_id"""
FIGURES = """
    SELECT g.report_id, g.measure, g.category, g.extracted_thousandths FROM fact_figures g
    JOIN fact_reports r ON r.report_id = g.report_id JOIN dim_periods p ON p.period = r.period
    WHERE r.counts AND p.kind = :kind AND g.extracted_thousandths IS NOT NULL"""
LATE = """
    SELECT r.commune_code, MIN(f.received_at) AS first_at, e.due_on FROM expected_periods e
    JOIN fact_reports r ON r.period = e.period AND r.commune_code IS NOT NULL
    JOIN fact_files f ON f.document_id = r.document_id AND f.duplicate_of IS NULL
    WHERE e.period = :period AND e.due_on IS NOT NULL GROUP BY r.commune_code, e.due_on"""
# the rules of origin intake that this module alone finds
STORED = """
    SELECT g.finding_id, g.document_id FROM fact_findings g JOIN fact_reports r ON r.document_id = g.document_id
    WHERE r.period = :period AND g.origin = 'intake' AND g.rule IN ('near_copy', 'late', 'implausible')"""


@dataclass(frozen=True, slots=True)
class Counting:
    """A report that counts, with its figures as the document states them."""

    report_id: str
    document_id: str
    commune_code: str
    period: str
    commune_name: str
    file_name: str
    starts_on: str
    values: dict[tuple[str, str | None], Decimal] = field(default_factory=dict)

    @property
    def own(self) -> dict[str, Decimal]:
        """Give the unit's measures, without those by field."""
        return {measure: value for (measure, category), value in self.values.items() if category is None}


@dataclass(frozen=True, slots=True)
class Period:
    """A period with its first and last day."""

    period: str
    kind: str
    starts_on: str
    ends_on: str


def settle_periods(target: Engine | Connection) -> None:
    """Work out the findings of every period, one transaction for each kind of period."""
    by_kind: dict[str, list[Period]] = defaultdict(list)
    with writing(target) as connection:
        for row in connection.execute(text(PERIODS)):
            by_kind[row.kind].append(Period(*row))
    for kind, periods in by_kind.items():
        with writing(target) as connection:
            undisturbed(connection)
            reports = read_reports(connection, kind)
            for period in periods:
                settle_period(connection, period, reports)


def read_reports(connection: Connection, kind: str) -> list[Counting]:
    """Read the reports that count of all periods of a kind, in the order in which they came."""
    reports = {row.report_id: Counting(*row) for row in connection.execute(text(REPORTS), {"kind": kind})}
    for report_id, measure, category, value in connection.execute(text(FIGURES), {"kind": kind}):
        if report_id in reports:
            reports[report_id].values[measure, category] = Decimal(value) / 1000
    return list(reports.values())


def settle_period(connection: Connection, period: Period, reports: list[Counting]) -> None:
    """Store the findings of a period and take back those that no longer hold."""
    found: dict[str, list[Finding]] = defaultdict(list)
    now = [report for report in reports if report.period == period.period]
    for one, other in combinations(now, 2):
        if near_copy(one.values, other.values):
            found[other.document_id].append(copy_finding(said(one.commune_name), one.file_name))
    earlier: dict[str, list[Counting]] = defaultdict(list)
    for report in reports:
        if report.starts_on < period.starts_on:
            earlier[report.commune_code].append(report)
    unlike = compare_units([(report.commune_code, report.own) for report in now])
    for report in now:
        past = sorted(earlier[report.commune_code], key=lambda r: r.starts_on)
        if past and near_copy(report.values, past[-1].values):
            name = f"{said(report.commune_name)}, {period_name(past[-1].period)}"
            found[report.document_id].append(copy_finding(name, past[-1].file_name))
        told = compare_with_past(report.own, [Past(r.period, r.own) for r in past])
        found[report.document_id] += once([*told, *unlike[report.commune_code]])
    for unit, first_at, due_on in connection.execute(text(LATE), {"period": period.period}):
        late = next((report for report in now if report.commune_code == unit), None)
        if first_at[:10] > due_on and late is not None:
            day, due = ("/".join(reversed(each[:10].split("-"))) for each in (first_at, due_on))
            found[late.document_id].append(make_finding("late", stated=day, expected=due))
    store(connection, period.period, found)


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Keep one finding for each measure: unlike one's own past says more than unlike others."""
    kept: dict[str | None, Finding] = {}
    for finding in findings:
        kept.setdefault(finding.measure, finding)
    return list(kept.values())


def store(connection: Connection, period: str, found: dict[str, list[Finding]]) -> None:
    """Write what is new, delete what is gone, and replay the decisions on the documents touched."""
    rows: dict[str, Row] = {}
    for document_id, findings in found.items():
        for row in finding_rows(document_id, findings, origin="intake"):
            rows[str(row["finding_id"])] = row
    stored = {row.finding_id: row.document_id for row in connection.execute(text(STORED), {"period": period})}
    gone = stored.keys() - rows.keys()
    new = [row for finding_id, row in rows.items() if finding_id not in stored]
    if gone:
        connection.execute(delete(n).where(n.c.finding_id.in_(gone)))
    if new:
        connection.execute(insert(n), new)
    touched = {stored[finding_id] for finding_id in gone} | {str(row["document_id"]) for row in new}
    replay_all(connection, sorted(touched))


def said(name: str) -> str:
    """Name a unit within a sentence: "Xã Lùng Phình" is "xã Lùng Phình"."""
    return name[:1].lower() + name[1:]
