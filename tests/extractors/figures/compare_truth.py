"""Compare a report that was read with what a careful clerk reads in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from transforms.records import CATEGORIES, MEASURES, Finding, Report

CONSISTENCY = frozenset(
    {
        "category_sum",
        "category_answered_sum",
        "answered_gt_raised",
        "rate_mismatch",
        "petitions_vs_opinions",
        "session_breakdown",
        "attendance_breakdown",
        "outcome_sum",
        "period_mismatch",
        "commune_mismatch",
        "text_vs_table",
        "duplicate_statement",
        "implausible",
    }
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a reading did; every entry of a list is one line for a person to read."""

    right: int
    flagged: tuple[str, ...]  # wrong or missing, and an error or warning points at it
    silent: tuple[str, ...]  # wrong or missing, and nobody is told


def compare(report: Report, truth: Mapping[str, Any]) -> Comparison:
    """Compare all figures of a report with the truth (the JSON of a text)."""
    findings = alarms(report)
    got = {(f.measure, f.category): f.value for f in report.figures}
    right, flagged, silent = 0, [], []
    for measure, category, want in _wanted(truth, got):
        value = got.get((measure, category))
        if want == value:
            right += want is not None
            continue
        line = f"{category or ''} {measure}: truth {want}, read {value}".strip()
        told = any(_points_at(finding, measure, category, want) for finding in findings)
        (flagged if told else silent).append(line)
    return Comparison(right, tuple(flagged), tuple(silent))


def identity_of(report: Report, items: bool = True) -> dict[str, Any]:
    """Give unit, period, number, date and the count of items of section 2.3, with the keys of the truth."""
    return {
        "commune_code": int(report.commune_code or 0),
        "period": report.period,
        "symbol": report.symbol,
        "issued_on": report.issued_on.isoformat() if report.issued_on else None,
        "petition_items": len(report.petitions),
    }


def alarms(report: Report) -> list[Finding]:
    """List the findings that make a person look."""
    return [f for f in report.findings if f.severity in ("error", "warning")]


def contradictions(report: Report) -> set[str]:
    """Name the consistency rules that a report breaks."""
    return {f.rule for f in alarms(report)} & CONSISTENCY


def _wanted(
    truth: Mapping[str, Any], got: Mapping[tuple[str, str | None], Decimal]
) -> Iterator[tuple[str, str | None, Decimal | None]]:
    measures = {m: _decimal(truth["measures"][m]) for m in MEASURES}
    if measures["answered_rate"] == 100 and measures["opinions_answered"] is None:
        # "100 % answered" without a number: not stated or deduced, both are fair
        deduced = got.get(("opinions_answered", None))
        measures["opinions_answered"] = deduced if deduced == measures["opinions"] else None
    for measure, want in measures.items():
        yield measure, None, want
    for category in CATEGORIES:
        raised, answered = (_decimal(n) for n in truth["categories"].get(category, (None, None)))
        if raised == 0 and not answered and not got.get(("answered", category)):
            answered = got.get(("answered", category))  # "không có ý kiến" owes no answered number
        yield "raised", category, raised
        yield "answered", category, answered


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _points_at(finding: Finding, measure: str, category: str | None, want: Decimal | None) -> bool:
    if finding.measure == measure and finding.category == category:
        return True
    if category and finding.category == category:
        return True
    return finding.rule == "unread_number" and finding.stated is not None and want == _number(finding.stated)


def _number(stated: str) -> Decimal | None:
    return Decimal(stated) if stated.replace(".", "", 1).isdecimal() else None
