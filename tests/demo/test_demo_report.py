"""The made-up reports tell the truth about themselves."""

import re
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.choose_layout import CATEGORY_LAYOUTS, LISTINGS, RESULTS, TOTALS, choose_layout
from demo.describe_period import describe_period
from demo.draw_facts import draw_facts
from demo.parse_text import unparse
from demo.plant_flaw import FLAWS
from demo.read_communes import find_commune, read_communes
from demo.records import Truth
from demo.speak import group_thousands, say_number, slip_digit
from demo.write_report import write_report
from transforms.records import MEASURES

PERIODS = ("2025", "2025-H1", "2025-H2", "2025-9M", "2025-Q3", "2025-M11", "2026-M01")
LUNG_PHINH = find_commune("02848")


def broken_rules(truth: Truth) -> set[str]:
    """Check the arithmetic of what a report states, as a reader would."""
    m = truth.measures
    raised = [a for a, _ in truth.categories.values() if a is not None]
    answered = [b for _, b in truth.categories.values() if b is not None]
    rules = set()
    if raised and sum(raised) != m["opinions"]:
        rules.add("category_sum")
    if answered and sum(answered) != m["opinions_answered"]:
        rules.add("category_answered_sum")
    if any(a is not None and b is not None and b > a for a, b in truth.categories.values()):
        rules.add("answered_gt_raised")
    rate, opinions, said = m["answered_rate"], m["opinions"], m["opinions_answered"]
    if rate is not None and said is not None and opinions and abs(Decimal(100 * said) / opinions - rate) >= 1:
        rules.add("rate_mismatch")
    for total, parts in (
        ("opinions", ("opinions_answered", "opinions_forwarded", "opinions_pending")),
        ("petitions", ("petitions_answered", "petitions_resolved", "petitions_pending", "petitions_forwarded")),
        ("sessions", ("sessions_periodic", "sessions_adhoc")),
    ):
        values = [m[part] for part in parts]
        known = [value for value in values if value is not None]
        whole = m[total]
        if whole is not None and (sum(known) > whole or (len(known) == len(parts) and sum(known) != whole)):
            rules.add("session_breakdown" if total == "sessions" else "outcome_sum")
    people, sessions = m["participants"], m["sessions"]
    if people is not None and sessions is not None and (people < 5 * sessions or people > 5000 * sessions):
        rules.add("implausible")
    return rules


def written_forms(value: int) -> set[str]:
    padded = f"{value:02d}"
    forms = {str(value), padded, group_thousands(value), slip_digit(padded)}
    return forms | ({say_number(value)} if value < 1000 else set())


def statistics_of(text: str) -> str:
    return text.replace("\u00a0", " ").lower()


@given(seed=st.integers(0, 10**6), unit=st.sampled_from(read_communes()), period=st.sampled_from(PERIODS))
def test_a_report_without_flaw_agrees_with_itself(seed: int, unit: object, period: str) -> None:
    _, truth = write_report(seed, unit, period)  # type: ignore[arg-type]
    assert broken_rules(truth) == set()
    assert truth.inconsistencies == ()
    assert tuple(truth.measures) == MEASURES


@given(seed=st.integers(0, 10**6), period=st.sampled_from(PERIODS), flaw=st.sampled_from((None, *FLAWS)))
def test_same_seed_writes_the_same(seed: int, period: str, flaw: str | None) -> None:
    one = write_report(seed, LUNG_PHINH, period, flaw=flaw)
    assert one == write_report(seed, LUNG_PHINH, period, flaw=flaw)
    assert not re.search(r"[{}\x01]|\bNone\b", unparse(one[0]))


@given(seed=st.integers(0, 10**6), period=st.sampled_from(PERIODS))
def test_every_count_of_the_truth_is_printed_somewhere(seed: int, period: str) -> None:
    report, truth = write_report(seed, LUNG_PHINH, period)
    text = statistics_of(unparse(report))
    for measure, value in truth.measures.items():
        if not value or measure in ("answered_rate", "sessions", "participants"):  # may be a sum of parts
            continue
        assert any(form.lower() in text for form in written_forms(int(value))), measure
    for raised, answered in truth.categories.values():
        assert raised is not None
        assert answered is None or answered <= raised


@pytest.mark.parametrize(
    "flaw",
    [
        "category_sum",
        "category_answered_sum",
        "answered_gt_raised",
        "rate_mismatch",
        "outcome_sum",
        "session_breakdown",
        "implausible",
    ],
)
@pytest.mark.parametrize("seed", range(25))
def test_a_flaw_of_arithmetic_is_really_there_and_alone(flaw: str, seed: int) -> None:
    _, truth = write_report(seed, LUNG_PHINH, PERIODS[seed % len(PERIODS)], flaw=flaw)
    assert broken_rules(truth) == {flaw}
    assert [i.kind for i in truth.inconsistencies] == [flaw]


