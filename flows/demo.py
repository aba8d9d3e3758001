"""Show the whole on a made-up province, and say how much was read right."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from flows.load_messages import Messages
from flows.order import Order
from flows.settings import DEFAULT_WAREHOUSE
from flows.warm_up import warm_up
from warehouse.run_query import run_query

PERIOD = "2025"
VIEWS = ("reports", "session_statistics", "category_counts", "discrepancies")


def run_demo(folder: Path, seed: int, warehouse: str, messages: Messages, settings: dict[str, Any]) -> int:
    """Write the province, consolidate it, tell the result and the score; the exit code is 0 if it worked."""
    from demo.score_province import score_province
    from demo.write_province import write_province
    from flows.start_consolidation import start_consolidation
    from flows.tell_summary import summary_lines
    from flows.write_reports import check_output

    url = f"sqlite:///{folder}/tonghop.db" if warehouse == DEFAULT_WAREHOUSE else warehouse
    order = Order(
        folder / "inbox",
        PERIOD,
        folder / "ket-qua",
        url,
        int(settings["workers"]),
        float(settings["seconds"]),
        int(settings["memory_mb"]),
    )
    check_output(order)
    click.echo(messages("demo.writing", folder=folder), err=True)
    truth = write_province(folder, seed=seed, period=PERIOD)
    warm_up()
    summary = start_consolidation(order, messages, debug=bool(settings["debug"]))
    click.echo("\n".join(summary_lines(summary, messages)))
    score = score_province({view: rows_of(url, view) for view in VIEWS}, truth)
    total = score.right + len(score.flagged) + len(score.silent)
    counts = {"right": score.right, "total": total, "flagged": len(score.flagged), "silent": len(score.silent)}
    share = f"{100 * score.right / total:.1f}" if total else "0"
    share = share.replace(".", ",") if messages.language == "vi" else share
    click.echo()
    click.echo(messages("demo.score", share=share, **{name: messages.number(n) for name, n in counts.items()}))
    planted = len(score.found) + len(score.missed)
    alarms = len(score.false_alarms)
    click.echo(messages("demo.contradictions", found=len(score.found), planted=planted, false_alarms=alarms))
    if score.lost:
        click.echo(messages("demo.lost", lost=", ".join(score.lost)))
    if os.environ.get("TONGHOP_DEMO_DETAILS"):
        for name in ("flagged", "silent", "lost", "extra", "missed", "false_alarms"):
            for line in getattr(score, name):
                click.echo(f"{name}: {line}")
    click.echo()
    click.echo(messages("demo.look", period=PERIOD, warehouse=url))
    return 0


def rows_of(url: str, view: str) -> list[dict[str, object]]:
    """Read a view as rows with names."""
    answer = run_query(url, f"SELECT * FROM {view}", seconds=60, rows=10_000_000)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
