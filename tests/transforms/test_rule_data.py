"""What a person may change in checks.yml and names.yml stays complete."""

from __future__ import annotations

import string

import pytest

from tests.extractors.figures.compare_truth import CONSISTENCY
from transforms.explain_slip import SLIPS
from transforms.load_rules import load_names, load_rules, name_of, number_vi, period_name
from transforms.records import CATEGORIES, CATEGORY_MEASURES, MEASURES

RULES = sorted(load_rules().severity)
WORDS = ("stated", "expected", "name", "detail", "answered", "opinions", "printed", "quote")
OF_DECISIONS = ("number", "verb", "who", "day", "before", "now")  # changed_ground
READING = {
    "unread_number",
    "doubtful_numeral",
    "unmapped_category",
    "approximate",
    "missing_measure",
    "tracked_changes",
    "unknown_commune",
}
BESIDE_OTHERS = {"near_copy", "late", "changed_ground"}  # what one report alone does not show


def test_the_rules_are_those_of_the_contract() -> None:
    assert set(RULES) == CONSISTENCY | READING | BESIDE_OTHERS


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_severity_a_name_and_a_sentence(rule: str) -> None:
    rules, names = load_rules(), load_names()
    assert rules.severity[rule] in names["severities"]
    assert names["rules"][rule]["vi"]
    assert names["rules"][rule]["en"]
    fields = {name for _, name, _, _ in string.Formatter().parse(rules.message[rule]) if name}
    assert fields <= {*WORDS, *OF_DECISIONS}
    sentence = rules.message[rule].format(**{word: f"‹{word}›" for word in (*WORDS, *OF_DECISIONS)})
    assert all(f"‹{field}›" in sentence for field in fields)
    assert sentence.endswith(".")


@pytest.mark.parametrize("rule", sorted(load_names()["rules"]))
def test_every_name_of_a_rule_is_in_both_languages(rule: str) -> None:
    assert set(load_names()["rules"][rule]) >= {"vi", "en"}


def test_every_measure_and_field_has_a_name() -> None:
    names = load_names()
    assert set(names["measures"]) == {*MEASURES, *CATEGORY_MEASURES}
    assert tuple(names["categories"]) == CATEGORIES


def test_names_for_a_clerk() -> None:
    assert name_of("participants") == "Số người tham dự"
    assert name_of("raised", "land") == "Đất đai (ý kiến nêu)"
    assert name_of("answered", "land") == "Đất đai (giải đáp)"
    assert name_of(None) == ""


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("2025", "năm 2025"),
        ("2025-H1", "6 tháng đầu năm 2025"),
        ("2025-H2", "6 tháng cuối năm 2025"),
        ("2025-9M", "9 tháng đầu năm 2025"),
        ("2025-Q4", "quý IV năm 2025"),
        ("2025-M03", "tháng 3 năm 2025"),
        (None, "kỳ chưa rõ"),
    ],
)
def test_periods_for_a_clerk(code: str | None, name: str) -> None:
    assert period_name(code) == name


@pytest.mark.parametrize(("value", "text"), [(1120, "1.120"), (0, "0"), (1_234_567, "1.234.567"), ("3 cuộc", "3 cuộc")])
def test_numbers_for_a_clerk(value: object, text: str) -> None:
    assert number_vi(value) == text


def test_explanations_and_requirements_can_match() -> None:
    rules = load_rules()
    assert all(word == word.lower() for word in rules.explanations)
    assert set(rules.required) <= set(MEASURES)
    assert all(limit > 0 for limit in rules.tolerances.values())
    assert set(rules.tolerances) == {
        *("people_per_session_max", "people_per_session_min", "opinions_per_person_max", "sessions_max"),
        *("spread_most", "floor_least", "floor_share", "floor_rate", "earlier_least", "ratio_most"),
        *("peers_least", "peers_most", "peers_ratio_most"),
        *("copy_figures_least", "copy_values_least", "copy_differences_most"),
    }


def test_every_slip_has_words() -> None:
    assert set(load_rules().slips) == {*SLIPS, "sum", "equal", "rate"}
