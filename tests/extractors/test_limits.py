"""Ceilings are settings: variables of the environment."""

from __future__ import annotations

import pytest

from extractors.limits import MAX_PDF_PAGES, ceiling, wrong_variables


def test_a_variable_sets_a_ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ceiling("MAX_PDF_PAGES", 400) == MAX_PDF_PAGES == 400
    monkeypatch.setenv("TONGHOP_MAX_PDF_PAGES", "600")
    assert ceiling("MAX_PDF_PAGES", 400) == 600
    assert wrong_variables() == []


@pytest.mark.parametrize("said", ["0", "-1", "many", "", "1.5"])
def test_what_is_no_ceiling_is_named_and_sets_none(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGHOP_MAX_PDF_PAGES", said)
    assert ceiling("MAX_PDF_PAGES", 400) == 400
    assert wrong_variables() == ["TONGHOP_MAX_PDF_PAGES"]
