"""The main job as its users start it, on real files, with a Prefect server."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.flows.conftest import TONGHOP, Run, wait_until

pytestmark = pytest.mark.prefect
OUTPUTS = ["bao-cao-tong-hop-2025.docx", "bieu-tong-hop-2025.xlsx", "sai-lech-2025.xlsx"]
# what does not depend on when a run took place
VIEWS = {
    "reports": "report_id, document_id, file_name, commune_code, period, symbol, issued_on, version, open_errors",
    "session_statistics": "*",
    "category_counts": "*",
    "figures": "report_id, measure, category, value, printed, page, block, char_start, char_end",
    "discrepancies": "document_id, rule, severity, measure, category, message, status",
    "documents": "document_id, file_name, outcome, reason",
}


def views(warehouse: Path) -> dict[str, list[Any]]:
    with sqlite3.connect(warehouse) as connection:
        found = {
            view: connection.execute(f"SELECT {columns} FROM {view}").fetchall() for view, columns in VIEWS.items()
        }
    return {view: sorted(rows, key=repr) for view, rows in found.items()}


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.*x"))}


def ask_prefect(variables: dict[str, str], what: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        f"{variables['PREFECT_API_URL']}/{what}/filter", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as reply:
        return json.load(reply)


def test_a_folder_of_reports_becomes_a_warehouse_and_three_files(
    tonghop: Run, inbox: Path, tmp_path: Path, prefect_server: dict[str, str]
) -> None:
    (inbox / "trang.docx").touch()
    run = tonghop("consolidate", "inbox", "--period", "2025", "--output", "out")
    assert run.stderr == ""
    assert run.returncode == 3
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if path.name[0] != ".") == OUTPUTS
    assert "Đã có báo cáo của 8/99 xã, phường." in run.stdout
    assert "Trong thư mục có 9 tệp, lần này đọc 9 tệp." in run.stdout
    assert "1 tệp không đọc được:\n  - trang.docx: " in run.stdout
    assert "  - out/bao-cao-tong-hop-2025.docx" in run.stdout
    assert len(views(tmp_path / "tonghop.db")["reports"]) == 8

    artifacts = {a["key"]: a for a in ask_prefect(prefect_server, "artifacts", {"sort": "CREATED_DESC"})[:2]}
    table = json.loads(artifacts["consolidate-2025-documents"]["data"])
    assert [row["outcome"] for row in table].count("loaded") == 8
    assert {row["document"] for row in table if row["outcome"] == "rejected"} == {"trang.docx"}
    assert artifacts["consolidate-2025"]["data"].startswith("# Tổng hợp kỳ 2025")
    assert "8/99" in artifacts["consolidate-2025"]["data"]
    runs = ask_prefect(prefect_server, "flow_runs", {"sort": "START_TIME_DESC"})
    assert runs[0]["state"]["type"] == "COMPLETED"
    assert "tonghop.db" not in json.dumps(runs[0]["parameters"])  # an address may hold a password

    before, files, flow_runs = views(tmp_path / "tonghop.db"), digests(tmp_path / "out"), len(runs)
    again = tonghop("consolidate", "inbox", "--period", "2025", "--output", "out")
    assert again.returncode == 3
    assert "không có tệp nào mới" in again.stdout
    assert views(tmp_path / "tonghop.db") == before
    assert digests(tmp_path / "out") == files
    assert len(ask_prefect(prefect_server, "flow_runs", {})) == flow_runs  # nothing to do, so nothing was started

    (tmp_path / "out" / OUTPUTS[0]).unlink()
    assert tonghop("consolidate", "inbox", "--period", "2025", "--output", "out").returncode == 3
    assert digests(tmp_path / "out") == files  # the same input gives the same bytes

    (inbox / "trang.docx").unlink()
    some = next(iter(sorted(inbox.rglob("*.pdf"))))
    shutil.copyfile(some, inbox / "ban sao.pdf")
    more = tonghop("consolidate", "inbox", "--period", "2025", "--output", "out", "--lang", "en")
    assert more.returncode == 0
    assert "9 files in the folder, 1 read this time." in more.stdout
    assert "1 files repeat another file" in more.stdout


def test_strict_fails_on_open_errors_and_own_files_are_not_read(tonghop: Run, inbox: Path, tmp_path: Path) -> None:
    (inbox / "trang.docx").touch()
    arguments = ("consolidate", ".", "--period", "2025", "--strict")
    run = tonghop(*arguments)
    assert run.returncode == 4
    assert "Trong thư mục có 9 tệp" in run.stdout
    again = tonghop(*arguments)
    assert again.returncode == 4
    assert "Trong thư mục có 9 tệp, không có tệp nào mới." in again.stdout


def test_without_a_server_prefect_brings_its_own(inbox: Path, tmp_path: Path, made_inbox: Path) -> None:
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    variables |= {"PREFECT_HOME": str(tmp_path / "home"), "PREFECT_API_URL": "http://127.0.0.1:9/api"}
    arguments = [TONGHOP, "consolidate", "inbox", "--period", "2025"]
    run = subprocess.run(arguments, cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=150)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    assert (tmp_path / OUTPUTS[0]).is_file()


def start_slow_run(tmp_path: Path, variables: dict[str, str]) -> subprocess.Popen[str]:
    """Start a run that reads a document a second."""
    code = (
        "import sys, flows.desk, flows.read_many; from tests.flows.bad_readers import read_slowly\n"
        "if __name__ == '__main__':\n"
        "    flows.desk.open_desk.__wrapped__.__defaults__ = (read_slowly,)\n"
        "    from flows.cli import main\n"
        "    sys.exit(main(['consolidate', 'inbox', '--period', '2025', '--workers', '1', '--output', 'out']))\n"
    )
    (tmp_path / "slow.py").write_text(code)
    variables = os.environ | variables | {"PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(
        [sys.executable, "slow.py"],
        cwd=tmp_path,
        env=variables,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def loaded(warehouse: Path) -> int:
    try:
        with sqlite3.connect(f"file:{warehouse}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT COUNT(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def alive(group: int) -> bool:
    """Tell whether any process of a group still runs."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            return True
    return False


@pytest.mark.parametrize(("kill", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_run_that_is_stopped_is_taken_up_again(
    tonghop: Run, inbox: Path, tmp_path: Path, prefect_server: dict[str, str], kill: signal.Signals, code: int
) -> None:
    run = start_slow_run(tmp_path, prefect_server)
    wait_until(lambda: loaded(tmp_path / "tonghop.db") >= 2, 60, "the second document")
    if kill == signal.SIGINT:
        os.killpg(run.pid, kill)  # as a terminal does it
    else:
        run.kill()
    _, said = run.communicate(timeout=30)
    assert run.returncode == code
    if kill == signal.SIGINT:
        assert said.splitlines() == [
            "Đã dừng theo yêu cầu; những tệp đã đọc xong vẫn nằm trong kho, chạy lại lệnh này để làm tiếp."
        ]
    wait_until(lambda: not alive(run.pid), 20, "the end of all its processes")
    assert 2 <= loaded(tmp_path / "tonghop.db") < 8
    assert not list((tmp_path / "out").glob("*.*x"))

    assert tonghop("consolidate", "inbox", "--period", "2025", "--output", "out").returncode == 0
    whole = tonghop(
        "consolidate", "inbox", "--period", "2025", "--output", "whole", "--warehouse", "sqlite:///whole.db"
    )
    assert whole.returncode == 0
    assert views(tmp_path / "tonghop.db") == views(tmp_path / "whole.db")
    assert digests(tmp_path / "out") == digests(tmp_path / "whole")
