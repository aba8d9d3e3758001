"""A schedule on a real Prefect server starts a run, and its report appears."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.flows.conftest import TONGHOP, Run, one_sentence, wait_until
from tests.flows.test_consolidate import alive, ask_prefect, loaded

pytestmark = pytest.mark.server


def test_a_scheduled_run_happens(inbox: Path, tmp_path: Path, prefect_server: dict[str, str]) -> None:
    arguments = ["schedule", "--inbox", "inbox", "--cron", "* * * * *", "--kind", "year", "--output", "out"]
    served = subprocess.Popen(
        [TONGHOP, *arguments],
        cwd=tmp_path,
        env=os.environ | prefect_server,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        report = wait_until(lambda: list((tmp_path / "out").glob("bao-cao-tong-hop-*.docx")), 150, "the report")
        runs = wait_until(lambda: scheduled_runs(prefect_server), 30, "the completed run")
    finally:
        os.killpg(served.pid, signal.SIGINT)
        _, said = served.communicate(timeout=60)
    assert runs[0]["auto_scheduled"]
    planned = int(runs[0]["expected_start_time"][:4])
    assert report[0].name == f"bao-cao-tong-hop-{planned - 1}.docx"  # the last year that is over
    assert loaded(tmp_path / "tonghop.db") == 8
    assert said.startswith("Đang chờ đến lịch (* * * * *, giờ Việt Nam)")
    assert "Traceback" not in said
    wait_until(lambda: not alive(served.pid), 20, "the end of all its processes")


def scheduled_runs(variables: dict[str, str]) -> list[dict[str, str]]:
    wanted = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
    return [run for run in ask_prefect(variables, "flow_runs", wanted) if run["auto_scheduled"]]


def test_a_schedule_needs_a_server_and_a_right_cron(alone: Run, tonghop: Run, inbox: Path, tmp_path: Path) -> None:
    run = alone("schedule", "--inbox", "inbox", env={"PREFECT_HOME": str(tmp_path)})
    assert run.returncode == 1
    assert "prefect server start" in run.stderr
    run = tonghop("schedule", "--inbox", "inbox", "--cron", "every day")
    assert run.returncode == 2
    assert "every day" in run.stderr.splitlines()[-1]
    assert one_sentence(run.stderr.splitlines()[-1])
