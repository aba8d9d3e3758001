"""Commands killed at a random moment: typed again, they end as if nothing had happened."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from tests.flows.conftest import TONGHOP
from tests.warehouse.conftest import create_database, named, postgres
from warehouse.database import connect_to, open_existing
from warehouse.decision_log import find_broken_link

__all__ = ["postgres"]
pytestmark = pytest.mark.prefect
KILLS = 1  # of each command, on each database; TONGHOP_KILLS raises it for a longer run
NOTE = ("--note", "xã xác nhận", "--by", "Lan")
STATE = (
    "SELECT document_id, file_name, outcome, reason FROM documents ORDER BY 1, 2",
    "SELECT figure_id, value, value_extracted, status FROM figures ORDER BY 1",
    "SELECT discrepancy_id, rule, message, status, decided_by, note FROM discrepancies ORDER BY 1",
    "SELECT period, measure, category, value, reports_counted FROM province_totals ORDER BY 1, 2, 3",
    "SELECT action, document_id, measure, value, note FROM log_decisions ORDER BY decision_id",
    "SELECT edition_id, figures_digest FROM editions ORDER BY 1",
)


class Desk:
    """A folder with an inbox and a warehouse, and the commands given there."""

    def __init__(self, folder: Path, inbox: Path, url: str, variables: dict[str, str]) -> None:
        self.folder, self.url = folder, url
        self.variables = os.environ | variables | {"TONGHOP_WAREHOUSE": url}
        shutil.copytree(inbox, folder / "inbox")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
        command = [TONGHOP, *arguments]
        return subprocess.Popen(command, cwd=self.folder, env=self.variables, start_new_session=True, **quiet)  # type: ignore[call-overload,no-any-return]

    def run(self, *arguments: str) -> float:
        """Run a command to its end; give the seconds it took."""
        began = time.monotonic()
        process = self.start(*arguments)
        _, told = process.communicate(timeout=120)
        # 3: a document was rejected; 1 of an audit: the decision was there already
        assert process.returncode in (0, 3) or "Đã có quyết định trước" in told, told
        return time.monotonic() - began

    def kill(self, seconds: float, *arguments: str) -> None:
        """Start a command and kill it with all its processes after some time."""
        process = self.start(*arguments)
        time.sleep(seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()

    def commands(self) -> list[tuple[str, ...]]:
        """Give the commands of a period's work, once it is consolidated."""
        output = ("--period", "2025", "--output", "ra")
        return [
            ("consolidate", "inbox", *output),
            ("audit", "correct", self.figure(), "77", *NOTE),
            ("publish", *output, "--despite-errors", *NOTE),
        ]

    def figure(self) -> str:
        """Give the figure to correct."""
        engine = open_existing(self.url)
        with engine.connect() as connection:
            sql = "SELECT MIN(figure_id) FROM figures WHERE measure = 'opinions' AND method = 'printed'"
            found = connection.execute(text(sql)).scalar_one()
        engine.dispose()
        return str(found)

    def state(self) -> list[list[tuple[object, ...]]]:
        """Read all that has to be the same in the end."""
        engine = connect_to(self.url)
        with engine.connect() as connection:
            assert find_broken_link(connection) is None
            found = [[tuple(row) for row in connection.execute(text(sql))] for sql in STATE]
        engine.dispose()
        return found


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_killed_command_typed_again_ends_like_an_undisturbed_one(
    database: str, made_inbox: Path, prefect_server: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    made = 0

    def desk() -> Desk:
        nonlocal made
        made += 1
        folder = tmp_path / f"{made}"
        folder.mkdir()
        url = f"sqlite:///{folder}/kho.db"
        if database == "postgresql":
            server = request.getfixturevalue("postgres")
            create_database(server, f"killed_{made}", "model")
            url = named(server, f"killed_{made}")
        return Desk(folder, made_inbox, url, prefect_server)

    first = desk()
    consolidate = ("consolidate", "inbox", "--period", "2025", "--output", "ra")
    times = {0: first.run(*consolidate)}
    commands = first.commands()
    times |= {place: first.run(*commands[place]) for place in (1, 2)}
    undisturbed = first.state()
    dice = Random(3)
    for _ in range(int(os.environ.get("TONGHOP_KILLS", KILLS))):
        each = desk()
        for place, command in enumerate(commands):
            each.kill(dice.uniform(0.1, times[place]), *command)
            each.run(*command)
        assert each.state() == undisturbed
        assert len(list((each.folder / "ra/phat-hanh-2025-lan-1").iterdir())) == 3
