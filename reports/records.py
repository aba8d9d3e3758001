"""Records of the reports: a province in one period, as it is written down for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.compose_sample import SampleResult
from reports.format_vietnamese import within_sentence


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a unit: None where it is not stated; doubtful while an error about it is open."""

    value: int | Decimal | None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit with its figures; all of them not stated where there is no report."""

    commune_code: str
    name: str  # "Xã Lùng Phình"
    status: str  # received, late, rejected, missing
    received_at: str | None
    file_name: str | None
    reported: bool  # its figures are counted
    figures: Mapping[str, Stated]  # by measure; answered_rate is computed where both its figures are stated
    fields: Mapping[tuple[str, str], Stated]  # by category and raised or answered
    to_confirm: int  # findings of its report, errors and warnings, nobody has decided yet

    @property
    def short_name(self) -> str:
        """Name the unit within a sentence: "xã Lùng Phình"."""
        return within_sentence(self.name)


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a figure over the units that state it; None where none does."""

    value: int | None
    stating: int
    doubtful: int  # units whose figure is doubtful


@dataclass(frozen=True, slots=True)
class Rate:
    """Percent of one total in another, over the units that state both."""

    percent: Decimal | None
    stating_both: int
    doubtful: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its unit's name ("" where unknown)."""

    discrepancy_id: str
    unit: str
    file_name: str
    counts: bool  # its report counts now
    severity: str
    rule: str
    measure: str | None
    category: str | None
    stated: str
    expected: str
    message: str
    status: str
    decided_by: str
    decided_at: str | None
    note: str

    @property
    def to_confirm(self) -> bool:
        """Say whether a person has yet to decide on it."""
        return self.status == "open" and self.severity in ("error", "warning") and self.rule not in ("late", "rejected")


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """A file that could not be used, and why; no unit where nobody knows whose it is."""

    file_name: str
    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class PetitionRow:
    """An item of section 2.3."""

    unit: str
    ordinal: int
    text: str
    category: str | None
    topic: str | None


@dataclass(frozen=True, slots=True)
class NarrativeRow:
    """A paragraph of a narrative section."""

    unit: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Province:
    """Everything the report of one period says; units in Vietnamese order."""

    period: str
    units: tuple[UnitRow, ...]
    totals: Mapping[tuple[str, str | None], Total]  # by measure and category
    rates: Mapping[str | None, Rate]  # answered of raised, by category; None: answered at the meeting of all opinions
    findings: tuple[FindingRow, ...]
    rejected: tuple[RejectedFile, ...]
    petitions: tuple[PetitionRow, ...]
    narratives: tuple[NarrativeRow, ...]
    unplaced: int  # reports of an unknown unit or period, which enter no total
    sample: SampleResult | None = None  # the last random sample of figures that was checked

    @property
    def reported(self) -> int:
        """Count the units whose figures are counted."""
        return sum(unit.reported for unit in self.units)

    def with_status(self, status: str) -> tuple[UnitRow, ...]:
        """List the units of one reporting status."""
        return tuple(unit for unit in self.units if unit.status == status)

    @property
    def to_confirm(self) -> tuple[FindingRow, ...]:
        """List the findings about reports that count which a person has yet to decide on."""
        return tuple(finding for finding in self.findings if finding.counts and finding.to_confirm)
