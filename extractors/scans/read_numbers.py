"""Read the numbers of a page twice: by two models, from pictures of two sizes. Where they differ both are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image as Picture
from tesserocr import PSM, PyTessBaseAPI

from extractors.records import UNSURE
from extractors.scans.engines import digit_engine, second_digit_engine
from extractors.scans.prepare_image import DPI, PAPER, Image

DARK = 140  # grey of ink; the paper is near 255
LEAST_INK = 6  # pixels of a speck
FIRST_HEIGHT, OTHER_HEIGHT, SECOND_HEIGHT = 28, 32, 24  # pixels of a digit that is read best
LEAST_DIGIT = 12  # pixels; what is lower is no digit
BORDER = 14  # pixels of paper round the number
MOST_LETTERS = 9  # of a cell that may be one number: "1.234", "(91,2%)"
LETTER_WIDTH = 0.75  # of the height of a digit
SURE, FAIR = 60, 40  # percent, what the engine thinks of its reading
DIGIT = re.compile(r"\d")
_PLAIN = re.compile(r"[^\d,./%+-]")
_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})


@dataclass(frozen=True, slots=True)
class Ink:
    """Where ink stands in a picture (left, top, right, bottom in pixels) and how high its digits are."""

    box: tuple[int, int, int, int]
    height: int

    @property
    def is_short(self) -> bool:
        """Return whether it may be a single number: one line, a few letters wide."""
        x0, y0, x1, y1 = self.box
        return y1 - y0 < 2 * self.height and x1 - x0 < MOST_LETTERS * LETTER_WIDTH * max(self.height, 10)


@dataclass(frozen=True, slots=True)
class NumberRead:
    """A number as read, and what the second reading gave if it was something else."""

    text: str
    again: str = ""


def find_ink(image: Image) -> Ink | None:
    """Find the ink of a picture without specks; None if there is none."""
    if min(image.shape) < LEAST_INK:
        return None
    _, _, stats, _ = cv2.connectedComponentsWithStats((image < DARK).astype(np.uint8), connectivity=8)
    parts = [tuple(int(v) for v in part) for part in stats[1:] if part[cv2.CC_STAT_AREA] >= LEAST_INK]
    if not parts:
        return None
    tallest = max(height for _, _, _, height, _ in parts)
    digits = sorted(height for _, _, _, height, _ in parts if height > tallest / 2)
    box = (
        min(x for x, _, _, _, _ in parts),
        min(y for _, y, _, _, _ in parts),
        max(x + width for x, _, width, _, _ in parts),
        max(y + height for _, y, _, height, _ in parts),
    )
    return Ink(box, digits[len(digits) // 2])


def read_number(image: Image, ink: Ink) -> NumberRead | None:
    """Read a picture that may hold one number and nothing else; None if it holds something else."""
    x0, y0, x1, y1 = ink.box
    height = ink.height if ink.height >= LEAST_DIGIT else FIRST_HEIGHT  # a dash alone
    crop = image[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1]
    first, sure = _read(digit_engine(), crop, FIRST_HEIGHT / height)
    if sure < SURE:
        other, other_sure = _read(digit_engine(), crop, OTHER_HEIGHT / height)
        first, sure = (other, other_sure) if other_sure > sure else (first, sure)
    second, second_sure = _read(second_digit_engine(), crop, SECOND_HEIGHT / height)
    if max(sure, second_sure) < SURE or not (_is_number(first) or _is_number(second)):
        return None
    if not _is_number(first) or (sure < FAIR and _is_number(second)):
        first, second = second, first
    return NumberRead(first, "" if same_number(first, second) else second or UNSURE)


def second_reading(crop: Image, text: str) -> str:
    """Read a numeral again; give what was read if it is something else, UNSURE if nothing could be, else ''."""
    ink = find_ink(crop)
    if ink is None:
        return UNSURE
    again, sure = _read(digit_engine(), crop, FIRST_HEIGHT / ink.height)
    if same_number(text, again):
        return ""
    other, other_sure = _read(digit_engine(), crop, OTHER_HEIGHT / ink.height)
    if same_number(text, other):
        return ""
    best, best_sure = (again, sure) if sure >= other_sure else (other, other_sure)
    return best if best_sure >= FAIR and DIGIT.search(best) else UNSURE


def same_number(one: str, other: str) -> bool:
    """Tell whether two readings hold the same number: "(02)" and "02", "88,6%." and "88,6%"."""
    plain = [_PLAIN.sub("", text.translate(_SLIPS)).strip(",./-+") for text in (one, other)]
    return plain[0] == plain[1] or plain[0].rstrip("%") == plain[1].rstrip("%")


def _is_number(text: str) -> bool:
    return DIGIT.search(text) is not None or text == "-"


def _read(engine: PyTessBaseAPI, crop: Image, scale: float) -> tuple[str, int]:
    """Read a picture as one line at a scale; give the text and how sure (percent) the engine is."""
    if min(crop.shape) * scale < 1:
        return "", 0  # a rule as thin as a hair beside a drawing
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized = crop if abs(scale - 1) < 0.03 else cv2.resize(crop, None, fx=scale, fy=scale, interpolation=way)
    padded = cv2.copyMakeBorder(sized, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_CONSTANT, value=PAPER)
    engine.SetPageSegMode(PSM.SINGLE_LINE)
    engine.SetImage(Picture.fromarray(padded))
    engine.SetSourceResolution(DPI)
    text = engine.GetUTF8Text().strip().replace(" ", "").replace("\n", "")
    return text, engine.MeanTextConf()
