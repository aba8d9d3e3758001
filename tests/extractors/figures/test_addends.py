"""Numbers that add up the one before them are its parts; what became of it is not said twice."""

from __future__ import annotations

import pytest

from extractors.figures.find_sums import find_column_sum
from tests.extractors.figures.test_sentences import said

RAISED = (
    "Trong năm xã tổ chức 03 cuộc đối thoại định kỳ, có 240 người dự, nêu 40 ý kiến, giải đáp tại hội nghị 31 ý kiến"
)


@pytest.mark.parametrize(
    ("ending", "forwarded", "pending"),
    [
        (
            "chuyển cấp trên 06 ý kiến (04 ý kiến tới UBND tỉnh, 02 ý kiến tới ngành điện), trả lời sau 03 ý kiến",
            "6",
            "3",
        ),
        (
            "chuyển cấp trên 06 ý kiến, gồm 04 ý kiến gửi Sở Xây dựng, 02 ý kiến gửi ngành thuế; trả lời sau 03 ý kiến",
            "6",
            "3",
        ),
        ("còn 09 ý kiến chưa giải đáp, trong đó 06 ý kiến chuyển cấp trên, 03 ý kiến hẹn trả lời sau", "6", "3"),
        (
            "số ý kiến chuyển cấp trên giảm từ 11 xuống 06 ý kiến, số ý kiến hẹn trả lời sau tăng từ 02 lên 03 ý kiến",
            "6",
            "3",
        ),
    ],
)
def test_what_adds_up_a_number_is_not_counted_beside_it(ending: str, forwarded: str, pending: str) -> None:
    figures = said(f"{RAISED}; {ending}.")
    assert (figures["opinions_forwarded"], figures["opinions_pending"]) == (forwarded, pending)
    assert figures["opinions"] == "40"


@pytest.mark.parametrize(
    ("rest", "resolved", "pending"),
    [
        ("chuyển cấp trên 05 kiến nghị, đã có trả lời 03, còn chờ 02", None, None),
        ("chuyển cấp trên 05 kiến nghị, đã giải quyết xong 03 kiến nghị, đang giải quyết 02 kiến nghị", "3", "2"),
    ],
)
def test_outcomes_of_their_own_are_kept_though_they_add_up(
    rest: str, resolved: str | None, pending: str | None
) -> None:
    figures = said(RAISED + ".", "2.4", f"Có 40 kiến nghị, giải đáp tại hội nghị 30 kiến nghị; {rest}.")
    assert figures["petitions_forwarded"] == "5"
    assert (figures.get("petitions_resolved"), figures.get("petitions_pending")) == (resolved, pending)


def test_who_the_people_were_is_not_added_to_them() -> None:
    figures = said(
        "Cuộc thứ nhất có 83 người dự (29 người là phụ nữ, 14 người là già làng).", "Cuộc thứ hai có 117 người dự."
    )
    assert figures["participants"] == "200"


def test_a_list_below_a_number_of_people_is_of_its_parts() -> None:
    lines = ("- Cụm trung tâm (15/10): 168 người;", "- Cụm biên giới (10/9): 143 người.")
    figures = said("Có 02 hội nghị đối thoại, với tổng số 311 người tham dự, gồm:", *lines)
    assert (figures["sessions"], figures["participants"]) == ("2", "311")


def test_fields_that_explain_the_number_of_another_are_its_parts() -> None:
    figures = said(
        "Theo lĩnh vực: đất đai 18 ý kiến (07 ý kiến về cấp giấy chứng nhận, 11 ý kiến về bồi thường), giải đáp 14; "
        "xây dựng cơ bản 9 ý kiến, nhiều hơn năm trước (4 ý kiến), giải đáp 8 ý kiến; "
        "nước sinh hoạt 6 ý kiến, giải đáp 5 ý kiến."
    )
    assert [figures[f"{m} {c}"] for c in ("land", "construction", "water") for m in ("raised", "answered")] == [
        *("18", "14", "9", "8", "6", "5")
    ]


def test_a_heading_that_counts_the_answered_counts_them_in_every_item() -> None:
    figures = said(
        "Số ý kiến nêu theo lĩnh vực: đất đai 12 ý kiến; xây dựng cơ bản 9 ý kiến; nước sinh hoạt 5 ý kiến.",
        "Số ý kiến đã giải đáp theo lĩnh vực: đất đai 10 ý kiến; xây dựng cơ bản 9 ý kiến; nước sinh hoạt 4 ý kiến.",
    )
    assert (figures["raised land"], figures["answered land"], figures["answered water"]) == ("12", "10", "4")


def test_a_column_named_a_total_may_err_in_a_few_rows() -> None:
    rows = {i: {(1, 0): 3, (2, 0): 4, (3, 0): 7} for i in range(4)} | {9: {(1, 0): 3, (2, 0): 4, (3, 0): 8}}
    assert find_column_sum(rows, [1, 2, 3], {3}) == 3
    assert find_column_sum(rows, [1, 2, 3]) is None


def test_the_columns_of_places_are_parts_of_the_column_of_all() -> None:
    figures = said(
        "[TABLE]",
        "Nội dung | Cụm Bắc (29/8) | Cụm Nam (02/12) | Cộng",
        "Đất đai | 6/5 | 4/4 | 10/9",
        "Xây dựng cơ bản | 3/3 | 5/4 | 8/7",
        "Nước sinh hoạt | 1/1 | - | 1/1",
        "Tổng ý kiến | 10/9 | 9/8 | 19/17",
        "[/TABLE]",
    )
    assert (figures["raised land"], figures["answered land"], figures["opinions"]) == ("10", "9", "19")


@pytest.mark.parametrize(
    "rows",
    [
        ("Chỉ tiêu | Kết quả", "Số cuộc đã tổ chức | 03 cuộc, trong đó 02 cuộc định kỳ, 01 cuộc đột xuất",
         "Người tham dự | 276 người, trong đó 108 người là phụ nữ", "Ý kiến nêu | 45 ý kiến, tăng 06 ý kiến",
         "Giải đáp tại hội nghị | 41 ý kiến, đạt 91,1%"),
        ("Số cuộc đối thoại | 03 | Số người tham dự | 276", "- Định kỳ | 02 | - Trong đó: nữ | 108",
         "- Đột xuất | 01 | Số ý kiến nêu | 45", "Giải đáp tại hội nghị | 41 | Tỷ lệ giải đáp (%) | 91,1"),
    ],
)  # fmt: skip
def test_tables_that_tell_and_tables_of_pairs_are_read(rows: tuple[str, ...]) -> None:
    figures = said("[TABLE]", *rows, "[/TABLE]")
    assert [figures[m] for m in ("sessions", "sessions_periodic", "sessions_adhoc", "participants", "opinions")] == [
        *("3", "2", "1", "276", "45")
    ]
    assert figures["opinions_answered"] == "41"


def test_a_sum_with_brackets_is_a_list() -> None:
    figures = said(RAISED + ".", "2.4", "Kiến nghị: 40 = 31 (giải đáp tại hội nghị) + 9 (đã chuyển cấp trên).")
    assert (figures["petitions"], figures["petitions_answered"], figures["petitions_forwarded"]) == ("40", "31", "9")
