"""Render a report as a PDF file, as printed from an office's word processor; same input, same bytes."""

from __future__ import annotations

import functools
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT  # type: ignore[import-untyped, unused-ignore]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped, unused-ignore]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped, unused-ignore]
from reportlab.lib.units import mm  # type: ignore[import-untyped, unused-ignore]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped, unused-ignore]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped, unused-ignore]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped, unused-ignore]
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table  # type: ignore[import-untyped, unused-ignore]

from demo.docx_xml import column_widths
from demo.merge_cells import count_header_rows, find_boxes
from demo.records import ReportText, TextTable

FONT_PACKAGE = "font_source_serif_pro"  # PyPI: font-source-serif-pro, SIL Open Font License; all Vietnamese letters
REGULAR, BOLD = "SourceSerifPro", "SourceSerifPro-Bold"
SYSTEM_FONTS = Path("/usr/share/fonts/truetype/dejavu")  # used only where the package is missing
TEXT_WIDTH = A4[0] - 45 * mm


@dataclass(frozen=True, slots=True)
class PdfStyle:
    """How an office's word processor printed it."""

    heading_block: str = "table"  # table (two columns without borders), paragraphs
    size: float = 13.5
    justified: bool = True
    first_indent: float = 10 * mm
    table_size: float = 11.0


def vary_pdf_style(seed: int) -> PdfStyle:
    """Draw a style."""
    random = Random(f"pdf {seed}")
    return PdfStyle(
        heading_block=random.choice(("table", "table", "table", "paragraphs")),
        size=random.choice((12.5, 13.0, 13.5, 14.0)),
        justified=random.random() < 0.8,
        first_indent=random.choice((0, 10 * mm, 12.7 * mm)),
        table_size=random.choice((10.0, 11.0, 12.0)),
    )


def render_pdf(report: ReportText, path: Path | str, *, style: PdfStyle | None = None) -> None:
    """Write a report to a PDF file."""
    style = style or PdfStyle()
    _register_fonts()
    flow: list[Any] = _two_columns(report.head_left, report.head_right, style)
    for item in report.body:
        if isinstance(item, TextTable):
            flow += [_table(item, style), Spacer(0, 4)]
        else:
            flow.append(_paragraph(item.text, style, bold=item.bold, centred=item.centred))
    flow += _two_columns(report.foot_left, report.foot_right, style)
    _build(flow, path)


def render_blank_pdf(path: Path | str) -> None:
    """Write a PDF file of one page without any text."""
    _build([Spacer(1, 1)], path)


def find_fonts() -> tuple[Path, Path]:
    """Find the regular and the bold font file."""
    spec = importlib.util.find_spec(FONT_PACKAGE)
    if spec and spec.origin:
        files = Path(spec.origin).parent / "files"
        return files / "SourceSerifPro-Regular.ttf", files / "SourceSerifPro-Bold.ttf"
    fonts = SYSTEM_FONTS / "DejaVuSerif.ttf", SYSTEM_FONTS / "DejaVuSerif-Bold.ttf"
    if not all(font.is_file() for font in fonts):
        raise RuntimeError("no font with Vietnamese letters: pip install font-source-serif-pro")
    return fonts


@functools.cache
def _register_fonts() -> None:
    for name, file in zip((REGULAR, BOLD), find_fonts(), strict=True):
        pdfmetrics.registerFont(TTFont(name, str(file)))


def _build(flow: list[Any], path: Path | str) -> None:
    template = SimpleDocTemplate(
        str(path),
        pagesize=A4,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        leftMargin=30 * mm,
        rightMargin=15 * mm,
        title="",
        author="Văn phòng Đảng ủy",
        invariant=1,
    )
    template.build(flow, onLaterPages=_print_page_number)


def _print_page_number(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.setFont(REGULAR, 13)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, str(template.page))


@functools.cache
def _text_style(style: PdfStyle, align: int, bold: bool, indent: bool, size: float) -> ParagraphStyle:
    return ParagraphStyle(
        f"{align} {bold} {indent} {size}",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.3,
        alignment=align,
        firstLineIndent=style.first_indent if indent else 0,
        spaceAfter=3,
        splitLongWords=0,  # a word is never cut, as no word processor does
    )


def _paragraph(text: str, style: PdfStyle, *, bold: bool = False, centred: bool = False) -> Paragraph:
    align = TA_CENTER if centred else TA_JUSTIFY if style.justified else TA_LEFT
    return Paragraph(escape(text), _text_style(style, align, bold, not centred, style.size))


def _two_columns(left: tuple[str, ...], right: tuple[str, ...], style: PdfStyle) -> list[Any]:
    if not left and not right:
        return []
    if style.heading_block == "paragraphs":
        return [Paragraph(escape(t), _text_style(style, TA_LEFT, False, False, style.size)) for t in left] + [
            Paragraph(escape(t), _text_style(style, TA_RIGHT, False, False, style.size)) for t in right
        ]
    centred = _text_style(style, TA_CENTER, False, False, style.size - 1)
    cells = [[Paragraph(escape(line), centred) for line in lines] for lines in (left, right)]
    table = Table([cells], colWidths=[TEXT_WIDTH / 2] * 2, style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    return [table, Spacer(0, 8)]


def _table(table: TextTable, style: PdfStyle) -> Table:
    """Lay out a ruled table that may break over pages and repeats its header."""
    header = count_header_rows(table)
    commands: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    cells: list[list[Any]] = [[""] * len(row) for row in table.rows]
    for box in find_boxes(table):
        head = box.row < header
        align = TA_LEFT if box.column == 1 and not head else TA_CENTER
        cells[box.row][box.column] = Paragraph(
            escape(box.text), _text_style(style, align, head, False, style.table_size)
        )
        if box.rows > 1 or box.columns > 1:
            end = (box.column + box.columns - 1, box.row + box.rows - 1)
            commands.append(("SPAN", (box.column, box.row), end))
    widths = column_widths(table, round(TEXT_WIDTH))
    return Table(cells, colWidths=widths, style=commands, repeatRows=header)
