"""Turn records into rows of the tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256

from extractors.records import Address
from transforms.records import Figure, Finding, ReadResult, Report

Row = dict[str, object]
VIETNAM = timezone(timedelta(hours=7))
ADDRESS_FIELDS = ("block", "char_start", "char_end", "row", "column", "page", "x0", "y0", "x1", "y1")


def thousandths(value: Decimal) -> int:
    """Give a value in thousandths; a rate printed with more than three decimals is rounded (``printed`` keeps them)."""
    return int((value * 1000).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def local_time(moment: datetime) -> str:
    """Write a moment in Vietnam's zone, to the millisecond, so that texts sort as moments do."""
    if moment.tzinfo is None:
        raise ValueError("received_at needs a time zone")
    return moment.astimezone(VIETNAM).isoformat(timespec="milliseconds")


def report_id(document_id: str) -> str:
    """Name a report after its document; 16 digits never meet by chance."""
    return document_id[:16]


def address_fields(address: Address) -> dict[str, int | float]:
    """List what an address states."""
    pairs = ((name, getattr(address, name)) for name in ADDRESS_FIELDS)
    return {name: value for name, value in pairs if value is not None}


def address_json(address: Address | None) -> str | None:
    """Write an address as JSON, without what it does not state."""
    return None if address is None else json.dumps(address_fields(address))


def document_row(result: ReadResult, reader_version: str, commune_code: str | None) -> Row:
    """Describe a document as it was read; whether it counts is settled later."""
    return {
        "document_id": result.document_id,
        "media_type": result.media_type,
        "bytes": result.bytes,
        "pages": result.pages,
        "text_source": result.text_source,
        "outcome": "loaded" if result.report else "rejected",
        "reason": None if result.report else result.rejected,
        "rejection": None if result.report else result.rejected,
        "commune_code": None if result.report else commune_code,
        "reader_version": reader_version,
    }


def report_row(report: Report) -> Row:
    """Describe a report; its version is settled later."""
    return {
        "report_id": report_id(report.document_id),
        "document_id": report.document_id,
        "commune_code": report.commune_code,
        "period": report.period,
        "symbol": report.symbol,
        "issued_on": report.issued_on.isoformat() if report.issued_on else None,
        "replaces": report.replaces,
        "version": 1,
        "counts": True,
    }


def figure_row(report: str, figure: Figure) -> Row:
    """Describe a figure, not yet decided on."""
    place = figure.address
    value = thousandths(figure.value)
    return {
        "figure_id": ".".join(part for part in (report, figure.category, figure.measure) if part),
        "report_id": report,
        "measure": figure.measure,
        "category": figure.category,
        "value_thousandths": value,
        "extracted_thousandths": value,
        "printed": figure.printed,
        "method": figure.method,
        "confidence_thousandths": thousandths(figure.confidence),
        "status": "extracted",
        "quote": figure.quote,
        "block": place.block,
        "char_start": place.char_start,
        "char_end": place.char_end,
        "row_index": place.row,
        "column_index": place.column,
        "page": place.page,
        "x0": place.x0,
        "y0": place.y0,
        "x1": place.x1,
        "y1": place.y1,
        "parts": json.dumps([address_fields(part) for part in figure.parts]) if figure.parts else None,
    }


def finding_rows(
    document_id: str, findings: Iterable[Finding], *, origin: str, file_name: str | None = None
) -> list[Row]:
    """Describe findings; the same finding gets the same id each time, whatever its wording or its order."""
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for ordinal, finding in enumerate(findings, 1):
        place, other = address_json(finding.address), address_json(finding.other_address)
        ground = (
            origin,
            file_name,
            finding.rule,
            finding.measure,
            finding.category,
            finding.stated,
            finding.expected,
            place,
            other,
        )
        text = "\x1f".join((document_id, *(part or "" for part in ground)))
        seen[text] = seen.get(text, 0) + 1
        rows.append(
            {
                "finding_id": sha256(f"{text}\x1f{seen[text]}".encode()).hexdigest()[:16],
                "document_id": document_id,
                "file_name": file_name,
                "origin": origin,
                "ordinal": ordinal,
                "rule": finding.rule,
                "severity": finding.severity,
                "measure": finding.measure,
                "category": finding.category,
                "stated": finding.stated,
                "expected": finding.expected,
                "message": finding.message,
                "address": place,
                "other_address": other,
                "status": "open",
            }
        )
    return rows


def petition_rows(report: Report) -> list[Row]:
    """Describe the items of section 2.3."""
    key = report_id(report.document_id)
    return [
        {
            "report_id": key,
            "ordinal": petition.ordinal,
            "text": petition.text,
            "category": petition.category,
            "topic": petition.topic,
            "address": address_json(petition.address),
        }
        for petition in report.petitions
    ]


def narrative_rows(report: Report) -> list[Row]:
    """Describe the paragraphs of the other sections."""
    key = report_id(report.document_id)
    return [
        {
            "report_id": key,
            "section": paragraph.section,
            "ordinal": paragraph.ordinal,
            "text": paragraph.text,
            "address": address_json(paragraph.address),
        }
        for paragraph in report.narratives
    ]


def unmapped_rows(report: Report) -> list[Row]:
    """Describe the fields that are none of the eight."""
    key = report_id(report.document_id)
    return [
        {
            "report_id": key,
            "ordinal": ordinal,
            "printed_name": field.printed_name,
            "raised": None if field.raised is None else int(field.raised),
            "answered": None if field.answered is None else int(field.answered),
            "address": address_json(field.address),
            "category": field.category,
        }
        for ordinal, field in enumerate(report.unmapped, 1)
    ]
