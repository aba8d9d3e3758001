"""Turn the words around a numeral into features: which word stands where."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.second_reader.find_candidates import Candidate

_TOKEN = re.compile(r"[^\W\d]+|\d+|[%:;,.()/=\-–+›]")
_BREAKS = frozenset(",;:.()#")
_NEAR = 5  # words of which the distance is told
_FAR = 12  # words of which only the side is told


def list_features(candidate: Candidate) -> set[str]:
    """Give the features of a numeral; the letters before the colon say where the words stand."""
    before, after = _tokens(candidate.before), _tokens(candidate.after)
    features = {f"kind:{candidate.kind}", *_above(candidate.title, candidate.lead)}
    if candidate.in_table:
        features.update(_of_cell(before, after))
        features.add(f"last row:{candidate.last_row}")
        return features
    features.update(_of_sentence(before, after))
    features.update(f"line {i}:{w}" for i, w in enumerate(_tokens(candidate.line)[:4]))
    features.add(f"list:{candidate.in_list}")
    return features


@lru_cache(maxsize=1024)
def _above(title: str, lead: str) -> frozenset[str]:
    return frozenset([f"title:{w}" for w in _tokens(title)] + [f"lead:{w}" for w in _tokens(lead)[-_FAR:]])


def _of_cell(row: Sequence[str], column: Sequence[str]) -> Iterator[str]:
    for side, words in (("row", row), ("column", column)):
        yield from (f"{side}:{w}" for w in words)
        yield from (f"{side}:{a} {b}" for a, b in itertools.pairwise(words))
        yield f"{side}=:{' '.join(words)[:40]}"
    yield from (f"row+column:{a} {b}" for a in row[:3] for b in column)


def _of_sentence(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    yield from (f"-{i}:{w}" for i, w in enumerate(reversed(before[-_NEAR:]), 1))
    yield from (f"+{i}:{w}" for i, w in enumerate(after[:_NEAR], 1))
    yield from (f"sentence before:{w}" for w in before)
    yield from (f"before:{w}" for w in before[-_FAR:])
    yield from (f"after:{w}" for w in after[:_FAR])
    started = ["<", *before][-8:]
    ended = [*after[:8], ">"]
    yield from (f"before:{a} {b}" for a, b in itertools.pairwise(started))
    yield from (f"after:{a} {b}" for a, b in itertools.pairwise(ended))
    close_before, close_after = _clause(reversed(before)), _clause(iter(after))
    yield from (f"clause before:{w}" for w in close_before)
    yield from (f"clause after:{w}" for w in close_after)
    yield from (f"clause before:{b} {a}" for a, b in itertools.pairwise(close_before))
    yield from (f"clause after:{a} {b}" for a, b in itertools.pairwise(close_after))
    yield from (f"clause:{a} … {b}" for a in close_before for b in close_after[:3])
    yield f"bracket:{before.count('(') > before.count(')')}"
    yield f"numerals before:{min(3, before.count('#'))}"
    last = max((i for i, w in enumerate(before) if w == "#"), default=-1)
    yield f"noun before:{before[last + 1] if 0 <= last < len(before) - 1 else '^'}"


def _clause(words: Iterator[str]) -> list[str]:
    """Give the words up to the next comma, bracket or numeral."""
    out = []
    for word in words:
        if word in _BREAKS:
            break
        out.append(word)
    return out


@lru_cache(maxsize=1024)  # a title stands over many numerals
def _tokens(text: str) -> tuple[str, ...]:
    return tuple("#" if t.isdigit() else t for t in _TOKEN.findall(text))
