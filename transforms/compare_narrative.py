"""Compare what the narrative says of the opinions with the figures: all answered, and yet some settled slowly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from extractors.fold_case import fold_case
from transforms.load_rules import load_rules
from transforms.make_finding import make_finding, short_quote
from transforms.records import Figure, Finding, Narrative

Figures = Mapping[tuple[str, str | None], Figure]

_OPEN = ("opinions_forwarded", "opinions_pending", "petitions_forwarded", "petitions_pending")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")


def compare_narrative(narratives: Iterable[Narrative], figures: Figures) -> list[Finding]:
    """Find the first sentence that the figures contradict: info only; what to look for is data (checks.yml)."""
    said = tuple(narratives)
    words = load_rules().narrative
    opinions, answered = figures.get(("opinions", None)), figures.get(("opinions_answered", None))
    if opinions is None or opinions.value == 0:
        return []
    if _all_answered(figures):
        for paragraph, sentence in _sentences(said, words["slow_sections"]):
            if _says(sentence, ("nouns", "slow"), "not_slow"):
                return [_finding("slow_though_all_answered", answered or opinions, None, paragraph, sentence)]
    elif answered is not None and answered.value < opinions.value and not _rate_says_so(figures):
        for paragraph, sentence in _sentences(said, words["all_sections"]):
            if _says(sentence, ("nouns", "all", "answered", "at_meeting"), "not_all"):
                return [_finding("all_answered_though_open", answered, opinions, paragraph, sentence)]
    return []


def _all_answered(figures: Figures) -> bool:
    """Tell whether every opinion was answered and nothing is left open or was sent on."""
    opinions, answered, rate = (figures.get((m, None)) for m in ("opinions", "opinions_answered", "answered_rate"))
    if any((figure := figures.get((m, None))) is not None and figure.value > 0 for m in _OPEN):
        return False
    if answered is not None and opinions is not None:
        return answered.value == opinions.value
    return rate is not None and rate.value == 100


def _rate_says_so(figures: Figures) -> bool:
    """Tell whether the rate itself is said to be 100 %: that is a rate_mismatch already."""
    rate = figures.get(("answered_rate", None))
    return rate is not None and rate.value == 100


def _sentences(narratives: tuple[Narrative, ...], sections: tuple[str, ...]) -> Iterator[tuple[Narrative, str]]:
    for paragraph in narratives:
        if paragraph.section in sections:
            yield from ((paragraph, s) for s in _SENTENCE.split(paragraph.text) if s.strip())


def _says(sentence: str, wanted: tuple[str, ...], unwanted: str) -> bool:
    """Tell whether a sentence has a word of each kind, and none of those that make it mean something else."""
    key = " ".join(fold_case(sentence).split())
    return all(_pattern(kind).search(key) for kind in wanted) and not _pattern(unwanted).search(key)


@lru_cache(maxsize=16)
def _pattern(kind: str) -> re.Pattern[str]:
    words = sorted(map(fold_case, load_rules().narrative[kind]), key=len, reverse=True)
    # "chưa trả lời", but "năm 20" also begins "năm 2024"
    ends = (re.escape(w) + (r"(?!\w)" if not w[-1].isdigit() else "") for w in words)
    return re.compile(r"(?<!\w)(?:" + "|".join(ends) + ")")


def _finding(message: str, figure: Figure, other: Figure | None, paragraph: Narrative, sentence: str) -> Finding:
    return make_finding(
        "implausible",
        figure.measure,
        stated=figure.value,
        expected=other.value if other is not None else None,
        address=figure.address,
        other_address=paragraph.address,
        severity="info",
        message=message,
        quote=short_quote(sentence).rstrip(".;"),
    )
