"""Read a document a second time in another way: each numeral by the weight of the words around it.

The first reader (``extractors/figures``) follows rules: nouns, cues, scopes. This one knows none of them. It adds up,
for every measure, how much each word near a numeral has spoken for it in the reports of ``tests/texts``
(``weights.tsv``, made by ``make train``: a logistic regression for each measure). It never gives a figure: where it
sees one that the first reader did not take, a finding points there.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from math import exp

from extractors.records import Document, SecondReading
from extractors.second_reader.find_candidates import find_candidates
from extractors.second_reader.list_features import list_features

ALWAYS = "always"  # the feature that every numeral has: how rare the measure is
LEAST = 0.05  # a likelihood below this is not worth telling


@lru_cache(maxsize=1)
def load_weights() -> dict[str, dict[str, float]]:
    """Load the weights: feature -> measure -> weight (log odds)."""
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    text = files("extractors.second_reader").joinpath("weights.tsv").read_text("utf-8")
    for line in text.splitlines()[1:]:
        measure, feature, weight = line.split("\t")
        weights[feature][measure] = float(weight)
    return dict(weights)


@lru_cache(maxsize=1)
def _pairs() -> tuple[dict[str, float], dict[str, tuple[tuple[str, float], ...]]]:
    """Give the sums that every numeral starts with, and the weights of the other features as pairs."""
    weights = load_weights()
    return weights[ALWAYS], {f: tuple(w.items()) for f, w in weights.items() if f != ALWAYS}


def read_again(document: Document) -> tuple[SecondReading, ...]:
    """Give what each numeral of a document most likely counts; those that likely count nothing of ours are left out."""
    start, weights = _pairs()
    readings = []
    for candidate in find_candidates(document):
        sums = dict(start)
        for feature in weights.keys() & list_features(candidate):
            for measure, weight in weights[feature]:
                sums[measure] += weight
        measure = max(sums, key=sums.__getitem__)
        likelihood = 1 / (1 + exp(-sums[measure]))
        if likelihood >= LEAST:
            readings.append(
                SecondReading(
                    measure,
                    likelihood,
                    candidate.printed,
                    candidate.kind,
                    candidate.address,
                    candidate.quote,
                )
            )
    return tuple(readings)
