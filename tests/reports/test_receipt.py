"""The receipt as a unit finds it: its numbers, the words they stand in, blanks for the pen, one page."""

from __future__ import annotations

import shutil
import subprocess
import time
import unicodedata
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document

from reports.compose_receipt import load_receipt_wording
from reports.receipt_records import Receipt, ReceiptFigure
from reports.write_receipt import write_receipt
from transforms.records import CATEGORIES

SOFFICE = shutil.which("soffice")
SESSIONS = (
    "Trong năm, người đứng đầu cấp ủy, chính quyền xã chủ trì 03 cuộc tiếp xúc, đối thoại (định kỳ 02 cuộc, "
    "đột xuất 01 cuộc) với 1.318 người tham dự"
)
OPINIONS = (
    "Tại các cuộc đối thoại, Nhân dân nêu 57 ý kiến; chủ trì và các cơ quan chuyên môn giải đáp ngay 51 ý kiến, "
    "đạt 89,5%; 04 ý kiến vượt thẩm quyền được chuyển lên cấp trên; 02 ý kiến tiếp thu để trả lời sau"
)
PETITIONS = "Tổng số kiến nghị là 57 kiến nghị, đã giải đáp tại hội nghị 51 kiến nghị"
AFTER = "Sau hội nghị, UBND xã đã giải quyết xong 02 kiến nghị; chuyển cơ quan cấp tỉnh xem xét 04 kiến nghị."
QUESTIONS = (
    "Cộng các lĩnh vực được 43 ý kiến, nhưng tổng số nêu là 44; đề nghị đơn vị rà soát lại từng lĩnh vực.",
    "Mục kết quả giải quyết ghi 28 kiến nghị, mục kết quả tổ chức ghi 26 ý kiến; báo cáo không giải thích chênh lệch.",
    "Một số lĩnh vực khác (ý kiến nêu): in là “O4”, đọc là 4; đề nghị đối chiếu văn bản.",
    "Không tìm thấy số kiến nghị đang giải quyết trong báo cáo (còn 5 chưa rõ kết quả).",
)


def figure(measure: str, value: int | Decimal | None, printed: str, quote: str, **more: Any) -> ReceiptFigure:
    """Make a figure of page 2."""
    known: dict[str, Any] = {"category": None, "status": "extracted", "place": "trang 2", **more}
    return ReceiptFigure(measure=measure, value=value, printed=printed, quote=quote, **known)


def fields() -> tuple[ReceiptFigure, ...]:
    """Give eight fields with two numbers each."""
    found: list[ReceiptFigure] = []
    for place, category in enumerate(CATEGORIES, 3):
        quote = f"- Lĩnh vực thứ {place} có {place + 10} ý kiến, giải đáp tại hội nghị {place + 9} ý kiến."
        found.append(figure("raised", place + 10, str(place + 10), quote, category=category))
        found.append(figure("answered", place + 9, str(place + 9), quote, category=category))
    return tuple(found)


TYPICAL = Receipt(
    commune_name="Xã Lùng Phình",
    period="2025",
    symbol="203-BC/ĐU",
    issued_on="2025-12-09",
    file_name="nam-2025/02848 lung phinh.docx",
    figures=(
        figure("petitions", 57, "57", PETITIONS, place="trang 3"),
        figure("petitions_answered", 51, "51", PETITIONS, place="trang 3"),
        figure("petitions_resolved", 2, "02", AFTER, place="trang 3"),
        figure("petitions_forwarded", 4, "04", AFTER, place="trang 3"),
        figure("sessions", 3, "03", SESSIONS),
        figure("sessions_periodic", 2, "02", SESSIONS),
        figure("participants", 1318, "1.318", SESSIONS),
        figure("opinions", Decimal(57), "57", OPINIONS),
        figure("opinions_answered", 51, "51", OPINIONS),
        figure("answered_rate", Decimal("89.5"), "89,5%", OPINIONS),
        figure("opinions_forwarded", 4, "04", OPINIONS),
        figure("opinions_pending", 2, "02", OPINIONS),
        *fields(),
    ),
    questions=QUESTIONS,
)


def open_receipt(receipt: Receipt, folder: Path) -> Any:
    """Write and open a receipt."""
    path = folder / "phieu.docx"
    write_receipt(receipt, path)
    return Document(str(path))


