"""Say what the rows and columns of a table mean together: parts of the row above, ways of one total, fields."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from extractors.figures.find_header import CODE_HEAD, ORDINAL
from extractors.figures.judge_heading import Meaning, field_of_label, is_total_label, judge_heading, noun_and_outcome
from extractors.figures.load_form import Form
from extractors.figures.work import Context
from extractors.fold_case import fold_case
from extractors.records import Cell, Table

_UNIT_HEAD = re.compile(r"(?:đvt|đơn vị tính|đơn vị)$")
_CODE = re.compile(r"(?:\d{1,2}|[IVXivx]+|[A-Za-z]\d{1,2})[.)]?")  # "1", "II", "B1"
_BLANKS = ("x", "X", "×")  # for "not planned"
_FIELDS = 3  # rows that name one; fewer are no list of fields
_SUB = re.compile(r"^\s*(?:trong đó|tđ|gồm|bao gồm|[-–+•*]|[a-zđ]\s*[.)])\s*[:,]?\s*", re.IGNORECASE)


def mark_ways(columns: dict[int, Meaning], paths: dict[int, str]) -> dict[int, Meaning]:
    """Mark the columns that split the total beside them: "Tổng số | trực tiếp | bằng phiếu" under one heading."""
    out = dict(columns)
    named = [c for c, m in columns.items() if m.field_name]
    for column, meaning in columns.items():
        if (
            len(named) >= 3
            and not meaning.field_name
            and not meaning.scope
            and min(named) - 1 <= column <= max(named) + 1
            and paths[column]
        ):
            last = paths[column].split(" › ")[-1]
            if (
                not is_total_label(fold_case(last))
                and meaning.noun in ("", "opinion")
                and meaning.outcome in ("", "raised")
            ):
                out[column] = replace(meaning, field_name=last)
                continue
        group, _, last = paths[column].rpartition(" › ")
        key = fold_case(last)
        if re.search(r"(?<!\w)(?:nữ|dân tộc|đảng viên|người dân tộc)(?!\w)", key) and meaning.noun in ("person", ""):
            out[column] = replace(meaning, noun="person", scope="part", why="people")
            continue
        siblings = [c for c in columns if c != column and group and paths[c].rpartition(" › ")[0] == group]
        if any(is_total_label(fold_case(paths[c].rpartition(" › ")[2])) for c in siblings) and not meaning.field_name:
            own = re.search(r"giải đáp|trả lời|làm rõ|chuyển|đang|sau|xong|giải trình", key)
            if own is None and meaning.scope != "part":
                out[column] = replace(meaning, why="way")
    return out


def judge_rows(
    table: Table,
    grid: dict[tuple[int, int], Cell],
    header_rows: int,
    values: list[int],
    paths: dict[int, str],
    form: Form,
    context: Context,
) -> dict[int, tuple[str, Meaning, bool]]:
    """Give each row's label, meaning, and whether it is part of the row above it."""
    labels: dict[int, tuple[str, str, str]] = {}
    text_columns = [c for c in range(table.columns) if c not in values and (c < min(values) or min(values) == 0)]
    note = {
        c
        for c in text_columns
        if (
            c > min(values)
            or c > text_columns[0] + (1 if re.match(r"^(?:s?tt|#)$", fold_case(paths[text_columns[0]])) else 0)
        )
        and re.search(
            r"ghi chú|cơ quan|đơn vị (?!tính)|hướng|chi tiết|diễn giải|phân công|trách nhiệm|thực hiện",
            fold_case(paths[c]),
        )
    }
    note |= _beside_fields(table, grid, header_rows, text_columns, form)
    groups = _groups_of_rows(table, grid, header_rows, text_columns)
    for row in range(header_rows, table.rows):
        ordinal, parts, unit = "", [], ""
        for column in text_columns:
            cell = grid.get((row, column))
            text = cell.text.replace("\n", " ").strip() if cell and cell.column == column else ""
            head = fold_case(paths[column])
            of_units = _UNIT_HEAD.match(head) is not None
            blank = text in _BLANKS and column != text_columns[0]  # there it is the ten of "IX", "X"
            if not text or blank or (column in note and not of_units):
                continue
            if column != text_columns[0] and CODE_HEAD.match(head):
                continue  # "Chỉ tiêu | Mã số | Đơn vị tính | …"
            if of_units:
                unit = text
            elif column == text_columns[0] and (
                (CODE_HEAD.match(head) and re.search(r"\d", text))
                or (ORDINAL.match(text) and not form.category.fullmatch(fold_case(text)))
            ):
                ordinal = text
            else:
                parts.append(text)
        if parts and not groups and is_total_label(fold_case(parts[0])):
            parts = parts[:1]  # "Tổng | | | 03 định kỳ, 01 đột xuất"
        labels[row] = (ordinal, " ".join(parts), unit)
    meanings: dict[int, tuple[str, Meaning, bool]] = {}
    heads = {row: field_of_label(label, form) for row, (_, label, _) in labels.items()}
    field_rows = [r for r, name in heads.items() if name and not _SUB.match(labels[r][1])]
    if len(field_rows) < 3:
        field_rows = [r for r, name in heads.items() if name]
    many = len(field_rows) >= 3
    plain_numbers = many and sum(bool(_CODE.fullmatch(labels[r][0])) for r in field_rows) >= 3
    styles = Counter(_style(labels[r][0]) for r in field_rows)
    style = _outer_style(styles) or (styles.most_common(1)[0][0] if styles else "")
    field_rows = [r for r in field_rows if not _heads(style, _style(labels[r][0]))]
    group, parent, numbered_above = Meaning(), Meaning(), Meaning()
    for row, (ordinal, label, unit) in labels.items():
        key = fold_case(label)
        has_value = any((row, c) in grid and grid[row, c].text.strip() for c in values)
        if not has_value and not (many and heads[row]):  # a field without any opinion is no title of a group
            group = judge_heading(label, form, context)
            meanings[row] = (label, replace(group, scope="text"), False)
            continue
        meaning = judge_heading(label, form, context)
        counted = noun_and_outcome(fold_case(unit), form)[0] if unit else ""
        meaning = _counting(meaning, counted)
        if unit.strip() == "%":
            meaning = replace(meaning, noun="percent")
        total = is_total_label(key)
        if total:
            meaning = replace(meaning, scope="total", why="total", field_name="")
        sub = not total and (
            (many and _heads(style, _style(ordinal)) and bool(parent.field_name))
            or (_SUB.match(label) is not None and not (many and all(_SUB.match(labels[r][1]) for r in field_rows)))
            or (
                re.fullmatch(r"\d+\.\d+[.)]?|[a-zđ][.)]?|[-+*]", ordinal) is not None
                and not (many and row in field_rows and not plain_numbers)
            )
            or (parent.noun == "person" and form.scopes["part_people"].match(key) is not None)
            or (
                plain_numbers
                and not ordinal
                and bool(label)
                and row not in field_rows
                and meaning.noun not in ("person", "session")
            )
            or (
                plain_numbers
                and not ordinal
                and row in field_rows
                and row - 1 in meanings
                and (meanings[row - 1][2] or bool(meanings[row - 1][1].field_name))
            )
        )
        if (
            many
            and not total
            and not meaning.field_name
            and not sub
            and label
            and not meaning.noun
            and not meaning.outcome
            and _between_fields(row, field_rows)
        ):
            meaning = replace(meaning, field_name=label)
        elif (
            many
            and not total
            and not sub
            and label
            and not meaning.field_name
            and _between_fields(row, field_rows)
            and ordinal
            and (_style(ordinal) == style or not (meaning.noun or meaning.outcome))
        ):
            meaning = replace(meaning, field_name=label, noun="", outcome="")
        if sub:
            stripped = _SUB.sub("", re.sub(r"(?i)^\s*trong đó\s*:?\s*", "", label))
            own = _counting(judge_heading(stripped, form, context), counted)
            meaning = replace(own, noun=own.noun or parent.noun, field_name=parent.field_name, outcome=own.outcome)
        elif not total:
            parent = meaning
        if _heads(_style(ordinal), style) and meaning.noun and not meaning.field_name:
            numbered_above = meaning
        elif meaning.field_name and numbered_above.outcome:
            meaning = replace(meaning, noun=numbered_above.noun, outcome=numbered_above.outcome)
        if not meaning.noun and group.noun and not (meaning.field_name and group.noun in ("session", "person")):
            meaning = replace(meaning, noun=group.noun, outcome=meaning.outcome or group.outcome)
        if groups.get(row) and not is_total_label(fold_case(groups[row])):
            meaning = replace(meaning, scope="part", why="group")
        meanings[row] = (label, meaning, sub)
    return meanings


