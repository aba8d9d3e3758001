"""Settle what follows from several files together: duplicates, versions, files put in place of others.

Everything here is worked out anew from what is stored, so the order of loading does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from transforms.load_rules import name_of
from transforms.make_finding import make_finding
from transforms.records import CATEGORIES, CATEGORY_MEASURES, MEASURES, Finding
from warehouse.decision_log import Decision, in_force, read_decisions
from warehouse.logs import log_decisions as log
from warehouse.replay import replay_all
from warehouse.rows import finding_rows
from warehouse.schema import fact_documents as d
from warehouse.schema import fact_figures as g
from warehouse.schema import fact_files as f
from warehouse.schema import fact_findings as n
from warehouse.schema import fact_reports as r
from warehouse.versions import Version, oldest_to_newest, superseded_reason

CHOSEN = "Báo cáo trong tệp {file} được chọn thay báo cáo này (quyết định số {number} của {who})."
REPLACED = "Đã có tệp khác cùng tên được nhận sau, thay cho tệp này."

FILES = select(f.c.file_name, f.c.received_at, f.c.duplicate_of).where(f.c.document_id == bindparam("document_id"))
GROUP = (
    select(
        r.c.report_id,
        r.c.document_id,
        f.c.file_name,
        f.c.received_at,
        r.c.symbol,
        r.c.issued_on,
        r.c.replaces,
        r.c.version,
        r.c.counts,
        d.c.reason,
    )
    .join(d, d.c.document_id == r.c.document_id)
    .join(f, (f.c.document_id == r.c.document_id) & f.c.duplicate_of.is_(None))
    .where(r.c.commune_code == bindparam("commune_code"), r.c.period == bindparam("period"))
)
other_file = f.alias("other_file")
NAMESAKES = (
    select(
        d.c.document_id,
        d.c.rejection,
        r.c.report_id,
        r.c.commune_code,
        r.c.period,
        exists()
        .where(other_file.c.document_id == f.c.document_id, other_file.c.file_name != f.c.file_name)
        .label("elsewhere"),
    )
    .select_from(f)
    .join(d, d.c.document_id == f.c.document_id)
    .outerjoin(r, r.c.document_id == d.c.document_id)
    .where(
        f.c.file_name == bindparam("file_name"), d.c.expected_period.is_not_distinct_from(bindparam("expected_period"))
    )
    .order_by(f.c.received_at, f.c.document_id)
)
# as the documents state them, whatever people decided
FIGURES = select(g.c.report_id, g.c.measure, g.c.category, g.c.extracted_thousandths).where(
    g.c.report_id.in_(bindparam("reports", expanding=True)), g.c.extracted_thousandths.is_not(None)
)

Figures = dict[tuple[str, str | None], int]


def settle_files(connection: Connection, document_id: str) -> None:
    """Let the first file of a content stand for it; the others are its duplicates."""
    files = sorted(
        connection.execute(FILES, {"document_id": document_id}), key=lambda row: (row.received_at, row.file_name)
    )
    if len(files) < 2:
        return
    first = files[0].file_name
    forget(connection, "duplicate_document", [document_id])
    for row in files:
        of = None if row.file_name == first else first
        if row.duplicate_of != of:
            key = (f.c.document_id == document_id) & (f.c.file_name == row.file_name)
            connection.execute(update(f).where(key).values(duplicate_of=of))
        if of is not None:
            message = f"Tệp {row.file_name} giống hệt tệp {first} nên không tính lần nữa."
            finding = Finding("duplicate_document", "info", message)
            connection.execute(
                insert(n), finding_rows(document_id, [finding], origin="intake", file_name=row.file_name)
            )


def settle_names(connection: Connection, document_id: str, expected_period: str | None) -> None:
    """Lay aside what could not be placed (rejected, unknown unit) once a later file has come under the same name."""
    for row in connection.execute(FILES, {"document_id": document_id}).all():
        settle_name(connection, row.file_name, expected_period)


def settle_name(connection: Connection, file_name: str, expected_period: str | None) -> None:
    """Lay aside what could not be placed among the documents of one file name and one run's period."""
    rows = connection.execute(NAMESAKES, {"file_name": file_name, "expected_period": expected_period}).all()
    if len(rows) < 2:
        return
    for row in rows:
        if row.report_id is None or row.commune_code is None or row.period is None:
            replaced = row is not rows[-1] and not row.elsewhere
            lay_aside(connection, row.document_id, row.report_id, row.rejection, replaced=replaced)


