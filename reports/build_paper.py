"""Build the parts of a Word paper: paragraphs, tables, page number; as elements: python-docx is slow by the cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from reports.save_file import WRITTEN_AT, printable

FONT = "Times New Roman"
BODY_SIZE = 14
TWIPS_PER_MM = 56.6929


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks; sizes and spacing in points, indents in millimetres."""

    align: str = "both"  # left, center, right, both
    size: float = BODY_SIZE
    bold: bool = False
    italic: bool = False
    underline: bool = False
    first_line: float = 0
    before: float = 0
    after: float = 0
    line: float = 0  # exact line height; 0: single
    keep_next: bool = False
    rule_below: float | None = None  # a rule under the paragraph, with this indent on both sides
    page_break: bool = False


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a table's heading: its text, the columns it spans, whether it reaches down to the last heading row."""

    text: str
    span: int = 1
    tall: bool = False
    covered: bool = False  # the lower part of a tall cell


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table with a heading that repeats on every page and rows that do not split."""

    widths: Sequence[float]  # millimetres
    aligns: Sequence[str]
    head: Sequence[Sequence[HeadCell]]
    rows: Sequence[Sequence[str]]
    bold_rows: frozenset[int] = frozenset()
    size: float = 10


class Paper:
    """A Word document that is filled from top to bottom."""

    def __init__(self) -> None:
        """Open an empty A4 paper with the margins of Party papers and the page number from page 2."""
        self.document: WordDocument = Document()
        body = self.document.element.body
        for element in list(body)[:-1]:
            body.remove(element)
        style_paper(self.document)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(20), Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.header_distance, section.footer_distance = Mm(10), Mm(10)
        section.different_first_page_header_footer = True
        number_pages(section.header.paragraphs[0]._p)

    def add(self, text: str, look: Look) -> None:
        """Add a paragraph."""
        self.put(paragraph(text, look))

    def put(self, element: Any) -> None:
        """Add an element at the end."""
        self.document.element.body.sectPr.addprevious(element)

    def turn_landscape(self) -> None:
        """Begin a landscape section on a new page."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.different_first_page_header_footer = False


def style_paper(document: WordDocument) -> None:
    """Set font, language and spacing of the whole document, and properties that do not change by the hour."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY_SIZE)
    fonts = normal.element.rPr.rFonts
    for kind in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(kind), FONT)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), "vi-VN")
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language = "vi-VN"
    properties.revision = 1
    properties.created = properties.modified = WRITTEN_AT


def child(parent: Any, tag: str, **attributes: str) -> Any:
    """Add an element of the w namespace with its attributes."""
    return etree.SubElement(parent, qn(f"w:{tag}"), {qn(f"w:{name}"): value for name, value in attributes.items()})


def paragraph(text: str, look: Look) -> Any:
    """Make a paragraph."""
    element = etree.Element(qn("w:p"))
    fill_paragraph(element, text, look)
    return element


def fill_paragraph(element: Any, text: str, look: Look) -> None:
    """Write properties and text of a paragraph, in the order that the schema asks for."""
    properties = child(element, "pPr")
    if look.keep_next:
        child(properties, "keepNext")
    if look.page_break:
        child(properties, "pageBreakBefore")
    if look.rule_below is not None:
        child(child(properties, "pBdr"), "bottom", val="single", sz="6", space="1", color="000000")
    line = {"line": str(int(look.line * 20)), "lineRule": "exact"} if look.line else {"line": "240", "lineRule": "auto"}
    child(properties, "spacing", before=str(int(look.before * 20)), after=str(int(look.after * 20)), **line)
    if look.rule_below is not None:
        child(properties, "ind", left=twips(look.rule_below), right=twips(look.rule_below))
    elif look.first_line:
        child(properties, "ind", firstLine=twips(look.first_line))
    child(properties, "jc", val=look.align)
    size_text(child(properties, "rPr"), look)  # the paragraph mark: it gives an empty cell its height
    add_run(element, text, look)


def add_run(element: Any, text: str, look: Look) -> None:
    """Add a piece of text to a paragraph."""
    run = child(element, "r")
    fonts = child(run, "rPr")
    for tag, wanted in (("b", look.bold), ("i", look.italic)):
        if wanted:
            child(fonts, tag)
    size_text(fonts, look)
    if look.underline:
        child(fonts, "u", val="single")
    for place, part in enumerate(printable(text).split("\n")):
        if place:
            child(run, "br")
        content = child(run, "t")
        content.text = part
        content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def size_text(properties: Any, look: Look) -> None:
    """Write the size where it is not the body's."""
    if look.size != BODY_SIZE:
        child(properties, "sz", val=str(int(look.size * 2)))
        child(properties, "szCs", val=str(int(look.size * 2)))


