"""Read the numerals of a table: the path of column headings and the row's labels say what each cell counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.figures.find_bounds import bracket_bounds
from extractors.figures.find_fields import field_at_head
from extractors.figures.find_numerals import Numeral, find_numerals
from extractors.figures.find_periods import PeriodPhrase, find_periods
from extractors.figures.load_form import Form
from extractors.figures.work import MEASURE_OF, Context, Reading
from extractors.fold_case import fold_case
from extractors.records import Cell, Table

_VALUE = re.compile(r"^\(?[+\-]?[\dOl][\dOlI.,/ ]*\s*%?\)?(?:\s*\(\s*[\dOl.,]+\s*%?\s*\))?\s*(?:ý kiến|yk|người|cuộc|lượt người|kiến nghị|đại biểu|hội nghị|buổi|lượt|câu hỏi)?$", re.IGNORECASE)
_DASH = re.compile(r"^(?:[-–—]|0|không|k)$", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|^\d{1,2}/\d{1,2}$|tháng|ngày")
_ORDINAL = re.compile(r"^(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?\)?|[ivx]{1,5}[.)]?|[a-zđ][.)]?|[-+*])$", re.IGNORECASE)
_SUB = re.compile(r"^\s*(?:trong đó|tđ|gồm|bao gồm|[-–+•*]|[a-zđ]\s*[.)])\s*[:,]?\s*", re.IGNORECASE)
_SESSION_HEAD = re.compile(r"(?<!định )(?<!thường )(?:cuộc|hội nghị|buổi|đợt|kỳ|phiên|lần)\s*(?:đối thoại\s*|tiếp xúc\s*)?(?:thứ\s|số\s*\d|\d|ngày|tháng|tại|quý|một\b|hai\b|ba\b|bốn\b|đầu|cuối)|^(?:đợt|kỳ|lần)\s*[ivx\d]|^ngày\s+\d|^quý\s+[ivx\d]+$|^tháng\s+\d+|^\d{1,2}/\d{1,2}")
_AT = re.compile(r"(?:tại|trong|ở|sau|trước|theo|qua|tới|đến)\s+(?:các\s+)?(?:cuộc|hội nghị|buổi|kỳ|phiên|đợt|lần|hn|đối thoại)(?:\s+(?:tiếp xúc|đối thoại))?(?:,\s*đối thoại)?")


@dataclass(frozen=True, slots=True)
class CellReading:
    """A reading of characters of one cell."""

    cell: Cell
    reading: Reading
    heading: str  # column path and row label, for the quote


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading or a label says: noun, outcome, field, and whether it is another period or a part."""

    noun: str = ""
    outcome: str = ""
    kind: str = ""  # periodic, adhoc
    scope: str = ""  # other, part, total, text, ordinal, note
    why: str = ""
    field_name: str = ""


def read_table(table: Table, section: str, form: Form, context: Context) -> list[CellReading]:
    """Read every value cell of a table in a statistics section."""
    context.group += 1
    grid = {(c.row + dr, c.column + dc): c for c in table.cells for dr in range(c.row_span) for dc in range(c.column_span)}
    header_rows = _header_rows(table, grid)
    values = _value_columns(table, grid, header_rows)
    if not values:
        return []
    paths = {column: _path(grid, header_rows, column) for column in range(table.columns)}
    columns = _with_ways({c: _meaning(paths[c], form, context, heading=True) for c in values}, paths)
    rows = _row_meanings(table, grid, header_rows, values, paths, form, context)
    if sum(bool(m.field_name) for m in columns.values()) >= 3:  # fields in columns: "Người dân đưa ra" counts opinions
        rows = {r: (label, replace(m, noun="opinion") if m.noun == "person" else m, sub) for r, (label, m, sub) in rows.items()}
    if sum(bool(m.field_name) for _, m, _ in rows.values()) >= 3:
        columns = {c: replace(m, noun="opinion") if m.noun == "person" and not m.scope else m for c, m in columns.items()}
    found: list[CellReading] = []
    said = {(m.noun, m.outcome) for m in columns.values() if not m.scope and (m.noun or m.outcome)}
    measures_above = (len(said) >= 2 or any(noun in ("person", "session") for noun, _ in said)) and all(m.scope or m.noun or m.outcome for m in columns.values())
    for row in range(header_rows, table.rows):
        label, meaning, sub = rows[row]
        if measures_above and not meaning.field_name:  # "Sân kho hợp tác xã": the place of a session, no measure
            meaning = replace(meaning, noun="", outcome="")
        for column in values:
            cell = grid.get((row, column))
            if cell is None or cell.row != row or cell.column != column:
                continue
            heading = " › ".join(x for x in (label, paths[column]) if x)
            found.extend(_read_cell(cell, columns[column], meaning, sub, section, form, context, heading, rows, table, grid))
    return _settle_rows(_drop_blank_columns(found), rows)


