"""The engines that read pictures: Tesseract with its Vietnamese model, and with its English one for digits alone."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from tesserocr import OEM, PyTessBaseAPI

from extractors.unreadable_document import UnreadableDocument

TEXT, DIGITS = "vie", "eng"
DATA_FOLDERS = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")
OF_NUMBERS = "0123456789.,/%+-()"
MISSING = (
    "Tệp là bản quét, mà máy này chưa cài phần nhận dạng chữ tiếng Việt; "
    "hãy cài (apt-get install tesseract-ocr tesseract-ocr-vie) rồi chạy lại, hoặc gửi tệp Word."
)


def find_language_data() -> str:
    """Return the folder of Tesseract's models, or "" where the Vietnamese and the English one are not both there."""
    folders = (folder for folder in (os.environ.get("TESSDATA_PREFIX", ""), *DATA_FOLDERS) if folder)
    return next((f for f in folders if all(Path(f, f"{name}.traineddata").is_file() for name in (TEXT, DIGITS))), "")


@cache
def _engine(language: str, letters: str) -> PyTessBaseAPI:
    """Return this process's engine; loading its model takes 0.1 s."""
    folder = find_language_data()
    if not folder:
        raise UnreadableDocument(MISSING)
    engine = PyTessBaseAPI(path=folder, lang=language, oem=OEM.LSTM_ONLY)
    if letters:
        engine.SetVariable("tessedit_char_whitelist", letters)
    return engine


def text_engine() -> PyTessBaseAPI:
    """Return the engine for words."""
    return _engine(TEXT, "")


def digit_engine() -> PyTessBaseAPI:
    """Return the engine for numbers: the English model, which knows digits better."""
    return _engine(DIGITS, OF_NUMBERS)


def second_digit_engine() -> PyTessBaseAPI:
    """Return the other engine for numbers: the Vietnamese model held to digits."""
    return _engine(TEXT, OF_NUMBERS)
