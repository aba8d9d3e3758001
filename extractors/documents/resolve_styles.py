"""Resolve what a paragraph or run inherits from its styles: bold, hidden, alignment, numbering."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractors.documents.open_docx import W

OFF = {"0", "false", "off", "none"}
VAL = W + "val"


def toggle(properties: etree._Element | None, name: str) -> bool | None:
    """Return True or False where a property such as w:b is set on or off, None where it isn't set."""
    if properties is None:
        return None
    element = properties.find(W + name)
    return None if element is None else element.get(VAL, "1") not in OFF


def _font_name(properties: etree._Element | None) -> str:
    """Return the font for letters of Western code pages, which old fonts draw as Vietnamese ones."""
    fonts = None if properties is None else properties.find(W + "rFonts")
    return "" if fonts is None else fonts.get(W + "hAnsi") or fonts.get(W + "ascii") or ""


class Styles:
    """The styles of a document, looked up through their chain of ``basedOn``."""

    def __init__(self, root: etree._Element | None) -> None:
        self._by_id: dict[str, etree._Element] = {}
        self._default_paragraph = ""
        self._default_font = "" if root is None else _font_name(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self._toggles: dict[tuple[str, str], bool | None] = {}
        self._fonts: dict[tuple[str, str], str] = {}
        if root is not None:
            for style in root.iter(W + "style"):
                self._by_id[style.get(W + "styleId", "")] = style
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}:
                    self._default_paragraph = style.get(W + "styleId", "")

    def _chain(self, style_id: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            style = self._by_id[style_id]
            yield style
            based_on = style.find(W + "basedOn")
            style_id = "" if based_on is None else based_on.get(VAL, "")

    def run_toggle(self, run_style: str, paragraph_style: str, name: str) -> bool:
        """Return whether w:b, w:vanish or w:strike is on through the character style or else the paragraph style."""
        for style_id in (run_style, paragraph_style or self._default_paragraph):
            key = (style_id, name)
            if key not in self._toggles:
                set_here = (toggle(style.find(W + "rPr"), name) for style in self._chain(style_id))
                self._toggles[key] = next((value for value in set_here if value is not None), None)
            value = self._toggles[key]
            if value is not None:
                return value
        return False

    def font(self, properties: etree._Element | None, run_style: str, paragraph_style: str) -> str:
        """Return the name of the font of a run with these properties; empty where a theme chooses it."""
        here = _font_name(properties)
        if here:
            return here
        key = (run_style, paragraph_style)
        if key not in self._fonts:
            styles = (
                style for name in (run_style, paragraph_style or self._default_paragraph) for style in self._chain(name)
            )
            named = (_font_name(style.find(W + "rPr")) for style in styles)
            self._fonts[key] = next((name for name in named if name), self._default_font)
        return self._fonts[key]

    def centered(self, paragraph_style: str) -> bool:
        """Return whether the paragraph style centres its lines."""
        for style in self._chain(paragraph_style or self._default_paragraph):
            alignment = style.find(f"{W}pPr/{W}jc")
            if alignment is not None:
                return str(alignment.get(VAL)) == "center"
        return False

    def numbering(self, paragraph_style: str) -> etree._Element | None:
        """Return the w:numPr of the paragraph style."""
        for style in self._chain(paragraph_style or self._default_paragraph):
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None:
                return number
        return None
