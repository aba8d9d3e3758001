"""Totals of one measure that are far apart: the sums of the report decide, and what loses is shown."""

from __future__ import annotations

from decimal import Decimal

from tests.read_text import body_report
from tests.transforms.test_check import statement
from transforms.records import Finding, Report
from transforms.settle_rivals import OUTVOTED, settle_rivals

OPENING = "Xã tổ chức 02 cuộc đối thoại với 120 người tham dự."
GATHERED = "Các thôn đưa lên sổ tay 78 ý kiến."
STATED = "Bà con nêu 30 ý kiến; đã giải đáp tại chỗ 27 ý kiến, đạt 90%; chuyển cấp trên 03 ý kiến."


def opinions(report: Report) -> str:
    (figure,) = [f for f in report.figures if f.measure == "opinions"]
    return str(figure.value)


def about(report: Report, measure: str) -> list[Finding]:
    return [f for f in report.findings if f.measure == measure and f.severity != "info"]


def test_the_total_that_the_sums_speak_for_counts() -> None:
    for lines in ((GATHERED, STATED), (STATED, GATHERED)):
        report = body_report(OPENING, *lines)
        assert opinions(report) == "30"
        (finding,) = about(report, "opinions")
        assert (finding.rule, finding.stated, finding.expected) == ("doubtful_numeral", "78", "30")
        assert "vì khớp với các số khác" in finding.message


def test_values_near_each_other_stay_a_contradiction_of_the_unit() -> None:
    report = body_report(OPENING, "Bà con nêu 32 ý kiến.", STATED)
    assert opinions(report) == "32"
    assert "duplicate_statement" in {f.rule for f in about(report, "opinions")}


def test_digits_in_another_order_stay_a_contradiction_too() -> None:
    report = body_report(OPENING, "Bà con nêu 03 ý kiến.", "Tổng hợp chung cả xã có 30 ý kiến.")
    assert "duplicate_statement" in {f.rule for f in about(report, "opinions")}


def test_where_no_sum_speaks_the_first_counts_and_both_are_shown() -> None:
    stated = [statement("opinions", 78), statement("opinions", 30)]
    assert settle_rivals(stated, []) == stated


def test_a_total_without_sums_loses_to_one_with_kinds() -> None:
    stated = [
        statement("sessions", 12),
        statement("sessions", 4),
        statement("sessions_periodic", 3),
        statement("sessions_adhoc", 1),
    ]
    settled = settle_rivals(stated, [])
    assert [(s.value, s.role, s.reason == OUTVOTED) for s in settled if s.measure == "sessions"] == [
        (Decimal(12), "other", True),
        (Decimal(4), "total", False),
    ]
