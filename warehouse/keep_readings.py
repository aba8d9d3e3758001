"""Keep documents and what each reading of them gave, as they came; facts are made of the last reading."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, insert, select, text

from transforms.records import ReadResult
from warehouse.logs import log_contents, log_readings

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FAST = 1  # zlib's level: a quarter of the size in a fifth of a millisecond
LAST = (
    select(log_readings)
    .where(log_readings.c.document_id == bindparam("document_id"))
    .order_by(log_readings.c.number.desc())
    .limit(1)
)
KEEP = text("INSERT INTO log_contents (document_id, content) VALUES (:document_id, :content) ON CONFLICT DO NOTHING")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a document, with what the run knew about it."""

    document_id: str
    number: int
    reader_version: str
    read_at: str
    expected_period: str | None
    commune_code: str | None
    result: ReadResult


@lru_cache(maxsize=1)
def adapter() -> TypeAdapter[ReadResult]:
    """Give what turns a ReadResult into JSON and back; pydantic takes a while to load."""
    from pydantic import TypeAdapter

    return TypeAdapter(ReadResult)


def encode(result: ReadResult) -> bytes:
    """Write a result as JSON, zlib."""
    return zlib.compress(adapter().dump_json(result, exclude_defaults=True), FAST)


def decode(content: bytes) -> ReadResult:
    """Read a result from JSON, zlib."""
    return adapter().validate_json(zlib.decompress(content))


def keep_content(connection: Connection, document_id: str, content: bytes) -> None:
    """Keep a document's bytes once; bytes that are not those of the document (a file changed meanwhile) are not."""
    if sha256(content).hexdigest() == document_id:
        connection.execute(KEEP, {"document_id": document_id, "content": content})


def content_of(connection: Connection, document_id: str) -> bytes | None:
    """Give a document's bytes, None if they were not kept."""
    statement = select(log_contents.c.content).where(log_contents.c.document_id == document_id)
    content = connection.execute(statement).scalar_one_or_none()
    return None if content is None else bytes(content)


def keep_reading(
    connection: Connection,
    result: ReadResult,
    *,
    reader_version: str,
    read_at: str,
    expected_period: str | None,
    commune_code: str | None,
) -> None:
    """Add a reading of a document."""
    count = select(func.count()).where(log_readings.c.document_id == result.document_id)
    row = {
        "document_id": result.document_id,
        "number": connection.execute(count).scalar_one() + 1,
        "reader_version": reader_version,
        "read_at": read_at,
        "expected_period": expected_period,
        "commune_code": commune_code,
        "result": encode(result),
    }
    connection.execute(insert(log_readings), row)


def last_reading(connection: Connection, document_id: str) -> Reading | None:
    """Give the last reading of a document, None if none was kept."""
    row = connection.execute(LAST, {"document_id": document_id}).one_or_none()
    return None if row is None else to_reading(row)


def to_reading(row: Any) -> Reading:
    """Make a record of a row of log_readings."""
    return Reading(
        row.document_id,
        row.number,
        row.reader_version,
        row.read_at,
        row.expected_period,
        row.commune_code,
        decode(bytes(row.result)),
    )