def _with_ways(columns: dict[int, Meaning], paths: dict[int, str]) -> dict[int, Meaning]:
    """Mark the columns that split a total that stands beside them: "Tổng số | trực tiếp | bằng phiếu" under one heading."""
    out = dict(columns)
    named = [c for c, m in columns.items() if m.field_name]
    for column, meaning in columns.items():
        if len(named) >= 3 and not meaning.field_name and not meaning.scope and min(named) <= column <= max(named) + 1 and paths[column]:
            last = paths[column].split(" › ")[-1]
            if not _is_total_label(fold_case(last)) and meaning.noun in ("", "opinion") and meaning.outcome in ("", "raised"):
                out[column] = replace(meaning, field_name=last)
                continue
        group, _, last = paths[column].rpartition(" › ")
        key = fold_case(last)
        if re.search(r"(?<!\w)(?:nữ|dân tộc|đảng viên|người dân tộc)(?!\w)", key) and meaning.noun in ("person", ""):
            out[column] = replace(meaning, noun="person", scope="part", why="people")
            continue
        siblings = [c for c in columns if c != column and group and paths[c].rpartition(" › ")[0] == group]
        if any(_is_total_label(fold_case(paths[c].rpartition(" › ")[2])) for c in siblings) and not meaning.field_name:
            own = re.search(r"giải đáp|trả lời|làm rõ|chuyển|đang|sau|xong|giải trình", key)
            if own is None and meaning.scope != "part":
                out[column] = replace(meaning, why="way")
    return out


def _settle_rows(found: list[CellReading], rows: dict[int, tuple[str, Meaning, bool]]) -> list[CellReading]:
    """Decide what the rows are in a table whose columns are measures: the only one is the total, others are parts of it."""
    plain = {c.cell.row for c in found if c.reading.role == "row"}
    sessions = any(c.reading.role == "part" and c.reading.dimension == "session" for c in found)
    role = "total" if len(plain) == 1 and not sessions and not any(m.scope == "total" for _, m, _ in rows.values()) else "part"
    out = []
    for c in found:
        if c.reading.role == "row":
            c = replace(c, reading=replace(c.reading, role=role, dimension="session" if role == "part" else "", reason="row" if role == "part" else ""))
        out.append(c)
    return out


def _header_rows(table: Table, grid: dict[tuple[int, int], Cell]) -> int:
    """Count the rows at the top that hold no value; a row that only numbers the columns is one of them."""
    for row in range(table.rows):
        texts = [grid[row, c].text.strip() for c in range(table.columns) if (row, c) in grid]
        if row > 0 and table.columns > 2 and not any(texts[2:]) and texts[0] and all(_path(grid, row, c) for c in range(2, table.columns)):
            return row  # "A | Hội nghị đối thoại | |": the title of a group of rows
        numbers = [t for t in texts[1:] if _VALUE.match(t) and not _DATE.search(t)]
        if len(texts) == 1 and _VALUE.match(texts[0]):
            numbers = texts
        if numbers and not _numbers_columns(texts):
            return row
        if row > 0 and sum(bool(_DASH.match(t)) for t in texts) >= 2:
            return row  # a row of dashes holds values too
        if texts and _VALUE.match(texts[0]) and len(texts) > 1 and not _ORDINAL.match(texts[0]):
            return row
    return table.rows


