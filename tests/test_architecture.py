"""The rules of the house that an eye can check."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("flows", "extractors", "transforms", "warehouse", "reports", "demo")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST = 340  # "about 300 lines"
VAGUE = {"utils", "helpers", "manager", "common", "misc", "base", "core"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_imports_go_one_way() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if "No such option" in run.stderr:
        run = subprocess.run(command[:1], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_file_is_one_thing(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_names_say_what_they_are(path: Path) -> None:
    assert path.stem not in VAGUE
    assert path.stem not in sys.stdlib_module_names - {"schedule"}
    assert path.stem not in {"docx", "numbers", "pandas", "prefect", "sqlalchemy"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_bare_except_and_no_print(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        assert not (isinstance(node, ast.ExceptHandler) and node.type is None), f"line {node.lineno}"
        assert not (isinstance(node, ast.Name) and node.id == "print"), f"line {node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_does(path: Path) -> None:
    source = path.read_text("utf-8")
    if source.strip():
        assert ast.get_docstring(ast.parse(source)), "a module begins with a docstring"


def test_every_package_is_shipped() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == list(PACKAGES)


def test_nothing_names_a_package_registry() -> None:
    for name in ("Makefile", "pyproject.toml", "requirements.lock", ".ci/run"):
        text = (ROOT / name).read_text("utf-8")
        assert "pypi.org" not in text
        assert "--index-url" not in text
        assert "--extra-index-url" not in text
        assert "--find-links" not in text
