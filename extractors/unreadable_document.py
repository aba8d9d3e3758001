"""Say why a document can't be read."""

from __future__ import annotations


class UnreadableDocument(Exception):
    """A document that can't be read; ``reason`` is a Vietnamese sentence for the clerk, with what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
