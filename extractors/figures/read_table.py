"""Read the numerals of a table: the path of column headings and the row's labels say what each cell counts."""

from __future__ import annotations

from dataclasses import replace

from extractors.figures.find_header import DASH, count_header_rows, find_value_columns, heading_path
from extractors.figures.judge_cell import CellReading, read_cell
from extractors.figures.judge_heading import Meaning, judge_heading
from extractors.figures.judge_rows import judge_rows, mark_ways
from extractors.figures.load_form import Form
from extractors.figures.work import Context
from extractors.records import Table


def read_table(table: Table, section: str, form: Form, context: Context) -> list[CellReading]:
    """Read every value cell of a table in a statistics section."""
    context.group += 1
    grid = {
        (c.row + dr, c.column + dc): c for c in table.cells for dr in range(c.row_span) for dc in range(c.column_span)
    }
    header_rows = count_header_rows(table, grid)
    values = find_value_columns(table, grid, header_rows)
    if not values:
        return []
    paths = {column: heading_path(grid, header_rows, column) for column in range(table.columns)}
    columns = mark_ways({c: judge_heading(paths[c], form, context, heading=True) for c in values}, paths)
    rows = judge_rows(table, grid, header_rows, values, paths, form, context)
    if sum(bool(m.field_name) for m in columns.values()) >= 3:  # fields in columns: "Người dân đưa ra" counts opinions
        rows = {
            r: (label, replace(m, noun="opinion") if m.noun == "person" else m, sub)
            for r, (label, m, sub) in rows.items()
        }
    if sum(bool(m.field_name) for _, m, _ in rows.values()) >= 3:
        columns = {
            c: replace(m, noun="opinion") if m.noun == "person" and not m.scope else m for c, m in columns.items()
        }
    found: list[CellReading] = []
    said = {
        (m.noun, m.outcome) for m in columns.values() if not m.scope and (m.noun or m.outcome) and m.noun != "percent"
    }
    measures_above = (len(said) >= 2 or any(noun in ("person", "session") for noun, _ in said)) and all(
        m.scope or m.noun or m.outcome for m in columns.values()
    )
    for row in range(header_rows, table.rows):
        label, meaning, sub = rows[row]
        if measures_above and not meaning.field_name:  # "Sân kho hợp tác xã": the place of a session, no measure
            meaning = replace(meaning, noun="", outcome="")
        for column in values:
            cell = grid.get((row, column))
            if cell is None or cell.row != row or cell.column != column:
                continue
            heading = " › ".join(x for x in (label, paths[column]) if x)
            found.extend(
                read_cell(cell, columns[column], meaning, sub, section, form, context, heading, rows, table, grid)
            )
    return _settle_rows(_drop_blank_columns(found), rows)


def _settle_rows(found: list[CellReading], rows: dict[int, tuple[str, Meaning, bool]]) -> list[CellReading]:
    """Decide what rows are where the columns are measures: the only one is the total, others are its parts."""
    plain = {c.cell.row for c in found if c.reading.role == "row"}
    sessions = any(c.reading.role == "part" and c.reading.dimension == "session" for c in found)
    role = (
        "total"
        if len(plain) == 1 and not sessions and not any(m.scope == "total" for _, m, _ in rows.values())
        else "part"
    )
    out = []
    for c in found:
        if c.reading.role == "row":
            c = replace(
                c,
                reading=replace(
                    c.reading,
                    role=role,
                    dimension="session" if role == "part" else "",
                    reason="row" if role == "part" else "",
                ),
            )
        out.append(c)
    return out


def _drop_blank_columns(found: list[CellReading]) -> list[CellReading]:
    """Leave out blank cells of columns that hold no number at all."""
    filled = {(c.cell.column) for c in found if c.cell.text.strip() and not DASH.match(c.cell.text.strip())}
    return [c for c in found if c.cell.text.strip() or c.cell.column in filled]
