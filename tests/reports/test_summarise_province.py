"""Rows and totals of a report: what counts, what is not stated, what is doubtful."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reports.records import Rate, Stated, Total, UnitRow
from reports.summarise_province import summarise_province
from warehouse.queries import ProvinceTables

A, B, C = "02848", "02647", "02671"


def unit_of(tables: ProvinceTables, code: str) -> UnitRow:
    """Find a unit's row."""
    return next(unit for unit in summarise_province(tables, tables.period).units if unit.commune_code == code)


@pytest.fixture
def three(new_rows: Any, report_of: Any, tables_of: Any) -> Callable[..., ProvinceTables]:
    """Give the maker of three reports: one full, one without answered, one with zero."""

    def make(prepare: Callable[[Any], None] = lambda rows: None) -> ProvinceTables:
        rows = new_rows()
        report_of(rows, A, "2025", sessions=2, opinions=46, opinions_answered=40, land_raised=4, land_answered=3)
        report_of(rows, B, "2025", sessions=3, opinions=10, land_raised=6)
        report_of(rows, C, "2025", opinions=4, opinions_answered=4, sessions_adhoc=0)
        prepare(rows)
        tables: ProvinceTables = tables_of("2025", rows)
        return tables

    return make


def test_totals_are_over_the_units_that_state_a_figure(three: Any) -> None:
    totals = summarise_province(three(), "2025").totals
    assert totals["sessions", None] == Total(5, 2, 0)
    assert totals["opinions", None] == Total(60, 3, 0)
    assert totals["sessions_adhoc", None] == Total(0, 1, 0)
    assert totals["participants", None] == Total(None, 0, 0)
    assert totals["raised", "land"] == Total(10, 2, 0)


def test_percentages_come_from_totals_of_the_units_that_state_both(three: Any) -> None:
    rates = summarise_province(three(), "2025").rates
    assert rates[None] == Rate(Decimal("88.0"), 2, 0)
    assert rates["land"] == Rate(Decimal("75.0"), 1, 0)
    assert rates["water"] == Rate(None, 0, 0)


def test_a_units_rate_is_computed_or_else_as_it_states_it(three: Any) -> None:
    def state_rates(rows: Any) -> None:
        for row in rows["session_statistics"]:
            row["answered_rate"] = Decimal("92.5")

    tables = three(state_rates)
    assert unit_of(tables, A).figures["answered_rate"] == Stated(Decimal("87.0"))
    assert unit_of(tables, B).figures["answered_rate"] == Stated(Decimal("92.5"))


def test_an_open_error_marks_its_figure_and_the_total_but_a_decided_one_or_a_warning_does_not(
    three: Any, finding_of: Any
) -> None:
    def find(rows: Any) -> None:
        finding_of(rows, A, "category_sum", "error", measure="opinions")
        finding_of(rows, B, "category_sum", "error", measure="opinions", status="accepted")
        finding_of(rows, C, "doubtful_numeral", "warning", measure="opinions")

    tables = three(find)
    province = summarise_province(tables, "2025")
    assert province.totals["opinions", None] == Total(60, 3, 1)
    assert province.totals["sessions", None].doubtful == 0
    assert [unit_of(tables, code).figures["opinions"].doubtful for code in (A, B, C)] == [True, False, False]
    assert unit_of(tables, A).figures["answered_rate"].doubtful
    assert [unit_of(tables, code).to_confirm for code in (A, B, C)] == [1, 0, 1]


def test_reports_of_another_period_or_of_no_unit_enter_nothing(three: Any, report_of: Any) -> None:
    def add_others(rows: Any) -> None:
        report_of(rows, "02680", "2025-9M", sessions=100, land_raised=100)
        rows["reports"].append({"report_id": "rx", "commune_code": None, "period": "2025"})
        rows["session_statistics"].append({"report_id": "rx", "commune_code": None, "period": "2025", "opinions": None})

    province = summarise_province(three(add_others), "2025")
    assert province.totals["sessions", None].value == 5
    assert province.totals["raised", "land"].value == 10
    assert (province.reported, province.unplaced) == (3, 1)


def test_a_total_that_is_not_the_warehouses_is_refused(three: Any) -> None:
    tables = three()
    other = tables.province_totals.copy()
    other.loc[other["measure"] == "sessions", "value"] = 6
    with pytest.raises(ValueError, match=r"sessions \(all\): 5 in the rows, 6 in province_totals"):
        summarise_province(replace(tables, province_totals=other), "2025")


def test_units_stand_in_the_order_of_the_warehouse_and_are_99(province: ProvinceTables) -> None:
    summary = summarise_province(province, "2025")
    assert [unit.commune_code for unit in summary.units] == list(province.communes["commune_code"])
    assert len(summary.units) == 99
    statuses = ("received", "late", "rejected", "missing")
    assert [len(summary.with_status(status)) for status in statuses] == [90, 3, 2, 4]


def test_errors_come_first_and_files_without_a_unit_last(province: ProvinceTables) -> None:
    findings = summarise_province(province, "2025").findings
    severities = [finding.severity for finding in findings]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert [finding.unit for finding in findings if finding.severity == "error"][-1] == ""
