"""Follow a number: from a total of the province to the units' figures, from a figure to where it is printed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, Row, text

from extractors.records import Address
from warehouse.database import place_of
from warehouse.decision_log import Decision, decisions_on
from warehouse.errors import WarehouseError, plain_errors
from warehouse.keep_readings import content_of
from warehouse.queries import exact

FIGURES = """
    SELECT g.figure_id, g.report_id, g.measure, g.category, g.value_thousandths, g.extracted_thousandths, g.printed,
           g.method, g.status, g.quote, g.block, g.char_start, g.char_end, g.row_index, g.column_index, g.page,
           g.x0, g.y0, g.x1, g.y1, g.parts, r.document_id, r.commune_code, c.commune_name, r.period, f.file_name,
           d.media_type,
           (SELECT COUNT(*) FROM fact_findings n WHERE n.document_id = r.document_id AND n.measure = g.measure
            AND COALESCE(n.category, '') = COALESCE(g.category, '') AND n.status = 'open'
            AND n.severity <> 'info') AS open_findings
    FROM fact_figures g
    JOIN fact_reports r ON r.report_id = g.report_id
    JOIN fact_documents d ON d.document_id = r.document_id
    JOIN fact_files f ON f.document_id = r.document_id AND f.duplicate_of IS NULL
    LEFT JOIN dim_communes c ON c.commune_code = r.commune_code"""
OF_TOTAL = f"""{FIGURES}
    WHERE r.period = :period AND r.counts AND r.commune_code IS NOT NULL AND g.measure = :measure
      AND COALESCE(g.category, '') = :category
    ORDER BY c.sort_key"""
OF_FIGURE = f"{FIGURES} WHERE g.figure_id = :figure_id"
TOTAL = """
    SELECT value, reports_counted, reports_not_stating, reports_missing FROM province_totals
    WHERE period = :period AND measure = :measure AND COALESCE(category, '') = :category"""
STATES_BOTH = """
    SELECT o.report_id FROM fact_figures o JOIN fact_figures a ON a.report_id = o.report_id
    AND a.measure = 'opinions_answered' WHERE o.measure = 'opinions'"""


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A figure with the places where it, or each part of it, is printed."""

    figure_id: str
    measure: str
    category: str | None
    commune_name: str | None
    period: str | None
    value: int | Decimal
    value_extracted: int | Decimal | None  # None: entered by a person
    method: str
    status: str
    quote: str
    document_id: str
    media_type: str
    file_name: str
    places: tuple[tuple[Address, str], ...]  # address, text as printed there; none for a figure that was entered
    open_findings: int


@dataclass(frozen=True, slots=True)
class TracedTotal:
    """A total of the province and the figures it is the sum of.

    ``answered_rate`` is no sum: ``figures`` are then the opinions answered, and ``of`` the opinions raised.
    """

    period: str
    measure: str
    category: str | None
    value: int | Decimal | None
    reports_counted: int
    reports_not_stating: int
    reports_missing: int
    figures: tuple[TracedFigure, ...]
    of: tuple[TracedFigure, ...] = ()


def trace_total(engine: Engine, period: str, measure: str, category: str | None = None) -> TracedTotal:
    """Follow a total of a period to the figures of the units; WarehouseError if there is none of that name."""
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        key = {"period": period, "measure": measure, "category": category or ""}
        total = connection.execute(text(TOTAL), key).one_or_none()
        if total is None:
            raise WarehouseError("no_total", place_of(engine.url), " ".join(filter(None, (measure, category, period))))
        of: tuple[TracedFigure, ...] = ()
        if measure == "answered_rate":
            both = set(connection.execute(text(STATES_BOTH)).scalars())
            figures, of = (
                tuple(f for f in read_figures(connection, {**key, "measure": m}) if f.figure_id.split(".")[0] in both)
                for m in ("opinions_answered", "opinions")
            )
        else:
            figures = read_figures(connection, key)
    counts = (total.reports_counted, total.reports_not_stating, total.reports_missing)
    return TracedTotal(period, measure, category, exact(total.value), *counts, figures, of)


def read_figures(connection: Connection, key: dict[str, str]) -> tuple[TracedFigure, ...]:
    """Read the figures that a total is made of, in the order of the units."""
    return tuple(to_traced(row) for row in connection.execute(text(OF_TOTAL), key))


def trace_figure(engine: Engine, figure_id: str) -> tuple[TracedFigure, tuple[Decision, ...]]:
    """Follow a figure to where it is printed, with the decisions about it; WarehouseError if there is none."""
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        row = connection.execute(text(OF_FIGURE), {"figure_id": figure_id}).one_or_none()
        if row is None:
            raise WarehouseError("no_such_finding", place_of(engine.url), figure_id)
        figure = to_traced(row)
        key = (figure.measure, figure.category)
        about = [
            d
            for d in decisions_on(connection, figure.document_id)
            if d.action == "sign_off" or (d.measure, d.category) == key
        ]
    return figure, tuple(about)


def document_content(engine: Engine, document_id: str) -> bytes | None:
    """Give the bytes of a kept document; None if it was not kept."""
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        return content_of(connection, document_id)


def to_traced(row: Row[Any]) -> TracedFigure:
    """Make a record of a row."""
    return TracedFigure(
        row.figure_id,
        row.measure,
        row.category,
        row.commune_name,
        row.period,
        in_units(row.value_thousandths),
        None if row.extracted_thousandths is None else in_units(row.extracted_thousandths),
        row.method,
        row.status,
        row.quote or "",
        row.document_id,
        row.media_type,
        row.file_name,
        places_of(row),
        row.open_findings,
    )


def in_units(thousandths: int) -> int | Decimal:
    """Give a number of thousandths: int where whole."""
    return thousandths // 1000 if thousandths % 1000 == 0 else Decimal(thousandths) / 1000


def places_of(row: Row[Any]) -> tuple[tuple[Address, str], ...]:
    """List where a figure is printed: its own place, or those of the parts of a sum."""
    if row.block is None:
        return ()
    if row.parts:
        addresses = [Address(**part) for part in json.loads(row.parts)]
        return tuple(zip(addresses, row.printed.split(" + "), strict=True))
    place = (row.block, row.char_start, row.char_end, row.row_index, row.column_index)
    return ((Address(*place, row.page, row.x0, row.y0, row.x1, row.y1), row.printed),)
