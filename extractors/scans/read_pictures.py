"""Read pages that come as pictures: JPEG, PNG, TIFF with several pages."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from extractors.layout.lay_out_pages import Page, join_pages
from extractors.limits import MAX_PDF_PAGES, MAX_PICTURE_PIXELS, MIN_PICTURE_NUMBERS
from extractors.records import Paragraph, Table
from extractors.scans.prepare_image import DPI, prepare_image
from extractors.scans.read_scan import count_numbers, read_picture
from extractors.unreadable_document import UnreadableDocument

BROKEN = "Tệp ảnh bị hỏng hoặc chưa tải xong; hãy chụp hoặc quét lại rồi gửi lại."
TOO_LARGE = "Ảnh quá lớn, không đọc được; hãy quét lại khổ A4, 200–300 dpi."
TOO_MANY = f"Tệp ảnh có hơn {MAX_PDF_PAGES} trang, không phải một báo cáo; hãy tách riêng báo cáo rồi gửi lại."
SHORT_SIDE = 8.27  # inches, of A4
TRUSTED = (7.0, 13.0)  # inches; a picture that says its short side is another one does not know


def read_pictures(*files: Path | BinaryIO) -> tuple[tuple[Paragraph | Table, ...], int]:
    """Return the blocks of picture files in reading order, and the number of their pages."""
    pages: list[Page] = []
    for file in files:
        pages += _read_frames(file, len(pages))
    return join_pages(pages), len(pages)


def holds_numbers(file: BinaryIO) -> bool:
    """Tell whether a picture shows numbers, as a table does; of one that nobody can open, nobody knows: yes."""
    try:
        pages = _read_frames(file, 0)
    except UnreadableDocument:
        return True
    return sum(count_numbers(page) for page in pages) >= MIN_PICTURE_NUMBERS


def _read_frames(path: Path | BinaryIO, before: int) -> list[Page]:
    try:
        with Image.open(path) as file:
            if getattr(file, "n_frames", 1) + before > MAX_PDF_PAGES:
                raise UnreadableDocument(TOO_MANY)
            frames = enumerate(ImageSequence.Iterator(file), before + 1)
            return [read_picture(prepare_image(_at_our_scale(frame)), number) for number, frame in frames]
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise UnreadableDocument(TOO_LARGE if isinstance(error, Image.DecompressionBombError) else BROKEN) from error


def _at_our_scale(frame: Image.Image) -> NDArray[np.uint8]:
    """Return a picture as blue, green, red at the resolution we read at, the way up that the camera says."""
    width, height = frame.size
    if width * height > MAX_PICTURE_PIXELS:
        raise UnreadableDocument(TOO_LARGE)
    stated = float(frame.info.get("dpi", (0, 0))[0] or 0)
    short = min(width, height)
    dpi = stated if stated and TRUSTED[0] <= short / stated <= TRUSTED[1] else short / SHORT_SIDE
    upright = ImageOps.exif_transpose(frame).convert("RGB")
    size = (max(1, round(upright.width * DPI / dpi)), max(1, round(upright.height * DPI / dpi)))
    return np.asarray(upright.resize(size, Image.Resampling.LANCZOS))[:, :, ::-1]
