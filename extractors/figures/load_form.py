"""Load a form (forms/<name>.yml): the words by which reports of one kind are read."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from extractors.fold_case import fold_case

_HOI, _NGA = "ảẳẩẻểỉỏổởủửỷ", "ãẵẫẽễĩõỗỡũữỹ"
_OTHER_TONE = str.maketrans(_HOI + _NGA + (_HOI + _NGA).upper(), _NGA + _HOI + (_NGA + _HOI).upper())
_TONE_WORD = re.compile(rf"[^\W\d]*[{_HOI}{_NGA}{_HOI.upper()}{_NGA.upper()}][^\W\d]*")


_VOWEL_WORDS = frozenset("ý")  # words of one letter
_COUNTED = ("opinion", "person", "session")  # groups of nouns


@lru_cache(maxsize=20_000)
def _mend_word(word: str, vocabulary: frozenset[str]) -> str:
    if fold_case(word) in vocabulary:
        return word
    swapped = word.translate(_OTHER_TONE)
    return swapped if fold_case(swapped) in vocabulary else word


_D_WORD = re.compile(r"(?<![^\W\d])d[^\W\d_]{1,6}(?![^\W\d])", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def _give_bar(word: str, vocabulary: frozenset[str]) -> str:
    barred = ("Đ" if word[0] == "D" else "đ") + word[1:]
    return barred if fold_case(word) not in vocabulary and fold_case(barred) in vocabulary else word


# a closed syllable bears sắc or nặng: "đap", "nươc", "tuc" lack their tone
_TONELESS = re.compile(r"(?<![^\W\d])(?P<head>[a-zđăâêôơư]*[aăâeêioôơuưy])(?P<end>ch|[cpt])(?![^\W\d])", re.IGNORECASE)
_CLOSED_TONES = "\u0301\u0323"  # sắc, nặng


@lru_cache(maxsize=20_000)
def _give_tone(head: str, end: str, vocabulary: frozenset[str]) -> str:
    toned = {unicodedata.normalize("NFC", head + tone) + end for tone in _CLOSED_TONES}
    known = [word for word in toned if fold_case(word) in vocabulary]
    return known[0] if len(known) == 1 and fold_case(head + end) not in vocabulary else head + end


@lru_cache(maxsize=2_000)
def _two_words(first: str, second: str, pairs: frozenset[tuple[str, str]]) -> str:
    if len(first) == 1 and len(second) == 1 and first not in _VOWEL_WORDS:
        return ""
    fitting = {
        (one, two)
        for one, two in pairs
        if (two == second and one.startswith(first)) or (one == first and two.startswith(second))
    }
    return " ".join(*fitting) if len(fitting) == 1 else ""


def _word_pairs(raw: dict[str, Any]) -> frozenset[tuple[str, str]]:
    phrases = [
        *(phrase for names in raw["categories"].values() for phrase in names),
        *(phrase for name, cues in raw["outcomes"].items() if not name.endswith("_weak") for phrase in cues),
        *(phrase for group in _COUNTED for phrase in raw["nouns"][group]),
        *raw["periodic"],
        *raw["adhoc"],
    ]
    words = [re.findall(r"[^\W\d]+", fold_case(phrase)) for phrase in phrases]
    return frozenset(pair for names in words for pair in itertools.pairwise(names))


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form: how its title is worded and what stands in it."""

    key: str
    kind: str  # statistics, items, narrative, none
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """The words of one kind of report, compiled for matching against ``fold_case`` keys."""

    name: str
    version: str
    raw: dict[str, Any]
    sections: dict[str, Section]
    nouns: dict[str, re.Pattern[str]]  # group -> pattern, to be matched at a position
    noun_inside: dict[str, re.Pattern[str]]  # the same, to be searched for as a word
    outcomes: dict[str, re.Pattern[str]]
    not_outcomes: re.Pattern[str]
    scopes: dict[str, re.Pattern[str]]
    words: dict[str, re.Pattern[str]]  # totals, attend, held, periodic, adhoc, at_meeting, …
    category_of: dict[str, str]  # folded alias -> category
    category: re.Pattern[str]  # any alias, longest first
    category_lead: re.Pattern[str]  # words that may stand before a field's name
    weak: frozenset[str]  # folded aliases too common to be a field's name inside a sentence
    titles: tuple[tuple[str, re.Pattern[str]], ...]  # section, pattern of a title that opens with one of its phrases
    titles_anywhere: dict[str, re.Pattern[str]]
    title_abbreviations: dict[str, str]
    vocabulary: frozenset[str]  # every word of the form
    word_pairs: frozenset[tuple[str, str]]  # words that stand together in names of fields, outcomes and nouns

    def mend(self, text: str) -> str:
        """Set right what is typed wrong: hỏi for ngã ("giãi đáp"), no tone ("giải đap"), no bar ("giải dáp").

        Every character keeps its place.
        """
        text = _D_WORD.sub(lambda m: _give_bar(m.group(), self.vocabulary), text)
        text = _TONELESS.sub(lambda m: _give_tone(m["head"], m["end"], self.vocabulary), text)
        return _TONE_WORD.sub(lambda m: _mend_word(m.group(), self.vocabulary), text)

    def two_words(self, first: str, second: str) -> str:
        """Give the two words of the form that "g/đáp", "s.hoạt" or "ý/k" shortens, where only one pair fits; or ''."""
        return _two_words(fold_case(first), fold_case(second), self.word_pairs)

    def outcome_of(self, text: str) -> str:
        """Name the outcome a folded text speaks of, or ''."""
        text = self.not_outcomes.sub(lambda m: " " * len(m.group()), text)
        for name, pattern in self.outcomes.items():
            if pattern.search(text):
                return name.removesuffix("_weak")
        return ""


