"""Load the names that people read (transforms/reference/names.yml) and the wording of the paper (paper.yml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from transforms.load_rules import load_names as load_raw_names

LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Names:
    """Names by kind and key; a key without a name is its own name, so that nothing is hidden."""

    by_kind: dict[str, dict[str, dict[str, str]]]

    def of(self, kind: str, key: str | None, language: str = "vi") -> str:
        """Name a key in a language; nothing for no key."""
        if key is None:
            return ""
        return self.by_kind[kind].get(key, {}).get(language, key)

    def subject(self, measure: str | None, language: str = "vi") -> str:
        """Name what a finding points at: a measure, or the unit or period of the report."""
        return self.of("measures" if measure in self.by_kind["measures"] else "subjects", measure, language)

    def short(self, kind: str, key: str) -> str:
        """Name a key for a narrow column."""
        entry = self.by_kind[kind].get(key, {})
        return entry.get("short", entry.get("vi", key))


@dataclass(frozen=True, slots=True)
class PaperWording:
    """The fixed wording of the province report."""

    upper_body: str
    issuer: str
    symbol: str
    party: str
    place_and_date: str
    title: str
    subject: str
    rule: str
    opening: str
    closing: str
    annex_reference: str
    signature: str
    recipients: tuple[str, ...]
    standing_tasks: tuple[str, ...]


@lru_cache(maxsize=1)
def load_names() -> Names:
    """Read the names once."""
    return Names(load_raw_names())


@lru_cache(maxsize=1)
def load_wording() -> PaperWording:
    """Read the wording once."""
    texts = yaml.safe_load(files("reports").joinpath("paper.yml").read_text(encoding="utf-8"))
    texts["recipients"] = tuple(texts["recipients"])
    texts["standing_tasks"] = tuple(texts["standing_tasks"])
    return PaperWording(**texts)