def rows_of(document: Any, place: int = 1) -> list[list[str]]:
    """Give the rows of a table: 0 heading, 1 figures, 2 questions; a merged cell's text stands in each of its rows."""
    return [[cell.text.replace("\xa0", " ") for cell in row.cells] for row in document.tables[place].rows]


def row_of(receipt: Receipt, folder: Path, label: str) -> list[str]:
    """Give the row of a label."""
    return next(row for row in rows_of(open_receipt(receipt, folder)) if row[1] == label)


def bold_in(document: Any, row: int) -> list[str]:
    """Give what is bold of a figure's quote."""
    cell = document.tables[1].rows[row].cells[3]
    return [run.text for paragraph in cell.paragraphs for run in paragraph.runs if run.bold]


def pages_of(receipt: Receipt, folder: Path) -> list[str]:
    """Print the receipt with LibreOffice and give the text of each page."""
    path = folder / "phieu.docx"
    write_receipt(receipt, path)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    document = pypdfium2.PdfDocument(folder / "phieu.pdf")
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def test_its_heading_names_the_unit_and_the_report_it_was_read_from(tmp_path: Path) -> None:
    document = open_receipt(TYPICAL, tmp_path)
    left, right = (text.split() for text in rows_of(document, 0)[0])
    assert " ".join(left) == "TỈNH ỦY LÀO CAI BAN TUYÊN GIÁO VÀ DÂN VẬN *"
    assert " ".join(right) == "ĐẢNG CỘNG SẢN VIỆT NAM Lào Cai, ngày tháng năm"
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:4] == [
        "PHIẾU ĐỐI SOÁT SỐ LIỆU",
        "kết quả tiếp xúc, đối thoại trực tiếp với Nhân dân năm 2025",
        "-----",
        "Kính gửi: Đảng ủy xã Lùng Phình",
    ]
    assert "đã đọc Báo cáo số 203-BC/ĐU, ngày 09/12/2025 (tệp “02848 lung phinh.docx”) và ghi nhận" in lines[4]


def test_a_report_without_number_and_day_is_named_by_its_file(tmp_path: Path) -> None:
    document = open_receipt(replace(TYPICAL, symbol=None, issued_on=None), tmp_path)
    assert "Báo cáo chưa rõ số, chưa rõ ngày (tệp “02848 lung phinh.docx”)" in document.paragraphs[4].text


def test_measures_come_first_in_their_order_then_the_fields_with_two_numbers(tmp_path: Path) -> None:
    head, *rows = rows_of(open_receipt(TYPICAL, tmp_path))
    assert head == ["TT", "Chỉ tiêu", "Số liệu đã đọc", "Câu văn hoặc ô trong báo cáo", "Đúng", "Số đúng"]
    measures, fields_of = rows[:12], rows[13:]
    assert [row[:3] for row in measures[:6]] == [
        ["1", "Số cuộc tiếp xúc, đối thoại", "3"],
        ["2", "Số cuộc định kỳ", "2"],
        ["3", "Số người tham dự", "1.318"],
        ["4", "Số ý kiến tại hội nghị", "57"],
        ["5", "Số ý kiến được giải đáp tại hội nghị", "51"],
        ["6", "Tỷ lệ giải đáp tại hội nghị (%)", "89,5"],
    ]
    assert set(rows[12]) == {"Theo lĩnh vực: số ý kiến nêu / số ý kiến được giải đáp tại hội nghị"}
    assert [row[:3] for row in fields_of] == [
        ["13", "Đất đai", "13 / 12"],
        ["14", "Xây dựng cơ bản", "14 / 13"],
        ["15", "Chế độ, chính sách", "15 / 14"],
        ["16", "Đô thị, an ninh - trật tự", "16 / 15"],
        ["17", "Thủ tục hành chính", "17 / 16"],
        ["18", "Nước sinh hoạt", "18 / 17"],
        ["19", "Y tế, giáo dục", "19 / 18"],
        ["20", "Một số lĩnh vực khác", "20 / 19"],
    ]
    assert {(row[4], row[5]) for row in measures} == {("", "")}
    assert {(row[4], row[5]) for row in fields_of} == {("", "/")}


