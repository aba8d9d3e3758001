"""Decisions take effect, are never lost, and hold as long as what they were made on."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine, text

from extractors.records import Address
from tests.warehouse.builders import HERE, NOON, PHINH, content, figure, load, read, report, rows
from tests.warehouse.builders import refused as not_read
from transforms.records import Finding, Report, UnmappedCategory
from warehouse.decide import Person, choose_version, decide_on, map_name, sign_off, undo
from warehouse.decision_log import find_broken_link
from warehouse.errors import WarehouseError

LAN = Person("Nguyễn Thị Lan", "đã gọi điện hỏi xã", datetime(2025, 12, 8, 2, 0, tzinfo=UTC))
HUNG = Person("Trần Hùng", "xem lại", datetime(2025, 12, 9, 2, 0, tzinfo=UTC))
SUM = Finding("category_sum", "error", "Cộng các lĩnh vực được 365.", "opinions", None, "356", "365", HERE)
NAME = Finding("unmapped_category", "info", "“Tôn giáo” không thuộc tám nhóm.", "raised", "other", "3", None, HERE)
ELSEWHERE = Address(block=9, char_start=0, char_end=1)


def finding_id(engine: Engine, rule: str) -> str:
    return str(rows(engine, f"SELECT discrepancy_id FROM discrepancies WHERE rule = '{rule}'")[0][0])


def refused(kind: str, action: object, *args: object, **more: object) -> None:
    with pytest.raises(WarehouseError) as caught:
        action(*args, **more)  # type: ignore[operator]
    assert caught.value.kind == kind


def test_a_correction_counts_and_says_so_everywhere(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356", findings=(SUM,))))
    decide_on(engine, finding_id(engine, "category_sum")[:6], "correct", LAN, value="365")
    assert rows(engine, "SELECT value, value_extracted, status, printed FROM figures") == [
        (365, 356, "corrected", "356")
    ]
    assert rows(engine, "SELECT value FROM province_totals WHERE measure = 'opinions'") == [(365,)]
    found = "SELECT status, decided_by, decided_at, note FROM discrepancies"
    assert rows(engine, found) == [("corrected", LAN.name, "2025-12-08T09:00:00.000+07:00", LAN.note)]
    assert rows(engine, "SELECT open_errors FROM reports") == [(0,)]


def test_the_second_person_is_told_and_nothing_is_overwritten(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356", findings=(SUM,))))
    name = finding_id(engine, "category_sum")
    decide_on(engine, name, "accept", LAN)
    refused("decided_already", decide_on, engine, name, "correct", HUNG, value="365")
    assert rows(engine, "SELECT COUNT(*) FROM log_decisions") == [(1,)]
    assert rows(engine, "SELECT value, status FROM figures") == [(356, "confirmed")]


def test_a_value_other_than_the_person_saw_is_refused(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356", findings=(SUM,))))
    name = finding_id(engine, "category_sum")
    refused("ground_changed", decide_on, engine, name, "correct", LAN, value="365", expect="350")
    decide_on(engine, name, "correct", LAN, value="365", expect="356")


@pytest.mark.parametrize("value", ["", "-3", "1,5", "nhiều", "1.25", "3.000.00"])
def test_a_value_that_is_none_is_refused(engine: Engine, value: str) -> None:
    load(engine, read(report("r1", opinions="356", findings=(SUM,))))
    refused("value_wrong", decide_on, engine, finding_id(engine, "category_sum"), "correct", LAN, value=value)
    assert rows(engine, "SELECT COUNT(*) FROM log_decisions") == [(0,)]


def test_a_dismissal_names_its_reason(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356", findings=(SUM,))))
    name = finding_id(engine, "category_sum")
    refused("reason_wrong", decide_on, engine, name, "dismiss", LAN, value="vì thế")
    decide_on(engine, name, "dismiss", LAN, value="explained")
    assert rows(engine, "SELECT status FROM discrepancies") == [("dismissed",)]
    assert rows(engine, "SELECT value, status FROM figures") == [(356, "extracted")]


def test_what_a_report_does_not_state_can_be_entered(engine: Engine) -> None:
    missing = Finding("missing_measure", "warning", "Không tìm thấy số người dự.", "participants")
    load(engine, read(report("r1", opinions="356", findings=(missing,))))
    decision = decide_on(engine, finding_id(engine, "missing_measure"), "correct", LAN, value="1.250")
    query = "SELECT value, value_extracted, method, status, printed FROM figures WHERE measure = 'participants'"
    assert rows(engine, query) == [(1250, None, "entered", "corrected", None)]
    undo(engine, decision.decision_id, HUNG)
    assert rows(engine, query) == []


def test_a_decision_waits_while_its_document_cannot_be_read(engine: Engine) -> None:
    missing = Finding("missing_measure", "warning", "Không tìm thấy số người dự.", "participants")
    made = report("r1", opinions="356", findings=(missing,))
    load(engine, read(made), version="1")
    decide_on(engine, finding_id(engine, "missing_measure"), "correct", LAN, value="1250")
    load(engine, not_read("r1", "a.docx"), version="2")
    assert rows(engine, "SELECT COUNT(*) FROM figures") == [(0,)]
    load(engine, read(made), version="3")
    assert rows(engine, "SELECT value FROM figures WHERE measure = 'participants'") == [(1250,)]


def test_undoing_adds_a_row_and_can_be_undone(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356", findings=(SUM,))))
    first = decide_on(engine, finding_id(engine, "category_sum"), "correct", LAN, value="365")
    second = undo(engine, first.decision_id, HUNG)
    assert rows(engine, "SELECT value, status FROM figures") == [(356, "extracted")]
    assert rows(engine, "SELECT status, decided_by FROM discrepancies") == [("open", None)]
    refused("nothing_to_undo", undo, engine, first.decision_id, HUNG)
    undo(engine, second.decision_id, HUNG)
    assert rows(engine, "SELECT value, status FROM figures") == [(365, "corrected")]
    assert rows(engine, "SELECT COUNT(*) FROM log_decisions") == [(3,)]


def test_decisions_hold_when_a_newer_reader_reads_the_same(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356", findings=(SUM,))), version="1")
    decide_on(engine, finding_id(engine, "category_sum"), "correct", LAN, value="365")
    load(engine, read(report("r1", opinions="356", sessions="3", findings=(SUM,))), version="2")
    assert rows(engine, "SELECT value FROM figures WHERE measure = 'opinions'") == [(365,)]
    assert rows(engine, "SELECT status FROM discrepancies") == [("corrected",)]


def test_a_decision_whose_ground_changed_comes_back_with_old_and_new(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356", findings=(SUM,))), version="1")
    decide_on(engine, finding_id(engine, "category_sum"), "correct", LAN, value="365")
    load(engine, read(report("r1", opinions="336")), version="2")
    assert rows(engine, "SELECT value, status FROM figures") == [(336, "extracted")]
    query = "SELECT rule, severity, stated, expected, status, message FROM discrepancies"
    [(rule, severity, stated, expected, status, message)] = rows(engine, query)
    assert (rule, severity, stated, expected, status) == ("changed_ground", "error", "336", "365", "open")
    assert "356" in str(message) and "336" in str(message) and LAN.name in str(message)
    decide_on(engine, finding_id(engine, "changed_ground"), "correct", HUNG, value="365")
    assert rows(engine, "SELECT value, status FROM figures") == [(365, "corrected")]
    assert rows(engine, "SELECT status FROM discrepancies") == [("corrected",)]


def test_a_reader_that_now_reads_what_was_decided_agrees(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356", findings=(SUM,))), version="1")
    decide_on(engine, finding_id(engine, "category_sum"), "correct", LAN, value="365")
    load(engine, read(report("r1", opinions="365")), version="2")
    assert rows(engine, "SELECT value, status FROM figures") == [(365, "confirmed")]
    assert rows(engine, "SELECT COUNT(*) FROM discrepancies") == [(0,)]


def test_a_figure_can_be_confirmed_by_itself(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356")))
    [(name,)] = rows(engine, "SELECT figure_id FROM figures")
    decide_on(engine, str(name), "confirm", LAN)
    assert rows(engine, "SELECT value, status FROM figures") == [(356, "confirmed")]
    refused("decided_already", decide_on, engine, str(name), "correct", HUNG, value="1")


def with_religion(name: str) -> Report:
    """Make a report with a field "Tôn giáo" (3 raised) beside one "lĩnh vực khác" (2 raised)."""
    whole = figure("raised", "5", "other")
    own = figure("raised", "3", "other")
    other = type(whole)("raised", "other", Decimal(5), "3 + 2", "summed", whole.confidence, HERE, "", (HERE, ELSEWHERE))
    field = UnmappedCategory("Tôn giáo", Decimal(3), None, HERE, (own,))
    made = report(name, findings=(NAME,), unmapped=(field,))
    return type(made)(**{k: getattr(made, k) for k in made.__slots__} | {"figures": (other,)})


def test_a_name_is_mapped_for_every_report_that_has_it(engine: Engine) -> None:
    load(engine, read(with_religion("r1")))
    map_decision = map_name(engine, finding_id(engine, "unmapped_category"), "policy", LAN)
    load(engine, read(with_religion("r2")))
    counts = "SELECT category, raised FROM category_counts ORDER BY category"
    assert rows(engine, counts) == [("other", 2), ("policy", 3)]
    assert {row[0] for row in rows(engine, "SELECT status FROM discrepancies WHERE rule = 'unmapped_category'")} == {
        "accepted"
    }
    undo(engine, map_decision.decision_id, HUNG)
    assert rows(engine, counts) == [("other", 5)]


def test_an_unknown_unit_is_named(engine: Engine) -> None:
    unknown = Finding("unknown_commune", "error", "Chưa xác định được đơn vị (Xã Lùng Phinh Mới).", "commune")
    named = Finding(*(getattr(unknown, k) if k != "stated" else "Xã Lùng Phinh Mới" for k in unknown.__slots__))
    load(engine, read(report("r1", commune=None, opinions="46", findings=(named,))))
    refused("meaning_wrong", map_name, engine, finding_id(engine, "unknown_commune"), "99999", LAN)
    map_name(engine, finding_id(engine, "unknown_commune"), PHINH, LAN)
    assert rows(engine, "SELECT commune_code, opinions FROM session_statistics") == [(PHINH, 46)]
    assert rows(engine, "SELECT status FROM discrepancies") == [("accepted",)]


def test_a_chosen_version_counts_until_another_one_comes(engine: Engine) -> None:
    load(engine, read(report("r1", symbol="201-BC/ĐU", opinions="46")), at=NOON + timedelta(hours=0))
    load(engine, read(report("r2", symbol="202-BC/ĐU", opinions="47")), at=NOON + timedelta(hours=1))
    refused("no_such_report", choose_version, engine, "feed", LAN)
    choose_version(engine, content("r1")[:16], LAN)
    assert rows(engine, "SELECT opinions FROM session_statistics") == [(46,)]
    load(engine, read(report("r3", symbol="203-BC/ĐU", opinions="48")), at=NOON + timedelta(hours=2))
    assert rows(engine, "SELECT opinions FROM session_statistics") == [(48,)]
    assert rows(engine, "SELECT status FROM discrepancies WHERE rule = 'changed_ground'") == [("open",)]
    choose_version(engine, content("r2")[:16], HUNG)
    assert rows(engine, "SELECT opinions FROM session_statistics") == [(47,)]
    assert rows(engine, "SELECT status FROM discrepancies WHERE rule = 'changed_ground'") == []


def test_a_unit_signs_its_figures_as_they_are(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="46", sessions="3")), version="1")
    sign_off(engine, PHINH, "2025", LAN)
    assert {row[0] for row in rows(engine, "SELECT status FROM figures")} == {"confirmed"}
    load(engine, read(report("r1", opinions="46", sessions="4")), version="2")
    query = "SELECT measure, stated, expected FROM discrepancies WHERE rule = 'changed_ground'"
    assert rows(engine, query) == [("sessions", "4", "3")]
    assert rows(engine, "SELECT measure FROM figures WHERE status = 'confirmed'") == [("opinions",)]


def test_the_chain_names_its_first_broken_link(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356", sessions="3", findings=(SUM,))))
    for (name,) in rows(engine, "SELECT figure_id FROM figures ORDER BY figure_id"):
        decide_on(engine, str(name), "confirm", LAN)
    with engine.connect() as connection:
        assert find_broken_link(connection) is None
    with pytest.raises(Exception, match="only ever added"), engine.begin() as connection:
        connection.execute(text("UPDATE log_decisions SET note = 'khác' WHERE decision_id = 1"))
    with engine.begin() as connection:
        off = ["DROP TRIGGER log_decisions_no_update", "DROP TRIGGER log_decisions_no_delete"]
        for statement in (
            off if engine.dialect.name == "sqlite" else ["DROP TRIGGER log_decisions_closed ON log_decisions"]
        ):
            connection.execute(text(statement))
        connection.execute(text("UPDATE log_decisions SET note = 'khác' WHERE decision_id = 1"))
        broken = find_broken_link(connection)
        assert broken is not None and (broken.decision_id, broken.fault) == (1, "content")
        connection.execute(text("DELETE FROM log_decisions WHERE decision_id = 1"))
        broken = find_broken_link(connection)
        assert broken is not None and (broken.decision_id, broken.fault) == (1, "gap")


def test_later_decisions_are_chained_to_earlier_ones(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356", findings=(SUM,))))
    name = finding_id(engine, "category_sum")
    later = Person(LAN.name, LAN.note, LAN.at + timedelta(days=1))
    first = decide_on(engine, name, "accept", LAN)
    undo(engine, first.decision_id, later)
    decide_on(engine, name, "correct", later, value="365")
    chain = rows(engine, "SELECT decision_id, previous_hash, hash FROM log_decisions ORDER BY decision_id")
    assert [row[0] for row in chain] == [1, 2, 3]
    assert [row[1] for row in chain] == ["", chain[0][2], chain[1][2]]


def test_of_two_at_the_same_moment_one_decides_and_the_other_is_told(engine: Engine) -> None:
    for round_number in range(5):
        name = f"r{round_number}"
        load(
            engine, read(report(name, period=f"20{20 + round_number}", opinions="356", findings=(SUM,)), f"{name}.docx")
        )
        query = f"SELECT discrepancy_id FROM discrepancies WHERE file_name = '{name}.docx'"
        [(finding,)] = rows(engine, query)
        start = threading.Barrier(2)

        def decide(person: Person, value: str, finding: str = str(finding), start: threading.Barrier = start) -> str:
            start.wait()
            try:
                decide_on(engine, finding, "correct", person, value=value)
            except WarehouseError as error:
                return error.kind
            return "decided"

        with ThreadPoolExecutor(2) as pool:
            told = list(pool.map(decide, (LAN, HUNG), ("365", "366")))
        assert sorted(told) == ["decided", "decided_already"]
    assert rows(engine, "SELECT COUNT(*) FROM log_decisions") == [(5,)]


def test_a_decision_during_a_re_reading_is_not_lost(engine: Engine) -> None:
    load(engine, read(report("r1", opinions="356", sessions="3", findings=(SUM,))), version="0")
    name = finding_id(engine, "category_sum")

    def read_again() -> None:
        for version in range(1, 15):
            load(engine, read(report("r1", opinions="356", sessions="3", findings=(SUM,))), version=str(version))

    with ThreadPoolExecutor(2) as pool:
        reading = pool.submit(read_again)
        deciding = pool.submit(decide_on, engine, name, "correct", LAN, value="365")
        reading.result()
        deciding.result()
    assert rows(engine, "SELECT value, status FROM figures WHERE measure = 'opinions'") == [(365, "corrected")]
