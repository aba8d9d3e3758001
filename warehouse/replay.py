"""Replay decisions on a document's facts: what was decided holds as long as what it was decided on does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import Connection, delete, insert, select, update

from extractors.fold_case import fold_case
from transforms.load_rules import name_of, number_vi
from transforms.make_finding import make_finding
from transforms.records import Finding
from warehouse.decision_log import Decision, decisions_on, named
from warehouse.rows import Row, finding_rows, report_id
from warehouse.schema import fact_figures as g
from warehouse.schema import fact_findings as n
from warehouse.schema import fact_reports as r
from warehouse.schema import fact_unmapped_categories as u

STATUS = {"accept": "accepted", "correct": "corrected", "dismiss": "dismissed", "confirm": "accepted"}
VERBS = {
    "accept": "chấp nhận",
    "correct": "sửa",
    "dismiss": "bỏ qua",
    "confirm": "xác nhận",
    "sign_off": "đối soát xong",
}
ACTIONS_ON_FIGURES = ("accept", "correct", "confirm")
MAPPED = {"unmapped_category": "map_field", "unknown_commune": "map_unit"}
ENTERED = {"method": "entered", "confidence_thousandths": 1000}


@dataclass(slots=True)
class Facts:
    """The figures and findings of a document while decisions are replayed on them."""

    document_id: str
    is_report: bool  # False: it could not be read this time, so it has no figures to decide on
    figures: dict[tuple[str, str | None], Row]
    findings: list[Row]
    changed: list[Finding] = field(default_factory=list)  # grounds that changed


def replay(connection: Connection, document_id: str, *, new: bool = False) -> None:
    """Set figures and findings of a document to what the reading and the decisions in force make of them.

    ``new``: its facts were just made, so without decisions there is nothing to take back.
    """
    decisions = [d for d in decisions_on(connection, document_id) if d.action in VERBS]
    if decisions or not new:
        undecide(connection, document_id)
    mark_mapped(connection, document_id)
    if not decisions:
        return
    facts = read_facts(connection, document_id)
    for decision in decisions:
        if decision.action == "sign_off":
            sign_off(facts, decision)
        else:
            decide(facts, decision)
    write_facts(connection, facts)


def undecide(connection: Connection, document_id: str) -> None:
    """Take back what decisions made of the facts."""
    report = report_id(document_id)
    of_report = g.c.report_id == report
    connection.execute(delete(g).where(of_report, g.c.method == "entered"))
    decided = update(g).where(of_report, g.c.status != "extracted")
    connection.execute(decided.values(status="extracted", value_thousandths=g.c.extracted_thousandths))
    connection.execute(delete(n).where(n.c.document_id == document_id, n.c.origin == "decision"))
    open_again = {"status": "open", "decided_by": None, "decided_at": None, "note": None}
    connection.execute(update(n).where(n.c.document_id == document_id, n.c.status != "open").values(open_again))


def mark_mapped(connection: Connection, document_id: str) -> None:
    """Note on the findings about unknown names who decided what they mean."""
    of_field = (u.c.report_id == report_id(document_id)) & (u.c.address == n.c.address)
    found = connection.execute(
        select(n.c.finding_id, n.c.rule, n.c.stated, u.c.printed_name)
        .outerjoin(u, of_field)
        .where(n.c.document_id == document_id, n.c.rule.in_(MAPPED))
    ).all()
    meant = named(connection) if found else {}
    for row in found:
        printed = row.printed_name if row.rule == "unmapped_category" else row.stated
        decision = meant[MAPPED[row.rule]].get(fold_case(printed or ""))
        if decision is not None:
            values = {"status": "accepted", "decided_by": decision.decided_by, "decided_at": decision.decided_at}
            of_finding = update(n).where(n.c.finding_id == row.finding_id)
            connection.execute(of_finding.values(values | {"note": decision.note}))


def read_facts(connection: Connection, document_id: str) -> Facts:
    """Read a document's figures and findings."""
    figures = connection.execute(select(g).where(g.c.report_id == report_id(document_id))).mappings()
    findings = connection.execute(
        select(n).where(n.c.document_id == document_id).order_by(n.c.origin.desc(), n.c.ordinal)
    )
    is_report = connection.execute(select(r.c.report_id).where(r.c.document_id == document_id)).first() is not None
    return Facts(
        document_id,
        is_report,
        {(row["measure"], row["category"]): dict(row) for row in figures},
        [dict(row) for row in findings.mappings()],
    )


def write_facts(connection: Connection, facts: Facts) -> None:
    """Write what decisions changed."""
    for row in facts.figures.values():
        if row["method"] == "entered":
            connection.execute(insert(g), row)
        elif row["status"] != "extracted":
            values = {"value_thousandths": row["value_thousandths"], "status": row["status"]}
            connection.execute(update(g).where(g.c.figure_id == row["figure_id"]).values(values))
    for row in facts.findings:
        if row["origin"] == "decision":
            connection.execute(insert(n), row)
        elif row["status"] != "open":
            values = {name: row[name] for name in ("status", "decided_by", "decided_at", "note")}
            connection.execute(update(n).where(n.c.finding_id == row["finding_id"]).values(values))