def _numbers_columns(texts: list[str]) -> bool:
    """Tell whether a row only counts the columns: "(1) | (2) | (3)" or "A | B | 1 | 2"."""
    plain = [t.strip("()") for t in texts if t]
    digits = [int(t) for t in plain if t.isdigit()]
    return len(plain) >= 3 and all(_ORDINAL.match(t) for t in plain) and digits == list(range(digits[0] if digits else 0, (digits[0] if digits else 0) + len(digits))) and bool(digits) and digits[0] == 1 and len(digits) >= 2 and len(plain) == len(texts)


def _value_columns(table: Table, grid: dict[tuple[int, int], Cell], header_rows: int) -> list[int]:
    """List the columns that hold values: not the running number, not dates, not text."""
    columns = []
    for column in range(table.columns):
        texts = [grid[r, column].text.strip() for r in range(header_rows, table.rows) if (r, column) in grid and grid[r, column].column == column]
        filled = [t for t in texts if t]
        if not filled:
            continue
        numeric = [t for t in filled if (_VALUE.match(t) or _DASH.match(t)) and not _DATE.search(t)]
        head = fold_case(_path(grid, header_rows, column))
        if re.match(r"^(?:s?tt|số tt|số thứ tự|#|mục|a|\(1\))$", head.strip()):
            continue
        if column == 0 and not head and all(_ORDINAL.match(t) for t in filled):
            continue
        if column == 0 and [t.rstrip(".") for t in filled if t.rstrip(".").isdigit()] == [str(i) for i in range(1, 1 + sum(t.rstrip(".").isdigit() for t in filled))] and len(filled) > 1 and table.columns > 2 and not re.search(r"số (?!tt)|tổng", head):
            continue
        if len(numeric) >= max(1, 0.5 * len(filled)):
            columns.append(column)
    return columns


def _path(grid: dict[tuple[int, int], Cell], header_rows: int, column: int) -> str:
    """Give the headings over a column, outermost first; a blank one takes its left neighbour's if it is a group."""
    parts: list[str] = []
    for row in range(header_rows):
        cell = grid.get((row, column))
        text = cell.text.replace("\n", " ").strip() if cell else ""
        if not text and row < header_rows - 1 and any(
            (r, column) in grid and grid[r, column].text.strip() for r in range(row + 1, header_rows)
        ):
            for left in range(column - 1, -1, -1):
                neighbour = grid.get((row, left))
                if neighbour is not None and neighbour.text.strip():
                    below = any((r, left) in grid and grid[r, left].text.strip() and grid[r, left] is not neighbour for r in range(row + 1, header_rows))
                    text = neighbour.text.replace("\n", " ").strip() if below else ""
                    break
        if text and (not parts or parts[-1] != text) and not re.fullmatch(r"\(?\d{1,2}\)?", text):
            parts.append(text)
    return " › ".join(parts)


def _meaning(text: str, form: Form, context: Context, *, heading: bool = False) -> Meaning:
    """Say what a heading path or a row label means."""
    key = fold_case(text)
    last = key.split(" › ")[-1]
    scope, why = _scope_of(key, form, context)
    name = field_at_head(text.split(" › ")[-1], last, form)
    if not name and heading and (m := form.category.fullmatch(last.strip())) is not None:
        name = text.split(" › ")[-1]
    if not name and heading and (m := form.category.match(re.sub(r"^(?:về |lĩnh vực |nhóm )+", "", last))) is not None and m.group() not in form.weak:
        name = text.split(" › ")[-1]
    if not name and form.category.fullmatch(re.sub(r"^(?:về |lĩnh vực |nhóm )+", "", last.strip(" .:"))):
        name = text.split(" › ")[-1]
    noun = outcome = kind = ""
    for part in reversed(key.split(" › ")):
        part_noun, part_outcome = _noun_and_outcome(part, form)
        noun, outcome = noun or part_noun, outcome or part_outcome
    if form.words["periodic"].search(last) and not form.words["adhoc"].search(last):
        kind = "periodic"
    elif form.words["adhoc"].search(last) and not form.words["periodic"].search(last):
        kind = "adhoc"
    if re.match(r"^(?:tổng cộng|cộng|tổng số|tổng|cả năm|toàn (?:xã|phường)|chung|cả kỳ|cả quý)\W*$", last) and not scope:
        scope, why = "total", "total"
    return Meaning(noun, outcome, kind, scope, why, name)


