"""Set Prefect up before it is imported: nothing calls home, and a server is used only if it answers."""

from __future__ import annotations

import os
import tomllib
import urllib.request
from pathlib import Path

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}
SILENT = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL", "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL"}
ANSWER_SECONDS = 2.0


def configured_server() -> str:
    """Give the API address that the user has set, in the environment or in the active Prefect profile; '' if none."""
    if address := os.environ.get("PREFECT_API_URL"):
        return address
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    try:
        profiles = tomllib.loads((home / "profiles.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    active = os.environ.get("PREFECT_PROFILE") or profiles.get("active", "")
    return str(profiles.get("profiles", {}).get(active, {}).get("PREFECT_API_URL", ""))


def answers(address: str) -> bool:
    """Ask a server whether it is well."""
    try:
        with urllib.request.urlopen(f"{address.rstrip('/')}/health", timeout=ANSWER_SECONDS) as reply:
            return bool(reply.status == 200)
    except (OSError, ValueError):
        return False


def prepare_prefect(*, loud: bool = False) -> bool:
    """Set the environment; tell whether a server answers (else Prefect's own, for the time of the run, is used)."""
    for name, value in (QUIET if loud else QUIET | SILENT).items():
        os.environ.setdefault(name, value)
    address = configured_server()
    if address and answers(address):
        return True
    os.environ.pop("PREFECT_API_URL", None)
    return False
