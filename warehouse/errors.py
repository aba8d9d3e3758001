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
    "no_such_finding": (
        "Không có sai lệch hoặc số liệu nào mang mã “{detail}”; hãy xem lại mã bằng “tonghop audit list”."
    ),
    "no_total": "Không có tổng của “{detail}”; hãy kiểm tra lại kỳ, tên chỉ tiêu và lĩnh vực.",
    "id_of_several": "Mã “{detail}” ứng với nhiều sai lệch; hãy ghi thêm ký tự của mã.",
    "decided_already": (
        "Đã có quyết định trước ({detail}); nếu cần quyết định lại, hãy hủy quyết định đó bằng “tonghop audit undo”."
    ),
    "ground_changed": "Số liệu đã thay đổi từ lúc xem, nay là {detail}; hãy xem lại rồi quyết định.",
    "no_figure": "Sai lệch “{detail}” không nói về một số liệu nên không sửa số được; hãy chấp nhận hoặc bỏ qua.",
    "value_wrong": "Giá trị “{detail}” không đúng; ví dụ đúng: 46, 1.250 hoặc 97,8 (tỷ lệ).",
    "reason_wrong": "Lý do bỏ qua không đúng; các lý do được dùng: {detail}.",
    "no_name": "Sai lệch “{detail}” không nói về tên lĩnh vực hoặc tên đơn vị chưa rõ nên không gán được.",
    "meaning_wrong": "Không có lĩnh vực hoặc đơn vị nào mang mã “{detail}”; hãy xem “tonghop audit map --help”.",
    "no_such_report": "Không có báo cáo nào ứng với “{detail}”; hãy kiểm tra lại mã đơn vị, kỳ hoặc mã báo cáo.",
    "no_other_version": "Đơn vị chỉ gửi một bản cho kỳ này ({detail}) nên không có gì để chọn.",
    "nothing_to_undo": "Quyết định số {detail} không có, hoặc đã được hủy, hoặc không hủy được.",
    "edition_overtaken": "Số liệu kỳ {detail} vừa thay đổi trong lúc phát hành nên chưa phát hành; hãy chạy lại.",
    "nothing_to_draw": "Kỳ {detail} không có số liệu nào để rút mẫu; hãy tổng hợp trước hoặc kiểm tra lại kỳ.",
    "no_such_edition": "Không có lần phát hành “{detail}”; hãy xem “tonghop editions”.",
    "edition_damaged": "Tệp của lần phát hành {detail} không còn nguyên vẹn; hãy phục hồi kho từ bản sao lưu.",
    "backup_exists": "Đã có {place}; hãy chọn tên tệp khác cho bản sao lưu hoặc thêm --overwrite để ghi đè.",
    "backup_missing": "Không tìm thấy bản sao lưu {place}; hãy kiểm tra lại đường dẫn.",
    "backup_not_written": (
        "Không ghi được bản sao lưu {place}{detail}; hãy kiểm tra thư mục và quyền ghi rồi chạy lại, chưa có gì bị "
        "ghi dở."
    ),
    "backup_unreadable": (
        "Tệp {place} không phải là bản sao lưu của chương trình này hoặc đã hỏng{detail}; hãy chọn bản sao lưu khác, "
        "kho dữ liệu vẫn như trước."
    ),
    "backup_other_engine": (
        "Bản sao lưu {place} là của kho dữ liệu {detail}; hãy chỉ đến một kho dữ liệu {detail} bằng --warehouse."
    ),
    "backup_differs": (
        "Bản sao lưu của kho dữ liệu {place} không khớp với kho ({detail}) nên không được giữ lại; hãy chạy lại, nếu "
        "vẫn không khớp thì báo người phụ trách phần mềm."
    ),
    "restore_target_full": (
        "Kho dữ liệu {place} đang có dữ liệu; hãy thêm --overwrite để thay bằng bản sao lưu, hoặc chọn kho khác bằng "
        "--warehouse."
    ),
    "in_use": (
        "Kho dữ liệu {place} đang được chương trình khác mở; hãy đóng chương trình đó (kể cả “tonghop console”) rồi "
        "chạy lại."
    ),
    "no_pg_dump": (
        "Máy này chưa có pg_dump và pg_restore dùng được với máy chủ PostgreSQL {detail}; hãy chạy “sudo apt-get "
        "install postgresql-client” (phiên bản {detail} trở lên) rồi chạy lại."
    ),
    "no_create_database": (
        "Tài khoản của kho dữ liệu {place} không được tạo cơ sở dữ liệu tạm nên không thử phục hồi được; hãy nhờ quản "
        "trị máy chủ chạy “ALTER ROLE {detail} CREATEDB” rồi chạy lại."
    ),
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
