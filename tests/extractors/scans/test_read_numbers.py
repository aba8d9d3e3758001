from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from demo.render_pdf import find_fonts
from extractors.scans.engines import find_language_data
from extractors.scans.find_rules import find_rules
from extractors.scans.prepare_image import POINTS, drop_stamp, find_skew, turn
from extractors.scans.read_numbers import find_ink, read_number, same_number, second_reading

needs_tesseract = pytest.mark.skipif(not find_language_data(), reason="tesseract-ocr-vie is not installed")
SIZE = 43  # pixels: 14 points at 220 dots an inch


def picture_of(text: str, width: int = 260, height: int = 80) -> np.ndarray:
    image = Image.new("L", (width, height), 255)
    ImageDraw.Draw(image).text((30, 16), text, font=ImageFont.truetype(str(find_fonts()[0]), SIZE), fill=30)
    return np.asarray(image)


@needs_tesseract
@pytest.mark.parametrize("number", ["1", "7", "11", "38", "412", "1.120", "91,2", "-3", "0", "-"])
def test_a_number_alone_in_a_cell_is_read(number: str) -> None:
    picture = picture_of(number)
    ink = find_ink(picture)
    assert ink is not None and ink.is_short
    found = read_number(picture, ink)
    assert found is not None and (found.text, found.again) == (number, "")


@needs_tesseract
@pytest.mark.parametrize("word", ["Định kỳ", "Cộng", "TT", "Đất đai"])
def test_a_word_is_no_number(word: str) -> None:
    picture = picture_of(word)
    ink = find_ink(picture)
    assert ink is not None
    assert read_number(picture, ink) is None


def test_specks_are_no_ink() -> None:
    picture = picture_of("")
    speckled = picture.copy()
    speckled[10, 10] = speckled[40, 90] = 0
    assert find_ink(speckled) is None


@needs_tesseract
def test_a_second_reading_says_what_it_read_instead() -> None:
    picture = picture_of("46")
    assert second_reading(picture, "46") == ""
    assert second_reading(picture, "(46)") == ""
    assert second_reading(picture, "48") == "46"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("(02)", "02", True), ("88,6%.", "88,6%", True), ("88,6", "88,6%", True), ("O4", "04", True), ("14", "1", False)],
)
def test_readings_are_compared_by_their_number(one: str, other: str, same: bool) -> None:
    assert same_number(one, other) is same


def test_a_page_put_askew_is_found_out_to_a_tenth_of_a_degree() -> None:
    page = np.full((1200, 900), 255, np.uint8)
    for row in range(100, 1100, 40):
        page[row : row + 12, 90:810] = 0
    for angle in (-3.2, -0.4, 0.0, 1.7):
        assert abs(find_skew(turn(page, -angle)) - angle) <= 0.1


def test_a_red_stamp_is_dropped_and_black_letters_stay() -> None:
    page = np.full((60, 60, 3), 255, np.uint8)
    cv2.circle(page, (30, 30), 20, (60, 60, 220), 4)  # blue, green, red
    page[28:32, 5:55] = 20
    grey = drop_stamp(page)
    assert grey[10:14, 28:32].min() > 180
    assert grey[30, 30] < 40


def test_ruling_lines_are_found_and_letters_are_not() -> None:
    page = np.full((600, 600), 255, np.uint8)
    for at in (100, 200, 300):
        page[at : at + 3, 60:540] = 90
        page[100:303, 60 + at : 63 + at] = 90
    cv2.putText(page, "7110", (100, 500), 0, 1.5, 0, 4)
    boxes = find_rules(page)
    assert len(boxes) == 6
    assert all(y0 < 320 * POINTS for _, y0, _, _ in boxes)


def test_a_rule_as_thin_as_a_hair_is_no_number() -> None:
    image = np.full((400, 60), 255, np.uint8)
    image[10:390, 30] = 0
    ink = find_ink(image)
    assert ink is not None
    assert read_number(image, ink) is None
