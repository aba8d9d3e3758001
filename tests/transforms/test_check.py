"""Each consistency rule finds the report that breaks it, and is silent about the one that does not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.records import Address, PrintedIdentity, PrintedReport, PrintedText
from transforms.add_categories import Conflict
from transforms.check import check
from transforms.normalise import Normalised
from transforms.records import CATEGORIES, Figure, Finding, Statement

HERE = Address(7, 3, 5)
IDENTITY = PrintedIdentity((), (), None, None, None, True)
ALL_FIELDS = dict(zip(CATEGORIES, (12, 9, 7, 5, 3, 2, 1, 1), strict=True))  # 40 in all
GOOD: dict[str, object] = {
    "sessions": 4,
    "sessions_periodic": 3,
    "sessions_adhoc": 1,
    "participants": 320,
    "opinions": 40,
    "opinions_answered": 36,
    "answered_rate": "90",
    "opinions_forwarded": 3,
    "opinions_pending": 1,
    "petitions": 40,
    "petitions_answered": 36,
    "petitions_resolved": 1,
    "petitions_pending": 1,
    "petitions_forwarded": 2,
    "raised": ALL_FIELDS,
    "answered": ALL_FIELDS | {"land": 9, "construction": 8},  # 36 in all
}


def figure(measure: str, category: str | None, value: object, method: str = "printed") -> Figure:
    return Figure(measure, category, Decimal(str(value)), str(value), method, Decimal("0.95"), HERE, f"{value} …")


def statement(measure: str, value: int, role: str = "total", **changes: object) -> Statement:
    plain = Statement(
        measure=measure,
        category=None,
        name="",
        role=role,
        value=Decimal(value),
        doubt="",
        kind="digits",
        section="sessions",
        source="sentence",
        strength=3,
        reason="",
        dimension="",
        group=0,
        hedge="",
        noun="",
        rivals=(),
        printed=str(value),
        address=HERE,
        quote="",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def findings_of(
    facts: dict[str, object],
    *,
    statements: tuple[Statement, ...] = (),
    conflicts: tuple[Conflict, ...] = (),
    said_in_results: str = "",
) -> list[Finding]:
    """Check a report that states these facts; None leaves one out."""
    figures: list[Figure] = []
    for measure, value in facts.items():
        if isinstance(value, dict):
            figures += [figure(measure, category, number) for category, number in value.items()]
        elif value is not None:
            figures.append(figure(measure, None, value))
    said = (PrintedText("results", said_in_results, HERE),)
    printed = PrintedReport("0" * 64, "qc07", IDENTITY, (), (), (), said)
    return check(printed, Normalised(tuple(figures), statements, conflicts, ()))


def sessions_of(*people: int, dimension: str = "session") -> tuple[Statement, ...]:
    return tuple(statement("participants", n, "part", dimension=dimension) for n in people)


def test_a_report_that_agrees_with_itself_has_no_finding() -> None:
    assert findings_of(GOOD) == []


@pytest.mark.parametrize(
    ("rule", "changes", "measure", "category", "stated", "expected"),
    [
        ("category_sum", {"raised": ALL_FIELDS | {"water": 4}}, "opinions", None, "40", "42"),
        ("category_answered_sum", {"answered": ALL_FIELDS | {"land": 9}}, "opinions_answered", None, "36", "37"),
        (
            "answered_gt_raised",
            {"answered": ALL_FIELDS | {"land": 7, "construction": 9, "water": 3}},
            "answered",
            "water",
            "3",
            "2",
        ),
        ("rate_mismatch", {"answered_rate": "88.5"}, "answered_rate", None, "88.5", "90"),
        (
            "petitions_vs_opinions",
            {"petitions": 43, "petitions_resolved": 4},
            "petitions",
            None,
            "43",
            "40",
        ),
        ("session_breakdown", {"sessions": 5}, "sessions", None, "5", "4"),
        ("session_breakdown", {"sessions_periodic": 6, "sessions_adhoc": None}, "sessions", None, "4", "6"),
        ("outcome_sum", {"opinions_pending": 2}, "opinions", None, "40", "41"),
        ("outcome_sum", {"opinions_pending": 0}, "opinions", None, "40", "39"),
        ("outcome_sum", {"petitions_pending": 5}, "petitions", None, "40", "44"),
        ("implausible", {"participants": 24_500}, "participants", None, "24500", None),
        (
            "implausible",
            {"participants": 16, "opinions": None, "opinions_answered": None},
            "participants",
            None,
            "16",
            None,
        ),
        ("implausible", {"participants": 39}, "participants", None, "39", None),
        ("implausible", {"answered_rate": "112", "opinions_answered": None}, "answered_rate", None, "112", None),
        (
            "implausible",
            {"sessions": 61, "sessions_periodic": 60, "participants": 3000},
            "sessions",
            None,
            "61",
            None,
        ),
        (
            "implausible",
            {"sessions": 0, "sessions_periodic": 0, "sessions_adhoc": 0, "participants": None},
            "opinions",
            None,
            "40",
            None,
        ),
    ],
)
def test_a_broken_rule_is_the_one_finding(
    rule: str,
    changes: dict[str, object],
    measure: str,
    category: str | None,
    stated: str,
    expected: str | None,
) -> None:
    (found,) = findings_of(GOOD | changes)
    assert (found.rule, found.measure, found.category) == (rule, measure, category)
    assert (found.stated, found.expected) == (stated, expected)
    assert found.address == HERE


@pytest.mark.parametrize(
    "changes",
    [
        {"raised": {"land": 12, "construction": 9, "policy": 7}},  # three fields of eight are no sum
        {"answered": {"land": 9, "construction": 8, "policy": 7, "water": 2}},  # the others' answers are not stated
        {"answered_rate": "89.9", "opinions": 1000, "opinions_answered": 899, "opinions_forwarded": None,
         "opinions_pending": None, "petitions": None, "raised": None, "answered": None, "participants": 2000},
        {"opinions_pending": None},  # what is not stated is missing, not wrong
        {"sessions_adhoc": None},
        {"petitions": None},
        {"opinions": None},
        {"participants": None},
    ],
)  # fmt: skip
def test_what_is_left_unsaid_breaks_no_rule(changes: dict[str, object]) -> None:
    assert findings_of(GOOD | changes) == []


@pytest.mark.parametrize("said", ["Đã gộp các ý kiến trùng nhau.", "Chỉ tính kiến nghị thuộc thẩm quyền của xã."])
def test_a_difference_of_petitions_that_the_text_may_explain_is_shown_but_no_contradiction(said: str) -> None:
    fewer = {"petitions": 38, "petitions_answered": 34}
    (found,) = findings_of(GOOD | fewer, said_in_results=said)
    assert (found.rule, found.severity, found.stated, found.expected) == ("petitions_vs_opinions", "info", "38", "40")
    assert found.message.endswith("40 ý kiến; đề nghị xem lời giải thích trong báo cáo.")
    assert [f.rule for f in findings_of(GOOD | fewer, said_in_results="Không còn kiến nghị tồn đọng.")] == [
        "petitions_vs_opinions"
    ]


def test_sessions_one_by_one_must_add_up_to_the_attendance() -> None:
    (found,) = findings_of(GOOD, statements=sessions_of(80, 90, 70, 90))
    assert (found.rule, found.stated, found.expected) == ("attendance_breakdown", "320", "330")
    assert found.message == "Cộng số người dự từng cuộc được 330, nhưng tổng số nêu là 320."
    assert findings_of(GOOD, statements=sessions_of(80, 80, 70, 90)) == []


def test_a_list_that_lacks_a_session_need_not_add_up() -> None:
    assert findings_of(GOOD, statements=sessions_of(80, 90, 70)) == []


def test_women_among_the_people_are_no_list_of_sessions() -> None:
    assert findings_of(GOOD, statements=sessions_of(120, 30, 20, 10, dimension="women")) == []


def test_a_table_that_differs_from_the_text_and_a_later_sentence_that_does() -> None:
    first = statement("opinions_forwarded", 3)
    table = Conflict("opinions_forwarded", None, first, statement("opinions_forwarded", 4, source="table"))
    again = Conflict("participants", None, statement("participants", 320), statement("participants", 302))
    found = findings_of(GOOD, conflicts=(table, again))
    assert [(f.rule, f.measure, f.stated, f.expected) for f in found] == [
        ("text_vs_table", "opinions_forwarded", "4", "3"),
        ("duplicate_statement", "participants", "302", "320"),
    ]


def test_the_same_conflict_is_told_once() -> None:
    again = Conflict("participants", None, statement("participants", 320), statement("participants", 302))
    assert len(findings_of(GOOD, conflicts=(again, again))) == 1


def test_a_total_that_we_summed_ourselves_is_not_held_against_its_parts() -> None:
    report = Normalised(
        (
            figure("opinions", None, 40, "summed"),
            figure("opinions_answered", None, 36),
            figure("opinions_forwarded", None, 3),
            figure("opinions_pending", None, 3),
        ),
        (),
        (),
        (),
    )
    assert check(PrintedReport("0" * 64, "qc07", IDENTITY, (), (), ()), report) == []


def test_the_sentence_of_a_rate_names_both_numbers_as_they_are_printed_here() -> None:
    (found,) = findings_of(
        {"opinions": 1200, "opinions_answered": 1000, "answered_rate": "91.5", "participants": 2000, "sessions": 8}
    )
    assert found.message == "Ghi tỷ lệ 91,5%, nhưng 1.000/1.200 = 83,3%."
    assert found.severity == "error"
