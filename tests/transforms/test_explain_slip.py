"""A slip of typing is named where one figure alone explains what does not add up, and never applied."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read_text import body_report
from tests.transforms.test_check import ALL_FIELDS, GOOD, findings_of, sessions_of, statement
from transforms.add_categories import Conflict
from transforms.explain_slip import SLIPS, Equation, Term, explain, find_slip
from transforms.load_rules import load_rules
from transforms.make_finding import make_finding
from transforms.records import Finding


@pytest.mark.parametrize(
    ("printed", "wanted", "slip"),
    [
        ("356", "365", "swapped"),
        ("21", "12", "swapped"),
        ("98.5", "89.5", "swapped"),
        ("360", "36", "times_ten"),
        ("36", "360", "tenth"),
        ("2", "20", "tenth"),  # printed "02"
        ("9.5", "95", "tenth"),
        ("3665", "365", "doubled"),
        ("3465", "365", "extra"),
        ("35", "365", "missing"),
        ("5", "15", "missing"),
        ("465", "365", "different"),
        ("86.5", "84.5", "different"),
        ("7", "5", None),  # any digit is one slip away from any other
        ("536", "365", None),
        ("653", "365", None),
        ("566", "365", None),
        ("0", "10", None),
        ("10", "0", None),
        ("12", "-12", None),
        ("365", "365", None),
        ("365", "365.0", None),
    ],
)
def test_a_single_slip(printed: str, wanted: str, slip: str | None) -> None:
    assert find_slip(Decimal(printed), Decimal(wanted)) == slip


@given(st.integers(10, 99_999), st.integers(0, 3))
def test_two_neighbours_swapped_are_found_in_any_number(number: int, place: int) -> None:
    digits = list(str(number))
    at = place % (len(digits) - 1)
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    typed = int("".join(digits))
    if digits[0] != "0" and typed != number:
        assert find_slip(Decimal(typed), Decimal(number)) == "swapped"
        assert find_slip(Decimal(number), Decimal(typed)) == "swapped"


@given(st.integers(10, 99_999), st.integers(0, 4))
def test_a_digit_left_out_is_found_and_so_is_one_too_many(number: int, place: int) -> None:
    digits = str(number)
    at = place % len(digits)
    shorter = digits[:at] + digits[at + 1 :]
    if shorter[0] != "0":
        assert find_slip(Decimal(shorter), Decimal(number)) in ("missing", "tenth")
        assert find_slip(Decimal(number), Decimal(shorter)) in ("extra", "doubled", "times_ten")


@given(st.decimals(-100, 10_000, places=1), st.decimals(-100, 10_000, places=1))
def test_any_two_values_give_a_slip_that_has_words_or_none(printed: Decimal, wanted: Decimal) -> None:
    slip = find_slip(printed, wanted)
    assert slip is None or (slip in SLIPS and load_rules().slips[slip])


def sentence(*terms: Term, kind: str = "sum") -> str:
    finding = make_finding("category_sum", "opinions", stated=Decimal(1), expected=Decimal(2))
    told = explain(finding, Equation(kind, terms))
    assert replace(told, message=finding.message) == finding
    return told.message.removeprefix(finding.message).strip()


def term(name: str, printed: int, wanted: int) -> Term:
    return Term(name, Decimal(printed), Decimal(wanted))


def test_the_one_figure_that_fits_is_named_with_its_candidate() -> None:
    said = sentence(term("tổng số", 356, 365), term("đất đai", 12, 3))
    assert said == "Nếu tổng số là 365 (đang ghi 356, đảo hai chữ số) thì cộng khớp."


def test_a_swap_is_believed_before_a_digit_left_out() -> None:
    assert "tổng số" in sentence(term("đất đai", 4, 40), term("tổng số", 45, 54))


@pytest.mark.parametrize(
    "terms",
    [
        (term("tổng số", 45, 54), term("đất đai", 12, 21)),  # two swaps: either may be it
        (term("tổng số", 42, 40),),  # one digit of two explains anything
        (term("tổng số", 320, 330), term("phần thứ 1", 80, 70)),
        (term("tổng số", 42, 57),),
        (),
    ],
)
def test_where_several_figures_fit_or_none_nothing_is_said(terms: tuple[Term, ...]) -> None:
    assert sentence(*terms) == ""


def test_a_finding_without_an_equation_or_with_an_explanation_of_its_own_stays_as_it_is() -> None:
    finding = make_finding("tracked_changes", stated="3")
    assert explain(finding, None) is finding
    known = make_finding(
        "petitions_vs_opinions", "petitions", stated=Decimal(36), expected=Decimal(63), severity="info", detail=""
    )
    assert explain(known, Equation("equal", (term("số kiến nghị", 36, 63),))) is known


# ------------------------------------------------------------------------------------------- in check.py


def of_rule(found: list[Finding], rule: str) -> str:
    return next(f.message for f in found if f.rule == rule)


def test_a_field_with_its_digits_swapped_is_the_slip_where_outcomes_confirm_the_total() -> None:
    found = findings_of(GOOD | {"raised": ALL_FIELDS | {"land": 21}})
    assert of_rule(found, "category_sum").endswith(
        "Nếu đất đai (ý kiến nêu) là 12 (đang ghi 21, đảo hai chữ số) thì cộng khớp."
    )
    assert (found[0].stated, found[0].expected) == ("40", "49")


def test_a_total_that_nothing_else_confirms_is_the_slip() -> None:
    alone = {"opinions": 94, "raised": ALL_FIELDS | {"water": 11}, "participants": 320, "sessions": 4}  # 49 in all
    assert of_rule(findings_of(alone), "category_sum").endswith(
        "Nếu số ý kiến tại hội nghị là 49 (đang ghi 94, đảo hai chữ số) thì cộng khớp."
    )


def test_answers_ten_times_too_many() -> None:
    fields = {"land": 3, "construction": 80, "policy": 7, "urban_security": 5, "admin_procedure": 3}
    rest = {"water": 2, "health_education": 1, "other": 1}
    facts = {"opinions": 300, "opinions_answered": 30, "raised": dict.fromkeys(ALL_FIELDS, 90)}
    found = findings_of(facts | {"answered": fields | rest})
    assert of_rule(found, "category_answered_sum").endswith(
        "Nếu xây dựng cơ bản (giải đáp) là 8 (đang ghi 80, gấp 10 lần) thì cộng khớp."
    )


def test_outcomes_and_kinds_of_sessions() -> None:
    outcomes = {"opinions": 356, "opinions_answered": 340, "opinions_forwarded": 20, "opinions_pending": 5}
    assert of_rule(findings_of(outcomes), "outcome_sum").endswith(
        "Nếu số ý kiến tại hội nghị là 365 (đang ghi 356, đảo hai chữ số) thì cộng khớp."
    )
    kinds = {"sessions": 21, "sessions_periodic": 10, "sessions_adhoc": 2}
    assert of_rule(findings_of(kinds), "session_breakdown").endswith(
        "Nếu số cuộc tiếp xúc, đối thoại là 12 (đang ghi 21, đảo hai chữ số) thì cộng khớp."
    )
    only = {"sessions": 4, "sessions_periodic": 40}  # of one kind more than in all: no sum
    assert of_rule(findings_of(only), "session_breakdown") == "Tổng số nêu 4 cuộc, nhưng riêng một loại đã là 40 cuộc."


def test_one_session_of_the_attendance() -> None:
    (found,) = findings_of(GOOD, statements=sessions_of(80, 80, 700, 90))
    assert found.message.endswith("Nếu phần thứ 3 của số người tham dự là 70 (đang ghi 700, gấp 10 lần) thì cộng khớp.")
    assert (found.stated, found.expected) == ("320", "950")


def test_the_rate_and_the_counts_it_is_worked_out_from() -> None:
    facts = {"opinions": 38, "opinions_answered": 34, "participants": 320, "sessions": 4}
    assert of_rule(findings_of(facts | {"answered_rate": "98.5"}), "rate_mismatch").endswith(
        "Nếu tỷ lệ giải đáp tại hội nghị (%) là 89,5 (đang ghi 98,5, đảo hai chữ số) thì tỷ lệ khớp."
    )
    assert of_rule(
        findings_of(facts | {"opinions": 83, "opinions_answered": 34, "answered_rate": "89.5"}), "rate_mismatch"
    ).endswith("Nếu số ý kiến tại hội nghị là 38 (đang ghi 83, đảo hai chữ số) thì tỷ lệ khớp.")


def test_two_statements_of_which_nothing_tells_the_right_one_are_named_together() -> None:
    again = Conflict("participants", None, statement("participants", 365), statement("participants", 356))
    (found,) = findings_of({"participants": 365, "sessions": 4}, conflicts=(again,))
    assert found.message.endswith("Hai số 356 và 365 chỉ lệch nhau một lỗi gõ (đảo hai chữ số).")
    assert (found.stated, found.expected) == ("356", "365")


def test_of_two_statements_the_one_that_arithmetic_confirms_is_the_candidate() -> None:
    again = Conflict("opinions", None, statement("opinions", 40), statement("opinions", 400))
    (found,) = findings_of(GOOD, conflicts=(again,))
    assert found.message.endswith("Nếu số ý kiến tại hội nghị là 40 (đang ghi 400, gấp 10 lần) thì hai số khớp nhau.")


def test_more_answered_than_raised_and_petitions_that_differ() -> None:
    found = findings_of({"opinions": 356, "opinions_answered": 365, "petitions": 365})
    assert of_rule(found, "answered_gt_raised").endswith("Hai số 365 và 356 chỉ lệch nhau một lỗi gõ (đảo hai chữ số).")
    assert of_rule(found, "petitions_vs_opinions").endswith(
        "Hai số 365 và 356 chỉ lệch nhau một lỗi gõ (đảo hai chữ số)."
    )


def test_a_whole_report() -> None:
    report = body_report(
        "Xã tổ chức 03 cuộc đối thoại với 374 người tham dự, có 46 ý kiến.",
        "- Cuộc thứ nhất có 132 người dự.",
        "- Cuộc thứ hai có 97 người dự.",
        "- Cuộc thứ ba có 118 người dự.",
    )
    found = [f for f in report.findings if f.rule == "attendance_breakdown"]
    assert [f.message for f in found] == [
        "Cộng số người dự từng cuộc được 347, nhưng tổng số nêu là 374. "
        "Nếu số người tham dự là 347 (đang ghi 374, đảo hai chữ số) thì cộng khớp."
    ]
    assert {f.value for f in report.figures if f.measure == "participants"} == {Decimal(374)}
