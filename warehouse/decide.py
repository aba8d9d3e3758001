"""Take the decisions of people: check that nobody was faster and the ground is what they saw, log, replay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from extractors.fold_case import fold_case
from transforms.parse_number import parse_number
from transforms.records import CATEGORIES, CATEGORY_MEASURES, MEASURES
from warehouse import decision_log
from warehouse.database import place_of, writing
from warehouse.decision_log import Decision, add_decision, alone, named, read_decisions, standing
from warehouse.errors import WarehouseError
from warehouse.load import restore_facts
from warehouse.replay import ACTIONS_ON_FIGURES, key_text, replay, value_text
from warehouse.rows import local_time
from warehouse.schema import dim_communes
from warehouse.schema import fact_figures as g
from warehouse.schema import fact_findings as n
from warehouse.schema import fact_reports as r
from warehouse.schema import fact_unmapped_categories as u
from warehouse.settle import settle_versions

REASONS = {
    "not_so": "không phải sai lệch",
    "explained": "đơn vị đã giải trình",
    "no_effect": "không ảnh hưởng số liệu",
    "wording": "chỉ là lỗi trình bày của văn bản",
}
SHORTEST_ID = 4  # letters of an id that are enough if they name one finding
RATE = re.compile(r"(?P<whole>\d{1,3})(?:[.,](?P<rest>\d{1,3}))?\s*%?")


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides, why, and when."""

    name: str
    note: str
    at: datetime


def decide_on(
    engine: Engine, reference: str, action: str, person: Person, *, value: str | None = None, expect: str | None = None
) -> Decision:
    """Accept, correct, dismiss or confirm: a finding by its id (or its first letters), a figure by its id.

    ``value``: of a correction, as people write it; of a dismissal, one of REASONS. ``expect``: the value the person saw
    (as in the view figures); WarehouseError "ground_changed" if it is another by now, "decided_already" if somebody
    has decided on the finding or figure.
    """
    with writing(engine) as connection:
        alone(connection)
        target = find_target(connection, engine, reference)
        ground: dict[str, object] = {} if target.finding is None else finding_ground(target.finding)
        is_figure = target.measure in MEASURES or target.measure in CATEGORY_MEASURES
        if is_figure and action in ACTIONS_ON_FIGURES:
            ground["value"] = None if target.figure is None else value_text(target.figure.extracted_thousandths)
            if expect is not None and expect != ground["value"]:
                raise WarehouseError("ground_changed", place_of(engine.url), str(ground["value"] or "–"))
        if action == "correct":
            if not is_figure:
                raise WarehouseError("no_figure", place_of(engine.url), reference)
            value = parse_value(str(value), str(target.measure), place_of(engine.url))
        elif action == "dismiss" and value not in REASONS:
            raise WarehouseError("reason_wrong", place_of(engine.url), ", ".join(REASONS))
        decision = add_decision(
            connection,
            action,
            document_id=target.document_id,
            rule=None if target.finding is None else target.finding.rule,
            measure=target.measure,
            category=target.category,
            expect=ground,
            value=value,
            **signed(person),
        )
        replay(connection, target.document_id)
        return decision


@dataclass(frozen=True, slots=True)
class Target:
    """What a decision is about."""

    document_id: str
    measure: str | None
    category: str | None
    finding: Row[Any] | None
    figure: Row[Any] | None


