"""What becomes a value, how it was got, and what a clerk is told about it; by tiny reports."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.read_text import FRAME, body_report, read_text, report_of
from transforms.records import CATEGORIES, Figure, Finding, Report

OPENING = "Xã tổ chức 02 cuộc đối thoại với 120 người tham dự, có 46 ý kiến."


def figure(report: Report, measure: str, category: str | None = None) -> Figure:
    (found,) = [f for f in report.figures if (f.measure, f.category) == (measure, category)]
    return found


def told(report: Report, rule: str) -> list[Finding]:
    return [f for f in report.findings if f.rule == rule]


def test_parts_without_a_total_are_summed_and_each_part_has_its_place() -> None:
    report = body_report(
        "Xã tổ chức 02 cuộc đối thoại.",
        "- Cuộc thứ nhất ngày 05/3/2025 có 60 người dự, 10 ý kiến.",
        "- Cuộc thứ hai ngày 07/9/2025 có 70 người dự, 13 ý kiến.",
    )
    people = figure(report, "participants")
    assert (people.value, people.method, people.printed) == (130, "summed", "60 + 70")
    assert len(people.parts) == 2
    assert len({part.block for part in people.parts}) == 2
    assert figure(report, "opinions").value == 23


def test_sessions_listed_one_by_one_are_counted() -> None:
    report = body_report(
        "- Cuộc thứ nhất ngày 05/3/2025 có 60 người dự.", "- Cuộc thứ hai ngày 07/9/2025 có 70 người dự."
    )
    assert (figure(report, "sessions").value, figure(report, "sessions").method) == (2, "summed")


def test_kinds_without_a_total_are_added_up() -> None:
    report = body_report("Đối thoại định kỳ 03 cuộc, đột xuất 01 cuộc, có 200 người tham dự.")
    assert (figure(report, "sessions").value, figure(report, "sessions").method) == (4, "summed")


def test_all_opinions_answered_is_a_stated_count() -> None:
    report = body_report(OPENING, "Tất cả các ý kiến đều được giải đáp tại hội nghị.")
    answered = figure(report, "opinions_answered")
    assert (answered.value, answered.method) == (46, "reconciled")
    assert answered.printed == "Tất cả các ý kiến đều được giải đáp tại hội nghị"


@pytest.mark.parametrize(
    "sentence", ["Các ý kiến cơ bản đã được giải đáp tại hội nghị.", "Số còn lại xã sẽ trả lời sau."]
)
def test_what_states_no_number_is_none(sentence: str) -> None:
    assert {f.measure for f in body_report(OPENING, sentence).figures} == {"sessions", "participants", "opinions"}


def test_pairs_are_settled_by_the_totals() -> None:
    report = body_report(
        OPENING,
        "Đã giải đáp tại hội nghị 41 ý kiến.",
        "Cụ thể: đất đai 7/9, xây dựng cơ bản 18/20, nước sinh hoạt 16/17.",
    )
    assert (figure(report, "raised", "land").value, figure(report, "answered", "land").value) == (9, 7)
    assert told(report, "answered_gt_raised") == []


@pytest.mark.parametrize(
    ("sentence", "measure", "severity"),
    [
        ("Xã tổ chức O2 cuộc đối thoại với 120 người tham dự.", "sessions", "warning"),
        ("Xã tổ chức 04 cuộc đối thoại (O3 cuộc định kỳ, 01 cuộc đột xuất).", "sessions_periodic", "info"),
        ("Xã tổ chức hai (03) cuộc đối thoại với 120 người tham dự.", "sessions", "warning"),
        ("Xã tổ chức 02 cuộc đối thoại với 1,245 người tham dự.", "participants", "warning"),
    ],
)
def test_a_doubtful_numeral_is_a_warning_unless_arithmetic_confirms_it(
    sentence: str, measure: str, severity: str
) -> None:
    (finding,) = told(body_report(sentence), "doubtful_numeral")
    assert (finding.measure, finding.severity) == (measure, severity)


def test_a_hedge_keeps_the_number_and_says_so() -> None:
    report = body_report("Xã tổ chức 04 cuộc đối thoại với trên 300 người tham dự.")
    assert figure(report, "participants").value == 300
    (finding,) = told(report, "approximate")
    assert (finding.measure, finding.severity, finding.stated) == ("participants", "info", "300")
    assert "“trên 300”" in finding.message


def test_arithmetic_that_holds_raises_the_confidence() -> None:
    report = body_report("Xã tổ chức 04 cuộc đối thoại (03 cuộc định kỳ, 01 cuộc đột xuất), 300 người tham dự.")
    assert figure(report, "sessions").confidence == Decimal("0.99")
    assert figure(report, "participants").confidence < Decimal("0.99")


def test_a_number_that_nothing_accounts_for_is_told() -> None:
    (finding,) = told(body_report(OPENING, "Thay mặt 23 dòng chảy."), "unread_number")
    assert (finding.stated, finding.severity) == ("23", "warning")


def test_what_a_report_must_state_and_does_not_is_told() -> None:
    missing = told(body_report("Xã tổ chức 02 cuộc đối thoại."), "missing_measure")
    outcomes = {"opinions_answered", "opinions_forwarded", "opinions_pending"}  # nothing is known of them either
    assert {f.measure for f in missing if not f.category} == {"participants", "opinions", "petitions", *outcomes}
    assert [f.category for f in missing if f.measure == "raised"] == list(CATEGORIES)


def test_a_report_without_any_session_owes_nothing_more() -> None:
    report = body_report("Trong năm xã chưa tổ chức được cuộc đối thoại nào.")
    assert figure(report, "sessions").value == 0
    assert told(report, "missing_measure") == []


def test_opinions_whose_outcome_is_not_stated_are_told() -> None:
    report = body_report(OPENING, "Đã giải đáp tại hội nghị 41 ý kiến; chuyển cấp trên 03 ý kiến.")
    (finding,) = [f for f in told(report, "missing_measure") if f.measure == "opinions_pending"]
    assert "còn 2 chưa rõ kết quả" in finding.message
    assert not [f for f in told(report, "missing_measure") if f.measure == "opinions_forwarded"]


def test_text_and_table_that_differ_leave_the_text() -> None:
    report = body_report(
        "Xã tổ chức 02 cuộc đối thoại với 120 người tham dự, có 46 ý kiến, đã giải đáp 41 ý kiến.",
        "[TABLE]",
        "TT | Chỉ tiêu | Đơn vị tính | Kết quả",
        "1 | Số cuộc đối thoại | cuộc | 2",
        "2 | Số người tham dự | người | 120",
        "3 | Tổng số ý kiến | ý kiến | 48",
        "4 | Số ý kiến được giải đáp | ý kiến | 41",
        "[/TABLE]",
    )
    (finding,) = told(report, "text_vs_table")
    assert (finding.measure, finding.stated, finding.expected) == ("opinions", "48", "46")
    assert figure(report, "opinions").value == 46


def test_a_field_outside_the_eight_is_added_to_other_under_its_name() -> None:
    report = body_report(
        OPENING,
        "- Đất đai: 30 ý kiến.",
        "- Xây dựng cơ bản: 10 ý kiến.",
        "- Vay vốn ngân hàng: 4 ý kiến.",
        "- Khác: 2 ý kiến.",
    )
    assert (figure(report, "raised", "other").value, figure(report, "raised", "other").method) == (6, "summed")
    (unmapped,) = report.unmapped
    assert (unmapped.printed_name.lower(), unmapped.raised, unmapped.answered) == ("vay vốn ngân hàng", 4, None)
    assert [f.severity for f in told(report, "unmapped_category")] == ["info"]


def frame(**changes: str) -> Report:
    text = FRAME.format(OPENING)
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    return report_of(read_text(text))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Đảng ủy xã Bảo Thắng trân trọng báo cáo", "Đảng ủy xã Gia Phú trân trọng báo cáo", "commune_mismatch"),
        ("trân trọng báo cáo./.", "trân trọng báo cáo kết quả năm 2024./.", "period_mismatch"),
        ("trân trọng báo cáo./.", "trân trọng báo cáo kết quả năm 2025./.", None),
        ("trân trọng báo cáo./.", "trân trọng báo cáo số liệu đến ngày 09 tháng 12 năm 2025./.", None),
        ("Cán bộ và Nhân dân", "Trước đây xã Gia Phú cũng vậy. Cán bộ và Nhân dân", None),
    ],
)
def test_a_report_names_one_unit_and_one_period(old: str, new: str, rule: str | None) -> None:
    found = [f.rule for f in frame(change=(old, new)).findings if f.rule.endswith("_mismatch")]
    assert found == ([rule] if rule else [])


def test_the_ninth_of_a_month_is_not_nine_months() -> None:
    text = FRAME.format(OPENING).replace("với Nhân dân năm 2025", "với Nhân dân 6 tháng cuối năm 2025")
    text = text.replace("trân trọng báo cáo./.", "trân trọng báo cáo số liệu đến ngày 09 tháng 12 năm 2025./.")
    report = report_of(read_text(text))
    assert report.period == "2025-H2"
    assert told(report, "period_mismatch") == []


def test_the_identity_of_a_report() -> None:
    report = frame()
    assert (report.commune_code, report.period, report.symbol) == ("02905", "2025", "15-BC/ĐU")
    assert str(report.issued_on) == "2025-12-08"


def test_a_unit_that_is_not_of_the_province_is_told() -> None:
    report = report_of(read_text(FRAME.format(OPENING).replace("BẢO THẮNG", "BẢO TÍN").replace("Bảo Thắng", "Bảo Tín")))
    assert report.commune_code is None
    assert [f.severity for f in told(report, "unknown_commune")] == ["error"]


def test_a_report_without_a_period_is_an_error() -> None:
    report = report_of(read_text(FRAME.format(OPENING).replace(" năm 2025\n", "\n").replace("2025", "")))
    assert report.period is None
    (finding,) = [f for f in told(report, "missing_measure") if f.measure == "period"]
    assert finding.severity == "error"