def _scope_of(key: str, form: Form, context: Context) -> tuple[str, str]:
    if form.words["table_difference"].search(key) and not re.search(r"so với tổng", key):
        return "other", "change"
    if form.scopes["cumulative"].search(key):
        return "other", "cumulative"
    if re.search(r"kế hoạch|chỉ tiêu (?:giao|năm)|dự kiến|phấn đấu", key):
        return "other", "plan"
    if re.search(r"kỳ trước|năm trước|cùng kỳ|quý trước|tháng trước|năm ngoái|kỳ báo cáo trước", key):
        return "other", "earlier"
    phrases = find_periods(key)
    own = context.period
    if phrases and own is not None and not re.search(r"kỳ này|báo cáo kỳ này", key):
        if any(_same(p, own) for p in phrases):
            return "", ""
        if all(p.year and p.year != own.year for p in phrases):
            return "other", "period"
        if any(p.part and p.part != own.part for p in phrases):
            return ("part", "time") if own.part == "" else ("other", "period")
        if own.part and any(p.year == own.year and not p.part for p in phrases):
            return "other", "cumulative"
    if _SESSION_HEAD.search(key.split(" › ")[-1]):
        return "part", "session"
    return "", ""


def _same(p: PeriodPhrase, own: PeriodPhrase) -> bool:
    return p.part == own.part and (p.year in ("", own.year)) and bool(p.part or p.year)


def _noun_and_outcome(part: str, form: Form) -> tuple[str, str]:
    """Give noun and outcome of one heading: "Số người dự hội nghị" is person, "Giải đáp tại hội nghị" answered."""
    if re.search(r"%|tỷ lệ|tỉ lệ|phần trăm", part):
        return "percent", form.outcome_of(part)
    plain = _AT.sub(" ", part)
    outcome = form.outcome_of(plain)
    at = [(m.start(), -len(m.group()), g) for g in ("session", "person", "opinion") if (m := form.noun_inside[g].search(plain))]
    noun = min(at)[2] if at else ""
    if re.search(r"(?:số|lượt)\s*(?:người\s*)?(?:dự|tham dự|tham gia)|người dự|tham dự|thành phần dự", plain) and noun != "opinion":
        return "person", ""
    if outcome in ("answered", "forwarded", "pending", "resolved"):
        return "opinion", outcome
    if noun == "person" and re.search(r"(?:nêu|hỏi|phát biểu|phản ánh|kiến nghị)", plain):
        return "opinion", "raised"
    return noun, outcome if noun in ("", "opinion") else ""


