"""Keep with each figure of a scan what the second reading of its numeral gave, where it gave something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.records import Document, PrintedFigure, Span, Table


def mark_second_readings(document: Document, figures: Sequence[PrintedFigure]) -> tuple[PrintedFigure, ...]:
    """Return the figures with what was read otherwise in their place."""
    doubtful: dict[int, list[Span]] = {}
    for block in document.blocks:
        for part in block.cells if isinstance(block, Table) else (block,):
            if found := [span for span in part.spans if span.again]:
                doubtful[part.block] = found
    if not doubtful:
        return tuple(figures)
    return tuple(replace(f, again=_again(f, doubtful.get(f.address.block, []))) for f in figures)


def _again(figure: PrintedFigure, spans: Sequence[Span]) -> str:
    start, end = figure.address.char_start, figure.address.char_end
    return next((s.again for s in spans if s.char_start < end and start < s.char_end), "")
