"""From a number to its place, from a doubt to a decision, from decisions to an edition, as staff do it."""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import docx
import openpyxl
import pytest

from flows.show_trace import holds, look_up
from tests.flows.conftest import TONGHOP, Run, one_sentence
from tests.warehouse.conftest import create_database, named, postgres
from transforms.records import CATEGORIES, CATEGORY_MEASURES, MEASURES
from warehouse.database import open_existing
from warehouse.trace_figures import trace_total

__all__ = ["postgres"]
pytestmark = pytest.mark.prefect
NOTE = ("--note", "xã xác nhận qua điện thoại", "--by", "Nguyễn Thị Lan")


def ask(tmp_path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(tmp_path / "tonghop.db")) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def consolidated(made_inbox: Path, prefect_server: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Consolidate eight reports once; give the folder."""
    folder = tmp_path_factory.mktemp("consolidated")
    command = [TONGHOP, "consolidate", str(made_inbox), "--period", "2025", "--output", "ra"]
    run = subprocess.run(command, cwd=folder, env=os.environ | prefect_server, capture_output=True, text=True)
    assert run.returncode in (0, 3), run.stderr
    return folder


@pytest.fixture
def loaded(tonghop: Run, consolidated: Path, tmp_path: Path) -> Run:
    """Give the command line beside a warehouse of eight reports that is the test's own."""
    shutil.copytree(consolidated, tmp_path, dirs_exist_ok=True)
    return tonghop


def a_figure(tmp_path: Path) -> tuple[str, int, str]:
    """Give a figure of the period: its id, its value, as printed."""
    [(figure_id, value, printed)] = ask(
        tmp_path,
        "SELECT f.figure_id, f.value, f.printed FROM figures f JOIN reports r ON r.report_id = f.report_id "
        "WHERE r.period = '2025' AND f.measure = 'opinions' AND f.method = 'printed' ORDER BY f.figure_id LIMIT 1",
    )
    return str(figure_id), int(str(value)), str(printed)


def test_a_number_is_followed_to_its_sentence_and_a_decision_to_the_total(loaded: Run, tmp_path: Path) -> None:
    figure, value, printed = a_figure(tmp_path)
    total = loaded("trace", "--period", "2025", "opinions")
    assert total.returncode == 0, total.stderr
    assert figure in total.stdout
    one = loaded("trace", figure)
    assert one.returncode == 0 and f"【{printed}】" in one.stdout
    decided = loaded("audit", "correct", figure, str(value + 1000), *NOTE)
    assert decided.returncode == 0 and "Nguyễn Thị Lan" in decided.stdout
    [(was,), (now,)] = (
        re.findall(r"kỳ 2025: ([\d.]+) \(từ", text.stdout)
        for text in (total, loaded("trace", "--period", "2025", "opinions", "--no-check"))
    )
    assert int(now.replace(".", "")) == int(was.replace(".", "")) + 1000
    again = loaded("audit", "correct", figure, "5", *NOTE)
    assert again.returncode == 1 and "Nguyễn Thị Lan" in one_sentence(again.stderr)
    assert loaded("audit", "undo", "1", *NOTE).returncode == 0
    assert [row[0] for row in ask(tmp_path, "SELECT action FROM log_decisions ORDER BY 1")] == ["correct", "undo"]
    assert "2 quyết định" in loaded("audit", "verify").stdout


def test_what_is_typed_wrong_gets_one_sentence(loaded: Run, tmp_path: Path) -> None:
    figure, _, _ = a_figure(tmp_path)
    for code, *arguments in (
        (2, "audit", "accept", figure),
        (2, "audit", "correct", figure, "nhiều", *NOTE),
        (1, "audit", "accept", "ffffffff", *NOTE),
        (1, "audit", "undo", "77", *NOTE),
        (2, "audit", "list"),
        (1, "trace", "0000.opinions"),
        (2, "trace", "--period", "2025", "raised"),
        (2, "trace", "opinions"),
        (1, "editions", "2025-e9"),
        (1, "restore", "khong-co.bak"),
        (2, "status", "--period", "2025", "--as-of", "hôm qua"),
        (2, "audit", "sample", "--period", "2025"),
    ):
        run = loaded(*arguments)
        assert run.returncode == code, (arguments, run.stderr)
        one_sentence(run.stderr)
    assert ask(tmp_path, "SELECT COUNT(*) FROM log_decisions") == [(0,)]


def test_a_place_that_no_longer_holds_the_number_is_an_error(loaded: Run, tmp_path: Path) -> None:
    figure, _, _ = a_figure(tmp_path)
    with closing(sqlite3.connect(tmp_path / "tonghop.db")) as connection, connection:
        connection.execute("UPDATE fact_figures SET char_start = char_start + 1 WHERE figure_id = ?", (figure,))
    for arguments in (["trace", figure], ["trace", "--period", "2025", "opinions"]):
        run = loaded(*arguments)
        assert run.returncode == 1
        assert figure in one_sentence(run.stderr)


def test_editions_are_frozen_compared_and_written_again(loaded: Run, tmp_path: Path) -> None:
    errors = ask(tmp_path, "SELECT COUNT(*) FROM discrepancies WHERE period = '2025' AND severity = 'error'")[0][0]
    despite = ("--despite-errors", "--note", "kịp hạn")
    if errors:
        assert loaded("publish", "--period", "2025", "--output", "ra").returncode == 4
        assert loaded("publish", "--period", "2025", "--output", "ra", "--despite-errors").returncode == 2
    first = loaded("publish", "--period", "2025", "--output", "ra", *despite)
    assert first.returncode == 0, first.stderr
    same = loaded("publish", "--period", "2025", "--output", "ra", *despite)
    assert same.returncode == 0 and "không có số liệu nào thay đổi" in same.stdout
    figure, value, _ = a_figure(tmp_path)
    loaded("audit", "correct", figure, str(value + 7), *NOTE)
    assert loaded("publish", "--period", "2025", "--output", "ra", *despite).returncode == 0
    told = loaded("editions", "2025-e1", "--compare", "2025-e2").stdout
    assert "đã sửa theo quyết định" in told and "Toàn tỉnh" in told
    book = openpyxl.load_workbook(tmp_path / "ra/phat-hanh-2025-lan-2/thay-doi-2025.xlsx")
    assert any(value + 7 in row for sheet in book for row in sheet.iter_rows(values_only=True))
    assert loaded("consolidate", "--reread", "--output", "ra").returncode in (0, 3)
    assert loaded("editions", "2025-e1", "--output", "sau").returncode == 0
    names = ["bao-cao-tong-hop-2025.docx", "bieu-tong-hop-2025.xlsx", "sai-lech-2025.xlsx"]
    folders = (tmp_path / "ra/phat-hanh-2025-lan-1", tmp_path / "sau/phat-hanh-2025-lan-1")
    assert filecmp.cmpfiles(*folders, names, shallow=False) == (names, [], [])
    assert loaded("editions").stdout.count("2025-e") == 2


def test_receipts_and_the_signing_off(loaded: Run, tmp_path: Path) -> None:
    assert loaded("receipts", "--period", "2025", "--output", "ra").returncode == 0
    reports = ask(tmp_path, "SELECT commune_code, commune_name FROM reports WHERE period = '2025' ORDER BY 1")
    papers = sorted((tmp_path / "ra/phieu-doi-soat-2025").iterdir())
    assert [paper.name[:5] for paper in papers] == [row[0] for row in reports]
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(papers[0])).paragraphs)
    assert str(reports[0][1]).split(" ", 1)[1] in text
    signed = loaded("audit", "sign-off", str(reports[0][1]), "--period", "2025", *NOTE)
    assert signed.returncode == 0, signed.stderr
    states = f"""SELECT DISTINCT f.status FROM figures f JOIN reports r ON r.report_id = f.report_id
                 WHERE r.commune_code = '{reports[0][0]}' AND r.period = '2025'"""
    assert ask(tmp_path, states) == [("confirmed",)]


