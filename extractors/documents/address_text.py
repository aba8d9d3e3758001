"""Go back from an address to the printed text and its box."""

from __future__ import annotations

from extractors.records import Address, Cell, Document, Paragraph


def part_at(document: Document, block: int) -> Paragraph | Cell:
    """Return the paragraph or cell with this number; raise LookupError when the document has none."""
    for item in document.blocks:
        if isinstance(item, Paragraph):
            if item.block == block:
                return item
        elif item.block <= block < item.block + len(item.cells):
            return item.cells[block - item.block]
    raise LookupError(f"no block {block} in document {document.document_id}")


def text_at(document: Document, address: Address) -> str:
    """Return the text printed at an address."""
    return part_at(document, address.block).text[address.char_start : address.char_end]


def box_of(part: Paragraph | Cell, start: int, end: int) -> tuple[int, float, float, float, float] | None:
    """Return page and box (left, top, right, bottom) of characters, on the first page they touch; None in a DOCX."""
    blank = start == end == 0
    touched = [s for s in part.spans if (s.char_start < end and start < s.char_end) or (blank and s.char_end == 0)]
    if not touched:
        return None
    page = min(span.page for span in touched)
    here = [span for span in touched if span.page == page]
    return (
        page,
        min(span.x0 for span in here),
        min(span.y0 for span in here),
        max(span.x1 for span in here),
        max(span.y1 for span in here),
    )
