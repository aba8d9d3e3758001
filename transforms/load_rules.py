"""Load the rules of the checks and the names people read: the data that a person may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from transforms.read_relations import Relation, read_relations


@dataclass(frozen=True, slots=True)
class Rules:
    """Severities, messages, relations, words and tolerances of checks.yml."""

    severity: dict[str, str]
    message: dict[str, str]
    explanations: tuple[str, ...]
    tolerances: dict[str, Decimal]
    required: tuple[str, ...]
    second_reader_least: float
    relations: tuple[Relation, ...]
    slips: dict[str, str]  # kind of slip, or of equation -> words
    narrative: dict[str, tuple[str, ...]]  # what compare_narrative.py looks for -> words


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Load transforms/checks.yml."""
    return read_rules(resources.files("transforms").joinpath("checks.yml").read_text(encoding="utf-8"))


def read_rules(text: str) -> Rules:
    """Read the text of a checks.yml: KeyError for a rule without severity or message, ValueError for a relation."""
    raw: Mapping[str, Any] = yaml.safe_load(text)
    severity = {name: rule["severity"] for name, rule in raw["rules"].items()}
    message = {name: rule["message"] for name, rule in raw["rules"].items()} | raw["other_messages"]
    return Rules(
        severity,
        message,
        tuple(raw["explanations"]),
        {name: Decimal(str(value)) for name, value in raw["tolerances"].items()},
        tuple(raw["required"]),
        float(raw["second_reader_least"]),
        read_relations(raw["relations"], severity, message),
        dict(raw["slips"]),
        {name: tuple(words) for name, words in raw["narrative"].items()},
    )


@lru_cache(maxsize=1)
def load_names() -> dict[str, dict[str, dict[str, str]]]:
    """Load transforms/reference/names.yml: kind -> key -> language -> name."""
    text = resources.files("transforms.reference").joinpath("names.yml").read_text(encoding="utf-8")
    names: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(text)
    return names


def name_of(measure: str | None, category: str | None = None) -> str:
    """Name a figure for a clerk: "Số ý kiến theo lĩnh vực Đất đai", "Số người tham dự"."""
    names = load_names()
    if category:
        field = names["categories"][category]["vi"]
        return f"{field} (giải đáp)" if measure == "answered" else f"{field} (ý kiến nêu)"
    return names["measures"].get(measure or "", {}).get("vi", "")


def period_name(code: str | None) -> str:
    """Say a period code in words: "2025-H2" is "6 tháng cuối năm 2025"."""
    if not code:
        return "kỳ chưa rõ"
    year, _, part = code.partition("-")
    if not part:
        return f"năm {year}"
    if part == "H1":
        return f"6 tháng đầu năm {year}"
    if part == "H2":
        return f"6 tháng cuối năm {year}"
    if part == "9M":
        return f"9 tháng đầu năm {year}"
    if part.startswith("Q"):
        return f"quý {('I', 'II', 'III', 'IV')[int(part[1]) - 1]} năm {year}"
    return f"tháng {int(part[1:])} năm {year}"


def number_vi(value: object) -> str:
    """Write a value as Vietnamese offices do: 1.120 and 88,5."""
    text = f"{value:,f}" if not isinstance(value, str) else value
    if isinstance(value, str):
        return value
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")
