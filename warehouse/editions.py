"""Freeze editions of the province report: the figures used, the files, who and when; nothing of them ever changes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, text

from warehouse.database import place_of, writing
from warehouse.decision_log import add_decision, alone
from warehouse.errors import WarehouseError, plain_errors
from warehouse.logs import log_edition_files, log_editions
from warehouse.queries import exact
from warehouse.replay import key_text, value_text
from warehouse.rows import local_time

FIGURES = """
    SELECT r.commune_code, c.commune_name, r.report_id, f.file_name, g.measure, g.category, g.value_thousandths,
           g.extracted_thousandths, g.status
    FROM fact_reports r JOIN dim_communes c ON c.commune_code = r.commune_code
    JOIN fact_files f ON f.document_id = r.document_id AND f.duplicate_of IS NULL
    LEFT JOIN fact_figures g ON g.report_id = r.report_id
    WHERE r.counts AND r.period = :period ORDER BY c.sort_key, g.figure_id"""
TOTALS = "SELECT measure, category, value FROM province_totals WHERE period = :period ORDER BY measure, category"
OPEN_ERRORS = "SELECT COUNT(*) FROM discrepancies WHERE period = :period AND severity = 'error' AND status = 'open'"


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """What an edition holds of one unit: values ("46", "97.8") by what they measure ("opinions", "raised/land")."""

    name: str
    report_id: str
    file_name: str
    values: Mapping[str, str]
    decided: Mapping[str, str]  # those that a person corrected or confirmed, and which of the two


@dataclass(frozen=True, slots=True)
class FrozenFigures:
    """The figures of one edition."""

    totals: Mapping[str, str | None]
    units: Mapping[str, UnitFigures]  # by commune code, in Vietnamese order


@dataclass(frozen=True, slots=True)
class Edition:
    """A published edition; ``file_digests``: sha256 by file name."""

    edition_id: str
    period: str
    number: int
    published_at: str
    published_by: str
    figures_digest: str
    file_digests: Mapping[str, str]
    note: str | None


def freeze(connection: Connection, period: str) -> FrozenFigures:
    """Read the figures of a period as they are now."""
    units: dict[str, dict[str, Any]] = {}
    for row in connection.execute(text(FIGURES), {"period": period}):
        head = {"name": row.commune_name, "report_id": row.report_id, "file_name": row.file_name}
        unit = units.setdefault(row.commune_code, head | {"values": {}, "decided": {}})
        if row.measure is not None:
            key = key_text(row.measure, row.category)
            unit["values"][key] = value_text(row.value_thousandths)
            if row.status != "extracted":
                unit["decided"][key] = row.status
    totals = {
        key_text(row.measure, row.category): None if row.value is None else str(exact(row.value))
        for row in connection.execute(text(TOTALS), {"period": period})
    }
    return FrozenFigures(totals, {code: UnitFigures(**unit) for code, unit in units.items()})


def to_json(frozen: FrozenFigures) -> bytes:
    """Write frozen figures as JSON, always the same bytes for the same figures."""
    units = {code: {name: getattr(unit, name) for name in UnitFigures.__slots__} for code, unit in frozen.units.items()}
    return json.dumps({"totals": frozen.totals, "units": units}, ensure_ascii=False, sort_keys=True).encode()


def from_json(content: bytes) -> FrozenFigures:
    """Read frozen figures from JSON."""
    read = json.loads(content)
    return FrozenFigures(read["totals"], {code: UnitFigures(**unit) for code, unit in read["units"].items()})


def open_errors(engine: Engine, period: str) -> int:
    """Count the errors of a period that nobody has decided on."""
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        return int(connection.execute(text(OPEN_ERRORS), {"period": period}).scalar_one())


def current_figures(engine: Engine, period: str) -> tuple[FrozenFigures, str]:
    """Give the figures of a period as they are now, with their digest."""
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        frozen = freeze(connection, period)
    return frozen, sha256(to_json(frozen)).hexdigest()


def add_edition(
    engine: Engine,
    period: str,
    *,
    number: int,
    digest: str,
    files: Mapping[str, bytes],
    by: str,
    at: datetime,
    note: str | None,
) -> Edition:
    """Freeze an edition in one transaction; WarehouseError if figures or editions have changed since they were read."""
    with writing(engine) as connection:
        alone(connection)
        content = to_json(freeze(connection, period))
        last = connection.execute(select(func.max(log_editions.c.number)).where(log_editions.c.period == period))
        if sha256(content).hexdigest() != digest or (last.scalar_one() or 0) + 1 != number:
            raise WarehouseError("edition_overtaken", place_of(engine.url), period)
        edition = Edition(
            f"{period}-e{number}",
            period,
            number,
            local_time(at),
            by,
            digest,
            {name: sha256(each).hexdigest() for name, each in files.items()},
            note,
        )
        row = {name: getattr(edition, name) for name in Edition.__slots__}
        row |= {"file_digests": json.dumps(edition.file_digests, sort_keys=True), "figures": zlib.compress(content)}
        connection.execute(insert(log_editions), row)
        for name, each in files.items():
            connection.execute(
                insert(log_edition_files), {"edition_id": edition.edition_id, "file_name": name, "content": each}
            )
        add_decision(
            connection,
            "publish",
            expect={"figures_digest": digest, "file_digests": dict(edition.file_digests)},
            value=edition.edition_id,
            note=note or "",
            decided_by=by,
            decided_at=edition.published_at,
        )
    return edition


def list_editions(engine: Engine, period: str | None = None) -> list[Edition]:
    """List the editions, of all periods or one, in their order."""
    statement = select(*(log_editions.c[name] for name in Edition.__slots__)).order_by(
        log_editions.c.period, log_editions.c.number
    )
    if period is not None:
        statement = statement.where(log_editions.c.period == period)
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        rows = connection.execute(statement).mappings().all()
    return [Edition(**(dict(row) | {"file_digests": json.loads(row["file_digests"])})) for row in rows]


def find_edition(engine: Engine, edition_id: str) -> Edition:
    """Give an edition; WarehouseError if there is none of that name."""
    found = next((edition for edition in list_editions(engine) if edition.edition_id == edition_id), None)
    if found is None:
        raise WarehouseError("no_such_edition", place_of(engine.url), edition_id)
    return found


def figures_of(engine: Engine, edition_id: str) -> FrozenFigures:
    """Give the figures an edition was made of."""
    statement = select(log_editions.c.figures).where(log_editions.c.edition_id == edition_id)
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        content = connection.execute(statement).scalar_one_or_none()
    if content is None:
        raise WarehouseError("no_such_edition", place_of(engine.url), edition_id)
    return from_json(zlib.decompress(bytes(content)))


def files_of(engine: Engine, edition: Edition) -> dict[str, bytes]:
    """Give the files of an edition; WarehouseError if one is not what was published."""
    statement = select(log_edition_files).where(log_edition_files.c.edition_id == edition.edition_id)
    with plain_errors(place_of(engine.url)), engine.connect() as connection:
        files = {row.file_name: bytes(row.content) for row in connection.execute(statement)}
    digests = {name: sha256(content).hexdigest() for name, content in files.items()}
    if digests != dict(edition.file_digests):
        raise WarehouseError("edition_damaged", place_of(engine.url), edition.edition_id)
    return files
