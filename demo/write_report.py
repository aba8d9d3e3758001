"""Write a made-up commune report together with the truth about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from demo.choose_layout import IN_WORDS, Layout, choose_layout
from demo.describe_period import Period, describe_period
from demo.draw_facts import Facts, draw_facts
from demo.plant_flaw import FLAWS, Planted, plant_flaw
from demo.read_communes import read_communes
from demo.records import Commune, Inconsistency, ReportText, TextParagraph, TextTable, Truth
from demo.speak import Voice, capitalise, read_phrases
from demo.write_categories import read_categories, read_unmapped, write_categories
from demo.write_narrative import Outline, write_items, write_narrative
from demo.write_sessions import write_sessions
from demo.write_totals import Body, Desk, write_recap, write_results, write_totals
from transforms.records import MEASURES


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signs, under which number and date; None where the office left it blank."""

    commune: Commune
    symbol: str | None
    issued_on: date | None


def write_report(
    seed: int, commune: Commune, period: str, *, flaw: str | None = None, replaces: Truth | None = None
) -> tuple[ReportText, Truth]:
    """Write the report of a seed; ``flaw`` is one of ``FLAWS``, ``replaces`` makes it the correction of another."""
    if flaw is not None and flaw not in FLAWS:
        raise ValueError(f"no such flaw: {flaw}")
    random = Random(f"{seed} {commune.code} {period} {flaw}")
    when = describe_period(period, random)
    facts = draw_facts(random, when)
    layout = choose_layout(random, facts, flaw)
    planted = plant_flaw(random, facts, layout, flaw)
    voice, facts = _give_voice(random, commune, when, layout, planted.facts, flaw)
    desk = Desk(voice, facts, layout, when)
    identity = _identify(random, commune, when, replaces)
    head_left, head_right = _write_head(desk, identity)
    body, items, traps = _write_body(desk, planted, flaw is None, replaces)
    closing, mismatch = _write_closing(desk, commune, flaw)
    found = [i for i in (planted.inconsistency, mismatch) if i]
    report = ReportText(head_left, head_right, (*body, TextParagraph(closing)), *_write_foot(voice))
    measures = {m: facts.measures[m] if m in layout.stated | layout.summed else None for m in MEASURES}
    truth = Truth(
        commune,
        period,
        identity.symbol,
        identity.issued_on,
        measures,
        read_categories(facts, layout),
        read_unmapped(facts, layout),
        items,
        tuple(found),
        traps,
    )
    return report, truth


def _give_voice(
    random: Random, commune: Commune, when: Period, layout: Layout, facts: Facts, flaw: str | None
) -> tuple[Voice, Facts]:
    """Draw a clerk's manner; a hedged attendance is a round number."""
    phrases = read_phrases()
    nouns = {noun: random.choice(words) for noun, words in phrases["nouns"].items()}
    context = {
        **nouns,
        "Session": capitalise(nouns["session"]),
        "unit": commune.title,
        "Unit": capitalise(commune.title),
        "type": commune.division_type,
        "village": "thôn" if commune.division_type == "xã" else "tổ dân phố",
        "place": commune.name,
        "period": when.phrase,
        "Period": capitalise(when.phrase),
        "year": str(when.year),
        "last_year": str(when.year - 1),
        "next_year": str(when.year + 1),
        "actor": random.choice(phrases["actor"]),
        "percent": random.choice(("%", "%", " %")),
        "zero_cell": random.choice(("0", "-")),
    }
    short = random.sample(sorted(phrases["abbreviations"]), k=2) if random.random() < 0.1 else []
    voice = Voice(
        random,
        context,
        numbers=random.choice(("plain", "padded", "padded", "words", "both", "mixed")),
        abbreviations={words: phrases["abbreviations"][words] for words in short},
    )
    if flaw is None and random.random() < 0.04:
        voice = replace(voice, numbers="padded", slip=random.choice(("sessions", "opinions_pending", "answered_rate")))
    if flaw is None and random.random() < 0.04:
        voice = replace(voice, glued=random.choice(("opinions", "opinions_answered", "participants")))
    words = layout.totals in (*IN_WORDS, "mixed") and layout.listing == "none" and not layout.recap_table
    if flaw is None and words and random.random() < 0.08:
        voice = replace(voice, hedge=random.choice(("trên", "hơn", "gần")))
        rounded = facts.count("participants") // 10 * 10
        facts = replace(facts, measures={**facts.measures, "participants": rounded})
    return voice, facts


def _identify(random: Random, commune: Commune, when: Period, replaces: Truth | None) -> Identity:
    number, issued_on = random.randint(8, 320), when.issued_on
    if replaces and replaces.symbol and replaces.issued_on:
        number = int(replaces.symbol.split("-")[0]) + 6
        return Identity(commune, f"{number}-BC/ĐU", replaces.issued_on + timedelta(4))
    blank = random.random()
    symbol = None if blank < 0.06 else f"{number:02d}-BC/ĐU"
    return Identity(commune, symbol, None if 0.03 < blank < 0.09 else issued_on)


