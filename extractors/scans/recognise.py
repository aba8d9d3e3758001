"""Recognise the words on the picture of a page with Tesseract: the page, each cell of a table, each numeral again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

import cv2
import numpy as np
from PIL import Image as Picture
from tesserocr import PSM, RIL, PyTessBaseAPI

from extractors.layout.clean_text import clean_text
from extractors.layout.find_ruled_tables import RuledTable
from extractors.layout.word import Box, Word
from extractors.records import UNSURE
from extractors.scans.engines import text_engine
from extractors.scans.prepare_image import DPI, PAPER, POINTS, Image
from extractors.scans.read_numbers import find_ink, read_number, second_reading

RULE_WIDTH = 5  # pixels of a cell's edge that its rule may take
MARGIN = 10  # pixels of paper round a picture: Tesseract misses what touches the edge
LEAST_SIDE, LEAST_INK = 6, 8  # pixels
DARK = 140
ASCENT, DESCENT = 0.89, 0.22  # of the font size, as the boxes of a PDF's letters have it
HEIGHT_TO_SIZE = 1.06  # font size of the height that Tesseract gives a row
CAP_HEIGHT = 0.67  # of the font size
TALL, DEEP = 0.8, 0.22  # of the font size: how far a numeral reaches above and below its baseline
BESIDE = 3  # pixels left and right of a word
NUMERAL = re.compile(r"[(\"“]?[\dOolI][\dOolI.,/%()+-]*[.,;:)%\"”]*")
LEAST_LETTERS, LEAST_SURE = 2, 30  # percent
ODD = re.compile(r"[^\W\d_][?›‹@#§¬~^|\\]")  # "ha?", "ghị›"
DOUBLED = re.compile(r"ĐĐ(?=[UB])")  # the model sees the stroke of "ĐU", "ĐB" twice
SIZE_OF_BODY = 0.2  # share by which a line may differ from most lines and still be of their size


def recognise_page(grey: Image, tables: Sequence[RuledTable]) -> list[Word]:
    """Return the words of an upright page; each cell of a table is read alone: a pass over the page loses them."""
    paper = grey.copy()
    for table in tables:
        x0, y0, x1, y1 = _pixels(table.box, paper)
        paper[max(0, y0 - RULE_WIDTH) : y1 + RULE_WIDTH, max(0, x0 - RULE_WIDTH) : x1 + RULE_WIDTH] = PAPER
    words = [_with_second_reading(grey, word) for word in _read(paper, PSM.AUTO)]
    for table in tables:
        for cell in table.cells:
            words.extend(_read_cell(grey, cell.box))
    return _of_one_size(words)


def _read_cell(grey: Image, box: Box) -> list[Word]:
    """Return the words of a cell; a number that stands alone is read as one."""
    x0, y0, x1, y1 = _pixels(box, grey)
    left, top = x0 + RULE_WIDTH, y0 + RULE_WIDTH
    inner = grey[top : y1 - RULE_WIDTH, left : x1 - RULE_WIDTH]
    ink = find_ink(inner)
    if ink is None:
        return []
    number = read_number(inner, ink) if ink.is_short else None
    if number is not None:
        edges = (ink.box[0] + left, ink.box[2] + left)
        return [_place(number.text, edges, ink.box[1] + ink.height + top, ink.height / CAP_HEIGHT, number.again)]
    return [_with_second_reading(grey, word) for word in _read(inner, PSM.SINGLE_BLOCK, left, top)]


def _place(text: str, edges: tuple[float, float], baseline: float, size: float, again: str) -> Word:
    """Make a word of pixels, its box like those of a PDF's letters."""
    return Word(
        text,
        edges[0] * POINTS,
        (baseline - ASCENT * size) * POINTS,
        edges[1] * POINTS,
        (baseline + DESCENT * size) * POINTS,
        baseline * POINTS,
        size * POINTS,
        bold=False,
        again=again,
    )


def _with_second_reading(grey: Image, word: Word) -> Word:
    """Return a word; a numeral with what the second reading gave, where it gave something else."""
    if NUMERAL.fullmatch(word.text) is None:
        return word
    x0, x1 = round(word.x0 / POINTS), round(word.x1 / POINTS)
    base, size = word.baseline / POINTS, word.size / POINTS
    y0, y1 = round(base - TALL * size), round(base + DEEP * size)
    crop = grey[max(0, y0) : y1, max(0, x0 - BESIDE) : x1 + BESIDE]
    return word._replace(again=second_reading(crop, word.text) or word.again)


def _pixels(box: Box, image: Image) -> tuple[int, int, int, int]:
    height, width = image.shape
    x0, y0, x1, y1 = (round(value / POINTS) for value in box)
    return max(0, x0), max(0, y0), min(width, x1), min(height, y1)


def _read(image: Image, mode: int, left: int = 0, top: int = 0) -> Iterator[Word]:
    """Yield the words of a picture whose top left corner is at these pixels of the page."""
    if min(image.shape) < LEAST_SIDE or np.count_nonzero(image < DARK) < LEAST_INK:
        return
    padded = cv2.copyMakeBorder(image, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=PAPER)
    engine = text_engine()
    engine.SetPageSegMode(mode)
    engine.SetImage(Picture.fromarray(padded))
    engine.SetSourceResolution(DPI)
    engine.Recognize()
    found = engine.GetIterator()
    while found is not None and not found.Empty(RIL.WORD):
        text = DOUBLED.sub("Đ", clean_text(found.GetUTF8Text(RIL.WORD) or ""))
        if text:
            yield _word(found, text, left - MARGIN, top - MARGIN)
        if not found.Next(RIL.WORD):
            break


def _word(found: PyTessBaseAPI, text: str, left: int, top: int) -> Word:
    """Make a word of what the iterator stands at."""
    x0, _, x1, y1 = found.BoundingBox(RIL.WORD)
    line = found.Baseline(RIL.WORD)
    baseline = ((line[0][1] + line[1][1]) / 2 if line else y1) + top
    size = found.RowAttributes()["row_height"] * HEIGHT_TO_SIZE
    blurred = _is_blurred(text, found.Confidence(RIL.WORD))
    return _place(text, (x0 + left, x1 + left), baseline, size, UNSURE if blurred else "")


def _is_blurred(text: str, sure: float) -> bool:
    """Return whether a word of letters may be another one: the engine doubts it, or it holds what no word holds."""
    letters = sum(letter.isalpha() for letter in text)
    return letters >= LEAST_LETTERS and (sure < LEAST_SURE or ODD.search(text) is not None)


def _of_one_size(words: list[Word]) -> list[Word]:
    """Give words nearly of the usual size that very size: a line without tall letters looks smaller than it is."""
    if not words:
        return words
    usual = median(word.size for word in words)
    return [
        word._replace(
            size=usual,
            y0=word.baseline - ASCENT * usual,
            y1=word.baseline + DESCENT * usual,
        )
        if abs(word.size - usual) < SIZE_OF_BODY * usual
        else word
        for word in words
    ]
