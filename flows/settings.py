"""Know every setting: an option, a TONGHOP_* variable and a key of tonghop.toml, in that order of precedence."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.errors import WRONG_USAGE, Trouble

FILE = "tonghop.toml"  # in the working folder
WAREHOUSE_VARIABLE = "TONGHOP_WAREHOUSE"
DEFAULT_WAREHOUSE = "sqlite:///tonghop.db"

# setting -> what it is if nothing says otherwise; None: it has to be stated, or the command has its own default
DEFAULTS: dict[str, Any] = {
    "warehouse": DEFAULT_WAREHOUSE,
    "lang": "vi",
    "debug": False,
    "inbox": None,
    "period": None,
    "output": ".",
    "strict": False,
    "reread": False,
    "due_on": None,
    "by": None,
    "as_of": None,
    "workers": 0,
    "seconds": 60.0,
    "memory_mb": 2048,
    "format": "table",
    "rows": 10_000,
    "query_seconds": 10.0,
    "query_output": None,
    "cron": "0 6 5 1 *",
    "kind": "year",
    "seed": 2025,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run without a command line needs of the settings."""

    warehouse: str


def variable(setting: str) -> str:
    """Name a setting's variable."""
    return f"TONGHOP_{setting.upper()}"


def read_file(folder: Path | None = None) -> dict[str, Any]:
    """Read tonghop.toml of the working folder, empty if there is none; Trouble if it can't be used."""
    path = (folder or Path()) / FILE
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Trouble("settings_unreadable", WRONG_USAGE, file=path, detail=error) from error
    unknown = sorted(content.keys() - DEFAULTS.keys())
    if unknown:
        raise Trouble("settings_unknown", WRONG_USAGE, file=path, keys=", ".join(unknown))
    return content


def read_settings() -> Settings:
    """Read what is set outside of the command line."""
    stated = os.environ.get(WAREHOUSE_VARIABLE) or read_file().get("warehouse")
    return Settings(str(stated or DEFAULT_WAREHOUSE))


def wants_debug(arguments: list[str]) -> bool:
    """Tell whether an error is to be shown in full: option, variable or a line of the file."""
    if "--debug" in arguments or os.environ.get(variable("debug"), "").lower() in ("1", "true", "yes"):
        return True
    try:
        return read_file().get("debug") is True
    except Trouble:
        return False  # the fault of the file is told where it is used


def find_language(arguments: list[str]) -> str:
    """Find the language before the arguments are parsed, since errors about them are told in it."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and place + 1 < len(arguments):
            return _known(arguments[place + 1])
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
    try:
        return _known(os.environ.get(variable("lang")) or str(read_file().get("lang", "")))
    except Trouble:
        return str(DEFAULTS["lang"])


def _known(language: str) -> str:
    return language if language in ("vi", "en") else str(DEFAULTS["lang"])
