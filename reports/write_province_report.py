"""Write the province report of a period as a Party paper (DOCX)."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from reports.build_paper import Look, Paper, layout_table, ruled_table
from reports.compose_annexes import Annex, compose_annexes
from reports.compose_sections import compose_sections
from reports.format_vietnamese import period_words
from reports.load_names import load_wording
from reports.save_file import date_zip_constantly, save_file
from reports.summarise_province import summarise_province
from warehouse.queries import ProvinceTables

LINE = 18  # points, exactly
LOOKS = {
    "section": Look(bold=True, first_line=10, before=6, after=4, line=LINE, keep_next=True),
    "part": Look(bold=True, first_line=10, before=2, after=4, line=LINE, keep_next=True),
    "subpart": Look(bold=True, italic=True, first_line=10, before=2, after=4, line=LINE, keep_next=True),
    "body": Look(first_line=10, after=4, line=LINE),
    "lead": Look(first_line=10, after=4, line=LINE, keep_next=True),
    "item": Look(first_line=10, after=4, line=LINE),
    "note": Look(italic=True, size=12, first_line=10, after=4, line=16),
}
CENTRED = Look("center")
CENTRED_BOLD = Look("center", bold=True)


def write_province_report(tables: ProvinceTables, period: str, path: Path) -> None:
    """Write bao-cao-tong-hop-<period>.docx; OSError if it can't be put in place."""
    province = summarise_province(tables, period)
    paper = Paper()
    paper.document.core_properties.title = load_wording().subject.format(period=period_words(period))
    add_heading(paper, period)
    for line in compose_sections(province):
        paper.add(line.text, LOOKS[line.kind])
    add_ending(paper, period)
    paper.turn_landscape()
    for place, annex in enumerate(compose_annexes(province), 1):
        add_annex(paper, place, annex)
    buffer = io.BytesIO()
    paper.document.save(buffer)
    save_file(date_zip_constantly(buffer.getvalue()), Path(path))


def add_heading(paper: Paper, period: str) -> None:
    """Add the heading, the title and the opening; number and date stay blank."""
    wording = load_wording()
    left = [
        (wording.upper_body, CENTRED),
        (wording.issuer, CENTRED_BOLD),
        ("*", CENTRED),
        (wording.symbol, CENTRED),
    ]
    right = [
        (wording.party, Look("center", size=15, bold=True, rule_below=2)),
        ("", CENTRED),
        ("", CENTRED),
        (wording.place_and_date, Look("center", italic=True)),
    ]
    paper.put(layout_table((82, 83), [[left, right]]))
    words = period_words(period)
    paper.add(wording.title, Look("center", size=16, bold=True, before=24))
    paper.add(wording.subject.format(period=words), Look("center", bold=True))
    paper.add(wording.rule, Look("center", after=12))
    paper.add(wording.opening.format(period=words), LOOKS["body"])


def add_ending(paper: Paper, period: str) -> None:
    """Add the closing sentence, the recipients and the place of the signature; the signer stays blank."""
    wording = load_wording()
    paper.add(wording.closing.format(period=period_words(period)), replace(LOOKS["body"], keep_next=True))
    recipients = [("Nơi nhận:", Look("left", underline=True))]
    recipients += [(recipient, Look("left", size=12)) for recipient in wording.recipients]
    signature = [(wording.signature, CENTRED_BOLD), *[("", CENTRED)] * 5]
    paper.add("", Look(size=8, keep_next=True))
    paper.put(layout_table((88, 77), [[recipients, signature]]))


def add_annex(paper: Paper, place: int, annex: Annex) -> None:
    """Add an annex on a page of its own."""
    paper.add(f"Phụ lục {place}", Look("center", bold=True, page_break=place > 1))
    paper.add(annex.title, CENTRED_BOLD)
    paper.add(load_wording().annex_reference, Look("center", size=12, italic=True))
    paper.add(load_wording().rule, Look("center", after=6))
    for caption, grid in annex.tables:
        if caption:
            paper.add(caption, Look("left", size=13, bold=True, before=8, after=4, keep_next=True))
        paper.put(ruled_table(grid))
    for note in annex.notes:
        if note:
            paper.add(note, Look(size=11, italic=True, before=4))
