"""Every golden document gives the figures and findings that a person has looked at."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractors.documents.address_text import text_at
from extractors.documents.read_document import read_document
from extractors.documents.sniff_type import DOCX, PDF
from extractors.records import Document
from tests.read_text import report_of
from transforms.records import Report

CASES = sorted(path for path in Path(__file__).parent.iterdir() if path.is_dir() and path.name != "__pycache__")
TYPES = {".docx": DOCX, ".pdf": PDF}
Rows = list[dict[str, str]]


def read_case(case: Path) -> tuple[Document, Report]:
    (path,) = (p for p in case.iterdir() if p.stem == "document")
    document = read_document(path, TYPES[path.suffix], "0" * 64)
    return document, report_of(document)


def tables_of(report: Report) -> dict[str, Rows]:
    """Give a report as the rows of the expectation's files."""
    identity = {
        "commune_code": report.commune_code,
        "period": report.period,
        "symbol": report.symbol,
        "issued_on": report.issued_on,
    }
    figures = [(f.measure, f.category, f.value, f.method, f.printed) for f in report.figures]
    findings = [(f.rule, f.severity, f.measure, f.category, f.stated, f.expected) for f in report.findings]
    return {
        "identity.csv": _rows(("key", "value"), list(identity.items())),
        "figures.csv": _rows(("measure", "category", "value", "method", "printed"), figures),
        "findings.csv": _rows(("rule", "severity", "measure", "category", "stated", "expected"), findings),
    }


def _rows(names: tuple[str, ...], rows: list[tuple[object, ...]]) -> Rows:
    texts = [["" if value is None else str(value) for value in row] for row in rows]
    return [dict(zip(names, row, strict=True)) for row in texts] or [dict.fromkeys(names, "")]


def expectation(path: Path, got: Rows) -> Rows:
    """Read an expectation; where there is none, write what was read, and fail until a person has looked."""
    if not path.exists():
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(got[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(got)
        pytest.fail(f"{path} was missing and has been written: look at it, correct it, run again")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_cases() -> None:
    assert len(CASES) >= 11


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("name", ["identity.csv", "figures.csv", "findings.csv"])
def test_a_golden_document_reads_as_expected(case: Path, name: str) -> None:
    _, report = read_case(case)
    got = [row for row in tables_of(report)[name] if any(row.values())]
    expected = [row for row in expectation(case / name, tables_of(report)[name]) if any(row.values())]
    missing = [row for row in expected if row not in got]
    too_much = [row for row in got if row not in expected]
    assert (missing, too_much) == ([], [])
    assert len(got) == len(expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_figure_is_printed_at_its_address(case: Path) -> None:
    document, report = read_case(case)
    for figure in report.figures:
        places = figure.parts or (figure.address,)
        assert " + ".join(text_at(document, place) for place in places) == figure.printed
        assert all((place.page is None) == (document.pages is None) for place in places)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_says_how_it_was_made(case: Path) -> None:
    assert len((case / "note.md").read_text(encoding="utf-8").split()) > 15
