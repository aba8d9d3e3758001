"""Tables say by their sums what their words leave open: totals, parts, groups of rows and columns."""

from __future__ import annotations

import pytest

from extractors.figures.find_sums import find_column_sum, find_row_sums
from tests.extractors.figures.test_sentences import said

FIELDS = (
    ("Đất đai", 16, 14),
    ("Xây dựng cơ bản", 14, 12),
    ("Chế độ, chính sách", 8, 8),
    ("Đô thị, an ninh - trật tự", 6, 6),
    ("Thủ tục hành chính", 4, 4),
    ("Nước sinh hoạt", 4, 3),
    ("Y tế, giáo dục", 3, 3),
    ("Lĩnh vực khác", 3, 2),
)


def table(*rows: str) -> tuple[str, ...]:
    return ("[TABLE]", *rows, "[/TABLE]")


def test_a_row_that_adds_up_others_is_their_sum_wherever_it_stands() -> None:
    after = {0: {(1, 0): 3, (2, 0): 2}, 1: {(1, 0): 4, (2, 0): 4}, 2: {(1, 0): 7, (2, 0): 6}}
    before = {0: {(1, 0): 7, (2, 0): 6}, 1: {(1, 0): 3, (2, 0): 2}, 2: {(1, 0): 4, (2, 0): 4}}
    assert find_row_sums(after, set()) == {2: (0, 1)}
    assert find_row_sums(before, set()) == {0: (1, 2)}
    assert find_row_sums(after, {2}) == {}


def test_sums_of_sums_are_found() -> None:
    rows = {i: {(1, 0): a, (2, 0): b} for i, (a, b) in enumerate([(3, 2), (4, 4), (7, 6), (5, 1), (6, 3), (11, 4)])}
    rows[6] = {(1, 0): 18, (2, 0): 10}
    assert find_row_sums(rows, set()) == {2: (0, 1), 5: (3, 4), 6: (2, 5)}


def test_one_equal_number_is_no_sum() -> None:
    assert find_row_sums({0: {(1, 0): 1}, 1: {(1, 0): 2}, 2: {(1, 0): 3}}, set()) == {}


@pytest.mark.parametrize(("total", "found"), [(7, 3), (8, None)])
def test_a_column_is_a_sum_only_if_every_row_says_so(total: int, found: int | None) -> None:
    rows = {0: {(1, 0): 3, (2, 0): 4, (3, 0): total}, 1: {(1, 0): 1, (2, 0): 1, (3, 0): 2}}
    assert find_column_sum(rows, [1, 2, 3]) == found


def test_fields_under_numbered_rows_belong_to_the_row_above_them() -> None:
    rows = ["STT | Nội dung | ĐVT | Kết quả", "1 | Số ý kiến nêu ra | ý kiến | 58"]
    rows += [f"1.{i} | {name} | ý kiến | {raised}" for i, (name, raised, _) in enumerate(FIELDS, 1)]
    rows += ["2 | Số ý kiến được giải đáp | ý kiến | 52"]
    rows += [f"2.{i} | {name} | ý kiến | {answered}" for i, (name, _, answered) in enumerate(FIELDS, 1)]
    figures = said("Xã tổ chức 03 cuộc đối thoại với 329 người tham dự.", *table(*rows))
    assert (figures["opinions"], figures["opinions_answered"]) == ("58", "52")
    assert (figures["raised land"], figures["answered land"]) == ("16", "14")
    assert (figures["raised other"], figures["answered other"]) == ("3", "2")


def test_columns_of_sessions_beside_their_total_are_parts() -> None:
    rows = ["TT | Lĩnh vực | Lần 1 | | Lần 2 | | Gộp | ", " | | Nêu | Đáp | Nêu | Đáp | Nêu | Đáp"]
    rows += [f"{i} | {name} | {a - 1} | {b - 1} | 1 | 1 | {a} | {b}" for i, (name, a, b) in enumerate(FIELDS, 1)]
    figures = said("Xã tổ chức 02 cuộc đối thoại với 190 người, có 58 ý kiến, giải đáp 52 ý kiến.", *table(*rows))
    assert [figures[f"raised {c}"] for c in ("land", "water", "other")] == ["16", "4", "3"]
    assert [figures[f"answered {c}"] for c in ("land", "water", "other")] == ["14", "3", "2"]