def number_pages(element: Any) -> None:
    """Put the page number in the middle of a header paragraph."""
    child(element.get_or_add_pPr(), "jc", val="center")
    for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = child(element, "r")
        if kind:
            child(run, "fldChar", fldCharType=kind)
        else:
            child(run, "instrText").text = instruction


def twips(millimetres: float) -> str:
    """Convert millimetres to twentieths of a point."""
    return str(round(millimetres * TWIPS_PER_MM))


def start_table(widths: Sequence[float], *, ruled: bool) -> Any:
    """Make an empty table with fixed column widths."""
    table = etree.Element(qn("w:tbl"))
    properties = child(table, "tblPr")
    child(properties, "tblW", w=twips(sum(widths)), type="dxa")
    child(properties, "jc", val="center")
    if ruled:
        borders = child(properties, "tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            child(borders, side, val="single", sz="4", space="0", color="000000")
    child(properties, "tblLayout", type="fixed")
    margins = child(properties, "tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        breadth = (57 if side in ("left", "right") else 23) if ruled else 0
        child(margins, side, w=str(breadth), type="dxa")
    columns = child(table, "tblGrid")
    for width in widths:
        child(columns, "gridCol", w=twips(width))
    return table


def start_row(table: Any, *, head: bool = False) -> Any:
    """Add a row that does not split over two pages; a heading row repeats on each."""
    row = child(table, "tr")
    properties = child(row, "trPr")
    child(properties, "cantSplit")
    if head:
        child(properties, "tblHeader")
    return row


def add_cell(
    row: Any, width: float, lines: Sequence[tuple[str, Look]], *, span: int = 1, merge: str = "", align: str = "center"
) -> None:
    """Add a cell with its paragraphs; ``merge`` is restart or continue for cells merged downwards."""
    cell = child(row, "tc")
    properties = child(cell, "tcPr")
    child(properties, "tcW", w=twips(width), type="dxa")
    if span > 1:
        child(properties, "gridSpan", val=str(span))
    if merge:
        child(properties, "vMerge", val=merge)
    child(properties, "vAlign", val=align)
    for text, look in lines:
        fill_paragraph(child(cell, "p"), text, look)


def layout_table(widths: Sequence[float], rows: Sequence[Sequence[Sequence[tuple[str, Look]]]]) -> Any:
    """Make a table without rules that only lays out a page, as in the heading and the signature."""
    table = start_table(widths, ruled=False)
    for cells in rows:
        row = start_row(table)
        for width, lines in zip(widths, cells, strict=True):
            add_cell(row, width, lines, align="top")
    return table


def ruled_table(grid: Grid) -> Any:
    """Make a ruled table of figures."""
    table = start_table(grid.widths, ruled=True)
    heading = Look("center", grid.size, bold=True)
    for cells in grid.head:
        row = start_row(table, head=True)
        column = 0
        for cell in cells:
            width = sum(grid.widths[column : column + cell.span])
            merge = "restart" if cell.tall else "continue" if cell.covered else ""
            add_cell(row, width, [(cell.text, heading)], span=cell.span, merge=merge)
            column += cell.span
    for place, texts in enumerate(grid.rows):
        row = start_row(table)
        bold = place in grid.bold_rows
        for width, align, text in zip(grid.widths, grid.aligns, texts, strict=True):
            add_cell(row, width, [(text, Look(align, grid.size, bold=bold))])
    return table