def _row_meanings(
    table: Table, grid: dict[tuple[int, int], Cell], header_rows: int, values: list[int], paths: dict[int, str], form: Form, context: Context
) -> dict[int, tuple[str, Meaning, bool]]:
    """Give each row's label, meaning, and whether it is part of the row above it."""
    labels: dict[int, tuple[str, str, str]] = {}
    text_columns = [c for c in range(table.columns) if c not in values and (c < min(values) or min(values) == 0)]
    note = {c for c in text_columns if c > min(values) and re.search(r"ghi chú|cơ quan|đơn vị (?!tính)|hướng|chi tiết|diễn giải|phân công|trách nhiệm|thực hiện", fold_case(paths[c]))}
    for row in range(header_rows, table.rows):
        ordinal, parts, unit = "", [], ""
        for column in text_columns:
            cell = grid.get((row, column))
            text = cell.text.replace("\n", " ").strip() if cell and cell.column == column else ""
            if not text or column in note:
                continue
            head = fold_case(paths[column])
            if re.search(r"^(?:đvt|đơn vị tính|đơn vị)$", head):
                unit = text
            elif column == text_columns[0] and (_ORDINAL.match(text) and not form.category.fullmatch(fold_case(text))):
                ordinal = text
            else:
                parts.append(text)
        labels[row] = (ordinal, " ".join(parts), unit)
    meanings: dict[int, tuple[str, Meaning, bool]] = {}
    heads = {row: _field_of_label(label, form) for row, (_, label, _) in labels.items()}
    field_rows = [r for r, name in heads.items() if name and not _SUB.match(labels[r][1])]
    if len(field_rows) < 3:
        field_rows = [r for r, name in heads.items() if name]
    many = len(field_rows) >= 3
    plain_numbers = many and sum(bool(re.fullmatch(r"(?:\d{1,2}|[IVXivx]+)[.)]?", labels[r][0])) for r in field_rows) >= 3
    group, parent = Meaning(), Meaning()
    for row, (ordinal, label, unit) in labels.items():
        key = fold_case(label)
        has_value = any((row, c) in grid and grid[row, c].text.strip() for c in values)
        if not has_value:
            group = _meaning(label, form, context)
            meanings[row] = (label, replace(group, scope="text"), False)
            continue
        meaning = _meaning(label, form, context)
        if unit and not meaning.noun:
            meaning = replace(meaning, noun=_noun_and_outcome(fold_case(unit), form)[0])
        if unit.strip() == "%":
            meaning = replace(meaning, noun="percent")
        total = _is_total_label(key)
        if total:
            meaning = replace(meaning, scope="total", why="total", field_name="")
        sub = not total and (
            _SUB.match(label) is not None and not (many and all(_SUB.match(labels[r][1]) for r in field_rows))
            or re.fullmatch(r"\d+\.\d+[.)]?|[a-zđ][.)]?|[-+*]", ordinal) is not None and not (many and row in field_rows and not plain_numbers)
            or plain_numbers and not ordinal and bool(label) and row not in field_rows
            or plain_numbers and not ordinal and row in field_rows and row - 1 in meanings and (meanings[row - 1][2] or bool(meanings[row - 1][1].field_name))
        )
        if many and not total and not meaning.field_name and not sub and label and not meaning.noun and not meaning.outcome and _between_fields(row, field_rows):
            meaning = replace(meaning, field_name=label)
        elif many and not total and not sub and label and not meaning.field_name and _between_fields(row, field_rows) and ordinal:
            meaning = replace(meaning, field_name=label, noun="", outcome="")
        if sub:
            stripped = _SUB.sub("", re.sub(r"(?i)^\s*trong đó\s*:?\s*", "", label))
            own = _meaning(stripped, form, context)
            meaning = replace(own, noun=own.noun or parent.noun, field_name=parent.field_name, outcome=own.outcome)
        elif not total:
            parent = meaning
        if not meaning.noun and group.noun:
            meaning = replace(meaning, noun=group.noun, outcome=meaning.outcome or group.outcome)
        meanings[row] = (label, meaning, sub)
    return meanings


def _is_total_label(key: str) -> bool:
    return re.match(r"^\W*(?:tổng cộng|cộng|tổng số|tổng|toàn (?:xã|phường)|cả (?:xã|phường|năm)|tổng chung|chung|tổng toàn (?:xã|phường))\W*(?:\(.*\)|chung|các cuộc|các lĩnh vực|toàn xã|toàn phường|cả năm|\d+ (?:lĩnh vực|cuộc).*)?\W*$", key) is not None


