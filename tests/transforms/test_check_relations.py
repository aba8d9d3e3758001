"""A rule of the common kinds is a row of data: it is found without code, and nonsense is told when it is loaded."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.test_check import figure
from transforms.check_relations import check_relations
from transforms.load_rules import Rules, load_rules, read_rules
from transforms.records import CATEGORIES, Figure

Entry = dict[str, Any]
NEW = {
    "severity": "warning",
    "message": "{name}: {stated} so với {expected} ({detail}).",
}


def rules_with(*relations: Entry, message: str = NEW["message"]) -> Rules:
    """Read checks.yml with a rule "mới" and nothing but these relations."""
    raw = yaml.safe_load(resources.files("transforms").joinpath("checks.yml").read_text(encoding="utf-8"))
    raw["rules"]["new_rule"] = NEW | {"message": message}
    raw["other_messages"]["said_otherwise"] = "Thiếu {name} dù có {detail}."
    raw["relations"] = list(relations)
    return read_rules(yaml.safe_dump(raw, allow_unicode=True))


def entry(kind: str, left: list[str], right: list[str], **more: str) -> Entry:
    return {"rule": "new_rule", "kind": kind, "left": left, "right": right, **more}


def figures(method: str = "printed", **values: int) -> dict[tuple[str, str | None], Figure]:
    return {(m, None): figure(m, None, v, method) for m, v in values.items()}


def test_a_sum() -> None:
    rules = rules_with(entry("sum", ["sessions"], ["sessions_periodic", "sessions_adhoc"]))
    (found,) = check_relations(figures(sessions=5, sessions_periodic=3, sessions_adhoc=1), rules)
    assert (found.rule, found.severity, found.measure, found.category) == ("new_rule", "warning", "sessions", None)
    assert (found.stated, found.expected) == ("5", "4")
    assert found.message == "Số cuộc tiếp xúc, đối thoại: 5 so với 4 (3 + 1)."
    assert check_relations(figures(sessions=4, sessions_periodic=3, sessions_adhoc=1), rules) == []
    assert check_relations(figures(sessions=5, sessions_periodic=3), rules) == []  # a part is not stated
    assert check_relations(figures("summed", sessions=5, sessions_periodic=3, sessions_adhoc=1), rules) == []


def test_equal() -> None:
    rules = rules_with(entry("equal", ["petitions_answered"], ["opinions_answered"], severity="info"))
    (found,) = check_relations(figures(petitions_answered=30, opinions_answered=33), rules)
    assert (found.severity, found.measure, found.stated, found.expected) == ("info", "petitions_answered", "30", "33")
    assert check_relations(figures(petitions_answered=33, opinions_answered=33), rules) == []
    assert check_relations(figures(petitions_answered=33), rules) == []


def test_not_greater_adds_up_what_is_stated_on_the_left() -> None:
    rules = rules_with(entry("not_greater", ["opinions_answered", "opinions_forwarded"], ["opinions"]))
    (found,) = check_relations(figures(opinions_answered=38, opinions_forwarded=4, opinions=40), rules)
    assert (found.measure, found.stated, found.expected) == ("opinions_answered", "42", "40")
    assert found.message.endswith("(38 + 4).")
    assert [f.stated for f in check_relations(figures(opinions_answered=41, opinions=40), rules)] == ["41"]
    assert check_relations(figures(opinions_answered=36, opinions_forwarded=4, opinions=40), rules) == []
    assert check_relations(figures(opinions_answered=36), rules) == []


def test_both_or_none_with_a_sentence_of_its_own() -> None:
    rules = rules_with(entry("both_or_none", ["sessions_periodic"], ["sessions_adhoc"], message="said_otherwise"))
    (found,) = check_relations(figures(sessions_periodic=3), rules)
    assert (found.measure, found.stated, found.expected) == ("sessions_adhoc", None, None)
    assert found.message == "Thiếu Số cuộc đột xuất dù có Số cuộc định kỳ."
    assert [f.measure for f in check_relations(figures(sessions_adhoc=3), rules)] == ["sessions_periodic"]
    assert check_relations(figures(sessions_periodic=3, sessions_adhoc=0), rules) == []
    assert check_relations({}, rules) == []


def test_a_relation_of_fields_holds_field_by_field() -> None:
    rules = rules_with(entry("equal", ["answered"], ["raised"]))
    rows = {("raised", c): figure("raised", c, 5) for c in CATEGORIES}
    rows |= {("answered", c): figure("answered", c, 4 if c == "water" else 5) for c in CATEGORIES}
    (found,) = check_relations(rows, rules)
    assert (found.measure, found.category, found.message) == ("answered", "water", "Nước sinh hoạt: 4 so với 5 (4).")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (entry("product", ["opinions"], ["petitions"]), "entry 1: unknown kind 'product'; known are sum, equal"),
        (entry("equal", ["opinion"], ["petitions"]), "entry 1: unknown measure opinion"),
        (entry("equal", ["raised"], ["opinions"]), "cannot be compared: opinions, raised"),
        (entry("equal", ["opinions"], ["opinions"]), "a measure is named twice"),
        (entry("equal", ["opinions"], ["petitions", "sessions"]), "equal takes 1 measures right, not 2"),
        (entry("sum", ["sessions"], ["sessions_adhoc"]), "sum takes 2 or more measures right, not 1"),
        (entry("equal", ["opinions"], ["petitions"]) | {"rule": "no_rule"}, "'no_rule' is not among the rules"),
        (entry("equal", ["opinions"], ["petitions"], severity="grave"), "unknown severity 'grave'"),
        (entry("equal", ["opinions"], ["petitions"], message="nowhere"), "no sentence 'nowhere'"),
        (entry("equal", ["opinions"], ["petitions"], message="unsure"), "sentence 'unsure' uses quote"),
        ({"rule": "new_rule", "kind": "equal", "left": ["opinions"]}, "missing right, unknown none"),
        (entry("equal", ["opinions"], ["petitions"], colour="red"), "missing none, unknown colour"),
    ],
)
def test_a_relation_that_means_nothing_is_an_error_when_it_is_loaded(wrong: Entry, said: str) -> None:
    with pytest.raises(ValueError, match=r"checks\.yml, relations, entry 1: ") as raised:
        rules_with(wrong)
    assert said in str(raised.value)


def test_the_rules_of_the_house_that_are_relations() -> None:
    assert [(r.kind, r.left, r.right) for r in load_rules().relations if r.rule == "answered_gt_raised"] == [
        ("not_greater", ("answered",), ("raised",)),
        ("not_greater", ("opinions_answered",), ("opinions",)),
        ("not_greater", ("petitions_answered",), ("petitions",)),
    ]


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_a_sum_is_found_exactly_where_it_does_not_hold(total: int, one: int, other: int) -> None:
    rules = RULES_OF_SUM
    found = check_relations(figures(sessions=total, sessions_periodic=one, sessions_adhoc=other), rules)
    assert bool(found) == (total != one + other)


RULES_OF_SUM = rules_with(entry("sum", ["sessions"], ["sessions_periodic", "sessions_adhoc"]))
