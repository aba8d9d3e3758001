"""Run a command and measure it: wall time, and the peak memory of all its processes."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

EVERY = 0.25  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Measured:
    """What a command took; memory is the sum of PSS, where a page that processes share counts once."""

    seconds: float
    peak_mb: float
    code: int


def measure(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Measured:
    """Run a command to its end."""
    began, peak = time.perf_counter(), 0
    with (folder / "bench.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, env=dict(variables), stdout=log, stderr=log)
        next_look = began
        while process.poll() is None:
            if time.perf_counter() >= next_look:
                peak = max(peak, memory_of(process.pid))
                next_look = time.perf_counter() + EVERY
            time.sleep(0.01)
    return Measured(time.perf_counter() - began, peak / 1e6, process.returncode)


def memory_of(pid: int) -> int:
    """Add up the memory of a process and all it has started, in bytes."""
    total = 0
    try:
        main = psutil.Process(pid)
        for process in [main, *main.children(recursive=True)]:
            try:
                total += process.memory_full_info().pss
            except psutil.Error:
                continue
    except psutil.Error:
        return total
    return total