def _field_of_label(label: str, form: Form) -> str:
    key = fold_case(label)
    if _is_total_label(key):
        return ""
    name = field_at_head(label, key, form)
    if name:
        return name
    bare = re.sub(r"^(?:về |lĩnh vực |nhóm |[-–+*•]\s*|trong đó\s*:?\s*)+", "", key.strip(" .:"))
    return label if form.category.fullmatch(bare) else ""


def _between_fields(row: int, field_rows: list[int]) -> bool:
    return bool(field_rows) and min(field_rows) - 1 <= row <= max(field_rows) + 1


def _read_cell(
    cell: Cell, column: Meaning, row: Meaning, sub: bool, section: str, form: Form, context: Context, heading: str,
    rows: dict[int, tuple[str, Meaning, bool]], table: Table, grid: dict[tuple[int, int], Cell],
) -> list[CellReading]:  # fmt: skip
    """Read the numerals of one value cell (one, or "14 (11)", or "9/9")."""
    text = cell.text
    numerals = [n for n in find_numerals(text) if n.structural in ("", "ordinal")]
    numerals = [replace(n, structural="") for n in numerals]
    base = Reading(0, len(text), text, "dash", "", "unread", "", group=context.group, sentence=(0, len(text)))
    field_name = row.field_name or column.field_name
    if not numerals:
        if text.strip() and not _DASH.match(text.strip()):
            return []
        if not text.strip() and not (field_name and row.scope != "text"):
            return []
        made = _cell_measure(base, None, column, row, sub, section, form, field_name)
        if made.role == "unread" or (not text.strip() and not made.measure):
            return []
        return [CellReading(cell, replace(made, strength=2), heading)]
    out = []
    pair = len(numerals) == 2 and (numerals[0].pair == 1 or bracket_bounds(fold_case(text), numerals[1].start) is not None)
    for i, n in enumerate(numerals):
        one = replace(base, start=n.start, end=n.end, printed=n.printed, kind=n.kind)
        if pair and n.kind != "percent" and numerals[1].kind != "percent":
            made = _pair_measure(one, i, numerals, column, row, sub, section, form, field_name, heading, context)
        else:
            made = _cell_measure(one, n, column, row, sub, section, form, field_name)
        out.append(CellReading(cell, made, heading))
    return out


