"""What is known while one paragraph is read: the words around a numeral, and what was read so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.figures.find_bounds import sentence_bounds
from extractors.figures.find_fields import FieldSpan
from extractors.figures.find_numerals import Numeral
from extractors.figures.find_periods import PeriodPhrase
from extractors.figures.load_form import Form
from extractors.records import Address, PrintedFigure

# measure of an opinion noun by section and outcome
MEASURE_OF = {
    "sessions": {
        "raised": "opinions",
        "answered": "opinions_answered",
        "forwarded": "opinions_forwarded",
        "pending": "opinions_pending",
        "resolved": "",
    },
    "results": {
        "raised": "petitions",
        "answered": "petitions_answered",
        "forwarded": "petitions_forwarded",
        "pending": "petitions_pending",
        "resolved": "petitions_resolved",
    },
}


@dataclass
class Context:
    """What earlier paragraphs of the section said that still holds."""

    period: PeriodPhrase | None = None  # the report's own
    field_name: str = ""  # a line that only names a field
    in_field_list: bool = False
    field_of_sublines: str = ""  # the field of the line above, for lines below it with another bullet
    bullet: str = ""  # of the line above
    answered_above: bool = False  # under "d) Ý kiến được giải đáp tại hội nghị", over a list
    part_mark: str = ""  # the bullet of the line "Cuộc thứ nhất:" itself
    part_of_lines: str = ""  # "session" for the lines under "Cuộc thứ nhất:"
    people_above: str | None = None  # the bullet of a line of people with a list of parts below it
    aside_above: str | None = None  # the bullet of "- Lũy kế 11 tháng:", whose lines below are of another period
    chairs_apart: bool = False  # some lines are of the secretary's sessions only, others of the chairman's
    aside_in: str = ""  # "(" or "[": a legend says that numbers in such brackets are of another period
    abbreviations: dict[str, str] = field(default_factory=dict)  # "đđ" -> "đất đai", from a legend
    fields_told: tuple[str, ...] = ()  # the fields counted so far, in their order
    answered_first: bool | None = None  # legend of "x/y" pairs
    group: int = 0

    def open_title(self) -> None:
        """Forget what held only for the lines above a title."""
        self.field_name = self.field_of_sublines = self.part_of_lines = self.part_mark = ""
        self.people_above = self.aside_above = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one numeral of a paragraph is taken for; offsets are of the paragraph's text."""

    start: int
    end: int
    printed: str
    kind: str
    measure: str
    role: str
    reason: str
    field_name: str = ""
    strength: int = 2
    hedge: str = ""
    dimension: str = ""
    noun: str = ""
    noun_text: str = ""
    rivals: tuple[str, ...] = ()
    group: int = 0
    sentence: tuple[int, int] = (0, 0)

    def as_printed(self, section: str, source: str, address: Address, quote: str) -> PrintedFigure:
        """Give the reading as a figure of the report, with its place."""
        return PrintedFigure(
            measure=self.measure,
            category=self.field_name,
            role=self.role,
            printed=self.printed,
            kind=self.kind,
            section=section,
            source=source,
            strength=self.strength,
            reason=self.reason,
            address=address,
            quote=quote,
            hedge=self.hedge,
            group=self.group,
            noun=self.noun_text,
            dimension=self.dimension,
            rivals=self.rivals,
        )


@dataclass
class Work:
    """One paragraph under reading."""

    text: str
    key: str
    form: Form
    section: str
    context: Context
    numerals: list[Numeral]
    fields: list[FieldSpan]
    field_of_line: str
    part_line: str  # "session" or "time" where the whole line is of one session or one quarter
    periods: list[PeriodPhrase]
    readings: list[Reading] = field(default_factory=list)
    noun_end: dict[int, int] = field(default_factory=dict)  # numeral start -> end of its noun

    def raised_before(self, position: int) -> list[Reading]:
        """List the raised numbers of fields in the sentence before a position that have no number of answers."""
        start = sentence_bounds(self.key, position)[0]
        mine = [r for r in self.readings if start <= r.start < position and r.field_name and r.role == "total"]
        answered = {r.field_name for r in mine if r.measure == "answered"}
        return [r for r in mine if r.measure == "raised" and r.field_name not in answered and not r.rivals]

    def fields_between(self, start: int, position: int) -> tuple[int, int]:
        """Give where the fields begin and end that are named between a place and the field that a position is of.

        What is said of them ("…, năm ngoái có 4 ý kiến; an ninh …") is not said of the field after them.
        """
        own = max((s.start for s in self.fields if s.start <= position < s.end), default=start)
        first = min((s.start for s in self.fields if s.start >= start), default=own)
        return (first, own) if first < own else (position, position)
