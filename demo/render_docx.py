"""Render a report as a DOCX file in one of the many ways in which offices lay it out; same input, same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt

from demo.docx_xml import (
    NAMESPACES,
    Counter,
    count_lists,
    numbering_xml,
    paragraph_xml,
    plain_table_xml,
    ruled_table_xml,
)
from demo.records import ReportText, TextParagraph, TextTable

STAMP = datetime(2025, 12, 15, 8, 0, 0, tzinfo=UTC)
# matches "02 cuộc", "1.120 người": a number and its noun, where typists put a fixed space
NUMBER_AND_NOUN = re.compile(r"(?<=\d) (?=[^\W\d_])")
# matches "- ", "1. ", "a) ": a counter typed by hand
TYPED_COUNTER = re.compile(r"([-+*•]|\d{1,2}[.)]|[a-zđ]\)) ")


@dataclass(frozen=True, slots=True)
class DocxStyle:
    """How an office types: every field is a habit of its own."""

    seed: int = 0
    heading_block: str = "table"  # table (two columns without borders), paragraphs, tabs
    headings: str = "bold"  # bold, style (Word's heading styles)
    split_runs: bool = False  # a sentence is stored in several pieces
    automatic_lists: bool = False  # "-" and "1." come from the word processor
    tabs: bool = False  # a tab after a counter instead of a space
    fixed_spaces: bool = False  # NBSP between a number and its noun
    font: str = "Times New Roman"
    size: float = 14.0


def vary_docx_style(seed: int) -> DocxStyle:
    """Draw a style."""
    random = Random(f"docx {seed}")
    return DocxStyle(
        seed=seed,
        heading_block=random.choice(("table", "table", "table", "paragraphs", "tabs")),
        headings=random.choice(("bold", "bold", "style")),
        split_runs=random.random() < 0.5,
        automatic_lists=random.random() < 0.3,
        tabs=random.random() < 0.25,
        fixed_spaces=random.random() < 0.3,
        size=random.choice((13.0, 14.0, 14.0)),
    )


def render_docx(report: ReportText, path: Path | str, *, style: DocxStyle | None = None) -> None:
    """Write a report to a DOCX file."""
    Path(path).write_bytes(write_docx(report, style or DocxStyle()))


def write_docx(report: ReportText, style: DocxStyle) -> bytes:
    """Make the bytes of a DOCX file."""
    random = Random(f"runs {style.seed}")
    document = _empty_document(style)
    counters = count_lists(report.body) if style.automatic_lists else {}
    parts = _two_columns(report.head_left, report.head_right, style.heading_block)
    for index, item in enumerate(report.body):
        if isinstance(item, TextTable):
            parts.append(ruled_table_xml(item, style.size - 2))
        else:
            parts.append(_body_paragraph(item, counters.get(index), style, random))
    parts += _two_columns(
        report.foot_left, report.foot_right, "paragraphs" if style.heading_block != "table" else "table"
    )
    if counters:
        _add_numbering(document, counters)
    body = document.element.body
    fragment = parse_xml(f"<w:body {NAMESPACES}>{''.join(parts)}</w:body>")
    for position, element in enumerate(list(fragment)):
        body.insert(position, element)
    return _save(document)


def _body_paragraph(item: TextParagraph, counter: Counter | None, style: DocxStyle, random: Random) -> str:
    text = item.text
    if counter:
        text = text[counter.length :]
    elif style.tabs and (match := TYPED_COUNTER.match(text)):
        text = text[: match.end() - 1] + "\t" + text[match.end() :]
    if style.fixed_spaces:
        text = NUMBER_AND_NOUN.sub("\u00a0", text)
    heading = item.bold and not item.centred and style.headings == "style"
    return paragraph_xml(
        _cut(text, random) if style.split_runs else [text],
        align="center" if item.centred else "both",
        bold=item.bold,
        style="Heading2" if heading else "",
        indent=not item.centred and counter is None,
        number=counter.number if counter else None,
    )


def _cut(text: str, random: Random) -> list[str]:
    """Cut a text at up to four random places, also inside words and numbers."""
    if len(text) < 4:
        return [text]
    cuts = sorted(random.sample(range(1, len(text)), k=min(random.randint(0, 4), len(text) - 1)))
    return [text[i:j] for i, j in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _two_columns(left: tuple[str, ...], right: tuple[str, ...], kind: str) -> list[str]:
    """Lay out two blocks of centred lines side by side, or below each other."""
    if not left and not right:
        return []
    if kind == "table":
        return [plain_table_xml(left, right), paragraph_xml([""])]
    if kind == "tabs":
        rows = max(len(left), len(right))
        pairs = zip(left + ("",) * (rows - len(left)), right + ("",) * (rows - len(right)), strict=True)
        return [paragraph_xml([f"{a}\t{b}" if b else a], align="left") for a, b in pairs]
    return [paragraph_xml([line], align="left") for line in left] + [
        paragraph_xml([line], align="right") for line in right
    ]


def _empty_document(style: DocxStyle) -> Document:
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name = style.font
    normal.font.size = Pt(style.size)
    for name in ("Heading 2", "Header"):
        font = document.styles[name].font
        font.name, font.size, font.color.rgb = style.font, Pt(style.size), None
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number._p.append(parse_xml(f'<w:fldSimple {NAMESPACES} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'))
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Văn phòng Đảng ủy"
    properties.title, properties.comments, properties.revision = "", "", 1
    properties.created = properties.modified = STAMP
    return document


def _add_numbering(document: Document, counters: dict[int, Counter]) -> None:
    """Replace the template's list definitions by ours, one list for each number used."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for element in parse_xml(numbering_xml(counters)):
        numbering.append(element)
    for name in document.styles.element.iter(qn("w:numPr")):
        name.getparent().remove(name)


def _save(document: Document) -> bytes:
    """Save with fixed time stamps in the zip directory."""
    loose = io.BytesIO()
    document.save(loose)
    fixed = io.BytesIO()
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            target.writestr(info, source.read(name))
    return fixed.getvalue()