def _cell_measure(
    base: Reading, numeral: Numeral | None, column: Meaning, row: Meaning, sub: bool, section: str, form: Form, field_name: str
) -> Reading:
    """Decide what one value counts from its column's and its row's meaning."""
    for meaning in (column, row):
        if meaning.scope == "other":
            return replace(base, role="other", reason=meaning.why)
    part = next((m.why for m in (column, row) if m.scope == "part"), "")
    if field_name and "person" in (row.noun, column.noun):  # "Người dân đưa ra"
        row = replace(row, noun="opinion" if row.noun == "person" else row.noun)
        column = replace(column, noun="opinion" if column.noun == "person" else column.noun)
    if row.field_name and (column.noun or column.outcome):
        row = replace(row, noun="", outcome="")  # "Đất đai: chuyển mục đích" names a field, no outcome
    noun = column.noun or row.noun
    outcome = column.outcome if column.outcome not in ("", "raised") else row.outcome if row.outcome not in ("", "raised") else column.outcome or row.outcome
    if row.noun and column.noun and row.noun != column.noun:
        noun = row.noun if column.noun in ("session", "opinion") and not column.outcome and row.noun != "opinion" else column.noun
    if "percent" in (column.noun, row.noun) or base.kind == "percent":
        if field_name or part or sub or section == "results":
            return replace(base, role="other", reason="rate of a part")
        answered = outcome in ("answered", "", "raised")
        return replace(base, measure="answered_rate" if answered else "", role="total" if answered else "other", reason="" if answered else "another rate", strength=3 if outcome == "answered" else 2)
    kind = column.kind or row.kind
    role = "part" if part else "total"
    made = replace(base, role=role, dimension=part, reason=part)
    if field_name and (noun in ("", "opinion") or outcome):
        if outcome in ("forwarded", "pending", "resolved"):
            if outcome == "resolved" or part or sub or section != "sessions":
                return replace(made, role="other", reason=f"{outcome} of a field", field_name=field_name)
            return replace(made, measure=f"opinions_{outcome}", role="part", dimension="field", reason=f"{outcome} of a field", field_name=field_name)
        measure = "answered" if outcome == "answered" else "raised"
        strength = 3 if outcome or column.noun == "opinion" or row.noun == "opinion" else 2
        if sub or _is_way(column):
            return replace(made, measure=measure, role="part", dimension="of field", field_name=field_name)
        return replace(made, measure=measure, field_name=field_name, strength=strength, noun="opinion")
    if field_name:
        return replace(made, role="other", reason="counts something else")
    if noun == "session":
        measure = {"periodic": "sessions_periodic", "adhoc": "sessions_adhoc"}.get(kind, "sessions")
        if section == "results":
            return replace(made, role="other", reason="reference")
        return replace(made, measure=measure, role="part" if sub and measure == "sessions" else made.role, dimension="of row" if sub and measure == "sessions" else made.dimension, strength=3)
    if noun == "person":
        if section == "results":
            return replace(made, role="other", reason="counts something else")
        if sub:
            return replace(made, measure="participants", role="part", dimension="people")
        kind = (f"kind {row.kind}",) if row.kind else ()
        return replace(made, measure="participants", role=_row_role(made, row), dimension=made.dimension or ("session" if _row_role(made, row) == "part" else ""), strength=3, rivals=kind)
    if noun == "opinion" or outcome:
        measure = MEASURE_OF[section][outcome or "raised"]
        if not measure:
            return replace(made, role="other", reason="settled later")
        if _is_way(column) or (sub and outcome in ("", "raised") and row.outcome in ("", "raised")):
            return replace(made, measure=measure, role="part", dimension="kind")
        return replace(made, measure=measure, role=_row_role(made, row), dimension=made.dimension or ("session" if _row_role(made, row) == "part" else ""), strength=3)
    if kind:
        return replace(made, measure=f"sessions_{kind}", strength=2) if section != "results" else replace(made, role="other", reason="reference")
    return replace(made, role="unread", reason="heading says nothing we know")


def _is_way(column: Meaning) -> bool:
    """Tell whether a column splits the raised opinions by the way they came: in person, by letter."""
    return column.why == "way"


def _row_role(made: Reading, row: Meaning) -> str:
    """Tell the total from a part in a table whose columns are measures: a row that is no total is one session."""
    if made.role == "part" or row.scope in ("total",):
        return made.role
    return "row" if not row.noun and not row.outcome else made.role


def _pair_measure(
    one: Reading, i: int, numerals: list[Numeral], column: Meaning, row: Meaning, sub: bool, section: str, form: Form,
    field_name: str, heading: str, context: Context,
) -> Reading:  # fmt: skip
    """Read "9/9" or "14 (11)": raised and answered in the order that the heading gives."""
    key = fold_case(heading)
    m = re.search(r"[^›]*(?:giải đáp|trả lời|làm rõ|giải trình)[^›/]*/", key)
    first_answered = m is not None or bool(context.answered_first)
    if numerals[0].pair != 1:
        first_answered = False
    raised = (i == 1) == first_answered
    made = _cell_measure(one, None, replace(column, outcome="raised" if raised else "answered", noun="opinion"), replace(row, outcome=""), sub, section, form, field_name)
    return replace(made, strength=2, rivals=() if m or context.answered_first is not None or numerals[0].pair != 1 else ("answered" if raised else "raised",))


def _drop_blank_columns(found: list[CellReading]) -> list[CellReading]:
    """Leave out blank cells of columns that hold no number at all."""
    filled = {(c.cell.column) for c in found if c.cell.text.strip() and not _DASH.match(c.cell.text.strip())}
    return [c for c in found if c.cell.text.strip() or c.cell.column in filled]
