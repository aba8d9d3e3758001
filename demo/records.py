"""Records of the made-up reports: what is printed, and what a careful clerk reads from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """One printed paragraph; a list counter or a bullet is part of the text."""

    text: str
    centred: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TextTable:
    """A ruled table as rows of equal length; a blank cell of a header row is merged with its neighbour."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportText:
    """A whole report as printed: heading block, body in reading order, block of recipients and signature."""

    head_left: tuple[str, ...]
    head_right: tuple[str, ...]
    body: tuple[TextParagraph | TextTable, ...]
    foot_left: tuple[str, ...]
    foot_right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commune:
    """A unit of the province as the reference table names it."""

    code: str  # five digits
    division_type: str  # xã, phường
    name: str

    @property
    def title(self) -> str:
        """Give the name as it stands in a sentence."""
        return f"{self.division_type} {self.name}"


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A contradiction planted on purpose: its rule, a sentence about it, and the two numbers or names that differ."""

    kind: str
    detail: str
    stated: str
    expected: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What a careful clerk reads from a report; None where the text does not state a figure."""

    commune: Commune
    period: str
    symbol: str | None
    issued_on: date | None
    measures: Mapping[str, int | Decimal | None]
    categories: Mapping[str, tuple[int | None, int | None]]  # code → raised, answered
    unmapped: tuple[tuple[str, int, int | None], ...]
    petition_items: int
    inconsistencies: tuple[Inconsistency, ...]
    traps: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Give the shape of the hand-written truth files."""
        return {
            "commune": f"{self.commune.division_type.capitalize()} {self.commune.name}",
            "commune_code": int(self.commune.code),
            "period": self.period,
            "symbol": self.symbol,
            "issued_on": self.issued_on.isoformat() if self.issued_on else None,
            "measures": {k: float(v) if isinstance(v, Decimal) else v for k, v in self.measures.items()},
            "categories": {code: list(pair) for code, pair in self.categories.items()},
            "unmapped": [list(field) for field in self.unmapped],
            "petition_items": self.petition_items,
            "inconsistencies": [{"kind": i.kind, "detail": i.detail} for i in self.inconsistencies],
            "traps": list(self.traps),
        }
