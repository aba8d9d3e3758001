"""Read a report with what people decided its printed names to mean: a field's category, a unit's code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from extractors.fold_case import fold_case
from transforms.records import Figure, Report, UnmappedCategory


def map_names(report: Report, fields: Mapping[str, str], units: Mapping[str, str]) -> Report:
    """Move fields out of ``other`` and name the unit, where a person said what they are.

    ``fields``: folded printed name -> category; ``units``: folded printed name -> commune code.
    """
    unmapped = tuple(
        replace(field, category=fields.get(fold_case(field.printed_name))) if field.figures else field
        for field in report.unmapped
    )
    figures = {(figure.measure, figure.category): figure for figure in report.figures}
    for field in unmapped:
        if field.category not in (None, "other"):
            _move(figures, field)
    code = report.commune_code or units.get(fold_case(printed_unit(report) or ""))
    return replace(report, commune_code=code, unmapped=unmapped, figures=tuple(figures.values()))


def printed_unit(report: Report) -> str | None:
    """Give the name of a unit that could not be matched, as printed; None if there is no such name."""
    return next((f.stated for f in report.findings if f.rule == "unknown_commune"), None)


def _move(figures: dict[tuple[str, str | None], Figure], field: UnmappedCategory) -> None:
    """Take a field's numbers out of ``other`` and add them to its category."""
    for moved in field.figures:
        source, target = (moved.measure, "other"), (moved.measure, field.category)
        whole = figures.get(source)
        if whole is None or moved.address not in (whole.parts or (whole.address,)):
            continue
        left = _without(whole, moved)
        if left is None:
            del figures[source]  # there was no other field
        else:
            figures[source] = left
        there = figures.get(target)
        moved = replace(moved, category=field.category)
        figures[target] = moved if there is None else _with(there, moved)


def _with(whole: Figure, part: Figure) -> Figure:
    return replace(
        whole,
        value=whole.value + part.value,
        printed=f"{whole.printed} + {part.printed}",
        method="summed",
        parts=(*(whole.parts or (whole.address,)), part.address),
    )


def _without(whole: Figure, part: Figure) -> Figure | None:
    """Take a part out of a sum; ``quote`` becomes empty where it was that of the part."""
    if not whole.parts:
        return None
    printed = whole.printed.split(" + ")
    at = whole.parts.index(part.address)
    parts = whole.parts[:at] + whole.parts[at + 1 :]
    if len(printed) == len(whole.parts):
        del printed[at]
    return replace(
        whole,
        value=whole.value - part.value,
        printed=" + ".join(printed),
        method="printed" if len(parts) == 1 else "summed",
        address=parts[0],
        quote=whole.quote if parts[0] == whole.address else "",
        parts=parts if len(parts) > 1 else (),
    )
