"""Load the sentences of the command line in the language of the reader (messages/<lang>.yml)."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

LANGUAGES = ("vi", "en")


class Messages:
    """Sentences by name: ``app.help``, ``errors.inbox_missing``."""

    def __init__(self, language: str, texts: dict[str, Any]) -> None:
        """Keep the texts of one language."""
        self.language = language
        self._texts = texts

    def __call__(self, name: str, /, **details: object) -> str:
        """Give a sentence with its details filled in; KeyError for a name that is not there."""
        found: Any = self._texts
        for part in name.split("."):
            found = found[part]
        text = str(found).strip()
        return text.format(**details) if details else text

    def has(self, name: str) -> bool:
        """Tell whether a sentence is there."""
        try:
            self(name)
        except (KeyError, TypeError):
            return False
        return True

    def number(self, value: int) -> str:
        """Write a count as the language does: 1.250 or 1,250."""
        return f"{value:,}".replace(",", ".") if self.language == "vi" else f"{value:,}"


@lru_cache(maxsize=2)
def load_messages(language: str) -> Messages:
    """Load the sentences of a language."""
    text = resources.files("flows").joinpath(f"messages/{language}.yml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Messages(language, yaml.load(text, loader))
