"""List findings for the people who work through them: what moves the province's total most comes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Engine, Row, text

from transforms.records import CATEGORY_MEASURES, MEASURES
from warehouse.database import place_of
from warehouse.errors import WarehouseError, plain_errors

WEIGHT = {"error": 3, "warning": 2, "info": 1}
WHOLE_REPORT = {"rejected", "unknown_commune"}  # all figures of a unit are missing from the total
SELECT = """
    SELECT s.discrepancy_id, s.file_name, s.commune_code, c.commune_name, s.period, s.rule, s.severity, s.measure,
           s.category, s.stated, s.expected, s.message, s.status, s.decided_by, s.decided_at, s.note, r.report_id,
           (SELECT f.figure_id FROM figures f WHERE f.report_id = s.report_id AND f.measure = s.measure
            AND COALESCE(f.category, '') = COALESCE(s.category, '')) AS figure_id
    FROM discrepancies s LEFT JOIN dim_communes c ON c.commune_code = s.commune_code
    LEFT JOIN fact_reports r ON r.document_id = s.document_id"""
TOTALS = "SELECT measure, category, value, reports_counted FROM province_totals WHERE period = :period"
Totals = Mapping[tuple[str, str | None], tuple[Decimal, int]]


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding as the view discrepancies has it, with its unit's name and how much it may move the total."""

    discrepancy_id: str
    file_name: str
    commune_code: str | None
    commune_name: str | None
    period: str | None
    rule: str
    severity: str
    measure: str | None
    category: str | None
    stated: str | None
    expected: str | None
    message: str
    status: str
    decided_by: str | None
    decided_at: str | None
    note: str | None
    report_id: str | None
    figure_id: str | None
    effect: Decimal  # percent of the province's total of this measure that is in doubt; 0 where it touches none


def list_findings(engine: Engine, period: str, *, every: bool = False) -> list[ListedFinding]:
    """List the open findings of a period (``every``: the decided ones too), by effect on the total, then severity."""
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        totals = {
            (row.measure, row.category): (Decimal(str(row.value or 0)), row.reports_counted)
            for row in connection.execute(text(TOTALS), {"period": period})
        }
        state = "" if every else " AND s.status = 'open'"
        rows = connection.execute(text(f"{SELECT} WHERE s.period = :period{state}"), {"period": period}).all()
    found = [ListedFinding(**row._mapping, effect=effect(row, totals)) for row in rows]
    return sorted(
        found,
        key=lambda f: (f.status != "open", -f.effect, -WEIGHT[f.severity], f.commune_name or "", f.discrepancy_id),
    )


def show_finding(engine: Engine, reference: str) -> ListedFinding:
    """Give one finding by its id or the first letters of it; WarehouseError if it is none, or several."""
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        like = {"prefix": f"{reference}%"}
        rows = connection.execute(text(f"{SELECT} WHERE s.discrepancy_id LIKE :prefix LIMIT 2"), like).all()
    if len(rows) != 1 or not reference.isalnum():
        raise WarehouseError("id_of_several" if len(rows) > 1 else "no_such_finding", place_of(engine.url), reference)
    return ListedFinding(**rows[0]._mapping, effect=Decimal(0))


def effect(finding: Row[Any], totals: Totals) -> Decimal:
    """Give the share of a total, in percent, that a finding puts in doubt.

    Where it states two values, their difference; where it states one, that; where it states none, an average unit's.
    """
    if finding.rule in WHOLE_REPORT:
        total, reports = totals.get(("opinions", None), (Decimal(0), 0))
        return average_share(reports)
    if finding.severity == "info" or finding.measure not in (*MEASURES, *CATEGORY_MEASURES):
        return Decimal(0)
    total, reports = totals.get((finding.measure, finding.category), (Decimal(0), 0))
    stated, expected = number(finding.stated), number(finding.expected)
    if stated is None or not total or finding.rule == "missing_measure" or finding.measure == "answered_rate":
        return average_share(reports)  # a rate is no part of a sum
    return (abs(stated - (expected or 0)) * 100 / total).quantize(Decimal("0.01"))


def average_share(reports: int) -> Decimal:
    """Give the share of one report among those that state a figure, in percent."""
    return (Decimal(100) / (reports + 1)).quantize(Decimal("0.01"))


def number(text_value: str | None) -> Decimal | None:
    """Read a number as findings state it; None if it is none."""
    try:
        return None if text_value is None else Decimal(text_value)
    except InvalidOperation:
        return None
