"""Compose the annexes of the province report: by unit, by field, what is missing or to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.build_paper import Grid, HeadCell
from reports.compose_sample import sample_sentences
from reports.format_vietnamese import NOT_STATED, day, decimal_comma, number, padded, percentage
from reports.lines import MARK
from reports.load_names import load_names
from reports.records import FindingRow, Province, Rate, Stated, Total, UnitRow
from transforms.records import CATEGORIES, MEASURES

MESSAGE_LENGTH = 300  # characters; the discrepancy list has the whole sentence
GROUPS = (
    ("Cuộc tiếp xúc, đối thoại", MEASURES[:3]),
    ("Ý kiến tại hội nghị", MEASURES[4:9]),
    ("Kiến nghị", MEASURES[9:]),
)
LEGEND = (
    "Ghi chú: dấu – là số liệu không nêu trong báo cáo hoặc chưa có báo cáo (không phải bằng 0), "
    "không cộng vào tổng số; tỷ lệ % tính từ số ý kiến và số giải đáp của các đơn vị nêu đủ hai số liệu, "
    "đơn vị chỉ nêu tỷ lệ thì ghi theo báo cáo"
)


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex: title, tables with their captions, notes."""

    title: str
    tables: tuple[tuple[str, Grid], ...]  # caption ("" for none) and table
    notes: tuple[str, ...] = ()


def compose_annexes(province: Province) -> list[Annex]:
    """Compose the three annexes."""
    return [compose_units(province), compose_fields(province), compose_open_points(province)]


def cell(figure: Stated) -> str:
    """Write a unit's figure: –, 1.120, 97,8, each with its mark."""
    if figure.value is None:
        return NOT_STATED
    text = decimal_comma(figure.value) if isinstance(figure.value, Decimal) else number(figure.value)
    return text + (MARK if figure.doubtful else "")


def total_cell(total: Total) -> str:
    """Write a total with its mark."""
    return cell(Stated(total.value, total.doubtful > 0))


def rate_cell(rate: Rate) -> str:
    """Write a percentage with its mark."""
    return cell(Stated(rate.percent, rate.doubtful > 0))


def legend(province: Province) -> str:
    """Explain the signs that occur in the figures."""
    doubtful = [total.doubtful for total in province.totals.values()]
    doubtful += [rate.doubtful for rate in province.rates.values()]
    return LEGEND + ("; dấu * là số liệu còn mâu thuẫn, chờ xác nhận (Phụ lục 3)." if any(doubtful) else ".")


def compose_units(province: Province) -> Annex:
    """Compose annex 1: a row for each unit and the total."""
    names = load_names()
    measures = (*GROUPS[0][1], "participants", *GROUPS[1][1], *GROUPS[2][1])
    tall = [HeadCell("TT", tall=True), HeadCell("Đơn vị", tall=True)]
    first = [
        *tall,
        HeadCell(GROUPS[0][0], span=3),
        HeadCell(names.short("measures", "participants"), tall=True),
        *(HeadCell(label, span=len(group)) for label, group in GROUPS[1:]),
        HeadCell("Ghi chú", tall=True),
    ]
    covered = HeadCell("", covered=True)
    second = [
        covered,
        covered,
        *(covered if m == "participants" else HeadCell(names.short("measures", m)) for m in measures),
        covered,
    ]
    rows = [
        [str(place), unit.name, *(cell(unit.figures[m]) for m in measures), remark(unit)]
        for place, unit in enumerate(province.units, 1)
    ]
    total = [
        rate_cell(province.rates[None]) if m == "answered_rate" else total_cell(province.totals[m, None])
        for m in measures
    ]
    stating = [
        str(province.rates[None].stating_both if m == "answered_rate" else province.totals[m, None].stating)
        for m in measures
    ]
    rows += [["", "Tổng cộng", *total, ""], ["", "Số đơn vị nêu số liệu", *stating, ""]]
    grid = Grid(
        widths=(8, 34, 12, 12, 12, 14, 12, 13, 13, 14, 13, 12, 13, 12, 12, 14, 32),
        aligns=("center", "left", *["center"] * len(measures), "left"),
        head=(first, second),
        rows=rows,
        bold_rows=frozenset({len(rows) - 2}),
    )
    return Annex("SỐ LIỆU TIẾP XÚC, ĐỐI THOẠI THEO ĐƠN VỊ", (("", grid),), (legend(province),))


def remark(unit: UnitRow) -> str:
    """Say why a unit has no figures, or that some are to be confirmed."""
    if not unit.reported:
        return load_names().of("reporting_statuses", unit.status)
    texts = ["Gửi muộn"] if unit.status == "late" else []
    if unit.to_confirm:
        texts.append(f"Chờ xác nhận: {padded(unit.to_confirm)}")
    return "; ".join(texts)


