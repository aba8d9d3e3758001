"""A unit is known by its name however it is typed, and no other name is taken for it."""

from __future__ import annotations

import csv
import unicodedata
from importlib import resources

import pytest

from extractors.fold_case import fold_case
from transforms.match_commune import Commune, commune_of_file, communes, match_commune

UNITS = communes()
IDS = [unit.code for unit in UNITS]
MOVED = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé"} | {
    "ùy": "uỳ",
    "úy": "uý",
    "ủy": "uỷ",
    "ũy": "uỹ",
    "ụy": "uỵ",
}


def strip_accents(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def move_tones(name: str) -> str:
    for one, other in MOVED.items():
        name = name.replace(one, "\0").replace(other, one).replace("\0", other)
    return name


def former_names() -> list[dict[str, str]]:
    text = resources.files("transforms.reference").joinpath("former_communes.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_there_are_89_communes_and_10_wards() -> None:
    assert len(UNITS) == 99
    assert sum(unit.division_type == "phường" for unit in UNITS) == 10
    assert len({unit.code for unit in UNITS}) == 99


@pytest.mark.parametrize("unit", UNITS, ids=IDS)
def test_a_unit_is_known_however_its_name_is_typed(unit: Commune) -> None:
    spellings = {
        "as published": unit.name,
        "with its type": unit.full_name,
        "in capitals": unit.full_name.upper(),
        "in small letters": unit.full_name.lower(),
        "without accents": strip_accents(unit.name),
        "without accents, in capitals": strip_accents(unit.name).upper(),
        "with tones moved": move_tones(unit.name),
        "with its type shortened": f"{unit.division_type[0].upper()}. {unit.name}",
        "with hyphens": unit.name.replace(" ", "-"),
        "with two spaces": unit.name.replace(" ", "  "),
        "in a phrase": f"{unit.full_name} năm 2025",
        "before a comma": f"{unit.full_name}, tỉnh Lào Cai",
    }
    assert {how: match_commune(printed) for how, printed in spellings.items() if match_commune(printed) != unit} == {}


def test_a_name_typed_with_separate_marks_is_known() -> None:
    names = {unit: unicodedata.normalize("NFD", unit.full_name) for unit in UNITS}
    assert [unit.name for unit, printed in names.items() if match_commune(printed) != unit] == []


@pytest.mark.parametrize("row", former_names(), ids=lambda row: f"{row['former_name']}-{row['commune_code']}")
def test_a_former_unit_is_never_taken_for_another_one(row: dict[str, str]) -> None:
    """A name that a unit of today bears as well is that unit; any other is none, or the unit it went into."""
    found = match_commune(f"{row['former_type']} {row['former_name']}")
    if found is not None and fold_case(found.name) != fold_case(row["former_name"]):
        assert found.code == row["commune_code"]


@pytest.mark.parametrize("printed", ["", "xã", "Hà Nội", "Lùng", "xã Lùng Phìn", "huyện Bắc Yên", "Thôn Nà Khoang"])
def test_what_is_no_unit_of_the_province_is_none(printed: str) -> None:
    assert match_commune(printed) is None


def test_the_longest_name_wins() -> None:
    names = {unit.name for unit in UNITS}
    pairs = [(a, b) for a in names for b in names if b.startswith(f"{a} ")]
    for _, longer in pairs:
        found = match_commune(f"xã {longer}")
        assert found is not None
        assert found.name == longer


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("BC 07-QC xã Bát Xát.pdf", "Bát Xát"),
        ("bao_cao_lung_phinh_2025.docx", "Lùng Phình"),
        ("Phuong Sa Pa/bc so 12.doc", "Sa Pa"),
        ("Bao cao xa Mu Cang Chai tinh Lao Cai.pdf", "Mù Cang Chải"),
        ("Bát Xát, Y Tý.pdf", None),
        ("bao cao nam 2025.pdf", None),
    ],
)
def test_a_file_name_tells_the_unit_if_it_names_one(file_name: str, name: str | None) -> None:
    found = commune_of_file(file_name)
    assert (found.name if found is not None else None) == name
