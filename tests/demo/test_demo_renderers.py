"""Files hold what the text says, and the same text gives the same file."""

import re
import unicodedata
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped, unused-ignore]
import pytest
from docx.oxml.ns import qn
from reportlab.pdfbase.ttfonts import TTFontFile  # type: ignore[import-untyped, unused-ignore]

from demo.merge_cells import find_boxes
from demo.read_communes import read_communes
from demo.records import ReportText, TextTable
from demo.render_docx import TYPED_COUNTER, DocxStyle, render_docx, vary_docx_style
from demo.render_pdf import PdfStyle, find_fonts, render_blank_pdf, render_pdf, vary_pdf_style
from demo.write_report import write_report

SEEDS = range(12)


def made_up_report(seed: int) -> ReportText:
    return write_report(seed, read_communes()[seed % 99], "2025")[0]


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def printed_pieces(report: ReportText) -> list[str]:
    pieces = [*report.head_left, *report.head_right, *report.foot_left, *report.foot_right]
    for item in report.body:
        pieces += [cell for row in item.rows for cell in row] if isinstance(item, TextTable) else [item.text]
    return [piece for piece in pieces if piece]


def text_of_docx(path: Path) -> str:
    return "".join(t.text or "" for t in docx.Document(str(path)).element.iter(qn("w:t")))


def text_of_pdf(path: Path) -> str:
    """Read all pages without their numbers; pdfium writes a hyphen at the end of a line as U+FFFE or U+0002."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    pages = [re.sub(rf"^{n}\s", "", page) if n > 1 else page for n, page in enumerate(pages, start=1)]
    return re.sub("[\ufffe\x02]", "-", "".join(pages))


@pytest.mark.parametrize("seed", SEEDS)
def test_docx_holds_every_piece_of_the_text(seed: int, tmp_path: Path) -> None:
    report, style = made_up_report(seed), vary_docx_style(seed)
    render_docx(report, tmp_path / "a.docx", style=style)
    text = squeeze(text_of_docx(tmp_path / "a.docx"))
    for piece in printed_pieces(report):
        match = TYPED_COUNTER.match(piece) if style.automatic_lists else None
        assert squeeze(piece[match.end() :] if match else piece) in text


@pytest.mark.parametrize("seed", SEEDS)
def test_pdf_holds_every_piece_of_the_text(seed: int, tmp_path: Path) -> None:
    report = made_up_report(seed)
    render_pdf(report, tmp_path / "a.pdf", style=vary_pdf_style(seed))
    text = squeeze(text_of_pdf(tmp_path / "a.pdf"))
    assert [piece for piece in printed_pieces(report) if squeeze(piece) not in text] == []


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    report = made_up_report(3)
    for name in ("a", "b"):
        render_docx(report, tmp_path / f"{name}.docx", style=vary_docx_style(3))
        render_pdf(report, tmp_path / f"{name}.pdf", style=vary_pdf_style(3))
    for suffix in (".docx", ".pdf"):
        assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_header_cells_of_a_docx_are_really_merged(tmp_path: Path) -> None:
    table = TextTable((("TT", "Kết quả", ""), ("", "Nêu", "Sau"), ("1", "4", "3")))
    render_docx(ReportText((), (), (table,), (), ()), tmp_path / "a.docx", style=DocxStyle())
    cells = docx.Document(str(tmp_path / "a.docx")).tables[0]
    assert cells.cell(0, 1)._tc is cells.cell(0, 2)._tc
    assert cells.cell(0, 0)._tc is cells.cell(1, 0)._tc
    assert [cell.text for cell in cells.rows[2].cells] == ["1", "4", "3"]


def test_automatic_lists_leave_the_counter_to_word(tmp_path: Path) -> None:
    for seed in range(40):
        report = made_up_report(seed)
        if any(not isinstance(item, TextTable) and item.text.startswith("- ") for item in report.body):
            break
    render_docx(report, tmp_path / "a.docx", style=DocxStyle(automatic_lists=True, heading_block="paragraphs"))
    lists = [p for p in docx.Document(str(tmp_path / "a.docx")).paragraphs if p._p.xpath("./w:pPr/w:numPr")]
    assert lists
    assert not any(TYPED_COUNTER.match(p.text) for p in lists)


def test_numbers_and_nouns_may_be_joined_and_sentences_cut(tmp_path: Path) -> None:
    style = DocxStyle(split_runs=True, fixed_spaces=True, tabs=True)
    render_docx(made_up_report(1), tmp_path / "a.docx", style=style)
    paragraphs = docx.Document(str(tmp_path / "a.docx")).paragraphs
    assert any("\u00a0" in p.text for p in paragraphs)
    assert any("\t" in p.text for p in paragraphs)
    assert max(len(p.runs) for p in paragraphs) > 2


def test_pages_after_the_first_carry_a_number(tmp_path: Path) -> None:
    render_pdf(made_up_report(1), tmp_path / "a.pdf", style=PdfStyle(size=14))
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        first_lines = [page.get_textpage().get_text_bounded().splitlines()[0].strip() for page in pdf]
    assert len(first_lines) > 2
    assert first_lines[1:] == [str(number) for number in range(2, len(first_lines) + 1)]
    assert not first_lines[0].isdigit()


def test_blank_page_has_no_text(tmp_path: Path) -> None:
    render_blank_pdf(tmp_path / "a.pdf")
    assert text_of_pdf(tmp_path / "a.pdf").strip() == ""


def test_fonts_have_all_vietnamese_letters() -> None:
    letters = {
        unicodedata.normalize("NFC", vowel + mark)
        for vowel in "aăâeêioôơuưy"
        for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    } | set("đ0123456789%/-–“”…•\u00a0")
    for file in find_fonts():
        glyphs = TTFontFile(str(file)).charToGlyph
        assert [letter for letter in letters | {c.upper() for c in letters} if not glyphs.get(ord(letter))] == []


def test_every_cell_is_in_one_box() -> None:
    for seed in range(60):
        for item in made_up_report(seed).body:
            if isinstance(item, TextTable):
                boxes = find_boxes(item)
                assert sum(box.rows * box.columns for box in boxes) == len(item.rows) * len(item.rows[0])
