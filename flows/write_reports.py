"""Write the three files of a period, unless they already say what the warehouse says."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import WRONG_USAGE, Trouble
from flows.order import Order
from warehouse.run_query import run_query

if TYPE_CHECKING:
    from sqlalchemy import Engine

NAMES = ("bao-cao-tong-hop-{period}.docx", "bieu-tong-hop-{period}.xlsx", "sai-lech-{period}.xlsx")
STAMP = ".tonghop-{period}"  # what the three files were written from; without it they are written again
# whatever the files are written from changes one of these: documents and their reader, files, decisions, due days
STATE = (
    "SELECT document_id, reader_version, outcome, reason FROM fact_documents ORDER BY document_id",
    "SELECT document_id, file_name, duplicate_of FROM fact_files ORDER BY document_id, file_name",
    "SELECT finding_id, status, decided_at, note FROM fact_findings WHERE status <> 'open' OR origin = 'intake' "
    "ORDER BY finding_id",
    "SELECT period, due_on FROM expected_periods ORDER BY period",
    "SELECT COUNT(*) FROM log_decisions WHERE action <> 'publish'",
)


def output_files(order: Order) -> tuple[Path, ...]:
    """Name the three files of an order."""
    return tuple(order.output / name.format(period=order.period) for name in NAMES)


def check_output(order: Order) -> None:
    """Make the output folder; Trouble if nothing can be written there."""
    try:
        order.output.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise Trouble("output_is_file", WRONG_USAGE, output=order.output) from error
    except OSError as error:
        raise cannot_write(error, order.output) from error
    if not os.access(order.output, os.W_OK | os.X_OK):
        raise Trouble("output_forbidden", output=order.output)


def state_of(order: Order) -> str:
    """Give a digest of all that the files are written from, and of the code that writes them."""
    digest = hashlib.sha256(f"{order.period} {_code_state()}".encode())
    for sql in STATE:
        digest.update(repr(run_query(order.warehouse, sql, seconds=60, rows=10_000_000).rows).encode())
    return digest.hexdigest()


def are_current(order: Order) -> bool:
    """Tell whether the three files are there and were written from what the warehouse holds now."""
    stamp = order.output / STAMP.format(period=order.period)
    try:
        return all(path.is_file() for path in output_files(order)) and stamp.read_text("ascii") == state_of(order)
    except (OSError, ValueError):
        return False


def write_reports(order: Order, engine: Engine) -> tuple[Path, ...]:
    """Write report, annex tables and discrepancy list; Trouble if the disk does not take them."""
    from reports.write_annex_tables import write_annex_tables
    from reports.write_discrepancy_list import write_discrepancy_list
    from reports.write_province_report import write_province_report
    from warehouse.queries import province_tables

    check_output(order)
    paths = output_files(order)
    state = state_of(order)
    stamp = order.output / STAMP.format(period=order.period)
    tables = province_tables(engine, order.period)
    try:
        stamp.unlink(missing_ok=True)
        for write, path in zip((write_province_report, write_annex_tables, write_discrepancy_list), paths, strict=True):
            write(tables, order.period, path)
        stamp.write_text(state, "ascii")
    except OSError as error:
        raise cannot_write(error, order.output) from error
    return paths


def cannot_write(error: OSError, output: Path) -> Trouble:
    """Say why a folder takes no file."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Trouble("disk_full", output=output)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble("output_forbidden", output=output)
    return Trouble("output_failed", output=output, detail=error.strerror or error)


def _code_state() -> str:
    """Describe the installed code that writes the files, by name and size of its files."""
    folder = Path(__file__).parents[1] / "reports"
    return repr(sorted((path.name, path.stat().st_size) for path in folder.iterdir() if path.is_file()))
