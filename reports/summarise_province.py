"""Turn the tables of the warehouse into the rows and totals of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from reports.compose_sample import SampleResult
from reports.format_vietnamese import percentage, split_period
from reports.records import (
    FindingRow,
    NarrativeRow,
    PetitionRow,
    Province,
    Rate,
    RejectedFile,
    Stated,
    Total,
    UnitRow,
)
from reports.save_file import printable
from transforms.estimate_error import wilson_interval
from transforms.records import CATEGORIES, CATEGORY_MEASURES, MEASURES
from warehouse.queries import ProvinceTables
from warehouse.samples import SampleState

Row = dict[str, Any]
COUNTS = tuple(measure for measure in MEASURES if measure != "answered_rate")
SEVERITIES = ("error", "warning", "info")
NOTHING = Stated(None)


def summarise_province(tables: ProvinceTables, period: str) -> Province:
    """Gather a period's rows; ValueError if they do not add up to the warehouse's own totals."""
    split_period(period)
    communes = sorted(list_rows(tables.communes), key=lambda row: (row["sort_key"], row["commune_code"]))
    names = {row["commune_code"]: text_of(row["commune_name"]) for row in communes}
    order = {name: place for place, name in enumerate([*names.values(), ""])}
    findings = list_findings(tables, period, names, order)
    statistics = [row for row in list_rows(tables.session_statistics, period) if row["commune_code"] is not None]
    counts = [row for row in list_rows(tables.category_counts, period) if row["commune_code"] is not None]
    units = list_units(names, list_rows(tables.reporting_status, period), statistics, counts, findings)
    totals = add_up(units)
    compare_totals(totals, list_rows(tables.province_totals, period))
    every_report = list_rows(tables.reports)
    return Province(
        period=period,
        units=units,
        totals=totals,
        rates=rate_totals(units),
        findings=findings,
        rejected=list_rejected(tables, period, names, order, findings),
        petitions=list_petitions(list_rows(tables.petitions, period), names, order),
        narratives=list_narratives(list_rows(tables.narratives, period), names, order),
        unplaced=sum(
            row["commune_code"] is None if row["period"] == period else row["period"] is None for row in every_report
        ),
        sample=tell_sample(tables.sample),
    )


def tell_sample(state: SampleState | None) -> SampleResult | None:
    """Give what a random sample has shown, once some of it is checked."""
    if state is None or not state.checked:
        return None
    bounds = wilson_interval(state.wrong, state.checked)
    return SampleResult(state.drawn, state.checked, state.wrong, *bounds, state.seed, state.drawn_at)


def list_rows(frame: Any, period: str | None = None) -> list[Row]:
    """Give the rows of a table, of one period if named, with None for every kind of missing value."""
    rows: list[Row] = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return rows if period is None else [row for row in rows if row["period"] == period]


def text_of(value: Any) -> str:
    """Give a text that a file can hold; empty for a missing one."""
    return "" if value is None else printable(str(value))


def list_findings(
    tables: ProvinceTables, period: str, names: Mapping[str, str], order: Mapping[str, int]
) -> tuple[FindingRow, ...]:
    """List the findings of the period, and those of documents that tell no period: errors first, then by unit."""
    counting = {row["report_id"] for row in list_rows(tables.reports)}
    rows = (
        FindingRow(
            discrepancy_id=text_of(row["discrepancy_id"]),
            unit=names.get(row["commune_code"], ""),
            file_name=text_of(row["file_name"]),
            counts=row["report_id"] in counting,
            severity=row["severity"],
            rule=row["rule"],
            measure=row["measure"],
            category=row["category"],
            stated=text_of(row["stated"]),
            expected=text_of(row["expected"]),
            message=text_of(row["message"]),
            status=row["status"],
            decided_by=text_of(row["decided_by"]),
            decided_at=row["decided_at"],
            note=text_of(row["note"]),
        )
        for row in list_rows(tables.discrepancies)
        if row["period"] in (period, None)
    )
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                SEVERITIES.index(row.severity),
                order[row.unit],
                row.file_name,
                row.rule,
                row.measure or "",
                row.category or "",
                row.message,
                row.discrepancy_id,
            ),
        )
    )


def list_units(
    names: Mapping[str, str],
    statuses: list[Row],
    statistics: list[Row],
    counts: list[Row],
    findings: tuple[FindingRow, ...],
) -> tuple[UnitRow, ...]:
    """Give every unit a row, in the order of names; a unit that nobody has asked yet is missing."""
    status_of = {row["commune_code"]: row for row in statuses}
    statistics_of = {row["commune_code"]: row for row in statistics}
    counts_of = {(row["commune_code"], row["category"]): row for row in counts}
    found: dict[str, list[FindingRow]] = {}
    for finding in findings:
        if finding.counts and finding.to_confirm:
            found.setdefault(finding.unit, []).append(finding)
    units = []
    for code, name in names.items():
        status = status_of.get(code, {})
        own = statistics_of.get(code)
        mine = found.get(name, [])
        errors = [finding for finding in mine if finding.severity == "error"]
        doubts = {(finding.measure, finding.category) for finding in errors}
        units.append(
            UnitRow(
                commune_code=code,
                name=name,
                status=status.get("status", "missing" if own is None else "received"),
                received_at=status.get("received_at"),
                file_name=None if status.get("file_name") is None else text_of(status["file_name"]),
                reported=own is not None,
                figures=read_figures(own or {}, doubts),
                fields={
                    (category, measure): Stated(
                        whole(counts_of.get((code, category), {}).get(measure)),
                        bool({(measure, category), (None, category)} & doubts),
                    )
                    for category in CATEGORIES
                    for measure in CATEGORY_MEASURES
                },
                to_confirm=len(mine),
            )
        )
    return tuple(units)


def read_figures(row: Row, doubts: set[tuple[str | None, str | None]]) -> dict[str, Stated]:
    """Read a unit's own figures; the rate is computed where it can be, else it is what the unit states."""
    figures = {measure: Stated(whole(row.get(measure)), (measure, None) in doubts) for measure in COUNTS}
    opinions, answered = figures["opinions"], figures["opinions_answered"]
    rate = None if row.get("answered_rate") is None else Decimal(str(row["answered_rate"]))
    if isinstance(opinions.value, int) and isinstance(answered.value, int):
        rate = percentage(answered.value, opinions.value)
    doubtful = ("answered_rate", None) in doubts or opinions.doubtful or answered.doubtful
    return {**figures, "answered_rate": Stated(rate, doubtful)}


