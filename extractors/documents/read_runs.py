"""Read the runs of a DOCX paragraph: the characters a reader sees, and the text boxes anchored in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from extractors.documents.decode_old_font import decode, encoding_of_font
from extractors.documents.open_docx import MC, M, W
from extractors.documents.resolve_styles import VAL, Styles, toggle

ON = {"1", "true", "on"}
TEXT_BOX = W + "txbxContent"
# children whose own children stand in the paragraph; "m:" is a formula, whose runs hold m:t
CONTAINERS = {W + n for n in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo")} | {
    M + n for n in ("oMath", "oMathPara", "r", "e", "num", "den", "f", "sup", "sub", "sSup", "sSub", "d")
}
CHARACTERS = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
STRIKES = ("strike", "dstrike")
NO_FONT = ("", "")
OBJECTS = {W + "drawing", W + "pict", W + "object"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; ``font`` and ``encoding`` are empty where its letters are Unicode."""

    text: str
    bold: bool
    font: tuple[str, str] = NO_FONT  # encoding and name, for an old font


@dataclass(slots=True)
class Inline:
    """What stands in one paragraph: its text in pieces of one weight and font, and its text boxes."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the raw text, that in old fonts as Unicode."""
        by_font = groupby(self.pieces, key=lambda piece: piece.font)  # VNI may put a mark in a run of its own
        return "".join(decode("".join(piece.text for piece in pieces), *font) for font, pieces in by_font)

    @property
    def bold(self) -> bool:
        """Return whether there is text and all of it is bold."""
        weights = {piece.bold for piece in self.pieces if piece.text.strip()}
        return weights == {True}


class RunReader:
    """Reads paragraphs in order; a field may begin in one paragraph and end in another."""

    def __init__(self, styles: Styles, encoding: str) -> None:
        self._styles = styles
        self._encoding = encoding  # of text whose font doesn't tell
        self.struck = 0  # runs crossed out by hand, dropped like tracked deletions
        self._fields: list[bool] = []  # open fields, innermost last; True once its result has begun

    def read(self, paragraph: etree._Element, paragraph_style: str) -> Inline:
        """Return the text and the text boxes of a w:p."""
        inline = Inline()
        self._walk(paragraph, paragraph_style, inline)
        # an instruction never runs past its paragraph: a broken field must not swallow the rest of the report
        self._fields = [in_result for in_result in self._fields if in_result]
        return inline

    def _walk(self, parent: etree._Element, style: str, inline: Inline) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._read_run(child, style, inline)
            elif tag in CONTAINERS:
                self._walk(child, style, inline)
            elif tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None and not shows_placeholder(child):
                    self._walk(content, style, inline)
            elif tag == MC + "AlternateContent":
                self._walk(choose_alternate(child), style, inline)
            elif tag == M + "t":
                inline.pieces.append(Piece(child.text or "", False))

    def _read_run(self, run: etree._Element, style: str, inline: Inline) -> None:
        properties = run.find(W + "rPr")
        run_style = None if properties is None else properties.find(W + "rStyle")
        style_id = "" if run_style is None else run_style.get(VAL, "")
        struck = any(self._is_on(properties, name, style_id, style) for name in STRIKES)
        if struck or self._is_on(properties, "vanish", style_id, style):
            self.struck += struck and run.find(W + "t") is not None
            self._follow_fields(run)
            return
        font = self._styles.font(properties, style_id, style)
        encoding = encoding_of_font(font) or self._encoding
        old_font = (encoding, font) if encoding else NO_FONT
        self._read_characters(run, self._is_on(properties, "b", style_id, style), old_font, inline)

    def _is_on(self, properties: etree._Element | None, name: str, run_style: str, style: str) -> bool:
        here = toggle(properties, name)
        return self._styles.run_toggle(run_style, style, name) if here is None else here

    def _follow_fields(self, run: etree._Element) -> None:
        for mark in run.iter(W + "fldChar"):
            self._move_field(mark)

    def _move_field(self, mark: etree._Element) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _read_characters(self, run: etree._Element, bold: bool, font: tuple[str, str], inline: Inline) -> None:
        for child in run:
            tag = child.tag
            if tag == W + "fldChar":
                self._move_field(child)
            elif not all(self._fields):
                continue
            elif tag == W + "t":
                inline.pieces.append(Piece(child.text or "", bold, font))
            elif tag in CHARACTERS:
                inline.pieces.append(Piece(CHARACTERS[tag], bold, font))
            elif tag in OBJECTS:
                inline.boxes.extend(outermost_boxes(child))
            elif tag == MC + "AlternateContent":
                self._read_characters(choose_alternate(child), bold, font, inline)


def shows_placeholder(control: etree._Element) -> bool:
    """Return whether a content control is empty and only shows its prompt ("Click to enter text")."""
    mark = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return mark is not None and mark.get(VAL, "1") in ON


def choose_alternate(alternate: etree._Element) -> etree._Element:
    """Return the one branch of mc:AlternateContent that is read: both hold the same text box."""
    choices = alternate.findall(MC + "Choice")
    fallback = alternate.find(MC + "Fallback")
    for branch in [*choices, *([] if fallback is None else [fallback])]:
        if next(branch.iter(TEXT_BOX, W + "t"), None) is not None:
            return branch
    return choices[0] if choices else alternate if fallback is None else fallback


def outermost_boxes(parent: etree._Element) -> list[etree._Element]:
    """Return the text boxes in a drawing, those within a text box left to their own paragraph."""
    boxes: list[etree._Element] = []
    for child in parent:
        if child.tag == TEXT_BOX:
            boxes.append(child)
        elif child.tag == MC + "AlternateContent":
            boxes.extend(outermost_boxes(choose_alternate(child)))
        elif isinstance(child.tag, str):
            boxes.extend(outermost_boxes(child))
    return boxes
