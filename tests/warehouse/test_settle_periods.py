"""What shows only when reports lie side by side: copies, figures unlike all others, lateness."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

from sqlalchemy import Engine

from tests.warehouse.builders import BAO_YEN, NOON, PHINH, everything, load, read, report, rows
from tests.warehouse.test_decide import LAN
from tests.warehouse.test_versions import forget_everything
from transforms.records import Report
from warehouse.decide import decide_on
from warehouse.load import expect_period
from warehouse.settle_periods import settle_periods

FIGURES = {"sessions": "4", "participants": "310", "opinions": "46", "opinions_answered": "41"}
FIELDS: dict[str, tuple[str | None, str | None]] = {"land": ("12", "10"), "water": ("7", "6"), "policy": ("9", "9")}


def full(name: str, commune: str, period: str = "2025", **figures: str) -> Report:
    return report(name, commune=commune, period=period, categories=FIELDS, **(FIGURES | figures))


def found(engine: Engine, rule: str) -> list[tuple[object, ...]]:
    query = "SELECT file_name, severity, status, message FROM discrepancies WHERE rule = :rule ORDER BY file_name"
    return rows(engine, query, rule=rule)


def test_a_neighbours_figures_are_found_on_the_later_report(engine: Engine) -> None:
    load(engine, read(full("r1", PHINH), "a.docx"), at=NOON)
    load(engine, read(full("r2", BAO_YEN, participants="312"), "b.docx"), at=NOON + timedelta(hours=1))
    settle_periods(engine)
    [(file_name, severity, status, message)] = found(engine, "near_copy")
    assert (file_name, severity, status) == ("b.docx", "warning", "open")
    assert "xã Lùng Phình" in str(message) and "a.docx" in str(message)


def test_other_figures_are_no_copy(engine: Engine) -> None:
    load(engine, read(full("r1", PHINH), "a.docx"))
    load(engine, read(full("r2", BAO_YEN, participants="512", opinions="64", sessions="7"), "b.docx"))
    settle_periods(engine)
    assert found(engine, "near_copy") == []


def test_last_years_figures_are_found(engine: Engine) -> None:
    load(engine, read(full("r1", PHINH, "2024"), "a.docx"))
    load(engine, read(full("r2", PHINH, "2025"), "b.docx"))
    settle_periods(engine)
    [(file_name, _, _, message)] = found(engine, "near_copy")
    assert file_name == "b.docx" and "năm 2024" in str(message)


def test_a_figure_unlike_the_units_own_years_is_told_as_info(engine: Engine) -> None:
    for year, people in ((2021, "300"), (2022, "310"), (2023, "305"), (2024, "312"), (2025, "3110")):
        made = report(f"r{year}", period=str(year), sessions="4", participants=people, opinions=str(40 + year % 7))
        load(engine, read(made, f"{year}.docx"))
    settle_periods(engine)
    [(file_name, severity, _, message)] = found(engine, "implausible")
    assert (file_name, severity) == ("2025.docx", "info")
    assert "3.110" in str(message) and "các kỳ trước" in str(message)


def test_a_report_after_the_due_day_is_late(engine: Engine) -> None:
    expect_period(engine, "2025", "2025-12-05")
    load(engine, read(full("r1", PHINH), "a.docx"), at=NOON)
    load(engine, read(report("r2", commune=BAO_YEN, opinions="5"), "b.docx"), at=NOON + timedelta(days=2))
    settle_periods(engine)
    [(file_name, severity, _, message)] = found(engine, "late")
    assert (file_name, severity) == ("b.docx", "info")
    assert "07/12/2025" in str(message) and "05/12/2025" in str(message)
    states = dict(rows(engine, "SELECT file_name, status FROM reporting_status WHERE file_name IS NOT NULL"))  # type: ignore[arg-type]
    assert states == {"a.docx": "received", "b.docx": "late"}


def test_settling_again_changes_nothing_and_keeps_decisions(engine: Engine) -> None:
    load(engine, read(full("r1", PHINH), "a.docx"), at=NOON)
    load(engine, read(full("r2", BAO_YEN), "b.docx"), at=NOON + timedelta(hours=1))
    settle_periods(engine)
    [(name,)] = rows(engine, "SELECT discrepancy_id FROM discrepancies WHERE rule = 'near_copy'")
    decide_on(engine, str(name), "dismiss", LAN, value="explained")
    before = everything(engine)
    settle_periods(engine)
    load(engine, read(full("r2", BAO_YEN), "b.docx"), version="2", at=NOON + timedelta(hours=2))
    settle_periods(engine)
    assert everything(engine) == before
    load(engine, read(full("r3", BAO_YEN, opinions="99", participants="78"), "c.docx"), at=NOON + timedelta(hours=3))
    settle_periods(engine)
    assert found(engine, "near_copy") == []


def test_the_order_of_loading_does_not_matter(engine: Engine) -> None:
    arrivals = [
        (read(full("r1", PHINH), "a.docx"), datetime(2025, 12, 5, 5, tzinfo=UTC)),
        (read(full("r2", BAO_YEN), "b.docx"), datetime(2025, 12, 6, 5, tzinfo=UTC)),
        (read(full("r3", PHINH, "2024"), "c.docx"), datetime(2025, 12, 7, 5, tzinfo=UTC)),
    ]
    told = []
    for order in permutations(arrivals):
        forget_everything(engine)
        for result, at in order:
            load(engine, result, at=at)
        settle_periods(engine)
        told.append(everything(engine)["discrepancies"])
    assert all(each == told[0] for each in told)
    assert len(found(engine, "near_copy")) == 2