def find_target(connection: Connection, engine: Engine, reference: str) -> Target:
    """Find an undecided finding or figure by its id."""
    place = place_of(engine.url)
    figure = connection.execute(select(g).where(g.c.figure_id == reference)).one_or_none()
    if figure is not None:
        document_id = connection.execute(select(r.c.document_id).where(r.c.report_id == figure.report_id)).scalar_one()
        if figure.status != "extracted":
            raise WarehouseError("decided_already", place, who_decided(connection, document_id, figure))
        return Target(document_id, figure.measure, figure.category, None, figure)
    finding = find_finding(connection, engine, reference)
    if finding.status != "open":
        detail = f"{finding.decided_by}, {finding.decided_at[:16].replace('T', ' ')}"
        raise WarehouseError("decided_already", place, detail)
    of_report = select(g).join(r, r.c.report_id == g.c.report_id).where(r.c.document_id == finding.document_id)
    key = (g.c.measure == finding.measure) & g.c.category.is_not_distinct_from(finding.category)
    return Target(
        finding.document_id,
        finding.measure,
        finding.category,
        finding,
        connection.execute(of_report.where(key)).one_or_none(),
    )


def find_finding(connection: Connection, engine: Engine, reference: str) -> Row[Any]:
    """Find a finding by its id or the first letters of it."""
    if len(reference) < SHORTEST_ID or not reference.isalnum():
        raise WarehouseError("no_such_finding", place_of(engine.url), reference)
    found = connection.execute(select(n).where(n.c.finding_id.startswith(reference)).limit(2)).all()
    if len(found) != 1:
        kind = "id_of_several" if found else "no_such_finding"
        raise WarehouseError(kind, place_of(engine.url), reference)
    return found[0]


def finding_ground(finding: Row[Any]) -> dict[str, object]:
    """Give what tells a finding from another of the same rule, measure and category."""
    return {"stated": finding.stated, "expected": finding.expected, "file_name": finding.file_name}


def who_decided(connection: Connection, document_id: str, figure: Row[Any]) -> str:
    """Name who decided on a figure last, and when."""
    for decision in reversed(decision_log.decisions_on(connection, document_id)):
        if decision.action == "sign_off" or (decision.measure, decision.category) == (figure.measure, figure.category):
            return f"{decision.decided_by}, {decision.decided_at[:16].replace('T', ' ')}"
    return str(figure.status)


def signed(person: Person) -> dict[str, Any]:
    """Give the columns of a decision that name its person."""
    return {"note": person.note, "decided_by": person.name, "decided_at": local_time(person.at)}


def parse_value(text: str, measure: str, place: str) -> str:
    """Read a value as people write it ("1.250", "97,8%"); WarehouseError for one the measure cannot have."""
    given = text.strip()
    if measure == "answered_rate":
        match = RATE.fullmatch(given)
        value = Decimal(f"{match['whole']}.{match['rest'] or 0}") if match else Decimal(-1)
        good = 0 <= value <= 1000
    else:
        try:
            value = parse_number(given, "digits").value if re.fullmatch(r"[\d.]+", given) else Decimal(-1)
        except (ValueError, ArithmeticError):
            value = Decimal(-1)
        good = value >= 0 and value == value.to_integral_value()
    if not good:
        raise WarehouseError("value_wrong", place, text)
    return f"{value.normalize():f}"


def map_name(engine: Engine, reference: str, meaning: str, person: Person) -> Decision:
    """Say what the unknown name of a finding means: a field's category, or a unit's code; for all documents with it."""
    with writing(engine) as connection:
        alone(connection)
        finding = find_finding(connection, engine, reference)
        action = {"unmapped_category": "map_field", "unknown_commune": "map_unit"}.get(finding.rule)
        if action == "map_field":
            of_field = (r.c.document_id == finding.document_id) & (u.c.address == finding.address)
            printed = connection.execute(
                select(u.c.printed_name).join(r, r.c.report_id == u.c.report_id).where(of_field)
            )
            name, known = printed.scalar_one(), meaning in CATEGORIES
        else:
            name = finding.stated
            known = (
                connection.execute(select(dim_communes).where(dim_communes.c.commune_code == meaning)).first()
                is not None
            )
        if action is None or name is None:
            raise WarehouseError("no_name", place_of(engine.url), reference)
        if not known:
            raise WarehouseError("meaning_wrong", place_of(engine.url), meaning)
        before = named(connection)[action].get(fold_case(name))
        if before is not None:
            detail = f"{before.decided_by}, {before.decided_at[:16].replace('T', ' ')}"
            raise WarehouseError("decided_already", place_of(engine.url), detail)
        decision = add_decision(
            connection,
            action,
            document_id=finding.document_id,
            expect={"printed": name},
            value=meaning,
            **signed(person),
        )
        restore_named(connection, decision)
        return decision


