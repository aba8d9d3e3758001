"""The words of the form can all be matched, and none of them means two things."""

from __future__ import annotations

from collections import Counter

import pytest

from extractors.figures.load_form import any_of, load_form, phrase_pattern
from extractors.fold_case import fold_case
from transforms.match_category import match_category
from transforms.records import CATEGORIES

FORM = load_form()
KINDS = {"statistics", "items", "narrative", "none"}
LISTS = (
    "totals",
    "attend",
    "held",
    "periodic",
    "adhoc",
    "at_meeting",
    "after_meeting",
    "none",
    "all",
    "rate",
    "hedges",
)


def example(phrase: str) -> str:
    """Write a text that a phrase stands for: "chuyển * cấp" as "chuyển xyz cấp"."""
    return fold_case(phrase).replace("*", "xyz")


@pytest.mark.parametrize("section", sorted(FORM.sections))
def test_the_phrases_of_a_section_open_its_titles(section: str) -> None:
    patterns = dict(FORM.titles)
    assert FORM.sections[section].kind in KINDS
    assert FORM.sections[section].phrases
    assert [p for p in FORM.sections[section].phrases if not patterns[section].match(example(p))] == []


def test_no_title_belongs_to_two_sections() -> None:
    owners = Counter(fold_case(p) for s in FORM.sections.values() for p in set(s.phrases))
    assert [phrase for phrase, count in owners.items() if count > 1] == []


@pytest.mark.parametrize("group", sorted(FORM.raw["outcomes"]))
def test_a_cue_tells_its_own_outcome(group: str) -> None:
    phrases = FORM.raw["outcomes"][group]
    assert [p for p in phrases if FORM.outcome_of(example(p)) != group.removesuffix("_weak")] == []


@pytest.mark.parametrize("group", sorted(FORM.raw["nouns"]))
def test_a_noun_counts_for_its_own_group_first(group: str) -> None:
    for phrase in FORM.raw["nouns"][group]:
        ends = {name: m.end() for name, pattern in FORM.nouns.items() if (m := pattern.match(example(phrase)))}
        assert ends.get(group) == len(example(phrase)), phrase
        assert all(end < ends[group] for name, end in ends.items() if name != group), phrase


@pytest.mark.parametrize("scope", sorted(FORM.raw["scopes"]))
def test_the_words_of_a_scope_are_found(scope: str) -> None:
    assert [p for p in FORM.raw["scopes"][scope] if not FORM.scopes[scope].search(f"nay {example(p)} là")] == []


@pytest.mark.parametrize("name", LISTS)
def test_the_words_of_a_list_are_found(name: str) -> None:
    assert [p for p in FORM.raw[name] if not FORM.words[name].search(f"nay {example(p)} là")] == []


def test_no_name_stands_under_two_fields() -> None:
    owners = Counter(
        fold_case(a) for aliases in FORM.raw["categories"].values() for a in {fold_case(a) for a in aliases}
    )
    assert [alias for alias, count in owners.items() if count > 1] == []
    assert tuple(FORM.raw["categories"]) == CATEGORIES


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_name_of_a_field_is_matched_to_it(category: str) -> None:
    aliases = FORM.raw["categories"][category]
    assert [a for a in aliases if match_category(a, FORM.category_of) != category] == []
    assert [a for a in aliases if match_category(a.upper(), FORM.category_of) != category] == []
    assert [a for a in aliases if match_category(f"- {a}:", FORM.category_of) != category] == []
    assert [a for a in aliases if not FORM.category.search(fold_case(a))] == []


def test_a_weak_name_is_a_name() -> None:
    assert set(FORM.weak) - set(FORM.category_of) == set()


@pytest.mark.parametrize(
    ("printed", "category"),
    [
        ("đất đai, môi trường", "land"),
        ("Đô thị, an ninh – trật tự", "urban_security"),
        ("An ninh trật tự", "urban_security"),
        ("Cải cách thủ tục hành chính", "admin_procedure"),
        ("Chế độ,chính sách", "policy"),
        ("GPMB", "land"),
        ("Y TẾ - GIÁO DỤC", "health_education"),
        ("b) Nước sạch", "water"),
        ("Một số lĩnh vực khác", "other"),
        ("khuyến nông", None),
        ("vay vốn ngân hàng", None),
        ("", None),
    ],
)
def test_a_joint_heading_belongs_to_the_field_it_begins_with(printed: str, category: str | None) -> None:
    assert match_category(printed, FORM.category_of) == category


def test_a_star_stands_for_up_to_three_words() -> None:
    pattern = any_of(["chuyển * cấp trên"])
    assert pattern.search("đã chuyển cấp trên")
    assert pattern.search("đã chuyển lên các cấp trên")
    assert not pattern.search("đã chuyển một hai ba bốn cấp trên")


def test_a_phrase_is_matched_as_whole_words_with_commas_and_hyphens_loose() -> None:
    assert phrase_pattern("chế độ, chính sách")
    pattern = any_of(["an ninh - trật tự", "chế độ, chính sách"])
    assert pattern.search("an ninh-trật tự")
    assert pattern.search("an ninh – trật tự")
    assert pattern.search("chế độ,chính sách")
    assert not pattern.search("an ninhtrật tự")
    assert not pattern.search("chế độ, chính sáchh")


def test_a_form_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        load_form("qc99")
