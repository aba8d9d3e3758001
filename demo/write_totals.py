"""Write the unit's own figures: dialogues, attendance, opinions and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from demo.choose_layout import Layout
from demo.describe_period import Period
from demo.draw_facts import Facts
from demo.records import TextParagraph, TextTable
from demo.speak import Voice, capitalise

Body = list[TextParagraph | TextTable]
OUTCOMES = ("opinions_answered", "opinions_forwarded", "opinions_pending")
TOTALS = (
    "sessions",
    "sessions_periodic",
    "sessions_adhoc",
    "participants",
    "opinions",
    "opinions_answered",
    "answered_rate",
    "opinions_forwarded",
    "opinions_pending",
)
RECAP = ("sessions", "participants", "opinions", "opinions_answered")
PETITIONS = (
    "petitions",
    "petitions_answered",
    "petitions_resolved",
    "petitions_forwarded",
    "petitions_pending",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the clerk's desk: manner, figures, layout and period."""

    voice: Voice
    facts: Facts
    layout: Layout
    period: Period


def write_totals(desk: Desk) -> Body:
    """Write the totals of section 2.2 in the layout chosen."""
    outcomes = [_clause(desk, m) for m in ("opinions", *OUTCOMES) if desk.layout.prints(m)]
    body: Body
    match desk.layout.totals:
        case "running" | "reversed":
            body = [TextParagraph(_run(desk))]
        case "bullets":
            clauses = [_clause(desk, m) for m in ("sessions", "participants") if desk.layout.prints(m)]
            body = bullets([*clauses, *outcomes])
        case "mixed":
            body = [TextParagraph(_first_sentence(desk)), *bullets(outcomes)]
        case "labels":
            body = label_lines(desk, [m for m in TOTALS if desk.layout.prints(m)])
        case "table_rows":
            body = [_intro(desk, "tables.intro"), _measure_rows(desk, [m for m in TOTALS if desk.layout.prints(m)], {})]
        case _:
            body = [_intro(desk, "tables.intro"), _measure_columns(desk)]
    if not desk.layout.prints("opinions_answered"):
        body.append(TextParagraph(capitalise(desk.voice.say("clauses.vague")) + "."))
    elif _has_remainder(desk):
        body.append(TextParagraph(desk.voice.say("clauses.remainder")))
    return body


def _has_remainder(desk: Desk) -> bool:
    """Say whether opinions are left of which the text gives no number."""
    return any(desk.facts.count(m) and not desk.layout.prints(m) for m in OUTCOMES)


def write_recap(desk: Desk, recap: Mapping[str, int]) -> Body:
    """Repeat the main totals in a table."""
    measures = [m for m in RECAP if desk.layout.prints(m)]
    return [_intro(desk, "tables.recap"), _measure_rows(desk, measures, recap)]


def write_results(desk: Desk) -> Body:
    """Write the figures of section 2.4."""
    measures = [m for m in PETITIONS if desk.layout.prints(m)]
    match desk.layout.results:
        case "bullets":
            return bullets([_clause(desk, m) for m in measures])
        case "labels":
            return [*label_lines(desk, measures), *_merging(desk)]
        case "table":
            return [_intro(desk, "results.intro"), _measure_rows(desk, measures, {}), *_merging(desk)]
    first, *others = [_clause(desk, m) for m in measures]
    lead = desk.voice.say("results.lead")
    joint = desk.voice.random.choice((", trong đó ", ". Trong đó: ", "; "))
    return [TextParagraph(capitalise(lead + first + (joint + "; ".join(others) if others else "")) + ".")]


def _merging(desk: Desk) -> Body:
    """Say that like opinions were merged, where a line or a row of a table has no room for it."""
    return [TextParagraph(capitalise(_clause(desk, "petitions")) + ".")] if desk.facts.merged else []


def bullets(clauses: Sequence[str]) -> Body:
    """Write clauses as a list."""
    return [TextParagraph(f"- {capitalise(clause)}.") for clause in clauses]


def label_lines(desk: Desk, measures: Sequence[str]) -> Body:
    """Write measures as "label: number noun"."""
    return [TextParagraph(f"- {desk.voice.say(f'labels.{m}')}: {_with_unit(desk, m)}") for m in measures]


def _intro(desk: Desk, path: str) -> TextParagraph:
    return TextParagraph(desk.voice.say(path))


def _unit(desk: Desk, measure: str) -> str:
    if measure == "answered_rate":
        return "%"
    if measure == "participants":
        return desk.voice.context["people"]
    if measure.startswith("sessions"):
        return desk.voice.context["session"]
    return "kiến nghị" if measure.startswith("petitions") else "ý kiến"


def _with_unit(desk: Desk, measure: str) -> str:
    value = desk.facts.measures[measure]
    if measure == "answered_rate":
        return desk.voice.rate(desk.facts.rate)
    return f"{desk.voice.number(int(value), measure)} {_unit(desk, measure)}"


