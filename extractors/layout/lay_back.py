"""Lay the boxes of words that were read on an upright page back on the page as it was scanned, a little askew."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from extractors.layout.word import Box
from extractors.records import Paragraph, Span, Table

Turned = Mapping[int, tuple[tuple[float, float], float]]  # by page: its size in points, degrees it was turned by


def lay_back(blocks: tuple[Paragraph | Table, ...], turned: Turned) -> tuple[Paragraph | Table, ...]:
    """Return the blocks with the boxes of the turned pages laid back."""
    if not turned:
        return blocks
    return tuple(
        replace(block, cells=tuple(replace(cell, spans=_spans(cell.spans, turned)) for cell in block.cells))
        if isinstance(block, Table)
        else replace(block, spans=_spans(block.spans, turned))
        for block in blocks
    )


def _spans(spans: tuple[Span, ...], turned: Turned) -> tuple[Span, ...]:
    return tuple(_span(span, *turned[span.page]) if span.page in turned else span for span in spans)


def _span(span: Span, size: tuple[float, float], angle: float) -> Span:
    x0, y0, x1, y1 = (round(value, 2) for value in turn_back((span.x0, span.y0, span.x1, span.y1), size, angle))
    return span._replace(x0=x0, y0=y0, x1=x1, y1=y1)


def turn_back(box: Box, size: tuple[float, float], angle: float) -> Box:
    """Return the box on the page as it lies, of a box on the page turned upright by ``angle`` degrees."""
    middle_x, middle_y = size[0] / 2, size[1] / 2
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x0, y0, x1, y1 = box
    corners = [
        (
            middle_x + cosine * (x - middle_x) - sine * (y - middle_y),
            middle_y + sine * (x - middle_x) + cosine * (y - middle_y),
        )
        for x in (x0, x1)
        for y in (y0, y1)
    ]
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )
