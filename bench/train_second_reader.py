"""Learn the weights of the second reader from the reports of tests/texts; write extractors/second_reader/weights.tsv.

usage: python -m bench.train_second_reader [--without LETTERS]     sets of texts to leave out, to measure with

What a numeral counts is what the first reader takes it for; tests hold that reader to the truth of these texts.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extractors.figures.load_form import load_form
from extractors.figures.read_figures import read_figures
from extractors.records import Address, Document
from extractors.second_reader.find_candidates import Candidate, find_candidates
from extractors.second_reader.list_features import list_features
from extractors.second_reader.read_again import ALWAYS
from tests.read_text import read_text
from transforms.normalise import expand_shared, normalise
from transforms.records import CATEGORY_MEASURES, MEASURES

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "extractors/second_reader/weights.tsv"
STRENGTH = 2.0  # the greater, the more weights are kept (C of the regression)
SEEN = 2  # a feature counts from so many numerals on


def main() -> None:
    """Train and write the weights."""
    without = sys.argv[2] if sys.argv[1:2] == ["--without"] else ""
    names = [p for p in sorted((ROOT / "tests/texts").glob("*.txt")) if p.name[0] not in without]
    examples = [e for path in names for e in examples_of(read_text(path.read_text("utf-8")))]
    lines = learn(examples)
    WEIGHTS.write_text("measure\tfeature\tweight\n" + "".join(lines), "utf-8")
    sys.stdout.write(f"{len(names)} texts, {len(examples)} numerals, {len(lines)} weights\n")


def examples_of(document: Document) -> Iterator[tuple[set[str], str]]:
    """Give the features of each numeral of a document and the measure it counts ('' if none)."""
    form = load_form()
    printed = read_figures(document, form)
    normalised = normalise(replace(printed, figures=expand_shared(printed.figures)), form.category_of)
    counted = {
        (*_place(s.address), s.kind == "none"): s.measure
        for s in normalised.statements
        if s.role == "total" and s.kind != "all"
    }
    for candidate in find_candidates(document):
        yield list_features(candidate), _measure_at(candidate, counted)


def _measure_at(candidate: Candidate, counted: dict[tuple[int, int | None, int | None, int, bool], str]) -> str:
    block, row, column, start = _place(candidate.address)
    if candidate.kind == "none":  # the first reader's phrase may begin a little earlier or later
        near = [m for (b, _, _, s, none), m in counted.items() if none and b == block and abs(s - start) <= 12]
        return near[0] if near else ""
    return counted.get((block, row, column, start, False), "")


def _place(address: Address) -> tuple[int, int | None, int | None, int]:
    return address.block, address.row, address.column, address.char_start


def learn(examples: list[tuple[set[str], str]]) -> list[str]:
    """Fit one logistic regression for each measure; give the lines of weights.tsv, weightiest first."""
    seen = Counter(feature for features, _ in examples for feature in features)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{f: 1.0 for f in features if seen[f] >= SEEN} for features, _ in examples])
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # liblinear's
    names = vectorizer.get_feature_names_out()
    measures = np.array([measure for _, measure in examples])
    lines = []
    for measure in (*MEASURES, *CATEGORY_MEASURES):
        model = LogisticRegression(C=STRENGTH, l1_ratio=1, solver="liblinear", random_state=0, max_iter=300)
        model.fit(matrix, measures == measure)
        weights = {ALWAYS: float(model.intercept_[0])}
        weights |= {str(names[i]): float(model.coef_[0][i]) for i in np.flatnonzero(np.abs(model.coef_[0]) >= 0.005)}
        ordered = sorted(weights.items(), key=lambda item: (item[0] != ALWAYS, -abs(item[1]), item[0]))
        lines += [f"{measure}\t{feature}\t{weight:.2f}\n" for feature, weight in ordered]
    return lines


if __name__ == "__main__":
    main()