def whole(value: Any) -> int | None:
    """Give a count as a whole number."""
    return None if value is None else int(value)


def add_up(units: tuple[UnitRow, ...]) -> dict[tuple[str, str | None], Total]:
    """Add up every count over the units that state it."""
    totals: dict[tuple[str, str | None], Total] = {}
    for measure in COUNTS:
        totals[measure, None] = total_of(unit.figures[measure] for unit in units)
    for category in CATEGORIES:
        for measure in CATEGORY_MEASURES:
            totals[measure, category] = total_of(unit.fields[category, measure] for unit in units)
    return totals


def total_of(figures: Iterable[Stated]) -> Total:
    """Add up the figures that are stated."""
    stated = [figure for figure in figures if figure.value is not None]
    value = sum(int(figure.value) for figure in stated if figure.value is not None) if stated else None
    return Total(value, len(stated), sum(figure.doubtful for figure in stated))


def rate_totals(units: tuple[UnitRow, ...]) -> dict[str | None, Rate]:
    """Compute the percentages of the province from totals, over the units that state both figures."""
    rates: dict[str | None, Rate] = {
        None: rate_of([(unit.figures["opinions"], unit.figures["opinions_answered"]) for unit in units])
    }
    for category in CATEGORIES:
        rates[category] = rate_of(
            [(unit.fields[category, "raised"], unit.fields[category, "answered"]) for unit in units]
        )
    return rates


def rate_of(pairs: list[tuple[Stated, Stated]]) -> Rate:
    """Compute one percentage from pairs of whole and part."""
    both = [(of, part) for of, part in pairs if of.value is not None and part.value is not None]
    percent = percentage(sum(int(part.value or 0) for _, part in both), sum(int(of.value or 0) for of, _ in both))
    return Rate(percent, len(both), sum(of.doubtful or part.doubtful for of, part in both))


def compare_totals(totals: Mapping[tuple[str, str | None], Total], rows: list[Row]) -> None:
    """Refuse to write a total that is not the warehouse's."""
    for row in rows:
        own = totals.get((row["measure"], row["category"]))
        if own is not None and own.value != whole(row["value"]):
            raise ValueError(
                f"total of {row['measure']} ({row['category'] or 'all'}): "
                f"{own.value} in the rows, {row['value']} in province_totals"
            )


def list_rejected(
    tables: ProvinceTables,
    period: str,
    names: Mapping[str, str],
    order: Mapping[str, int],
    findings: tuple[FindingRow, ...],
) -> tuple[RejectedFile, ...]:
    """List the files that could not be used, whatever unit they are from."""
    unit_of = {finding.file_name: finding.unit for finding in findings if finding.rule == "rejected"}
    for row in list_rows(tables.reporting_status, period):
        if row["status"] == "rejected" and row["file_name"] is not None:
            unit_of[text_of(row["file_name"])] = names.get(row["commune_code"], "")
    rejected = (
        RejectedFile(text_of(row["file_name"]), unit_of.get(text_of(row["file_name"]), ""), text_of(row["reason"]))
        for row in list_rows(tables.documents)
        if row["outcome"] == "rejected"
    )
    return tuple(sorted(rejected, key=lambda file: (order[file.unit], file.file_name)))


def list_petitions(rows: list[Row], names: Mapping[str, str], order: Mapping[str, int]) -> tuple[PetitionRow, ...]:
    """List the items of section 2.3 of the known units."""
    petitions = (
        PetitionRow(
            names[row["commune_code"]], int(row["ordinal"]), text_of(row["text"]), row["category"], row["topic"]
        )
        for row in rows
        if row["commune_code"] in names
    )
    return tuple(sorted(petitions, key=lambda item: (order[item.unit], item.ordinal)))


def list_narratives(rows: list[Row], names: Mapping[str, str], order: Mapping[str, int]) -> tuple[NarrativeRow, ...]:
    """List the narrative paragraphs of the known units."""
    known = [row for row in rows if row["commune_code"] in names]
    known.sort(key=lambda row: (order[names[row["commune_code"]]], row["section"], int(row["ordinal"])))
    return tuple(NarrativeRow(names[row["commune_code"]], row["section"], text_of(row["text"])) for row in known)
