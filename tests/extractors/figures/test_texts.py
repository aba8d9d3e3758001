"""Every hand-written report reads as a careful clerk reads it, or a finding points at what does not."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.documents.address_text import text_at
from extractors.records import Document
from tests.extractors.figures.compare_truth import alarms, compare, contradictions, identity_of
from tests.read_text import read_text, report_of
from transforms.records import Report

TEXTS = Path(__file__).parents[2] / "texts"
NAMES = sorted(path.stem for path in TEXTS.glob("*.txt"))
pytestmark = pytest.mark.parametrize("name", NAMES)


@cache
def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((TEXTS / f"{name}.json").read_text(encoding="utf-8"))
    return truth


@cache
def read(name: str) -> tuple[Document, Report]:
    document = read_text((TEXTS / f"{name}.txt").read_text(encoding="utf-8"))
    return document, report_of(document)


def test_no_figure_is_silently_wrong(name: str) -> None:
    compared = compare(read(name)[1], truth_of(name))
    assert not compared.silent, "\n".join((*compared.silent, *(f.message for f in read(name)[1].findings)))


def test_unit_period_number_date_and_items_are_right(name: str) -> None:
    truth = truth_of(name)
    got = identity_of(read(name)[1])
    assert got == {key: truth[key] for key in got}


def test_the_contradictions_are_found_and_no_others_where_there_is_none(name: str) -> None:
    planted = {entry["kind"] for entry in truth_of(name)["inconsistencies"]}
    found = contradictions(read(name)[1])
    assert planted - found == set()
    if not planted:
        assert found == set(), [f.message for f in alarms(read(name)[1])]


def test_fields_outside_the_eight_are_named_with_their_numbers(name: str) -> None:
    truth = truth_of(name)
    got = read(name)[1].unmapped
    assert [(u.raised, u.answered) for u in got] == [(raised, answered) for _, raised, answered in truth["unmapped"]]


def test_every_figure_is_printed_where_its_address_says(name: str) -> None:
    document, report = read(name)
    for figure in report.figures:
        if figure.parts:
            printed = [text_at(document, part) for part in figure.parts]
            assert " + ".join(printed) == figure.printed, (figure.measure, figure.category)
        else:
            assert text_at(document, figure.address) == figure.printed, (figure.measure, figure.category)


def test_every_finding_is_a_sentence_that_says_what_it_is_about(name: str) -> None:
    for finding in read(name)[1].findings:
        assert finding.message.endswith("."), finding
        assert "{" not in finding.message, finding
        assert "None" not in finding.message, finding