def _clause(desk: Desk, measure: str) -> str:
    voice, facts = desk.voice, desk.facts
    value = facts.count(measure)
    zero = voice.all("clauses.zero")
    if value == 0 and measure in zero:
        return voice.fill(voice.random.choice(zero[measure]))
    if measure == "petitions" and facts.merged:
        gap = voice.number(facts.merged)
        return voice.say("clauses.petitions_merged", n=voice.number(value, measure), gap=gap)
    path = measure
    slots = {"n": voice.number(value, measure)}
    if measure == "sessions":
        slots["split"] = _split(desk)
    if measure == "opinions_answered":
        path = "all_answered" if value == facts.count("opinions") and voice.random.random() < 0.6 else measure
        prints_rate = desk.layout.prints("answered_rate")
        slots["rate"] = voice.say("clauses.rate", rate=voice.rate(facts.rate)) if prints_rate else ""
    return voice.say(f"clauses.{path}", **slots)


def _split(desk: Desk) -> str:
    """Write periodic and ad hoc dialogues as an addition to the total."""
    periodic, adhoc = desk.facts.count("sessions_periodic"), desk.facts.count("sessions_adhoc")
    if not desk.layout.prints("sessions_periodic"):
        return ""
    path = "split" if adhoc else "split_zero"
    if not desk.layout.prints("sessions_adhoc"):
        path = "split_periodic"
    voice = desk.voice
    return voice.say(f"clauses.{path}", periodic=voice.number(periodic), adhoc=voice.number(adhoc))


def _first_sentence(desk: Desk) -> str:
    voice, facts = desk.voice, desk.facts
    if desk.layout.prints("sessions"):
        clause = _clause(desk, "sessions")
    else:
        periodic, adhoc = facts.count("sessions_periodic"), facts.count("sessions_adhoc")
        clause = voice.say("clauses.sessions_summed", periodic=voice.number(periodic), adhoc=voice.number(adhoc))
    text = f"{voice.say('lead')}, {clause}"
    if desk.layout.prints("participants"):
        text += voice.random.choice((", ", "; ")) + _clause(desk, "participants")
    return text + "."


def _run(desk: Desk) -> str:
    """Write all totals as running text."""
    first = _first_sentence(desk)
    total = _clause(desk, "opinions")
    parts = "; ".join(_clause(desk, m) for m in OUTCOMES if desk.layout.prints(m))
    if not parts:
        return f"{first} {capitalise(total)}."
    if desk.layout.totals == "reversed":
        return f"{first} {capitalise(parts)}. Như vậy, {total}."
    joint = desk.voice.random.choice((". ", "; ", ", trong đó "))
    return f"{first} {capitalise(total)}{joint}{capitalise(parts) if joint == '. ' else parts}."


def _cell(desk: Desk, measure: str, value: int | None = None) -> str:
    if measure == "answered_rate":
        return desk.voice.rate(desk.facts.rate)
    return desk.voice.digits(desk.facts.count(measure) if value is None else value)


def _measure_rows(desk: Desk, measures: Sequence[str], changed: Mapping[str, int]) -> TextTable:
    """Write a table with one measure a row, sometimes beside last year's figures."""
    voice = desk.voice
    with_unit, with_past = voice.random.random() < 0.5, voice.random.random() < 0.3
    header = [voice.say("tables.order"), voice.say("tables.item")]
    header += [voice.say("tables.unit")] if with_unit else []
    past, present = f"Cùng kỳ năm {desk.period.year - 1}", capitalise(desk.period.phrase)
    header += [past, present] if with_past else [voice.say("tables.result")]
    share = voice.random.randint(6, 13)  # tenths of this year's figures
    rows = [header]
    for number, measure in enumerate(measures, start=1):
        row = [str(number), voice.say(f"labels.{measure}")]
        if with_unit:
            row.append(_unit(desk, measure))
        if with_past:
            row.append(_past(desk, measure, share))
        row.append(_cell(desk, measure, changed.get(measure)))
        rows.append([cell.rstrip("% ") for cell in row] if with_unit and measure == "answered_rate" else row)
        if with_unit and measure == "answered_rate":
            rows[-1][2] = "%"
    return TextTable(tuple(map(tuple, rows)))


def _past(desk: Desk, measure: str, share: int) -> str:
    """Make up the figure of the year before."""
    if measure == "answered_rate":
        answered, opinions = (desk.facts.count(m) * share // 10 for m in ("opinions_answered", "opinions"))
        return desk.voice.rate((Decimal(answered * 100) / Decimal(opinions)).quantize(Decimal("0.1")), "")
    return desk.voice.digits(desk.facts.count(measure) * share // 10)


def _measure_columns(desk: Desk) -> TextTable:
    """Write a table with one measure a column and a single row of figures, kinds of sessions below one heading."""
    measures = [m for m in TOTALS if desk.layout.prints(m)]
    kinds = [m for m in ("sessions_periodic", "sessions_adhoc") if m in measures]
    unit = desk.voice.context["Unit"]
    if not kinds:
        labels = [desk.voice.say(f"labels.{m}") for m in measures]
        return TextTable((("Tên đơn vị", *labels), (unit, *(_cell(desk, m) for m in measures))))
    upper, lower = ["Tên đơn vị"], [""]
    names = {"sessions_periodic": "Định kỳ", "sessions_adhoc": "Đột xuất"}
    for measure in measures:
        upper.append("" if measure in kinds else desk.voice.say(f"labels.{measure}"))
        lower.append("Tổng số" if measure == "sessions" else names.get(measure, ""))
    return TextTable((tuple(upper), tuple(lower), (unit, *(_cell(desk, m) for m in measures))))
