"""The two workbooks: native tables, numbers as numbers, texts as texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reports.write_annex_tables import write_annex_tables
from reports.write_discrepancy_list import write_discrepancy_list
from warehouse.queries import ProvinceTables

A = "02848"
DANGEROUS = ('=HYPERLINK("http://x","y")', "+1", "@x", "-2", "http://example.org", "{=1+1}", "mailto:a@b.vn", "0012")


def open_annexes(tables: ProvinceTables, folder: Path) -> Any:
    """Write and open the annex tables."""
    path = folder / "bieu.xlsx"
    write_annex_tables(tables, tables.period, path)
    return openpyxl.load_workbook(path)


def open_list(tables: ProvinceTables, folder: Path) -> Any:
    """Write the discrepancy list and open its sheet."""
    path = folder / "sai-lech.xlsx"
    write_discrepancy_list(tables, tables.period, path)
    return openpyxl.load_workbook(path).active


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """Give the rows below the heading by column name."""
    head, *rows = sheet.iter_rows(min_row=4, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_annex_tables_have_six_sheets_with_native_tables(province: ProvinceTables, tmp_path: Path) -> None:
    workbook = open_annexes(province, tmp_path)
    assert [(sheet.title, [*sheet.tables]) for sheet in workbook] == [
        ("Theo đơn vị", ["TheoDonVi"]),
        ("Theo lĩnh vực", ["TheoLinhVuc"]),
        ("Tổng hợp", ["TongHop"]),
        ("Nội dung kiến nghị", ["NoiDungKienNghi"]),
        ("Tình trạng báo cáo", ["TinhTrangBaoCao"]),
        ("Ghi chú", ["GhiChu"]),
    ]
    for sheet in workbook:
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.freeze_panes[1:] == "5"


def test_figures_are_numbers_and_what_is_not_stated_is_a_dash(
    new_rows: Any, report_of: Any, finding_of: Any, tables_of: Any, tmp_path: Path
) -> None:
    rows = new_rows()
    report_of(rows, A, "2025", sessions=0, participants=1245, opinions=46, opinions_answered=41)
    finding_of(rows, A, "doubtful_numeral", "error", measure="participants")
    sheet = open_annexes(tables_of("2025", rows), tmp_path)["Theo đơn vị"]
    place = next(cell.row for cell in sheet["B"] if cell.value == A)
    row = rows_of(sheet)[place - 5]
    assert row["Số cuộc tiếp xúc, đối thoại"] == 0
    assert row["Số cuộc định kỳ"] == "–"
    assert row["Số người tham dự"] == 1245
    assert row["Tỷ lệ giải đáp tại hội nghị (%)"] == 89.1
    assert sheet.cell(place, 7).number_format == '#,##0"*"'
    assert sheet.cell(place, 8).number_format == "#,##0"
    total, stating = rows_of(sheet)[-2:]
    assert (total["Đơn vị"], total["Số người tham dự"], total["Số cuộc định kỳ"]) == ("Tổng cộng", 1245, "–")
    assert (stating["Đơn vị"], stating["Số người tham dự"], stating["Số cuộc định kỳ"]) == ("Số đơn vị nêu", 1, 0)


def test_totals_of_the_sheets_are_those_of_the_warehouse(province: ProvinceTables, tmp_path: Path) -> None:
    workbook = open_annexes(province, tmp_path)
    wanted = province.province_totals.set_index(["measure", "category"])["value"]
    total = rows_of(workbook["Theo đơn vị"])[-2]
    assert total["Số ý kiến tại hội nghị"] == wanted["opinions"].iloc[0]
    by_field = rows_of(workbook["Theo lĩnh vực"])[-3]
    assert by_field["Nước sinh hoạt: ý kiến"] == wanted["raised", "water"]
    assert by_field["Nước sinh hoạt: giải đáp"] == wanted["answered", "water"]


def test_no_text_becomes_a_formula_a_link_or_a_number(
    new_rows: Any, report_of: Any, finding_of: Any, tables_of: Any, tmp_path: Path
) -> None:
    rows = new_rows()
    report = report_of(rows, A, "2025", opinions=1)
    for place, text in enumerate(DANGEROUS, 1):
        petition = {"report_id": report, "commune_code": A, "period": "2025", "ordinal": place, "text": text}
        rows["petitions"].append({**petition, "category": "land", "topic": text})
        texts = dict.fromkeys(("stated", "expected", "message", "note", "decided_by", "file_name"), text)
        finding_of(rows, A, "unread_number", "warning", **texts)
    tables = tables_of("2025", rows)
    petitions = open_annexes(tables, tmp_path)["Nội dung kiến nghị"]
    assert tuple(row["Nội dung"] for row in rows_of(petitions)) == DANGEROUS
    listed = open_list(tables, tmp_path)
    assert {row["Báo cáo nêu"] for row in rows_of(listed)} == set(DANGEROUS)
    for sheet in (petitions, listed):
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)


def test_the_list_holds_every_finding_errors_first_with_vietnamese_names(
    province: ProvinceTables, tmp_path: Path
) -> None:
    sheet = open_list(province, tmp_path)
    rows = rows_of(sheet)
    assert len(rows) == len(province.discrepancies)
    severities = [row["Mức độ"] for row in rows]
    assert severities == sorted(severities, key=["Lỗi", "Cảnh báo", "Lưu ý"].index)
    assert sheet.tables["SaiLech"].autoFilter.ref == sheet.tables["SaiLech"].ref
    decided = next(row for row in rows if row["Trạng thái"] == "Chấp nhận số liệu")
    assert decided["Người quyết định"] == "Lò Thị Mây"
    assert f"{decided['Thời điểm']:%d/%m/%Y %H:%M}" == "12/01/2026 14:30"
    assert decided["Loại sai lệch"] == "Tỷ lệ không khớp với số liệu"
    assert decided["Số liệu"] == "Tỷ lệ giải đáp tại hội nghị (%)"


def test_a_rejected_file_is_listed_even_if_no_finding_names_it(new_rows: Any, tables_of: Any, tmp_path: Path) -> None:
    rows = new_rows()
    rows["documents"].append({"file_name": "a.docx", "outcome": "rejected", "reason": "Tệp trống."})
    (row,) = rows_of(open_list(tables_of("2025", rows), tmp_path))
    assert (row["Mức độ"], row["Đơn vị"], row["Tệp"], row["Nội dung"]) == (
        "Lỗi",
        "Chưa rõ đơn vị",
        "a.docx",
        "Tệp trống.",
    )


@pytest.mark.parametrize("period", ["2025", "2025-M03"])
def test_without_any_report_the_workbooks_are_still_whole(
    period: str, new_rows: Any, tables_of: Any, tmp_path: Path
) -> None:
    tables = tables_of(period, new_rows())
    workbook = open_annexes(tables, tmp_path)
    assert len(rows_of(workbook["Theo đơn vị"])) == 99 + 2
    assert set(rows_of(workbook["Theo đơn vị"])[-2].values()) == {"", "Tổng cộng", "–"}
    assert open_list(tables, tmp_path)["A5"].value == "Không có"