def restore_named(connection: Connection, decision: Decision) -> None:
    """Work out again every document in which a name stands that has got, or lost, a meaning."""
    printed = fold_case(str(decision.ground["printed"]))
    if decision.action == "map_field":
        statement = select(r.c.document_id, u.c.printed_name).join(r, r.c.report_id == u.c.report_id)
    else:
        statement = select(n.c.document_id, n.c.stated).where(n.c.rule == "unknown_commune")
    for document_id in sorted({row[0] for row in connection.execute(statement) if fold_case(row[1] or "") == printed}):
        restore_facts(connection, document_id)


def choose_version(engine: Engine, report_id: str, person: Person) -> Decision:
    """Let a certain report of a unit and period count, whatever else it sent."""
    with writing(engine) as connection:
        alone(connection)
        chosen = connection.execute(select(r).where(r.c.report_id.startswith(report_id)).limit(2)).all()
        if len(chosen) != 1 or len(report_id) < SHORTEST_ID:
            raise WarehouseError("no_such_report", place_of(engine.url), report_id)
        unit, period = chosen[0].commune_code, chosen[0].period
        of_unit = (r.c.commune_code == unit) & (r.c.period == period)
        documents = sorted(connection.execute(select(r.c.document_id).where(of_unit)).scalars())
        if len(documents) < 2:
            raise WarehouseError("no_other_version", place_of(engine.url), report_id)
        decision = add_decision(
            connection,
            "choose",
            document_id=chosen[0].document_id,
            expect={"commune_code": unit, "period": period, "documents": documents},
            value=chosen[0].document_id,
            **signed(person),
        )
        settle_versions(connection, unit, period)
        return decision


def sign_off(engine: Engine, commune_code: str, period: str, person: Person) -> Decision:
    """Enter that a unit has proof-read its figures of a period and found them right, as they are now."""
    with writing(engine) as connection:
        alone(connection)
        of_unit = (r.c.commune_code == commune_code) & (r.c.period == period) & r.c.counts
        report = connection.execute(select(r).where(of_unit)).one_or_none()
        if report is None:
            raise WarehouseError("no_such_report", place_of(engine.url), f"{commune_code}, {period}")
        rows = connection.execute(select(g).where(g.c.report_id == report.report_id)).all()
        figures = {key_text(row.measure, row.category): value_text(row.value_thousandths) for row in rows}
        decision = add_decision(
            connection, "sign_off", document_id=report.document_id, expect={"figures": figures}, **signed(person)
        )
        replay(connection, report.document_id)
        return decision


def undo(engine: Engine, decision_id: int, person: Person) -> Decision:
    """Take a decision back: a row is added, none is removed, and the facts are what they would be without it."""
    with writing(engine) as connection:
        alone(connection)
        log = {d.decision_id: d for d in read_decisions(connection)}
        taken_back = next((d for d in standing(log.values()) if d.decision_id == decision_id), None)
        if taken_back is None or taken_back.action in ("sample", "publish"):
            raise WarehouseError("nothing_to_undo", place_of(engine.url), str(decision_id))
        decision = add_decision(
            connection, "undo", document_id=taken_back.document_id, value=str(decision_id), **signed(person)
        )
        while taken_back.action == "undo":
            taken_back = log[int(taken_back.value or 0)]
        if taken_back.action in decision_log.MAPS:
            restore_named(connection, taken_back)
        elif taken_back.action == "choose":
            ground = taken_back.ground
            settle_versions(connection, str(ground["commune_code"]), str(ground["period"]))
        else:
            replay(connection, taken_back.document_id)
        return decision
