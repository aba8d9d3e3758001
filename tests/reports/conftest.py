"""A made-up province of 99 units as the warehouse would give it: invented figures, gaps, findings, long texts."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import fields
from importlib.resources import files
from typing import Any

import pandas as pd
import pytest

from transforms.records import CATEGORIES, CATEGORY_MEASURES, MEASURES
from warehouse.queries import ProvinceTables

Rows = dict[str, list[dict[str, Any]]]
COLUMNS = {
    "communes": "commune_code commune_name division_type name sort_key",
    "measures": "measure name_vi unit_vi ordinal",
    "categories": "category name_vi ordinal",
    "documents": "document_id file_name media_type bytes pages received_at text_source outcome reason",
    "reports": "report_id document_id file_name commune_code commune_name period symbol issued_on version "
    "open_errors open_warnings",
    "session_statistics": "report_id commune_code commune_name period " + " ".join(MEASURES),
    "category_counts": "report_id commune_code period category raised answered",
    "figures": "figure_id report_id measure category value value_extracted printed method confidence status page block "
    "char_start char_end quote x0 y0 x1 y1 commune_code",
    "discrepancies": "discrepancy_id document_id file_name report_id commune_code period rule severity measure "
    "category stated expected message status decided_by decided_at note",
    "petitions": "report_id commune_code period ordinal text category topic",
    "narratives": "report_id commune_code period section ordinal text",
    "province_totals": "period measure category value reports_counted reports_not_stating reports_missing",
    "reporting_status": "commune_code commune_name period status received_at file_name",
    "unmapped": "report_id commune_code period printed_name raised answered",
}
WHOLE = {*MEASURES, *CATEGORY_MEASURES} - {"answered_rate"}
TOPICS: dict[str, tuple[str | None, ...]] = {
    "land": ("Cấp giấy chứng nhận quyền sử dụng đất", "Đo đạc, chỉnh lý bản đồ"),
    "construction": ("Sửa chữa đường giao thông", "Kênh mương nội đồng", "Nhà văn hóa thôn"),
    "water": ("Công trình nước sạch",),
}
SECTIONS = {
    "advantages": "Cấp ủy các cấp quan tâm, Nhân dân đồng thuận tham gia các buổi gặp gỡ ở thôn {n}.",
    "difficulties": "Địa bàn chia cắt, {n} thôn ở xa nên việc mời bà con dự họp gặp trở ngại, nhất là mùa mưa.",
    "leadership": "1. Ban Thường vụ Đảng ủy ban hành kế hoạch từ đầu năm, giao {n} đồng chí phụ trách từng cụm thôn.",
    "monitoring": "Nắm tình hình qua bí thư chi bộ, trưởng thôn và nhóm Zalo của {n} thôn bản.",
    "results": "- Qua đối thoại, nhiều việc được xử lý ngay; {n} công trình nhỏ được Nhân dân góp công hoàn thành.",
    "limitations": "Việc theo dõi kết quả trả lời có lúc chưa kịp thời, còn {n} thông báo kết luận gửi chậm;",
    "causes": "Cán bộ phụ trách kiêm nhiệm nhiều việc, {n} người mới chuyển công tác sau sắp xếp.",
    "tasks": "Tổ chức thêm {n} hội nghị theo cụm thôn, thông báo công khai kết quả trong mười ngày.",
}
LONG = (
    "Mục 2.2 nêu 46 ý kiến, nhưng cộng số ý kiến của tám lĩnh vực chỉ được 43; chênh 03 ý kiến. Đề nghị đơn vị "
    "rà soát lại từng lĩnh vực, nhất là lĩnh vực đất đai và xây dựng cơ bản, đối chiếu với biên bản hội nghị. "
) * 4


def table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Make a table with the types that the warehouse promises."""
    columns = COLUMNS[name].split()
    frame = pd.DataFrame([[row.get(column) for column in columns] for row in rows], columns=columns, dtype=object)
    for column in WHOLE & set(columns):
        frame[column] = frame[column].astype("Int64")
    return frame


def communes() -> list[dict[str, Any]]:
    """Read the 99 units; a plain order stands for the warehouse's sort key."""
    text = files("transforms").joinpath("reference/communes.csv").read_text(encoding="utf-8")
    rows = sorted(csv.DictReader(text.splitlines()), key=lambda row: row["name"])
    return [
        {
            "commune_code": row["commune_code"],
            "commune_name": f"{row['division_type'].capitalize()} {row['name']}",
            "division_type": row["division_type"],
            "name": row["name"],
            "sort_key": f"{place:03}",
        }
        for place, row in enumerate(rows)
    ]


