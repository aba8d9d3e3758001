"""Draw the made-up figures of one report; they agree with each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from demo.describe_period import Period
from demo.speak import read_phrases
from transforms.records import CATEGORIES

WEIGHTS = dict(zip(CATEGORIES, (20, 18, 12, 12, 7, 10, 8, 9), strict=True))


@dataclass(frozen=True, slots=True)
class Session:
    """One dialogue."""

    kind: str  # periodic, adhoc
    held_on: date
    place: str
    participants: int
    opinions: int


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the breakdown by field; raised = answered + forwarded + pending."""

    code: str
    name: str
    raised: int
    answered: int
    forwarded: int
    pending: int
    mapped: bool = True  # False: a ninth field, counted with "other"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that happened; ``measures`` has a value for each of the fourteen."""

    sessions: tuple[Session, ...]
    measures: Mapping[str, int | Decimal]
    fields: tuple[Field, ...]
    merged: int  # opinions that are one petition with another

    def count(self, measure: str) -> int:
        """Give a whole-number measure."""
        return int(self.measures[measure])

    @property
    def rate(self) -> Decimal:
        """Give the percentage answered."""
        return Decimal(self.measures["answered_rate"])


def draw_facts(random: Random, period: Period) -> Facts:
    """Draw sessions, opinions and what became of them."""
    sessions = _draw_sessions(random, period)
    opinions = sum(session.opinions for session in sessions)
    raised = _share(random, opinions, [WEIGHTS[code] for code in CATEGORIES])
    open_opinions = 0 if random.random() < 0.25 else random.randint(1, max(1, opinions // 5))
    unanswered = _take(random, open_opinions, raised)
    forwarded = _take(random, random.randint(0, open_opinions), unanswered)
    fields = tuple(
        Field(code, "", r, r - u, f, u - f)
        for code, r, u, f in zip(CATEGORIES, raised, unanswered, forwarded, strict=True)
    )
    answered, sent_on = opinions - open_opinions, sum(forwarded)
    pending = open_opinions - sent_on
    merged = random.randint(1, 3) if answered >= 8 and random.random() < 0.15 else 0
    resolved = random.randint(0, pending)
    measures: dict[str, int | Decimal] = {
        "sessions": len(sessions),
        "sessions_periodic": sum(session.kind == "periodic" for session in sessions),
        "sessions_adhoc": sum(session.kind == "adhoc" for session in sessions),
        "participants": sum(session.participants for session in sessions),
        "opinions": opinions,
        "opinions_answered": answered,
        "answered_rate": _rate(random, answered, opinions),
        "opinions_forwarded": sent_on,
        "opinions_pending": pending,
        "petitions": opinions - merged,
        "petitions_answered": answered - merged,
        "petitions_resolved": resolved,
        "petitions_pending": pending - resolved,
        "petitions_forwarded": sent_on,
    }
    return Facts(sessions, measures, _name_fields(random, fields), merged)


def _draw_sessions(random: Random, period: Period) -> tuple[Session, ...]:
    days = (period.last - period.first).days
    most = 2 if days < 32 else 3 if days < 93 else 7
    count = random.randint(1, most) if random.random() < 0.93 else most * 2
    places = random.sample(read_phrases()["sessions"]["places"], k=min(10, count)) + ["hội trường xã"] * (count - 10)
    dates = sorted(random.sample(range(days + 1), k=min(count, days + 1)))
    dates += [days] * (count - len(dates))
    return tuple(
        Session(
            "periodic" if index == 0 or random.random() < 0.7 else "adhoc",
            period.first + timedelta(day),
            place,
            random.randint(38, 190),
            random.randint(5, 22),
        )
        for index, (place, day) in enumerate(zip(places, dates, strict=True))
    )


def _share(random: Random, total: int, weights: list[int]) -> list[int]:
    """Share a total at random by weights."""
    shares = [0] * len(weights)
    for index in random.choices(range(len(weights)), weights=weights, k=total):
        shares[index] += 1
    return shares


def _take(random: Random, count: int, limits: list[int]) -> list[int]:
    """Take so many pieces, from no heap more than it holds."""
    pieces = [index for index, limit in enumerate(limits) for _ in range(limit)]
    taken = random.sample(pieces, k=count)
    return [taken.count(index) for index in range(len(limits))]


def _rate(random: Random, part: int, whole: int) -> Decimal:
    """Give a percentage with at most one decimal, rounded or cut off as clerks do."""
    exact = Decimal(part * 100) / Decimal(whole)
    step = random.choice((Decimal("0.1"), Decimal("0.1"), Decimal(1)))
    rate = exact.quantize(step, rounding=random.choice((ROUND_HALF_UP, ROUND_DOWN)))
    if rate == 100 and part < whole:  # nobody writes 100 % where one is missing
        rate = exact.quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    return rate


def _name_fields(random: Random, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Name the fields as one office does; sometimes split one, or name a ninth."""
    names = read_phrases()["categories"]
    rows: list[Field] = []
    split, ninth = random.random() < 0.15, random.random() < 0.15
    for field in fields:
        named = Field(
            field.code,
            random.choice(names["names"][field.code]),
            field.raised,
            field.answered,
            field.forwarded,
            field.pending,
        )
        if field.code == "health_education" and split and field.answered >= 2:
            rows += _split(random, named, (names["health"], names["education"]), mapped=True)
        elif field.code == "other" and ninth and field.answered >= 2:
            first, second = _split(random, named, (named.name, random.choice(names["unmapped"])), mapped=False)
            rows += [second, first]
        else:
            rows.append(named)
    if random.random() < 0.3:
        head = rows[:-1]
        random.shuffle(head)
        rows = [*head, rows[-1]]
    return tuple(rows)


def _split(random: Random, field: Field, names: tuple[str, str], *, mapped: bool) -> tuple[Field, Field]:
    part = random.randint(1, field.answered - 1)
    return (
        Field(field.code, names[0], field.raised - part, field.answered - part, field.forwarded, field.pending),
        Field(field.code, names[1], part, part, 0, 0, mapped),
    )
