"""Records of the second stage: values, codes and findings, each with the address it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractors.records import Address

MEASURES = (
    "sessions",
    "sessions_periodic",
    "sessions_adhoc",
    "participants",
    "opinions",
    "opinions_answered",
    "answered_rate",
    "opinions_forwarded",
    "opinions_pending",
    "petitions",
    "petitions_answered",
    "petitions_resolved",
    "petitions_pending",
    "petitions_forwarded",
)
CATEGORY_MEASURES = ("raised", "answered")
CATEGORIES = (
    "land",
    "construction",
    "policy",
    "urban_security",
    "admin_procedure",
    "water",
    "health_education",
    "other",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value of a report that counts: what it measures, how it was got, and where it is printed."""

    measure: str  # one of MEASURES, or of CATEGORY_MEASURES with a category
    category: str | None
    value: Decimal  # whole for counts; percent for answered_rate
    printed: str
    method: str  # printed, summed, reconciled
    confidence: Decimal  # 0..1
    address: Address
    quote: str
    parts: tuple[Address, ...] = ()  # for a sum: where its parts are printed


@dataclass(frozen=True, slots=True)
class Statement:
    """A printed figure with its value and category code: what the document says, before it is decided what counts."""

    measure: str
    category: str | None
    name: str  # of the field, as printed
    role: str  # total, part, other, unread
    value: Decimal
    doubt: str  # slip, gloss, comma, scan, or ''
    kind: str
    section: str
    source: str
    strength: int
    reason: str
    dimension: str
    group: int
    hedge: str
    noun: str
    rivals: tuple[str, ...]
    printed: str
    address: Address
    quote: str
    again: str = ""  # what a second reading of a scan gave, where it gave something else


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know about a document; ``message`` is Vietnamese, for the clerk."""

    rule: str
    severity: str  # error, warning, info
    message: str
    measure: str | None = None
    category: str | None = None
    stated: str | None = None
    expected: str | None = None
    address: Address | None = None
    other_address: Address | None = None


@dataclass(frozen=True, slots=True)
class Petition:
    """An item of section 2.3."""

    ordinal: int
    text: str
    category: str | None
    topic: str | None
    address: Address


@dataclass(frozen=True, slots=True)
class Narrative:
    """A paragraph of a narrative section of the contract (advantages, difficulties, …, tasks)."""

    section: str
    ordinal: int
    text: str
    address: Address


@dataclass(frozen=True, slots=True)
class UnmappedCategory:
    """A field that is none of the eight; its figures are part of ``other``, or of what a person decided it is."""

    printed_name: str
    raised: Decimal | None
    answered: Decimal | None
    address: Address
    figures: tuple[Figure, ...] = ()  # raised and answered as figures of their own
    category: str | None = None  # what a person decided that the name means


@dataclass(frozen=True, slots=True)
class Report:
    """One report, read and checked."""

    document_id: str
    commune_code: str | None  # None: unknown unit, a finding says so
    period: str | None
    symbol: str | None
    issued_on: date | None
    replaces: str | None  # symbol of the report it replaces
    figures: tuple[Figure, ...]
    unmapped: tuple[UnmappedCategory, ...]
    petitions: tuple[Petition, ...]
    narratives: tuple[Narrative, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What became of one file: a report, or the reason why there is none."""

    document_id: str
    file_name: str
    media_type: str
    bytes: int
    pages: int | None
    text_source: str  # native, converted, ocr
    report: Report | None
    rejected: str = ""  # sentence for the clerk; empty if there is a report
    findings: tuple[Finding, ...] = ()  # of a rejected document
