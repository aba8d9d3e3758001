"""Start the process that readers are forked from, before anything else: it loads its libraries meanwhile."""

from __future__ import annotations

from multiprocessing import forkserver

PRELOADED = ["flows.read_one", "flows.cli"]  # flows.cli: each worker imports the main program again, which is free then


def warm_up() -> None:
    """Start the process, unless it runs."""
    forkserver.set_forkserver_preload(PRELOADED)
    forkserver.ensure_running()
