"""A PDF gives the paragraphs and tables that its author typed."""

import importlib.util
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.documents.address_text import box_of
from extractors.documents.read_pdf import read_pdf
from extractors.records import Cell, Paragraph, Table
from extractors.unreadable_document import UnreadableDocument

PREFECT = importlib.util.find_spec("prefect")
PREFECT_FOLDER = Path(PREFECT.origin).parent if PREFECT is not None and PREFECT.origin else Path()
FONTS = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
    Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"),
    PREFECT_FOLDER / "server/ui-v2/fonts/Geist-VariableFont_wght.ttf",  # ships with a package we install
)
LEFT, RIGHT, SIZE, LEADING = 85.0, 540.0, 12.0, 18.0
Draw = Callable[[Canvas], None]


@pytest.fixture(scope="session", autouse=True)
def fonts() -> None:
    """Register a font with Vietnamese letters, and a bold one."""
    pdfmetrics.registerFont(TTFont("Viet", str(next(path for path in FONTS if path.exists()))))
    pdfmetrics.registerFont(TTFont("Bold", "VeraBd.ttf"))  # ships with reportlab


def make_pdf(path: Path, *pages: Draw, rotation: int = 0) -> Path:
    """Write a PDF of A4 pages."""
    canvas = Canvas(str(path), pagesize=A4)
    for draw in pages:
        canvas.setPageRotation(rotation)
        canvas.setFont("Viet", SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def lines(*texts: str, top: float = 760.0, x: float = LEFT, leading: float = LEADING) -> Draw:
    """Draw lines from the top; a text that ends with "~" is stretched to the right edge."""

    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(texts):
            full = text.endswith("~")
            line = canvas.beginText(x, top - number * leading)
            text = text.rstrip("~")
            if full:
                white = RIGHT - x - pdfmetrics.stringWidth(text, "Viet", SIZE)
                line.setCharSpace(white / (len(text) - 1) if "\u00ad" not in text else 0)
            line.textOut(text)
            canvas.drawText(line)

    return draw


def both(*draws: Draw) -> Draw:
    """Draw several things on one page."""

    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def grid(xs: list[float], ys: list[float], gaps: tuple[tuple[float, float, float, float], ...] = ()) -> Draw:
    """Draw the rulings of a table, one stroke a cell side, but for ``gaps`` (inside a merged cell)."""

    def draw(canvas: Canvas) -> None:
        sides = [(x0, y, x1, y) for y in ys for x0, x1 in pairwise(xs)]
        sides += [(x, y0, x, y1) for x in xs for y0, y1 in pairwise(ys)]
        for side in sides:
            if side not in gaps:
                canvas.line(*side)

    return draw


def at(*places: tuple[float, float, str]) -> Draw:
    """Draw texts at places."""

    def draw(canvas: Canvas) -> None:
        for x, y, text in places:
            canvas.drawString(x, y, text)

    return draw


def texts(path: Path) -> list[str]:
    blocks = read_pdf(path).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


LONG = (
    "Trong năm 2025, Đảng ủy xã đã tổ chức 04 cuộc tiếp xúc, đối thoại~",
    "trực tiếp với Nhân dân tại các thôn, bản trên địa bàn, trong đó có~",
    "245 đại biểu tham dự.",
)
LONG_TEXT = " ".join(LONG).replace("~", "")


def test_lines_of_a_paragraph_are_joined(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", lines("I. TÌNH HÌNH CHUNG", *LONG, *LONG, "Hết."))
    assert texts(path) == ["I. TÌNH HÌNH CHUNG", LONG_TEXT, LONG_TEXT, "Hết."]


def test_hyphens_are_neither_made_nor_lost(tmp_path: Path) -> None:
    page = lines(
        "Thực hiện Quy chế của Tỉnh ủy, Công văn và Kế hoạch số 167-~",
        "CV/BTGDVTU của Ban, các lĩnh vực đô thị, quản lý đất, an ninh -~",
        "trật tự, nhiệm kỳ 2025 - 2030 của Đảng bộ các xã, các phường tại~",
        "tỉnh.",
    )
    text = (
        "Thực hiện Quy chế của Tỉnh ủy, Công văn và Kế hoạch số 167-CV/BTGDVTU của Ban, các lĩnh vực đô thị, "
        "quản lý đất, an ninh - trật tự, nhiệm kỳ 2025 - 2030 của Đảng bộ các xã, các phường tại tỉnh."
    )
    assert texts(make_pdf(tmp_path / "a.pdf", page)) == [text]


def test_a_wrapped_second_half_of_a_name_is_no_list_item(tmp_path: Path) -> None:
    page = lines(*LONG, "Nhân dân tham gia ý kiến về các lĩnh vực đất đai, xây dựng, an ninh~", "- trật tự và y tế.")
    assert texts(make_pdf(tmp_path / "a.pdf", page))[1].endswith("an ninh - trật tự và y tế.")


def test_list_items_stay_apart(tmp_path: Path) -> None:
    items = ("- Đất đai: 09 ý kiến.", "- Y tế: 02 ý kiến.", "+ Trường học: 01 ý kiến.", "1. Ưu điểm", "a) Đã làm")
    assert texts(make_pdf(tmp_path / "a.pdf", lines(*items))) == list(items)


def test_the_heading_block_reads_left_column_first(tmp_path: Path) -> None:
    left = lines("ĐẢNG BỘ TỈNH LÀO CAI", "ĐẢNG ỦY XÃ TÚ LỆ", "Số 57-BC/ĐU", x=85)
    right = lines("ĐẢNG CỘNG SẢN VIỆT NAM", "Tú Lệ, ngày 05 tháng 12 năm 2025", x=310)
    body = lines("Thực hiện Quy chế của Tỉnh ủy, Đảng ủy xã Tú Lệ báo cáo như sau:", top=680)
    assert texts(make_pdf(tmp_path / "a.pdf", both(left, right, body))) == [
        "ĐẢNG BỘ TỈNH LÀO CAI",
        "ĐẢNG ỦY XÃ TÚ LỆ",
        "Số 57-BC/ĐU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Tú Lệ, ngày 05 tháng 12 năm 2025",
        "Thực hiện Quy chế của Tỉnh ủy, Đảng ủy xã Tú Lệ báo cáo như sau:",
    ]


def test_a_paragraph_over_a_page_break_is_joined_and_furniture_dropped(tmp_path: Path) -> None:
    first = both(at((297, 810, "1"), (LEFT, 30, "Báo cáo số 57-BC/ĐU")), lines("Mở đầu.", *LONG[:2], top=110))
    second = both(at((297, 810, "2"), (LEFT, 30, "Báo cáo số 57-BC/ĐU")), lines(LONG[2], "Kết thúc."))
    assert texts(make_pdf(tmp_path / "a.pdf", first, second)) == ["Mở đầu.", LONG_TEXT, "Kết thúc."]


def test_a_lone_number_within_the_page_is_kept(tmp_path: Path) -> None:
    assert texts(make_pdf(tmp_path / "a.pdf", lines("Tổng số ý kiến:", "46", top=500))) == ["Tổng số ý kiến:", "46"]


def test_bold_and_centred(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines(*LONG, *LONG, top=700)(canvas)
        canvas.setFont("Bold", SIZE)
        canvas.drawCentredString((LEFT + RIGHT) / 2, 760, "REPORT")

    found = read_pdf(make_pdf(tmp_path / "a.pdf", draw))
    blocks, pages, changes = found.blocks, found.pages, found.struck
    found = [(b.text[:8], b.bold, b.centered) for b in blocks if isinstance(b, Paragraph)]
    assert found == [("REPORT", True, True), ("Trong nă", False, False), ("Trong nă", False, False)]
    assert (pages, changes) == (1, 0)


def test_a_ruled_table_with_a_merged_head(tmp_path: Path) -> None:
    xs, ys = [85.0, 200.0, 300.0, 400.0], [640.0, 660.0, 680.0, 700.0]
    merged = ((200.0, 680.0, 200.0, 680.0), (300.0, 680.0, 300.0, 700.0), (85.0, 680.0, 200.0, 680.0))
    words = at(
        (90, 665, "Lĩnh vực"), (205, 685, "Số ý kiến"), (205, 665, "Tổng số"), (305, 665, "Giải đáp"),
        (90, 645, "Đất đai"), (205, 645, "13"), (305, 645, "11"), (85, 720, "Kết quả như sau:"),
    )  # fmt: skip
    blocks = read_pdf(make_pdf(tmp_path / "a.pdf", both(grid(xs, ys, merged), words))).blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Table"]
    table = blocks[1]
    assert isinstance(table, Table)
    assert (table.block, table.rows, table.columns) == (1, 3, 3)
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 2, 1, "Lĩnh vực"),
        (0, 1, 1, 2, "Số ý kiến"),
        (1, 1, 1, 1, "Tổng số"),
        (1, 2, 1, 1, "Giải đáp"),
        (2, 0, 1, 1, "Đất đai"),
        (2, 1, 1, 1, "13"),
        (2, 2, 1, 1, "11"),
    ]


def cell_rows(table: Paragraph | Table) -> list[list[str]]:
    assert isinstance(table, Table)
    return [[c.text for c in table.cells if c.row == row] for row in range(table.rows)]


def test_a_table_over_two_pages_is_one_and_its_repeated_head_dropped(tmp_path: Path) -> None:
    xs = [85.0, 115.0, 250.0, 350.0]
    head = (90, "TT"), (120, "Lĩnh vực"), (255, "Số ý kiến")
    first = both(
        lines(*LONG), grid(xs, [60.0, 80.0, 100.0]),
        at(*((x, 85, t) for x, t in head), (90, 65, "1"), (120, 65, "Đất đai"), (255, 65, "13")),
    )  # fmt: skip
    second = both(
        grid(xs, [740.0, 760.0, 780.0, 800.0]),
        at(*((x, 785, t) for x, t in head), (90, 765, "2"), (120, 765, "Y tế"), (255, 765, "4")),
        at((120, 745, "Cộng"), (255, 745, "17")),
        lines("Sau bảng.", top=600),
    )
    blocks = read_pdf(make_pdf(tmp_path / "a.pdf", first, second)).blocks
    assert cell_rows(blocks[1]) == [
        ["TT", "Lĩnh vực", "Số ý kiến"],
        ["1", "Đất đai", "13"],
        ["2", "Y tế", "4"],
        ["", "Cộng", "17"],
    ]
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [LONG_TEXT, "Sau bảng."]


def test_a_row_cut_by_the_page_break_is_made_whole(tmp_path: Path) -> None:
    xs = [85.0, 115.0, 190.0, 350.0]
    first = both(
        lines(*LONG), grid(xs, [60.0, 80.0, 100.0]),
        at((90, 85, "TT"), (120, 85, "Lĩnh vực"), (195, 85, "Số ý kiến")),
        at((90, 65, "1"), (120, 65, "Chế độ,"), (195, 65, "13")),
    )  # fmt: skip
    second = both(
        grid(xs, [760.0, 780.0, 800.0]),
        at((120, 785, "chính sách"), (90, 765, "2"), (120, 765, "Y tế"), (195, 765, "4")),
    )
    blocks = read_pdf(make_pdf(tmp_path / "a.pdf", first, second)).blocks
    assert cell_rows(blocks[1]) == [
        ["TT", "Lĩnh vực", "Số ý kiến"],
        ["1", "Chế độ, chính sách", "13"],
        ["2", "Y tế", "4"],
    ]


def test_a_date_cut_by_a_narrow_cell_is_whole(tmp_path: Path) -> None:
    xs, ys = [85.0, 150.0, 250.0], [640.0, 680.0, 700.0]
    words = at((91, 685, "Ngày"), (155, 685, "Số người"), (91, 666, "30/10/20"), (91, 650, "25"), (155, 666, "118"))
    blocks = read_pdf(make_pdf(tmp_path / "a.pdf", both(lines(*LONG), grid(xs, ys), words))).blocks
    assert cell_rows(blocks[1]) == [["Ngày", "Số người"], ["30/10/2025", "118"]]


def test_a_frame_round_running_text_is_no_table(tmp_path: Path) -> None:
    page = both(grid([80.0, 545.0], [100.0, 800.0]), lines(*LONG, "Hết."))
    assert texts(make_pdf(tmp_path / "a.pdf", page)) == [LONG_TEXT, "Hết."]


def test_struck_out_text_is_dropped_and_counted(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 700, "Có 3326 ý kiến tại hội nghị.")
        start = LEFT + pdfmetrics.stringWidth("Có ", "Viet", SIZE)
        end = start + pdfmetrics.stringWidth("33", "Viet", SIZE)
        canvas.line(start, 703.5, end, 703.5)
        canvas.line(end, 698.5, end + 14, 698.5)  # the insertion is underlined

    found = read_pdf(make_pdf(tmp_path / "a.pdf", draw))
    blocks, changes = found.blocks, found.struck
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["Có 26 ý kiến tại hội nghị."]
    assert changes == 1


def test_every_word_has_its_box(tmp_path: Path) -> None:
    blocks = read_pdf(make_pdf(tmp_path / "a.pdf", lines("Có 46 ý kiến", top=700))).blocks
    part = blocks[0]
    assert isinstance(part, Paragraph)
    assert [part.text[s.char_start : s.char_end] for s in part.spans] == ["Có", "46", "ý", "kiến"]
    box = box_of(part, 3, 5)
    assert box is not None
    page, x0, y0, x1, y1 = box
    start = LEFT + pdfmetrics.stringWidth("Có ", "Viet", SIZE)
    assert page == 1
    assert (x0, x1) == pytest.approx((start, start + pdfmetrics.stringWidth("46", "Viet", SIZE)), abs=0.5)
    assert y0 < A4[1] - 700 - 5 and A4[1] - 700 <= y1 < A4[1] - 695


def test_a_turned_page_reads_as_it_is_shown(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 100)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Có 46 ý kiến")
        canvas.drawString(0, -LEADING, "Hết")

    blocks = read_pdf(make_pdf(tmp_path / "a.pdf", draw, rotation=90)).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["Có 46 ý kiến", "Hết"]
    span = blocks[0].spans[0] if isinstance(blocks[0], Paragraph) else None
    assert span is not None
    assert span.x0 == pytest.approx(100, abs=1)
    assert span.y1 == pytest.approx(300, abs=4)


def test_a_slanted_watermark_is_left_out_and_an_upright_column_head_kept(tmp_path: Path) -> None:
    xs, ys = [85.0, 200.0, 230.0], [600.0, 620.0, 640.0, 700.0]

    def draw(canvas: Canvas) -> None:
        grid(xs, ys)(canvas)
        at((90, 650, "Lĩnh vực"), (90, 625, "Đất đai"), (205, 625, "13"), (90, 605, "Y tế"), (205, 605, "4"))(canvas)
        for x, y, angle, text in ((218, 645, 90, "Ý kiến"), (200, 300, 45, "DỰ THẢO")):
            canvas.saveState()
            canvas.translate(x, y)
            canvas.rotate(angle)
            canvas.drawString(0, 0, text)
            canvas.restoreState()

    blocks = read_pdf(make_pdf(tmp_path / "a.pdf", draw)).blocks
    assert [cell_rows(block) for block in blocks] == [[["Lĩnh vực", "Ý kiến"], ["Đất đai", "13"], ["Y tế", "4"]]]
    cell = blocks[0].cells[1] if isinstance(blocks[0], Table) else None
    assert isinstance(cell, Cell) and cell.block == 1


def picture(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)


def test_a_page_that_is_an_empty_picture_holds_nothing(tmp_path: Path) -> None:
    found = read_pdf(make_pdf(tmp_path / "a.pdf", picture))
    assert (found.blocks, found.pages, found.scanned) == ((), 1, 1)


def test_a_scanned_page_among_text_is_counted(tmp_path: Path) -> None:
    found = read_pdf(make_pdf(tmp_path / "a.pdf", lines(*LONG), picture))
    assert [b.text for b in found.blocks if isinstance(b, Paragraph)] == [LONG_TEXT]
    assert (found.pages, found.scanned) == (2, 1)


def test_a_hidden_text_layer_under_a_picture_is_not_believed(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        picture(canvas)
        text = canvas.beginText(LEFT, 700)
        text.setTextRenderMode(3)
        text.textOut("Có 46 ý kiến")
        canvas.drawText(text)

    assert read_pdf(make_pdf(tmp_path / "a.pdf", draw)).blocks == ()


def test_hidden_words_among_visible_ones_are_not_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, 500)
        text.setTextRenderMode(3)
        text.textOut("Có 99 ý kiến chưa ai thấy.")
        canvas.drawText(text)

    assert texts(make_pdf(tmp_path / "a.pdf", both(lines(*LONG), draw))) == [LONG_TEXT]


def test_a_picture_behind_visible_text_is_no_scan(tmp_path: Path) -> None:
    assert texts(make_pdf(tmp_path / "a.pdf", both(picture, lines(*LONG)))) == [LONG_TEXT]


def test_a_broken_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing\n%%EOF")
    with pytest.raises(UnreadableDocument, match="bị hỏng"):
        read_pdf(path)
