"""Read the numerals of a table: the path of column headings and the row's labels say what each cell counts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace

from extractors.figures.find_header import DASH, TELLS, count_header_rows, find_value_columns, heading_path
from extractors.figures.find_periods import find_periods
from extractors.figures.find_sums import read_counts
from extractors.figures.judge_annex import RESULTS_ROW
from extractors.figures.judge_cell import CellReading, read_cell
from extractors.figures.judge_heading import WHOLE_YEAR, Meaning, is_total_label, judge_heading
from extractors.figures.judge_rows import judge_rows, mark_ways
from extractors.figures.load_form import Form
from extractors.figures.read_notes import read_notes, read_told
from extractors.figures.settle_totals import mark_sessions, settle_columns, settle_rows
from extractors.figures.work import Context
from extractors.fold_case import fold_case
from extractors.records import Table

_BLANK = re.compile(r"\s*[xX×]\s*$")  # for "not planned", in a column of numbers
_A_VALUE = re.compile(r"\(?\d|[-–]$|không", re.IGNORECASE)
_FULFILLED = re.compile(r"đạt|hoàn thành|thực hiện|so (?:với )?(?:kế hoạch|kh)")


def read_table(table: Table, section: str, form: Form, context: Context) -> list[CellReading]:
    """Read every value cell of a table in a statistics section."""
    as_printed = {c.block: c for c in table.cells}  # the right half is read as if it began at the left edge
    numeric = {c.column for c in table.cells if re.match(r"\(?\d", c.text.strip())}
    table = replace(
        table,
        cells=tuple(replace(c, text="") if c.column in numeric and _BLANK.match(c.text) else c for c in table.cells),
    )
    words = {c.block: context.abbreviations.get(fold_case(c.text.strip())) or form.mend(c.text) for c in table.cells}
    table = replace(table, cells=tuple(replace(c, text=words[c.block]) for c in table.cells))
    halves = [_read_one(half, section, form, context) for half in _halves(table)]
    return [
        replace(reading, cell=as_printed[reading.cell.block]) for half in _without_subtotals(halves) for reading in half
    ]


def _without_subtotals(halves: list[list[CellReading]]) -> list[list[CellReading]]:
    """Set the totals of the halves aside where each has its own: "Cộng cột trái | 49 | … | Cộng cột phải | 22"."""
    in_halves = Counter(m for half in halves for m in {c.reading.measure for c in half if _is_whole(c)})
    return [
        [
            replace(c, reading=replace(c.reading, role="other", reason="half of the table"))
            if _is_whole(c) and in_halves[c.reading.measure] > 1
            else c
            for c in half
        ]
        for half in halves
    ]


def _is_whole(c: CellReading) -> bool:
    return c.reading.role == "total" and not c.reading.field_name and bool(c.reading.measure)


def _halves(table: Table) -> list[Table]:
    """Give the two tables that stand side by side under the same headings, or the table itself."""
    if parts := _pairs_of_columns(table):
        return parts
    width = table.columns // 2
    head = {c.column: fold_case(c.text.strip()) for c in table.cells if c.row == 0}
    left, right = [head.get(c, "") for c in range(width)], [head.get(c, "") for c in range(width, table.columns)]
    if width < 2 or table.columns % 2 or left != right or not all(left):
        return [table]
    return [
        replace(
            table,
            cells=tuple(replace(c, column=c.column - from_) for c in table.cells if from_ <= c.column < from_ + width),
            columns=width,
        )
        for from_ in (0, width)
    ]


def _pairs_of_columns(table: Table) -> list[Table]:
    """Give a table for each two columns where every other column names the number beside it, and no heading is above.

    "Số cuộc | 04 | Số người dự | 462; Số ý kiến nêu | 81 | Giải đáp tại hội nghị | 71 (87,7%)"
    """
    if table.columns < 4 or table.columns % 2:
        return []
    names = [c.text.strip() for c in table.cells if c.column % 2 == 0]
    values = [c.text.strip() for c in table.cells if c.column % 2 == 1]
    named = all(name[:1].isalpha() or name.lstrip("-+•* ")[:1].isalpha() for name in names if name)
    if not named or not all(_A_VALUE.match(value) for value in values if value) or sum(map(bool, values)) < table.rows:
        return []
    return [
        replace(
            table,
            cells=tuple(replace(c, column=c.column - at) for c in table.cells if at <= c.column < at + 2),
            columns=2,
        )
        for at in range(0, table.columns, 2)
    ]


def _read_one(table: Table, section: str, form: Form, context: Context) -> list[CellReading]:
    context.group += 1
    grid = {
        (c.row + dr, c.column + dc): c for c in table.cells for dr in range(c.row_span) for dc in range(c.column_span)
    }
    header_rows = count_header_rows(table, grid)
    values = find_value_columns(table, grid, header_rows)
    if not values:
        return []
    paths = _grouped({column: heading_path(grid, header_rows, column) for column in range(table.columns)})
    judged = {c: judge_heading(paths[c], form, context, heading=True) for c in values}
    columns = mark_ways(_with_own_year(judged, paths, context), paths)
    columns = _with_parts_of_total(columns, paths)
    if any(m.why == "plan" for m in columns.values()):  # "Kế hoạch | Thực hiện | Đạt (%)"
        columns = {
            c: replace(m, scope="other", why="plan")
            if m.noun == "percent" and _FULFILLED.search(fold_case(paths[c]))
            else m
            for c, m in columns.items()
        }
    counts = read_counts(grid, range(header_rows, table.rows), [c for c in values if columns[c].noun != "percent"])
    columns = settle_columns(columns, paths, counts)
    rows = judge_rows(table, grid, header_rows, values, paths, form, context)
    rows = settle_rows(rows, counts, form)
    rows = mark_sessions(rows, columns)
    measures_in_rows = _measures_in_rows(rows)
    if measures_in_rows:  # "Cuộc định kỳ | Cuộc đột xuất" over rows of people and opinions: one session a column
        columns = {
            c: replace(m, noun="", scope=m.scope or "part", why=m.why or "session") if m.noun == "session" else m
            for c, m in columns.items()
        }
    if sum(bool(m.field_name) for m in columns.values()) >= 3:  # fields in columns: "Người dân đưa ra" counts opinions
        rows = {
            r: (label, replace(m, noun="opinion") if m.noun == "person" or m.scope == "total" else m, sub)
            for r, (label, m, sub) in rows.items()
        }
    if sum(bool(m.field_name) for _, m, _ in rows.values()) >= 3:
        rows = {
            r: (label, replace(m, noun=m.noun or "opinion") if m.scope == "total" else m, sub)
            for r, (label, m, sub) in rows.items()
        }
        columns = {
            c: replace(m, noun="opinion") if m.noun == "person" and not m.scope else m for c, m in columns.items()
        }
    found: list[CellReading] = []
    said = {
        (m.noun, m.outcome) for m in columns.values() if not m.scope and (m.noun or m.outcome) and m.noun != "percent"
    }
    measures_above = (
        not measures_in_rows
        and (len(said) >= 2 or any(noun in ("person", "session") for noun, _ in said))
        and all(m.scope or m.noun or m.outcome for m in columns.values())
    )
    for row in range(header_rows, table.rows):
        label, meaning, sub = rows[row]
        if meaning.scope == "text" and RESULTS_ROW.search(fold_case(label)):
            section = "results"  # "II | GIẢI QUYẾT KIẾN NGHỊ SAU ĐỐI THOẠI | |" heads the rows below it
        if measures_above and not meaning.field_name:  # "Sân kho hợp tác xã": the place of a session, no measure
            meaning = replace(meaning, noun="", outcome="")
        for column in values:
            cell = grid.get((row, column))
            if cell is None or cell.row != row or cell.column != column:
                continue
            heading = " › ".join(x for x in (label, paths[column]) if x)
            if TELLS.search(cell.text) and not columns[column].scope:
                found.extend(read_told(cell, label, section, form, context))
                continue
            found.extend(
                read_cell(cell, columns[column], meaning, sub, section, form, context, heading, rows, table, grid)
            )
    stated = {c.reading.measure for c in found if c.reading.role == "total"}
    notes = [c for c in read_notes(table, rows, values, section, form, context) if c.reading.measure not in stated]
    return _settle_rows(_drop_blank_columns(found), rows) + notes


def _grouped(paths: dict[int, str]) -> dict[int, str]:
    """Part the headings that name their group in one line: "Định kỳ - Nêu | Định kỳ - Giải đáp | Tổng - Nêu | …"."""
    groups: dict[str, list[int]] = defaultdict(list)
    for column, path in paths.items():
        group, dash, last = path.partition(" - ")
        if dash and last and " › " not in path:
            groups[fold_case(group)].append(column)
    if len(groups) < 2 or len({len(columns) for columns in groups.values()}) > 1:
        return paths
    parted = {c for columns in groups.values() for c in columns}
    return {c: path.replace(" - ", " › ", 1) if c in parted else path for c, path in paths.items()}


def _with_own_year(columns: dict[int, Meaning], paths: dict[int, str], context: Context) -> dict[int, Meaning]:
    """Take a column of the whole year for the report's own part of it where no column names that part."""
    own = context.period
    if own is None or any(p.part == own.part for path in paths.values() for p in find_periods(fold_case(path))):
        return columns
    return {c: replace(m, scope="", why="") if m.why == WHOLE_YEAR else m for c, m in columns.items()}


def _with_parts_of_total(columns: dict[int, Meaning], paths: dict[int, str]) -> dict[int, Meaning]:
    """Mark the columns of one kind of session as parts where others are of all: "Định kỳ | Đột xuất | Cộng"."""
    groups = {c: fold_case(path.split(" › ")[0]) for c, path in paths.items() if " › " in path}
    if not any(is_total_label(groups[c]) for c in columns if c in groups):
        return columns
    return {
        c: replace(m, scope="part", why="kind") if m.kind and c in groups and not m.scope else m
        for c, m in columns.items()
    }


def _measures_in_rows(rows: dict[int, tuple[str, Meaning, bool]]) -> bool:
    """Tell whether the rows are people, opinions and what became of them, and not sessions or fields."""
    said = {(m.noun, m.outcome) for _, m, _ in rows.values() if not m.field_name and m.scope in ("", "part")}
    return ("person", "") in said and any(noun == "opinion" for noun, _ in said)


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
