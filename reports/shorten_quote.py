"""Shorten a quoted sentence to the words around its numbers, with the numbers in bold."""

from __future__ import annotations

import re
from itertools import pairwise

from reports.receipt_records import Run

Span = tuple[int, int]  # characters of the quote
NO_BREAK = "\u00a0"
BULLETS = frozenset("-+*•–")


def find_printed(quote: str, printed: str, at: int | None = None) -> tuple[Span, ...]:
    """Find a printed number in its quote: at its place if known, else wherever it stands alone ("14", not "2014")."""
    if not printed:
        return ()
    if at is not None and quote[at : at + len(printed)] == printed:
        return ((at, at + len(printed)),)
    # not before: the 4 of "14" or of "1.4"; the "hai" of "khai"
    before = r"(?<!\d)(?<!\d[.,])" if printed[0].isdigit() else r"(?<!\w)"
    # not after: the 1 of "14" or of "1.4"; clerks write "29YK" too
    after = r"(?![.,]?\d)" if printed[-1].isdigit() else r"(?!\w)"
    return tuple(match.span() for match in re.finditer(before + re.escape(printed) + after, quote))


def shorten_quote(quote: str, spans: tuple[Span, ...], length: int) -> tuple[Run, ...]:
    """Keep about ``length`` characters, nearest to the spans first (all of them are kept); "…" stands for the rest."""
    words = [match.span() for match in re.finditer(r"\S+", quote)]
    if len(words) > 1 and quote[slice(*words[0])] in BULLETS:
        words = words[1:]
    kept = choose_words(words, spans, length)
    runs: list[Run] = []
    for before, here in pairwise([-1, *kept]):
        gap = f"…{NO_BREAK}" if here and before < 0 else " … " if here > before + 1 else " " if before >= 0 else ""
        bold_gap = gap == " " and any(s < words[here][0] and words[before][1] < e for s, e in spans)
        runs += [(gap, bold_gap), *mark_word(quote, words[here], spans)]
    if kept and kept[-1] < len(words) - 1:
        runs.append((f"{NO_BREAK}…", False))
    return merge_runs(runs)


def choose_words(words: list[Span], spans: tuple[Span, ...], length: int) -> list[int]:
    """Choose words by their distance to the spans until the length is reached; without spans from the beginning."""
    held = [place for place, (start, end) in enumerate(words) if any(s < end and start < e for s, e in spans)]
    distance = {place: min((far(place - other) for other in held), default=place) for place in range(len(words))}
    kept: list[int] = []
    used = 0
    for place in sorted(distance, key=lambda place: (distance[place], place)):
        used += words[place][1] - words[place][0] + 1
        if used > length + 1 and place not in held:
            break
        kept.append(place)
    return sorted(kept)


def far(words: int) -> int:
    """Weigh a distance in words: the two after a number say what it counts ("57 ý kiến"), so they are nearest."""
    return 1 if words in (1, 2) else 2 * abs(words)


def mark_word(quote: str, word: Span, spans: tuple[Span, ...]) -> list[Run]:
    """Part a word into what is bold and what is not: "9/9", "29YK"."""
    return [(quote[place], any(start <= place < end for start, end in spans)) for place in range(*word)]


def merge_runs(runs: list[Run]) -> tuple[Run, ...]:
    """Join neighbours of one look."""
    merged: list[Run] = []
    for text, bold in runs:
        if merged and merged[-1][1] == bold:
            merged[-1] = (merged[-1][0] + text, bold)
        elif text:
            merged.append((text, bold))
    return tuple(merged)
