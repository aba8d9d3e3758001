"""Write a receipt: one page on what was read from a unit's report, for the unit to proof-read and return (DOCX)."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import wrap
from typing import Any

from docx.shared import Mm

from reports.build_paper import Look, Paper, add_cell, add_run, layout_table, start_row, start_table
from reports.compose_receipt import list_rows, load_receipt_wording, tell_not_found, tell_source
from reports.format_vietnamese import period_words, within_sentence
from reports.load_names import load_wording
from reports.receipt_records import Receipt, ReceiptRow, Run
from reports.save_file import date_zip_constantly, save_file

WIDTHS = (8.0, 55.0, 15.0, 67.0, 13.0, 18.0)  # millimetres
QUESTION_WIDTHS = (8.0, 116.0, 52.0)
WIDTH = sum(WIDTHS)
SIDE = {"top": 12, "bottom": 12, "left": 22, "right": 12}  # narrower than a report's: it is a form of one page
MM_PER_POINT = 0.3528
LETTER = 0.44  # width of a letter in Times, in parts of its size
LINE = 1.16  # height of a line, in parts of its size
RULE = 1.0  # millimetres round the text of a ruled row
PAGE = 297 - 12 - 12 - 4  # millimetres to fill; something is kept for other word processors
FIXED = 93  # millimetres of what is the same on every receipt: heading, opening, confirmation, signatures
TEXT = Look(size=12)
CENTRED = Look("center", size=12)
NO_MERGE: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class Density:
    """How close a receipt is set: size in points, and the lines that a quote may take for each of its rows."""

    size: float
    lines: int

    def letters(self, width: float) -> float:
        """Estimate the letters of a line in a cell of this width."""
        return (width - 2) / (self.size * LETTER * MM_PER_POINT)

    @property
    def quote(self) -> int:
        """Give the letters of a quote for each of its rows; words do not fill a line to its end."""
        return int(self.letters(WIDTHS[3]) * (self.lines - 0.15))


DENSITIES = tuple(
    Density(size, lines)
    for size, lines in ((10.5, 3), (10.5, 2), (10, 2), (9.5, 2), (10.5, 1), (10, 1), (9.5, 1), (9, 1))
)
OVERFLOWING = Density(10, 2)


def write_receipt(receipt: Receipt, path: Path) -> None:
    """Write a receipt, as phieu-doi-soat-<period>-<commune_code>.docx; OSError if it can't be put in place."""
    wording = load_receipt_wording()
    density = choose_density(receipt)
    paper = Paper()
    section = paper.document.sections[0]
    section.top_margin, section.bottom_margin = Mm(SIDE["top"]), Mm(SIDE["bottom"])
    section.left_margin, section.right_margin = Mm(SIDE["left"]), Mm(SIDE["right"])
    section.header_distance = section.footer_distance = Mm(6)
    unit, words = within_sentence(receipt.commune_name), period_words(receipt.period)
    paper.document.core_properties.title = f"{wording.title} {unit}, {words}"
    add_heading(paper, receipt)
    rows = list_rows(receipt, density.quote)
    if rows:
        paper.put(figure_table(rows, density.size))
    else:
        paper.add(wording.no_figures, replace(TEXT, bold=True))
    if missing := tell_not_found(receipt):
        paper.add(missing, Look(size=density.size, before=3))
    if receipt.questions:
        paper.add(wording.questions, replace(TEXT, bold=True, before=5, after=2, keep_next=True))
        paper.put(question_table(receipt.questions, density.size))
    add_confirmation(paper)
    buffer = io.BytesIO()
    paper.document.save(buffer)
    save_file(date_zip_constantly(buffer.getvalue()), Path(path))


def choose_density(receipt: Receipt) -> Density:
    """Choose the widest setting that fits a page; where none does it flows on, so nothing is cut or set closely."""
    return next((density for density in DENSITIES if height(receipt, density) <= PAGE), OVERFLOWING)


def height(receipt: Receipt, density: Density) -> float:
    """Estimate the height of a receipt in millimetres."""
    rows = list_rows(receipt, density.quote)
    lines = 0
    for place, row in enumerate(rows):
        if row.spans:
            labels = sum(lines_of(other.label, WIDTHS[1], density) for other in rows[place : place + row.spans])
            lines += max(labels, lines_of(plain(row.source), WIDTHS[3], density))
    lines += 3  # heading of the table and of its second part
    lines += sum(lines_of(question, QUESTION_WIDTHS[1], density) for question in receipt.questions)
    lines += lines_of(tell_not_found(receipt), WIDTH, density) + 3 * bool(receipt.questions)
    ruled = len(rows) + 2 + len(receipt.questions)
    return FIXED + lines * density.size * LINE * MM_PER_POINT + ruled * RULE