def test_a_sample_is_checked_and_told(loaded: Run, tmp_path: Path) -> None:
    drawn = loaded("audit", "sample", "--period", "2025", "--n", "3", "--seed", "9", *NOTE).stdout.split()
    assert len(drawn) == 3
    for figure in drawn:
        assert loaded("audit", "confirm", figure, *NOTE).returncode == 0
    told = loaded("audit", "sample", "--period", "2025")
    assert told.stdout == "" and "đã kiểm tra 3, sai 0" in told.stderr and "95 %" in told.stderr


def test_a_warehouse_is_saved_lost_and_restored(loaded: Run, tmp_path: Path) -> None:
    figure, _, _ = a_figure(tmp_path)
    assert loaded("audit", "confirm", figure, *NOTE).returncode == 0
    before = ask(tmp_path, "SELECT * FROM figures ORDER BY figure_id")
    saved = loaded("backup", "luu/kho.bak")
    assert saved.returncode == 1  # there is no such folder
    assert loaded("backup", "kho.bak").returncode == 0
    for path in tmp_path.glob("tonghop.db*"):
        path.unlink()
    assert loaded("audit", "verify").returncode == 1
    assert loaded("restore", "kho.bak").returncode == 0
    assert ask(tmp_path, "SELECT * FROM figures ORDER BY figure_id") == before
    assert "1 quyết định" in loaded("audit", "verify").stdout


