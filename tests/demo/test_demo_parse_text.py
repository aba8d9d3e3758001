"""The text format of hand-written reports."""

import pytest

from demo.merge_cells import Box, count_header_rows, find_boxes
from demo.parse_text import parse, unparse
from demo.records import TextParagraph, TextTable

TEXT = """[HEAD-LEFT]
ĐẢNG ỦY XÃ Y TÝ
[HEAD-RIGHT]
Y Tý, ngày 05 tháng 12 năm 2025
[BODY]
=**BÁO CÁO
**1. Thuận lợi
Một câu.
[TABLE]
TT | Lĩnh vực | Kết quả | |
 | | Nêu | Giải đáp | Sau
1 | Đất đai | 4 | 3 | -
 | Cộng | 4
[/TABLE]
[FOOT-LEFT]
Nơi nhận:
"""
TABLE = TextTable(
    (
        ("TT", "Lĩnh vực", "Kết quả", "", ""),
        ("", "", "Nêu", "Giải đáp", "Sau"),
        ("1", "Đất đai", "4", "3", "-"),
        ("", "Cộng", "4", "", ""),
    )
)


def test_every_part_is_read() -> None:
    report = parse(TEXT)
    assert report.head_left == ("ĐẢNG ỦY XÃ Y TÝ",)
    assert report.head_right == ("Y Tý, ngày 05 tháng 12 năm 2025",)
    assert report.body == (
        TextParagraph("BÁO CÁO", centred=True, bold=True),
        TextParagraph("1. Thuận lợi", bold=True),
        TextParagraph("Một câu."),
        TABLE,
    )
    assert report.foot_left == ("Nơi nhận:",)
    assert report.foot_right == ()


def test_writing_and_reading_gives_the_same_report() -> None:
    assert parse(unparse(parse(TEXT))) == parse(TEXT)


def test_text_without_marks_is_body() -> None:
    assert parse("Một dòng.").body == (TextParagraph("Một dòng."),)


def test_an_unfinished_table_is_an_error() -> None:
    with pytest.raises(ValueError, match="has no"):
        parse("[TABLE]\na | b\n")


def test_blank_header_cells_belong_to_their_neighbours() -> None:
    assert count_header_rows(TABLE) == 2
    merged = [box for box in find_boxes(TABLE) if box.rows > 1 or box.columns > 1]
    assert merged == [Box(0, 0, 2, 1, "TT"), Box(0, 1, 2, 1, "Lĩnh vực"), Box(0, 2, 1, 3, "Kết quả")]


def test_blank_cells_of_data_stay_alone() -> None:
    table = TextTable((("TT", "Nội dung", "Số"), ("1", "", "4"), ("", "Cộng", "4")))
    assert [(box.rows, box.columns) for box in find_boxes(table)] == [(1, 1)] * 9
