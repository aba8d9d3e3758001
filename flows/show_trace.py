"""Show where a number comes from: a total's figures unit by unit, a figure's sentence with the number marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from extractors.records import Address
from flows.check_places import Place, look_up_places
from flows.load_messages import Messages
from flows.write_table import table_lines
from reports.load_names import load_names
from transforms.load_rules import number_vi

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from warehouse.decision_log import Decision
    from warehouse.trace_figures import TracedFigure, TracedTotal

ROUND = 160  # characters shown on each side of a number
Found = dict[str, list[Place]]


def show_total(
    engine: Engine, keeper: Engine, key: tuple[str, str, str | None], messages: Messages, check: bool
) -> bool:
    """Print a total and its figures; tell whether every address still holds what was read.

    ``engine`` is asked for the figures, ``keeper`` for the documents: they differ for a day in the past.
    """
    from warehouse.trace_figures import trace_total

    total = trace_total(engine, *key)
    figures = (*total.figures, *total.of)
    found = look_up(keeper, figures) if check else {}
    click.echo(headline(total, messages))
    show_figures(total.figures, found, messages)
    if total.of:
        click.echo(messages("trace.of"))
        show_figures(total.of, found, messages)
    return tell_lost(figures, found, messages) if check else True


def headline(total: TracedTotal, messages: Messages) -> str:
    """Say a total in one sentence, with how many units it is the sum of."""
    return messages(
        "trace.total",
        name=name_of(total.measure, total.category, messages),
        period=total.period,
        value=shown(total.value, messages),
        counted=messages.number(total.reports_counted),
        silent=messages.number(total.reports_not_stating),
        missing=messages.number(total.reports_missing),
    )


def show_figures(figures: Iterable[TracedFigure], found: Found, messages: Messages) -> None:
    """Print one line a figure: unit, value, state, place, file, id."""
    rows = [[messages(f"trace.{head}") for head in ("unit", "value", "state", "place", "file", "figure")]]
    for figure in figures:
        state = messages(f"trace.{figure.status}")
        if figure.open_findings:
            state += messages("trace.open", count=figure.open_findings)
        if figure.figure_id in found and not holds(figure, found):
            state = messages("trace.lost_mark")
        place = "; ".join(place_name(address, messages) for address, _ in figure.places) or messages("trace.entered")
        value = shown(figure.value, messages)
        rows.append([figure.commune_name or "", value, state, place, figure.file_name, figure.figure_id])
    click.echo("\n".join(table_lines(rows, right=(1,))))


def show_figure(engine: Engine, keeper: Engine, figure_id: str, messages: Messages) -> bool:
    """Print a figure's sentence with the number marked, and what was decided; tell whether its address holds."""
    from warehouse.trace_figures import trace_figure

    figure, decisions = trace_figure(engine, figure_id)
    found = look_up(keeper, [figure])
    click.echo(
        messages(
            "trace.one",
            name=name_of(figure.measure, figure.category, messages),
            unit=figure.commune_name or messages("trace.unknown_unit"),
            period=figure.period or "–",
            value=shown(figure.value, messages),
            state=messages(f"trace.{figure.status}"),
        )
    )
    click.echo(messages("trace.read_from", file=figure.file_name, document=figure.document_id[:16]))
    for place in found.get(figure.figure_id, []):
        click.echo(f"  {place_name(place.address, messages)}: {marked(place, messages)}")
    if figure.value_extracted is not None and figure.value_extracted != figure.value:
        click.echo(messages("trace.was", value=shown(figure.value_extracted, messages)))
    for decision in decisions:
        click.echo("  " + decision_line(decision, messages))
    return tell_lost([figure], found, messages)


def look_up(keeper: Engine, figures: Sequence[TracedFigure]) -> Found:
    """Open the documents of figures again and give what stands at their places: figure_id -> places."""
    from warehouse.trace_figures import document_content

    asked: dict[str, list[Address]] = defaultdict(list)
    for figure in figures:
        asked[figure.document_id] += [address for address, _ in figure.places]
    types = {figure.document_id: figure.media_type for figure in figures}
    documents = {key: (types[key], addresses) for key, addresses in asked.items()}
    found = look_up_places(documents, lambda document_id: document_content(keeper, document_id))
    left = {key: iter(places) for key, places in found.items()}
    return {f.figure_id: [next(left[f.document_id]) for _ in f.places] for f in figures}


def holds(figure: TracedFigure, found: Found) -> bool:
    """Tell whether what was read still stands at each place of a figure."""
    places = found[figure.figure_id]
    return all(place.printed == printed for place, (_, printed) in zip(places, figure.places, strict=True))


def tell_lost(figures: Sequence[TracedFigure], found: Found, messages: Messages) -> bool:
    """Say which figures do not stand in their document where they were read; True if all do."""
    lost = [figure for figure in figures if not holds(figure, found)]
    if lost:
        names = ", ".join(f"{figure.figure_id} ({figure.file_name})" for figure in lost[:5])
        click.echo(messages("errors.places_lost", count=len(lost), names=names), err=True)
    return not lost


def marked(place: Place, messages: Messages) -> str:
    """Write what stands round a number, the number in brackets."""
    if place.printed is None:
        return messages("trace.lost_mark")
    before, after = place.before[-ROUND:], place.after[:ROUND]
    cut = ("…" if len(place.before) > ROUND else "", "…" if len(place.after) > ROUND else "")
    return " ".join(f"{cut[0]}{before}【{place.printed}】{after}{cut[1]}".split())


def place_name(address: Address, messages: Messages) -> str:
    """Say where an address is: "trang 2", "bảng, dòng 3, cột 2", "đoạn 14"."""
    words = []
    if address.page is not None:
        words.append(messages("trace.page", page=address.page))
    if address.row is not None and address.column is not None:
        words.append(messages("trace.cell", row=address.row + 1, column=address.column + 1))
    if not words:
        words.append(messages("trace.paragraph", block=address.block + 1))
    return ", ".join(words)


def decision_line(decision: Decision, messages: Messages) -> str:
    """Say a decision in one line."""
    return messages(
        "audit.line",
        number=decision.decision_id,
        day=decision.decided_at[:16].replace("T", " "),
        who=decision.decided_by,
        what=messages(f"audit.did.{decision.action}"),
        value=f" {decision.value}" if decision.value else "",
        note=decision.note,
    )


def name_of(measure: str, category: str | None, messages: Messages) -> str:
    """Name a measure, and its field where it has one."""
    names = load_names()
    name = names.of("measures", measure, messages.language)
    return f"{name}: {names.of('categories', category, messages.language)}" if category else name


def shown(value: int | Decimal | None, messages: Messages) -> str:
    """Write a value as the language does; a dash for none."""
    if value is None:
        return "–"
    return number_vi(Decimal(value)) if messages.language == "vi" else f"{value:,}"
