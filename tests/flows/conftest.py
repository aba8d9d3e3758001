"""Give the tests a Prefect server for the session, a small inbox, and the command line as its users have it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from demo.write_many import write_many

TONGHOP = str(Path(sys.executable).with_name("tonghop"))
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Run a real Prefect server with a home of its own; give the variables that lead to it."""
    home, port = tmp_path_factory.mktemp("prefect"), free_port()
    variables = {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    prefect = str(Path(sys.executable).with_name("prefect"))
    command = [prefect, "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | variables, stdout=log, stderr=log, start_new_session=True)
        try:
            wait_until(lambda: answers(variables["PREFECT_API_URL"], server), 120, "the Prefect server")
            yield variables
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    if server.poll() is not None:
        raise RuntimeError("the Prefect server has ended")
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def wait_until(there: Callable[[], Any], seconds: float, what: str) -> Any:
    """Ask until the answer is true, and give it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := there():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what} did not come within {seconds} s")


@pytest.fixture(scope="session")
def made_inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small inbox once: eight reports, half of them PDF."""
    return write_many(tmp_path_factory.mktemp("made"), 8, seed=77).inbox


@pytest.fixture
def inbox(made_inbox: Path, tmp_path: Path) -> Path:
    """Give the test an inbox of its own."""
    return Path(shutil.copytree(made_inbox, tmp_path / "inbox"))


@pytest.fixture
def tonghop(tmp_path: Path, prefect_server: dict[str, str]) -> Run:
    """Run the command line in the test's folder."""

    def run(*arguments: str, prefix: Sequence[str] = (), **options: Any) -> subprocess.CompletedProcess[str]:
        variables = os.environ | prefect_server | options.pop("env", {})
        return subprocess.run(
            [*prefix, TONGHOP, *arguments],
            cwd=tmp_path,
            env=variables,
            capture_output=True,
            text=True,
            timeout=120,
            **options,
        )

    return run


@pytest.fixture
def alone(tmp_path: Path) -> Run:
    """Run the command line where no Prefect server is needed."""

    def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        variables = os.environ | options.pop("env", {})
        return subprocess.run(
            [TONGHOP, *arguments], cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=60, **options
        )

    return run


def one_sentence(text: str) -> str:
    """Check that stderr holds one line without a traceback, and give it."""
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    assert "Traceback" not in text
    assert lines[0][-1] in ".;)”" or lines[0].endswith("--help”."), text
    return lines[0]
