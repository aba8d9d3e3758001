"""Make the picture of a page fit for recognition: upright to a tenth of a degree, no red stamp, grey."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extractors.unreadable_document import UnreadableDocument

cv2.setNumThreads(1)  # each reading process has one core
Image = NDArray[np.uint8]  # height × width, 0 black to 255 white
DPI = 220  # letters of 13 and 14 points are then some 30 pixels high, what Tesseract reads best
POINTS = 72 / DPI  # of one pixel
MAX_PIXELS = 40_000_000  # A3 has 9 million
COARSE, FINE = 0.5, 0.1  # degrees
MOST_SKEW = 5.0  # degrees; a page put askew by hand has 1 to 3
SKEW_WIDTH = 1000  # pixels, enough to tell a tenth of a degree
PAPER = 255
INK_SHARE, LEAST_CONTRAST = 1, 30  # percent of a page that is surely ink; grey levels
TOO_LARGE = "Một trang quét quá lớn, không đọc được; hãy quét lại khổ A4, 200–300 dpi."


@dataclass(frozen=True, slots=True)
class PageImage:
    """The upright picture of a page; ``angle`` (degrees) is by how much it was turned, about its middle."""

    pixels: Image
    angle: float


def prepare_page(page: pdfium.PdfPage) -> PageImage:
    """Return the picture of a page, upright."""
    width, height = page.get_size()
    if width * height > MAX_PIXELS * POINTS**2:
        raise UnreadableDocument(TOO_LARGE)
    return prepare_image(page.render(scale=1 / POINTS).to_numpy())


def prepare_image(colours: NDArray[np.uint8]) -> PageImage:
    """Return a picture (grey, or blue-green-red) upright and grey."""
    grey = stretch(drop_stamp(colours))
    angle = find_skew(grey)
    return PageImage(turn(grey, angle) if angle else grey, angle)


def drop_stamp(colours: NDArray[np.uint8]) -> Image:
    """Return the picture as red light shows it: a red stamp is as bright as the paper, black letters under it stay."""
    return colours if colours.ndim == 2 else np.ascontiguousarray(colours[:, :, 2])


def stretch(grey: Image) -> Image:
    """Return a picture with its ink black and its paper white: a faint copy must not read as blank cells."""
    ink, paper = np.percentile(grey[::4, ::4], (INK_SHARE, 50))
    if paper - ink < LEAST_CONTRAST:
        return grey  # an empty page
    table = np.clip((np.arange(256) - ink) * PAPER / (paper - ink), 0, PAPER).astype(np.uint8)
    return cv2.LUT(grey, table).astype(np.uint8)


def find_skew(grey: Image) -> float:
    """Return by how many degrees the page has to be turned so that its lines lie flat."""
    scale = SKEW_WIDTH / grey.shape[1]
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.threshold(small, 0, PAPER, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1].astype(np.uint8)

    def sharpness(angle: float) -> float:
        rows = turn(ink, angle, 0).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-MOST_SKEW, MOST_SKEW + COARSE, COARSE), key=sharpness)
    fine = max(np.arange(coarse - COARSE, coarse + COARSE + FINE, FINE), key=sharpness)
    return 0.0 if abs(fine) < FINE / 2 else round(float(fine), 1)


def turn(image: Image, angle: float, ground: int = PAPER) -> Image:
    """Return a picture turned by degrees about its middle, of the same size."""
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=ground).astype(np.uint8)
