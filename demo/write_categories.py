"""Write the breakdown by field, and say what a reader makes of it."""

from __future__ import annotations

from demo.choose_layout import Layout
from demo.draw_facts import Facts, Field
from demo.records import TextParagraph, TextTable
from demo.speak import capitalise
from demo.write_totals import Body, Desk
from transforms.records import CATEGORIES

IN_SENTENCES = ("bullets", "labels", "running")


def read_categories(facts: Facts, layout: Layout) -> dict[str, tuple[int | None, int | None]]:
    """Give raised and answered of each category mentioned, fields of one category added up."""
    found: dict[str, tuple[int | None, int | None]] = {}
    for code in CATEGORIES:
        rows = [field for field in _printed(facts, layout) if field.code == code]
        if rows:
            raised = sum(field.raised for field in rows)
            silent = not layout.field_answered or (not raised and layout.categories in IN_SENTENCES)
            found[code] = raised, None if silent else sum(field.answered for field in rows)
    return found


def read_unmapped(facts: Facts, layout: Layout) -> tuple[tuple[str, int, int | None], ...]:
    """Give the fields that are none of the eight."""
    return tuple(
        (field.name, field.raised, field.answered if layout.field_answered else None)
        for field in _printed(facts, layout)
        if not field.mapped
    )


def write_categories(desk: Desk) -> Body:
    """Write the fields in the layout chosen."""
    voice, fields = desk.voice, _printed(desk.facts, desk.layout)
    match desk.layout.categories:
        case "none":
            return []
        case "bullets" | "labels":
            lines = _sentences(desk, fields, "line" if desk.layout.categories == "bullets" else "label")
            mark = voice.random.choice(("- ", "- ", "+ ", "* "))
            return [TextParagraph(voice.say("categories.intro")), *(TextParagraph(f"{mark}{t}.") for t in lines)]
        case "running":
            text = "; ".join(_sentences(desk, fields, "running"))
            return [TextParagraph(f"{voice.say('categories.intro')} {text}.")]
        case "pairs":
            return [TextParagraph(_pairs(desk, fields))]
        case "table_columns":
            table = _columns(desk, fields)
        case "table_outcomes":
            table = _outcomes(desk, fields)
        case "table_years":
            table = _years(desk, fields)
        case _:
            table = _rows(desk, fields)
    return [TextParagraph(voice.say("categories.intro")), table]


def _printed(facts: Facts, layout: Layout) -> list[Field]:
    if layout.categories == "none":
        return []
    return [field for field in facts.fields if field.raised or field.answered or layout.zero_fields != "drop"]


def _sentences(desk: Desk, fields: list[Field], form: str) -> list[str]:
    """Write each field by one wording; a field without opinions, or with all of them answered, has its own."""
    voice, answered = desk.voice, desk.layout.field_answered
    usual = voice.pick(f"categories.{form}" if answered else f"categories.{form}_raised")
    zero = voice.pick("categories.running_zero" if form == "running" else "categories.line_zero")
    every = voice.pick("categories.line_all") if form == "line" and answered and voice.random.random() < 0.4 else usual
    texts = []
    for field in fields:
        template = usual if field.raised else zero
        if field.raised and field.raised == field.answered:
            template = every
        if field.name.endswith("lĩnh vực khác"):  # not "lĩnh vực một số lĩnh vực khác"
            template = template.replace("Lĩnh vực {name}", "{Name}").replace("lĩnh vực {name}", "{name}")
        texts.append(
            voice.fill(
                template,
                name=field.name,
                Name=capitalise(field.name),
                raised=voice.number(field.raised),
                answered=voice.number(field.answered),
            )
        )
    return texts


def _pairs(desk: Desk, fields: list[Field]) -> str:
    voice = desk.voice
    answered_first = voice.random.random() < 0.6
    pairs = (
        (field.name, field.answered, field.raised) if answered_first else (field.name, field.raised, field.answered)
        for field in fields
    )
    text = "; ".join(f"{name} {voice.digits(a)}/{voice.digits(b)}" for name, a, b in pairs)
    return voice.say(f"categories.pairs.{'answered' if answered_first else 'raised'}_first", pairs=text)


