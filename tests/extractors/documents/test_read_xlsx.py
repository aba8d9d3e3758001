"""Reports that come as workbooks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from extractors.documents.read_document import read_document
from extractors.documents.read_xlsx import BROKEN, TOO_LARGE, read_xlsx
from extractors.documents.sniff_type import XLSX, sniff_type
from extractors.records import Paragraph, Table
from extractors.unreadable_document import UnreadableDocument
from tests.read_text import report_of

FIELDS = (
    ("Đất đai", 12, 10),
    ("Xây dựng cơ bản", 9, 8),
    ("Chế độ, chính sách", 7, 7),
    ("Đô thị, an ninh - trật tự", 4, 4),
    ("Thủ tục hành chính", 3, 3),
    ("Nước sinh hoạt", 6, 4),
    ("Y tế, giáo dục", 2, 2),
    ("Lĩnh vực khác", 1, 1),
)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Write a report as an office types one into Excel: heading block, title, measures, fields with a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["D1"] = "ĐẢNG BỘ TỈNH LÀO CAI", "ĐẢNG CỘNG SẢN VIỆT NAM"
    sheet["A2"], sheet["D2"] = "ĐẢNG ỦY XÃ BẢO HÀ", "Bảo Hà, ngày 15 tháng 12 năm 2025"
    sheet["A3"] = "Số 52-BC/ĐU"
    sheet["A5"] = "BÁO CÁO"
    sheet["A6"] = "kết quả thực hiện Quy chế số 07-QC/TU về tiếp xúc, đối thoại với Nhân dân năm 2025"
    sheet.merge_cells("A5:D5")
    sheet.merge_cells("A6:D6")
    sheet["A8"] = "2.2. Kết quả tổ chức tiếp xúc, đối thoại"
    rows = [
        ("TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả"),
        (1, "Số cuộc đối thoại", "cuộc", 3),
        (2, "Số người tham dự", "người", 1245),
        (3, "Tổng số ý kiến", "ý kiến", 44),
        (4, "Giải đáp tại hội nghị", "ý kiến", 39),
        (5, "Tỷ lệ giải đáp", "%", 0.886),
    ]
    for row, values in enumerate(rows, 9):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
    sheet["D14"].number_format = "0.0%"
    sheet["A16"] = "Ý kiến theo lĩnh vực"
    for row, values in enumerate([("Lĩnh vực", "Nêu", "Giải đáp"), *FIELDS], 17):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
    sheet["A26"], sheet["B26"], sheet["C26"] = "Cộng", "=SUM(B18:B25)", "=SUM(C18:C25)"
    hidden = book.create_sheet("Nháp")
    hidden["A1"] = "Số cuộc đối thoại: 99 cuộc"
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_a_report_in_a_workbook_gives_its_figures(workbook: Path) -> None:
    assert sniff_type(workbook).media_type == XLSX
    report = report_of(read_document(workbook, XLSX, "0" * 64))
    figures = {(f.measure, f.category): f.value for f in report.figures}
    assert (report.commune_code, report.period, report.symbol) == ("02989", "2025", "52-BC/ĐU")
    assert figures["sessions", None] == 3
    assert figures["participants", None] == 1245
    assert figures["opinions_answered", None] == 39
    assert str(figures["answered_rate", None]) == "88.6"
    assert figures["raised", "land"] == 12
    assert figures["answered", "water"] == 4
    assert sum(m == "raised" for m, _ in figures) == len(FIELDS)


def test_cells_are_read_as_they_are_shown(workbook: Path) -> None:
    blocks = read_xlsx(workbook)
    lines = [block.text for block in blocks if isinstance(block, Paragraph)]
    measures, fields = [block for block in blocks if isinstance(block, Table)]
    assert "BÁO CÁO" in lines
    assert not any("99" in line for line in lines)
    assert [cell.text for cell in measures.cells][-4:] == ["5", "Tỷ lệ giải đáp", "%", "88,6%"]
    assert fields.columns == 3


def test_a_date_is_written_as_an_office_writes_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = date(2025, 12, 15)
    book.save(tmp_path / "a.xlsx")
    assert [block.text for block in read_xlsx(tmp_path / "a.xlsx") if isinstance(block, Paragraph)] == ["15/12/2025"]


def test_a_workbook_that_is_none_or_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(UnreadableDocument, match=BROKEN):
        read_xlsx(tmp_path / "a.xlsx")
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["ZZ9000"] = 1
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(UnreadableDocument, match=TOO_LARGE):
        read_xlsx(tmp_path / "b.xlsx")