def totals(period: str, rows: Rows) -> list[dict[str, Any]]:
    """Add up as the view province_totals does, rates apart."""
    own = [(measure, None) for measure in MEASURES if measure != "answered_rate"]
    by_field = [(measure, category) for category in CATEGORIES for measure in CATEGORY_MEASURES]
    statistics = [row for row in rows["session_statistics"] if row["period"] == period]
    found = []
    for measure, category in [*own, *by_field]:
        source = statistics if category is None else rows["category_counts"]
        values = [
            row[measure]
            for row in source
            if row["period"] == period and row.get("category") == category and row.get(measure) is not None
        ]
        found.append(
            {
                "period": period,
                "measure": measure,
                "category": category,
                "value": sum(values) if values else None,
                "reports_counted": len(values),
                "reports_not_stating": len(statistics) - len(values),
                "reports_missing": 99 - len(statistics),
            }
        )
    return found


def fill(period: str, rows: Rows) -> ProvinceTables:
    """Make the tables from rows; units, status and totals are completed."""
    every = {
        field.name: list(rows.get(field.name, []))
        for field in fields(ProvinceTables)
        if field.name not in ("period", "sample")
    }
    every["communes"] = communes()
    stated = {row["commune_code"]: row for row in every["reporting_status"]}
    every["reporting_status"] = [
        {
            "status": "missing",
            "period": period,
            "commune_code": unit["commune_code"],
            "commune_name": unit["commune_name"],
            **stated.get(unit["commune_code"], {}),
        }
        for unit in every["communes"]
    ]
    every["province_totals"] = totals(period, every)
    return ProvinceTables(period=period, **{name: table(name, content) for name, content in every.items()})


def add_report(rows: Rows, code: str, period: str, **figures: int | None) -> str:
    """Add one report with its figures; figures named land_raised belong to a field."""
    report = f"r{code}"
    own = {name: value for name, value in figures.items() if name in MEASURES}
    name = f"nam-2025/{code}.docx"
    rows["reports"].append(
        {"report_id": report, "document_id": f"d{code}", "file_name": name, "commune_code": code, "period": period}
    )
    rows["documents"].append({"document_id": f"d{code}", "file_name": name, "outcome": "loaded"})
    rows["reporting_status"].append(
        {
            "commune_code": code,
            "period": period,
            "status": "received",
            "received_at": "2025-12-10T08:00:00.000+07:00",
            "file_name": name,
        }
    )
    rows["session_statistics"].append({"report_id": report, "commune_code": code, "period": period, **own})
    for category in CATEGORIES:
        raised, answered = figures.get(f"{category}_raised"), figures.get(f"{category}_answered")
        if raised is not None or answered is not None:
            rows["category_counts"].append(
                {
                    "report_id": report,
                    "commune_code": code,
                    "period": period,
                    "category": category,
                    "raised": raised,
                    "answered": answered,
                }
            )
    return report


def add_finding(rows: Rows, code: str | None, rule: str, severity: str, **more: Any) -> None:
    """Add one finding about a unit's report."""
    place = len(rows["discrepancies"]) + 1
    rows["discrepancies"].append(
        {
            "discrepancy_id": f"f{place:015x}",
            "document_id": f"d{code}",
            "file_name": f"nam-2025/{code}.docx",
            "report_id": f"r{code}",
            "commune_code": code,
            "period": "2025",
            "rule": rule,
            "severity": severity,
            "message": "Đề nghị kiểm tra lại.",
            "status": "open",
            **more,
        }
    )


def empty_rows() -> Rows:
    """Begin a province without any report."""
    return {name: [] for name in COLUMNS}


