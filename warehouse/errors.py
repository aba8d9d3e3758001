"""Say in one plain sentence what is wrong with a warehouse."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

MESSAGES = {
    "newer_version": (
        "Kho dữ liệu {place} do một phiên bản mới hơn của chương trình tạo ra ({detail}); hãy cập nhật "
        "chương trình rồi chạy lại."
    ),
    "not_a_database": (
        "Tệp {place} không phải là kho dữ liệu hoặc đã hỏng; hãy chọn tệp khác bằng --warehouse hoặc "
        "phục hồi từ bản sao lưu."
    ),
    "not_a_warehouse": (
        "Cơ sở dữ liệu {place} đang chứa dữ liệu khác, không phải kho dữ liệu của chương trình này; hãy "
        "chọn nơi khác bằng --warehouse."
    ),
    "missing": "Chưa có kho dữ liệu {place}; hãy chạy “tonghop consolidate” trước hoặc kiểm tra lại --warehouse.",
    "locked": "Kho dữ liệu {place} đang được chương trình khác ghi; hãy đợi chương trình đó xong rồi chạy lại.",
    "read_only": (
        "Không ghi được vào kho dữ liệu {place} vì tệp hoặc ổ đĩa chỉ cho đọc; hãy kiểm tra quyền ghi rồi chạy lại."
    ),
    "disk_full": (
        "Ổ đĩa chứa kho dữ liệu {place} đã đầy; hãy giải phóng dung lượng rồi chạy lại, chưa có gì bị ghi dở."
    ),
    "cannot_open": (
        "Không mở được kho dữ liệu {place}; hãy kiểm tra thư mục có tồn tại và có quyền đọc, ghi hay không."
    ),
    "unreachable": (
        "Không kết nối được máy chủ PostgreSQL của kho dữ liệu {place}; hãy kiểm tra địa chỉ, tài khoản "
        "và máy chủ có đang chạy không."
    ),
    "bad_url": (
        "Địa chỉ kho dữ liệu “{place}” không đúng; ví dụ đúng: sqlite:///tonghop.db hoặc "
        "postgresql+psycopg://ten@may/tonghop."
    ),
    "running": (
        "Đang có một lượt tổng hợp khác chạy trên kho dữ liệu {place}{detail}; hãy đợi lượt đó xong rồi chạy lại."
    ),
    "conflict": (
        "Dữ liệu đưa vào kho {place} không hợp lệ nên không được ghi ({detail}); hãy báo người phụ trách phần mềm."
    ),
    "failed": "Kho dữ liệu {place} báo lỗi: {detail}",
    "query_wrong": "Câu truy vấn chưa đúng: {detail}",
    "query_not_read_only": (
        "Chỉ được truy vấn để đọc: câu lệnh phải là một câu SELECT duy nhất, không ghi và không đổi cấu hình."
    ),
    "query_too_slow": "Câu truy vấn chạy quá {detail} giây nên đã dừng; hãy thêm điều kiện để thu hẹp lại.",
}

# what the drivers say (lower case), and what it means; SQLite's own words, then those of PostgreSQL and psycopg
SIGNS = (
    ("not a database", "not_a_database"),
    ("malformed", "not_a_database"),
    ("database is locked", "locked"),
    ("database table is locked", "locked"),
    ("readonly database", "read_only"),
    ("read-only transaction", "read_only"),
    ("disk is full", "disk_full"),
    ("no space left", "disk_full"),
    ("unable to open", "cannot_open"),
    ("disk i/o error", "disk_full"),
    ("file is encrypted", "not_a_database"),
    ("connection failed", "unreachable"),
    ("connection refused", "unreachable"),
    ("could not connect", "unreachable"),
    ("could not translate host", "unreachable"),
    ("failed to resolve host", "unreachable"),
    ("server closed the connection", "unreachable"),
    ("connection is lost", "unreachable"),
    ("connection timeout", "unreachable"),
    ("lock timeout", "locked"),
    ("permission denied", "read_only"),
    ("constraint", "conflict"),
)


class WarehouseError(Exception):
    """One plain Vietnamese sentence; ``kind`` is a key of MESSAGES, for another language or an exit code."""

    def __init__(self, kind: str, place: str = "", detail: str = "") -> None:
        """Put the sentence together."""
        super().__init__(MESSAGES[kind].format(place=place, detail=detail))
        self.kind = kind
        self.place = place
        self.detail = detail


def explain(error: Exception, place: str) -> WarehouseError:
    """Turn a driver's error into the sentence that fits it best."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    text = str(cause)
    if isinstance(error, ArgumentError | NoSuchModuleError):
        return WarehouseError("bad_url", place)
    for sign, kind in SIGNS:
        if sign in text.lower():
            return WarehouseError(kind, place, first_line(text))
    return WarehouseError("failed", place, first_line(text))


@contextmanager
def plain_errors(place: str) -> Iterator[None]:
    """Raise every database error of the block as a WarehouseError."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise explain(error, place) from error


def first_line(text: str) -> str:
    """Give the first line of a driver's message, which is the only one a person can use."""
    lines = text.strip().splitlines()
    return lines[0] if lines else ""
