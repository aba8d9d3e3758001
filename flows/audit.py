"""What the commands ``tonghop audit …`` do: list, show, decide, undo, verify."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from flows.errors import FAILED, WRONG_USAGE, Trouble
from flows.load_messages import Messages, load_messages
from flows.open_past import opened
from flows.show_trace import decision_line, name_of
from flows.write_table import table_lines
from reports.load_names import load_names
from transforms.estimate_error import wilson_interval
from transforms.load_rules import number_vi

if TYPE_CHECKING:
    from warehouse.decide import Person
    from warehouse.decision_log import Decision
    from warehouse.list_findings import ListedFinding

SHOWN_ID = 8  # letters of a finding's id on the screen
WIDEST = 70  # characters of a message in the list


def person(by: str | None, note: str | None) -> Person:
    """Say who decides and why; Trouble if no reason is given."""
    from warehouse.decide import Person

    if note is None or not note.strip():
        raise Trouble("note_missing", WRONG_USAGE)
    return Person(" ".join((by or getpass.getuser()).split()), " ".join(note.split()), datetime.now(UTC))


def list_open(*, period: str | None, every: bool, severity: str | None, warehouse: str, lang: str, debug: bool) -> int:
    """List the findings of a period, what moves the province's total most first."""
    from warehouse.list_findings import list_findings

    messages = load_messages(lang)
    if period is None:
        raise Trouble("period_missing", WRONG_USAGE)
    with opened(warehouse) as engine:
        found = [f for f in list_findings(engine, period, every=every) if severity in (None, f.severity)]
    if not found:
        click.echo(messages("audit.none", period=period))
        return 0
    rows = [[messages(f"audit.{head}") for head in ("id", "severity", "effect", "unit", "what", "message")]]
    rows += [finding_row(finding, messages) for finding in found]
    click.echo("\n".join(table_lines(rows, right=(2,))))
    click.echo(messages("audit.count", count=messages.number(len(found)), period=period))
    return 0


def finding_row(finding: ListedFinding, messages: Messages) -> list[str]:
    """Write a finding as a line of the list."""
    names = load_names()
    state = "" if finding.status == "open" else f" [{messages(f'audit.states.{finding.status}')}]"
    text = finding.message if len(finding.message) <= WIDEST else finding.message[: WIDEST - 1] + "…"
    share = f"{number_vi(finding.effect)} %" if finding.effect else ""
    return [
        finding.discrepancy_id[:SHOWN_ID],
        messages(f"audit.severities.{finding.severity}"),
        share,
        finding.commune_name or finding.file_name,
        names.of("rules", finding.rule, messages.language) + state,
        text,
    ]


def show(*, reference: str, warehouse: str, lang: str, debug: bool) -> int:
    """Show one finding in full, with the sentence it points at."""
    from flows.show_trace import show_figure
    from warehouse.list_findings import show_finding

    messages = load_messages(lang)
    with opened(warehouse) as engine:
        finding = show_finding(engine, reference)
        about = name_of(finding.measure, finding.category, messages) if finding.measure else "–"
        for key, value in (
            ("id", finding.discrepancy_id),
            ("severity", messages(f"audit.severities.{finding.severity}")),
            ("what", load_names().of("rules", finding.rule, messages.language)),
            ("unit", finding.commune_name or "–"),
            ("file", finding.file_name),
            ("about", about),
            ("stated", finding.stated or "–"),
            ("expected", finding.expected or "–"),
            ("message", finding.message),
            ("state", messages(f"audit.states.{finding.status}")),
        ):
            click.echo(f"{messages(f'audit.{key}')}: {value}")
        if finding.decided_by:
            day = str(finding.decided_at)[:16].replace("T", " ")
            click.echo(messages("audit.decided", who=finding.decided_by, day=day, note=finding.note))
        if finding.figure_id:
            show_figure(engine, engine, finding.figure_id, messages)
        if finding.status == "open":
            click.echo(messages("audit.next", id=finding.discrepancy_id[:SHOWN_ID]))
    return 0


