"""Read a DOCX file as Word shows it with all insertions taken and all deletions dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from extractors.documents.number_paragraphs import Numbering
from extractors.documents.open_docx import MC, DocxParts, W, open_docx
from extractors.documents.read_runs import Inline, RunReader, choose_alternate, shows_placeholder
from extractors.documents.resolve_styles import VAL, Styles
from extractors.layout.clean_text import clean_text
from extractors.layout.order_blocks import RawCell, RawParagraph, RawTable, order_blocks
from extractors.limits import MAX_NESTING, MAX_TABLE_CELLS, MAX_TABLE_COLUMNS
from extractors.records import Paragraph, Table
from extractors.unreadable_document import UnreadableDocument

CHANGES = tuple(W + n for n in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
TRANSPARENT = {W + n for n in ("ins", "moveTo", "smartTag", "customXml")}
TOO_DEEP = "Tệp Word có quá nhiều bảng hoặc khung lồng nhau, không đọc được; hãy lưu lại thành PDF rồi gửi."
TOO_WIDE = "Tệp Word có bảng quá lớn, không đọc được; hãy lưu lại thành PDF rồi gửi."
Content = RawParagraph | RawTable
Walk = Callable[[etree._Element], Iterator[etree._Element]]


def read_docx(path: Path, encoding: str = "") -> tuple[tuple[Paragraph | Table, ...], int]:
    """Return the blocks in reading order and the number of tracked changes and crossed-out runs.

    ``encoding`` is that of the text whose font doesn't tell (see decode_old_font).
    """
    parts = open_docx(path)
    reader = _BodyReader(parts, encoding)
    contents: list[Content] = []
    body = parts.document.find(W + "body")
    if body is not None:
        contents.extend(reader.read(body, "body", 0))
    for notes in (parts.footnotes, parts.endnotes):
        if notes is not None:
            for note in notes:
                if note.get(W + "type", "normal") == "normal":  # not the line that separates notes from text
                    contents.extend(reader.read(note, "footnote", 0))
    roots = [root for root in (parts.document, parts.footnotes, parts.endnotes) if root is not None]
    changes = sum(1 for root in roots for _ in root.iter(*CHANGES))
    return order_blocks(contents), changes + reader.struck


class _BodyReader:
    """Walks body, cells, notes and text boxes."""

    def __init__(self, parts: DocxParts, encoding: str) -> None:
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering)
        self._runs = RunReader(self._styles, encoding)

    @property
    def struck(self) -> int:
        """Return how many runs were left out because they are crossed out."""
        return self._runs.struck

    def read(self, parent: etree._Element, part: str, depth: int) -> Iterator[Content]:
        """Yield the paragraphs and tables of a body, cell, note or text box in order."""
        if depth > MAX_NESTING:
            raise UnreadableDocument(TOO_DEEP)
        carried: list[Inline] = []  # paragraphs whose end mark is deleted flow into the next one
        for element in block_elements(parent):
            if element.tag == W + "tbl":
                yield self._read_table(element, part, depth)
                continue
            style = _child_value(element, "pPr", "pStyle")
            inline = self._runs.read(element, style)
            if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
                carried.append(inline)
                continue
            yield from self._finish_paragraph(element, style, [*carried, inline], part, depth)
            carried = []
        if carried:
            yield from self._finish_paragraph(element, style, carried, part, depth)

    def _finish_paragraph(
        self, element: etree._Element, style: str, inlines: list[Inline], part: str, depth: int
    ) -> Iterator[Content]:
        whole = Inline([p for i in inlines for p in i.pieces], [b for i in inlines for b in i.boxes])
        number = element.find(f"{W}pPr/{W}numPr")
        if number is None or number.find(W + "numId") is None:
            inherited = self._styles.numbering(style)
            number = inherited if inherited is not None else number
        alignment = _child_value(element, "pPr", "jc")
        yield RawParagraph(
            clean_text(whole.text),
            self._numbering.label(number),
            part,
            whole.bold,
            alignment == "center" if alignment else self._styles.centered(style),
        )
        for box in whole.boxes:
            yield from self.read(box, "textbox", depth + 1)

    def _read_table(self, table: etree._Element, part: str, depth: int) -> RawTable:
        cells: list[RawCell] = []
        open_merges: dict[int, int] = {}  # column → index of the cell that a vertical merge continues
        row = columns = 0
        for element in _rows(table):
            column = _grid_skip(element, "gridBefore")
            for cell in _cells(element):
                width = max(1, _number(_child_value(cell, "tcPr", "gridSpan"), 1))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(VAL, "continue") == "continue" and column in open_merges:
                    above = cells[open_merges[column]]
                    cells[open_merges[column]] = RawCell(
                        above.row, above.column, row - above.row + 1, above.column_span, above.contents
                    )
                else:
                    open_merges.pop(column, None)
                    if merge is not None:
                        open_merges[column] = len(cells)
                    cells.append(RawCell(row, column, 1, width, tuple(self.read(cell, part, depth + 1))))
                column += width
                if column > MAX_TABLE_COLUMNS or len(cells) > MAX_TABLE_CELLS:
                    raise UnreadableDocument(TOO_WIDE)
            columns = max(columns, column)
            row += 1
        return RawTable(row, columns, tuple(cells), part)


def block_elements(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the w:p and w:tbl of a body, cell or note, seen through content controls and insertions."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in TRANSPARENT:
            yield from block_elements(child)
        elif child.tag == W + "sdt":
            yield from _through_control(child, block_elements)
        elif child.tag == MC + "AlternateContent":
            yield from block_elements(choose_alternate(child))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == W + "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in TRANSPARENT:
            yield from _rows(child)
        elif child.tag == W + "sdt":
            yield from _through_control(child, _rows)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == W + "tc":
            if child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif child.tag in TRANSPARENT:
            yield from _cells(child)
        elif child.tag == W + "sdt":
            yield from _through_control(child, _cells)


def _through_control(
    control: etree._Element, walk: Callable[[etree._Element], Iterator[etree._Element]]
) -> Iterator[etree._Element]:
    content = control.find(W + "sdtContent")
    if content is not None and not shows_placeholder(control):
        yield from walk(content)


def _child_value(element: etree._Element, properties: str, name: str) -> str:
    child = element.find(f"{W}{properties}/{W}{name}")
    return "" if child is None else child.get(VAL, "")


def _grid_skip(row: etree._Element, name: str) -> int:
    return max(0, _number(_child_value(row, "trPr", name), 0))


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else otherwise