def decide(facts: Facts, decision: Decision) -> None:
    """Let a decision on a finding or a figure take effect, or say that its ground has changed."""
    ground = decision.ground
    found = find_finding(facts, decision)
    if "value" in ground:
        now = extracted(facts, decision.measure, decision.category)
        agreed = decision.action == "correct" and now == decision.value
        if now != ground["value"] and not agreed:
            tell_changed(facts, decision, str(ground["value"] or ""), now)
            return
        settle_figure(facts, decision, "confirmed" if agreed or decision.action != "correct" else "corrected")
    if found is not None:
        mark(found, decision)
    elif decision.rule and "value" not in ground and (other := find_like(facts, decision)) is not None:
        tell_changed(facts, decision, str(ground.get("stated") or ""), other["stated"])


def find_finding(facts: Facts, decision: Decision) -> Row | None:
    """Find the open finding a decision was made on."""
    ground = decision.ground
    return next(
        (
            row
            for row in facts.findings
            if row["status"] == "open"
            and (row["rule"], row["measure"], row["category"]) == (decision.rule, decision.measure, decision.category)
            and all(row[name] == ground.get(name) for name in ("stated", "expected", "file_name"))
        ),
        None,
    )


def find_like(facts: Facts, decision: Decision) -> Row | None:
    """Find an open finding of the same rule about the same measure that says something else."""
    key = (decision.rule, decision.measure, decision.category)
    return next(
        (r for r in facts.findings if r["status"] == "open" and (r["rule"], r["measure"], r["category"]) == key), None
    )


def mark(finding: Row, decision: Decision) -> None:
    """Note on a finding who decided what."""
    finding["status"] = STATUS[decision.action]
    finding["decided_by"], finding["decided_at"] = decision.decided_by, decision.decided_at
    finding["note"] = decision.note


def extracted(facts: Facts, measure: str | None, category: str | None) -> str | None:
    """Give the value that was read for a figure, as decisions write it; None if there is none."""
    row = facts.figures.get((measure or "", category))
    return None if row is None else value_text(row["extracted_thousandths"])


def value_text(thousandths: object) -> str | None:
    """Write thousandths as decisions do: "46", "97.8"; None for none."""
    if thousandths is None:
        return None
    value = Decimal(int(str(thousandths))) / 1000
    return f"{value.normalize():f}"


def settle_figure(facts: Facts, decision: Decision, status: str) -> None:
    """Give a figure its status, and the value that was decided; enter it if the document states none."""
    if decision.action == "dismiss":
        return
    measure, category = decision.measure or "", decision.category
    row = facts.figures.get((measure, category))
    if row is None:
        if decision.action != "correct" or not facts.is_report:
            return
        report = report_id(facts.document_id)
        row = {column.name: None for column in g.columns} | ENTERED
        row |= {"figure_id": ".".join(part for part in (report, category, measure) if part), "report_id": report}
        row |= {"measure": measure, "category": category}
        facts.figures[measure, category] = row
    if decision.action == "correct":
        row["value_thousandths"] = int(Decimal(str(decision.value)) * 1000)
    row["status"] = status


def sign_off(facts: Facts, decision: Decision) -> None:
    """Confirm all figures of a report as they were when the unit signed; say which are others now."""
    signed = decision.ground.get("figures")
    before: dict[str, str | None] = dict(signed) if isinstance(signed, dict) else {}
    now = {key_text(*key): value_text(row["value_thousandths"]) for key, row in facts.figures.items()}
    for key, row in facts.figures.items():
        if before.get(key_text(*key)) == now[key_text(*key)] and row["status"] == "extracted":
            row["status"] = "confirmed"
    for text in sorted(before.keys() | now.keys()):
        if before.get(text) != now.get(text):
            measure, _, category = text.partition("/")
            told = (decision, before.get(text) or "", now.get(text))
            tell_changed(facts, *told, measure=measure, category=category or None)


def key_text(measure: str, category: str | None) -> str:
    """Name a figure within the ground of a sign-off: "opinions", "raised/land"."""
    return f"{measure}/{category}" if category else measure


def tell_changed(
    facts: Facts,
    decision: Decision,
    before: str,
    now: object,
    *,
    measure: str | None = None,
    category: str | None = None,
) -> None:
    """Add a finding that the ground of a decision has changed, with old and new."""
    measure = measure or decision.measure
    category = category or decision.category
    finding = make_finding(
        "changed_ground",
        measure,
        category,
        stated=None if now is None else str(now),
        expected=decision.value or before or None,
        severity="warning" if decision.action == "dismiss" else None,
        name=name_of(measure, category) or "Nội dung này",
        verb=VERBS[decision.action],
        number=str(decision.decision_id),
        who=decision.decided_by,
        day="/".join(reversed(decision.decided_at[:10].split("-"))),
        before=shown(before),
        now=shown(now),
    )
    count = sum(row["origin"] == "decision" for row in facts.findings)
    row = finding_rows(facts.document_id, [*facts.changed, finding], origin="decision")[-1]
    facts.changed.append(finding)
    facts.findings.append({**row, "ordinal": count + 1, "decided_by": None, "decided_at": None, "note": None})


def shown(value: object) -> str:
    """Write a value for a sentence."""
    if value in (None, ""):
        return "không nêu"
    try:
        return number_vi(Decimal(str(value)))
    except ArithmeticError:
        return str(value)


def replay_all(connection: Connection, documents: Sequence[str]) -> None:
    """Replay the decisions on several documents whose findings were worked out anew."""
    for document_id in documents:
        replay(connection, document_id, new=True)