def decide(
    *,
    action: str,
    reference: str,
    value: str | None,
    expect: str | None,
    note: str | None,
    by: str | None,
    warehouse: str,
    lang: str,
    debug: bool,
) -> int:
    """Accept, correct, dismiss or confirm a finding or a figure."""
    from warehouse.decide import decide_on

    who = person(by, note)
    with opened(warehouse) as engine:
        return tell(decide_on(engine, reference, action, who, value=value, expect=expect), lang)


def map_name(
    *, reference: str, meaning: str, note: str | None, by: str | None, warehouse: str, lang: str, debug: bool
) -> int:
    """Say what an unknown name of a field or a unit means."""
    from warehouse import decide

    who = person(by, note)
    with opened(warehouse) as engine:
        return tell(decide.map_name(engine, reference, meaning, who), lang)


def choose(*, report: str, note: str | None, by: str | None, warehouse: str, lang: str, debug: bool) -> int:
    """Let a certain version of a unit's report count."""
    from warehouse.decide import choose_version

    who = person(by, note)
    with opened(warehouse) as engine:
        return tell(choose_version(engine, report, who), lang)


def sign_off(
    *, unit: str, period: str | None, note: str | None, by: str | None, warehouse: str, lang: str, debug: bool
) -> int:
    """Enter that a unit has proof-read its figures."""
    from transforms.match_commune import match_commune
    from warehouse import decide

    if period is None:
        raise Trouble("period_missing", WRONG_USAGE)
    who = person(by, note)
    matched = match_commune(unit)
    with opened(warehouse) as engine:
        return tell(decide.sign_off(engine, matched.code if matched else unit, period, who), lang)


def undo(*, number: int, note: str | None, by: str | None, warehouse: str, lang: str, debug: bool) -> int:
    """Take a decision back."""
    from warehouse import decide

    who = person(by, note)
    with opened(warehouse) as engine:
        return tell(decide.undo(engine, number, who), lang)


def tell(decision: Decision, lang: str) -> int:
    """Say that a decision was entered."""
    messages = load_messages(lang)
    click.echo(messages("audit.entered", number=decision.decision_id, line=decision_line(decision, messages)))
    return 0


def log(*, warehouse: str, lang: str, debug: bool) -> int:
    """List all decisions, the undone ones too."""
    from warehouse.decision_log import read_decisions

    messages = load_messages(lang)
    with opened(warehouse) as engine, engine.connect() as connection:
        for decision in read_decisions(connection):
            click.echo(decision_line(decision, messages))
    return 0


def verify(*, warehouse: str, lang: str, debug: bool) -> int:
    """Prove that no decision was changed, or name the first one that was."""
    from warehouse.decision_log import find_broken_link, read_decisions

    messages = load_messages(lang)
    with opened(warehouse) as engine, engine.connect() as connection:
        broken = find_broken_link(connection)
        count = len(read_decisions(connection))
    if broken is not None:
        click.echo(messages(f"audit.broken.{broken.fault}", number=broken.decision_id), err=True)
        return FAILED
    click.echo(messages("audit.whole", count=messages.number(count)))
    return 0


def sample(
    *, n: int, seed: int, period: str | None, note: str | None, by: str | None, warehouse: str, lang: str, debug: bool
) -> int:
    """Draw clean figures at random for a person to check, or, without a note, tell how far the last draw is."""
    from warehouse.samples import draw_sample, last_sample

    if period is None:
        raise Trouble("period_missing", WRONG_USAGE)
    messages = load_messages(lang)
    with opened(warehouse) as engine:
        if note is not None:
            draw_sample(engine, period, n, seed, person(by, note))
        with engine.connect() as connection:
            state = last_sample(connection, period)
        if state is None:
            raise Trouble("no_sample", WRONG_USAGE, period=period)
        for figure_id in state.left:
            click.echo(figure_id)
    counts = {"drawn": state.drawn, "checked": state.checked, "wrong": state.wrong, "seed": state.seed}
    click.echo(messages("audit.sample", **counts), err=True)
    if state.checked:
        low, high = wilson_interval(state.wrong, state.checked)
        shown = {"low": number_vi(low), "high": number_vi(high)}
        click.echo(messages("audit.interval", **shown), err=True)
    return 0
