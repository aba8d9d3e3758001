"""Draw clean figures at random for a person to check, and tell how many of them turned out wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, text

from warehouse.database import place_of, writing
from warehouse.decide import Person, signed
from warehouse.decision_log import Decision, add_decision, alone, in_force, read_decisions
from warehouse.errors import WarehouseError
from warehouse.logs import log_decisions
from warehouse.replay import value_text

# figures of the period that count, that nobody has decided on, and at which no finding points
CLEAN = """
    SELECT g.figure_id, g.value_thousandths FROM fact_figures g
    JOIN fact_reports r ON r.report_id = g.report_id
    WHERE r.counts AND r.period = :period AND r.commune_code IS NOT NULL AND g.status = 'extracted'
      AND NOT EXISTS (SELECT 1 FROM fact_findings n WHERE n.document_id = r.document_id AND n.status = 'open'
                      AND n.severity <> 'info' AND n.measure = g.measure
                      AND COALESCE(n.category, '') = COALESCE(g.category, ''))
    ORDER BY g.figure_id"""
NOW = "SELECT figure_id, value_thousandths, status FROM fact_figures WHERE figure_id = :figure_id"


@dataclass(frozen=True, slots=True)
class SampleState:
    """The last sample of a period: how many figures were drawn, looked at, and found to be wrong."""

    drawn: int
    checked: int
    wrong: int
    seed: int
    drawn_at: str
    left: tuple[str, ...]  # figures still to be looked at


def draw_sample(engine: Engine, period: str, size: int, seed: int, person: Person) -> tuple[str, ...]:
    """Draw figures of a period; the same seed draws the same ones from the same warehouse. The drawing is logged."""
    with writing(engine) as connection:
        alone(connection)
        clean: dict[str, Any] = dict(connection.execute(text(CLEAN), {"period": period}).tuples().all())
        if not clean:
            raise WarehouseError("nothing_to_draw", place_of(engine.url), period)
        drawn = sorted(Random(seed).sample(sorted(clean), min(size, len(clean))))
        add_decision(
            connection,
            "sample",
            expect={"period": period, "seed": seed, "figures": {key: value_text(clean[key]) for key in drawn}},
            value=f"{period}, {len(drawn)}",
            **signed(person),
        )
    return tuple(drawn)


def last_sample(connection: Connection, period: str) -> SampleState | None:
    """Tell how far the last sample of a period was checked; None if none was drawn.

    A figure is checked once a person has confirmed or corrected it; it was wrong if the value is now another.
    """
    drawn: Decision | None = None
    for decision in in_force(read_decisions(connection, log_decisions.c.action.in_(("sample", "undo")))):
        if decision.action == "sample" and decision.ground.get("period") == period:
            drawn = decision
    if drawn is None:
        return None
    figures: dict[str, str] = json.loads(drawn.expect or "{}")["figures"]
    checked = wrong = 0
    left = []
    for figure_id, value in figures.items():
        now = connection.execute(text(NOW), {"figure_id": figure_id}).one_or_none()
        if now is None or now.status == "extracted":
            left.append(figure_id)
            continue
        checked += 1
        wrong += value_text(now.value_thousandths) != value
    return SampleState(len(figures), checked, wrong, int(str(drawn.ground["seed"])), drawn.decided_at, tuple(left))