def test_the_past_is_told_as_it_was(loaded: Run) -> None:
    then = loaded("status", "--period", "2025", "--as-of", "2025-01-01").stdout
    assert "đã nhận 0" in then.splitlines()[-1]
    now = loaded("status", "--period", "2025").stdout
    today = loaded("status", "--period", "2025", "--as-of", "31/12/2099").stdout
    assert today == now
    sql = "SELECT COUNT(*) AS n FROM figures"
    assert loaded("query", sql, "--as-of", "2099-12-31").stdout == loaded("query", sql).stdout


def test_every_number_of_the_demo_is_followed_to_its_documents(
    tonghop: Run, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path}/kho.db"
    run = tonghop("demo", "tinh", "--warehouse", url)
    assert run.returncode in (0, 3), run.stderr
    follow_all(url)
    server = request.getfixturevalue("postgres")
    create_database(server, "demo_trace", "model")
    inbox = next(path for path in (tmp_path / "tinh").iterdir() if path.is_dir() and path.name != "ket-qua")
    url = named(server, "demo_trace")
    run = tonghop("consolidate", str(inbox), "--period", "2025", "--warehouse", url, "--output", "ra")
    assert run.returncode in (0, 3), run.stderr
    follow_all(url)


def follow_all(url: str) -> None:
    """Follow every total to its figures and every figure to its place in the kept document."""
    engine = open_existing(url)
    totals = [(measure, None) for measure in MEASURES]
    totals += [(measure, category) for category in CATEGORIES for measure in CATEGORY_MEASURES]
    figures = {}
    for measure, category in totals:
        total = trace_total(engine, "2025", measure, category)
        if measure == "answered_rate":
            parts = [sum(figure.value for figure in side) for side in (total.figures, total.of)]
            assert total.value is not None and abs(float(total.value) - 100 * float(parts[0] / parts[1])) < 0.001
        else:
            assert total.value == sum(figure.value for figure in total.figures)
            assert total.reports_counted == len(total.figures)
        figures |= {figure.figure_id: figure for figure in (*total.figures, *total.of)}
    assert len(figures) > 1500
    found = look_up(engine, list(figures.values()))
    assert [key for key, figure in figures.items() if not holds(figure, found)] == []
    engine.dispose()
