"""Loading a document: what is stored, what stays, what is replaced."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from extractors.records import Address
from tests.warehouse.builders import (
    BAO_YEN,
    HERE,
    NOON,
    content,
    everything,
    figure,
    load,
    read,
    refused,
    report,
    rows,
)
from transforms.records import Finding, Narrative, Petition, UnmappedCategory
from warehouse.load import expect_period
from warehouse.queries import known_documents

SUM = Finding(
    "category_sum", "warning", "Cộng các lĩnh vực được 45, không phải 46.", "opinions", None, "46", "45", HERE
)
LOST = Finding("unread_number", "error", "Chưa rõ số 12 nói về việc gì.", stated="12", address=HERE)


def test_a_report_is_stored_with_everything_it_says(engine: Engine) -> None:
    made = report(
        "r1",
        opinions="1120",
        answered_rate="97.8",
        categories={"land": ("12", "11"), "water": ("0", None)},
        findings=(SUM, LOST),
        items=(Petition(1, "Đề nghị sửa đường", "construction", "roads", HERE),),
        narratives=(Narrative("causes", 1, "Do mưa lũ.", HERE),),
        unmapped=(UnmappedCategory("Tôn giáo", Decimal(3), None, HERE),),
    )
    outcome = load(engine, read(made, "2025/a.pdf"))
    assert (outcome.outcome, outcome.unchanged, outcome.report_id) == ("loaded", False, content("r1")[:16])
    key = content("r1")[:16]
    assert rows(engine, "SELECT * FROM documents") == [
        (
            content("r1"),
            "2025/a.pdf",
            "application/pdf",
            1200,
            4,
            "2025-12-05T12:00:00.000+07:00",
            "native",
            "loaded",
            None,
        )
    ]
    assert rows(engine, "SELECT * FROM reports") == [
        (key, content("r1"), "2025/a.pdf", "02848", "Xã Lùng Phình", "2025", "203-BC/ĐU", "2025-12-01", 1, 1, 1)
    ]
    assert rows(engine, "SELECT opinions, answered_rate, sessions FROM session_statistics") == [
        (1120, pytest.approx(97.8) if engine.dialect.name == "sqlite" else Decimal("97.8"), None)
    ]
    assert rows(engine, "SELECT category, raised, answered FROM category_counts ORDER BY 1") == [
        ("land", 12, 11),
        ("water", 0, None),
    ]
    assert rows(engine, "SELECT * FROM petitions") == [
        (key, "02848", "2025", 1, "Đề nghị sửa đường", "construction", "roads")
    ]
    assert rows(engine, "SELECT * FROM narratives") == [(key, "02848", "2025", "causes", 1, "Do mưa lũ.")]
    assert rows(engine, "SELECT printed_name, raised, answered FROM fact_unmapped_categories") == [
        ("Tôn giáo", 3, None)
    ]
    findings = (
        "SELECT rule, severity, measure, category, stated, expected, message, status FROM discrepancies ORDER BY 1"
    )
    assert rows(engine, findings) == [
        ("category_sum", "warning", "opinions", None, "46", "45", SUM.message, "open"),
        ("unread_number", "error", None, None, "12", None, LOST.message, "open"),
    ]


def test_a_figure_keeps_its_address_and_its_exact_value(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="1120")))
    columns = (
        "figure_id, value, value_extracted, printed, method, status, page, block, char_start, char_end, quote, x0, y1"
    )
    assert rows(engine, f"SELECT {columns} FROM figures") == [
        (
            *(f"{content('r1')[:16]}.opinions", 1120, 1120, "1120", "printed", "extracted", 2, 4, 10, 12),
            *("Tổng số 1120 ý kiến", 71.5, 112.125),
        )
    ]


@pytest.mark.parametrize(
    ("printed", "stored"), [("97.8", 97800), ("0.1", 100), ("66.667", 66667), ("66.6667", 66667), ("100", 100000)]
)
def test_a_rate_is_stored_exactly_in_thousandths(engine: Engine, printed: str, stored: int) -> None:
    load(engine, read(report("r1", answered_rate=printed)))
    assert rows(engine, "SELECT value_thousandths FROM fact_figures") == [(stored,)]


def test_a_sum_keeps_where_its_parts_are_printed(engine: Engine) -> None:
    made = report("r1")
    parts = (Address(1, 0, 2), Address(2, 5, 7, row=1, column=2))
    load(engine, read(replace(made, figures=(replace(figure("sessions", "5", method="summed"), parts=parts),))))
    assert rows(engine, "SELECT parts FROM fact_figures") == [
        (
            '[{"block": 1, "char_start": 0, "char_end": 2}, '
            '{"block": 2, "char_start": 5, "char_end": 7, "row": 1, "column": 2}]',
        )
    ]


def test_not_stated_is_null_and_zero_is_zero(engine: Engine) -> None:
    load(engine, read(report("r1", sessions_adhoc="0")))
    assert rows(engine, "SELECT sessions_adhoc, sessions_periodic FROM session_statistics") == [(0, None)]


def test_loading_twice_changes_nothing(engine: Engine) -> None:
    result = read(report("r1", opinions="46", findings=(SUM,)))
    load(engine, result)
    before = everything(engine)
    outcome = load(engine, result, at=NOON + timedelta(days=3))
    assert (outcome.outcome, outcome.unchanged) == ("loaded", True)
    assert everything(engine) == before


def test_a_rejected_document_stays_visible_with_its_reason(engine: Engine) -> None:
    outcome = load(engine, refused("x1"))
    assert (outcome.outcome, outcome.reason, outcome.report_id) == ("rejected", "Tệp có mật khẩu.", None)
    assert rows(engine, "SELECT outcome, reason, pages FROM documents") == [("rejected", "Tệp có mật khẩu.", None)]
    columns = "report_id, commune_code, period, rule, severity, message, status, file_name"
    assert rows(engine, f"SELECT {columns} FROM discrepancies") == [
        (None, None, "2025", "rejected", "error", "Tệp có mật khẩu.", "open", "hong.docx")
    ]
    assert load(engine, refused("x1")).unchanged


def test_the_readers_own_rejection_finding_is_not_doubled(engine: Engine) -> None:
    own = Finding("rejected", "error", "Tệp có mật khẩu, xin gửi lại.")
    load(engine, replace(refused("x1"), findings=(own,)))
    assert rows(engine, "SELECT rule, message FROM discrepancies") == [("rejected", "Tệp có mật khẩu, xin gửi lại.")]


def test_the_same_content_under_another_name_is_a_duplicate_of_the_first(engine: Engine) -> None:
    made = report("r1", opinions="46")
    load(engine, read(made, "a.docx"))
    outcome = load(engine, read(made, "b.docx"), at=NOON + timedelta(minutes=1))
    assert (outcome.outcome, outcome.reason, outcome.unchanged) == (
        "duplicate",
        "Trùng nội dung với tệp a.docx.",
        False,
    )
    assert rows(engine, "SELECT file_name, outcome, reason FROM documents ORDER BY 1") == [
        ("a.docx", "loaded", None),
        ("b.docx", "duplicate", "Trùng nội dung với tệp a.docx."),
    ]
    assert rows(engine, "SELECT file_name, rule, severity, status, message FROM discrepancies") == [
        ("b.docx", "duplicate_document", "info", "open", "Tệp b.docx giống hệt tệp a.docx nên không tính lần nữa.")
    ]
    assert rows(engine, "SELECT file_name, open_errors FROM reports") == [("a.docx", 0)]
    assert rows(engine, "SELECT value FROM province_totals WHERE measure = 'opinions'") == [(46,)]
    assert load(engine, read(made, "b.docx")).unchanged


def test_which_file_is_the_duplicate_does_not_depend_on_the_order_of_loading(engine: Engine) -> None:
    made = report("r1", opinions="46")
    load(engine, read(made, "c.docx"), at=NOON + timedelta(minutes=2))
    load(engine, read(made, "b.docx"), at=NOON + timedelta(minutes=1))
    load(engine, read(made, "a.docx"), at=NOON + timedelta(minutes=1))
    assert rows(engine, "SELECT file_name, reason FROM documents ORDER BY 1") == [
        ("a.docx", None),
        ("b.docx", "Trùng nội dung với tệp a.docx."),
        ("c.docx", "Trùng nội dung với tệp a.docx."),
    ]
    assert len(rows(engine, "SELECT * FROM discrepancies")) == 2


def test_an_unknown_unit_is_visible_and_enters_no_total(engine: Engine) -> None:
    load(engine, read(report("r1", commune=None, opinions="46")))
    load(engine, read(report("r2", commune=BAO_YEN, opinions="10"), "b.docx"))
    assert rows(engine, "SELECT file_name, outcome FROM documents ORDER BY 1") == [
        ("a.docx", "loaded"),
        ("b.docx", "loaded"),
    ]
    assert rows(engine, "SELECT commune_code, open_errors FROM reports ORDER BY file_name") == [(None, 1), ("02947", 0)]
    columns = "value, reports_counted, reports_not_stating, reports_missing"
    assert rows(engine, f"SELECT {columns} FROM province_totals WHERE measure = 'opinions'") == [(10, 1, 0, 98)]
    assert rows(engine, "SELECT rule, severity, measure FROM discrepancies") == [
        ("unknown_commune", "error", "commune")
    ]


def test_an_unknown_unit_that_transforms_reported_is_not_reported_again(engine: Engine) -> None:
    told = Finding("unknown_commune", "error", "Không có đơn vị nào tên “Lùng Phin”.", stated="Lùng Phin")
    load(engine, read(report("r1", commune=None, findings=(told,))))
    assert rows(engine, "SELECT rule, stated FROM discrepancies") == [("unknown_commune", "Lùng Phin")]


def test_an_unknown_period_is_visible_and_enters_no_total(engine: Engine) -> None:
    load(engine, read(report("r1", period=None, opinions="46")))
    assert rows(engine, "SELECT period, open_errors FROM reports") == [(None, 1)]
    assert rows(engine, "SELECT rule, severity, period FROM discrepancies") == [("period_mismatch", "error", "2025")]
    assert rows(engine, "SELECT DISTINCT value, reports_counted FROM province_totals") == [(None, 0)]


def test_a_newer_reader_replaces_what_the_older_one_read(engine: Engine) -> None:
    first = report("r1", opinions="46", categories={"land": ("12", None)}, findings=(SUM, LOST))
    load(engine, read(first), version="1")
    second = report("r1", opinions="45", sessions="2", items=(Petition(1, "Đề nghị", None, None, HERE),))
    outcome = load(engine, read(second), version="2", at=NOON + timedelta(days=1))
    assert (outcome.outcome, outcome.unchanged) == ("loaded", False)
    assert rows(engine, "SELECT measure, value FROM figures ORDER BY 1") == [("opinions", 45), ("sessions", 2)]
    assert rows(engine, "SELECT * FROM discrepancies") == []
    assert rows(engine, "SELECT received_at FROM documents") == [("2025-12-05T12:00:00.000+07:00",)]
    assert rows(engine, "SELECT COUNT(*) FROM petitions") == [(1,)]


def test_a_newer_reader_may_place_a_report_elsewhere(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="46"), "a.docx"))
    load(engine, read(report("r2", opinions="40"), "b.docx"), at=NOON + timedelta(minutes=1))
    assert rows(engine, "SELECT file_name FROM reports") == [("b.docx",)]
    load(engine, read(report("r2", opinions="40", commune=BAO_YEN), "b.docx"), version="2")
    assert rows(engine, "SELECT file_name, commune_code, version FROM reports ORDER BY 1") == [
        ("a.docx", "02848", 1),
        ("b.docx", "02947", 1),
    ]
    assert rows(engine, "SELECT outcome, reason FROM documents") == [("loaded", None), ("loaded", None)]
    assert rows(engine, "SELECT * FROM discrepancies") == []


def test_a_newer_reader_may_read_what_was_rejected_and_the_reverse(engine: Engine) -> None:
    load(engine, refused("r1", "a.docx"))
    load(engine, read(report("r1", opinions="46")), version="2")
    assert rows(engine, "SELECT outcome, reason FROM documents") == [("loaded", None)]
    assert rows(engine, "SELECT * FROM discrepancies") == []
    load(engine, refused("r1", "a.docx"), version="3")
    assert rows(engine, "SELECT outcome, reason FROM documents") == [("rejected", "Tệp có mật khẩu.")]
    assert rows(engine, "SELECT * FROM reports") == []


def test_a_document_that_could_be_read_the_second_time_is_loaded(engine: Engine) -> None:
    load(engine, refused("r1", "a.docx", "Đọc quá lâu."))
    assert load(engine, read(report("r1", opinions="46"))).outcome == "loaded"
    outcome = load(engine, refused("r1", "a.docx", "Đọc quá lâu."))
    assert (outcome.outcome, outcome.unchanged) == ("loaded", True)


def test_a_rejected_file_is_laid_aside_when_a_good_one_comes_under_its_name(engine: Engine) -> None:
    good, bad = read(report("r1", opinions="46"), "a.docx"), refused("x1", "a.docx")
    load(engine, good, at=NOON + timedelta(hours=1))
    load(engine, bad)
    reason = "Tệp có mật khẩu. Đã có tệp khác cùng tên được nhận sau, thay cho tệp này."
    assert rows(engine, "SELECT outcome, reason FROM documents ORDER BY received_at") == [
        ("superseded", reason),
        ("loaded", None),
    ]
    assert rows(engine, "SELECT rule, status FROM discrepancies") == [("rejected", "resolved")]


def test_a_rejected_file_of_another_run_with_the_same_name_is_not_laid_aside(engine: Engine) -> None:
    load(engine, refused("x1", "a.docx"), period="2025-H1")
    load(engine, read(report("r1"), "a.docx"), at=NOON + timedelta(hours=1))
    assert rows(engine, "SELECT outcome FROM documents ORDER BY received_at") == [("rejected",), ("loaded",)]


def test_periods_are_never_mixed(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="46"), "a.docx"))
    load(engine, read(report("r2", period="2025-9M", opinions="40"), "b.docx"))
    assert rows(engine, "SELECT period, value FROM province_totals WHERE measure = 'opinions' ORDER BY 1") == [
        ("2025", 46),
        ("2025-9M", 40),
    ]


def test_a_time_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="time zone"):
        load(engine, read(report("r1")), at=datetime(2025, 12, 5))
    assert rows(engine, "SELECT * FROM documents") == []


def test_known_documents_are_those_this_reader_has_read(engine: Engine) -> None:
    made = report("r1")
    load(engine, read(made, "a.docx"))
    load(engine, read(made, "b.docx"))
    load(engine, refused("x1"), version="2")
    assert known_documents(engine, "1") == {(content("r1"), "a.docx"), (content("r1"), "b.docx")}
    assert known_documents(engine, "2") == {(content("x1"), "hong.docx")}
    assert known_documents(engine, "3") == set()


def test_several_documents_may_share_one_connection(engine: Engine) -> None:
    with engine.connect() as connection:
        for number in range(3):
            load(connection, read(report(f"r{number}", symbol=f"{number}-BC"), f"{number}.docx"))
            assert not connection.in_transaction()
    assert len(rows(engine, "SELECT * FROM documents")) == 3


def test_a_document_that_fails_leaves_the_others_of_the_connection_alone(engine: Engine) -> None:
    with engine.connect() as connection:
        load(connection, read(report("r1")))
        with pytest.raises(ValueError, match="not a period"):
            load(connection, read(report("r2", period="năm nay"), "b.docx"))
        load(connection, read(report("r3", commune=BAO_YEN), "c.docx"))
    assert rows(engine, "SELECT file_name FROM documents ORDER BY 1") == [("a.docx",), ("c.docx",)]


def test_a_due_date_once_set_stays_until_it_is_set_anew(engine: Engine) -> None:
    expect_period(engine, "2025", "2025-12-10")
    expect_period(engine, "2025")
    assert rows(engine, "SELECT period, due_on FROM expected_periods") == [("2025", "2025-12-10")]
    expect_period(engine, "2025", "2025-12-12")
    assert rows(engine, "SELECT period, due_on FROM expected_periods") == [("2025", "2025-12-12")]
