"""The province report as staff find it: words, numbers, blanks, annexes, bytes."""

from __future__ import annotations

import time
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from docx import Document

from reports.write_annex_tables import write_annex_tables
from reports.write_discrepancy_list import write_discrepancy_list
from reports.write_province_report import write_province_report
from warehouse.queries import ProvinceTables

A, B = "02848", "02647"  # Xã Lùng Phình, Phường Lào Cai
WRITERS = (write_province_report, write_annex_tables, write_discrepancy_list)


def lines_of(tables: ProvinceTables, folder: Path) -> list[str]:
    """Write the report and read its paragraphs."""
    path = folder / "bao-cao.docx"
    write_province_report(tables, tables.period, path)
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def tables_in(tables: ProvinceTables, folder: Path) -> list[list[list[str]]]:
    """Write the report and read its tables cell by cell."""
    path = folder / "bao-cao.docx"
    write_province_report(tables, tables.period, path)
    return [
        [["".join(cell.xpath(".//w:t/text()")) for cell in row._tr.tc_lst] for row in table.rows]
        for table in Document(str(path)).tables
    ]


def shuffled(tables: ProvinceTables) -> ProvinceTables:
    """Give the same tables with their rows in another order."""
    frames = {
        field.name: getattr(tables, field.name).sample(frac=1, random_state=3).reset_index(drop=True)
        for field in fields(tables)
        if isinstance(getattr(tables, field.name), pd.DataFrame)
    }
    return replace(tables, **frames)


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_input_gives_the_same_bytes_at_another_hour_and_in_another_order(
    write: Any, province: ProvinceTables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write(province, "2025", first)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    write(shuffled(province), "2025", second)
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as zipped:
        assert {entry.date_time for entry in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_is_a_party_paper_with_number_and_date_blank(province: ProvinceTables, tmp_path: Path) -> None:
    head = [text.split() for text in tables_in(province, tmp_path)[0][0]]
    assert " ".join(head[0]) == "TỈNH ỦY LÀO CAIBAN TUYÊN GIÁO VÀ DÂN VẬN*Số -BC/BTGDVTU"
    assert " ".join(head[1]) == "ĐẢNG CỘNG SẢN VIỆT NAMLào Cai, ngày tháng năm"
    lines = lines_of(province, tmp_path)
    assert lines[0] == "BÁO CÁO"
    assert lines[1].endswith("trên địa bàn tỉnh Lào Cai, năm 2025")
    assert lines[2] == "-----"
    section = Document(str(tmp_path / "bao-cao.docx")).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert not any("[…]" in line or "None" in line or "nan" in line.split() for line in lines)


def test_it_names_the_units_that_are_missing_rejected_and_late(province: ProvinceTables, tmp_path: Path) -> None:
    lines = lines_of(province, tmp_path)
    assert "Số liệu được tổng hợp từ báo cáo của 93/99 xã, phường trên địa bàn tỉnh." in lines
    assert "- Chưa có báo cáo: 04 đơn vị (xã Bản Hồ, xã Bản Liền, xã Bản Lầu, xã Bản Xèo)." in lines
    assert "- Báo cáo chưa sử dụng được: 02 đơn vị (xã A Mú Sung, xã Bát Xát)." in lines
    assert "- Gửi muộn: 03 đơn vị (xã Bảo Hà, xã Bảo Nhai, xã Bảo Thắng)." in lines
    assert "- Có 01 tệp chưa sử dụng được, chưa rõ của đơn vị nào (Phụ lục 3)." in lines


def test_one_report_gives_sentences_that_read_well(
    new_rows: Any, report_of: Any, tables_of: Any, tmp_path: Path
) -> None:
    rows = new_rows()
    report_of(
        rows,
        A,
        "2026-H1",
        sessions=2,
        sessions_adhoc=0,
        participants=1245,
        opinions=9,
        opinions_answered=8,
        land_raised=0,
        water_raised=9,
        water_answered=8,
    )
    lines = lines_of(tables_of("2026-H1", rows), tmp_path)
    for line in (
        "Số liệu được tổng hợp từ báo cáo của 01/99 xã, phường trên địa bàn tỉnh.",
        "- Số cuộc tiếp xúc, đối thoại: 02 cuộc; trong đó, định kỳ: chưa có đơn vị nêu số liệu; đột xuất: không có.",
        "- Số người tham dự: 1.245 lượt người.",
        "- Số ý kiến được tiếp thu, giải đáp tại hội nghị: 08 ý kiến, đạt 88,9%.",
        "- Số ý kiến chuyển cấp trên: chưa có đơn vị nêu số liệu.",
        "+ Đất đai: không có.",
        "+ Nước sinh hoạt: 09 ý kiến; đã giải đáp tại hội nghị 08 ý kiến, đạt 88,9%.",
        "Chưa có đơn vị báo cáo về công tác lãnh đạo, chỉ đạo của cấp ủy.",
        "Chưa có đơn vị nêu nội dung cụ thể.",
        "IV. NHIỆM VỤ TRỌNG TÂM 6 THÁNG CUỐI NĂM 2026",
    ):
        assert line in lines
    assert not any(line.startswith("Còn") or "*" in line for line in lines)


def test_it_says_how_many_units_state_a_figure_where_not_all_do(
    new_rows: Any, report_of: Any, tables_of: Any, tmp_path: Path
) -> None:
    rows = new_rows()
    report_of(rows, A, "2025", opinions=40, opinions_answered=30, opinions_pending=0)
    report_of(rows, B, "2025", opinions=20)
    lines = lines_of(tables_of("2025", rows), tmp_path)
    assert "- Số ý kiến tại hội nghị: 60 ý kiến." in lines
    assert (
        "- Số ý kiến được tiếp thu, giải đáp tại hội nghị: 30 ý kiến (01/02 đơn vị nêu), đạt 75,0% "
        "(tính trên 01 đơn vị nêu cả hai số liệu)." in lines
    )
    assert "- Số ý kiến chưa trả lời tại hội nghị: không có (01/02 đơn vị nêu)." in lines


def test_a_figure_with_an_open_error_is_marked_in_text_and_annexes(
    new_rows: Any, report_of: Any, finding_of: Any, tables_of: Any, tmp_path: Path
) -> None:
    rows = new_rows()
    report_of(rows, A, "2025", opinions=46, opinions_answered=46)
    finding_of(rows, A, "category_sum", "error", measure="opinions", stated="46", expected="43")
    tables = tables_of("2025", rows)
    lines = lines_of(tables, tmp_path)
    assert "- Số ý kiến tại hội nghị: 46* ý kiến." in lines
    assert (
        "Còn 01 số liệu, nội dung của 01 đơn vị chờ xác nhận (Phụ lục 3), trong đó có 01 số liệu còn mâu thuẫn; "
        "các số này và tổng số có chứa chúng được đánh dấu *." in lines
    )
    units = next(row for row in tables_in(tables, tmp_path)[2] if row[1] == "Xã Lùng Phình")
    assert units[6:9] == ["46*", "46", "100*"]
    assert units[-1] == "Chờ xác nhận: 01"
    points = tables_in(tables, tmp_path)[-1]
    assert points[1][1:7] == [
        "Xã Lùng Phình",
        "Lỗi",
        "Số ý kiến tại hội nghị",
        "Cộng các lĩnh vực không khớp tổng số ý kiến",
        "46",
        "43",
    ]


def test_an_error_about_no_stated_figure_is_to_be_confirmed_but_marks_nothing(
    new_rows: Any, report_of: Any, finding_of: Any, tables_of: Any, tmp_path: Path
) -> None:
    rows = new_rows()
    report_of(rows, A, "2025", opinions=46)
    finding_of(rows, A, "commune_mismatch", "error", measure="commune", stated="xã Gia Hội")
    finding_of(rows, A, "missing_measure", "error", measure="participants")
    tables = tables_of("2025", rows)
    lines = lines_of(tables, tmp_path)
    assert "Còn 02 số liệu, nội dung của 01 đơn vị chờ xác nhận (Phụ lục 3)." in lines
    assert not any("*" in line for line in lines)
    assert {row[3] for row in tables_in(tables, tmp_path)[-1][1:]} == {"Tên đơn vị", "Số người tham dự"}


def test_without_any_report_it_says_so_and_gives_no_zero(new_rows: Any, tables_of: Any, tmp_path: Path) -> None:
    tables = tables_of("2025-Q4", new_rows())
    lines = lines_of(tables, tmp_path)
    assert any(line.startswith("Đến thời điểm tổng hợp, chưa có báo cáo nào") for line in lines)
    assert "- Chưa có báo cáo: 99 đơn vị (danh sách tại Phụ lục 3)." in lines
    assert "IV. NHIỆM VỤ TRỌNG TÂM QUÝ I NĂM 2026" in lines
    units = tables_in(tables, tmp_path)[2]
    assert [row[1] for row in units[-2:]] == ["Tổng cộng", "Số đơn vị nêu số liệu"]
    assert set(units[-2][2:-1]) == {"–"}
    assert {row[-1] for row in units[2:-2]} == {"Chưa có báo cáo"}


def test_annex_1_has_99_rows_whose_figures_add_up_to_the_total(province: ProvinceTables, tmp_path: Path) -> None:
    rows = tables_in(province, tmp_path)[2][2:]
    assert [row[0] for row in rows[:-2]] == [str(place) for place in range(1, 100)]
    plain = [[text.replace(".", "").rstrip("*") for text in row] for row in rows]
    for column in (2, 5, 6, 7, 9, 11):
        assert sum(int(row[column]) for row in plain[:-2] if row[column] != "–") == int(plain[-2][column])


def test_headings_repeat_and_rows_do_not_split(province: ProvinceTables, tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.docx"
    write_province_report(province, "2025", path)
    document = Document(str(path))
    for table, heads in zip(document.tables[2:], (2, 1, 1, 1), strict=True):
        rows = [row._tr for row in table.rows]
        assert [len(row.xpath("./w:trPr/w:tblHeader")) for row in rows] == [1] * heads + [0] * (len(rows) - heads)
        assert all(row.xpath("./w:trPr/w:cantSplit") for row in rows)
    wide, high = document.sections[1].page_width, document.sections[1].page_height
    assert wide is not None and high is not None and wide > high


def test_excerpts_are_attributed_and_quoted_as_written(province: ProvinceTables, tmp_path: Path) -> None:
    quoted = [line for line in lines_of(province, tmp_path) if "“" in line]
    texts = {text.lstrip("1.- ").rstrip(".;") for text in province.narratives["text"]}
    names = set(province.communes["commune_name"])
    assert 0 < len(quoted) <= 8
    for line in quoted:
        unit, text = line.removeprefix("- ").removesuffix("”.").split(": “")
        assert unit in names and text in texts


def test_no_fragment_is_quoted(new_rows: Any, report_of: Any, tables_of: Any, tmp_path: Path) -> None:
    rows = new_rows()
    report = report_of(rows, A, "2025", opinions=1)
    whole = "Một số kiến nghị chậm được giải quyết do vượt thẩm quyền của xã và chờ nguồn vốn."
    texts = ("Ngắn.", "do đó nhiều việc phải chờ ý kiến của cấp trên nên trả lời Nhân dân còn chậm.", f"1. {whole}")
    lead = "Bên cạnh những kết quả đã đạt được nêu trên, công tác đối thoại của xã còn một số hạn chế sau:"
    for ordinal, text in enumerate((*texts, lead), 1):
        row = {"report_id": report, "commune_code": A, "period": "2025", "section": "limitations"}
        rows["narratives"].append({**row, "ordinal": ordinal, "text": text})
    quoted = [line for line in lines_of(tables_of("2025", rows), tmp_path) if "“" in line]
    assert quoted == [f"- Xã Lùng Phình: “{whole.rstrip('.')}”."]


def test_a_text_with_control_characters_can_be_written(
    new_rows: Any, report_of: Any, finding_of: Any, tables_of: Any, tmp_path: Path
) -> None:
    rows = new_rows()
    report_of(rows, A, "2025", opinions=1)
    finding_of(rows, A, "unread_number", "warning", message="Chưa rõ\x0b số \x00<17> & “18”\nlà gì. " + "x" * 40_000)
    tables = tables_of("2025", rows)
    assert tables_in(tables, tmp_path)[-1][1][7].startswith("Chưa rõ số <17> & “18” là gì.")
    write_discrepancy_list(tables, "2025", tmp_path / "sai-lech.xlsx")