def full_rows() -> Rows:
    """Invent a year of 99 units: 4 missing, 2 rejected, 3 late, the others with gaps here and there."""
    chance, rows = random.Random(7), empty_rows()
    codes = [unit["commune_code"] for unit in communes()]
    for place, code in enumerate(codes[6:]):
        split = {category: chance.randint(0, 14) for category in CATEGORIES}
        solved = {category: chance.randint(count // 2, count) for category, count in split.items()}
        raised, answered = sum(split.values()), sum(solved.values())
        figures: dict[str, int | None] = {
            "sessions": chance.randint(1, 6),
            "participants": chance.randint(60, 1400),
            "opinions": raised,
            "opinions_answered": answered if place % 11 else None,
            "opinions_forwarded": chance.randint(0, 4) if place % 3 else None,
            "opinions_pending": chance.randint(0, 6) if place % 2 else None,
            "petitions": raised,
            "petitions_answered": answered if place % 5 else None,
            "petitions_resolved": chance.randint(0, 5) if place % 4 == 0 else None,
        }
        if place % 2:
            figures |= {"sessions_periodic": 1, "sessions_adhoc": 0}
        if place % 13:
            for category in CATEGORIES:
                figures[f"{category}_raised"], figures[f"{category}_answered"] = split[category], solved[category]
        report = add_report(rows, code, "2025", **figures)
        for ordinal in range(1, chance.randint(4, 12)):
            field = chance.choice((*CATEGORIES, None))
            topic = chance.choice(TOPICS.get(field or "", (None,)))
            wish = "Đề nghị sớm sửa chữa tuyến đường vào thôn, kênh mương bị sạt lở sau mưa lũ."
            rows["petitions"].append(
                {
                    "report_id": report,
                    "commune_code": code,
                    "period": "2025",
                    "ordinal": ordinal,
                    "text": wish,
                    "category": field,
                    "topic": topic,
                }
            )
        for section, text in SECTIONS.items():
            if chance.random() < 0.9:
                filled = text.format(n=chance.randint(2, 19))
                rows["narratives"].append(
                    {
                        "report_id": report,
                        "commune_code": code,
                        "period": "2025",
                        "section": section,
                        "ordinal": 1,
                        "text": filled,
                    }
                )
    for status in rows["reporting_status"][:3]:
        status |= {"status": "late", "received_at": "2026-01-09T08:00:00.000+07:00"}
    for code in codes[:2]:
        name = f"nam-2025/bao cao {code}.pdf"
        reason = "Tệp PDF không có lớp chữ; máy này chưa cài chương trình nhận dạng. Cài tesseract-ocr rồi chạy lại."
        rows["documents"].append(
            {"document_id": f"d{code}", "file_name": name, "outcome": "rejected", "reason": reason}
        )
        rows["reporting_status"].append(
            {"commune_code": code, "period": "2025", "status": "rejected", "file_name": name}
        )
        add_finding(rows, code, "rejected", "error", file_name=name, report_id=None, message=reason)
    lost = "linh tinh/ảnh chụp.docx"
    rows["documents"].append({"document_id": "dx", "file_name": lost, "outcome": "rejected", "reason": "Tệp trống."})
    add_finding(rows, None, "rejected", "error", file_name=lost, report_id=None, period=None, message="Tệp trống.")
    for place, code in enumerate(codes[8:40]):
        if place % 4 == 0:
            add_finding(
                rows, code, "category_sum", "error", measure="opinions", stated="46", expected="43", message=LONG
            )
        if place % 5 == 0:
            add_finding(rows, code, "doubtful_numeral", "warning", measure="participants", stated="2O3", expected="203")
        if place % 6 == 0:
            add_finding(
                rows,
                code,
                "answered_gt_raised",
                "error",
                measure="answered",
                category="land",
                stated="9",
                expected="không quá 7",
            )
        if place % 7 == 0:
            add_finding(
                rows, code, "unread_number", "warning", stated="17", message="Chưa rõ 17 trong câu “17 lượt” là số gì."
            )
    decided = {
        "decided_by": "Lò Thị Mây",
        "decided_at": "2026-01-12T14:30:00+07:00",
        "note": "Đã gọi điện, số đúng là 46.",
    }
    add_finding(
        rows,
        codes[50],
        "rate_mismatch",
        "error",
        measure="answered_rate",
        stated="92",
        expected="88,5",
        status="accepted",
        **decided,
    )
    add_finding(rows, codes[51], "approximate", "info", measure="participants", stated="trên 300", expected="300")
    return rows


@pytest.fixture
def new_rows() -> Callable[[], Rows]:
    """Give the maker of a province without reports."""
    return empty_rows


@pytest.fixture
def report_of() -> Callable[..., str]:
    """Give the maker of one report."""
    return add_report


@pytest.fixture
def finding_of() -> Callable[..., None]:
    """Give the maker of one finding."""
    return add_finding


@pytest.fixture
def tables_of() -> Callable[[str, Rows], ProvinceTables]:
    """Give the maker of tables from rows."""
    return fill


@pytest.fixture(scope="session")
def province() -> ProvinceTables:
    """Give the invented year of 99 units."""
    return fill("2025", full_rows())
