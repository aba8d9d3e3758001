"""A process killed in the middle of loading leaves nothing half-written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.warehouse.builders import BAO_YEN, everything, load, read, report

ROOT = Path(__file__).parents[2]
SCRIPT = """
import os, signal, sys
from sqlalchemy import event
from tests.warehouse.builders import load
from tests.warehouse.test_kill import RESULTS
from warehouse.database import open_warehouse

engine = open_warehouse(sys.argv[1])
left = int(sys.argv[2])

@event.listens_for(engine, "after_cursor_execute")
def kill(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

for result in RESULTS:
    load(engine, result)
"""
LAND: dict[str, tuple[str | None, str | None]] = {"land": ("3", "2")}
RESULTS = [
    read(report("k1", opinions="46", categories=LAND), "a.docx"),
    read(report("k2", opinions="47", symbol="204-BC/ĐU"), "b.docx"),
    read(report("k3", commune=BAO_YEN, opinions="5"), "c.docx"),
]


@pytest.mark.parametrize("statements", [3, 7, 12, 18, 23, 29, 34])
def test_a_killed_load_leaves_whole_documents_and_the_next_run_completes(
    engine: Engine, url: str, statements: int
) -> None:
    command = [sys.executable, "-c", SCRIPT, url, str(statements)]
    child = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert child.returncode == -9
    left = everything(engine)
    for report_id, *_ in left["reports"]:
        assert {row[1] for row in left["figures"]} >= {report_id}
    assert len(left["documents"]) < len(RESULTS)
    for result in RESULTS:
        load(engine, result)
    assert sorted(str(row[1]) for row in everything(engine)["documents"]) == ["a.docx", "b.docx", "c.docx"]
    assert everything(engine) == undisturbed(engine)


def undisturbed(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Load the same documents into the emptied warehouse, without a kill."""
    from tests.warehouse.test_versions import forget_everything

    forget_everything(engine)
    for result in RESULTS:
        load(engine, result)
    return everything(engine)
