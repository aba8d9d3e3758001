"""A table of data has several short values; all else lays out the page."""

import pytest

from extractors.layout.recognise_data_table import SHORT_VALUE, is_data_table

RUNNING = "Đề nghị Ủy ban nhân dân xã xem xét, bố trí kinh phí sửa chữa tuyến đường liên thôn đã xuống cấp. " * 2


def is_data(grid: list[list[str]]) -> bool:
    cells = [(column, text) for row in grid for column, text in enumerate(row)]
    return is_data_table(len(grid), max(len(row) for row in grid), cells)


def test_categories_and_numbers_are_data() -> None:
    assert is_data([["TT", "Lĩnh vực", "Số ý kiến"], ["1", "Đất đai", "13"], ["2", "Y tế", "-"]])


def test_two_labels_with_two_numbers_are_data() -> None:
    assert is_data([["Số cuộc", "02 cuộc"], ["Số người dự", "1.120 lượt người"]])


def test_values_that_go_on_to_tell_are_data() -> None:
    assert is_data([["Nội dung", "Kết quả"], ["Giải đáp", "41 ý kiến, đạt 91,1%"], ["Số cuộc", "03 cuộc, định kỳ 02"]])


def test_an_empty_form_with_ordinals_is_data() -> None:
    assert is_data([["TT", "Lĩnh vực", "Số ý kiến"], ["1", "Đất đai", ""], ["2", "Y tế", ""]])


def test_the_heading_block_is_no_data() -> None:
    heading = [["ĐẢNG BỘ TỈNH LÀO CAI", "ĐẢNG CỘNG SẢN VIỆT NAM"], ["Số 12-BC/ĐU", "Tú Lệ, ngày 05 tháng 12 năm 2025"]]
    assert not is_data(heading)


def test_recipients_and_signature_are_no_data() -> None:
    assert not is_data([["Nơi nhận:\n- Lưu VP.", "T/M BAN THƯỜNG VỤ\nBÍ THƯ"], ["", "Nguyễn Văn A"]])


def test_one_row_or_one_column_is_no_data() -> None:
    assert not is_data([["12", "13", "14"]])
    assert not is_data([["12"], ["13"], ["14"]])


def test_a_report_typed_into_a_table_is_no_data() -> None:
    assert not is_data([["I", RUNNING], ["II", RUNNING], ["III", RUNNING]])


@pytest.mark.parametrize(
    "text",
    [
        "12",
        "02",
        "1.120",
        "97,8%",
        "97,8 %",
        "46/46",
        "-2",
        "+3,3",
        "18/9/2025",
        "-",
        "x",
        "02 cuộc",
        "15 (93,7%)",
        "O2",
        "l5",
    ],
)
def test_short_values(text: str) -> None:
    assert SHORT_VALUE.fullmatch(text)


@pytest.mark.parametrize("text", ["", "Đất đai", "lĩnh vực", "I. TÌNH HÌNH", "Số 12-BC/ĐU", "TT", "lượt người"])
def test_labels_are_no_values(text: str) -> None:
    assert not SHORT_VALUE.fullmatch(text)
