"""The documents say what the program does: commands, settings, views, rules, dependencies; links lead somewhere."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import click
import pytest

from extractors.figures.load_form import load_form
from extractors.figures.read_figures import read_figures
from flows.build_commands import FLAGS
from flows.cli import build_app
from flows.load_messages import load_messages
from flows.settings import DEFAULTS, variable
from flows.write_reports import NAMES
from tests.postgres import MISSING, find_programs, server
from tests.read_text import FRAME, read_text, report_of
from transforms.load_rules import load_names, load_rules
from transforms.records import CATEGORIES, ReadResult
from warehouse.database import open_warehouse
from warehouse.load import load_result
from warehouse.run_query import run_query
from warehouse.views import VIEWS

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
GUIDE, INSTALLING, WAREHOUSE, READING, DEPENDENCIES = (
    ROOT / "docs" / f"{name}.md" for name in ("huong-dan-su-dung", "cai-dat", "kho-du-lieu", "reading", "dependencies")
)
APP = build_app(load_messages("vi"))
GLOBAL = ("warehouse", "lang", "debug")
OPTIONS = [
    (name, parameter.opts[0])
    for name, command in APP.commands.items()
    for parameter in command.params
    if isinstance(parameter, click.Option) and parameter.name not in GLOBAL
]
RULES = sorted(load_names()["rules"])
# [text](target#anchor)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
# ## 3. Kho dữ liệu
HEADING = re.compile(r"^#{1,6} +(?P<title>.+)$", re.MULTILINE)
FENCED = re.compile(r"^ *```(?P<language>\w*)\n(?P<body>.*?)^ *```", re.MULTILINE | re.DOTALL)
# prefect[otel]==3.8.8 \
LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==", re.MULTILINE)
# | 44 | opinions_answered | total | |
ROW = re.compile(r"^\|(?P<cells>.+)\|$", re.MULTILINE)


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def section(path: Path, title: str) -> str:
    """Give the text below the first heading that holds a title, down to the next of its rank."""
    text = text_of(path)
    heading = next(m for m in re.finditer(r"^(#+) .*$", text, re.MULTILINE) if title in m.group())
    end = re.compile(rf"^#{{1,{len(heading[1])}}} ", re.MULTILINE).search(text, heading.end())
    return text[heading.start() : end.start() if end else len(text)]


def code_in(text: str) -> set[str]:
    """List what stands between single backticks."""
    return set(re.findall(r"`([^`\n]+)`", FENCED.sub("", text)))


@pytest.mark.parametrize("name", sorted(APP.commands))
def test_the_guide_has_a_part_for_each_command(name: str) -> None:
    assert len(section(GUIDE, f"`tonghop {name}").splitlines()) > 2


@pytest.mark.parametrize(("name", "flag"), OPTIONS, ids=[f"{name} {flag}" for name, flag in OPTIONS])
def test_the_guide_explains_each_option_of_a_command(name: str, flag: str) -> None:
    assert flag in code_in(section(GUIDE, f"`tonghop {name}"))


def test_the_guide_explains_the_options_of_all_commands() -> None:
    said = section(GUIDE, "3. Các lệnh")
    assert [flag for flag in (*(f"--{name}" for name in GLOBAL), "--version", "--help") if flag not in said] == []


def test_the_documents_name_no_command_or_option_that_is_not_there() -> None:
    flags = {option for _, option in OPTIONS} | {f"--{name}" for name in GLOBAL} | {"--version", "--help"}
    for path in (GUIDE, INSTALLING, WAREHOUSE):
        lines = [line for line in text_of(path).splitlines() if re.match(r" *tonghop [a-z]", line)]
        for line in lines:
            assert line.split()[1] in APP.commands, line
            assert set(re.findall(r"--[a-z-]+", re.sub(r'"[^"]*"', "", line))) <= flags, line


def test_the_guide_names_exit_codes_and_files() -> None:
    codes = {row[0] for row in rows_of(section(GUIDE, "Mã kết thúc"))}
    assert codes >= {"0", "1", "2", "3", "4", "130"}
    assert [name for name in NAMES if name.format(period="<kỳ>") not in text_of(GUIDE)] == []


@pytest.mark.parametrize("setting", sorted(DEFAULTS))
def test_each_setting_is_in_the_table_with_option_variable_key_and_default(setting: str) -> None:
    rows = [row for row in rows_of(section(INSTALLING, "Bảng cài đặt")) if row[2] == f"`{setting}`"]
    assert len(rows) == 1
    option, name, _, default, meaning = rows[0]
    assert FLAGS.get(setting, f"--{setting.replace('_', '-')}") in option
    assert name == f"`{variable(setting)}`"
    assert default == written(DEFAULTS[setting])
    assert meaning


def written(value: object) -> str:
    """Write a default as the table does: –, `false`, `60`, `vi`."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def test_the_table_of_settings_has_no_other_row() -> None:
    keys = {row[2].strip("`") for row in rows_of(section(INSTALLING, "Bảng cài đặt"))}
    assert keys - {"Khóa trong `tonghop.toml"} == {*DEFAULTS}


