"""Each other spelling in commune_variants.csv leads to its unit."""

import csv
from importlib import resources

import pytest

from transforms.match_commune import match_commune

TEXT = resources.files("transforms.reference").joinpath("commune_variants.csv").read_text(encoding="utf-8")
ROWS = [(row["variant"], row["commune_code"]) for row in csv.DictReader(TEXT.splitlines())]


@pytest.mark.parametrize(("variant", "code"), ROWS)
def test_a_listed_spelling_is_its_unit(variant: str, code: str) -> None:
    for printed in (variant, f"xã {variant}", variant.upper()):
        found = match_commune(printed)
        assert found is not None
        assert found.code == code
