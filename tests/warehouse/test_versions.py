"""Which of several reports counts, whatever the order in which they came."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete

from tests.warehouse.builders import NOON, content, everything, load, read, report, rows
from warehouse import schema
from warehouse.versions import Version, oldest_to_newest, superseded_reason


def version(name: str, **stated: str | None) -> Version:
    """Make a version; what is not given is not stated."""
    symbol, issued_on, replaces = stated.get("symbol"), stated.get("issued_on"), stated.get("replaces")
    at = stated.get("at") or "2025-12-05T12:00:00.000+07:00"
    return Version(name, name * 8, f"{name}.docx", at, symbol, issued_on, replaces)


def names(versions: list[Version]) -> str:
    """Write an order as the names of its versions."""
    return "".join(each.report_id for each in versions)


def test_the_one_that_says_it_replaces_the_other_counts_even_if_it_is_dated_earlier() -> None:
    a = version("a", symbol="203-BC/ĐU", issued_on="2025-12-05")
    b = version("b", symbol="12-BC/ĐU", issued_on="2025-12-01", replaces="203 - bc/đu")
    assert names(oldest_to_newest([b, a])) == "ab"
    assert superseded_reason(a, b) == (
        "Được thay bằng báo cáo số 12-BC/ĐU (tệp b.docx) của cùng đơn vị, cùng kỳ "
        "vì báo cáo đó ghi rõ là thay thế báo cáo này."
    )


def test_a_bare_number_names_the_report_it_replaces() -> None:
    a, b = version("a", symbol="0203-BC/ĐU", issued_on="2025-12-05"), version("b", replaces="203")
    assert names(oldest_to_newest([b, a])) == "ab"


def test_the_later_date_counts_even_if_its_number_is_lower() -> None:
    a, b = (
        version("a", symbol="203-BC/ĐU", issued_on="2025-12-20"),
        version("b", symbol="5-BC/ĐU", issued_on="2026-01-03"),
    )
    assert names(oldest_to_newest([b, a])) == "ab"


def test_the_higher_number_counts_where_a_date_is_missing() -> None:
    a, b = version("a", symbol="99-BC/ĐU", issued_on="2025-12-20"), version("b", symbol="101-BC/ĐU")
    assert names(oldest_to_newest([b, a])) == "ab"
    assert superseded_reason(a, b).endswith("vì báo cáo đó có số văn bản cao hơn.")


def test_the_one_that_came_later_counts_where_nothing_else_differs() -> None:
    a, b = version("a", at="2025-12-05T12:00:00.001+07:00"), version("b")
    assert names(oldest_to_newest([a, b])) == "ba"
    assert superseded_reason(b, a).startswith("Được thay bằng báo cáo trong tệp a.docx")


def test_a_ring_of_replacements_still_gives_one_order() -> None:
    a = version("a", symbol="1-BC", replaces="3-BC")
    b = version("b", symbol="2-BC", replaces="1-BC")
    c = version("c", symbol="3-BC", replaces="2-BC")
    assert len({names(oldest_to_newest(list(order))) for order in permutations([a, b, c])}) == 1


texts = st.sampled_from([None, "1-BC", "2-BC", "3-BC", "10-BC"])
dates = st.sampled_from([None, "2025-12-01", "2025-12-02", "2025-12-03"])
times = st.sampled_from(["2025-12-05T12:00:00.000+07:00", "2025-12-06T12:00:00.000+07:00"])


@given(st.lists(st.tuples(texts, dates, texts, times), min_size=1, max_size=6), st.randoms())
def test_the_order_of_versions_does_not_depend_on_the_order_of_loading(
    stated: list[tuple[str | None, str | None, str | None, str]], shuffle: object
) -> None:
    made = [
        version("abcdef"[n], symbol=symbol, issued_on=issued_on, replaces=replaces, at=at)
        for n, (symbol, issued_on, replaces, at) in enumerate(stated)
    ]
    expected = oldest_to_newest(made)
    mixed = list(made)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert oldest_to_newest(mixed) == expected
    assert sorted(names(expected)) == sorted(names(made))


@given(st.lists(dates.filter(bool), min_size=2, max_size=5, unique=True))
def test_dates_alone_decide_where_all_are_stated(stated: list[str]) -> None:
    made = [version("abcde"[n], issued_on=issued_on) for n, issued_on in enumerate(stated)]
    assert [each.issued_on for each in oldest_to_newest(made)] == sorted(stated)


FIRST = report("v1", symbol="203-BC/ĐU", issued_on=date(2025, 12, 1), opinions="46", sessions="2")
SECOND = report(
    "v2", symbol="215-BC/ĐU", issued_on=date(2025, 12, 8), opinions="1048", sessions="2", answered_rate="97.8"
)
THIRD = report(
    "v3",
    symbol="7-BC/ĐU",
    issued_on=None,
    replaces="215-BC/ĐU",
    opinions="1048",
    sessions="2",
    categories={"land": ("3", None)},
)
RESULTS = [read(FIRST, "c.docx"), read(SECOND, "b.docx"), read(THIRD, "a.docx")]


def test_a_resubmission_supersedes_and_tells_figure_by_figure_what_changed(engine: Engine) -> None:
    for result in RESULTS:
        load(engine, result)
    assert rows(engine, "SELECT file_name, version FROM reports") == [("a.docx", 3)]
    assert rows(engine, "SELECT file_name, outcome, reason FROM documents ORDER BY 1") == [
        ("a.docx", "loaded", None),
        (
            "b.docx",
            "superseded",
            "Được thay bằng báo cáo số 7-BC/ĐU (tệp a.docx) của cùng đơn vị, cùng kỳ "
            "vì báo cáo đó ghi rõ là thay thế báo cáo này.",
        ),
        (
            "c.docx",
            "superseded",
            "Được thay bằng báo cáo số 7-BC/ĐU (tệp a.docx) của cùng đơn vị, cùng kỳ "
            "vì báo cáo đó mới nhất trong các lần gửi.",
        ),
    ]
    assert rows(engine, "SELECT file_name, rule, severity, status, message FROM discrepancies ORDER BY 1") == [
        (
            *("a.docx", "resubmission", "info", "open"),
            "Đơn vị gửi lại báo cáo: tệp a.docx thay tệp b.docx. Số liệu thay đổi: "
            "Tỷ lệ giải đáp tại hội nghị (%): 97,8 → không nêu; Đất đai (ý kiến nêu): không nêu → 3.",
        ),
        (
            *("b.docx", "resubmission", "info", "resolved"),
            "Đơn vị gửi lại báo cáo: tệp b.docx thay tệp c.docx. Số liệu thay đổi: "
            "Số ý kiến tại hội nghị: 46 → 1.048; Tỷ lệ giải đáp tại hội nghị (%): không nêu → 97,8.",
        ),
    ]
    assert rows(engine, "SELECT value, reports_counted FROM province_totals WHERE measure = 'opinions'") == [(1048, 1)]
    assert rows(engine, "SELECT report_id, version, counts FROM fact_reports ORDER BY version") == [
        (content("v1")[:16], 1, False),
        (content("v2")[:16], 2, False),
        (content("v3")[:16], 3, True),
    ]


@pytest.mark.parametrize("copied", [False, True], ids=["three versions", "three versions and a copy"])
def test_versions_and_copies_give_the_same_warehouse_in_any_order(engine: Engine, copied: bool) -> None:
    results = [*RESULTS, *([read(SECOND, "0.docx")] if copied else [])]
    seen: dict[str, list[tuple[object, ...]]] = {}
    for order in permutations(results):
        for result in order:
            load(engine, result)
        seen = seen or everything(engine)
        assert everything(engine) == seen
        forget_everything(engine)


def test_an_exact_repeat_of_the_figures_is_said_to_change_nothing(engine: Engine) -> None:
    load(engine, read(report("v1", opinions="46"), "a.docx"))
    load(engine, read(report("v2", opinions="46"), "b.docx"), at=NOON + timedelta(minutes=1))
    assert rows(engine, "SELECT message FROM discrepancies") == [
        ("Đơn vị gửi lại báo cáo: tệp b.docx thay tệp a.docx. Số liệu thay đổi: không có số liệu nào thay đổi.",)
    ]


def test_a_file_changed_under_its_name_is_a_resubmission(engine: Engine) -> None:
    load(engine, read(report("v1", opinions="46"), "a.docx"))
    load(engine, read(report("v2", opinions="47"), "a.docx"), at=NOON + timedelta(minutes=1))
    assert rows(engine, "SELECT outcome FROM documents ORDER BY received_at") == [("superseded",), ("loaded",)]
    assert rows(engine, "SELECT value FROM figures") == [(47,)]


def forget_everything(engine: Engine) -> None:
    """Empty the facts."""
    with engine.begin() as connection:
        for table in reversed(schema.metadata.sorted_tables):
            if table.name.startswith("fact_"):
                connection.execute(delete(table))
