"""Help, settings, query, status, doctor: complete in both languages."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import click
import openpyxl
import pyarrow.parquet
import pytest
import yaml

from flows.cli import build_app
from flows.load_messages import load_messages
from flows.settings import DEFAULTS
from tests.flows.conftest import Run
from warehouse.database import open_warehouse
from warehouse.errors import MESSAGES
from warehouse.load import expect_period

COMMANDS = "consolidate demo status trace audit query receipts publish editions backup restore schedule doctor"
AUDIT = "list show accept correct dismiss confirm map choose sign-off undo sample log verify"
# options that say what one call is about; all others are settings
OF_ONE_CALL = {
    *("note", "expect", "value", "every", "severity", "unchecked", "n", "overwrite"),
    *("despite_errors", "compare"),
}
FLOWS = Path(__file__).parents[2] / "flows"


def names(tree: dict[str, Any], above: str = "") -> set[str]:
    return {
        name
        for key, value in tree.items()
        for name in (names(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}"})
    }


def texts(language: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FLOWS / f"messages/{language}.yml").read_text("utf-8"))
    return loaded


def test_both_languages_have_the_same_sentences_with_the_same_details() -> None:
    vi, en = texts("vi"), texts("en")
    assert names(en) - names(vi) == {f"warehouse.{kind}" for kind in MESSAGES}
    assert names(vi) <= names(en)
    for name in names(vi):
        details = [set(re.findall(r"\{(\w+)\}", load_messages(language)(name))) for language in ("vi", "en")]
        assert details[0] == details[1], name


def test_every_sentence_that_the_code_names_is_there() -> None:
    code = "\n".join(path.read_text("utf-8") for path in FLOWS.glob("*.py"))
    vi = names(texts("vi"))
    raised = set(re.findall(r'Trouble\(\s*"(\w+)"', code))
    assert raised
    assert {f"errors.{key}" for key in raised} <= vi
    told = set(re.findall(r'essages\(\s*"([a-z_]+\.[a-z_.]+)"', code))
    assert told <= vi


@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_is_complete(language: str) -> None:
    app = build_app(load_messages(language))
    audit = app.commands["audit"]
    assert isinstance(audit, click.Group)
    assert set(app.commands) == set(COMMANDS.split())
    assert set(audit.commands) == set(AUDIT.split())
    for name, command in [("tonghop", app), *app.commands.items(), *audit.commands.items()]:
        context = click.Context(command, info_name=name)
        shown = " ".join(command.get_help(context).split())
        for parameter in command.get_params(context):
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.name}"
                assert parameter.opts[0] in shown
                if parameter.name not in OF_ONE_CALL and parameter.opts[0] not in ("--help", "--version"):
                    assert parameter.envvar in " ".join(parameter.help.split()), f"{name} {parameter.name}"
        assert command.help
        english = {"Usage:", "Options:", "Commands:", "Show this", "Variable"}
        assert any(word in shown for word in english) == (language == "en"), name


def test_every_option_is_a_setting() -> None:
    app = build_app(load_messages("vi"))
    audit = app.commands["audit"]
    assert isinstance(audit, click.Group)
    commands = [*app.commands.values(), *audit.commands.values()]
    found = {p.name for c in commands for p in c.params if isinstance(p, click.Option)} - OF_ONE_CALL
    assert found <= set(DEFAULTS)
    assert set(DEFAULTS) - found == set()


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    engine = open_warehouse(f"sqlite:///{tmp_path}/tonghop.db")
    expect_period(engine, "2025")
    engine.dispose()
    return tmp_path / "tonghop.db"


def test_an_option_counts_before_a_variable_before_the_file(alone: Run, tmp_path: Path, warehouse: Path) -> None:
    (tmp_path / "tonghop.toml").write_text('period = "2021"\nlang = "en"\n')
    assert alone("status").stdout.startswith("2021 has not been consolidated")
    assert alone("status", env={"TONGHOP_PERIOD": "2022"}).stdout.startswith("2022 has not")
    assert alone("status", "--period", "2023", env={"TONGHOP_PERIOD": "2022"}).stdout.startswith("2023 has not")
    vietnamese = alone("--lang", "vi", "status", "--period", "2023", env={"TONGHOP_LANG": "en"})
    assert vietnamese.stdout.startswith("Chưa có lượt tổng hợp nào của kỳ 2023")
    moved = warehouse.rename(tmp_path / "other.db")
    assert alone("status").returncode == 1
    for arguments in (
        ["--warehouse", f"sqlite:///{moved}", "status", "--period", "2025"],
        ["status", "--period", "2025", "--warehouse", "sqlite:///other.db"],
    ):
        assert "missing 99" in alone(*arguments).stdout


def test_status_lists_all_units_in_vietnamese_order(alone: Run, warehouse: Path) -> None:
    run = alone("status", "--period", "2025")
    assert run.returncode == 0
    lines = run.stdout.splitlines()
    assert len(lines) == 101
    assert all(line.split()[-2:] == ["chưa", "có"] for line in lines[1:-1])
    assert lines[-1] == "Kỳ 2025: đã nhận 0, nhận muộn 0, không đọc được 0, chưa có 99 (tổng số 99 đơn vị)."


SQL = "SELECT commune_code, name, '=1+1' AS trap, 1.5 AS rate FROM dim_communes ORDER BY commune_code LIMIT 3"


def test_query_answers_in_every_format(alone: Run, warehouse: Path, tmp_path: Path) -> None:
    table = alone("query", SQL).stdout.splitlines()
    assert table[0].split() == ["commune_code", "name", "trap", "rate"]
    assert len(table) == 5
    rows = list(csv.reader(io.StringIO(alone("query", SQL, "--format", "csv").stdout.removeprefix("\ufeff"))))
    assert len(rows) == 4
    assert rows[1][2] == "'=1+1"  # a spreadsheet must not calculate it
    answers = json.loads(alone("query", SQL, "--format", "json").stdout)
    assert answers[0]["rate"] == 1.5
    assert answers[0]["trap"] == "=1+1"
    for form in ("xlsx", "parquet"):
        assert alone("query", SQL, "--format", form, "--output", f"answer.{form}").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "answer.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["commune_code", "name", "trap", "rate"]
    assert sheet["C2"].value == "=1+1"
    assert sheet["C2"].data_type == "s"
    read = pyarrow.parquet.read_table(tmp_path / "answer.parquet").to_pylist()
    assert [row["name"] for row in read] == [row["name"] for row in answers]


def test_query_says_when_rows_are_left_out(alone: Run, warehouse: Path) -> None:
    run = alone("query", "SELECT * FROM dim_communes", "--rows", "5", "--format", "json")
    assert len(json.loads(run.stdout)) == 5
    assert run.stderr == "Chỉ hiện 5 dòng đầu; hãy thêm điều kiện hoặc tăng --rows.\n"


def test_query_is_stopped_in_time(alone: Run, warehouse: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) FROM n"
    run = alone("query", endless, "--seconds", "0.5")
    assert run.returncode == 1
    assert "quá 0.5 giây" in run.stderr


def test_doctor_names_what_is_there(alone: Run) -> None:
    run = alone("doctor")
    assert run.returncode == 0, run.stdout
    for word in ("Python", "SQLite", "prefect", "tesseract", "soffice", "initdb", "PREFECT_API_URL"):
        assert word in run.stdout
    broken = alone("doctor", "--warehouse", "postgresql+psycopg://nobody@127.0.0.1:9/x", "--lang", "en")
    assert broken.returncode == 1
    assert "! PostgreSQL" in broken.stdout


def test_version_and_no_command(alone: Run) -> None:
    assert re.fullmatch(r"tonghop \d+\.\d+\.\d+\n", alone("--version").stdout)
    run = alone()
    assert run.returncode == 2
    assert "consolidate" in run.stderr
