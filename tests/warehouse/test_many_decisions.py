"""Hundreds of random decisions over re-readings, resubmissions and a restore: none is lost, and views are right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from random import Random

from sqlalchemy import Engine

from tests.warehouse.builders import HERE, NOON, content, everything, load, read, report, rows
from tests.warehouse.test_as_known import plain
from transforms.records import Finding, Report
from warehouse.as_known import as_known
from warehouse.backup import backup, restore
from warehouse.database import connect_to, open_warehouse
from warehouse.decide import REASONS, Person, choose_version, decide_on, sign_off, undo
from warehouse.decision_log import Decision, find_broken_link, in_force, read_decisions
from warehouse.errors import WarehouseError

DECISIONS = 500
UNITS = ("02848", "02947", "02686", "03046", "02788", "02869")
MEASURES = ("sessions", "participants", "opinions", "opinions_answered")
PEOPLE = ("Nguyễn Thị Lan", "Trần Hùng", "Vàng A Sử")
REREAD_AT, RESUBMIT_AT, RESTORE_AT = (120, 250, 380), (180, 320), 420


class Office:
    """The documents that have come, and what the reader of each version makes of them."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.clock = count(1)
        self.version = 1
        self.readings: dict[str, tuple[str, dict[str, int]]] = {}  # name -> unit, figures as read last
        self.decided = 0

    def now(self) -> datetime:
        """Give a moment later than all before."""
        return NOON + timedelta(minutes=next(self.clock))

    def person(self) -> Person:
        return Person(self.dice.choice(PEOPLE), f"lý do {self.dice.random():.6f}", self.now())

    def deliver(self, engine: Engine, name: str, unit: str) -> None:
        """Let a unit send a report."""
        self.readings[name] = unit, {measure: self.dice.randint(2, 400) for measure in MEASURES}
        self.load(engine, name)

    def load(self, engine: Engine, name: str) -> None:
        unit, figures = self.readings[name]
        load(engine, read(self.report(name, unit, figures), f"{name}.docx"), version=str(self.version), at=self.now())

    def report(self, name: str, unit: str, figures: dict[str, int]) -> Report:
        stated = str(figures["opinions"])
        sum_of_fields = Finding("category_sum", "error", "Cộng …", "opinions", None, stated, "999", HERE)
        odd = Finding(
            "doubtful_numeral", "warning", "In là …", "participants", None, str(figures["participants"]), None
        )
        note = Finding("tracked_changes", "info", "Văn bản còn …", None, None, "3")
        numbers = {measure: str(value) for measure, value in figures.items()}
        number = 100 + len(self.readings)
        return report(name, commune=unit, symbol=f"{number}-BC/ĐU", findings=(sum_of_fields, odd, note), **numbers)

    def read_again(self, engine: Engine) -> None:
        """Read everything with a newer reader, which reads some figures otherwise."""
        self.version += 1
        for name, (unit, figures) in sorted(self.readings.items()):
            changed = dict(figures)
            if self.dice.random() < 0.4:
                changed[self.dice.choice(MEASURES)] += 1
            self.readings[name] = unit, changed
            self.load(engine, name)

    def decide(self, engine: Engine) -> None:
        """Take a random decision; one that is refused leaves no trace."""
        findings = [str(row[0]) for row in rows(engine, "SELECT discrepancy_id FROM discrepancies ORDER BY 1")]
        figures = [str(row[0]) for row in rows(engine, "SELECT figure_id FROM figures ORDER BY 1")]
        what = self.dice.choice(("finding", "finding", "figure", "undo", "sign", "choose"))
        try:
            if what == "finding":
                action = self.dice.choice(("accept", "correct", "dismiss"))
                value = {"correct": str(self.dice.randint(1, 500)), "dismiss": self.dice.choice(list(REASONS))}
                decide_on(engine, self.dice.choice(findings), action, self.person(), value=value.get(action))
            elif what == "figure":
                action = self.dice.choice(("confirm", "correct"))
                value_of_figure = str(self.dice.randint(1, 500)) if action == "correct" else None
                decide_on(engine, self.dice.choice(figures), action, self.person(), value=value_of_figure)
            elif what == "undo":
                undo(engine, self.dice.randint(1, max(1, self.decided)), self.person())
            elif what == "sign":
                sign_off(engine, self.dice.choice(UNITS), "2025", self.person())
            else:
                choose_version(engine, content(self.dice.choice(sorted(self.readings)))[:16], self.person())
        except WarehouseError as error:
            assert error.kind in (
                *("decided_already", "no_figure", "nothing_to_undo", "no_other_version", "no_such_report"),
            )
            return
        self.decided += 1


def test_every_decision_is_kept_and_every_value_is_what_they_make_it(engine: Engine, url: str, tmp_path: Path) -> None:
    office = Office(2025)
    for place, unit in enumerate(UNITS):
        office.deliver(engine, f"r{place}", unit)
    written: list[tuple[object, ...]] = []
    done: set[int] = set()
    while office.decided < DECISIONS:
        office.decide(engine)
        for step in happening(office.decided, done):
            if step in REREAD_AT:
                office.read_again(engine)
            elif step in RESUBMIT_AT:
                office.deliver(engine, f"again-{step}", office.dice.choice(UNITS))
            else:
                engine = through_backup(engine, url, tmp_path)
        if office.decided % 100 == 0:
            now = rows(engine, "SELECT * FROM log_decisions ORDER BY decision_id")
            assert now[: len(written)] == written
            written = now
    with engine.connect() as connection:
        assert find_broken_link(connection) is None
        decisions = read_decisions(connection)
    assert [decision.decision_id for decision in decisions] == list(range(1, DECISIONS + 1))
    assert rows(engine, "SELECT figure_id, value FROM figures ORDER BY figure_id") == expected_values(
        office, decisions, engine
    )
    with as_known(engine, office.now()) as past:
        scratch = connect_to(past)
        again = everything(scratch)
        scratch.dispose()
    for view, lines in everything(engine).items():
        assert plain(again[view]) == plain(lines), view
    engine.dispose()


def happening(decided: int, done: set[int]) -> Iterator[int]:
    """Give the steps that are due after so many decisions, each once."""
    for step in (*REREAD_AT, *RESUBMIT_AT, RESTORE_AT):
        if decided >= step and step not in done:
            done.add(step)
            yield step


def through_backup(engine: Engine, url: str, folder: Path) -> Engine:
    """Save the warehouse, go on, then lose all since by restoring; here nothing happens in between."""
    target = folder / "luu.bak"
    backup(url, target, verify=lambda _: None)
    engine.dispose()
    restore(target, url, verify=lambda _: None, overwrite=True)
    return open_warehouse(url)


def expected_values(office: Office, decisions: list[Decision], engine: Engine) -> list[tuple[object, ...]]:
    """Work out each figure's value from what was read and decided, by a plain loop of its own."""
    expected = []
    for (document_id,) in rows(engine, "SELECT document_id FROM reports"):
        name = next(name for name in office.readings if content(name) == document_id)
        for measure, value in office.readings[name][1].items():
            for decision in in_force(decisions):
                if (decision.document_id, decision.measure) != (document_id, measure) or decision.action != "correct":
                    continue
                if decision.ground["value"] == str(office.readings[name][1][measure]):
                    value = int(Decimal(str(decision.value)))
            expected.append((f"{str(document_id)[:16]}.{measure}", value))
    return sorted(expected)
