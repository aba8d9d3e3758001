"""Make a scan of a PDF: pictures of its pages as an office's copier or a phone gives them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Copier:
    """How a machine copies: dots an inch, most degrees askew, grey levels of noise, blur (pixels), JPEG quality."""

    dpi: int = 200
    skew: float = 0.6
    noise: float = 4
    blur: float = 0.5
    quality: int = 75
    stamp: bool = False
    shade: float = 0.0  # how much darker (grey levels) one side of the page is
    ink: float = 0  # grey level that black comes out as


GOOD = Copier()
POOR = Copier(dpi=170, skew=1.6, noise=9, blur=0.7, quality=55, stamp=True, shade=35)


def scan(source: Path, target: Path, copier: Copier = GOOD, seed: int = 0) -> None:
    """Write a PDF (or, by its name, a TIFF or JPEG) that holds only pictures of the pages of another."""
    chance = np.random.default_rng(seed)
    document = pdfium.PdfDocument(source)
    pages = [copy_page(page.render(scale=copier.dpi / 72).to_numpy(), copier, chance) for page in document]
    pictures = [Image.fromarray(page) for page in pages]
    more = {"save_all": True, "append_images": pictures[1:]} if target.suffix in (".pdf", ".tif") else {}
    pictures[0].save(target, resolution=copier.dpi, quality=copier.quality, **more)


def copy_page(page: Picture, copier: Copier, chance: np.random.Generator) -> Picture:
    """Copy the picture of a page (blue, green, red); the copy is red, green, blue."""
    page = np.ascontiguousarray(page[:, :, :3])
    height, width = page.shape[:2]
    if copier.stamp:
        centre = (int(width * 0.68), int(height * 0.8))
        cv2.circle(page, centre, int(width * 0.09), (70, 60, 215), max(2, width // 250))
        cv2.putText(page, "DANG UY", (centre[0] - width // 14, centre[1]), 0, width / 1700, (70, 60, 215), 3)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), chance.uniform(-copier.skew, copier.skew), 1)
    page = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    page = cv2.GaussianBlur(page, (0, 0), copier.blur)
    shade = np.linspace(0, copier.shade, width)[None, :, None]
    noisy = page.astype(np.float64) - shade + chance.normal(0, copier.noise, page.shape)
    noisy = copier.ink + noisy * (255 - copier.ink) / 255
    return np.clip(noisy, 0, 255).astype(np.uint8)[:, :, ::-1]
