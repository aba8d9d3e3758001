"""The change list: two native tables, numbers as numbers, texts as texts."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reports.change_records import PROVINCE, Change, ChangeList
from reports.write_change_list import write_change_list

WHY = "Xã Lùng Phình gửi lại báo cáo ngày 12/01/2026."
DANGEROUS = ('=HYPERLINK("http://x","y")', "+1", "@x", "-2", "http://example.org", "{=1+1}", "mailto:a@b.vn", "0012")
CHANGES = ChangeList(
    period="2025",
    older=1,
    newer=2,
    totals=(
        Change(PROVINCE, "opinions", None, 4120, 4117, WHY),
        Change(PROVINCE, "answered_rate", None, Decimal("97.8"), Decimal("98.1"), WHY),
        Change(PROVINCE, "raised", "water", None, 5, WHY),
    ),
    units=(
        Change("Xã Lùng Phình", "opinions", None, Decimal(46), Decimal(43), WHY),
        Change("Xã Lùng Phình", "answered", "land", 7, None, "Số cũ đọc nhầm từ cột khác."),
        Change("Phường Lào Cai", "participants", None, 0, 1245, "Đơn vị sửa số."),
    ),
)


def open_list(changes: ChangeList, folder: Path) -> Any:
    """Write and open a change list."""
    path = folder / "thay-doi-2025.xlsx"
    write_change_list(changes, path)
    return openpyxl.load_workbook(path)


def rows_of(sheet: Any) -> list[tuple[Any, ...]]:
    """Give the rows of a sheet's table without its heading."""
    (table,) = sheet.tables.values()
    return [tuple(cell.value for cell in row) for row in sheet[table.ref]][1:]


def test_it_has_two_native_tables_with_a_frozen_heading(tmp_path: Path) -> None:
    workbook = open_list(CHANGES, tmp_path)
    assert [(sheet.title, [*sheet.tables], sheet.freeze_panes) for sheet in workbook] == [
        ("Toàn tỉnh", ["ThayDoiToanTinh"], "C5"),
        ("Theo đơn vị", ["ThayDoiTheoDonVi"], "C5"),
    ]
    heads = ["Số liệu", "Lĩnh vực", "Lần công bố 1", "Lần công bố 2", "Chênh lệch", "Lý do"]
    assert [cell.value for cell in workbook["Toàn tỉnh"][4]] == ["TT", *heads]
    assert [cell.value for cell in workbook["Theo đơn vị"][4]] == ["TT", "Đơn vị", *heads]
    assert workbook["Toàn tỉnh"]["A1"].value == (
        "Số liệu thay đổi giữa hai lần công bố báo cáo tổng hợp năm 2025: toàn tỉnh"
    )
    assert workbook["Toàn tỉnh"]["A2"].value == (
        "So sánh lần công bố 2 với lần công bố 1: 03 số liệu toàn tỉnh và 03 số liệu của 02 đơn vị thay đổi"
    )


def test_every_change_has_its_difference_and_its_reason(tmp_path: Path) -> None:
    workbook = open_list(CHANGES, tmp_path)
    assert rows_of(workbook["Toàn tỉnh"]) == [
        (1, "Số ý kiến tại hội nghị", "", 4120, 4117, -3, WHY),
        (2, "Tỷ lệ giải đáp tại hội nghị (%)", "", 97.8, 98.1, 0.3, WHY),
        (3, "Số ý kiến theo lĩnh vực", "Nước sinh hoạt", "–", 5, "Mới có", WHY),
    ]
    assert [row[1:7] for row in rows_of(workbook["Theo đơn vị"])] == [
        ("Xã Lùng Phình", "Số ý kiến tại hội nghị", "", 46, 43, -3),
        ("Xã Lùng Phình", "Số ý kiến theo lĩnh vực được giải đáp", "Đất đai", 7, "–", "Không còn"),
        ("Phường Lào Cai", "Số người tham dự", "", 0, 1245, 1245),
    ]


def test_counts_and_percentages_have_their_number_formats(tmp_path: Path) -> None:
    workbook = open_list(CHANGES, tmp_path)
    formats = [[cell.number_format for cell in row] for row in workbook["Toàn tỉnh"]["D5:F6"]]
    assert formats == [["#,##0"] * 3, ["0.0"] * 3]
    # a count that the warehouse gives as a decimal is still a count
    assert workbook["Theo đơn vị"]["E5"].number_format == "#,##0"


def test_no_text_becomes_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    units = tuple(Change(text, "opinions", None, 1, 2, text) for text in DANGEROUS)
    sheet = open_list(replace(CHANGES, units=units), tmp_path)["Theo đơn vị"]
    assert [(row[1], row[-1]) for row in rows_of(sheet)] == [(text, text) for text in DANGEROUS]
    assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_without_a_change_it_says_so(tmp_path: Path) -> None:
    workbook = open_list(replace(CHANGES, totals=(), units=()), tmp_path)
    assert [sheet["A5"].value for sheet in workbook] == ["Không có", "Không có"]
    assert workbook["Toàn tỉnh"]["A2"].value.endswith(": không có số liệu nào thay đổi")


def test_half_a_count_is_refused(tmp_path: Path) -> None:
    half = Change("Xã Lùng Phình", "opinions", None, Decimal("4.5"), 5, WHY)
    with pytest.raises(ValueError, match="not a whole number"):
        write_change_list(replace(CHANGES, units=(half,)), tmp_path / "thay-doi-2025.xlsx")
    assert not list(tmp_path.iterdir())


def test_the_same_changes_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    write_change_list(CHANGES, first)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    write_change_list(CHANGES, second)
    assert first.read_bytes() == second.read_bytes()