def lines_of(text: str, width: float, density: Density) -> int:
    """Estimate the lines that a text takes in a cell."""
    return len(wrap(text, int(density.letters(width))))


def plain(runs: Sequence[Run]) -> str:
    """Give the text of runs."""
    return "".join(text for text, _ in runs)


def add_heading(paper: Paper, receipt: Receipt) -> None:
    """Add the heading of Party papers, the title, the addressee and what is asked; the date stays blank."""
    office, wording = load_wording(), load_receipt_wording()
    left = [(office.upper_body, CENTRED), (office.issuer, replace(CENTRED, bold=True)), ("*", CENTRED)]
    right = [
        (office.party, Look("center", size=13, bold=True, rule_below=10)),
        ("", Look("center", size=6)),
        (office.place_and_date, replace(CENTRED, italic=True)),
    ]
    paper.put(layout_table((88, 88), [[left, right]]))
    words = period_words(receipt.period)
    paper.add(wording.title, Look("center", size=15, bold=True, before=4))
    paper.add(wording.subject.format(period=words), Look("center", size=13, bold=True))
    paper.add(office.rule, Look("center", size=10, after=2))
    unit = within_sentence(receipt.commune_name)
    paper.add(wording.addressee.format(unit=unit), Look("center", size=13, after=4))
    paper.add(wording.opening.format(source=tell_source(receipt)), replace(TEXT, first_line=10, after=4))


def figure_table(rows: Sequence[ReceiptRow], size: float) -> Any:
    """Make the table of what was read: measures, a line between, categories."""
    wording = load_receipt_wording()
    table = start_table(WIDTHS, ruled=True)
    heading, text, centred = Look("center", size, bold=True), Look("left", size), Look("center", size)
    heads = (
        wording.column_place,
        wording.column_label,
        wording.column_value,
        wording.column_source,
        wording.column_right,
        wording.column_correction,
    )
    add_row(start_row(table, head=True), WIDTHS, [([(head, False)], heading) for head in heads])
    for place, row in enumerate(rows):
        if row.of_category and (place == 0 or not rows[place - 1].of_category):
            add_cell(start_row(table), WIDTH, [(wording.by_category, Look("left", size, bold=True))], span=len(WIDTHS))
        cells: list[tuple[Sequence[Run], Look]] = [
            ([(str(place + 1), False)], centred),
            ([(row.label, False)], text),
            ([(row.value, False)], replace(centred, bold=True)),
            (row.source or [("", False)], text),
            ([("", False)], centred),
            ([("/" if row.of_category else "", False)], centred),
        ]
        merge = "restart" if row.spans > 1 else "" if row.spans else "continue"
        add_row(start_row(table), WIDTHS, cells, {3: merge})
    return table


def question_table(questions: Sequence[str], size: float) -> Any:
    """Make the table of numbered questions with room for the answers."""
    wording = load_receipt_wording()
    table = start_table(QUESTION_WIDTHS, ruled=True)
    heading, text = Look("center", size, bold=True), Look("left", size)
    heads = (wording.column_place, wording.column_question, wording.column_answer)
    add_row(start_row(table, head=True), QUESTION_WIDTHS, [([(head, False)], heading) for head in heads])
    for place, question in enumerate(questions, 1):
        cells: list[tuple[Sequence[Run], Look]] = [
            ([(str(place), False)], Look("center", size)),
            ([(question, False)], text),
            ([("", False)], text),
        ]
        add_row(start_row(table), QUESTION_WIDTHS, cells)
    return table


def add_row(
    row: Any, widths: Sequence[float], cells: Sequence[tuple[Sequence[Run], Look]], merges: Mapping[int, str] = NO_MERGE
) -> None:
    """Fill a row with cells of runs; ``merges`` names the columns that are merged downwards."""
    for column, (width, (runs, look)) in enumerate(zip(widths, cells, strict=True)):
        (first, bold), *others = runs
        lines = [(first, replace(look, bold=bold or look.bold))]
        add_cell(row, width, lines, merge=merges.get(column, ""))
        for text, wanted in others:
            add_run(row[-1][-1], text, replace(look, bold=wanted or look.bold))


def add_confirmation(paper: Paper) -> None:
    """Add what the unit confirms, where it sends the receipt, and the two signatures; all of it blank."""
    wording = load_receipt_wording()
    paper.add(wording.confirmation, replace(TEXT, bold=True, before=6, keep_next=True))
    paper.add(wording.return_to, replace(TEXT, align="left", before=3, after=4, keep_next=True))
    italic, bold, space = replace(CENTRED, italic=True), replace(CENTRED, bold=True), [("", CENTRED)] * 2
    checker = [("", italic), (wording.checker, bold), (wording.checker_signs, italic), *space]
    signer = [(wording.place_and_date, italic), (wording.signer, bold), (wording.signer_signs, italic), *space]
    paper.put(layout_table((80, 96), [[checker, signer]]))