def _beside_fields(
    table: Table, grid: dict[tuple[int, int], Cell], header_rows: int, text_columns: list[int], form: Form
) -> set[int]:
    """List the columns of words behind the one that names the fields: "Đất đai | Phòng Kinh tế | 15 | 13"."""
    named = {
        c: sum(
            form.category.match(fold_case(cell.text.strip())) is not None
            for row in range(header_rows, table.rows)
            if (cell := grid.get((row, c))) is not None and cell.column == c
        )
        for c in text_columns
    }
    of_fields = next((c for c in text_columns if named[c] >= _FIELDS and named[c] == max(named.values())), None)
    return {c for c in text_columns if of_fields is not None and c > of_fields and named[c] < _FIELDS}


def _groups_of_rows(
    table: Table, grid: dict[tuple[int, int], Cell], header_rows: int, text_columns: list[int]
) -> dict[int, str]:
    """Give the group of each row where the first column groups rows with the same labels, one group being the total.

    "Bí thư | Ý kiến nêu; | Đã giải đáp; Chủ tịch | Ý kiến nêu; …; Chung cả hai | Ý kiến nêu; …"
    """
    if len(text_columns) < 2:
        return {}
    first, second = text_columns[0], text_columns[1]
    groups: dict[int, str] = {}
    labels: list[str] = []
    current = ""
    for row in range(header_rows, table.rows):
        cell, beside = grid.get((row, first)), grid.get((row, second))
        current = cell.text.strip() if cell is not None and cell.text.strip() else current
        groups[row] = current
        labels.append(fold_case(beside.text.strip()) if beside is not None else "")
    names = list(dict.fromkeys(groups.values()))
    repeated = len(labels) >= 2 * len(set(labels)) and len(set(labels)) >= 2
    if not repeated or len(names) < 2 or not any(is_total_label(fold_case(name)) for name in names):
        return {}
    return groups


