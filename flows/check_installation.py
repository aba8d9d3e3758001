"""Tell what is installed, what is missing, and which command installs it."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import click

from flows.isolate_worker import FULL
from flows.load_messages import Messages
from flows.prepare_prefect import answers, configured_server
from warehouse.errors import WarehouseError
from warehouse.run_query import run_query

OLDEST_SQLITE = (3, 35, 0)
# program -> packages of Debian and Ubuntu, and what it is for
PROGRAMS = {
    "soffice": ("libreoffice-writer", "doctor.use_legacy"),
    "tesseract": ("tesseract-ocr tesseract-ocr-vie", "doctor.use_scan"),
    "initdb": ("postgresql", "doctor.use_tests"),
}


def check_installation(warehouse: str, messages: Messages) -> int:
    """Print a line for each thing; the exit code is 1 if the main job lacks something."""
    good = True
    python = platform.python_version()
    good &= tell(messages("doctor.python"), python, fine=sys.version_info >= (3, 11), messages=messages)
    sqlite = sqlite3.sqlite_version
    good &= tell(
        messages("doctor.sqlite"), sqlite, fine=sqlite3.sqlite_version_info >= OLDEST_SQLITE, messages=messages
    )
    for name in libraries():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = ""
        good &= tell(messages("doctor.library", name=name), found, fine=bool(found), messages=messages)
    good &= tell_warehouse(warehouse, messages)
    wanted = []
    for program, (packages, use) in PROGRAMS.items():
        place = find_program(program)
        told = place or messages("doctor.optional", use=messages(use))
        click.echo(f"{'+' if place else '-'} {program}: {told}")
        if not place:
            wanted.append(packages)
    if find_program("tesseract") and not has_vietnamese():
        wanted.append("tesseract-ocr-vie")
    isolated = cuts_network()
    click.echo(f"{'+' if isolated else '-'} {messages('doctor.isolation_on' if isolated else 'doctor.isolation_off')}")
    address = configured_server()
    on = bool(address) and answers(address)
    key = "server_on" if on else "server_off" if address else "server_none"
    click.echo(f"{'+' if on else '-'} {messages('doctor.server')}: {messages(f'doctor.{key}', address=address)}")
    if wanted:
        click.echo(messages("doctor.install", command="sudo apt-get install -y " + " ".join(wanted)))
    click.echo(messages("doctor.good" if good else "doctor.bad"))
    return 0 if good else 1


def tell(name: str, found: str, *, fine: bool, messages: Messages) -> bool:
    """Print whether a thing that the main job needs is there."""
    click.echo(f"{'+' if fine else '!'} {name}: {found or messages('doctor.missing')}")
    return fine


def libraries() -> list[str]:
    """List the libraries that the program declares, without those for development."""
    stated = [line for line in requires("tonghop") or [] if "extra ==" not in line]
    return sorted(
        {line.split(";")[0].split("[")[0].split("<")[0].split(">")[0].split("=")[0].strip() for line in stated}
    )


def tell_warehouse(warehouse: str, messages: Messages) -> bool:
    """Print whether the warehouse answers; one that is still to be made is fine."""
    name = messages("doctor.postgresql" if warehouse.startswith("postgres") else "doctor.warehouse")
    try:
        count = run_query(warehouse, "SELECT COUNT(*) FROM documents").rows[0][0]
    except WarehouseError as error:
        if error.kind == "missing":
            click.echo(f"- {name}: {messages('doctor.no_warehouse', place=error.place)}")
            return True
        text = f"warehouse.{error.kind}"
        told = messages(text, place=error.place, detail=error.detail) if messages.has(text) else str(error)
        click.echo(f"! {name}: {told}")
        return False
    click.echo(f"+ {name}: {messages('doctor.ok')} (documents: {count})")
    return True


def find_program(name: str) -> str:
    """Find a program on the path, or where Debian keeps PostgreSQL's; '' if it is not there."""
    found = shutil.which(name)
    if found or name != "initdb":
        return found or ""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return str(places[-1]) if places else ""


def cuts_network() -> bool:
    """Tell whether reading processes can be cut off from the network here; asked in a process that may be."""
    asked = subprocess.run([sys.executable, "-m", "flows.isolate_worker"], capture_output=True, text=True, timeout=30)
    return asked.stdout.strip() == FULL


def has_vietnamese() -> bool:
    """Tell whether Tesseract can read Vietnamese."""
    return any(Path("/usr/share").glob("tesseract-ocr/*/tessdata/vie.traineddata"))
