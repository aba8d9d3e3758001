"""Whatever report the made-up clerks write, each figure is read as written, or a finding points at it."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from demo.parse_text import parse, unparse
from demo.plant_flaw import FLAWS
from demo.read_communes import read_communes
from demo.records import Commune, ReportText, Truth
from demo.write_report import write_report
from tests.extractors.figures.compare_truth import compare, contradictions, identity_of
from tests.read_text import as_document, report_of
from transforms.records import Report

PERIODS = ("2025", "2025-H1", "2025-H2", "2025-9M", "2025-Q1", "2025-Q4", "2025-M03", "2025-M11", "2026-H1")
SEEDS = st.integers(min_value=0, max_value=10**6)
COMMUNES = st.sampled_from(read_communes())
# the accent on the other vowel, as half of the offices type it
OTHER_TONES = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "òe": "oè",
    "óe": "oé",
    "ủy": "uỷ",
    "úy": "uý",
}


def values(report: Report) -> set[tuple[str, str | None, Decimal]]:
    return {(f.measure, f.category, f.value) for f in report.figures}


def read(text: ReportText) -> Report:
    note(unparse(text))
    return report_of(as_document(text))


@settings(max_examples=60)
@given(seed=SEEDS, commune=COMMUNES, period=st.sampled_from(PERIODS))
def test_a_report_that_agrees_with_itself_is_read_right_or_pointed_at(seed: int, commune: Commune, period: str) -> None:
    text, truth = write_report(seed, commune, period)
    report = read(text)
    expected = truth.to_json()
    assert compare(report, expected).silent == ()
    got = identity_of(report)
    assert got == {key: expected[key] for key in got}


@settings(max_examples=60)
@given(seed=SEEDS, commune=COMMUNES, period=st.sampled_from(PERIODS))
def test_a_report_that_agrees_with_itself_is_never_said_to_contradict_itself(
    seed: int, commune: Commune, period: str
) -> None:
    text, _ = write_report(seed, commune, period)
    report = read(text)
    assert contradictions(report) == set(), [f.message for f in report.findings]


@pytest.mark.parametrize("flaw", FLAWS)
@settings(max_examples=6)
@given(seed=SEEDS, commune=COMMUNES, period=st.sampled_from(PERIODS))
def test_the_contradiction_planted_in_a_report_is_found(flaw: str, seed: int, commune: Commune, period: str) -> None:
    text, truth = write_report(seed, commune, period, flaw=flaw)
    report = read(text)
    assert flaw in contradictions(report), [f.message for f in report.findings]
    assert compare(report, truth.to_json()).silent == ()


@settings(max_examples=15)
@given(seed=SEEDS, commune=COMMUNES)
def test_letters_typed_in_another_way_change_no_figure(seed: int, commune: Commune) -> None:
    text, _ = write_report(seed, commune, "2025")
    plain = values(read(text))
    source = unparse(text)
    decomposed = parse(unicodedata.normalize("NFD", source))
    other_tones = source
    for new, old in OTHER_TONES.items():
        other_tones = other_tones.replace(new, old)
    fixed_spaces = parse(source.replace(" ý kiến", "\u00a0ý\u00a0kiến"))
    assert values(read(decomposed)) == plain
    assert values(read(parse(other_tones))) == plain
    assert values(read(fixed_spaces)) == plain


@settings(max_examples=15)
@given(seed=SEEDS, commune=COMMUNES)
def test_a_report_is_read_the_same_twice(seed: int, commune: Commune) -> None:
    text, truth = write_report(seed, commune, "2025-H2")
    assert isinstance(truth, Truth)
    assert read(text) == read(text)
