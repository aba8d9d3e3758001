"""Back up the warehouse into one file, and restore it; the chain of decisions is checked on the copy each time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.errors import Trouble
from flows.load_messages import Messages

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from warehouse.backup import BackupReport


def back_up(warehouse: str, target: Path, messages: Messages, *, overwrite: bool) -> int:
    """Write a backup, proved by restoring it into a scratch copy."""
    from warehouse.backup import backup

    tell("saved", backup(warehouse, target, verify=check_chain, overwrite=overwrite), messages)
    return 0


def restore(warehouse: str, source: Path, messages: Messages, *, overwrite: bool) -> int:
    """Restore a backup, proved in a scratch copy first."""
    from warehouse import backup

    tell("restored", backup.restore(source, warehouse, verify=check_chain, overwrite=overwrite), messages)
    return 0


def check_chain(engine: Engine) -> None:
    """Check the chain of decisions; Trouble names its first broken link."""
    from warehouse.decision_log import find_broken_link

    with engine.connect() as connection:
        broken = find_broken_link(connection)
    if broken is not None:
        raise Trouble(f"chain_{broken.fault}", number=broken.decision_id)


def tell(what: str, report: BackupReport, messages: Messages) -> None:
    """Say what was saved or restored, and what was proved."""
    counts = {"documents": "fact_documents", "figures": "fact_figures", "decisions": "log_decisions"}
    rows = {name: messages.number(report.rows.get(table, 0)) for name, table in counts.items()}
    click.echo(messages(f"backup.{what}", path=report.path, size=messages.number(report.bytes), **rows))
    click.echo(messages("backup.digest", digest=report.sha256))