def _style(ordinal: str) -> str:
    """Name how a row is numbered: "III" heads rows "1", "2"; "3" heads "3.1", "3.2"."""
    text = ordinal.strip(" .)(")
    if re.fullmatch(r"[ivx]+", text, re.IGNORECASE):
        return "roman"
    return "number" if text.isdigit() else "letter" if len(text) == 1 else "dotted" if text else ""


def _counting(meaning: Meaning, counted: str) -> Meaning:
    """Give a row the noun of its unit where its label names none, or only the session: "Cuộc ngày 27/02 | người"."""
    of_session = meaning.noun == "session" and meaning.scope == "part" and counted in ("person", "opinion")
    return replace(meaning, noun=counted) if counted and (not meaning.noun or of_session) else meaning


def _outer_style(styles: Counter[str]) -> str:
    """Name the style of the rows of fields where others of them only explain them: "I | Đất đai", "1 | Cấp giấy"."""
    return next((s for s, n in styles.items() if n >= _FIELDS and any(_heads(s, other) for other in styles)), "")


def _heads(style: str, below: str) -> bool:
    return (style, below) in (("roman", "number"), ("number", "dotted"), ("letter", "number"))


def _between_fields(row: int, field_rows: list[int]) -> bool:
    return bool(field_rows) and min(field_rows) - 1 <= row <= max(field_rows) + 1
