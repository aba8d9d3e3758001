"""Find every numeral of a document with the words around it, by rules of its own: no outline, no nouns, no cues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.figures.find_header import count_header_rows, find_value_columns, heading_path
from extractors.figures.find_identity import address_in
from extractors.figures.find_numerals import Numeral, find_numerals
from extractors.fold_case import fold_case
from extractors.records import Address, Document, Paragraph, Table

_LINE_MARK = re.compile(r"\s*(?:[-–+*•○●▪✓◦‣►■]|[a-zđ]\s*[.)]|\(?\d{1,2}\s*[.)])")
_TITLE_MARK = re.compile(r"\s*(?:[ivx]{1,4}|[a-d]|\d{1,2}(?:\.\d{1,2})*|phần\s+\w+)\s*[.)\-:/]\s", re.IGNORECASE)
# parts of a report that hold no figures of the period
_ELSEWHERE = re.compile(
    r"nhiệm vụ|phương hướng|cần làm|thời gian tới|hạn chế|tồn tại|khuyết điểm|nguyên nhân|thuận lợi|khó khăn|đặc điểm"
)
_SENTENCE_END = re.compile(r"[.;](?=\s+\D|\s*$)")
_TITLE_LENGTH = 120  # characters
_LABEL_LENGTH = 40  # "Khó khăn: …"
_NOTHING = re.compile(r"(?<!\w)(?:không|chưa|ko)\s+(?:có|còn|phát sinh|ghi nhận|nhận được|tổ chức)(?!\w)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A numeral (or a "không có") and what stands around it, all folded."""

    address: Address
    printed: str
    kind: str  # digits, words, gloss, percent, none; with 1 or 2 for the halves of a pair
    title: str  # the last title above it
    lead: str  # the line that leads to it: the paragraph before a list or table
    line: str  # the whole paragraph, or the labels of the row
    before: str  # of its sentence, up to the numeral; or the labels of the row
    after: str  # of its sentence; or the headings of the column
    in_table: bool
    in_list: bool
    last_row: bool
    quote: str


def find_candidates(document: Document) -> Iterator[Candidate]:
    """List the numerals of a document's paragraphs and tables, in reading order."""
    title = lead = ""
    for block in document.blocks:
        if isinstance(block, Table):
            if not _ELSEWHERE.search(title):
                yield from _of_table(block, title, lead)
            continue
        key = fold_case(block.text)
        numerals = [n for n in find_numerals(block.text) if not n.structural]
        if _is_title(block, numerals):
            title, lead = _label(block) + key, ""
            continue
        if _ELSEWHERE.search(title) or _ELSEWHERE.search(key.partition(":")[0][:_LABEL_LENGTH]):
            continue
        in_list = bool(block.label) or _LINE_MARK.match(key) is not None
        yield from _of_paragraph(block, key, numerals, title, lead, in_list)
        if not in_list or key.rstrip().endswith(":"):
            lead = _label(block) + key


def _label(paragraph: Paragraph) -> str:
    """Give the number or bullet that the word processor sets, as if it were typed."""
    return f"{fold_case(paragraph.label)} " if paragraph.label else ""


def _is_title(paragraph: Paragraph, numerals: list[Numeral]) -> bool:
    text = paragraph.text.strip()
    if numerals or not text or len(text) > _TITLE_LENGTH or text.endswith((".", ";")):
        return False
    return paragraph.bold or text.isupper() or _TITLE_MARK.match(f"{paragraph.label} {text}".strip()) is not None


def _of_paragraph(
    paragraph: Paragraph, key: str, numerals: list[Numeral], title: str, lead: str, in_list: bool
) -> Iterator[Candidate]:
    found = [(n.start, n.end, n.printed, n.kind + (str(n.pair) if n.pair else "")) for n in numerals]
    found += [(m.start(), m.end(), m.group(), "none") for m in _NOTHING.finditer(key)]
    ends = [0, *(m.end() for m in _SENTENCE_END.finditer(key)), len(key)]
    for start, end, printed, kind in sorted(found):
        first = max(e for e in ends if e <= start)
        last = min(e for e in ends if e >= end)
        yield Candidate(
            address=address_in(paragraph.block, start, end, paragraph.spans),
            printed=printed,
            kind=kind,
            title=title,
            lead=lead if in_list else "",
            line=_label(paragraph) + key,
            before=key[first:start] if first else _label(paragraph) + key[:start],
            after=key[end:last],
            in_table=False,
            in_list=in_list,
            last_row=False,
            quote=paragraph.text[first:last].strip(),
        )


def _of_table(table: Table, title: str, lead: str) -> Iterator[Candidate]:
    grid = {
        (c.row + dr, c.column + dc): c for c in table.cells for dr in range(c.row_span) for dc in range(c.column_span)
    }
    header_rows = count_header_rows(table, grid)
    values = find_value_columns(table, grid, header_rows)
    paths = {column: heading_path(grid, header_rows, column) for column in values}
    for row in range(header_rows, table.rows):
        labels = [grid[row, c].text for c in range(table.columns) if c not in values and (row, c) in grid]
        label = " ".join(labels)
        for column in values:
            cell = grid.get((row, column))
            if cell is None or (cell.row, cell.column) != (row, column):
                continue
            for n in find_numerals(cell.text):
                if n.structural:
                    continue
                yield Candidate(
                    address=address_in(cell.block, n.start, n.end, cell.spans, row, column),
                    printed=n.printed,
                    kind=n.kind + (str(n.pair) if n.pair else ""),
                    title=title,
                    lead=lead,
                    line=fold_case(label),
                    before=fold_case(label),
                    after=fold_case(paths[column]),
                    in_table=True,
                    in_list=False,
                    last_row=row == table.rows - 1,
                    quote=" › ".join(x for x in (label, paths[column]) if x) + f": {cell.text}",
                )
