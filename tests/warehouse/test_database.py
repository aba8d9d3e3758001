"""A warehouse opens, migrates, or says in one sentence why not."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, event, text

from tests.warehouse.builders import PHINH, everything, load, read, report, rows
from warehouse.database import VERSION_TABLE, alembic_config, claim, connect_to, fill_dimensions, open_warehouse
from warehouse.errors import MESSAGES, WarehouseError


def refusal(action: Callable[[], object]) -> WarehouseError:
    """Give the error of an action that must fail."""
    with pytest.raises(WarehouseError) as caught:
        action()
    assert str(caught.value)[0].isupper()
    assert "\n" not in str(caught.value)
    return caught.value


def test_opening_twice_keeps_what_is_there(url: str) -> None:
    first = open_warehouse(url)
    load(first, read(report("r1", opinions="46")))
    before = everything(first)
    first.dispose()
    second = open_warehouse(url)
    assert everything(second) == before
    second.dispose()


def test_a_warehouse_of_the_first_version_is_migrated_and_keeps_its_facts(url: str) -> None:
    engine = connect_to(url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        command.upgrade(alembic_config(connection), "0001")
        fill_dimensions(connection)
        connection.execute(text("UPDATE dim_communes SET commune_name = 'Xã cũ'"))
        connection.execute(text("INSERT INTO dim_periods VALUES ('2025', 'year', 2025, '2025-01-01', '2025-12-31')"))
        connection.execute(
            text(
                "INSERT INTO fact_documents (document_id, media_type, bytes, text_source, outcome, reader_version) "
                "VALUES ('d1', 'application/pdf', 9, 'native', 'loaded', '4.1')"
            )
        )
        connection.execute(
            text("INSERT INTO fact_files (document_id, file_name, received_at) VALUES ('d1', 'a.pdf', '2025-12-05')")
        )
        connection.execute(
            text(
                "INSERT INTO fact_reports (report_id, document_id, commune_code, period, version, counts) "
                f"VALUES ('r1', 'd1', '{PHINH}', '2025', 1, {'true' if url.startswith('p') else 1})"
            )
        )
        connection.execute(
            text(
                "INSERT INTO fact_figures (figure_id, report_id, measure, value_thousandths, extracted_thousandths, "
                "printed, method, confidence_thousandths, status, quote, block, char_start, char_end) "
                "VALUES ('f1', 'r1', 'opinions', 46000, 46000, '46', 'printed', 950, 'extracted', 'q', 1, 2, 4)"
            )
        )
    engine.dispose()
    open_warehouse(url).dispose()
    assert rows(engine, "SELECT commune_name, opinions FROM session_statistics") == [("Xã Lùng Phình", 46)]
    assert rows(engine, "SELECT printed, block, char_start FROM figures") == [("46", 1, 2)]
    assert rows(engine, "SELECT reader_version FROM fact_documents") == [("",)]  # to be read again, and kept this time
    engine.dispose()


def test_a_warehouse_of_a_newer_version_is_refused_and_left_alone(url: str) -> None:
    engine = open_warehouse(url)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0999'"))
    engine.dispose()
    error = refusal(lambda: open_warehouse(url))
    assert error.kind == "newer_version"
    assert "0999" in str(error)
    again = connect_to(url)
    assert rows(again, f"SELECT version_num FROM {VERSION_TABLE}") == [("0999",)]
    again.dispose()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "baocao.docx"
    path.write_bytes(b"PK\x03\x04" + b"not a database at all " * 100)
    before = path.read_bytes()
    error = refusal(lambda: open_warehouse(f"sqlite:///{path}"))
    assert error.kind == "not_a_database"
    assert path.read_bytes() == before


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "prefect.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE flow_run (id TEXT)")
    assert refusal(lambda: open_warehouse(f"sqlite:///{path}")).kind == "not_a_warehouse"
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("flow_run",)]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    error = refusal(lambda: open_warehouse(f"sqlite:///{tmp_path}/khong/co/tonghop.db"))
    assert error.kind == "cannot_open"
    assert f"{tmp_path}/khong/co/tonghop.db" in str(error)


@pytest.mark.parametrize("address", ["tonghop.db", "mysql://may/kho", "nothing://x", ""])
def test_an_address_that_is_none_is_refused_with_an_example(address: str) -> None:
    error = refusal(lambda: open_warehouse(address))
    assert error.kind == "bad_url"
    assert "sqlite:///tonghop.db" in str(error)


def test_a_server_that_can_not_be_reached_is_named_without_its_password() -> None:
    error = refusal(lambda: open_warehouse("postgresql://an:secret@127.0.0.1:1/kho"))
    assert error.kind == "unreachable"
    assert "127.0.0.1:1" in str(error)
    assert "secret" not in str(error)


def test_a_locked_warehouse_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.database.BUSY_SECONDS", 0.1)
    engine = open_warehouse(f"sqlite:///{tmp_path}/tonghop.db")
    other = sqlite3.connect(tmp_path / "tonghop.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert refusal(lambda: load(engine, read(report("r1")))).kind == "locked"
    other.execute("ROLLBACK")
    assert load(engine, read(report("r1"))).outcome == "loaded"
    other.close()
    engine.dispose()


def test_a_reader_does_not_stop_a_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.database.BUSY_SECONDS", 0.1)
    engine = open_warehouse(f"sqlite:///{tmp_path}/tonghop.db")
    with engine.connect() as connection:
        connection.execute(text("SELECT * FROM reports")).fetchall()
        assert load(engine, read(report("r1"))).outcome == "loaded"
    engine.dispose()


def test_a_read_only_warehouse_can_be_read_but_not_loaded(tmp_path: Path) -> None:
    engine = open_warehouse(f"sqlite:///{tmp_path}/tonghop.db")
    load(engine, read(report("r1", opinions="46")))
    engine.dispose()
    reading = open_warehouse(f"sqlite:///file:{tmp_path}/tonghop.db?mode=ro&uri=true")
    assert rows(reading, "SELECT opinions FROM session_statistics") == [(46,)]
    assert refusal(lambda: load(reading, read(report("r2")))).kind == "read_only"
    reading.dispose()


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    engine = open_warehouse(f"sqlite:///{tmp_path}/tonghop.db")
    before = everything(engine)
    engine.dispose()

    @event.listens_for(engine, "connect")
    def fill(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    big = report("r1", symbol="9" * 200_000, opinions="46")
    error = refusal(lambda: load(engine, read(big)))
    assert error.kind == "disk_full"
    assert everything(engine) == before
    engine.dispose()


def test_sqlite_runs_with_write_ahead_log_and_normal_synchronisation(tmp_path: Path) -> None:
    engine = open_warehouse(f"sqlite:///{tmp_path}/tonghop.db")
    assert rows(engine, "PRAGMA journal_mode") == [("wal",)]
    assert rows(engine, "PRAGMA synchronous") == [(1,)]
    assert rows(engine, "PRAGMA foreign_keys") == [(1,)]
    assert rows(engine, "PRAGMA busy_timeout") == [(10_000,)]
    engine.dispose()


def test_a_second_consolidation_is_refused_until_the_first_is_done(url: str) -> None:
    one, two = open_warehouse(url), open_warehouse(url)
    with claim(one):
        error = refusal(lambda: claim(two).__enter__())
        assert error.kind == "running"
        assert str(error).startswith("Đang có một lượt tổng hợp khác chạy")
    with claim(two):
        pass
    one.dispose()
    two.dispose()


def test_a_killed_consolidation_lets_go_of_its_claim(url: str) -> None:
    engine = open_warehouse(url)
    script = (
        "import sys, time\nfrom warehouse.database import claim, open_warehouse\n"
        "with claim(open_warehouse(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script, url], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        assert refusal(lambda: claim(engine).__enter__()).kind == "running"
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    wait_for_claim(engine)
    engine.dispose()


def wait_for_claim(engine: Engine) -> None:
    """Claim as soon as the server has noticed that the client is gone; fail after many tries."""
    for _ in range(2_000):
        try:
            with claim(engine):
                return
        except WarehouseError:
            continue
    pytest.fail("the claim of a killed process is still held")


def test_two_processes_may_open_a_new_warehouse_at_once(tmp_path: Path) -> None:
    script = "import sys\nfrom warehouse.database import open_warehouse\nopen_warehouse(sys.argv[1]).dispose()"
    command = [sys.executable, "-c", script, f"sqlite:///{tmp_path}/tonghop.db"]
    children = [subprocess.Popen(command) for _ in range(3)]
    assert [child.wait() for child in children] == [0, 0, 0]


def test_every_message_is_one_sentence_that_ends_with_what_to_do() -> None:
    for kind, message in MESSAGES.items():
        assert message[0].isupper(), kind
        assert "\n" not in message, kind
        assert message.endswith((".", "{detail}", "tonghop")), kind