def compose_fields(province: Province) -> Annex:
    """Compose annex 2: raised and answered by field."""
    names, totals = load_names(), province.totals
    sums = {
        measure: [totals[measure, category] for category in CATEGORIES if totals[measure, category].value is not None]
        for measure in ("raised", "answered")
    }
    whole = {
        measure: Total(
            sum(total.value or 0 for total in parts) if parts else None,
            0,
            sum(total.doubtful for total in parts),
        )
        for measure, parts in sums.items()
    }
    every = whole["raised"].value or 0
    rows = []
    for place, category in enumerate(CATEGORIES, 1):
        raised, answered = totals["raised", category], totals["answered", category]
        share = None if raised.value is None else percentage(raised.value, every)
        rows.append(
            [
                str(place),
                names.of("categories", category),
                total_cell(raised),
                cell(Stated(share)),
                str(raised.stating),
                total_cell(answered),
                str(answered.stating),
                rate_cell(province.rates[category]),
            ]
        )
    whole_share = Stated(percentage(every, every))
    rows.append(
        [
            "",
            "Cộng các lĩnh vực",
            total_cell(whole["raised"]),
            cell(whole_share),
            "",
            total_cell(whole["answered"]),
            "",
            "",
        ]
    )
    head = (
        "TT",
        "Lĩnh vực",
        "Số ý kiến",
        "Tỷ trọng %",
        "Số đơn vị nêu số ý kiến",
        "Giải đáp tại hội nghị",
        "Số đơn vị nêu số giải đáp",
        "Tỷ lệ giải đáp %",
    )
    grid = Grid(
        widths=(12, 70, 28, 28, 28, 28, 28, 28),
        aligns=("center", "left", *["center"] * 6),
        head=([HeadCell(text) for text in head],),
        rows=rows,
        bold_rows=frozenset({len(rows) - 1}),
        size=12,
    )
    return Annex(
        "SỐ LIỆU Ý KIẾN THEO LĨNH VỰC",
        (("", grid),),
        (compare_fields(province, whole["raised"].value), legend(province)),
    )


def compare_fields(province: Province, by_field: int | None) -> str:
    """Say how the sum of the fields stands to the total of all opinions."""
    total = province.totals["opinions", None].value
    without = sum(
        unit.figures["opinions"].value is not None
        and all(unit.fields[category, "raised"].value is None for category in CATEGORIES)
        for unit in province.units
    )
    if total is None or by_field is None or total == by_field:
        return ""
    text = f"Cộng các lĩnh vực là {number(by_field)} ý kiến, tổng số ý kiến tại Phụ lục 1 là {number(total)} ý kiến."
    if without:
        text += f" Có {padded(without)} đơn vị nêu tổng số ý kiến nhưng không chia theo lĩnh vực."
    return text


def compose_open_points(province: Province) -> Annex:
    """Compose annex 3: units without a report, late ones, files not used, figures to be confirmed."""
    names = load_names()
    absent = [
        [unit.name, names.of("reporting_statuses", unit.status), tell_receipt(unit)]
        for status in ("missing", "late")
        for unit in province.with_status(status)
    ]
    absent += [
        [
            file.unit or "Chưa rõ đơn vị",
            names.of("outcomes", "rejected"),
            f"Tệp {file.file_name}: {shorten(file.reason)}",
        ]
        for file in province.rejected
    ]
    tables = [("A. Đơn vị chưa có báo cáo, gửi muộn; tệp không sử dụng được", number_rows(absent, ABSENT))]
    points = [tell_point(finding) for finding in province.to_confirm]
    tables.append(("B. Số liệu, nội dung chờ đơn vị xác nhận", number_rows(points, POINTS)))
    notes = tuple(sample_sentences(province.sample)) if province.sample else ()
    return Annex("ĐƠN VỊ CHƯA CÓ BÁO CÁO VÀ SỐ LIỆU CHỜ XÁC NHẬN", tuple(tables), notes)


ABSENT = Grid(
    widths=(12, 50, 50, 140),
    aligns=("center", "left", "left", "left"),
    head=([HeadCell(text) for text in ("TT", "Đơn vị", "Tình trạng", "Chi tiết")],),
    rows=(),
    size=11,
)
POINTS = Grid(
    widths=(10, 33, 19, 38, 40, 20, 20, 72),
    aligns=("center", "left", "left", "left", "left", "center", "center", "left"),
    head=(
        [
            HeadCell(text)
            for text in (
                "TT",
                "Đơn vị",
                "Mức độ",
                "Số liệu",
                "Vấn đề",
                "Báo cáo nêu",
                "Đối chiếu",
                "Nội dung cần xác nhận",
            )
        ],
    ),
    rows=(),
    size=10,
)


def number_rows(rows: list[list[str]], form: Grid) -> Grid:
    """Fill a table with numbered rows; one row says so where there are none."""
    numbered = [[str(place), *row] for place, row in enumerate(rows, 1)]
    nothing = ["", "Không có", *[""] * (len(form.widths) - 2)]
    return Grid(form.widths, form.aligns, form.head, numbered or [nothing], size=form.size)


def tell_receipt(unit: UnitRow) -> str:
    """Say when a late report came."""
    return f"Nhận ngày {day(unit.received_at)}" if unit.status == "late" and unit.received_at else ""


def tell_point(finding: FindingRow) -> list[str]:
    """Write a finding as a row of annex 3."""
    names = load_names()
    return [
        finding.unit or "Chưa rõ đơn vị",
        names.of("severities", finding.severity),
        subject(finding),
        names.of("rules", finding.rule),
        finding.stated or NOT_STATED,
        finding.expected or NOT_STATED,
        shorten(finding.message),
    ]


def subject(finding: FindingRow) -> str:
    """Name what a finding is about: its measure, its field, or both."""
    names = load_names()
    parts = (names.subject(finding.measure), names.of("categories", finding.category))
    return ": ".join(part for part in parts if part) or NOT_STATED


def shorten(text: str) -> str:
    """Cut a long text at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= MESSAGE_LENGTH else flat[:MESSAGE_LENGTH].rsplit(" ", 1)[0] + " …"
