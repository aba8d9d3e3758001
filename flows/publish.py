"""Publish: freeze an edition of the province report, with the list of what changed since the one before."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from flows.errors import WRONG_USAGE, Trouble
from flows.load_messages import Messages
from flows.write_reports import NAMES, cannot_write
from flows.write_table import table_lines
from reports.change_records import ChangeList
from reports.save_file import save_file

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from warehouse.editions import Edition, FrozenFigures

UNRESOLVED = 4
CHANGES = "thay-doi-{period}.xlsx"


def publish(
    engine: Engine, period: str, output: Path, messages: Messages, *, by: str | None, note: str | None, despite: bool
) -> int:
    """Freeze the next edition of a period and write its files; where nothing changed, write those of the last one."""
    from warehouse.database import claim
    from warehouse.editions import add_edition, current_figures, figures_of, files_of, list_editions, open_errors

    if despite and not (note or "").strip():
        raise Trouble("note_missing", WRONG_USAGE)
    with claim(engine):
        figures, digest = current_figures(engine, period)
        if not figures.units:
            raise Trouble("nothing_to_publish", period=period)
        editions = list_editions(engine, period)
        last = editions[-1] if editions else None
        if last is not None and last.figures_digest == digest:
            folder = write_edition(last, files_of(engine, last), output)  # a run that was killed may not have
            click.echo(messages("publish.unchanged", period=period, number=last.number, folder=folder))
            return 0
        errors = open_errors(engine, period)
        if errors and not despite:
            raise Trouble("errors_open", UNRESOLVED, count=messages.number(errors), period=period)
        before = None if last is None else (last.number, figures_of(engine, last.edition_id))
        number = last.number + 1 if last else 1
        files = make_files(engine, period, number, before, figures)
        edition = add_edition(
            engine,
            period,
            number=number,
            digest=digest,
            files=files,
            by=" ".join((by or getpass.getuser()).split()),
            at=datetime.now(UTC),
            note=note if despite else None,
        )
    folder = write_edition(edition, files, output)
    click.echo(messages("publish.done", number=number, period=period, units=len(figures.units), folder=folder))
    return 0


def make_files(
    engine: Engine, period: str, number: int, before: tuple[int, FrozenFigures] | None, figures: FrozenFigures
) -> dict[str, bytes]:
    """Write the files of an edition and give their bytes by name."""
    from reports.compare_editions import compare_editions
    from reports.write_annex_tables import write_annex_tables
    from reports.write_change_list import write_change_list
    from reports.write_discrepancy_list import write_discrepancy_list
    from reports.write_province_report import write_province_report
    from warehouse.queries import province_tables

    tables = province_tables(engine, period)
    with TemporaryDirectory(prefix="tonghop-") as name:
        folder = Path(name)
        writers = (write_province_report, write_annex_tables, write_discrepancy_list)
        for write, file_name in zip(writers, NAMES, strict=True):
            write(tables, period, folder / file_name.format(period=period))
        if before is not None:
            changes = compare_editions(period, before, (number, figures))
            write_change_list(changes, folder / CHANGES.format(period=period))
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def write_edition(edition: Edition, files: Mapping[str, bytes], output: Path) -> Path:
    """Write the files of an edition into a folder of its own below the output folder."""
    folder = output / f"phat-hanh-{edition.period}-lan-{edition.number}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            save_file(content, folder / name)
    except OSError as error:
        raise cannot_write(error, folder) from error
    return folder


def show_editions(engine: Engine, period: str | None, messages: Messages) -> int:
    """List the editions."""
    from warehouse.editions import list_editions

    editions = list_editions(engine, period)
    if not editions:
        click.echo(messages("publish.none"))
        return 0
    rows = [[messages(f"publish.{head}") for head in ("edition", "period", "number", "at", "by", "digest", "note")]]
    for e in editions:
        day = e.published_at[:16].replace("T", " ")
        rows.append([e.edition_id, e.period, str(e.number), day, e.published_by, e.figures_digest[:16], e.note or ""])
    click.echo("\n".join(table_lines(rows)))
    return 0


def compare(engine: Engine, older_id: str, newer_id: str, messages: Messages) -> int:
    """Print every number that changed between two editions of a period, and why."""
    from reports.compare_editions import compare_editions
    from warehouse.editions import figures_of, find_edition

    older, newer = find_edition(engine, older_id), find_edition(engine, newer_id)
    if older.period != newer.period:
        raise Trouble("other_period", WRONG_USAGE, one=older_id, other=newer_id)
    both = [(edition.number, figures_of(engine, edition.edition_id)) for edition in (older, newer)]
    changes = compare_editions(older.period, both[0], both[1])
    click.echo("\n".join(change_lines(changes, messages)))
    return 0


def change_lines(changes: ChangeList, messages: Messages) -> list[str]:
    """Write changes as lines."""
    from flows.show_trace import name_of, shown

    if not changes.totals and not changes.units:
        return [messages("publish.same")]
    rows = [[messages(f"publish.{head}") for head in ("unit", "what", "before", "after", "why")]]
    for change in (*changes.totals, *changes.units):
        name = name_of(change.measure, change.category, messages)
        values = (shown(change.before, messages), shown(change.after, messages))
        rows.append([change.commune_name, name, *values, change.reason])
    return table_lines(rows, right=(2, 3))


def render(engine: Engine, edition_id: str, output: Path, messages: Messages) -> int:
    """Write the files of an edition again, the same bytes as when it was published."""
    from warehouse.editions import files_of, find_edition

    edition = find_edition(engine, edition_id)
    folder = write_edition(edition, files_of(engine, edition), output)
    click.echo(messages("publish.rendered", edition=edition_id, folder=folder))
    return 0
