"""What the flow adds to the plain functions: retries for I/O only, the page and the table."""

from __future__ import annotations

from typing import Any

import pytest
from prefect.states import Completed, Failed

from flows.consolidate import is_io
from flows.errors import Trouble
from flows.load_messages import load_messages
from flows.summarise_run import DocumentLine, Summary
from flows.tell_summary import summary_lines, summary_markdown, summary_rows
from warehouse.errors import WarehouseError


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (OSError(5, "Input/output error"), True),
        (WarehouseError("locked", "x"), True),
        (WarehouseError("unreachable", "x"), True),
        (WarehouseError("newer_version", "x"), False),
        (ValueError("not a number"), False),
        (Trouble("inbox_empty", inbox="x"), False),
    ],
)
def test_only_io_is_tried_again(error: Exception, again: bool) -> None:
    run: Any = None
    assert is_io(None, run, Failed(data=error)) is again
    assert is_io(None, run, Completed(data=1)) is False


def test_a_trouble_shows_its_sentence_in_prefect() -> None:
    assert str(Trouble("inbox_empty", inbox="báo cáo")).startswith("Thư mục báo cáo không có tệp nào để đọc")


LINES = (
    DocumentLine("a.docx", "loaded", "", "2025", 2),
    DocumentLine("b.pdf", "rejected", "Tệp PDF không có chữ.", "", 1),
    DocumentLine("c.docx", "duplicate", "Trùng nội dung với tệp a.docx.", "2025", 0),
    DocumentLine("d.docx", "loaded", "", "2025-H1", 0),
)
SUMMARY = Summary("2025", 99, 1, 4, LINES, (("error", 1), ("warning", 1200), ("info", 0)), ())


def test_the_summary_tells_what_a_clerk_asks() -> None:
    assert summary_lines(SUMMARY, load_messages("vi")) == [
        "Tổng hợp kỳ 2025",
        "Đã có báo cáo của 1/99 xã, phường.",
        "Trong thư mục có 4 tệp, lần này đọc 4 tệp.",
        "1 tệp trùng nội dung với tệp khác nên không tính lần nữa.",
        "Báo cáo của kỳ khác, đã đưa vào kho nhưng không cộng vào kỳ này: 2025-H1: 1.",
        "Sai lệch cần xem: 1 lỗi, 1.200 cảnh báo, 0 lưu ý.",
        "1 tệp không đọc được:",
        "  - b.pdf: Tệp PDF không có chữ.",
        "Kết quả:",
    ]


def test_the_page_and_the_table_hold_the_same() -> None:
    page = summary_markdown(SUMMARY, load_messages("vi"))
    assert page.startswith("# Tổng hợp kỳ 2025\n\n- Đã có báo cáo của 1/99 xã, phường.\n")
    assert summary_rows(SUMMARY)[1] == {
        "document": "b.pdf",
        "outcome": "rejected",
        "reason": "Tệp PDF không có chữ.",
        "period": "",
        "findings": 1,
    }