def test_rows_of_sessions_above_their_total_are_parts_whatever_they_are_called() -> None:
    figures = said(
        "Trong năm, xã tổ chức 03 cuộc đối thoại.",
        *table(
            "TT | Nơi họp | Người dự | Ý kiến | Giải đáp",
            "1 | Sân kho bản Cát | 110 | 21 | 18",
            "2 | Chợ phiên | 96 | 17 | 17",
            "3 | Trường tiểu học | 84 | 14 | 12",
            " | Tất thảy | 290 | 52 | 47",
        ),
    )
    assert (figures["participants"], figures["opinions"], figures["opinions_answered"]) == ("290", "52", "47")


def test_headings_that_name_their_group_in_one_line_are_parted() -> None:
    rows = ["TT | Lĩnh vực | Định kỳ - Nêu | Định kỳ - Đáp | Đột xuất - Nêu | Đột xuất - Đáp | Tổng - Nêu | Tổng - Đáp"]
    rows += [f"{i} | {name} | {a - 1} | {b - 1} | 1 | 1 | {a} | {b}" for i, (name, a, b) in enumerate(FIELDS, 1)]
    figures = said("Xã tổ chức 02 cuộc đối thoại với 190 người, có 58 ý kiến, giải đáp 52 ý kiến.", *table(*rows))
    assert (figures["raised land"], figures["answered land"]) == ("16", "14")


def test_what_stands_beside_the_values_is_read_too() -> None:
    figures = said(
        "Kết quả như sau:",
        *table(
            "Nội dung | Số lượng | Ghi chú",
            "Số cuộc đối thoại | 03 | Định kỳ 02 cuộc, đột xuất 01 cuộc",
            "Số người dự | 254 | ",
            "Số ý kiến nêu | 52 | ",
            "Số ý kiến được giải đáp | 47 | Đạt 90,4%",
        ),
    )
    assert (figures["sessions_periodic"], figures["sessions_adhoc"], figures["answered_rate"]) == ("2", "1", "90.4")


def test_two_tables_side_by_side_have_totals_of_their_own() -> None:
    left, right = FIELDS[:4], FIELDS[4:]
    rows = ["TT | Lĩnh vực | Nêu | Đáp | TT | Lĩnh vực | Nêu | Đáp"]
    for i, ((a, b, c), (d, e, f)) in enumerate(zip(left, right, strict=True), 1):
        rows.append(f"{i} | {a} | {b} | {c} | {i + 4} | {d} | {e} | {f}")
    rows.append(" | Cộng bên trái | 44 | 40 | | Cộng bên phải | 14 | 12")
    figures = said("Xã tổ chức 02 cuộc đối thoại với 190 người, có 58 ý kiến, giải đáp 52 ý kiến.", *table(*rows))
    assert (figures["opinions"], figures["raised water"], figures["answered other"]) == ("58", "4", "2")


def test_a_legend_explains_the_abbreviations_of_a_table() -> None:
    figures = said(
        "Xã tổ chức 02 cuộc đối thoại với 190 người. Chữ viết tắt (ĐĐ: đất đai; CĐCS: chế độ, chính sách; "
        "NSH: nước sinh hoạt; LVK: lĩnh vực khác).",
        *table("Chỉ tiêu | ĐĐ | CĐCS | NSH | LVK | Cộng", "Ý kiến nêu | 15 | 7 | 6 | 3 | 31"),
    )
    assert [figures[f"raised {c}"] for c in ("land", "policy", "water", "other")] == ["15", "7", "6", "3"]
