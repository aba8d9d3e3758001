"""Start a consolidation from the command line: readers first, then Prefect, with a bar on the screen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flows.desk import Desk, open_desk
from flows.find_files import list_paths
from flows.load_messages import Messages
from flows.order import Order
from flows.prepare_prefect import prepare_prefect
from flows.summarise_run import Summary, summarise
from flows.write_reports import are_current, check_output
from warehouse.load import expect_period


def start_consolidation(order: Order, messages: Messages, *, debug: bool = False) -> Summary:
    """Run the flow; where every document is known and the files are current there is nothing to run."""
    list_paths(order)  # before anything is made for an inbox that is not there
    check_output(order)
    with open_desk(order) as desk:
        if order.due_on is not None:
            expect_period(desk.engine, order.period, order.due_on)
        files = desk.find()
        if not desk.new and are_current(order):
            return summarise(order, files, 0)
        with progress(desk, messages):
            use_server = prepare_prefect(loud=debug)
            from flows.consolidate import run_consolidation

            return run_consolidation(order, use_server=use_server)


@contextmanager
def progress(desk: Desk, messages: Messages) -> Iterator[None]:
    """Show how far the reading is, on a terminal."""
    if not sys.stderr.isatty() or not desk.new:
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(messages("progress.reading"), total=len(desk.new))
        desk.on_document = lambda: bar.advance(task)
        yield
