"""Read a web page, or one saved whole by Word (.mht), that an office sends under the name of a Word file."""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path

from lxml import etree, html

from extractors.documents.decode_old_font import decode, encoding_of_font
from extractors.layout.clean_text import clean_text
from extractors.layout.order_blocks import RawCell, RawParagraph, RawTable, order_blocks
from extractors.limits import MAX_NESTING, MAX_TABLE_CELLS, MAX_TABLE_COLUMNS
from extractors.records import Paragraph, Table
from extractors.unreadable_document import UnreadableDocument

BROKEN = "Tệp là trang web lưu lại nhưng bị hỏng; hãy mở bằng Word, lưu thành .docx rồi gửi lại."
TOO_DEEP = "Tệp có quá nhiều bảng hoặc khung lồng nhau, không đọc được; hãy mở bằng Word, lưu thành .docx rồi gửi lại."
HEAD_OF_MAIL = re.compile(rb"\s*(?:MIME-Version|Content-Type|From|X-[\w-]+):", re.IGNORECASE)
LEFT_OUT = {"script", "style", "head", "title", "del", "strike", "s", "noscript", "template", "object", "iframe"}
BLOCKS = {"p", "div", "li", "blockquote", "pre", "center", "body", "section", "article"}
BLOCKS |= {f"h{level}" for level in range(1, 7)}
BOLD = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
FONT = re.compile(r"font-family\s*:\s*[\"']?([^;\"',]+)", re.IGNORECASE)
Content = RawParagraph | RawTable


def read_html(path: Path) -> tuple[Paragraph | Table, ...]:
    """Return the blocks of a page in reading order; nothing is fetched that it refers to."""
    markup = _markup(path.read_bytes())
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(BROKEN) from error
    return order_blocks(_Reader().contents(root, 0))


def _markup(data: bytes) -> str | bytes:
    """Return the page of a file that may be a whole mail (.mht); bytes where the page itself says its encoding."""
    if HEAD_OF_MAIL.match(data):
        message = email.message_from_bytes(data, policy=email.policy.default)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        if page is None:
            raise UnreadableDocument(BROKEN)
        content = page.get_content()
        return re.sub(r"^\s*<\?xml[^>]*\?>", "", content) if isinstance(content, str) else content
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data.startswith(b"\xef\xbb\xbf") or b"charset" not in data[:4096].lower():
        return re.sub(r"^\s*<\?xml[^>]*\?>", "", data.decode("utf-8-sig", "replace"))
    return data


class _Reader:
    """Gathers text to paragraphs; a block element or a table ends one."""

    def __init__(self) -> None:
        self._out: list[Content] = []
        self._pieces: list[tuple[str, bool]] = []
        self._centred = False

    def contents(self, root: html.HtmlElement, depth: int) -> list[Content]:
        """Return what stands in an element, in order."""
        self._walk(root, depth, bold=False, font="")
        self._close()
        return self._out

    def _walk(self, element: html.HtmlElement, depth: int, *, bold: bool, font: str) -> None:
        if depth > 200:
            raise UnreadableDocument(TOO_DEEP)
        name = element.tag if isinstance(element.tag, str) else ""
        style = element.get("style") or ""
        if not name or name in LEFT_OUT or HIDDEN.search(style):
            return
        if name == "table":
            self._close()
            self._out.append(_read_table(element, depth + 1))
            return
        if name == "br":
            self._pieces.append(("\n", bold))
            return
        block = name in BLOCKS
        if block:
            self._close()
            self._centred = name == "center" or element.get("align") == "center" or CENTRED.search(style) is not None
        named = FONT.search(style)
        font = named[1].strip() if named else element.get("face") or font
        bold = bold or name in BOLD or "font-weight:bold" in style.replace(" ", "")
        self._add(element.text, bold, font)
        for child in element:
            self._walk(child, depth + 1, bold=bold, font=font)
            self._add(child.tail, bold, font)
        if block:
            self._close()

    def _add(self, text: str | None, bold: bool, font: str) -> None:
        if text:
            plain = re.sub(r"[ \t\r\n]+", " ", text)
            encoding = encoding_of_font(font) if font else ""
            self._pieces.append((decode(plain, encoding, font) if encoding else plain, bold))

    def _close(self) -> None:
        text = clean_text("".join(piece for piece, _ in self._pieces)).strip()
        if text:
            bold = all(bold for piece, bold in self._pieces if piece.strip())
            self._out.append(RawParagraph(text, bold=bold, centered=self._centred))
        self._pieces, self._centred = [], False


def _read_table(table: html.HtmlElement, depth: int) -> RawTable:
    if depth > MAX_NESTING * 10:
        raise UnreadableDocument(TOO_DEEP)
    taken: set[tuple[int, int]] = set()
    cells: list[RawCell] = []
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for number, row in enumerate(rows):
        column = 0
        for cell in (c for c in row if c.tag in ("td", "th")):
            while (number, column) in taken:
                column += 1
            down, across = _span(cell, "rowspan", len(rows) - number), _span(cell, "colspan", MAX_TABLE_COLUMNS)
            taken |= {(number + i, column + j) for i in range(down) for j in range(across)}
            cells.append(RawCell(number, column, down, across, tuple(_Reader().contents(cell, depth))))
            if len(taken) > MAX_TABLE_CELLS:
                raise UnreadableDocument(TOO_DEEP)
            column += across
    return RawTable(len(rows), max((c + 1 for _, c in taken), default=0), tuple(cells))


def _span(cell: html.HtmlElement, name: str, most: int) -> int:
    stated = cell.get(name) or "1"
    return max(1, min(int(stated) if stated.strip().isdigit() else 1, most))
