"""Write the headings, the narrative sections with their traps, and the items of section 2.3."""

from __future__ import annotations

from demo.draw_facts import Field
from demo.records import TextParagraph
from demo.speak import Voice, capitalise

ROMAN = ("I", "II", "III", "IV", "V", "VI")
LENGTHS = {"monitoring": (2, 3), "leadership": (1, 3), "tasks": (3, 5)}


class Outline:
    """The headings of one report, numbered by one clerk's scheme."""

    def __init__(self, voice: Voice) -> None:
        """Choose a scheme and the titles."""
        self._voice = voice
        self._scheme = voice.pick("schemes")
        self._counts = [0, 0, 0]

    def main(self, section: str) -> TextParagraph:
        """Write the heading of a main section."""
        return self._heading("main", section, 0)

    def sub(self, section: str) -> TextParagraph:
        """Write the heading of a section."""
        return self._heading("sub", section, 1)

    def leaf(self, section: str) -> TextParagraph:
        """Write the heading of a section of the statistics."""
        return self._heading("leaf", section, 2)

    def _heading(self, level: str, section: str, depth: int) -> TextParagraph:
        self._counts[depth] += 1
        self._counts[depth + 1 :] = [0] * (2 - depth)
        count = self._counts[depth]
        prefix = self._scheme[level]
        for slot, text in (
            ("{up}", str(self._counts[1])),
            ("{I}", ROMAN[count - 1]),
            ("{1}", str(count)),
            ("{A}", "ABCDEF"[count - 1]),
            ("{a}", "abcdđe"[count - 1]),
        ):
            prefix = prefix.replace(slot, text)
        title = self._voice.say(f"sections.{section}")
        if level == "main" and self._scheme["upper"]:
            title = title.upper()
        return TextParagraph(prefix + title, bold=self._scheme["bold"])


def write_narrative(voice: Voice, section: str) -> tuple[list[TextParagraph], list[str]]:
    """Write a narrative section and name the traps in it."""
    entries = voice.all(f"narrative.{section}")
    low, high = LENGTHS.get(section, (1, 2))
    chosen = voice.random.sample(entries, k=min(len(entries), voice.random.randint(low, high)))
    body, traps = [], []
    for number, entry in enumerate(chosen, start=1):
        wording = entry if isinstance(entry, str) else entry["text"]
        counter = f"{number}. " if section == "tasks" else ""
        body.append(TextParagraph(counter + voice.fill(wording)))
        if not isinstance(entry, str):
            traps.append(f"{section}: {entry['trap']}")
    return body, traps


def write_items(voice: Voice, fields: tuple[Field, ...]) -> list[TextParagraph]:
    """Write the petitions of section 2.3, about the fields in which opinions were raised."""
    pool = [text for field in fields if field.raised for text in voice.all(f"items.{field.code}")]
    pool = list(dict.fromkeys(pool))
    chosen = voice.random.sample(pool, k=min(len(pool), voice.random.randint(5, 11)))
    mark = voice.random.choice(("- ", "- ", "+ ", "{n}. ", "{n}) "))
    return [
        TextParagraph(mark.replace("{n}", str(number)) + capitalise(voice.fill(text)))
        for number, text in enumerate(chosen, start=1)
    ]