def lay_aside(
    connection: Connection, document_id: str, report_id: str | None, rejection: str | None, *, replaced: bool
) -> None:
    """Set a document that has no unit or period to superseded, or back to what it was read as."""
    outcome = "superseded" if replaced else ("rejected" if report_id is None else "loaded")
    reason = " ".join(part for part in (rejection, REPLACED if replaced else None) if part) or None
    connection.execute(update(d).where(d.c.document_id == document_id).values(outcome=outcome, reason=reason))
    if report_id is not None:
        connection.execute(update(r).where(r.c.report_id == report_id).values(counts=not replaced))


def settle_versions(connection: Connection, commune_code: str, period: str) -> None:
    """Number the reports of a unit and period; the last one counts, each later one tells what it changed."""
    rows = connection.execute(GROUP, {"commune_code": commune_code, "period": period}).all()
    stored = {row.report_id: row for row in rows}
    order = oldest_to_newest([Version(*row[:7]) for row in rows])
    chosen = choose_version(connection, commune_code, period, order) if len(order) > 1 else None
    changed = len(order) > 1
    for number, version in enumerate(order, 1):
        row, counts = stored[version.report_id], version is order[-1]
        reason = None if counts else superseded_reason(version, order[-1])
        if reason and chosen is not None:
            reason = CHOSEN.format(file=order[-1].file_name, who=chosen.decided_by, number=chosen.decision_id)
        if (row.version, row.counts, row.reason) != (number, counts, reason):
            changed = True
            connection.execute(
                update(r).where(r.c.report_id == version.report_id).values(version=number, counts=counts)
            )
            outcome = "loaded" if counts else "superseded"
            connection.execute(
                update(d).where(d.c.document_id == version.document_id).values(outcome=outcome, reason=reason)
            )
    if changed:
        documents = [version.document_id for version in order]
        forget(connection, "resubmission", documents)
        tell_changes(connection, order)
        replay_all(connection, documents)


def choose_version(connection: Connection, commune_code: str, period: str, order: list[Version]) -> Decision | None:
    """Put the version that a person chose at the end, as long as there are the versions it was chosen from."""
    among = sorted(version.document_id for version in order)
    choices = read_decisions(connection, log.c.action.in_(("choose", "undo")))
    for decision in reversed(in_force(choices)):
        ground = decision.ground
        if (ground.get("commune_code"), ground.get("period")) != (commune_code, period):
            continue
        forget(connection, "changed_ground", among)
        if ground.get("documents") == among:
            order.sort(key=lambda version: version.document_id == decision.value)
            return decision
        tell_new_version(connection, decision, order[-1])
        return None
    return None


def tell_new_version(connection: Connection, decision: Decision, current: Version) -> None:
    """Write a finding that a version has come since one was chosen."""
    finding = make_finding(
        "changed_ground", "version", message="new_version", number=str(decision.decision_id), file=current.file_name
    )
    connection.execute(insert(n), finding_rows(current.document_id, [finding], origin="intake"))


def tell_changes(connection: Connection, order: Sequence[Version]) -> None:
    """Write a finding on each later version with the figures that changed, old → new."""
    if len(order) < 2:
        return
    figures: dict[str, Figures] = {version.report_id: {} for version in order}
    for row in connection.execute(FIGURES, {"reports": list(figures)}):
        figures[row.report_id][row.measure, row.category] = row.extracted_thousandths
    for older, newer in pairwise(order):
        changes = list_changes(figures[older.report_id], figures[newer.report_id])
        text = "; ".join(changes) if changes else "không có số liệu nào thay đổi"
        message = f"Đơn vị gửi lại báo cáo: tệp {newer.file_name} thay tệp {older.file_name}. Số liệu thay đổi: {text}."
        finding = Finding("resubmission", "info", message)
        connection.execute(insert(n), finding_rows(newer.document_id, [finding], origin="intake"))


def list_changes(old: Figures, new: Figures) -> list[str]:
    """List the figures that differ, in the order of the form."""
    measures, categories = [*MEASURES, *CATEGORY_MEASURES], [None, *CATEGORIES]
    keys = sorted(old.keys() | new.keys(), key=lambda key: (categories.index(key[1]), measures.index(key[0])))
    changes = []
    for measure, category in keys:
        before, after = old.get((measure, category)), new.get((measure, category))
        if before != after:
            name = name_of(measure, category)
            changes.append(f"{name}: {show(before)} → {show(after)}")
    return changes


def show(value_thousandths: int | None) -> str:
    """Write a value as Vietnamese offices do: 1.250 and 97,8."""
    if value_thousandths is None:
        return "không nêu"
    whole, rest = divmod(value_thousandths, 1000)
    return f"{whole:,}".replace(",", ".") + (f",{rest:03}".rstrip("0") if rest else "")


def forget(connection: Connection, rule: str, documents: Sequence[str]) -> None:
    """Delete findings of this module before they are worked out anew."""
    connection.execute(delete(n).where(n.c.origin == "intake", n.c.rule == rule, n.c.document_id.in_(documents)))