@pytest.mark.parametrize("seed", range(25))
def test_petitions_differ_from_opinions_without_a_word_about_it(seed: int) -> None:
    report, truth = write_report(seed, LUNG_PHINH, "2025", flaw="petitions_vs_opinions")
    petitions, opinions = truth.measures["petitions"], truth.measures["opinions"]
    assert petitions is not None
    assert opinions is not None
    assert petitions > opinions
    assert "trùng" not in unparse(report)
    assert broken_rules(truth) == set()


@pytest.mark.parametrize("flaw", ["attendance_breakdown", "text_vs_table", "duplicate_statement"])
@pytest.mark.parametrize("seed", range(25))
def test_a_second_number_stands_in_the_text(flaw: str, seed: int) -> None:
    report, truth = write_report(seed, LUNG_PHINH, "2025", flaw=flaw)
    (found,) = truth.inconsistencies
    text = statistics_of(unparse(report))
    assert found.stated != found.expected
    assert any(form.lower() in text for form in written_forms(int(found.stated)))
    if flaw == "attendance_breakdown":
        assert str(truth.measures["participants"]) == found.stated
    else:
        measure = "participants" if flaw == "text_vs_table" else "sessions"
        assert str(truth.measures[measure]) == found.expected


@pytest.mark.parametrize("flaw", ["period_mismatch", "commune_mismatch"])
@pytest.mark.parametrize("seed", range(25))
def test_the_closing_sentence_names_another_period_or_unit(flaw: str, seed: int) -> None:
    report, truth = write_report(seed, LUNG_PHINH, PERIODS[seed % len(PERIODS)], flaw=flaw)
    (found,) = truth.inconsistencies
    closing = unparse(report).split("[FOOT-LEFT]")[0].splitlines()[-1]
    assert found.stated in closing
    assert found.expected not in closing
    assert truth.commune == LUNG_PHINH


def test_symbol_and_date_are_sometimes_blank() -> None:
    truths = [write_report(seed, LUNG_PHINH, "2025")[1] for seed in range(200)]
    assert 2 <= sum(truth.symbol is None for truth in truths) <= 30
    assert 2 <= sum(truth.issued_on is None for truth in truths) <= 30


def test_a_correction_names_the_report_it_replaces() -> None:
    old = next(t for s in range(9) if (t := write_report(s, LUNG_PHINH, "2025")[1]).symbol and t.issued_on)
    report, new = write_report(99, LUNG_PHINH, "2025", replaces=old)
    assert f"thay thế Báo cáo số {old.symbol}" in unparse(report)
    assert new.issued_on is not None
    assert old.issued_on is not None
    assert new.issued_on > old.issued_on
    assert new.symbol != old.symbol


def test_all_layouts_occur() -> None:
    seen: set[tuple[str, str]] = set()
    for seed in range(400):
        random = Random(seed)
        layout = choose_layout(random, draw_facts(random, describe_period("2025", random)), None)
        parts = ("totals", "listing", "categories", "results")
        seen |= {(part, getattr(layout, part)) for part in parts}
    wanted = {"totals": TOTALS, "listing": LISTINGS, "categories": CATEGORY_LAYOUTS, "results": RESULTS}
    assert seen == {(part, name) for part, names in wanted.items() for name in names}


def test_truth_has_the_shape_of_the_hand_written_ones() -> None:
    content = write_report(5, LUNG_PHINH, "2025-H2", flaw="category_sum")[1].to_json()
    assert content["commune"] == "Xã Lùng Phình"
    assert content["commune_code"] == 2848
    assert content["period"] == "2025-H2"
    assert set(content["inconsistencies"][0]) == {"kind", "detail"}
    assert list(content["measures"]) == list(MEASURES)
    assert all(len(pair) == 2 for pair in content["categories"].values())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (4, "bốn"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (45, "bốn mươi lăm"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (287, "hai trăm tám mươi bảy"),
        (300, "ba trăm"),
    ],
)
def test_numbers_are_said_as_people_say_them(value: int, words: str) -> None:
    assert say_number(value) == words


def test_unknown_flaws_and_periods_are_refused() -> None:
    with pytest.raises(ValueError, match="no such flaw"):
        write_report(1, LUNG_PHINH, "2025", flaw="typo")
    with pytest.raises(ValueError, match="no such period"):
        write_report(1, LUNG_PHINH, "2025-Q5")


def test_a_typing_slip_is_as_rare_as_it_should_be() -> None:
    slipped = [
        seed for seed in range(300) if re.search(r"\dO|O\d|l\d", unparse(write_report(seed, LUNG_PHINH, "2025")[0]))
    ]
    assert 1 <= len(slipped) <= 20


def test_no_field_is_called_field_twice() -> None:
    for seed in range(300):
        text = unparse(write_report(seed, LUNG_PHINH, "2025")[0]).lower()
        assert "lĩnh vực một số lĩnh vực" not in text
        assert "lĩnh vực các lĩnh vực" not in text
        assert "lĩnh vực lĩnh vực" not in text
