"""Totals, tables and states as the province needs them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pandas as pd
from sqlalchemy import Engine

from tests.warehouse.builders import A_MU_SUNG, BAO_YEN, HERE, NOON, content, load, read, refused, report, rows
from transforms.records import UnmappedCategory
from warehouse.load import expect_period
from warehouse.queries import (
    DocumentOutcome,
    StatusRow,
    document_outcomes,
    exact,
    province_tables,
    status_rows,
)


def load_three(engine: Engine) -> None:
    """Load three units: two state opinions, two a rate, one the category land."""
    land: dict[str, tuple[str | None, str | None]] = {"land": ("12", "0")}
    first = report("r1", opinions="46", opinions_answered="45", answered_rate="97.8", categories=land)
    load(engine, read(first, "phinh.pdf"))
    load(
        engine, read(report("r2", commune=BAO_YEN, opinions="54", opinions_answered="54", sessions="0"), "bao-yen.pdf")
    )
    load(engine, read(report("r3", commune=A_MU_SUNG, answered_rate="100"), "a-mu-sung.pdf"))


def test_a_total_counts_the_reports_that_state_it(engine: Engine) -> None:
    load_three(engine)
    totals = {
        (measure, category): rest
        for measure, category, *rest in rows(
            engine,
            "SELECT measure, category, value, reports_counted, reports_not_stating, reports_missing "
            "FROM province_totals",
        )
    }
    assert len(totals) == 14 + 2 * 8
    assert totals["opinions", None] == [100, 2, 1, 96]
    assert totals["sessions", None] == [0, 1, 2, 96]
    assert totals["petitions", None] == [None, 0, 3, 96]
    assert totals["raised", "land"] == [12, 1, 2, 96]
    assert totals["answered", "land"] == [0, 1, 2, 96]
    assert totals["raised", "water"] == [None, 0, 3, 96]


def test_the_rate_of_the_province_is_that_of_the_totals_of_units_that_state_both(engine: Engine) -> None:
    load_three(engine)
    load(engine, read(report("r4", commune="03046", opinions="1000"), "ban-ho.pdf"))
    sql = "SELECT value, reports_counted, reports_not_stating FROM province_totals WHERE measure = 'answered_rate'"
    assert rows(engine, sql) == [(99, 2, 2)]


def test_the_rate_has_three_exact_decimals_and_none_where_nobody_spoke(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="3", opinions_answered="2")))
    load(engine, read(report("r2", period="2025-H1", opinions="0", opinions_answered="0"), "b.docx"))
    sql = "SELECT period, value, reports_counted FROM province_totals WHERE measure = 'answered_rate' ORDER BY 1"
    found = [(period, exact(value), counted) for period, value, counted in rows(engine, sql)]
    assert found == [("2025", Decimal("66.667"), 1), ("2025-H1", None, 1)]


def test_province_tables_hold_one_period_in_vietnamese_order(engine: Engine) -> None:
    load_three(engine)
    load(engine, read(report("r4", period="2025-9M", opinions="5"), "9-thang.pdf"))
    load(engine, refused("x1"))
    tables = province_tables(engine, "2025")
    assert list(tables.communes["name"])[:3] == ["A Mú Sung", "Âu Lâu", "Bản Hồ"]
    assert len(tables.communes) == 99
    assert list(tables.reports["commune_name"]) == ["Xã A Mú Sung", "Xã Bảo Yên", "Xã Lùng Phình"]
    assert list(tables.documents["file_name"]) == ["a-mu-sung.pdf", "bao-yen.pdf", "hong.docx", "phinh.pdf"]
    assert list(tables.discrepancies["rule"]) == ["rejected"]
    assert list(tables.measures["measure"])[:2] == ["sessions", "sessions_periodic"]
    assert list(tables.categories["name_vi"])[:2] == ["Đất đai", "Xây dựng cơ bản"]
    assert set(tables.figures["report_id"]) == set(tables.reports["report_id"])
    assert len(tables.province_totals) == 30


def test_province_tables_keep_numbers_exact_on_every_database(engine: Engine) -> None:
    load_three(engine)
    tables = province_tables(engine, "2025")
    statistics = tables.session_statistics
    assert str(statistics["opinions"].dtype) == "Int64"
    assert statistics["opinions"].tolist() == [pd.NA, 54, 46]
    assert statistics["answered_rate"].tolist() == [100, None, Decimal("97.8")]
    assert [type(value) for value in statistics["answered_rate"]] == [int, type(None), Decimal]
    assert tables.figures["confidence"].tolist() == [Decimal("0.95")] * len(tables.figures)
    assert tables.province_totals["category"].tolist()[:14] == [None] * 14
    assert tables.category_counts[["category", "raised", "answered"]].values.tolist() == [["land", 12, 0]]


def test_province_tables_of_an_empty_warehouse_have_all_columns(engine: Engine) -> None:
    tables = province_tables(engine, "2025")
    assert len(tables.reports) == 0
    assert str(tables.session_statistics["opinions"].dtype) == "Int64"
    assert list(tables.unmapped.columns) == [
        "report_id",
        "commune_code",
        "period",
        "printed_name",
        "raised",
        "answered",
    ]


def test_unmapped_fields_are_listed_with_their_printed_names(engine: Engine) -> None:
    field = UnmappedCategory("Tôn giáo", Decimal(3), None, HERE)
    load(engine, read(report("r1", unmapped=(field,))))
    tables = province_tables(engine, "2025")
    assert tables.unmapped[["commune_code", "printed_name", "raised"]].values.tolist() == [["02848", "Tôn giáo", 3]]


def test_a_report_of_unknown_period_is_shown_with_the_year_of_its_run(engine: Engine) -> None:
    load(engine, read(report("r1", period=None)), period="2025-H1")
    assert list(province_tables(engine, "2025").discrepancies["rule"]) == ["period_mismatch"]
    assert list(province_tables(engine, "2025").reports["commune_code"]) == ["02848"]
    assert list(province_tables(engine, "2025").session_statistics["report_id"]) == []
    assert list(province_tables(engine, "2024").discrepancies["rule"]) == []


def test_a_unit_is_received_late_rejected_or_missing(engine: Engine) -> None:
    expect_period(engine, "2025", "2025-12-05")
    load(engine, read(report("r1"), "phinh.pdf"))
    load(engine, read(report("r2", commune=BAO_YEN), "bao-yen.pdf"), at=NOON + timedelta(hours=12))
    load(engine, refused("x1", "a-mu-sung.doc"), commune=A_MU_SUNG)
    states = {row.commune_code: row for row in status_rows(engine, "2025")}
    assert len(states) == 99
    assert states["02848"] == StatusRow(
        "02848", "Xã Lùng Phình", "received", "2025-12-05T12:00:00.000+07:00", "phinh.pdf"
    )
    assert states[BAO_YEN].status == "late"
    assert states[BAO_YEN].received_at == "2025-12-06T00:00:00.000+07:00"
    assert (states[A_MU_SUNG].status, states[A_MU_SUNG].file_name) == ("rejected", "a-mu-sung.doc")
    assert states["03046"] == StatusRow("03046", "Xã Bản Hồ", "missing", None, None)
    assert list(states)[:2] == ["02686", "04543"]


def test_a_correction_after_the_due_date_does_not_make_a_unit_late(engine: Engine) -> None:
    expect_period(engine, "2025", "2025-12-05")
    load(engine, read(report("r1"), "a.docx"))
    load(engine, read(report("r2"), "b.docx"), at=NOON + timedelta(days=9))
    state = next(row for row in status_rows(engine, "2025") if row.commune_code == "02848")
    assert (state.status, state.file_name) == ("received", "b.docx")


def test_a_period_that_is_not_expected_has_no_states(engine: Engine) -> None:
    assert status_rows(engine, "2024") == []


def test_outcomes_of_a_run_are_those_of_its_files(engine: Engine) -> None:
    load(engine, read(report("r1"), "a.docx"))
    load(engine, refused("x1"))
    assert document_outcomes(engine, [(content("x1"), "hong.docx")]) == [
        DocumentOutcome(content("x1"), "hong.docx", "rejected", "Tệp có mật khẩu.")
    ]
    assert [row.file_name for row in document_outcomes(engine)] == ["a.docx", "hong.docx"]