def test_measures_of_a_sentence_share_its_quote_with_their_numbers_in_bold(tmp_path: Path) -> None:
    document = open_receipt(TYPICAL, tmp_path)
    rows = rows_of(document)
    assert rows[1][3] == rows[2][3] == rows[3][3] != rows[4][3]
    assert rows[1][3].startswith("Trang 2: “") and "chủ trì 03 cuộc" in rows[1][3]
    assert bold_in(document, 1) == ["03", "02", "1.318"]
    assert bold_in(document, 4) == ["57", "51", "89,5%", "04", "02"]
    assert bold_in(document, 14) == ["13", "12"]


def test_what_is_not_found_is_named_below_with_a_blank_and_gives_no_zero(tmp_path: Path) -> None:
    few = tuple(figure for figure in TYPICAL.figures if figure.category != "water")
    few += (
        figure("petitions_pending", None, "", ""),
        figure("raised", 0, "không có", "nước: không có", category="water"),
    )
    document = open_receipt(replace(TYPICAL, figures=few), tmp_path)
    assert "Không thấy trong báo cáo: số cuộc đột xuất ………; số kiến nghị đang giải quyết ………." in [
        paragraph.text for paragraph in document.paragraphs
    ]
    water = next(row for row in rows_of(document) if row[1] == "Nước sinh hoạt")
    assert (water[2], water[3]) == ("0 / –", "Trang 2: “nước: không có”")


def test_a_report_that_states_everything_misses_nothing(tmp_path: Path) -> None:
    every = (figure("sessions_adhoc", 1, "01", SESSIONS), figure("petitions_pending", 0, "không", "còn không"))
    document = open_receipt(replace(TYPICAL, figures=TYPICAL.figures + every), tmp_path)
    assert not any("Không thấy" in paragraph.text for paragraph in document.paragraphs)


def test_decided_summed_and_struck_figures_say_so(tmp_path: Path) -> None:
    figures = (
        figure("sessions", 4, "03", "chủ trì 03 cuộc", status="corrected"),
        figure("participants", 300, "trên 300", "có hơn ba trăm người", status="confirmed"),
        figure("opinions", None, "57", "nêu 57 ý kiến", status="corrected", place=""),
        figure("raised", 7, "4 + 3", "Môi trường: 4/4 ý kiến", category="other"),
        figure("answered", 6, "06", "đã giải đáp 06", category="other", place="bảng 1, dòng 3"),
    )
    receipt = replace(TYPICAL, figures=figures)
    assert row_of(receipt, tmp_path, "Số cuộc tiếp xúc, đối thoại")[2:4] == ["4", "Trang 2: “chủ trì 03 cuộc” (đã sửa)"]
    assert row_of(receipt, tmp_path, "Số người tham dự")[3] == (
        "Trang 2: “có hơn ba trăm người” (ghi là “trên 300”; đã xác nhận)"
    )
    assert row_of(receipt, tmp_path, "Số ý kiến tại hội nghị")[2:4] == ["–", "“nêu 57 ý kiến” (đã sửa)"]
    assert row_of(receipt, tmp_path, "Một số lĩnh vực khác")[2:4] == [
        "7 / 6",
        "Trang 2: “Môi trường: 4/4 ý kiến” (cộng 4 + 3); bảng 1, dòng 3: “đã giải đáp 06”",
    ]


def test_cells_of_a_row_name_their_place_once(tmp_path: Path) -> None:
    cells = (
        figure("raised", 9, "9", "Ý kiến: 9", category="land", place="bảng 1, dòng 3"),
        figure("answered", 8, "8", "Giải đáp: 8", category="land", place="bảng 1, dòng 3"),
    )
    row = row_of(replace(TYPICAL, figures=cells), tmp_path, "Đất đai")
    assert row[3] == "Bảng 1, dòng 3: “Ý kiến: 9”; “Giải đáp: 8”"


