"""Write the dialogues one by one."""

from __future__ import annotations

from demo.draw_facts import Session
from demo.records import TextParagraph, TextTable
from demo.speak import capitalise
from demo.write_totals import Body, Desk

ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám")


def write_sessions(desk: Desk) -> Body:
    """List the dialogues as lines, as a table or as one paragraph; nothing if the layout has no list."""
    voice, sessions = desk.voice, desk.facts.sessions
    match desk.layout.listing:
        case "none":
            return []
        case "table":
            return [TextParagraph(voice.say("sessions.intro")), _table(desk)]
        case "lines":
            template = voice.pick("sessions.line")
            lines = (_line(desk, template, str(i), session) for i, session in enumerate(sessions, start=1))
            return [TextParagraph(voice.say("sessions.intro")), *(TextParagraph(line) for line in lines)]
    template = voice.pick("sessions.running")
    clauses = [_line(desk, template, ORDINALS[i], session) for i, session in enumerate(sessions)]
    return [TextParagraph(capitalise("; ".join(clauses)) + ".")]


def _line(desk: Desk, template: str, ordinal: str, session: Session) -> str:
    voice = desk.voice
    return voice.fill(
        template,
        i=ordinal,
        kind=f" ({_kind(desk, session)})" if desk.layout.prints("sessions_periodic") else "",
        date=_date(desk, session),
        place=session.place,
        people_n=voice.number(session.participants),
        opinions_n=voice.number(session.opinions),
    )


def _kind(desk: Desk, session: Session) -> str:
    return str(desk.voice.all("sessions.kinds")[session.kind])


def _date(desk: Desk, session: Session) -> str:
    day = session.held_on
    return f"{day:%d/%m/%Y}" if desk.voice.numbers == "padded" else f"{day.day}/{day.month}/{day.year}"


def _table(desk: Desk) -> TextTable:
    voice = desk.voice
    keys = ["place", "kind", "date", "people", "opinions"]
    if not desk.layout.prints("sessions_periodic"):
        keys.remove("kind")
    if voice.random.random() < 0.3:
        keys.remove("opinions")
    rows = [[voice.say("tables.order"), *(voice.say(f"sessions.columns.{key}") for key in keys)]]
    for number, session in enumerate(desk.facts.sessions, start=1):
        cells = {
            "place": capitalise(session.place),
            "kind": capitalise(_kind(desk, session)),
            "date": _date(desk, session),
            "people": voice.digits(session.participants),
            "opinions": voice.digits(session.opinions),
        }
        rows.append([str(number), *(cells[key] for key in keys)])
    if desk.layout.total_row and desk.layout.prints("participants"):
        totals = {"place": voice.say("tables.total"), "people": voice.digits(desk.facts.count("participants"))}
        totals["opinions"] = voice.digits(desk.facts.count("opinions"))
        rows.append(["", *(totals.get(key, "") for key in keys)])
    return TextTable(tuple(map(tuple, rows)))
