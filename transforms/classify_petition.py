"""Say what an item of section 2.3 is about: its field and its topic (reference/topics.yml)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from extractors.fold_case import fold_case


def classify_petition(text: str) -> tuple[str | None, str | None]:
    """Give (category, topic) of an item; (None, None) if no word tells."""
    key = fold_case(text)
    best: tuple[int, int, str, str] | None = None
    for topic, category, pattern in _topics():
        for m in pattern.finditer(key):
            candidate = (len(m.group().split()), -m.start(), category, topic)
            if best is None or candidate[:2] > best[:2]:
                best = candidate
    return (best[2], best[3]) if best else (None, None)


@lru_cache(maxsize=1)
def _topics() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    text = resources.files("transforms.reference").joinpath("topics.yml").read_text(encoding="utf-8")
    raw: dict[str, dict[str, Any]] = yaml.safe_load(text)["topics"]
    out = []
    for topic, entry in raw.items():
        words = sorted({fold_case(w) for w in entry["words"]}, key=lambda w: (-len(w), w))
        out.append(
            (topic, str(entry["category"]), re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)"))
        )
    return tuple(out)
