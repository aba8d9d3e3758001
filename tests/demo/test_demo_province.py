"""The made-up inbox, and the score of a warehouse against it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
import pytest
from docx.opc.exceptions import PackageNotFoundError

from demo.score_province import score_province
from demo.write_many import write_many
from demo.write_province import ProvinceTruth, write_province


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> ProvinceTruth:
    return write_province(tmp_path_factory.mktemp("province"))


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def true_views(province: ProvinceTruth) -> dict[str, list[dict[str, Any]]]:
    """Give the rows that a perfect reader would have."""
    views: dict[str, list[dict[str, Any]]] = {
        "reports": [],
        "session_statistics": [],
        "category_counts": [],
        "discrepancies": [],
    }
    for number, truth in enumerate(province.reports):
        key = {"report_id": number, "commune_code": truth.commune.code, "period": truth.period}
        views["reports"].append(dict(key))
        views["session_statistics"].append({**key, **truth.measures})
        for category, (raised, answered) in truth.categories.items():
            views["category_counts"].append({**key, "category": category, "raised": raised, "answered": answered})
        for found in truth.inconsistencies:
            finding = {"rule": found.kind, "severity": "error", "status": "open", "measure": None}
            views["discrepancies"].append({**key, **finding, "category": None, "stated": found.stated})
    return views


def test_the_inbox_has_what_a_real_one_has(province: ProvinceTruth) -> None:
    assert Counter(d.outcome for d in province.documents) == {
        "loaded": 91,
        "superseded": 1,
        "duplicate": 1,
        "rejected": 3,
    }
    suffixes = Counter(Path(d.file_name).suffix for d in province.documents)
    assert suffixes[".docx"] > 60
    assert suffixes[".pdf"] > 29
    assert len(province.missing) == 8
    assert len({truth.commune for truth in province.reports}) == 91
    assert {Path(d.file_name).parent.as_posix() for d in province.documents} == {".", "Gui qua thu dien tu", "Dot 2"}


def test_the_truth_names_every_file_and_lies_outside(province: ProvinceTruth) -> None:
    content = json.loads((province.inbox.parent / "truth.json").read_text(encoding="utf-8"))
    assert [d["file_name"] for d in content["documents"]] == [d.file_name for d in province.documents]
    assert sorted(digests(province.inbox)) == sorted(d.file_name for d in province.documents)


def test_the_copy_has_the_bytes_of_its_original(province: ProvinceTruth) -> None:
    (copy,) = [d for d in province.documents if d.outcome == "duplicate"]
    sums = digests(province.inbox)
    assert sums[copy.file_name] == sums[copy.of]
    assert len(set(sums.values())) == len(sums) - 1


def test_the_broken_file_does_not_open(province: ProvinceTruth) -> None:
    broken = [d.file_name for d in province.documents if d.outcome == "rejected" and d.file_name.endswith(".docx")]
    (name,) = [name for name in broken if name != "Giay moi.docx"]
    with pytest.raises((BadZipFile, PackageNotFoundError)):
        docx.Document(str(province.inbox / name))


def test_about_a_quarter_contradicts_itself_in_every_way(province: ProvinceTruth) -> None:
    kinds = Counter(i.kind for truth in province.reports for i in truth.inconsistencies)
    assert len(kinds) == 13
    assert 15 <= sum(kinds.values()) <= 30


def test_same_seed_gives_the_same_inbox_also_over_an_old_one(province: ProvinceTruth, tmp_path: Path) -> None:
    write_province(tmp_path, seed=1, units=12)
    once = digests(tmp_path)
    write_province(tmp_path, seed=1, units=12)
    assert digests(tmp_path) == once
    assert write_province(tmp_path / "other", seed=2, units=12).documents != ()


def test_a_small_province_has_as_many_reports_as_asked_for(tmp_path: Path) -> None:
    truth = write_province(tmp_path, units=10, documents=4, period="2025-Q3")
    assert len(truth.reports) == 4
    assert {report.period for report in truth.reports} == {"2025-Q3"}
    with pytest.raises(ValueError, match="at least 4"):
        write_province(tmp_path, units=5)


def test_many_reports_are_one_a_unit_and_period(tmp_path: Path) -> None:
    truth = write_many(tmp_path, 130, seed=4)
    assert len({(t.commune.code, t.period) for t in truth.reports}) == 130
    assert Counter(Path(d.file_name).suffix for d in truth.documents) == {".docx": 65, ".pdf": 65}
    again = write_many(tmp_path / "again", 130, seed=4, workers=1)
    assert digests(truth.inbox) == digests(again.inbox)


def test_a_perfect_warehouse_has_a_perfect_score(province: ProvinceTruth) -> None:
    score = score_province(true_views(province), province)
    assert score.right > 91 * 15
    assert (score.flagged, score.silent, score.lost, score.extra) == ((), (), (), ())
    assert (score.missed, score.false_alarms) == ((), ())
    assert len(score.found) == sum(len(truth.inconsistencies) for truth in province.reports)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[ProvinceTruth]:
    yield write_province(tmp_path, units=10)


def test_a_wrong_figure_is_silent_until_a_finding_points_at_it(small: ProvinceTruth) -> None:
    views = true_views(small)
    right = score_province(views, small).right
    views["session_statistics"][0]["opinions"] += 1
    assert len(score_province(views, small).silent) == 1
    finding = {"report_id": 0, "rule": "doubtful_numeral", "severity": "warning", "status": "open"}
    views["discrepancies"].append({**finding, "measure": "opinions", "category": None, "stated": None})
    score = score_province(views, small)
    assert (len(score.silent), len(score.flagged), score.right) == (0, 1, right - 1)


def test_lost_and_extra_reports_and_alarms_are_named(small: ProvinceTruth) -> None:
    views = true_views(small)
    row = views["reports"][0]
    row["commune_code"] = "00000"
    score = score_province(views, small)
    assert len(score.lost) == 1
    assert score.extra == ("00000 2025",)
    views = true_views(small)
    for finding in views["discrepancies"]:
        finding["rule"] = "implausible"
    score = score_province(views, small)
    assert len(score.missed) >= 1
    clean = next(i for i, truth in enumerate(small.reports) if not truth.inconsistencies)
    views["discrepancies"][0]["report_id"] = clean
    assert len(score_province(views, small).false_alarms) == 1
