"""Bad input gives one plain sentence, the right exit code, and nothing half-written."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.flows.conftest import Run, one_sentence

WRONG = [
    (["consolidate", "nope", "--period", "2025"], "Không tìm thấy thư mục nope"),
    (["consolidate", "a-file", "--period", "2025"], "là một tệp"),
    (["consolidate", "empty"], "--period 2025"),
    (["consolidate", "empty", "--period", "2025-X"], "“2025-X” không đúng"),
    (["consolidate"], "thêm --reread"),
    (["consolidate", "empty", "--perod", "2025"], "--perod"),
    (["consolidate", "empty", "--period"], "--period cần có giá trị"),
    (["consolidate", "empty", "more", "--period", "2025"], "Thừa tham số “more”"),
    (["consolidate", "empty", "--period", "2025", "--workers", "many"], "--workers"),
    (["consolidat"], "Không có lệnh “consolidat”"),
    (["status"], "--period 2025"),
    (["status", "--period", "2025", "--lang", "fr"], "vi, en"),
    (["query", "DELETE FROM documents"], "chỉ"),
    (["query", "SELECT 1", "--format", "xlsx"], "--output"),
    (["query", "SELECT 1", "--warehouse", "mysql://x/y"], "mysql://x/y"),
    (["schedule"], "--inbox"),
]


@pytest.mark.parametrize(("name", "said"), [("TONGHOP_MAX_PDF_PAGES", "many"), ("TONGHOP_MAX_PAGES", "10")])
def test_a_limit_that_is_none_is_named(
    alone: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "inbox").mkdir()
    monkeypatch.setenv(name, said)
    run = alone("consolidate", "inbox", "--period", "2025")
    assert run.returncode == 2
    assert name in one_sentence(run.stderr)


@pytest.mark.parametrize(("arguments", "words"), WRONG)
def test_wrong_usage(alone: Run, tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a-file").touch()
    run = alone(*arguments)
    assert run.returncode == 2
    assert words.lower() in one_sentence(run.stderr).lower()
    assert run.stdout == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-file", "empty"]


def test_an_empty_folder_fails_and_leaves_nothing(alone: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden").touch()
    run = alone("consolidate", "empty", "--period", "2025", "--output", "out")
    assert run.returncode == 1
    assert "không có tệp nào để đọc" in one_sentence(run.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


def without_rights() -> list[str]:
    """Give the words before a command that take from root what lets it into every folder."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root needs setpriv (util-linux) to be refused anything")
    return [setpriv, "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]


@pytest.mark.parametrize("where", ["inbox", "out"])
def test_a_folder_without_permission(tonghop: Run, inbox: Path, tmp_path: Path, where: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / where).chmod(0)
    run = tonghop("consolidate", "inbox", "--period", "2025", "--output", "out", prefix=without_rights())
    (tmp_path / where).chmod(0o755)
    assert run.returncode == 1
    assert "quyền" in one_sentence(run.stderr)
    assert not (tmp_path / "tonghop.db").exists()


def test_a_file_without_permission_is_rejected_and_read_when_it_can_be(
    tonghop: Run, inbox: Path, tmp_path: Path
) -> None:
    locked = next(iter(sorted(inbox.rglob("*.docx"))))
    locked.chmod(0)
    arguments = ("consolidate", "inbox", "--period", "2025")
    run = tonghop(*arguments, prefix=without_rights())
    assert run.returncode == 3
    assert "Đã có báo cáo của 7/99" in run.stdout
    locked.chmod(0o644)
    again = tonghop(*arguments)
    assert again.returncode == 0
    assert "8/99" in again.stdout
    assert "lần này đọc 1 tệp" in again.stdout


def test_the_output_may_not_be_a_file(tonghop: Run, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    run = tonghop("consolidate", "inbox", "--period", "2025", "--output", "out")
    assert run.returncode == 2
    assert "out là một tệp" in one_sentence(run.stderr)


def limit_files(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_disk_that_is_full_when_the_warehouse_is_written(tonghop: Run, inbox: Path, tmp_path: Path) -> None:
    arguments = ("consolidate", "inbox", "--period", "2025", "--output", "out")
    run = tonghop(*arguments, preexec_fn=lambda: limit_files(250_000))
    assert run.returncode == 1
    assert "đã đầy" in one_sentence(run.stderr)
    assert not list((tmp_path / "out").glob("*.*x"))
    assert tonghop(*arguments).returncode == 0


def test_a_disk_that_is_full_when_the_report_is_written(tonghop: Run, inbox: Path, tmp_path: Path) -> None:
    arguments = ("consolidate", "inbox", "--period", "2025", "--output", "out")
    assert tonghop(*arguments).returncode == 0
    for path in (tmp_path / "out").glob("*.*x"):
        path.unlink()
    run = tonghop(*arguments, preexec_fn=lambda: limit_files(35_000))
    assert run.returncode == 1
    assert "đã đầy" in one_sentence(run.stderr)
    assert list((tmp_path / "out").iterdir()) == []
    assert tonghop(*arguments).returncode == 0
    assert len(list((tmp_path / "out").glob("*.*x"))) == 3


def test_a_warehouse_that_is_none(tonghop: Run, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "tonghop.db").write_bytes(b"no database" * 100)
    run = tonghop("consolidate", "inbox", "--period", "2025")
    assert run.returncode == 1
    assert "không phải là kho dữ liệu" in one_sentence(run.stderr)
    assert (tmp_path / "tonghop.db").read_bytes() == b"no database" * 100


def test_a_warehouse_of_a_newer_version(tonghop: Run, inbox: Path, tmp_path: Path) -> None:
    assert tonghop("consolidate", "inbox", "--period", "2025").returncode == 0
    with sqlite3.connect(tmp_path / "tonghop.db") as connection:
        connection.execute("UPDATE warehouse_version SET version_num = '9999'")
    for language, words in (("vi", "phiên bản mới hơn"), ("en", "newer version")):
        run = tonghop("consolidate", "inbox", "--period", "2025", "--lang", language)
        assert run.returncode == 1
        assert words in one_sentence(run.stderr)


def test_two_runs_at_once(tonghop: Run, inbox: Path, tmp_path: Path) -> None:
    with (tmp_path / "tonghop.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run = tonghop("consolidate", "inbox", "--period", "2025")
    assert run.returncode == 1
    assert "Đang có một lượt tổng hợp khác" in one_sentence(run.stderr)


def test_debug_shows_where_it_failed(alone: Run) -> None:
    run = alone("consolidate", "nope", "--period", "2025", "--debug")
    assert run.returncode == 1
    assert "Traceback" in run.stderr


def test_debug_may_stand_in_the_settings_file(alone: Run, tmp_path: Path) -> None:
    (tmp_path / "tonghop.toml").write_text("debug = true")
    run = alone("consolidate", "nope", "--period", "2025")
    assert run.returncode == 1
    assert "Traceback" in run.stderr


def test_a_settings_file_that_cannot_be_used(alone: Run, tmp_path: Path) -> None:
    (tmp_path / "tonghop.toml").write_text("perod = 1")
    run = alone("status", "--period", "2025")
    assert run.returncode == 2
    assert "perod" in one_sentence(run.stderr)
    (tmp_path / "tonghop.toml").write_text("= 1")
    run = alone("status", "--period", "2025")
    assert run.returncode == 2
    assert "tonghop.toml" in one_sentence(run.stderr)
