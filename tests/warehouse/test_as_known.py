"""What was known on a day is worked out from the logs, and gives what the warehouse itself said then."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Engine

from tests.warehouse.builders import BAO_YEN, NOON, content, everything, load, read, report, rows
from tests.warehouse.test_decide import LAN, SUM, finding_id
from warehouse.as_known import as_known, end_of
from warehouse.database import connect_to
from warehouse.decide import Person, choose_version, decide_on, sign_off, undo
from warehouse.load import expect_period

DAY = timedelta(days=1)


def known(engine: Engine, day: date) -> dict[str, list[tuple[object, ...]]]:
    with as_known(engine, end_of(day)) as url:
        scratch = connect_to(url)
        try:
            return everything(scratch)
        finally:
            scratch.dispose()


def plain(lines: list[tuple[object, ...]]) -> list[list[str]]:
    """Write rows alike, whichever database they come from."""
    numbers = (int, float, Decimal)
    return sorted([f"{float(cell):g}" if isinstance(cell, numbers) else str(cell) for cell in line] for line in lines)


def test_each_day_is_told_as_it_was(engine: Engine) -> None:
    expect_period(engine, "2025", "2025-12-31")
    first = NOON.date()
    told = {}
    load(engine, read(report("r1", opinions="356", findings=(SUM,)), "a.docx"), version="1", at=NOON)
    load(engine, read(report("r2", commune=BAO_YEN, opinions="20"), "b.docx"), version="1", at=NOON)
    told[first] = everything(engine)
    name = finding_id(engine, "category_sum")
    decision = decide_on(engine, name, "correct", Person(LAN.name, LAN.note, NOON + DAY), value="365")
    told[first + DAY] = everything(engine)
    load(engine, read(report("r1", opinions="336", sessions="2"), "a.docx"), version="2", at=NOON + 2 * DAY)
    load(engine, read(report("r2", commune=BAO_YEN, opinions="20"), "copy.docx"), version="1", at=NOON + 2 * DAY)
    told[first + 2 * DAY] = everything(engine)
    load(engine, read(report("r3", symbol="204-BC/ĐU", opinions="40"), "c.docx"), version="2", at=NOON + 3 * DAY)
    choose_version(engine, content("r1")[:16], Person(LAN.name, LAN.note, NOON + 3 * DAY))
    sign_off(engine, BAO_YEN, "2025", Person(LAN.name, LAN.note, NOON + 3 * DAY))
    told[first + 3 * DAY] = everything(engine)
    undo(engine, decision.decision_id, Person(LAN.name, LAN.note, NOON + 4 * DAY))
    told[first + 4 * DAY] = everything(engine)
    for day, views in told.items():
        again = known(engine, day)
        for view, lines in views.items():
            assert plain(again[view]) == plain(lines), (day, view)


def test_before_the_first_day_there_is_nothing(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356")))
    views = known(engine, NOON.date() - DAY)
    assert views["documents"] == [] and views["figures"] == []


def test_the_real_warehouse_is_left_alone(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356")))
    before = rows(engine, "SELECT COUNT(*) FROM log_readings"), everything(engine)
    known(engine, NOON.date())
    assert (rows(engine, "SELECT COUNT(*) FROM log_readings"), everything(engine)) == before