def phrase_pattern(phrase: str) -> str:
    """Make the pattern of one phrase: "chế độ, chính sách" also matches "chế độ,chính sách"."""
    parts = []
    for word in fold_case(phrase).split():
        if word == "*":
            parts.append(r"(?:\S+\s+){0,3}?")
            continue
        body = re.escape(word)
        body = body.replace(",", r"\s*,")
        parts.append(body + ("" if word == "-" else r"\s*" if word.endswith(",") else r"\s+"))
    pattern = "".join(parts)
    pattern = pattern.replace(r"\s+\-", r"\s*[-–]\s*").replace(r"\-", r"\s*[-–]\s*")
    return pattern.removesuffix(r"\s+").removesuffix(r"\s*")


def any_of(phrases: list[str], *, before: str = r"(?<!\w)", after: str = r"(?!\w)") -> re.Pattern[str]:
    """Compile a pattern that matches any of the phrases, the longest first."""
    ordered = sorted({fold_case(p) for p in phrases}, key=lambda p: (-len(p), p))
    return re.compile(before + "(?:" + "|".join(phrase_pattern(p) for p in ordered) + ")" + after)


def _title_patterns(sections: dict[str, Section], lead_words: list[str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile the title phrases; a phrase may follow a few words that open titles ("Công tác", "Kết quả")."""

    def either(phrases: Iterable[str]) -> str:
        return "|".join(phrase_pattern(p) for p in sorted(phrases, key=len, reverse=True))

    leads = either(lead_words)
    return tuple(
        (
            s.key,
            re.compile(rf"^\s*(?:(?:{leads})\s*,?\s+){{0,3}}(?:{either(s.phrases)})(?!\w)"),
        )
        for s in sections.values()
    )


@lru_cache(maxsize=4)
def load_form(name: str = "qc07") -> Form:
    """Load the form of that name; raises FileNotFoundError or ValueError for one that is missing or incomplete."""
    text = resources.files("extractors.forms").joinpath(f"{name}.yml").read_text(encoding="utf-8")
    raw: dict[str, Any] = yaml.safe_load(text)
    missing = {"form", "version", "report", "sections", "nouns", "outcomes", "scopes", "categories"} - raw.keys()
    if missing:
        raise ValueError(f"forms/{name}.yml lacks {', '.join(sorted(missing))}")
    sections = {
        key: Section(key, value["kind"], tuple(value["phrases"]))
        for key, value in raw["sections"].items()
        if isinstance(value, dict)
    }
    simple = (
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
    words = {key: any_of(raw[key]) for key in simple}
    words |= {f"table_{key}": any_of(value) for key, value in raw["table_words"].items()}
    words["closing"] = any_of(raw["closing"], before=r"^\W*")
    words["closing_verbs"] = any_of(raw["closing_verbs"])
    category_of = {fold_case(alias): category for category, aliases in raw["categories"].items() for alias in aliases}
    return Form(
        name=raw["form"],
        version=str(raw["version"]),
        raw=raw,
        sections=sections,
        nouns={
            key: any_of(value, before=r"(?<![^\W\d_])", after=r"(?![^\W\d_])") for key, value in raw["nouns"].items()
        },
        noun_inside={key: any_of(value, after=r"(?![^\W\d_])") for key, value in raw["nouns"].items()},
        outcomes={key: any_of(value) for key, value in raw["outcomes"].items()},
        not_outcomes=any_of(raw["not_outcomes"]),
        scopes={key: any_of(value) for key, value in raw["scopes"].items()},
        words=words,
        category_of=category_of,
        category=re.compile(any_of(list(category_of)).pattern.replace(r"\s*,\s*", r"\s*,?\s*")),
        category_lead=any_of(raw["category_leads"]),
        weak=frozenset(fold_case(alias) for alias in raw["categories_weak"]),
        titles=_title_patterns(sections, raw["sections"]["heading_leads"]),
        title_abbreviations={fold_case(k): fold_case(v) for k, v in raw["title_abbreviations"].items()},
        titles_anywhere={key: any_of(value) for key, value in raw["titles_anywhere"].items()},
        word_pairs=_word_pairs(raw),
        vocabulary=frozenset(re.findall(r"[^\W\d]+", fold_case(text))),
    )
