"""A SQLite file is backed up and replaced without harm: to itself, its log, its neighbours."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.warehouse.builders import load, read, report, rows
from tests.warehouse.test_backup import ROOT, opened, sound, tables
from tests.warehouse.test_database import refusal
from warehouse.backup import backup, restore
from warehouse.database import open_warehouse
from warehouse.scratch import PREFIX


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Give a name for a backup, in a folder of its own."""
    (tmp_path / "sao-luu").mkdir()
    return tmp_path / "sao-luu" / "kho.backup"


def test_a_database_of_another_program_is_no_backup(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "prefect.db")) as connection:
        connection.execute("CREATE TABLE flow_run (id TEXT)")
    url = f"sqlite:///{tmp_path}/tonghop.db"
    assert refusal(lambda: restore(tmp_path / "prefect.db", url, verify=sound)).kind == "backup_unreadable"
    assert not (tmp_path / "tonghop.db").exists()


def test_a_warehouse_is_never_overwritten_by_its_own_backup(tmp_path: Path) -> None:
    open_warehouse(f"sqlite:///{tmp_path}/kho.db").dispose()
    for name in ("kho.db", "link.db"):
        if name == "link.db":
            (tmp_path / name).symlink_to("kho.db")
        error = refusal(
            lambda at=name: backup(f"sqlite:///{tmp_path}/kho.db", tmp_path / at, verify=sound, overwrite=True)
        )
        assert error.kind == "backup_exists"


def test_a_file_that_another_program_has_open_is_not_replaced(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.database.BUSY_SECONDS", 0.1)
    with opened(f"sqlite:///{tmp_path}/kho.db") as engine:
        load(engine, read(report("r1", opinions="46")))
        backup(f"sqlite:///{tmp_path}/kho.db", target, verify=sound)
        error = refusal(lambda: restore(target, f"sqlite:///{tmp_path}/kho.db", verify=sound, overwrite=True))
        assert error.kind == "in_use"
        assert load(engine, read(report("r2", opinions="4"), "b.docx")).outcome == "loaded"
    assert list(tmp_path.glob(f"{PREFIX}*")) == []


def test_a_log_left_behind_is_not_played_into_the_restored_file(tmp_path: Path, target: Path) -> None:
    url, path = f"sqlite:///{tmp_path}/kho.db", tmp_path / "kho.db"
    with opened(url) as engine:
        backup(url, target, verify=sound)
        empty = tables(engine)
        load(engine, read(report("r1", opinions="46")))
        for name in ("-wal", "-shm"):
            shutil.copyfile(f"{path}{name}", f"{tmp_path}/saved{name}")
    for broken in (None, path.read_bytes()[:100] + b"\xff" * 20_000):
        path.unlink()
        if broken:
            path.write_bytes(broken)
        for name in ("-wal", "-shm"):
            shutil.copyfile(f"{tmp_path}/saved{name}", f"{path}{name}")
        restore(target, url, verify=sound, overwrite=True)
        assert not Path(f"{path}-wal").exists()
        with opened(url) as engine:
            assert tables(engine) == empty
            assert rows(engine, "PRAGMA journal_mode") == [("wal",)]


def test_a_damaged_warehouse_gives_no_backup_and_can_be_replaced(tmp_path: Path, target: Path) -> None:
    url, path = f"sqlite:///{tmp_path}/kho.db", tmp_path / "kho.db"
    with opened(url) as engine:
        load(engine, read(report("r1", opinions="46")))
        before = tables(engine)
    backup(url, target, verify=sound)
    path.chmod(0o640)
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 3)
        file.write(b"\xff" * (path.stat().st_size // 2))
    error = refusal(lambda: backup(url, target, verify=sound, overwrite=True))
    assert (error.kind, error.place) == ("not_a_database", str(path))
    assert refusal(lambda: restore(target, url, verify=sound)).kind == "restore_target_full"
    restore(target, url, verify=sound, overwrite=True)
    assert path.stat().st_mode & 0o777 == 0o640
    with opened(url) as engine:
        assert tables(engine) == before


def test_a_document_is_not_replaced_even_when_told_to(tmp_path: Path, target: Path) -> None:
    open_warehouse(f"sqlite:///{tmp_path}/kho.db").dispose()
    backup(f"sqlite:///{tmp_path}/kho.db", target, verify=sound)
    (tmp_path / "a.docx").write_text("quan trọng")
    error = refusal(lambda: restore(target, f"sqlite:///{tmp_path}/a.docx", verify=sound, overwrite=True))
    assert error.kind == "not_a_database"
    assert (tmp_path / "a.docx").read_text() == "quan trọng"


KILLED = """
import sys
from pathlib import Path
from warehouse.backup import backup
print("on", flush=True)
backup(sys.argv[1], Path(sys.argv[2]), verify=lambda engine: print("proved", flush=True))
"""


def test_a_killed_backup_leaves_no_half_of_it_under_its_name(tmp_path: Path, target: Path) -> None:
    url = f"sqlite:///{tmp_path}/kho.db"
    with opened(url) as engine:
        load(engine, read(report("r1", opinions="46", symbol="9" * 3_000_000)))
        before = tables(engine)
    line = [sys.executable, "-c", KILLED, url, str(target)]
    for wait in (0.0, 0.01, 0.02, 0.04, 0.08, 0.16):
        with subprocess.Popen(line, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=-1) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"on\n"
            with suppress(subprocess.TimeoutExpired):
                child.wait(wait)
            child.send_signal(signal.SIGKILL)
        if target.exists():
            restore(target, f"sqlite:///{tmp_path}/lai-{wait}.db", verify=sound)
            target.unlink()
    for folder in target.parent.glob(f"{PREFIX}*"):
        os.utime(folder, (0, 0))  # as if killed long ago: the next backup tidies up
    backup(url, target, verify=sound)
    assert list(target.parent.iterdir()) == [target]
    with opened(url) as engine:
        assert tables(engine) == before


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, target: Path) -> None:
    url = f"sqlite:///{tmp_path}/kho.db"
    with opened(url) as engine:
        load(engine, read(report("r1", opinions="46", symbol="9" * 3_000_000)))
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom warehouse.backup import backup\n"
        "from warehouse.errors import WarehouseError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))\n"
        "try:\n    backup(sys.argv[1], Path(sys.argv[2]), verify=print)\n"
        "except WarehouseError as error:\n    print(error.kind, error.place)"
    )
    size = backup(url, target, verify=sound).bytes
    target.unlink()
    for limit in (100_000, size - 60):  # in the copy, in the seal
        line = [sys.executable, "-c", script, url, str(target), str(limit)]
        done = subprocess.run(line, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
        assert done.stdout == f"disk_full {target}\n", done.stderr
        assert list(target.parent.iterdir()) == []
