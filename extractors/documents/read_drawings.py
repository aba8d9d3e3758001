"""Read the lines and pictures of a PDF page, straight from PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.documents.page_frame import PageFrame
from extractors.layout.word import Box
from extractors.limits import MIN_PICTURE_SHARE

MAX_FORM_DEPTH = 4  # forms in forms; Word draws tables at depth 0, some printers at 1
THIN = 3.0  # points; a filled rectangle this thin is a ruling
MIN_LENGTH = 4.0  # points; shorter strokes are letters or dashes
RECTANGLE_POINTS = 4
SCAN_SHARE = 0.3  # of the page's area covered by pictures
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawings:
    """Rulings of a page, how many objects it has, its large pictures, and whether they may be a scan of it."""

    rulings: tuple[Box, ...]
    objects: int
    pictures: tuple[Box, ...]
    pictured: bool


def read_drawings(page: pdfium.PdfPage, frame: PageFrame) -> Drawings:
    """Return what is drawn on a page besides visible text."""
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    objects = [pdfium_c.FPDFPage_GetObject(page.raw, i) for i in range(count)]
    pictures = [
        _bounds(item, frame) for item in objects if pdfium_c.FPDFPageObj_GetType(item) == pdfium_c.FPDF_PAGEOBJ_IMAGE
    ]
    whole = frame.size[0] * frame.size[1]
    large = tuple(box for box in pictures if _area(box) >= MIN_PICTURE_SHARE * whole)
    pictured = sum(map(_area, pictures)) >= SCAN_SHARE * whole
    return Drawings(tuple(_rulings(objects, frame)), count, large, pictured)


def _bounds(item: Any, frame: PageFrame) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(item, *(ctypes.byref(value) for value in (left, bottom, right, top)))
    return frame.box(left.value, bottom.value, right.value, top.value)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _rulings(objects: list[Any], frame: PageFrame) -> Iterator[Box]:
    """Yield thin boxes: horizontal and vertical strokes, thin rectangles, and the sides of stroked rectangles."""
    identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for points in _paths(objects, identity, 0):
        shown = [frame.point(x, y) for x, y in points]
        xs, ys = [x for x, _ in shown], [y for _, y in shown]
        x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
        if min(x1 - x0, y1 - y0) <= THIN:
            if max(x1 - x0, y1 - y0) >= MIN_LENGTH:
                yield x0, y0, x1, y1
        elif len(points) >= RECTANGLE_POINTS:
            yield from ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))


def _paths(objects: list[Any], outer: Matrix, depth: int) -> Iterator[list[tuple[float, float]]]:
    """Yield straight strokes and upright rectangles as lists of points in user space."""
    for item in objects:
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            if _is_drawn(item):
                yield from _strokes(item, _combine(_matrix(item), outer))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            count = pdfium_c.FPDFFormObj_CountObjects(item)
            inner = [pdfium_c.FPDFFormObj_GetObject(item, i) for i in range(count)]
            yield from _paths(inner, _combine(_matrix(item), outer), depth + 1)


def _is_drawn(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value or stroke.value)


def _matrix(item: Any) -> Matrix:
    m = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, ctypes.byref(m))
    return m.a, m.b, m.c, m.d, m.e, m.f


def _combine(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _strokes(path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield each subpath: a line of two points, or the corners of a rectangle; curves are no rulings."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for i in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, i)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if not curved:
                yield from _upright(points)
            points, curved = [], False
        curved = curved or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
    if not curved:
        yield from _upright(points)


def _upright(points: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    sides = list(pairwise(points))
    if not sides or any(min(abs(p[0] - q[0]), abs(p[1] - q[1])) > 1.0 for p, q in sides):
        return
    xs, ys = {round(x) for x, _ in points}, {round(y) for _, y in points}
    if len(points) <= 2 or (len(xs) <= 2 and len(ys) <= 2):
        yield points
    else:
        yield from ([p, q] for p, q in sides)
