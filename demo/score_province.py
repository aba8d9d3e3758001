"""Score a warehouse against the truth of a made-up province."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from demo.plant_flaw import FLAWS
from demo.records import Truth
from demo.write_province import ProvinceTruth
from transforms.records import CATEGORIES, MEASURES

Row = Mapping[str, Any]
Views = Mapping[str, Sequence[Row]]  # session_statistics, category_counts, reports, discrepancies
TOLERANCE = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Score:
    """How a warehouse did; every entry of a list is one line for a person to read."""

    right: int
    flagged: tuple[str, ...]  # wrong or missing, and an open error or warning points at it
    silent: tuple[str, ...]  # wrong or missing, and nobody is told
    lost: tuple[str, ...]  # reports that are not there
    extra: tuple[str, ...]  # reports of units that sent none
    found: tuple[str, ...]  # planted contradictions
    missed: tuple[str, ...]
    false_alarms: tuple[str, ...]  # contradictions named in reports that have none


def score_province(views: Views, truth: ProvinceTruth) -> Score:
    """Compare the rows of the views with the truth; a report is known by its unit and period."""
    reports = {(row["commune_code"], row["period"]): row for row in views["reports"]}
    right, flagged, silent, lost, found, missed, false_alarms = 0, [], [], [], [], [], []
    for report in truth.reports:
        name = f"{report.commune.title} {report.period}"
        row = reports.pop((report.commune.code, report.period), None)
        if row is None:
            lost.append(name)
            continue
        findings = [
            finding
            for finding in _of(views["discrepancies"], row)
            if finding["severity"] in ("error", "warning") and finding["status"] == "open"
        ]
        for measure, category, want, got in _figures(report, views, row):
            line = f"{name}: {category or ''} {measure}: {want}, published {got}"
            if _same(want, got):
                right += want is not None
            elif any(_points_at(finding, measure, category, want) for finding in findings):
                flagged.append(line)
            else:
                silent.append(line)
        planted = {i.kind for i in report.inconsistencies}
        named = {finding["rule"] for finding in findings} & set(FLAWS)
        found += [f"{name}: {kind}" for kind in sorted(planted & named)]
        missed += [f"{name}: {kind}" for kind in sorted(planted - named)]
        false_alarms += [f"{name}: {kind}" for kind in sorted(named) if not planted]
    extra = tuple(f"{code} {period}" for code, period in reports)
    return Score(
        right, tuple(flagged), tuple(silent), tuple(lost), extra, tuple(found), tuple(missed), tuple(false_alarms)
    )


def _of(rows: Iterable[Row], report: Row) -> list[Row]:
    return [row for row in rows if row["report_id"] == report["report_id"]]


def _figures(truth: Truth, views: Views, report: Row) -> Iterable[tuple[str, str | None, Any, Any]]:
    """List measure, category, true value and published value of every figure a report may have."""
    statistics: Row = next(iter(_of(views["session_statistics"], report)), {})
    for measure in MEASURES:
        yield measure, None, truth.measures[measure], statistics.get(measure)
    counts = {row["category"]: row for row in _of(views["category_counts"], report)}
    for category in CATEGORIES:
        raised, answered = truth.categories.get(category, (None, None))
        row = counts.get(category, {})
        yield "raised", category, raised, row.get("raised")
        got = row.get("answered")
        if raised == 0 and not answered and not got:  # "không có ý kiến" owes no answered number
            answered = got = None
        yield "answered", category, answered, got


def _same(want: Any, got: Any) -> bool:
    if want is None or got is None:
        return want is got
    return abs(Decimal(str(want)) - Decimal(str(got))) <= TOLERANCE


def _points_at(finding: Row, measure: str, category: str | None, want: Any) -> bool:
    if finding["measure"] == measure and (finding["category"] or None) == category:
        return True
    if category and finding["category"] == category:
        return True
    stated = finding["stated"]
    return finding["rule"] == "unread_number" and want is not None and stated is not None and str(stated) == str(want)