def _number(desk: Desk, value: int) -> str:
    return desk.voice.digits(value) if value else desk.voice.context["zero_cell"]


def _rows(desk: Desk, fields: list[Field]) -> TextTable:
    voice, answered = desk.voice, desk.layout.field_answered
    header = [voice.say("tables.order"), *(voice.say(f"categories.columns.{key}") for key in ("name", "raised"))]
    header += [voice.say("categories.columns.answered")] if answered else []
    rows = []
    for number, field in enumerate(fields, start=1):
        row = [str(number), capitalise(field.name), _number(desk, field.raised)]
        rows.append(row + ([_number(desk, field.answered)] if answered else []))
    if desk.layout.total_row:
        total = ["", voice.say("tables.total"), voice.digits(desk.facts.count("opinions"))]
        total += [voice.digits(desk.facts.count("opinions_answered"))] if answered else []
        rows.insert(0 if voice.random.random() < 0.2 else len(rows), total)
    return TextTable((tuple(header), *map(tuple, rows)))


def _columns(desk: Desk, fields: list[Field]) -> TextTable:
    voice = desk.voice
    header = [voice.say("tables.item"), *(capitalise(field.name) for field in fields)]
    raised = [voice.say("categories.columns.raised"), *(_number(desk, field.raised) for field in fields)]
    answered = [voice.say("categories.columns.answered"), *(_number(desk, field.answered) for field in fields)]
    if desk.layout.total_row:
        header.append(voice.say("tables.total"))
        raised.append(voice.digits(desk.facts.count("opinions")))
        answered.append(voice.digits(desk.facts.count("opinions_answered")))
    rows = [header, raised, answered] if desk.layout.field_answered else [header, raised]
    return TextTable(tuple(map(tuple, rows)))


def _outcomes(desk: Desk, fields: list[Field]) -> TextTable:
    """Write a table whose header has two rows: raised, and below one heading what became of it."""
    voice = desk.voice
    label = {key: voice.say(f"categories.columns.{key}") for key in voice.all("categories.columns")}
    rows = [
        [voice.say("tables.order"), label["name"], label["raised"], label["group_outcome"], "", ""],
        ["", "", "", label["answered"], label["forwarded"], label["pending"]],
    ]
    for number, field in enumerate(fields, start=1):
        counts = (field.raised, field.answered, field.forwarded, field.pending)
        rows.append([str(number), capitalise(field.name), *(_number(desk, count) for count in counts)])
    if desk.layout.total_row:
        totals = ("opinions", "opinions_answered", "opinions_forwarded", "opinions_pending")
        rows.append(["", voice.say("tables.total"), *(voice.digits(desk.facts.count(m)) for m in totals)])
    return TextTable(tuple(map(tuple, rows)))


def _years(desk: Desk, fields: list[Field]) -> TextTable:
    """Write a table with the columns of the year before in front."""
    voice, random = desk.voice, desk.voice.random
    past, present = f"Cùng kỳ năm {desk.period.year - 1}", capitalise(desk.period.phrase)
    raised, answered = voice.say("categories.columns.raised"), voice.say("categories.columns.answered")
    order, name = voice.say("tables.order"), voice.say("categories.columns.name")
    both = desk.layout.field_answered
    rows = [[order, name, past, "", present, ""], ["", "", raised, answered, raised, answered]]
    if not both:
        rows = [[order, name, f"{raised} {past[0].lower()}{past[1:]}", f"{raised} {desk.period.phrase}"]]
    for number, field in enumerate(fields, start=1):
        before = random.randint(1, field.raised + 5)
        old = [before, random.randint(0, before)] if both else [before]
        new = [field.raised, field.answered] if both else [field.raised]
        rows.append([str(number), capitalise(field.name), *(_number(desk, value) for value in old + new)])
    return TextTable(tuple(map(tuple, rows)))
