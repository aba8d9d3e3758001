"""Killed at any moment of loading, deciding or publishing, the next run ends as if nothing had happened."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

import psycopg
import pytest
from sqlalchemy import Engine, event

from tests.warehouse.builders import BAO_YEN, HERE, NOON, PHINH, everything, load, read, report, rows
from tests.warehouse.conftest import create_database, libpq, named
from transforms.records import Finding
from warehouse.database import connect_to, open_warehouse
from warehouse.decide import Person, decide_on, sign_off, undo
from warehouse.decision_log import find_broken_link
from warehouse.editions import add_edition, current_figures, figures_of, files_of, list_editions

KILLS = 100  # on each of the two databases
SUM = Finding("category_sum", "error", "Cộng …", "opinions", None, "46", "47", HERE)
RESULTS = [
    read(report("k1", opinions="46", sessions="3", findings=(SUM,)), "a.docx"),
    read(report("k2", opinions="46", symbol="204-BC/ĐU", findings=(SUM,)), "b.docx"),
    read(report("k3", commune=BAO_YEN, opinions="5"), "c.docx"),
]
Step = Callable[[Engine, Person], object]


def finding(engine: Engine) -> str:
    return str(
        rows(engine, "SELECT discrepancy_id FROM discrepancies WHERE rule = 'category_sum' AND status = 'open'")[0][0]
    )


STEPS: list[Step] = [
    lambda engine, who: decide_on(engine, finding(engine), "correct", who, value="47"),
    lambda engine, who: sign_off(engine, BAO_YEN, "2025", who),
    lambda engine, who: undo(engine, 1, who),
    lambda engine, who: decide_on(engine, finding(engine), "dismiss", who, value="explained"),
    lambda engine, who: sign_off(engine, PHINH, "2025", who),
]


def run(engine: Engine) -> None:
    """Do what is not done yet: load the documents, take the decisions, publish."""
    for result in RESULTS:
        load(engine, result)
    done = {row[0] for row in rows(engine, "SELECT note FROM log_decisions")}
    for number, step in enumerate(STEPS):
        if f"bước {number}" not in done:
            step(engine, Person("Lan", f"bước {number}", NOON + timedelta(days=number)))
    if not list_editions(engine, "2025"):
        _, digest = current_figures(engine, "2025")
        files = {"bao-cao.docx": b"PK" * 5000}
        at = NOON + timedelta(days=9)
        add_edition(engine, "2025", number=1, digest=digest, files=files, by="Lan", at=at, note=None)


def run_killed(url: str, statements: int) -> int:
    """Run in a child that kills itself after so many statements; give the number it did, 0 if it lived."""
    child = os.fork()
    if child == 0:
        engine = connect_to(url)
        left = count(1)

        @event.listens_for(engine, "after_cursor_execute")
        def kill(*_: object) -> None:
            if next(left) == statements:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            run(engine)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return statements if os.WIFSIGNALED(status) else 0


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Give a function that makes one empty warehouse after the other."""
    numbers = count(1)
    made: list[str] = []
    if request.param == "sqlite":
        model = tmp_path / "model.db"
        open_warehouse(f"sqlite:///{model}").dispose()

        def make() -> str:
            place = tmp_path / f"{next(numbers)}.db"
            shutil.copyfile(model, place)
            return f"sqlite:///{place}"

        yield make
        return
    server = request.getfixturevalue("postgres")

    def make_database() -> str:
        name = f"kill_{next(numbers)}"
        create_database(server, name, "model")
        made.append(name)
        return named(server, name)

    yield make_database
    with psycopg.connect(libpq(server), autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def state(engine: Engine) -> dict[str, object]:
    """Read all that has to be the same in the end."""
    return {
        **everything(engine),
        "decisions": rows(engine, "SELECT * FROM log_decisions ORDER BY decision_id"),
        "readings": rows(engine, "SELECT document_id, number, reader_version FROM log_readings ORDER BY 1, 2"),
        "editions": [(e, figures_of(engine, e.edition_id), files_of(engine, e)) for e in list_editions(engine)],
    }


def test_a_run_killed_at_any_moment_is_completed_by_the_next(fresh: Callable[[], str]) -> None:
    engine = connect_to(fresh())
    statements = count()
    event.listen(engine, "after_cursor_execute", lambda *_: next(statements))
    run(engine)
    total = next(statements)
    undisturbed = state(engine)
    assert len(undisturbed["decisions"]) == len(STEPS) + 1  # type: ignore[arg-type]
    engine.dispose()
    dice = Random(7)
    for _ in range(KILLS):
        url = fresh()
        moment = dice.randint(1, total)
        assert run_killed(url, moment) == moment
        engine = connect_to(url)
        run(engine)
        with engine.connect() as connection:
            assert find_broken_link(connection) is None
        assert state(engine) == undisturbed, f"killed after {moment} of {total} statements"
        engine.dispose()
