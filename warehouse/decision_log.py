"""The log of decisions: rows that are only ever added, each chained to the one before by its hash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, Select, insert, select, text

from warehouse.logs import log_decisions as log

Expect = dict[str, object]
MAPS = ("map_field", "map_unit")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, about what, and on what ground."""

    decision_id: int
    document_id: str  # empty: about none in particular
    action: str  # accept, correct, dismiss, confirm, map_field, map_unit, choose, sign_off, undo, sample, publish
    rule: str | None
    measure: str | None
    category: str | None
    expect: str | None  # JSON object of what it was decided on
    value: str | None
    note: str
    decided_by: str
    decided_at: str
    previous_hash: str
    hash: str

    @property
    def ground(self) -> Expect:
        """Give what it was decided on."""
        return dict(json.loads(self.expect)) if self.expect else {}


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first decision whose row is not what was written, and in what way."""

    decision_id: int
    fault: str  # gap, previous, content


def add_decision(
    connection: Connection,
    action: str,
    *,
    document_id: str = "",
    rule: str | None = None,
    measure: str | None = None,
    category: str | None = None,
    expect: Expect | None = None,
    value: str | None = None,
    note: str,
    decided_by: str,
    decided_at: str,
) -> Decision:
    """Add a decision to the chain, within a transaction that began with ``alone``."""
    last = connection.execute(
        select(log.c.decision_id, log.c.hash).order_by(log.c.decision_id.desc()).limit(1)
    ).one_or_none()
    number, previous = (1, "") if last is None else (last.decision_id + 1, last.hash)
    ground = None if expect is None else json.dumps(expect, ensure_ascii=False, sort_keys=True)
    content = (number, document_id, action, rule, measure, category, ground, value, note, decided_by, decided_at)
    decision = Decision(*content, previous, hash_of((*content, previous)))
    connection.execute(insert(log), {name: getattr(decision, name) for name in Decision.__slots__})
    return decision


def alone(connection: Connection) -> None:
    """Let nobody else decide, and no document be loaded, until this transaction ends (SQLite lets only one write)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE log_decisions IN SHARE ROW EXCLUSIVE MODE"))


def undisturbed(connection: Connection) -> None:
    """Let nobody decide until this transaction ends; others may load documents all the same."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE log_decisions IN SHARE MODE"))


def hash_of(content: Sequence[object]) -> str:
    """Give the hash of a row: sha256 of its columns as JSON, in the order of the table, previous_hash last."""
    return sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def find_broken_link(connection: Connection) -> BrokenLink | None:
    """Check the whole chain; None if every row is what was written."""
    previous, expected = "", 1
    for decision in read_decisions(connection):
        if decision.decision_id != expected:
            return BrokenLink(expected, "gap")
        if decision.previous_hash != previous:
            return BrokenLink(decision.decision_id, "previous")
        content = [getattr(decision, name) for name in Decision.__slots__][:-1]
        if decision.hash != hash_of(content):
            return BrokenLink(decision.decision_id, "content")
        previous, expected = decision.hash, expected + 1
    return None


def read_decisions(connection: Connection, *conditions: object) -> list[Decision]:
    """Read decisions in their order, all or those that meet conditions on log_decisions."""
    statement: Select[tuple[object, ...]] = select(log).order_by(log.c.decision_id)
    for condition in conditions:
        statement = statement.where(condition)  # type: ignore[arg-type]
    return [Decision(*row) for row in connection.execute(statement)]


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Leave out what was undone, and the undoing."""
    return [decision for decision in standing(decisions) if decision.action != "undo"]


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Leave out what was undone; an undoing can be undone like any other decision."""
    undone: set[int] = set()
    kept = []
    for decision in sorted(decisions, key=lambda d: d.decision_id, reverse=True):
        if decision.decision_id not in undone:
            kept.append(decision)
            if decision.action == "undo":
                undone.add(int(decision.value or 0))
    return kept[::-1]


def decisions_on(connection: Connection, document_id: str) -> list[Decision]:
    """List the decisions about a document that are in force."""
    return in_force(read_decisions(connection, log.c.document_id == document_id))


def named(connection: Connection) -> dict[str, dict[str, Decision]]:
    """Give the decisions that say what printed names mean: action -> folded name -> the last one in force."""
    from extractors.fold_case import fold_case

    found: dict[str, dict[str, Decision]] = {action: {} for action in MAPS}
    for decision in in_force(read_decisions(connection, log.c.action.in_((*MAPS, "undo")))):
        if decision.action in MAPS:
            found[decision.action][fold_case(str(decision.ground["printed"]))] = decision
    return found
