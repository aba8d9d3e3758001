"""Write the list of everything that does not add up or could not be read (XLSX)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

from reports.build_workbook import Column, Sheet, Value, build_workbook
from reports.format_vietnamese import in_vietnam, padded, period_words
from reports.load_names import load_names
from reports.records import FindingRow, Province, RejectedFile
from reports.save_file import save_file
from reports.summarise_province import SEVERITIES, summarise_province
from warehouse.queries import ProvinceTables

COLUMNS = (
    Column("TT", 6, "center"),
    Column("Mức độ", 11),
    Column("Đơn vị", 22),
    Column("Tệp", 26),
    Column("Loại sai lệch", 28),
    Column("Số liệu", 26),
    Column("Lĩnh vực", 20),
    Column("Báo cáo nêu", 14),
    Column("Đối chiếu", 14),
    Column("Nội dung", 60),
    Column("Trạng thái", 16),
    Column("Người quyết định", 20),
    Column("Thời điểm", 17, "center"),
    Column("Ý kiến xử lý", 30),
    Column("Mã sai lệch", 19),
)


def write_discrepancy_list(tables: ProvinceTables, period: str, path: Path) -> None:
    """Write sai-lech-<period>.xlsx; OSError if it can't be put in place."""
    province = summarise_province(tables, period)
    title = f"Danh sách sai lệch {period_words(period)}"
    sheet = Sheet(
        name="Sai lệch",
        table="SaiLech",
        title=title,
        subtitle=tell_counts(province.findings),
        columns=COLUMNS,
        rows=list_findings(province),
        frozen=3,
    )
    save_file(build_workbook(title, [sheet]), Path(path))


def tell_counts(findings: tuple[FindingRow, ...]) -> str:
    """Count the findings by severity."""
    names, counts = load_names(), Counter(finding.severity for finding in findings)
    if not findings:
        return "Không có sai lệch nào"
    parts = [f"{names.of('severities', severity)}: {padded(counts[severity])}" for severity in SEVERITIES]
    waiting = sum(finding.status == "open" for finding in findings)
    return f"{'; '.join(parts)}. Chưa xử lý: {padded(waiting)}/{padded(len(findings))}"


def list_findings(province: Province) -> list[list[Value]]:
    """Give each finding a row, errors first, with the rejected files that no finding names among the errors."""
    named = {finding.file_name for finding in province.findings if finding.rule == "rejected"}
    rejected = [tell_rejected(file) for file in province.rejected if file.file_name not in named]
    errors = [finding for finding in province.findings if finding.severity == "error"]
    others = [finding for finding in province.findings if finding.severity != "error"]
    rows: list[list[Value]] = [*map(tell_finding, errors), *rejected, *map(tell_finding, others)]
    return [[place, *row] for place, row in enumerate(rows, 1)]


def tell_rejected(file: RejectedFile) -> list[Value]:
    """Write a rejected file as a row like that of a finding."""
    names = load_names()
    row: dict[str, Value] = dict.fromkeys((column.header for column in COLUMNS[1:]), "")
    row |= {
        "Mức độ": names.of("severities", "error"),
        "Đơn vị": file.unit or "Chưa rõ đơn vị",
        "Tệp": file.file_name,
        "Loại sai lệch": names.of("rules", "rejected"),
        "Nội dung": file.reason,
        "Trạng thái": names.of("finding_statuses", "open"),
    }
    return list(row.values())


def tell_finding(finding: FindingRow) -> list[Value]:
    """Write a finding as a row."""
    names = load_names()
    return [
        names.of("severities", finding.severity),
        finding.unit or "Chưa rõ đơn vị",
        finding.file_name,
        names.of("rules", finding.rule),
        names.subject(finding.measure),
        names.of("categories", finding.category),
        finding.stated,
        finding.expected,
        finding.message,
        names.of("finding_statuses", finding.status),
        finding.decided_by,
        in_vietnam(datetime.fromisoformat(finding.decided_at)) if finding.decided_at else None,
        finding.note,
        finding.discrepancy_id,
    ]
