"""Keep with each figure of a scan what the second reading of its numeral gave, where it gave something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.records import UNSURE, Document, PrintedFigure, Span, Table


def mark_second_readings(document: Document, figures: Sequence[PrintedFigure]) -> tuple[PrintedFigure, ...]:
    """Return the figures with what was read otherwise in their place."""
    doubtful: dict[int, list[Span]] = {}
    texts: dict[int, str] = {}
    for block in document.blocks:
        for part in block.cells if isinstance(block, Table) else (block,):
            if found := [span for span in part.spans if span.again]:
                doubtful[part.block], texts[part.block] = found, part.text
    if not doubtful:
        return tuple(figures)
    return tuple(
        replace(f, again=_again(f, doubtful[f.address.block], texts[f.address.block]))
        if f.address.block in doubtful
        else f
        for f in figures
    )


def _again(figure: PrintedFigure, spans: Sequence[Span], text: str) -> str:
    """Give what the numeral was read as again; UNSURE where a word of its sentence could not be made out."""
    start, end = figure.address.char_start, figure.address.char_end
    read = next((s.again for s in spans if s.char_start < end and start < s.char_end), "")
    if read:
        return read
    at = text.find(figure.quote)
    near = (at, at + len(figure.quote)) if at >= 0 else (0, len(text))
    return UNSURE if any(near[0] <= s.char_start < near[1] and s.again == UNSURE for s in spans) else ""
