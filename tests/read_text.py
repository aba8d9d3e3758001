"""Read a report in the plain text format ([HEAD-LEFT], [BODY], [TABLE] …) in memory, as its DOCX would read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from demo.merge_cells import find_boxes
from demo.parse_text import parse
from demo.records import ReportText, TextParagraph, TextTable
from extractors.figures.load_form import load_form
from extractors.figures.read_figures import read_figures
from extractors.layout.clean_text import clean_text
from extractors.layout.order_blocks import RawCell, RawParagraph, RawTable, order_blocks
from extractors.records import Document
from extractors.second_reader.read_again import read_again
from transforms.read_report import make_report
from transforms.records import Report


def read_text(text: str) -> Document:
    """Read a text as a document."""
    return as_document(parse(text))


def as_document(report: ReportText) -> Document:
    """Give a report as a document: the heading in two columns without borders, header cells merged."""
    blocks = order_blocks(_contents(report))
    return Document(hashlib.sha256(repr(report).encode()).hexdigest(), "text/plain", "native", None, blocks)


def report_of(document: Document) -> Report:
    """Read a document as a report of the form."""
    form = load_form()
    return make_report(read_figures(document, form), form.category_of, read_again(document))


def body_report(*lines: str) -> Report:
    """Read a report whose statistics (section 2.2) are the lines given; a line "2.4" begins the section on results."""
    return report_of(read_text(FRAME.format("\n".join(RESULTS if line == "2.4" else line for line in lines))))


RESULTS = "**2.4. Kết quả giải quyết các kiến nghị"
FRAME = """[HEAD-LEFT]
ĐẢNG BỘ TỈNH LÀO CAI
ĐẢNG ỦY XÃ BẢO THẮNG
*
Số 15-BC/ĐU
[HEAD-RIGHT]
ĐẢNG CỘNG SẢN VIỆT NAM
Bảo Thắng, ngày 08 tháng 12 năm 2025
[BODY]
=**BÁO CÁO
=kết quả tiếp xúc, đối thoại trực tiếp với Nhân dân năm 2025
Thực hiện Quy chế số 07-QC/TU, Đảng ủy xã Bảo Thắng báo cáo kết quả tiếp xúc, đối thoại với Nhân dân như sau:
**I. ĐẶC ĐIỂM TÌNH HÌNH
**1. Thuận lợi
Cán bộ và Nhân dân trong xã đoàn kết.
**II. KẾT QUẢ THỰC HIỆN
**2.2. Kết quả tổ chức tiếp xúc, đối thoại
{}
**III. NHIỆM VỤ TRỌNG TÂM
Tiếp tục thực hiện tốt Quy chế.
Đảng ủy xã Bảo Thắng trân trọng báo cáo./.
"""


def _contents(report: ReportText) -> Iterator[RawParagraph | RawTable]:
    yield from (RawParagraph(clean_text(line), centered=True) for line in (*report.head_left, *report.head_right))
    for item in report.body:
        if isinstance(item, TextTable):
            yield _table(item)
        elif isinstance(item, TextParagraph):
            yield RawParagraph(clean_text(item.text), bold=item.bold, centered=item.centred)
    yield from (RawParagraph(clean_text(line), centered=True) for line in (*report.foot_left, *report.foot_right))


def _table(table: TextTable) -> RawTable:
    cells = tuple(
        RawCell(b.row, b.column, b.rows, b.columns, (RawParagraph(clean_text(b.text)),) if b.text else ())
        for b in find_boxes(table)
    )
    return RawTable(len(table.rows), len(table.rows[0]), cells)
