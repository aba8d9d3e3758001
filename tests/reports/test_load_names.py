"""Every key of the contract has a name in both languages; the wording of the paper leaves the blanks blank."""

from __future__ import annotations

import unicodedata
from importlib.resources import files

from reports.load_names import LANGUAGES, load_names, load_wording
from transforms.records import CATEGORIES, CATEGORY_MEASURES, MEASURES

RULES = """
category_sum category_answered_sum answered_gt_raised rate_mismatch petitions_vs_opinions session_breakdown
attendance_breakdown outcome_sum period_mismatch commune_mismatch text_vs_table duplicate_statement implausible
unread_number doubtful_numeral unmapped_category approximate missing_measure tracked_changes
rejected resubmission duplicate_document near_copy unknown_commune late changed_ground
"""
SECTIONS = "advantages difficulties leadership monitoring results limitations causes tasks"
KEYS = {
    "measures": {*MEASURES, *CATEGORY_MEASURES},
    "subjects": {"commune", "period"},
    "categories": set(CATEGORIES),
    "rules": set(RULES.split()),
    "severities": {"error", "warning", "info"},
    "finding_statuses": {"open", "accepted", "corrected", "dismissed", "resolved"},
    "reporting_statuses": {"received", "late", "rejected", "missing"},
    "outcomes": {"loaded", "duplicate", "superseded", "rejected"},
    "figure_statuses": {"extracted", "confirmed", "corrected"},
    "sections": set(SECTIONS.split()),
}


def test_every_key_of_the_contract_has_a_name_in_both_languages() -> None:
    names = load_names()
    assert {kind: set(entries) for kind, entries in names.by_kind.items()} == KEYS
    for kind, entries in names.by_kind.items():
        for key, entry in entries.items():
            assert set(entry) <= {*LANGUAGES, "short"}
            for language in LANGUAGES:
                assert names.of(kind, key, language) not in ("", key)


def test_names_of_a_kind_differ_from_each_other() -> None:
    for entries in load_names().by_kind.values():
        for language in LANGUAGES:
            assert len({entry[language] for entry in entries.values()}) == len(entries)


def test_a_key_without_a_name_is_shown_as_it_is() -> None:
    assert load_names().of("rules", "a_rule_of_tomorrow") == "a_rule_of_tomorrow"
    assert load_names().of("categories", None) == ""


def test_texts_are_composed_unicode() -> None:
    for package, path in (("transforms", "reference/names.yml"), ("reports", "paper.yml")):
        text = files(package).joinpath(path).read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text)


def test_number_and_date_are_blank_in_the_wording() -> None:
    wording = load_wording()
    assert wording.symbol.split() == ["Số", "-BC/BTGDVTU"]
    assert wording.place_and_date.split() == ["Lào", "Cai,", "ngày", "tháng", "năm"]
    assert all("{period}" in text for text in (wording.subject, wording.opening, wording.closing))
