"""Measure audit list, trace and status on 1,000 and on 10,000 documents; write docs/benchmarks-audit.md."""

from __future__ import annotations

import hashlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

from sqlalchemy import insert

from demo.write_many import write_many
from flows.read_one import read_one
from transforms.match_commune import communes
from transforms.records import ReadResult
from warehouse.database import open_warehouse, writing
from warehouse.load import expect_period, load_result
from warehouse.logs import log_contents
from warehouse.settle_periods import settle_periods

ROOT = Path(__file__).parents[1]
SIZES = (1_000, 10_000)
TIMES = 5
MODELS = 99  # documents that are really read; the others are these under other names, units and periods
PERIOD = "2025-M06"
COMMANDS = {
    "audit list": ("audit", "list", "--period", PERIOD),
    "trace": ("trace", "--period", PERIOD, "opinions"),
    "trace --no-check": ("trace", "--period", PERIOD, "opinions", "--no-check"),
    "status": ("status", "--period", PERIOD),
}
PAGE = """# Benchmark of the audit

Made by `make bench` on {day}: {cores} cores, Linux {machine}, Python {python}. Warehouses (SQLite) of {small} and of
{large} documents: made-up reports, {models} of them read, the others the same under other units and months, so that a
period has 99 reports in both. Wall time of a command from start to end, median of {times}. `trace` opens 99 documents
again, whatever the size. The target is a ratio of 3 at most.

| command | {small} documents, s | {large} documents, s | ratio |
|---|--:|--:|--:|
{rows}
"""


def main() -> None:
    """Fill two warehouses, time the commands on each, write the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        models = read_models(folder / "models")
        urls = []
        for size in SIZES:
            urls.append(f"sqlite:///{folder}/{size}.db")
            fill(urls[-1], models, size)
        rows = []
        for label, arguments in COMMANDS.items():
            small, large = (seconds_of(arguments, url, folder) for url in urls)
            rows.append(f"| `{label}` | {small:.2f} | {large:.2f} | {large / small:.2f} |")
    page = PAGE.format(
        day=date.today().isoformat(),
        cores=len(os.sched_getaffinity(0)),
        machine=platform.machine(),
        python=platform.python_version(),
        small=f"{SIZES[0]:,}",
        large=f"{SIZES[1]:,}",
        models=MODELS,
        times=TIMES,
        rows="\n".join(rows),
    )
    (ROOT / "docs/benchmarks-audit.md").write_text(page, "utf-8")
    sys.stdout.write(page)


def read_models(folder: Path) -> list[tuple[ReadResult, bytes]]:
    """Write and read made-up reports."""
    inbox = write_many(folder, MODELS, seed=11).inbox
    paths = [path for path in sorted(inbox.rglob("*")) if path.is_file()]
    results = [(read_one(path, inbox), path.read_bytes()) for path in paths]
    return [(result, content) for result, content in results if result.report is not None]


def fill(url: str, models: list[tuple[ReadResult, bytes]], size: int) -> None:
    """Load so many documents: for each month 99 units, newest month first."""
    engine = open_warehouse(url)
    months = [f"{year}-M{month:02}" for year, month in product(range(2025, 2014, -1), range(1, 13))]
    months.sort(key=lambda month: (month != PERIOD, month))
    places = ((month, unit.code) for month in months for unit in communes())
    at = datetime(2026, 1, 5, tzinfo=UTC)
    with writing(engine) as connection:
        for number, (month, unit) in zip(range(size), places, strict=False):
            result, content = models[number % len(models)]
            document_id = hashlib.sha256(f"{number}".encode()).hexdigest()
            assert result.report is not None
            report = replace(result.report, document_id=document_id, commune_code=unit, period=month)
            made = replace(result, document_id=document_id, file_name=f"{number:05}.docx", report=report)
            if number % 99 == 0:
                expect_period(connection, month)
            load_result(connection, made, reader_version="1", expected_period=month, received_at=at)
            connection.execute(insert(log_contents), {"document_id": document_id, "content": content})
    settle_periods(engine)
    engine.dispose()


def seconds_of(arguments: tuple[str, ...], url: str, folder: Path) -> float:
    """Give the median wall time of a command."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        command = [str(Path(sys.executable).with_name("tonghop")), *arguments, "--warehouse", url]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        taken.append(time.perf_counter() - began)
        if run.returncode:
            raise RuntimeError(run.stderr)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
