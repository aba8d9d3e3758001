"""Units sort as Vietnamese names do; a period knows its days."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.warehouse.builders import rows
from transforms.records import CATEGORY_MEASURES, MEASURES
from warehouse.dimensions import MEASURE_UNITS, category_rows, describe_period, measure_rows, sort_key


def test_letters_sort_before_tones_and_words_before_letters() -> None:
    ordered = [
        "A Mú Sung",
        "Âu Lâu",
        "Bản Hồ",
        "Bản Lầu",
        "Bảo Ái",
        "Bảo Yên",
        "Cam Đường",
        "Dền Sáng",
        "Đông Cuông",
        "Êm",
    ]
    assert sorted(reversed(ordered), key=sort_key) == ordered


def test_tones_sort_level_falling_asking_tumbling_rising_heavy() -> None:
    ordered = ["ma", "mà", "mả", "mã", "má", "mạ", "man", "mă", "mằn", "mâ"]
    assert sorted(reversed(ordered), key=sort_key) == ordered


def test_the_key_does_not_depend_on_case_or_unicode_form() -> None:
    assert sort_key("BẢO ÁI") == sort_key("Bảo Ái") == sort_key("Ba\u0309o A\u0301i".replace("A\u0301", "Á"))


def test_there_are_99_units_of_which_10_are_wards(engine: Engine) -> None:
    sql = "SELECT division_type, COUNT(*) FROM dim_communes GROUP BY division_type ORDER BY 2"
    assert rows(engine, sql) == [("phường", 10), ("xã", 89)]
    assert rows(engine, "SELECT commune_name FROM dim_communes WHERE commune_code = '02848'") == [("Xã Lùng Phình",)]


def test_database_order_is_python_order(engine: Engine) -> None:
    keys = [str(row[0]) for row in rows(engine, "SELECT sort_key FROM dim_communes ORDER BY sort_key")]
    assert keys == sorted(keys)


def test_every_measure_and_category_has_a_name() -> None:
    assert tuple(MEASURE_UNITS) == (*MEASURES, *CATEGORY_MEASURES)
    assert all(row["name_vi"] for row in (*measure_rows(), *category_rows()))


@pytest.mark.parametrize(
    ("period", "kind", "starts_on", "ends_on"),
    [
        ("2025", "year", "2025-01-01", "2025-12-31"),
        ("2025-H1", "half", "2025-01-01", "2025-06-30"),
        ("2025-H2", "half", "2025-07-01", "2025-12-31"),
        ("2025-9M", "nine_months", "2025-01-01", "2025-09-30"),
        ("2025-Q1", "quarter", "2025-01-01", "2025-03-31"),
        ("2025-Q4", "quarter", "2025-10-01", "2025-12-31"),
        ("2024-M02", "month", "2024-02-01", "2024-02-29"),
        ("2025-M12", "month", "2025-12-01", "2025-12-31"),
    ],
)
def test_a_period_knows_its_days(period: str, kind: str, starts_on: str, ends_on: str) -> None:
    found = describe_period(period)
    assert (found.kind, found.starts_on, found.ends_on, found.year) == (kind, starts_on, ends_on, int(period[:4]))


@pytest.mark.parametrize("text", ["", "25", "2025-H3", "2025-M13", "2025-M1", "2025-Q0", "2025 ", "năm 2025"])
def test_any_other_text_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        describe_period(text)
