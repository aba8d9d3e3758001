"""Write records for the tests in one line each."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

from sqlalchemy import Connection, Engine, text

from extractors.records import Address
from transforms.records import Figure, Finding, Narrative, Petition, ReadResult, Report, UnmappedCategory
from warehouse.load import LoadOutcome, load_result

HERE = Address(block=4, char_start=10, char_end=12, page=2, x0=71.5, y0=100.25, x1=90.0, y1=112.125)
PHINH, BAO_YEN, A_MU_SUNG = "02848", "02947", "02686"
NOON = datetime(2025, 12, 5, 5, 0, tzinfo=UTC)  # 12:00 in Vietnam


def content(name: str) -> str:
    """Give the sha256 of a made-up content."""
    return sha256(name.encode()).hexdigest()


def figure(measure: str, value: str, category: str | None = None, *, method: str = "printed") -> Figure:
    """State a figure."""
    sentence = f"Tổng số {value} ý kiến"
    return Figure(measure, category, Decimal(value), value.replace(".", ","), method, Decimal("0.95"), HERE, sentence)


def report(
    name: str,
    *,
    commune: str | None = PHINH,
    period: str | None = "2025",
    symbol: str | None = "203-BC/ĐU",
    issued_on: date | None = date(2025, 12, 1),
    replaces: str | None = None,
    findings: tuple[Finding, ...] = (),
    items: tuple[Petition, ...] = (),
    narratives: tuple[Narrative, ...] = (),
    unmapped: tuple[UnmappedCategory, ...] = (),
    categories: dict[str, tuple[str | None, str | None]] | None = None,
    **measures: str,
) -> Report:
    """Make a report whose content is called ``name``; figures as keywords, counts as text."""
    figures = [figure(measure, value) for measure, value in measures.items()]
    for category, pair in (categories or {}).items():
        for measure, value in zip(("raised", "answered"), pair, strict=True):
            if value is not None:
                figures.append(figure(measure, value, category))
    return Report(
        document_id=content(name),
        commune_code=commune,
        period=period,
        symbol=symbol,
        issued_on=issued_on,
        replaces=replaces,
        figures=tuple(figures),
        unmapped=unmapped,
        petitions=items,
        narratives=narratives,
        findings=findings,
    )


def read(made: Report, file_name: str = "a.docx") -> ReadResult:
    """Give a report as it was read from a file."""
    return ReadResult(made.document_id, file_name, "application/pdf", 1200, 4, "native", made)


def refused(name: str, file_name: str = "hong.docx", reason: str = "Tệp có mật khẩu.") -> ReadResult:
    """Give a file that could not be read."""
    return ReadResult(content(name), file_name, "application/msword", 900, None, "native", None, rejected=reason)


def load(
    target: Engine | Connection,
    result: ReadResult,
    *,
    version: str = "1",
    period: str | None = "2025",
    at: datetime = NOON,
    commune: str | None = None,
) -> LoadOutcome:
    """Load a result as the flow does."""
    return load_result(
        target, result, reader_version=version, expected_period=period, received_at=at, commune_code=commune
    )


def rows(engine: Engine, sql: str, **values: object) -> list[tuple[object, ...]]:
    """Ask the warehouse."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql), values)]


VIEWS = (
    "documents reports session_statistics category_counts figures discrepancies petitions narratives province_totals "
    "reporting_status"
)


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Read all views, in an order that depends on their contents only."""
    return {view: sorted(rows(engine, f"SELECT * FROM {view}"), key=repr) for view in VIEWS.split()}
