"""Say that a run can't go on, by the name of a sentence in messages/."""

from __future__ import annotations

from flows.load_messages import load_messages

FAILED, WRONG_USAGE = 1, 2


class Trouble(Exception):
    """A sentence of messages/ with its details, and the exit code."""

    def __init__(self, key: str, code: int = FAILED, **details: object) -> None:
        """Keep what the sentence needs; which language it is told in is decided at the end."""
        super().__init__(key)
        self.key = key
        self.code = code
        self.details = details

    def __str__(self) -> str:
        """Give the sentence in Vietnamese, as Prefect's window shows it."""
        return load_messages("vi")(f"errors.{self.key}", **self.details)

    def __reduce__(self) -> tuple[object, ...]:
        """Let Prefect and worker processes pass it on."""
        return _again, (self.key, self.code, self.details)


def _again(key: str, code: int, details: dict[str, object]) -> Trouble:
    return Trouble(key, code, **details)
