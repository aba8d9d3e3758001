"""Set two readings of one document side by side: where a number differs, both are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from extractors.records import Cell, Paragraph, Span, Table

Blocks = tuple[Paragraph | Table, ...]
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ALIKE = 0.6  # share of letters by which two lines are one line read twice


def mark_differences(blocks: Blocks, others: Blocks) -> tuple[Blocks, int]:
    """Return the blocks with the other reading beside each number that it gives otherwise.

    Also returns how many lines with numbers the other reading has that these blocks lack.
    """
    mine, theirs = [p for p in _parts(blocks) if p.text.strip()], [p for p in _parts(others) if p.text.strip()]
    matcher = SequenceMatcher(None, [_key(p) for p in mine], [_key(p) for p in theirs], autojunk=False)
    marks: dict[int, tuple[Span, ...]] = {}
    lost = 0
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        left = list(theirs[c:d])
        for part in mine[a:b]:
            twin = next((other for other in left if _are_one(part, other)), None)
            if twin is not None:
                left.remove(twin)
                if spans := tuple(_differing(part.text, twin.text)):
                    marks[part.block] = spans
        lost += sum(_NUMBER.search(other.text) is not None for other in left)
    return tuple(_with_marks(block, marks) for block in blocks), lost


def _parts(blocks: Blocks) -> Iterator[Paragraph | Cell]:
    for block in blocks:
        yield from block.cells if isinstance(block, Table) else (block,)


def _key(part: Paragraph | Cell) -> str:
    return "".join(part.text.split())


def _are_one(part: Paragraph | Cell, other: Paragraph | Cell) -> bool:
    """Tell whether two lines are one: short ones by their words, for in "12" and "21" nothing else is alike."""
    if isinstance(part, Cell) and isinstance(other, Cell) and (part.row, part.column) == (other.row, other.column):
        return True
    words, others = _NUMBER.sub("", _key(part)), _NUMBER.sub("", _key(other))
    return bool(words) and SequenceMatcher(None, words, others, autojunk=False).ratio() >= _ALIKE


def _differing(text: str, other: str) -> Iterator[Span]:
    """Yield the numbers of a line for which the other reading has another."""
    mine, theirs = list(_NUMBER.finditer(text)), [m.group() for m in _NUMBER.finditer(other)]
    matcher = SequenceMatcher(None, [m.group() for m in mine], theirs, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace":
            for m, said in zip(mine[a:b], theirs[c:d], strict=False):
                yield Span(m.start(), m.end(), 0, 0, 0, 0, 0, said)


def _with_marks(block: Paragraph | Table, marks: dict[int, tuple[Span, ...]]) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return replace(block, spans=marks[block.block]) if block.block in marks else block
    cells: Sequence[Cell] = [replace(c, spans=marks[c.block]) if c.block in marks else c for c in block.cells]
    return replace(block, cells=tuple(cells))