def test_questions_are_numbered_with_room_for_answers(tmp_path: Path) -> None:
    document = open_receipt(TYPICAL, tmp_path)
    head, *rows = rows_of(document, 2)
    assert head == ["TT", "Câu hỏi", "Trả lời của đơn vị"]
    assert rows == [[str(place), question, ""] for place, question in enumerate(QUESTIONS, 1)]
    assert "Câu hỏi cần đơn vị trả lời" in [paragraph.text for paragraph in document.paragraphs]
    without = open_receipt(replace(TYPICAL, questions=()), tmp_path)
    assert "Câu hỏi cần đơn vị trả lời" not in [paragraph.text for paragraph in without.paragraphs]


def test_it_ends_with_what_the_unit_confirms_and_blank_signatures(tmp_path: Path) -> None:
    document = open_receipt(TYPICAL, tmp_path)
    confirmation, return_to = (paragraph.text for paragraph in document.paragraphs[-2:])
    assert confirmation.split("□")[0].strip() == "Đơn vị xác nhận số liệu trên:"
    assert [part.strip() for part in confirmation.split("□")[1:]] == ["là đúng", "có sửa như ghi ở cột cuối"]
    assert return_to.startswith("Phiếu đã ký, đóng dấu đề nghị gửi lại Ban Tuyên giáo và Dân vận Tỉnh ủy")
    ((left, right),) = rows_of(document, 3)
    assert left.split("\n")[1:3] == ["NGƯỜI ĐỐI CHIẾU", "(ký, ghi rõ họ và tên)"]
    assert right.split("\n")[1:3] == ["T/M ĐẢNG ỦY", "(ký, đóng dấu, ghi rõ họ và tên)"]


def test_a_report_without_figures_still_gives_a_receipt(tmp_path: Path) -> None:
    document = open_receipt(replace(TYPICAL, figures=(), questions=()), tmp_path)
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "Không đọc được số liệu nào trong báo cáo." in lines
    assert any(line.startswith("Không thấy trong báo cáo: số cuộc tiếp xúc, đối thoại ………;") for line in lines)


@pytest.mark.parametrize("wrong", [figure("land", 1, "1", ""), TYPICAL.figures[0], figure("raised", 1, "1", "")])
def test_a_figure_that_is_unknown_or_given_twice_is_refused(wrong: ReceiptFigure, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="given twice"):
        write_receipt(replace(TYPICAL, figures=(*TYPICAL.figures, wrong)), tmp_path / "phieu.docx")


def test_a_text_with_control_characters_can_be_written(tmp_path: Path) -> None:
    odd = replace(TYPICAL, figures=(figure("sessions", 3, "03", "có\x0b <03> & \x00cuộc"),), questions=("a\x07b",))
    document = open_receipt(odd, tmp_path)
    assert (rows_of(document)[1][3], rows_of(document, 2)[1][1]) == ("Trang 2: “có <03> & cuộc”", "ab")


def test_the_same_receipt_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first.docx", tmp_path / "second.docx"
    write_receipt(TYPICAL, first)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    write_receipt(replace(TYPICAL, figures=TYPICAL.figures[::-1]), second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("apart", [False, True], ids=["shared sentences", "a sentence for each figure"])
def test_a_typical_receipt_is_one_page(apart: bool, tmp_path: Path) -> None:
    figures = [
        replace(figure, quote=f"{figure.quote}{' ' * place * apart}") for place, figure in enumerate(TYPICAL.figures)
    ]
    (page,) = pages_of(replace(TYPICAL, figures=tuple(figures)), tmp_path)
    assert "PHIẾU ĐỐI SOÁT SỐ LIỆU" in page and "NGƯỜI ĐỐI CHIẾU" in page


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_very_many_questions_flow_on_and_none_is_cut(tmp_path: Path) -> None:
    questions = tuple(f"Câu hỏi thứ {place}: {QUESTIONS[place % 4]}" for place in range(1, 41))
    pages = pages_of(replace(TYPICAL, questions=questions), tmp_path)
    text = " ".join("".join(pages).split())
    assert len(pages) > 1
    assert all(f"Câu hỏi thứ {place}: " in text for place in range(1, 41))


def test_the_wording_is_composed_unicode_and_complete() -> None:
    text = files("reports").joinpath("receipt.yml").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    wording = load_receipt_wording()
    assert set(wording.statuses) == {"extracted", "confirmed", "corrected"}
    assert "{period}" in wording.subject and "{unit}" in wording.addressee and "{source}" in wording.opening
