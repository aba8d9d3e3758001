"""Read the words of a PDF page with their boxes, straight from PDFium (2 ms a page)."""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.documents.decode_old_font import decode, encoding_of_font
from extractors.documents.page_frame import PageFrame
from extractors.layout.clean_text import clean_text
from extractors.layout.word import NO_CHARACTER, Box, Word
from extractors.limits import MAX_PAGE_CHARACTERS
from extractors.unreadable_document import UnreadableDocument

TOO_DENSE = "Một trang của tệp PDF có quá nhiều ký tự, không đọc được; hãy xuất lại tệp PDF từ Word."
FONT_NAME_BYTES = 128
HIDDEN = pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
BOLD_WEIGHT = 600  # 400 is regular, 700 bold
BOLD_NAMES = ("bold", "black", "heavy", "demi")
STRIKE_ZONE = (0.25, 0.78)  # share of the letter's height where a line strikes it out; underlines run lower
SLANT = 0.1  # radians; a watermark across the page is turned by 0.5 and more
GAP_IN_WORD = 0.12  # share of the font size that may lie between two letters of one word
LINE_END_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})  # what PDFium may give for a hyphen at a line end
UNICODE_END = 0x110000
SPACE_CHARACTERS = frozenset(" \t\r\n\u00a0\u202f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
MOST_UPRIGHTS = 400  # on a page; more are a drawing
TOUCH = 1.0  # points
NOWHERE = -1e9
COMBINING = range(0x300, 0x370)


@dataclass(frozen=True, slots=True)
class Style:
    """How the words of a text object of the page are set."""

    font: str
    size: float
    bold: bool
    encoding: str  # tcvn3, vni; empty for Unicode
    hidden: bool  # nothing of it is drawn: the text that some program recognised behind a picture
    angle: float  # radians, as shown


def read_words(
    page: pdfium.PdfPage, frame: PageFrame, rulings: Sequence[Box] = (), encoding: str = ""
) -> tuple[list[Word], int]:
    """Return the words of a page in the order they are drawn, and how many pieces are struck out by a ruling.

    ``encoding`` is that of the words whose font doesn't tell (see decode_old_font).
    """
    textpage = page.get_textpage()
    try:
        reader = _WordReader(textpage.raw, frame, rulings, encoding)
        return reader.read(), reader.struck
    finally:
        textpage.close()


def _characters(raw: object, count: int) -> str:
    """Return the characters of a page; all at once where PDFium can give one for each index."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium_c.FPDFText_GetText(raw, 0, count, buffer) == count + 1:
        text = bytes(buffer)[:-2].decode("utf-16-le", "replace")
        if len(text) == count and "\0" not in text:
            return text
    codes = (pdfium_c.FPDFText_GetUnicode(raw, index) for index in range(count))
    return "".join(chr(code) if 0 < code < UNICODE_END else NO_CHARACTER for code in codes)


class _WordReader:
    """Groups characters to words; a word ends at a space, a gap, or a change of line."""

    def __init__(self, raw: object, frame: PageFrame, rulings: Sequence[Box], encoding: str) -> None:
        self.struck = 0
        self._encoding = encoding
        self._in_struck = False
        self._struck_from = self._struck_to = NOWHERE
        self._strokes: dict[int, list[Box]] = {}  # flat rulings by their height on the page
        for box in rulings:
            if box[3] - box[1] <= box[2] - box[0]:
                self._strokes.setdefault(int(box[1]), []).append(box)
        upright = sorted(((b[0] + b[2]) / 2, b[1], b[3]) for b in rulings if b[3] - b[1] > b[2] - b[0])
        self._uprights = upright if len(upright) <= MOST_UPRIGHTS else []
        self._middle = 0.0  # of the last letter
        self._near: dict[tuple[float, float], list[tuple[float, float]]] = {}  # sides of the strokes in a zone
        self._raw = raw
        self._frame = frame
        self._words: list[Word] = []
        self._letters: list[str] = []
        self._box = (0.0, 0.0, 0.0, 0.0)
        self._first = 0  # index of the first character of the word
        self._space = -1  # index of a space since the last word
        self._turned_open = False  # the last word is turned upright and its line has not ended
        self._styles: dict[int, Style] = {}  # by text object
        self._name = ctypes.create_string_buffer(FONT_NAME_BYTES)
        self._matrix = pdfium_c.FS_MATRIX()
        self._flags, self._x, self._y = ctypes.c_int(), ctypes.c_double(), ctypes.c_double()

    def read(self) -> list[Word]:
        """Return the words."""
        raw, count = self._raw, pdfium_c.FPDFText_CountChars(self._raw)
        if count > MAX_PAGE_CHARACTERS:
            raise UnreadableDocument(TOO_DENSE)
        get_box = pdfium_c.FPDFText_GetLooseCharBox
        rectangle = pdfium_c.FS_RECTF()
        reference = ctypes.byref(rectangle)
        to_box, strokes = self._frame.box, self._strokes
        left, top, upright = self._frame.left, self._frame.top, self._frame.rotation == 0
        for index, letter in enumerate(_characters(raw, count)):
            if letter in SPACE_CHARACTERS:
                self._close()
                if letter in "\r\n":
                    self._space, self._turned_open = -1, False
                else:
                    self._space = index
                continue
            get_box(raw, index, reference)
            if upright:
                box = (rectangle.left - left, top - rectangle.top, rectangle.right - left, top - rectangle.bottom)
            else:
                box = to_box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            if strokes and self._is_struck(box):
                continue
            self._add(letter, box, index)
        self._close()
        return self._words

    def _is_struck(self, box: Box) -> bool:
        """Return whether a ruling goes through a letter: text deleted under Track Changes prints like this."""
        x0, y0, x1, y1 = box
        middle, height = (x0 + x1) / 2, y1 - y0
        top, bottom = y0 + STRIKE_ZONE[0] * height, y0 + STRIKE_ZONE[1] * height
        near = self._near.get((top, bottom))
        if near is None:  # the letters of a line mostly have the same top and bottom
            rows = [self._strokes[at] for at in range(int(top) - 1, int(bottom) + 1) if at in self._strokes]
            near = [(a, c) for boxes in rows for a, b, c, d in boxes if top <= (b + d) / 2 <= bottom]
            self._near[top, bottom] = near
        found = any([a <= middle <= c for a, c in near]) if near else False
        if found and not self._in_struck:
            self.struck += 1
        self._in_struck = found
        if found and self._letters:  # the letters around it stay one word: "2032" struck out of "20322025"
            left, upper, right, lower = self._box
            self._box = (left, upper, max(right, x1), lower)
        elif found:
            self._struck_from = min(x0, self._struck_from) if abs(self._struck_to - x0) < TOUCH else x0
            self._struck_to = x1
        return found

    def _add(self, letter: str, box: Box, index: int) -> None:
        x0, y0, x1, y1 = box
        if self._letters:
            left, top, right, bottom = self._box
            size = bottom - top
            moved = x0 - right > GAP_IN_WORD * size + 0.5 or x0 < left - 0.5 * size
            if self._uprights and self._crosses((x0 + x1) / 2, (y0 + y1) / 2):
                moved = True  # words of two cells that touch: a word wider than its column
            if (moved or y0 > bottom - 0.3 * size or y1 < top + 0.3 * size) and ord(letter) not in COMBINING:
                self._close()
        self._middle = (x0 + x1) / 2
        if self._letters:
            left, top, right, bottom = self._box
            self._box = (
                x0 if x0 < left else left,
                y0 if y0 < top else top,
                x1 if x1 > right else right,
                y1 if y1 > bottom else bottom,
            )
        else:  # a word keeps the place of what was struck out before it: the line was broken with it
            self._first = index
            self._box = (self._struck_from, y0, x1, y1) if abs(self._struck_to - x0) < TOUCH else box
            self._struck_to = NOWHERE
        self._letters.append(letter)

    def _crosses(self, middle: float, height: float) -> bool:
        """Return whether an upright ruling stands between the last letter and the next one at this height."""
        for x, top, bottom in self._uprights[bisect_right(self._uprights, (self._middle,)) :]:
            if x >= middle:
                return False
            if top <= height <= bottom:
                return True
        return False

    def _close(self) -> None:
        if not self._letters:
            return
        text = "".join(self._letters)
        self._letters = []
        space, self._space = self._space, -1
        style = self._style()
        if style.hidden:
            return
        if abs(math.remainder(style.angle, math.tau)) <= SLANT:
            word = self._make_word(text, space, style)
            if word.text:
                self._words.append(word)
            self._turned_open = False
        elif abs(math.remainder(style.angle, math.pi / 2)) <= SLANT:
            self._add_turned(text, space, style)

    def _make_word(self, text: str, space: int, style: Style) -> Word:
        pdfium_c.FPDFText_GetCharOrigin(self._raw, self._first, ctypes.byref(self._x), ctypes.byref(self._y))
        _, baseline = self._frame.point(self._x.value, self._y.value)
        soft = text[-1] == "\u00ad" and not style.encoding
        text = clean_text(
            decode(text, style.encoding, style.font) if style.encoding else text.translate(LINE_END_HYPHENS)
        )
        typed = space >= 0 and not pdfium_c.FPDFText_IsGenerated(self._raw, space)
        return Word(text, *self._box, baseline, style.size, style.bold, soft, typed)

    def _style(self) -> Style:
        """Return how a word is set, asked for once for each text object of the page."""
        handle = pdfium_c.FPDFText_GetTextObject(self._raw, self._first)
        item = ctypes.addressof(handle.contents) if handle else None
        found = self._styles.get(item) if item is not None else None
        if found is None:
            found = self._ask_style(pdfium_c.FPDFTextObj_GetTextRenderMode(handle) == HIDDEN)
            if item is not None:
                self._styles[item] = found
        return found

    def _ask_style(self, hidden: bool) -> Style:
        pdfium_c.FPDFText_GetFontInfo(self._raw, self._first, self._name, FONT_NAME_BYTES, ctypes.byref(self._flags))
        name = self._name.value.decode("utf-8", "replace")
        bold = any(mark in name.lower() for mark in BOLD_NAMES)
        bold = bold or pdfium_c.FPDFText_GetFontWeight(self._raw, self._first) >= BOLD_WEIGHT
        angle = pdfium_c.FPDFText_GetCharAngle(self._raw, self._first) + math.radians(self._frame.rotation)
        return Style(name, self._font_size(), bold, encoding_of_font(name) or self._encoding, hidden, angle)

    def _font_size(self) -> float:
        """Return the size as shown: some programs write all text at size 1 and enlarge it."""
        pdfium_c.FPDFText_GetMatrix(self._raw, self._first, ctypes.byref(self._matrix))
        scale = math.hypot(self._matrix.c, self._matrix.d)
        return float(pdfium_c.FPDFText_GetFontSize(self._raw, self._first) * scale)

    def _add_turned(self, text: str, space: int, style: Style) -> None:
        """Take text turned by a right angle (a narrow column head) as one word a line, in the order it is drawn."""
        word = self._make_word(text, space, style)
        if self._turned_open:
            last = self._words.pop()
            box = min(last.x0, word.x0), min(last.y0, word.y0), max(last.x1, word.x1), max(last.y1, word.y1)
            joined = last.text + (" " if space >= 0 else "") + text
            word = Word(joined, *box, max(last.baseline, word.baseline), word.size, last.bold, False, last.typed_space)
        self._words.append(word)
        self._turned_open = True
