"""Measure the main job against mere reading, on the same files, in one run; write docs/benchmarks.md.

usage: python -m bench.run_benchmark [--alone] [SIZE ...]     --alone: without markitdown and kreuzberg
"""

from __future__ import annotations

import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bench.measure_process import Measured, measure
from demo.write_many import write_many

ROOT = Path(__file__).parents[1]
WORK = ROOT / "bench-out"
OTHERS = {"markitdown": "markitdown[docx,pdf]", "kreuzberg": "kreuzberg"}
REPEATS = {99: 3}  # short runs are measured more often, and the median is taken
BIN = Path(sys.executable).parent
PAGE = """# Benchmarks

Made by `make bench` on {day}: {machine}, Python {python}. All rows of a size were measured in one run on the same
files (`demo.write_many`, half of them PDF), one after the other, by wall time from the start of the process to its end.
Ratios hold on other machines, seconds do not.

- *whole*: `tonghop consolidate` into an empty warehouse, with a Prefect server running: read, check, load, write
  report, tables and list.
- *second run*: the same command again, nothing having changed.
- *mere reading*: `pdfplumber` `extract_text` and `python-docx` paragraphs, one process, text thrown away.
- markitdown and kreuzberg likewise: text only, one process. "–" means not measured.
- Peak memory is the sum over the processes of the command (PSS: shared pages count once); the Prefect server is not
  in it.

{table}
"""


def main() -> None:
    """Measure each size and write the page."""
    alone = "--alone" in sys.argv
    sizes = [int(size) for size in sys.argv[1:] if size != "--alone"] or [99, 1000, 3321]
    WORK.mkdir(exist_ok=True)
    others = {} if alone else install_others()
    rows: list[list[str]] = []
    with prefect_server() as variables:
        for size in sizes:
            rows += measure_size(size, variables, others)
    head = ["documents", "what", "seconds", "of mere reading", "ms a document", "peak memory, MB"]
    table = "\n".join(
        "| " + " | ".join(row) + " |" for row in [head, ["--:", ":--", "--:", "--:", "--:", "--:"], *rows]
    )
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    page = PAGE.format(day=date.today().isoformat(), machine=machine, python=platform.python_version(), table=table)
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs/benchmarks.md").write_text(page, "utf-8")
    sys.stdout.write(table + "\n")


def measure_size(size: int, variables: dict[str, str], others: dict[str, Path]) -> list[list[str]]:
    """Measure all ways on one number of documents."""
    folder = WORK / str(size)
    if not (folder / "truth.json").exists():
        tell(f"writing {size} reports")
        write_many(folder, size)
    found: dict[str, list[Measured]] = {}
    for _ in range(REPEATS.get(size, 1)):
        for path in (folder / "out", folder / "tonghop.db", folder / "tonghop.db-wal", folder / "tonghop.db-shm"):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        whole = [str(BIN / "tonghop"), "consolidate", "inbox", "--period", "2025", "--output", "out"]
        for name, command in (("whole", whole), ("second run", whole), ("mere reading", mere(sys.executable, "mere"))):
            tell(f"{size}: {name}")
            found.setdefault(name, []).append(measure(command, folder, variables))
            if name != "mere reading" and found[name][-1].code not in (0, 3):
                raise SystemExit(f"consolidate ended with {found[name][-1].code}; see {folder / 'bench.log'}")
    for name, python in others.items():
        tell(f"{size}: {name}")
        found[name] = [measure(mere(str(python), name), folder, variables)]
    yardstick = middle(found["mere reading"])
    return [row(size, name, results, yardstick) for name, results in found.items()] + [
        [str(size), name, "–", "–", "–", "–"] for name in OTHERS if name not in others
    ]


def row(size: int, name: str, results: list[Measured], yardstick: float) -> list[str]:
    """Write one line of the table."""
    seconds, peak = middle(results), max(result.peak_mb for result in results)
    if any(result.code not in (0, 3) for result in results):
        return [str(size), f"{name} (failed)", "–", "–", "–", "–"]
    return [
        str(size),
        name,
        f"{seconds:.2f}",
        f"{seconds / yardstick:.2f}",
        f"{1000 * seconds / size:.1f}",
        f"{peak:.0f}",
    ]


def middle(results: list[Measured]) -> float:
    """Give the median time."""
    return statistics.median(result.seconds for result in results)


def mere(python: str, way: str) -> list[str]:
    """Give the command that merely reads the inbox in one way."""
    return [python, str(Path(__file__).with_name("read_merely.py")), way, "inbox"]


def install_others() -> dict[str, Path]:
    """Install what we are compared with, each in an environment of its own; leave out what can't be installed."""
    found = {}
    for name, requirement in OTHERS.items():
        python = WORK / f"venv-{name}/bin/python"
        if not python.exists():
            tell(f"installing {name}")
            subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=True)
            install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement]
            done = subprocess.run(install, capture_output=True)
            if done.returncode != 0:
                tell(f"{name} could not be installed and is left out")
                shutil.rmtree(python.parents[1])
                continue
        found[name] = python
    return found


@contextmanager
def prefect_server() -> Iterator[dict[str, str]]:
    """Run a Prefect server with a home of its own; give the environment that leads to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("TONGHOP_", "PREFECT_"))}
    variables |= {
        "PREFECT_HOME": str(WORK / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    tell("starting a Prefect server")
    command = [str(BIN / "prefect"), "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (WORK / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=variables, stdout=log, stderr=log, start_new_session=True)
        try:
            wait_for(f"{variables['PREFECT_API_URL']}/health", server)
            yield variables
        finally:
            server.terminate()
            server.wait(30)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, and let it settle."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=2):
                time.sleep(5)
                return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise SystemExit(f"the Prefect server does not start; see {WORK / 'server.log'}")


def tell(what: str) -> None:
    """Say what is being done."""
    sys.stderr.write(f"{what}\n")


if __name__ == "__main__":
    main()