def _write_head(desk: Desk, identity: Identity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    voice, signed = desk.voice, identity.issued_on or desk.period.issued_on
    if identity.symbol:
        number = voice.say("head.symbol", number=identity.symbol.split("-")[0])
    else:
        number = voice.say("head.no_symbol")
    slots = {
        "d": str(signed.day),
        "m": str(signed.month),
        "yyyy": str(signed.year),
        "dd": f"{signed.day:02d}",
        "mm": f"{signed.month:02d}" if signed.month < 3 else str(signed.month),
    }
    day = voice.say("head.date" if identity.issued_on else "head.no_date", **slots)
    office = f"ĐẢNG ỦY {identity.commune.title.upper()}"
    return (voice.say("head.left_upper"), office, "*", number), ("ĐẢNG CỘNG SẢN VIỆT NAM", day)


def _write_foot(voice: Voice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    recipients = voice.random.sample(voice.all("foot.recipients"), k=voice.random.randint(1, 4))
    lines = ["Nơi nhận:", *(f"- {name};" for name in recipients), f"- {voice.say('foot.last')}."]
    return tuple(lines), tuple(voice.pick("foot.signature"))


def _write_closing(desk: Desk, commune: Commune, flaw: str | None) -> tuple[str, Inconsistency | None]:
    """Write the last sentence, which may name another unit or period."""
    voice, period = desk.voice, desk.period
    if flaw == "period_mismatch":
        other = period.phrase.replace(str(period.year), str(period.year - 1))
        found = Inconsistency(flaw, f"câu kết ghi {other}, báo cáo là {period.phrase}", other, period.phrase)
        return voice.say("closing", period=other), found
    if flaw == "commune_mismatch":
        unit = voice.random.choice([c for c in read_communes() if c != commune]).title
        found = Inconsistency(flaw, f"câu kết ghi {unit}, báo cáo của {commune.title}", unit, commune.title)
        return voice.say("closing", unit=unit), found
    return voice.say("closing"), None


def _write_body(desk: Desk, planted: Planted, calm: bool, replaces: Truth | None) -> tuple[Body, int, tuple[str, ...]]:
    """Write everything from the title to the tasks; give the number of items and the traps as well."""
    voice, outline = desk.voice, Outline(desk.voice)
    body = _write_title(voice, replaces)
    body.append(TextParagraph(voice.say("opening")))
    traps: list[str] = []
    items = write_items(voice, desk.facts.fields)

    def tell(section: str) -> None:
        text, found = write_narrative(voice, section)
        body.extend(text)
        traps.extend(found)

    body.append(outline.main("general"))
    for section in ("advantages", "difficulties"):
        body.append(outline.sub(section))
        tell(section)
    body += [outline.main("work"), outline.sub("leadership")]
    tell("leadership")
    body += [outline.sub("dialogues"), outline.leaf("monitoring")]
    tell("monitoring")
    body.append(outline.leaf("sessions"))
    body += _abbreviate(voice, _write_statistics(desk, planted.recap))
    body += [outline.leaf("items"), *items, outline.leaf("results")]
    body += _abbreviate(voice, write_results(desk))
    body += [outline.main("evaluation"), outline.sub("achievements")]
    tell("achievements")
    body += _write_recap_sentence(desk, planted.recap)
    for section in ("limitations", "causes"):
        body.append(outline.sub(section))
        tell(section)
    body.append(outline.main("tasks"))
    tell("tasks")
    return body, len(items), tuple(traps)


def _write_title(voice: Voice, replaces: Truth | None) -> Body:
    lines = [voice.fill(line) for line in voice.pick("title")]
    if replaces and replaces.symbol and replaces.issued_on:
        day = f"{replaces.issued_on:%d/%m/%Y}"
        lines.append(voice.fill(voice.all("province.replaces"), symbol=replaces.symbol, date=day))
    lines += ["-----"] if voice.random.random() < 0.6 else []
    body: Body = [TextParagraph("BÁO CÁO", centred=True, bold=True)]
    return body + [TextParagraph(line, centred=True) for line in lines]


def _write_statistics(desk: Desk, recap: Mapping[str, int]) -> Body:
    """Write section 2.2: the dialogues one by one may stand before or after the totals."""
    totals, listing = write_totals(desk), write_sessions(desk)
    parts = listing + totals if listing and desk.voice.random.random() < 0.25 else totals + listing
    if desk.layout.recap_table:
        parts += write_recap(desk, recap)
    return parts + write_categories(desk)


def _write_recap_sentence(desk: Desk, recap: Mapping[str, int]) -> Body:
    if not desk.layout.recap_sentence:
        return []
    count = desk.voice.number(recap.get("sessions_sentence", desk.facts.count("sessions")))
    return [TextParagraph(desk.voice.say("narrative.recap", n=count))]


def _abbreviate(voice: Voice, body: Body) -> Body:
    """Put the clerk's abbreviations into the statistics."""
    return [
        TextTable(tuple(tuple(voice.abbreviate(cell) for cell in row) for row in item.rows))
        if isinstance(item, TextTable)
        else replace(item, text=voice.abbreviate(item.text))
        for item in body
    ]
