"""Say what the rows and columns of a table are where their sums tell it: the total, its parts, what stands below it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from extractors.figures.find_sums import Rows, find_column_sum, find_row_sums
from extractors.figures.judge_heading import Meaning, field_of_label, is_total_label
from extractors.figures.load_form import Form
from extractors.fold_case import fold_case

LabelledRows = dict[int, tuple[str, Meaning, bool]]
_FIELDS = 3  # that make a table one of fields


def settle_columns(columns: dict[int, Meaning], paths: dict[int, str], counts: Rows) -> dict[int, Meaning]:
    """Take a column that adds up the others of its kind for their total, and them for its parts.

    "Lần 1 | Lần 2 | Cộng", each over "Nêu | Giải đáp"; or one column of all the fields beside those of each.
    """
    out = dict(columns)
    named = {c for c in columns if any(is_total_label(fold_case(part)) for part in paths[c].split(" › "))}
    kinds: dict[str, list[int]] = defaultdict(list)
    for c, meaning in columns.items():
        _group, _, last = paths[c].rpartition(" › ")
        if _group and meaning.scope != "other" and not meaning.field_name:
            kinds[fold_case(last)].append(c)
    for alike in kinds.values():
        total = find_column_sum(counts, alike, named) if len(alike) > 2 else None
        if total is None:
            continue
        for c in alike:
            part = c != total
            out[c] = replace(out[c], scope="part" if part else "", why="session" if part else "")
    plain = [c for c, m in columns.items() if _says_nothing(m) and m.scope in ("", "total")]
    total = find_column_sum(counts, plain, named) if len(plain) > 2 else None
    if total is not None and (total in named or all(out[c].kind for c in plain if c != total)):
        # "Định kỳ | Đột xuất | Tổng cộng", "Cụm Bắc (29/8) | Cụm Nam (02/12) | Cộng"
        for c in plain:
            if c != total:
                out[c] = replace(out[c], scope="part", why="kind" if out[c].kind else "session")
    out = _without_remainder(out, counts)
    fields = [c for c, m in columns.items() if m.field_name]
    if len(fields) >= _FIELDS:
        total = find_column_sum(counts, fields)
        if total is not None:
            out[total] = replace(out[total], field_name="", noun=out[total].noun or "opinion")
    return out


def _without_remainder(columns: dict[int, Meaning], counts: Rows) -> dict[int, Meaning]:
    """Set the column aside that, with the answered ones, makes up those raised: "Nêu | Giải đáp | Còn phải xử lý"."""
    told = {c: m for c, m in columns.items() if not m.scope and not m.field_name and m.noun in ("", "opinion")}
    raised = [c for c, m in told.items() if m.outcome in ("", "raised")]
    answered = [c for c, m in told.items() if m.outcome == "answered"]
    if len(raised) != len(("raised", "left")) or len(answered) != 1:
        return columns
    whole = find_column_sum(counts, [*raised, *answered])
    left = [c for c in raised if c != whole]
    if whole not in raised or len(left) != 1:
        return columns
    return {**columns, left[0]: replace(columns[left[0]], scope="other", why="remainder")}


def _says_nothing(meaning: Meaning) -> bool:
    return not (meaning.noun or meaning.field_name) and meaning.outcome in ("", "raised")


def settle_rows(rows: LabelledRows, counts: Rows, form: Form) -> LabelledRows:
    """Take a row that adds up others for their total where its words do not say what it is."""
    out = dict(rows)
    named = {r for r, (label, _, _) in rows.items() if field_of_label(label, form)}
    plain = {r: c for r, c in counts.items() if out[r][1].scope not in ("text", "other") and not out[r][2]}
    sums = find_row_sums(plain, named)
    inner = {r for addends in sums.values() for r in addends}
    for row, addends in sums.items():
        label, meaning, _sub = out[row]
        below = [out[r][1] for r in addends]
        if all(m.field_name for m in below):
            if meaning.noun == "opinion" or meaning.outcome:  # "4. Số ý kiến được giải đáp", then its fields
                out[row] = (label, replace(meaning, field_name=""), False)
                for r in addends:
                    inherited = replace(out[r][1], noun=meaning.noun, outcome=meaning.outcome)
                    out[r] = (out[r][0], inherited, False)
            elif len(addends) >= _FIELDS:
                out[row] = (label, replace(meaning, scope="total", why="total", field_name=""), False)
        elif not any(m.noun or m.outcome or m.field_name for m in (*below, meaning)):
            outermost = row not in inner
            scope, why = ("total", "total") if outermost else ("part", "kind")
            out[row] = (label, replace(meaning, scope=scope, why=why), False)
            for r in addends:
                if r not in sums:
                    out[r] = (out[r][0], replace(out[r][1], scope="part", why="session"), False)
    return out


def mark_sessions(rows: LabelledRows, columns: dict[int, Meaning]) -> LabelledRows:
    """Take the rows above or below a total for its parts where the columns are fields: "Cụm bờ tả | 5 | 4 | …"."""
    if sum(bool(m.field_name) for m in columns.values()) < _FIELDS or not any(
        m.scope == "total" for _, m, _ in rows.values()
    ):
        return rows
    out = dict(rows)
    for row, (label, meaning, sub) in rows.items():
        plain = not (meaning.scope or meaning.outcome or meaning.field_name or sub) and meaning.noun in ("", "session")
        if plain and label:
            out[row] = (label, replace(meaning, noun="", scope="part", why="session"), sub)
    return out
