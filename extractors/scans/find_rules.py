"""Find the ruling lines of tables on the picture of a page."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.layout.word import Box
from extractors.scans.prepare_image import DPI, PAPER, POINTS, Image

LEAST_FLAT, LEAST_UPRIGHT = 0.45, 0.3  # inches; longer than a stroke of a letter is, shorter than a cell
GAP = 4  # pixels that a faint rule may miss
THICKEST = 10  # pixels; what is thicker is a picture or a bar
BLOCK, LIFT = 23, 12  # window (pixels) and contrast of the local threshold: a rule may be grey


def find_rules(grey: Image) -> tuple[Box, ...]:
    """Return the rules of an upright page as boxes in points (origin top left); a few may be rows of letters."""
    ink = cv2.adaptiveThreshold(grey, PAPER, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, BLOCK, LIFT).astype(
        np.uint8
    )
    return (*_boxes(ink, LEAST_FLAT, flat=True), *_boxes(ink, LEAST_UPRIGHT, flat=False))


def _boxes(ink: NDArray[np.uint8], inches: float, flat: bool) -> list[Box]:
    def along(length: int) -> NDArray[np.uint8]:
        return np.ones((1, length) if flat else (length, 1), np.uint8)

    thickened = cv2.dilate(ink, np.ones((3, 1) if flat else (1, 3), np.uint8))  # a rule a little askew goes in steps
    joined = cv2.morphologyEx(thickened, cv2.MORPH_CLOSE, along(GAP))
    rules = cv2.morphologyEx(joined, cv2.MORPH_OPEN, along(int(inches * DPI)))
    _, _, stats, _ = cv2.connectedComponentsWithStats(rules, connectivity=8)
    found = ((int(x), int(y), int(width), int(height)) for x, y, width, height, _ in stats[1:])
    return [
        (x * POINTS, y * POINTS, (x + width) * POINTS, (y + height) * POINTS)
        for x, y, width, height in found
        if (height if flat else width) <= THICKEST
    ]