def test_the_settings_file_of_the_example_is_one() -> None:
    (example,) = (m["body"] for m in FENCED.finditer(text_of(INSTALLING)) if m["language"] == "toml")
    assert tomllib.loads(example).keys() <= DEFAULTS.keys()


def rows_of(text: str) -> list[list[str]]:
    """Read the rows of the tables in a text, without heads and rules."""
    rows = [[cell.strip() for cell in m["cells"].split("|")] for m in ROW.finditer(FENCED.sub("", text))]
    return [row for row in rows if not re.fullmatch(r"[-:| ]+", "".join(row))]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def warehouse(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A warehouse with the report of docs/reading.md in it."""
    if request.param == "sqlite":
        yield filled(f"sqlite:///{tmp_path_factory.mktemp('documents') / 'tonghop.db'}")
        return
    programs = find_programs()
    if programs is None:
        pytest.skip(MISSING)
    with server(programs) as url:
        yield filled(url)


def filled(url: str) -> str:
    """Make a warehouse and load the worked example."""
    engine = open_warehouse(url)
    document = read_text(FRAME.format(worked_example()))
    result = ReadResult(document.document_id, "a.docx", "text/plain", 1, None, "native", report_of(document))
    at = datetime(2026, 1, 5, tzinfo=UTC)
    load_result(engine, result, reader_version="1", expected_period="2025", received_at=at)
    engine.dispose()
    return url


@pytest.mark.parametrize("view", [view.__name__ for view in VIEWS])
def test_each_view_is_described_with_all_its_columns_and_no_others(view: str, warehouse: str) -> None:
    part = section(WAREHOUSE, f"## `{view}`")
    cells = " ".join(row[0] for row in rows_of(part) if row[0] != "Cột")
    assert re.findall(r"`(\w+)`", cells) == list(run_query(warehouse, f"SELECT * FROM {view}").columns)


def test_the_fields_are_listed() -> None:
    listed = [row[0].strip("`") for row in rows_of(section(WAREHOUSE, "## Quy ước"))]
    assert [code for code in listed if code != "Mã"] == list(CATEGORIES)


EXAMPLES = [m["body"] for m in FENCED.finditer(text_of(WAREHOUSE)) if m["language"] == "sql"]


@pytest.mark.parametrize("sql", EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_examples_of_sql_run_and_answer(sql: str, warehouse: str) -> None:
    answer = run_query(warehouse, sql)
    assert answer.columns
    if "discrepancies" not in sql:  # the example has no open error
        assert answer.rows


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_in_the_guide_with_its_name_and_severity(rule: str) -> None:
    rows = [row for row in rows_of(section(GUIDE, "6. Từng loại sai lệch")) if row[0] == f"`{rule}`"]
    assert len(rows) == 1
    _, name, severity, meaning, action = rows[0]
    assert name == load_names()["rules"][rule]["vi"]
    if rule in load_rules().severity:
        assert severity == load_names()["severities"][load_rules().severity[rule]]["vi"]
    assert meaning
    assert action


def test_the_rules_of_the_checks_have_names() -> None:
    assert set(load_rules().severity) <= set(RULES)


def worked_example() -> str:
    lines = text_of(READING).splitlines()
    return lines[lines.index("<!-- example -->") + 1].removeprefix("> ")


def test_the_worked_example_is_read_as_told() -> None:
    told = section(READING, "One number, followed").split("<!-- example figures -->")[1]
    rows = [row for row in rows_of(told) if row[0] != "printed"]
    printed = read_figures(read_text(FRAME.format(worked_example())), load_form()).figures
    got = [(f.printed, f.measure, f.role, f.reason) for f in printed]
    assert [tuple(row) for row in rows] == got


def test_the_other_end_of_the_worked_example_is_as_told() -> None:
    report = report_of(read_text(FRAME.format(worked_example().replace("44 ý kiến", "45 ý kiến"))))
    found = {finding.rule: finding.message for finding in report.findings}
    assert "45/46 = 97,8%" in found["rate_mismatch"]
    assert "45 + 2 = 47" in found["outcome_sum"]
    (figure,) = (f for f in report.figures if f.measure == "opinions_answered")
    assert figure.value == 45


def test_each_file_of_the_reader_is_described() -> None:
    files = {path.name for path in (ROOT / "extractors" / "figures").glob("*.py")} - {"__init__.py"}
    told = {row[0].strip("`") for row in rows_of(section(READING, "The files of")) if row[0] != "file"}
    assert told == files


def declared() -> list[str]:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    stated = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    return [re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0] for line in stated]


@pytest.mark.parametrize("package", declared())
def test_each_dependency_is_named_with_its_licence_and_why(package: str) -> None:
    rows = [row for row in rows_of(text_of(DEPENDENCIES)) if row[0] == package]
    assert len(rows) == 1
    family = re.split(r"[-, ]", rows[0][1])[0]
    assert family.casefold() in licence_of(package).casefold()
    assert rows[0][2]


def test_no_other_dependency_is_named() -> None:
    named = {row[0] for row in rows_of(text_of(DEPENDENCIES))} - {"package"}
    assert named == set(declared())


def licence_of(package: str) -> str:
    """Give what an installed package says of its licence: expression, field and classifiers."""
    stated = metadata(package)
    classifiers = [line for line in stated.get_all("Classifier") or [] if line.startswith("License")]
    return " | ".join([stated.get("License-Expression") or "", (stated.get("License") or "")[:300], *classifiers])


def is_gpl(licence: str) -> bool:
    """Tell whether a licence is the GPL or AGPL without another choice; the LGPL is neither."""
    rest = re.sub(r"LGPL|Library or Lesser General Public|Lesser General Public", "", licence)
    if re.search(r"AGPL|Affero|GPL|General Public License", rest) is None:
        return False
    return re.search(r"Artistic|MIT|BSD|Apache", rest) is None


def test_nothing_installed_is_under_the_gpl_or_agpl() -> None:
    licences: dict[str, str] = {}
    for name in LOCKED.findall(text_of(ROOT / "requirements.lock")):
        try:
            licences[name] = licence_of(name)
        except PackageNotFoundError:  # for another system or version of Python
            continue
    assert len(licences) > 100
    assert [name for name, licence in licences.items() if not licence.strip(" |")] == []
    assert [name for name, licence in licences.items() if is_gpl(licence)] == []
    lesser = {name.casefold() for name, licence in licences.items() if re.search(r"LGPL|Lesser", licence)}
    either = {name for name, licence in licences.items() if re.search(r"(?<!L)GPL", licence)} - lesser
    said = text_of(DEPENDENCIES).casefold()
    assert [name for name in lesser | either if name.casefold() not in said] == []


def test_the_gpl_is_told_from_the_lgpl() -> None:
    assert is_gpl("GPL-3.0-only")
    assert is_gpl("License :: OSI Approved :: GNU Affero General Public License v3")
    assert not is_gpl("LGPL | License :: OSI Approved :: GNU Library or Lesser General Public License (LGPL)")
    assert not is_gpl("Artistic License | GNU General Public License (GPL)")


def anchors_of(path: Path) -> set[str]:
    """Give the anchors of a document's headings as GitHub makes them."""
    titles = [m["title"] for m in HEADING.finditer(FENCED.sub("", text_of(path)))]
    return {re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", t).lower()).replace(" ", "-") for t in titles}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    for link in LINK.finditer(FENCED.sub("", text_of(path))):
        target = link["target"]
        if target.startswith(("http://", "https://")):
            continue
        goal = (path.parent / target).resolve() if target else path
        assert goal.exists(), link.group()
        if link["anchor"]:
            assert link["anchor"] in anchors_of(goal), link.group()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_that_documents_name_exist(path: Path) -> None:
    wanted = re.compile(r"(?:extractors|transforms|warehouse|reports|flows|demo|tests|docs)/[\w/.-]+\.(?:py|yml|md)")
    named = wanted.findall(re.sub(r"<\w+>", "", text_of(path)))
    assert [name for name in named if not (ROOT / name).exists() and "read_." not in name] == []


def test_the_readme_leads_to_every_document() -> None:
    targets = {link["target"] for link in LINK.finditer(text_of(ROOT / "README.md"))}
    assert [p.name for p in (ROOT / "docs").glob("*.md") if f"docs/{p.name}" not in targets] == []
    assert {"CONTRIBUTING.md", "LICENSE"} <= targets


def test_make_targets_are_described() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert [t for t in targets if f"`make {t}`" not in text_of(ROOT / "CONTRIBUTING.md")] == []
