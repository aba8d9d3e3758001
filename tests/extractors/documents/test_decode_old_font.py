"""Letters of the fonts from before Unicode."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from extractors.documents.decode_old_font import TCVN3, VNI, decode, encoding_of_font, guess_encoding
from extractors.documents.read_document import read_document
from extractors.documents.sniff_type import DOCX
from extractors.records import Paragraph

PANGRAM = "Nhân dân xã nêu ý kiến về đất đai, nước sạch, điện; đã giải đáp tại hội nghị, ghi sổ cẩn thận, rõ ràng"
IN_TCVN3 = "Nh©n d©n x· nªu ý kiÕn vÒ ®Êt ®ai, n\u00adíc s¹ch, ®iÖn; ®· gi¶i ®¸p t¹i héi nghÞ, ghi sæ cÈn thËn, râ rµng"
IN_VNI = (
    "Nhaân daân xaõ neâu yù kieán veà ñaát ñai, nöôùc saïch, ñieän; "
    "ñaõ giaûi ñaùp taïi hoäi nghò, ghi soå caån thaän, roõ raøng"
)


@pytest.mark.parametrize(("text", "encoding"), [(IN_TCVN3, TCVN3), (IN_VNI, VNI)])
def test_an_old_text_is_recognised_and_decoded(text: str, encoding: str) -> None:
    assert guess_encoding(text) == encoding
    assert decode(text, encoding) == PANGRAM


@pytest.mark.parametrize("text", [PANGRAM, "Bao cao nam 2025", "Le café où naît l'été, à côté de la forêt", ""])
def test_other_texts_are_not_taken_for_old_ones(text: str) -> None:
    assert guess_encoding(text) == ""


@pytest.mark.parametrize(
    ("font", "encoding"),
    [(".VnTime", TCVN3), ("ABCDEF+.VnTimeH", TCVN3), ("VNI-Times", VNI), ("Times New Roman", ""), ("", "")],
)
def test_the_name_of_a_font_tells_its_encoding(font: str, encoding: str) -> None:
    assert encoding_of_font(font) == encoding


def test_a_font_of_capitals_gives_capitals() -> None:
    assert decode("®¶ng ñy x·", TCVN3, ".VnTimeH") == "ĐẢNG ỦY XÃ"
    assert decode("®¶ng ñy x·", TCVN3, ".VnTime") == "đảng ủy xã"


def test_unicode_text_set_in_an_old_font_stays() -> None:
    assert decode("đất đai", TCVN3, ".VnTime") == "đất đai"


def write(path: Path, *pieces: tuple[str, str]) -> Path:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, font in pieces:
        run = paragraph.add_run(text)
        if font:
            run.font.name = font
            run._element.rPr.rFonts.set(qn("w:hAnsi"), font)
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    "pieces",
    [
        [(IN_TCVN3, ".VnTime")],
        [(IN_VNI, "VNI-Times")],
        [(IN_TCVN3, "")],  # the font is gone: the letters tell
        [(PANGRAM[:20], "Times New Roman"), (IN_TCVN3[20:], ".VnTime")],
        [("Nha", "VNI-Times"), ("ân daân", "VNI-Times"), (PANGRAM[8:], "Arial")],  # a mark in a run of its own
    ],
)
def test_word_files_in_old_fonts_are_read(tmp_path: Path, pieces: list[tuple[str, str]]) -> None:
    document = read_document(write(tmp_path / "a.docx", *pieces), DOCX, "id")
    assert document.blocks == (Paragraph(0, PANGRAM),)
