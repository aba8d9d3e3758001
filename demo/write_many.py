"""Write any number of reports, for measuring."""

from __future__ import annotations

import itertools
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from demo.name_files import strip_marks
from demo.read_communes import find_commune, read_communes
from demo.write_province import DocumentTruth, ProvinceTruth, render
from demo.write_report import write_report

PARTS = ("", "-H2", "-H1", "-9M", *(f"-Q{q}" for q in "4321"), *(f"-M{month:02d}" for month in range(12, 0, -1)))
ALONE = 60  # so few are written faster without a second process


def write_many(folder: Path | str, n: int, seed: int = 1, *, workers: int | None = None) -> ProvinceTruth:
    """Write n reports, half DOCX and half PDF, below ``folder/inbox``, and ``folder/truth.json``."""
    inbox = Path(folder) / "inbox"
    jobs = [
        (inbox, seed * 1_000_000 + index, code, period, ".pdf" if index % 2 else ".docx")
        for index, (period, code) in zip(range(n), _units_and_periods(), strict=False)
    ]
    for period in dict.fromkeys(job[3] for job in jobs):
        (inbox / period).mkdir(parents=True, exist_ok=True)
    if n <= ALONE or workers == 1:
        documents = [_write(job) for job in jobs]
    else:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            documents = list(pool.map(_write, jobs, chunksize=25))
    truth = ProvinceTruth(inbox, tuple(documents), ())
    truth.save(Path(folder) / "truth.json")
    return truth


def _units_and_periods() -> Iterator[tuple[str, str]]:
    """List period after period, from the year 2025 downwards, all units of each."""
    for year in itertools.count(2025, -1):
        for part, commune in itertools.product(PARTS, read_communes()):
            yield f"{year}{part}", commune.code


def _write(job: tuple[Path, int, str, str, str]) -> DocumentTruth:
    inbox, seed, code, period, suffix = job
    commune = find_commune(code)
    report, truth = write_report(seed, commune, period)
    name = f"{period}/BC {strip_marks(commune.name)} {period}{suffix}"
    render(report, inbox / name, seed)
    return DocumentTruth(name, "loaded", truth)
