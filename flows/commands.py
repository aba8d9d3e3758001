"""What each command does; heavy libraries are imported where they are needed."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from flows.errors import FAILED, WRONG_USAGE, Trouble
from flows.load_messages import load_messages
from flows.open_past import address_on, opened, read_day
from flows.order import Order
from flows.warm_up import warm_up

REJECTED, UNRESOLVED = 3, 4


def consolidate(
    *,
    inbox: Path | None,
    period: str | None,
    output: Path | str,
    reread: bool,
    strict: bool,
    lang: str,
    **settings: Any,
) -> int:
    """Read an inbox, or again what the warehouse has kept; load it, write the report of a period, tell the result."""
    if reread:
        inbox, period = None, period or _last_period(str(settings["warehouse"]))
    elif inbox is None:
        raise Trouble("inbox_or_reread", WRONG_USAGE)
    if period is None:
        raise Trouble("period_missing", WRONG_USAGE)
    if not os.path.exists(f"{output}/sai-lech-{period}.xlsx"):  # a first run, most likely: there will be much to read
        warm_up()
    from flows.start_consolidation import start_consolidation
    from flows.tell_summary import summary_lines

    order = make_order(inbox, period, Path(output), settings)
    messages = load_messages(lang)
    summary = start_consolidation(order, messages, debug=bool(settings["debug"]))
    click.echo("\n".join(summary_lines(summary, messages)))
    if strict and summary.errors:
        return UNRESOLVED
    return REJECTED if summary.rejected else 0


def _last_period(warehouse: str) -> str | None:
    from warehouse.queries import last_expected_period

    return last_expected_period(warehouse)


def make_order(inbox: Path | None, period: str, output: Path, settings: dict[str, Any]) -> Order:
    """Put the settings of a run together."""
    return Order(
        inbox,
        period,
        output,
        str(settings["warehouse"]),
        int(settings["workers"]),
        float(settings["seconds"]),
        int(settings["memory_mb"]),
        read_day(str(settings["due_on"])).isoformat() if settings.get("due_on") else None,
    )


def demo(*, folder: Path, seed: int, lang: str, warehouse: str, **settings: Any) -> int:
    """Write a made-up province, run the main job on it, say how much was read right."""
    from flows.demo import run_demo

    return run_demo(folder, seed, warehouse, load_messages(lang), settings)


def status(*, period: str | None, as_of: str | None, warehouse: str, lang: str, debug: bool) -> int:
    """Show which units have reported."""
    from flows.show_status import show_status

    if period is None:
        raise Trouble("period_missing", WRONG_USAGE)
    with address_on(warehouse, as_of) as url:
        show_status(url, period, load_messages(lang))
    return 0


def trace(
    *,
    what: str,
    category: str | None,
    period: str | None,
    as_of: str | None,
    unchecked: bool,
    warehouse: str,
    lang: str,
    debug: bool,
) -> int:
    """Follow a total to the units' figures, or a figure to the sentence it was read from."""
    from flows.show_trace import show_figure, show_total
    from transforms.records import CATEGORY_MEASURES, MEASURES

    messages = load_messages(lang)
    with ExitStack() as stack:
        keeper = stack.enter_context(opened(warehouse))
        engine = stack.enter_context(opened(stack.enter_context(address_on(warehouse, as_of))))
        if what not in (*MEASURES, *CATEGORY_MEASURES):
            return 0 if show_figure(engine, keeper, what, messages) else FAILED
        if period is None:
            raise Trouble("period_missing", WRONG_USAGE)
        return 0 if show_total(engine, keeper, (period, what, category), messages, not unchecked) else FAILED


def query(
    *,
    sql: str,
    format: str,
    query_output: Path | None,
    rows: int,
    query_seconds: float,
    as_of: str | None,
    warehouse: str,
    lang: str,
    debug: bool,
) -> int:
    """Answer a person's SQL."""
    from flows.write_answer import write_answer
    from warehouse.run_query import run_query

    if format in ("xlsx", "parquet") and query_output is None:
        raise Trouble("output_needed", WRONG_USAGE, format=format)
    with address_on(warehouse, as_of) as url:
        answer = run_query(url, sql, seconds=query_seconds, rows=rows)
    write_answer(answer, format, query_output)
    if answer.cut:
        click.echo(load_messages(lang)("query.cut", rows=load_messages(lang).number(rows)), err=True)
    return 0


def schedule(*, inbox: Path | None, period: str | None, output: Path | str, lang: str, **settings: Any) -> int:
    """Serve the consolidation until stopped."""
    from flows.schedule import serve

    if inbox is None:
        raise Trouble("inbox_needed", WRONG_USAGE)
    messages = load_messages(lang)
    click.echo(messages("schedule.started", inbox=inbox, cron=settings["cron"]), err=True)
    sys.stderr.flush()
    serve(inbox, period, Path(output), settings)
    return 0


def receipts(*, period: str | None, output: Path | str, warehouse: str, lang: str, debug: bool) -> int:
    """Write a receipt for each unit that has reported."""
    from flows.write_receipts import write_receipts

    if period is None:
        raise Trouble("period_missing", WRONG_USAGE)
    messages = load_messages(lang)
    with opened(warehouse) as engine:
        paths = write_receipts(engine, period, Path(output), messages)
    folder = paths[0].parent if paths else output
    key = "receipts.written" if paths else "receipts.none"
    click.echo(messages(key, count=messages.number(len(paths)), folder=folder, period=period))
    return 0


def publish(
    *,
    period: str | None,
    output: Path | str,
    despite_errors: bool,
    note: str | None,
    by: str | None,
    warehouse: str,
    lang: str,
    debug: bool,
) -> int:
    """Freeze an edition of the province report."""
    from flows import publish as publishing

    if period is None:
        raise Trouble("period_missing", WRONG_USAGE)
    with opened(warehouse) as engine:
        return publishing.publish(
            engine, period, Path(output), load_messages(lang), by=by, note=note, despite=despite_errors
        )


def editions(
    *,
    edition: str | None,
    compare: str | None,
    period: str | None,
    output: Path | str,
    warehouse: str,
    lang: str,
    debug: bool,
) -> int:
    """List the editions, compare two, or write the files of one again."""
    from flows import publish as publishing

    messages = load_messages(lang)
    with opened(warehouse) as engine:
        if edition is None:
            return publishing.show_editions(engine, period, messages)
        if compare is not None:
            return publishing.compare(engine, edition, compare, messages)
        return publishing.render(engine, edition, Path(output), messages)


def backup(*, file: Path, overwrite: bool, warehouse: str, lang: str, debug: bool) -> int:
    """Back up the warehouse into a file."""
    from flows.keep_safe import back_up

    return back_up(warehouse, file, load_messages(lang), overwrite=overwrite)


def restore(*, file: Path, overwrite: bool, warehouse: str, lang: str, debug: bool) -> int:
    """Restore the warehouse from a file."""
    from flows import keep_safe

    return keep_safe.restore(warehouse, file, load_messages(lang), overwrite=overwrite)


def doctor(*, warehouse: str, lang: str, debug: bool) -> int:
    """Tell what is installed and what is missing."""
    from flows.check_installation import check_installation

    return check_installation(warehouse, load_messages(lang))
