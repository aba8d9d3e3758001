"""Write the WordprocessingML of paragraphs, tables and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from demo.merge_cells import Box, count_header_rows, find_boxes
from demo.records import TextParagraph, TextTable

NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PAGE_WIDTH = 9360  # twentieths of a point between the margins
# matches "3. " of a numbered list
NUMBERED = re.compile(r"(\d{1,2})\. ")


@dataclass(frozen=True, slots=True)
class Counter:
    """The automatic counter of a paragraph: its list, and how many typed characters it stands for."""

    number: int
    kind: str  # bullet, decimal
    length: int


def count_lists(body: Sequence[TextParagraph | TextTable]) -> dict[int, Counter]:
    """Find the paragraphs whose typed counter a word processor would have written by itself."""
    counters: dict[int, Counter] = {}
    number, expected = 1, 1  # list 1 is that of the bullets
    for index, item in enumerate(body):
        if isinstance(item, TextTable) or item.bold or item.centred:
            expected = 1
            continue
        match = NUMBERED.match(item.text)
        if item.text.startswith("- "):
            counters[index] = Counter(1, "bullet", 2)
        elif match and match[1] == str(expected):
            number += expected == 1
            expected += 1
            counters[index] = Counter(number, "decimal", match.end())
        if not match:
            expected = 1
    return counters


def numbering_xml(counters: dict[int, Counter]) -> str:
    """Define the bullet list and, for each numbered list, a counter that starts at 1."""
    kinds = [("bullet", "-")] + [("decimal", "%1.")] * (max(c.number for c in counters.values()) - 1)
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{i}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
        for i, (kind, text) in enumerate(kinds, start=1)
    )
    numbers = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(1, len(kinds) + 1))
    return f"<w:numbering {NAMESPACES}>{levels}{numbers}</w:numbering>"


def run_xml(text: str, *, bold: bool = False, size: float | None = None) -> str:
    """Write one run; a tab character becomes a tab element."""
    properties = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{round(size * 2)}"/>' if size else "")
    texts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in text.split("\t"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{'<w:tab/>'.join(texts)}</w:r>"


def paragraph_xml(
    runs: Sequence[str],
    *,
    align: str = "left",
    bold: bool = False,
    style: str = "",
    indent: bool = False,
    number: int | None = None,
    size: float | None = None,
) -> str:
    """Write one paragraph of one or more runs."""
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + (f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else "")
        + '<w:spacing w:before="40" w:after="40"/>'
        + ('<w:ind w:firstLine="567"/>' if indent else "")
        + f'<w:jc w:val="{align}"/>'
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(run_xml(run, bold=bold, size=size) for run in runs)}</w:p>"


def plain_table_xml(left: Sequence[str], right: Sequence[str]) -> str:
    """Write two blocks of lines as the two cells of a table without borders."""
    half = PAGE_WIDTH // 2
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{half}" w:type="dxa"/></w:tcPr>'
        f"{''.join(paragraph_xml([line], align='center') for line in lines) or '<w:p/>'}</w:tc>"
        for lines in (left, right)
    )
    grid = f'<w:gridCol w:w="{half}"/>' * 2
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
    )


def ruled_table_xml(table: TextTable, size: float) -> str:
    """Write a table with "Table Grid" whose header cells are merged as its boxes say."""
    widths = column_widths(table, PAGE_WIDTH)
    header = count_header_rows(table)
    starts: dict[tuple[int, int], Box] = {}
    for box in find_boxes(table):
        for row in range(box.row, box.row + box.rows):
            starts[row, box.column] = box
    rows = []
    for r in range(len(table.rows)):
        cells = [_cell_xml(starts[r, c], r, widths, header, size) for c in range(len(widths)) if (r, c) in starts]
        repeat = "<w:trPr><w:tblHeader/></w:trPr>" if r < header else ""
        rows.append(f"<w:tr>{repeat}{''.join(cells)}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{paragraph_xml([''])}"
    )


def column_widths(table: TextTable, width: int) -> list[int]:
    """Share the width among the columns by the length of their texts."""
    weights = [
        min(30, max(4, *(max(map(len, cell.split()), default=0) + len(cell) // 4 for cell in column)))
        for column in zip(*table.rows, strict=True)
    ]
    return [width * weight // sum(weights) for weight in weights]


def _cell_xml(box: Box, row: int, widths: Sequence[int], header: int, size: float) -> str:
    width = sum(widths[box.column : box.column + box.columns])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if box.columns > 1:
        properties += f'<w:gridSpan w:val="{box.columns}"/>'
    if box.rows > 1:
        properties += '<w:vMerge w:val="restart"/>' if row == box.row else "<w:vMerge/>"
    text = box.text if row == box.row else ""
    align = "left" if row >= header and box.column == 1 else "center"
    content = paragraph_xml([text] if text else [], align=align, bold=row < header, size=size)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"
