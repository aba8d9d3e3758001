"""Compose what a receipt says: its source, its rows, what was not found in the report."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import PurePosixPath

import yaml

from reports.format_vietnamese import NOT_STATED, day, decimal_comma, number, within_sentence
from reports.load_names import load_names
from reports.receipt_records import Receipt, ReceiptFigure, ReceiptRow, ReceiptWording, Run
from reports.shorten_quote import Span, find_printed, merge_runs, shorten_quote
from transforms.records import CATEGORIES, CATEGORY_MEASURES, MEASURES

RATE = "answered_rate"
ORDER = [(measure, None) for measure in MEASURES] + [
    (m, category) for category in CATEGORIES for m in CATEGORY_MEASURES
]
Figures = dict[tuple[str, str | None], ReceiptFigure]
Entry = tuple[str, str, list[ReceiptFigure]]  # label, value, what it was read from


@lru_cache(maxsize=1)
def load_receipt_wording() -> ReceiptWording:
    """Read the wording once."""
    return ReceiptWording(**yaml.safe_load(files("reports").joinpath("receipt.yml").read_text(encoding="utf-8")))


def tell_source(receipt: Receipt) -> str:
    """Say which report was read: its number, day and file."""
    wording = load_receipt_wording()
    symbol = wording.number.format(symbol=receipt.symbol) if receipt.symbol else wording.number_unknown
    name = PurePosixPath(receipt.file_name).name
    date = wording.date if receipt.issued_on else wording.date_unknown
    return f"{symbol}, {date.format(day=day(receipt.issued_on), file=name)}"


def list_rows(receipt: Receipt, length: int) -> list[ReceiptRow]:
    """Give each measure stated a row, then each category mentioned; a quote has about ``length`` characters a row."""
    rows: list[ReceiptRow] = []
    for of_category, listed in ((False, list_measures(receipt)), (True, list_categories(receipt))):
        for _, same in groupby(listed, lambda entry: {(figure.place, figure.quote) for figure in entry[2]}):
            group = list(same)
            figures = [figure for entry in group for figure in entry[2]]
            source = tell_place(figures, length * len(group))
            for place, (label, value, _) in enumerate(group):
                rows.append(ReceiptRow(label, value, () if place else source, of_category, 0 if place else len(group)))
    return rows


def list_measures(receipt: Receipt) -> list[Entry]:
    """List the measures stated."""
    figures, names = by_key(receipt), load_names()
    found = [figures[measure, None] for measure in MEASURES if (measure, None) in figures]
    return [(names.of("measures", figure.measure), tell_value(figure), [figure]) for figure in found]


def list_categories(receipt: Receipt) -> list[Entry]:
    """List the categories mentioned, each with what was raised and answered."""
    figures, names = by_key(receipt), load_names()
    entries: list[Entry] = []
    for category in CATEGORIES:
        pair = [figures.get((measure, category)) for measure in CATEGORY_MEASURES]
        found = [figure for figure in pair if figure is not None]
        if found:
            entries.append((names.of("categories", category), " / ".join(map(tell_value, pair)), found))
    return entries


def by_key(receipt: Receipt) -> Figures:
    """Find the figures by measure and category; ValueError for an unknown or a repeated one."""
    figures: Figures = {}
    for figure in receipt.figures:
        key = (figure.measure, figure.category)
        if key not in ORDER or key in figures:
            raise ValueError(f"not a figure of a receipt, or given twice: {key}")
        if figure.value is not None or figure.status == "corrected":  # a person may have struck a number out
            figures[key] = figure
    return figures


def tell_value(figure: ReceiptFigure | None) -> str:
    """Write a value as in the annexes: –, 1.120, 97,8."""
    if figure is None or figure.value is None:
        return NOT_STATED
    if figure.measure == RATE:
        return decimal_comma(Decimal(figure.value))
    return number(int(figure.value))


def tell_place(figures: list[ReceiptFigure], length: int) -> tuple[Run, ...]:
    """Say where figures stand: one quote for the figures of a sentence, else one quote after the other."""
    groups: dict[tuple[str, str], list[ReceiptFigure]] = {}
    for figure in figures:
        groups.setdefault((figure.place, figure.quote), []).append(figure)
    runs: list[Run] = []
    said = ""
    for (place, quote), group in groups.items():
        spans: tuple[Span, ...] = ()
        notes: list[str] = []
        for figure in group:
            found = find_printed(quote, figure.printed, figure.printed_at)
            spans += found
            notes += [note for note in tell_notes(figure, bool(found)) if note not in notes]
        start = "" if place == said else f"{place}: " if quote else place
        said = place
        end = f" ({'; '.join(notes)})" if notes else ""
        runs.append((f"; {start}" if runs else start[:1].upper() + start[1:], False))
        if quote:
            room = length // len(groups) - len(start) - len(end) - 2
            runs += [("“", False), *shorten_quote(quote, spans, room), ("”", False)]
        runs.append((end, False))
    return merge_runs(runs)


def tell_notes(figure: ReceiptFigure, in_quote: bool) -> list[str]:
    """Note a sum, a number that the quote does not hold, and what a person has decided."""
    wording = load_receipt_wording()
    notes = []
    if figure.printed and not in_quote:
        form = wording.summed if " + " in figure.printed else wording.printed_as
        notes.append(form.format(printed=figure.printed))
    if wording.statuses[figure.status]:
        notes.append(wording.statuses[figure.status])
    return notes


def tell_not_found(receipt: Receipt) -> str:
    """Name the measures and fields that the report does not state, each with a blank for the pen; "" if none."""
    figures, names, wording = by_key(receipt), load_names(), load_receipt_wording()
    missing = [names.of("measures", measure) for measure in MEASURES if (measure, None) not in figures]
    for category in CATEGORIES:
        if not any((measure, category) in figures for measure in CATEGORY_MEASURES):
            missing.append(f"Lĩnh vực {within_sentence(names.of('categories', category))}")
    listed = "; ".join(within_sentence(name) + wording.blank for name in missing)
    return wording.not_found.format(names=listed) if missing else ""
