"""Write the annex tables of a period as a workbook that staff can calculate with (XLSX)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reports.build_workbook import Column, Sheet, Value, build_workbook
from reports.compose_annexes import remark
from reports.format_vietnamese import padded, period_words
from reports.load_names import load_names
from reports.records import Province, Rate, Stated, Total
from reports.save_file import save_file
from reports.summarise_province import summarise_province
from transforms.records import CATEGORIES, CATEGORY_MEASURES, MEASURES
from warehouse.queries import ProvinceTables

UNIT_COLUMNS = (Column("TT", 6, "center"), Column("Mã đơn vị", 10, "center"), Column("Đơn vị", 26))
NOTES = (
    ("–", "Báo cáo không nêu số liệu này, hoặc đơn vị chưa có báo cáo; không phải bằng 0 và không cộng vào tổng số."),
    ("0", "Báo cáo nêu bằng 0 hoặc nêu là không có."),
    (
        "*",
        "Số liệu còn mâu thuẫn, chờ đơn vị xác nhận; tổng số có chứa số liệu đó cũng được đánh dấu.",
    ),
    (
        "Tổng cộng",
        "Cộng số liệu của các đơn vị có nêu; số đơn vị nêu ghi ở dòng dưới. Chỉ cộng báo cáo của đúng kỳ này.",
    ),
    (
        "Tỷ lệ %",
        "Tổng số giải đáp chia cho tổng số ý kiến của các đơn vị nêu đủ hai số liệu; không phải trung bình các tỷ lệ.",
    ),
    ("Tỷ lệ % của đơn vị", "Tính từ số ý kiến và số giải đáp; đơn vị chỉ nêu tỷ lệ thì ghi theo báo cáo."),
    ("Một số lĩnh vực khác", "Gồm cả các lĩnh vực ngoài tám nhóm; tên ghi trong báo cáo xem tại danh sách sai lệch."),
    ("Lọc, sắp xếp", "Dòng tổng cộng là số của toàn tỉnh, không đổi khi lọc bảng."),
)


def write_annex_tables(tables: ProvinceTables, period: str, path: Path) -> None:
    """Write bieu-tong-hop-<period>.xlsx; OSError if it can't be put in place."""
    province = summarise_province(tables, period)
    title = f"Biểu tổng hợp {period_words(period)}"
    sheets = (
        by_unit(province),
        by_field(province),
        all_totals(province),
        all_petitions(province),
        reporting(province),
        notes(province),
    )
    save_file(build_workbook(title, sheets), Path(path))


def subtitle(province: Province) -> str:
    """Say period and coverage under a sheet's title."""
    words = period_words(province.period)
    return f"{words[:1].upper()}{words[1:]}; số liệu của {padded(province.reported)}/{len(province.units)} đơn vị"


def of_total(total: Total) -> Stated:
    """Give a total as a figure with its mark."""
    return Stated(total.value, total.doubtful > 0)


def of_rate(rate: Rate) -> Stated:
    """Give a percentage as a figure with its mark."""
    return Stated(rate.percent, rate.doubtful > 0)


def by_unit(province: Province) -> Sheet:
    """Give each unit its measures."""
    names = load_names()
    columns = [*UNIT_COLUMNS, *(Column(names.of("measures", m), 12, "right") for m in MEASURES), Column("Ghi chú", 24)]
    rows: list[list[Value]] = [
        [place, unit.commune_code, unit.name, *(unit.figures[m] for m in MEASURES), remark(unit)]
        for place, unit in enumerate(province.units, 1)
    ]
    totals: list[Value] = []
    stating: list[Value] = []
    for measure in MEASURES:
        if measure == "answered_rate":
            totals.append(of_rate(province.rates[None]))
            stating.append(province.rates[None].stating_both)
        else:
            totals.append(of_total(province.totals[measure, None]))
            stating.append(province.totals[measure, None].stating)
    return Sheet(
        name="Theo đơn vị",
        table="TheoDonVi",
        title="Số liệu tiếp xúc, đối thoại theo đơn vị",
        subtitle=subtitle(province),
        columns=columns,
        rows=rows,
        totals=(["", "", "Tổng cộng", *totals, ""], ["", "", "Số đơn vị nêu", *stating, ""]),
        frozen=3,
    )


