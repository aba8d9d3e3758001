"""Read a document as a report of one form: its identity, its figures, its items and paragraphs, all as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.figures.find_fields import field_at_head
from extractors.figures.find_identity import address_in, find_identity
from extractors.figures.find_outline import Placed, find_outline, is_bullet
from extractors.figures.find_periods import PeriodPhrase, find_periods
from extractors.figures.load_form import Form, load_form
from extractors.figures.mark_second_readings import mark_second_readings
from extractors.figures.read_field_list import find_aside
from extractors.figures.read_repeats import read_repeats
from extractors.figures.read_sentence import chair_of_line, heads_answered, read_paragraph
from extractors.figures.read_table import read_table
from extractors.figures.whole_text import WholeText, whole_texts
from extractors.figures.work import Context
from extractors.fold_case import fold_case
from extractors.records import (
    Document,
    Paragraph,
    PrintedFigure,
    PrintedIdentity,
    PrintedReport,
    PrintedText,
    Table,
)

READER_VERSION = "6"


def read_figures(document: Document, form: Form | None = None) -> PrintedReport:
    """Read everything the form asks for from a document."""
    form = form or load_form()
    placed = find_outline(document, form)
    identity = find_identity(placed, form)
    if not identity.is_report:
        return PrintedReport(document.document_id, form.name, identity, (), (), (), (), document.tracked_changes)
    period = _own_period(identity)
    placed = [replace(p, section="sessions") if p.section == "outcome" else p for p in placed]
    figures = _read_statistics(placed, form, period)
    found = _main_measures(f for f in figures if f.section == "sessions")
    held = any(f.measure.startswith("sessions") and f.role == "total" and f.section == "sessions" for f in figures)
    if not (held and "opinions" in found) and (len(found) < 3 or not found & {"sessions", "participants"}):
        placed = _with_statistics(placed, form, period)
        figures = _read_statistics(placed, form, period)
    if sum(f.measure == "raised" and f.role == "total" for f in figures) < _FEW:
        figures += _read_fields_of_contents(placed, form, period)
    figures += read_repeats(placed, form, period)
    figures = mark_second_readings(document, figures)
    items, narratives = _read_texts(placed, form)
    statistics = tuple(
        PrintedText(p.section, p.block.text, address_in(p.block.block, 0, len(p.block.text), p.block.spans))
        for p in placed
        if isinstance(p.block, Paragraph) and p.section in ("sessions", "results") and not p.is_heading
    )
    return PrintedReport(
        document.document_id,
        form.name,
        identity,
        figures,
        items,
        narratives,
        statistics,
        document.tracked_changes,
        document.unread_pictures,
        document.unread_lines,
    )


def _own_period(identity: PrintedIdentity) -> PeriodPhrase | None:
    """Give the period that the report names as its own, title first."""
    for zone in ("title", "opening", "heading", "statistics title", "closing"):
        phrases = [p for t in identity.periods if t.section == zone for p in find_periods(fold_case(t.text))]
        whole = [p for p in phrases if p.year]
        if zone == "title" and whole and phrases[0].part and not phrases[0].year:
            return replace(phrases[0], year=whole[0].year)  # "6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2026"
        for p in whole:
            if p.part:
                return p
        if whole:
            parts = [p for p in phrases if p.part and not p.year]
            return replace(parts[0], year=whole[0].year) if parts and zone == "title" else whole[0]
    return None


_MAIN = frozenset(
    {"sessions", "participants", "opinions", "opinions_answered", "opinions_forwarded", "opinions_pending"}
)
_NEVER = frozenset({"preamble", "tasks", "closing", "results", "sessions"})


def _with_statistics(placed: list[Placed], form: Form, period: PeriodPhrase | None) -> list[Placed]:
    """Take for the section on sessions what counts them, where the titles do not say so.

    The blocks of other sections that state at least two of the main figures are taken, with what follows under the
    same title.
    """
    titled = any(p.is_heading and p.section not in ("contents", "results") for p in placed)
    never = _NEVER if titled else _NEVER - {"preamble"}
    out: list[Placed] = []
    taking = False
    after_contents = False
    for p in placed:
        after_contents = after_contents or p.section == "contents"
        if p.section == "sessions" and after_contents and any(q.section == "sessions" for q in out):
            out.append(replace(p, section="results"))
            continue
        if p.is_heading or p.section in never:
            taking = False
        elif not taking and len(_stated_by(p, form, period)) >= 2:
            taking = True
            _take_before(out, form, period)
        out.append(replace(p, section="sessions") if taking else p)
    return out


def _take_before(out: list[Placed], form: Form, period: PeriodPhrase | None) -> None:
    """Take the blocks right before that state a main measure too: "Năm 2025 xã tổ chức 04 cuộc:"."""
    for i in range(len(out) - 1, -1, -1):
        if out[i].is_heading or out[i].section in _NEVER or not _stated_by(out[i], form, period):
            return
        out[i] = replace(out[i], section="sessions")


def _stated_by(placed: Placed, form: Form, period: PeriodPhrase | None) -> set[str]:
    """Name the main measures that a block states if it is read as part of the section on sessions."""
    return _main_measures(_read_statistics([replace(placed, section="sessions")], form, period))


def _main_measures(figures: Iterable[PrintedFigure]) -> set[str]:
    """Name the main measures that figures state."""
    return {
        f.measure
        for f in figures
        if f.measure in _MAIN and f.role in ("total", "part") and not f.category and f.strength >= 2
    }


def _read_statistics(placed: list[Placed], form: Form, period: PeriodPhrase | None) -> tuple[PrintedFigure, ...]:
    """Read the numerals of the statistics sections, and the fields counted in the section on contents."""
    aside = find_aside(fold_case(p.block.text) for p in placed if isinstance(p.block, Paragraph))
    contexts = {
        section: Context(period, chairs_apart=_chairs_apart(placed, section), aside_in=aside)
        for section in ("sessions", "results")
    }
    group = 0
    figures: list[PrintedFigure] = []
    runs: list[tuple[Placed | None, list[Placed]]] = []  # what stands under one title, in one section
    title: Placed | None = None
    for p in placed:
        if p.is_heading:
            title = p
        elif p.section in contexts and runs and runs[-1][0] is title and runs[-1][1][-1].section == p.section:
            runs[-1][1].append(p)
        elif p.section in contexts:
            runs.append((title, [p]))
    for title, run in runs:
        section = run[0].section
        context = contexts[section]
        context.open_title()
        said = fold_case(title.block.text) if title is not None and isinstance(title.block, Paragraph) else ""
        context.answered_above = section == "sessions" and heads_answered(said, form)
        for part in whole_texts(run, form):
            context.group = group
            if isinstance(part, WholeText):
                figures += _of_text(part, section, form, context)
            elif isinstance(part.block, Table):
                figures += _of_table(part.block, section, form, context)
            group = context.group
    return tuple(figures)


def _of_text(whole: WholeText, section: str, form: Form, context: Context) -> Iterator[PrintedFigure]:
    first = whole.lines[0]
    bullet = isinstance(first, Paragraph) and (is_bullet(first) or bool(first.label))
    label = first.label if isinstance(first, Paragraph) else ""
    for r in read_paragraph(whole.text, section, form, context, bullet=bullet, label=label):
        quote = whole.quote(*r.sentence) or whole.quote(0, len(whole.text))
        if r.kind in ("none", "one", "all"):  # words, as they stand there: "Đột xuất..........: không"
            r = replace(r, printed=whole.quote(r.start, r.end) or r.printed)
        yield r.as_printed(section, "sentence", whole.address(r.start, r.end), quote)


def _of_table(table: Table, section: str, form: Form, context: Context) -> Iterator[PrintedFigure]:
    for cell in read_table(table, section, form, context):
        quote = f"{cell.heading}: {cell.cell.text}" if cell.heading else cell.cell.text
        r = cell.reading
        address = address_in(cell.cell.block, r.start, r.end, cell.cell.spans, cell.cell.row, cell.cell.column)
        yield r.as_printed(section, "table", address, quote)


def _chairs_apart(placed: list[Placed], section: str) -> bool:
    """Tell whether a section has lines of the secretary's sessions and lines of the chairman's."""
    lines = [p.block.text for p in placed if p.section == section and isinstance(p.block, Paragraph)]
    return len({chair for line in lines if (chair := chair_of_line(fold_case(line)))}) > 1


_FEW = 3  # fields; fewer are no list
_FIRST_SENTENCE = re.compile(r".*?(?:[.;](?=\s)|$)", re.DOTALL)


def _read_fields_of_contents(
    placed: list[Placed], form: Form, period: PeriodPhrase | None
) -> tuple[PrintedFigure, ...]:
    """Read the fields that open the petitions: "- Đất đai: năm ý kiến, trả lời được bốn. Hỏi nhiều nhất là …"."""
    context = Context(period, in_field_list=True)
    figures: list[PrintedFigure] = []
    for p in placed:
        if p.section != "contents" or p.is_heading or not isinstance(p.block, Paragraph):
            continue
        first = _FIRST_SENTENCE.match(p.block.text)
        text = first.group() if first else p.block.text
        if not field_at_head(text, fold_case(text), form):
            continue
        for r in read_paragraph(text, "sessions", form, context, bullet=True):
            if r.measure in ("raised", "answered") and r.role == "total" and r.noun == "opinion":
                address = address_in(p.block.block, r.start, r.end, p.block.spans)
                figures.append(r.as_printed("sessions", "sentence", address, text.strip()))
    return tuple(figures) if len({f.category for f in figures}) >= _FEW else ()


_MARK = re.compile(r"(?:^|(?<=[\s;:.]))\(\d{1,2}\)\s*")


def _split_item(printed: PrintedText, paragraph: Paragraph) -> list[PrintedText]:
    """Split a paragraph that numbers its items, "(1) …; (2) …", into them."""
    marks = list(_MARK.finditer(printed.text))
    if len(marks) < 2:
        return [printed]
    offset = printed.address.char_start + (
        len(paragraph.text) - printed.address.char_start - len(paragraph.text[printed.address.char_start :].lstrip())
    )
    ends = [m.start() for m in marks[1:]] + [len(printed.text)]
    return [
        PrintedText(
            printed.section,
            printed.text[m.end() : end].strip(" ;."),
            address_in(paragraph.block, offset + m.end(), offset + end, paragraph.spans),
        )
        for m, end in zip(marks, ends, strict=True)
    ]


_ITEM_COLUMN = re.compile(r"nội dung|kiến nghị|ý kiến|phản ánh|đề nghị|đề xuất|vấn đề")
_ITEM_LENGTH = 12  # characters; a shorter cell names a field or a number


def _items_of_table(table: Table, section: str) -> list[PrintedText]:
    """Take the items of a table of petitions: the cells under the heading that names them, one a row."""
    heads = [c for c in table.cells if c.row == 0 and _ITEM_COLUMN.search(fold_case(c.text)) and len(c.text) < 80]
    for head in heads:
        cells = [c for c in table.cells if c.column == head.column and c.row > 0 and c.text.strip()]
        if cells and all(len(c.text.strip()) >= _ITEM_LENGTH for c in cells):
            return [
                PrintedText(section, c.text.strip(), address_in(c.block, 0, len(c.text), c.spans, c.row, c.column))
                for c in cells
            ]
    return []


_LETTER_MARK = re.compile(r"[a-zđ]{1,2}\s*[.)/-]")


def _goes_on(item: str, line: str) -> bool:
    """Tell whether a line is the rest of the item above it: it begins small, and the item has no end yet."""
    return line[0].islower() and not _LETTER_MARK.match(line) and item[-1] not in ".;:!?" and len(item) > _ITEM_LENGTH


_CAPTION = re.compile(r"^\W*(?:biểu|bảng|phụ lục)\s+(?:số\s+)?\w+\s*[.:]")
_NOTHING = re.compile(
    r"^.{0,60}không (?:có|phát sinh) (?:nội dung |ý kiến,? ?)*(?:kiến nghị|ý kiến)(?: nào)?\W*$"
    r"|^\W*(?:không có|không|không phát sinh|không có nội dung|không có ý kiến)\W*$"
)


def _read_texts(placed: list[Placed], form: Form) -> tuple[tuple[PrintedText, ...], tuple[PrintedText, ...]]:
    """Take the items of section 2.3 and the paragraphs of the narrative sections."""
    items: list[PrintedText] = []
    narratives: list[PrintedText] = []
    for p in placed:
        if p.is_heading or p.section not in form.sections:
            continue
        kind = form.sections[p.section].kind
        if isinstance(p.block, Table):
            if kind == "items":
                items.extend(_items_of_table(p.block, p.section))
            continue
        text = p.block.text[p.text_start :].strip()
        if not text or kind not in ("items", "narrative"):
            continue
        printed = PrintedText(
            p.section, text, address_in(p.block.block, p.text_start, len(p.block.text), p.block.spans)
        )
        if kind == "narrative":
            narratives.append(printed)
        elif not (_NOTHING.match(fold_case(text)) or _CAPTION.match(fold_case(text))) and not (
            text.endswith(":") and len(text) < 160
        ):
            if items and _goes_on(items[-1].text, text):
                items[-1] = replace(items[-1], text=f"{items[-1].text} {text}")  # a line broken by hand
            else:
                items.extend(_split_item(printed, p.block))
    return tuple(items), tuple(narratives)
