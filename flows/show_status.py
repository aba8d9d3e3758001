"""Show which units have reported on a period."""

from __future__ import annotations

from collections import Counter

import click

from flows.load_messages import Messages
from flows.write_table import table_lines
from warehouse.run_query import run_query

STATES = ("received", "late", "rejected", "missing")
COLUMNS = ("code", "unit", "status", "received_at", "file")


def show_status(warehouse: str, period: str, messages: Messages) -> None:
    """Print the units with their state, then how many there are of each."""
    sql = (
        "SELECT s.commune_code, s.commune_name, s.status, s.received_at, s.file_name FROM reporting_status s "
        f"JOIN dim_communes c ON c.commune_code = s.commune_code WHERE s.period = '{period}' ORDER BY c.sort_key"
    )
    rows = run_query(warehouse, sql, seconds=60).rows
    if not rows:
        click.echo(messages("status.none", period=period))
        return
    table = [[messages(f"status.{column}") for column in COLUMNS]]
    for code, unit, state, received_at, file in rows:
        day = str(received_at or "")[:10]
        table.append([str(code), str(unit), messages(f"status.{state}"), day, str(file or "")])
    click.echo("\n".join(table_lines(table)))
    count = Counter(str(row[2]) for row in rows)
    counts = {state: messages.number(count[state]) for state in STATES}
    click.echo(messages("status.totals", period=period, units=len(rows), **counts))