def by_field(province: Province) -> Sheet:
    """Give each unit raised and answered of the eight fields."""
    names = load_names()
    pairs = [(category, measure) for category in CATEGORIES for measure in CATEGORY_MEASURES]
    columns = [
        *UNIT_COLUMNS,
        *(
            Column(f"{names.of('categories', category)}: {names.short('measures', measure).lower()}", 11, "right")
            for category, measure in pairs
        ),
    ]
    rows: list[list[Value]] = [
        [place, unit.commune_code, unit.name, *(unit.fields[pair] for pair in pairs)]
        for place, unit in enumerate(province.units, 1)
    ]
    totals = [of_total(province.totals[measure, category]) for category, measure in pairs]
    stating = [province.totals[measure, category].stating for category, measure in pairs]
    rates = [of_rate(province.rates[category]) if measure == "answered" else "" for category, measure in pairs]
    return Sheet(
        name="Theo lĩnh vực",
        table="TheoLinhVuc",
        title="Số ý kiến theo lĩnh vực của từng đơn vị",
        subtitle=subtitle(province),
        columns=columns,
        rows=rows,
        totals=(
            ["", "", "Tổng cộng", *totals],
            ["", "", "Số đơn vị nêu", *stating],
            ["", "", "Tỷ lệ giải đáp (%)", *rates],
        ),
        frozen=3,
    )


def all_totals(province: Province) -> Sheet:
    """List the totals of the province with the units behind each."""
    names = load_names()
    reported, units = province.reported, len(province.units)
    rows: list[list[Value]] = []
    for (measure, category), total in province.totals.items():
        field = names.of("categories", category) or "Tất cả"
        units_of = [total.stating, reported - total.stating, units - reported, total.doubtful]
        rows.append([names.of("measures", measure), field, of_total(total), *units_of])
        rate = province.rates[category] if measure in ("opinions_answered", "answered") else None
        if rate is not None:
            units_of = [rate.stating_both, reported - rate.stating_both, units - reported, rate.doubtful]
            label = names.of("measures", "answered_rate")
            rows.append([label, field, of_rate(rate), *units_of])
    return Sheet(
        name="Tổng hợp",
        table="TongHop",
        title="Tổng số toàn tỉnh",
        subtitle=subtitle(province),
        columns=(
            Column("Số liệu", 42),
            Column("Lĩnh vực", 28),
            Column("Tổng số", 14, "right"),
            Column("Số đơn vị nêu", 14, "right"),
            Column("Số đơn vị có báo cáo nhưng không nêu", 18, "right"),
            Column("Số đơn vị chưa có số liệu", 18, "right"),
            Column("Số đơn vị có số liệu còn mâu thuẫn", 18, "right"),
        ),
        rows=rows,
        frozen=1,
    )


def all_petitions(province: Province) -> Sheet:
    """List the items of section 2.3."""
    names = load_names()
    rows: list[list[Value]] = [
        [place, item.unit, item.ordinal, item.text, names.of("categories", item.category), item.topic or ""]
        for place, item in enumerate(province.petitions, 1)
    ]
    return Sheet(
        name="Nội dung kiến nghị",
        table="NoiDungKienNghi",
        title="Nội dung các cuộc tiếp xúc, đối thoại (mục 2.3)",
        subtitle=subtitle(province),
        columns=(
            Column("TT", 6, "center"),
            Column("Đơn vị", 26),
            Column("Thứ tự trong báo cáo", 10, "center"),
            Column("Nội dung", 90),
            Column("Lĩnh vực", 26),
            Column("Chủ đề", 30),
        ),
        rows=rows,
        frozen=2,
    )


def reporting(province: Province) -> Sheet:
    """List which units have reported."""
    names = load_names()
    rows: list[list[Value]] = [
        [
            place,
            unit.commune_code,
            unit.name,
            names.of("reporting_statuses", unit.status),
            date.fromisoformat(unit.received_at[:10]) if unit.received_at else None,
            unit.file_name or "",
            unit.to_confirm if unit.reported else None,
        ]
        for place, unit in enumerate(province.units, 1)
    ]
    return Sheet(
        name="Tình trạng báo cáo",
        table="TinhTrangBaoCao",
        title="Tình trạng gửi báo cáo của các đơn vị",
        subtitle=subtitle(province),
        columns=(
            *UNIT_COLUMNS,
            Column("Tình trạng", 28),
            Column("Ngày nhận", 14, "center"),
            Column("Tệp", 44),
            Column("Số nội dung chờ xác nhận", 14, "right"),
        ),
        rows=rows,
        totals=(
            [
                "",
                "",
                "Có số liệu được tổng hợp",
                f"{province.reported}/{len(province.units)} đơn vị",
                None,
                "",
                sum(unit.to_confirm for unit in province.units),
            ],
        ),
        frozen=3,
    )


def notes(province: Province) -> Sheet:
    """Explain the signs and how the figures are computed."""
    return Sheet(
        name="Ghi chú",
        table="GhiChu",
        title="Ký hiệu và cách tính",
        subtitle=subtitle(province),
        columns=(Column("Ký hiệu", 26), Column("Ý nghĩa", 110)),
        rows=NOTES,
    )
