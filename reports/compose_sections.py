"""Compose the body of the province report: section I, III and IV here, II in compose_results."""

from __future__ import annotations

from dataclasses import dataclass

from reports.compose_results import compose_results
from reports.format_vietnamese import next_period_words, padded
from reports.lines import Line, amount, excerpts, mentioning, rate_words
from reports.load_names import load_names, load_wording
from reports.records import FindingRow, Province, UnitRow
from transforms.records import CATEGORY_MEASURES

LISTED_NAMES = 30  # more names than this stand in annex 3 only


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is still to be done before the figures are final."""

    absent: int  # units without a usable report
    points: int  # figures and other points to be confirmed
    units: int  # units they are of
    contradictions: int  # stated figures among them with an open error


def compose_sections(province: Province) -> list[Line]:
    """Compose the body of the report."""
    backlog = count_backlog(province)
    return [
        *compose_situation(province, backlog),
        *compose_results(province),
        *compose_assessment(province, backlog),
        *compose_tasks(province, backlog),
    ]


def count_backlog(province: Province) -> Backlog:
    """Count units without a usable report and points to be confirmed, each figure once."""
    points, contradictions = set(), set()
    units = {unit.name: unit for unit in province.units}
    for row in province.to_confirm:
        about = (row.measure, row.category) if row.measure or row.category else (row.discrepancy_id, None)
        points.add((row.file_name, about))
        if row.severity == "error" and row.unit and is_stated(units[row.unit], row):
            contradictions.add((row.file_name, about))
    return Backlog(
        absent=len(province.with_status("missing")) + len(province.with_status("rejected")),
        points=len(points),
        units=len({row.unit for row in province.to_confirm if row.unit}),
        contradictions=len(contradictions),
    )


def is_stated(unit: UnitRow, finding: FindingRow) -> bool:
    """Say whether a finding points at a figure that the unit states, so that it carries the mark."""
    if finding.category is None:
        figure = unit.figures.get(finding.measure or "")
        return figure is not None and figure.value is not None
    measures = CATEGORY_MEASURES if finding.measure is None else (finding.measure,)
    figures = (unit.fields.get((finding.category, measure)) for measure in measures)
    return any(figure is not None and figure.value is not None for figure in figures)


def compose_situation(province: Province, backlog: Backlog) -> list[Line]:
    """Compose section I: who has reported, what is to be confirmed, advantages and difficulties."""
    lines = [Line("section", "I. TÌNH HÌNH CHUNG"), Line("part", "1. Tình hình gửi báo cáo")]
    lines.append(Line("body", tell_coverage(province)))
    for status in ("missing", "rejected", "late"):
        units = province.with_status(status)
        if units:
            lines.append(name_units(load_names().of("reporting_statuses", status), units))
    lines += tell_unplaced(province)
    lines += tell_confirmation(backlog)
    if province.reported == 0:
        return lines
    return [
        *lines,
        Line("part", "2. Thuận lợi, khó khăn"),
        Line("item", f"- {mentioning(province, 'advantages', 'nêu thuận lợi')}."),
        Line("item", f"- {mentioning(province, 'difficulties', 'nêu khó khăn')}."),
        *excerpts(province, "difficulties"),
    ]


def tell_coverage(province: Province) -> str:
    """Say how many of the units the report covers."""
    units, reported = len(province.units), province.reported
    if reported == 0:
        return (
            f"Đến thời điểm tổng hợp, chưa có báo cáo nào trong tổng số {units} xã, phường trên địa bàn tỉnh "
            f"được đưa vào tổng hợp; vì vậy các mục sau chưa có số liệu."
        )
    if reported == units:
        return f"Toàn bộ {units}/{units} xã, phường trên địa bàn tỉnh đã có báo cáo."
    return f"Số liệu được tổng hợp từ báo cáo của {padded(reported)}/{units} xã, phường trên địa bàn tỉnh."


def name_units(label: str, units: tuple[UnitRow, ...]) -> Line:
    """Name the units of one status, or point to the annex where they are many."""
    head = f"- {label}: {padded(len(units))} đơn vị"
    if len(units) > LISTED_NAMES:
        return Line("item", f"{head} (danh sách tại Phụ lục 3).")
    return Line("item", f"{head} ({', '.join(unit.short_name for unit in units)}).")


def tell_unplaced(province: Province) -> list[Line]:
    """Tell of files and reports that belong to no unit yet."""
    lines = []
    if province.unplaced:
        lines.append(
            Line(
                "item",
                f"- Có {padded(province.unplaced)} báo cáo chưa xác định được đơn vị hoặc kỳ báo cáo, "
                f"chưa đưa vào tổng hợp.",
            )
        )
    nameless = sum(not file.unit for file in province.rejected)
    if nameless:
        lines.append(
            Line("item", f"- Có {padded(nameless)} tệp chưa sử dụng được, chưa rõ của đơn vị nào (Phụ lục 3).")
        )
    return lines


def tell_confirmation(backlog: Backlog) -> list[Line]:
    """Tell how many points a person has yet to confirm, and how figures with a contradiction are marked."""
    if backlog.points == 0:
        return []
    whose = f" của {padded(backlog.units)} đơn vị" if backlog.units else ""
    text = f"Còn {padded(backlog.points)} số liệu, nội dung{whose} chờ xác nhận (Phụ lục 3)"
    if backlog.contradictions:
        text += (
            f", trong đó có {padded(backlog.contradictions)} số liệu còn mâu thuẫn; các số này và tổng số "
            f"có chứa chúng được đánh dấu *"
        )
    return [Line("body", text + ".")]


def compose_assessment(province: Province, backlog: Backlog) -> list[Line]:
    """Compose section III: results, limitations and causes, as far as the figures show them."""
    head = Line("section", "III. ĐÁNH GIÁ CHUNG")
    if province.reported == 0:
        return [head, Line("body", "Chưa có báo cáo để đánh giá.")]
    return [
        head,
        Line("part", "1. Kết quả đạt được"),
        *tell_achievement(province),
        Line("body", mentioning(province, "results", "nêu kết quả đạt được") + "."),
        Line("part", "2. Hạn chế"),
        *tell_shortcomings(province, backlog),
        Line("body", mentioning(province, "limitations", "nêu hạn chế") + "."),
        *excerpts(province, "limitations"),
        Line("part", "3. Nguyên nhân của hạn chế"),
        Line("body", mentioning(province, "causes", "nêu nguyên nhân của hạn chế") + "."),
        *excerpts(province, "causes"),
    ]


def tell_achievement(province: Province) -> list[Line]:
    """Sum up sessions, opinions and the answered rate in one sentence, as far as they are stated."""
    sessions, opinions = province.totals["sessions", None], province.totals["opinions", None]
    rate = province.rates[None]
    parts = []
    if sessions.value:
        parts.append(f"tổ chức {amount(sessions, 'cuộc tiếp xúc, đối thoại')}")
    if opinions.value:
        parts.append(f"tiếp nhận {amount(opinions, 'ý kiến của Nhân dân')}")
    text = f"Các đơn vị đã {', '.join(parts)}" if parts else ""
    if rate.percent is not None:
        text += f"{'; t' if text else 'T'}ỷ lệ ý kiến được tiếp thu, giải đáp tại hội nghị đạt {rate_words(rate)}"
    return [Line("body", text + ".")] if text else []


def tell_shortcomings(province: Province, backlog: Backlog) -> list[Line]:
    """Tell what the figures themselves show to be unfinished."""
    texts = []
    pending, forwarded = province.totals["opinions_pending", None], province.totals["opinions_forwarded", None]
    if pending.value:
        texts.append(f"Còn {amount(pending, 'ý kiến')} chưa được trả lời tại hội nghị.")
    if forwarded.value:
        texts.append(f"Có {amount(forwarded, 'ý kiến')} phải chuyển cấp trên xem xét, giải quyết.")
    if backlog.absent:
        texts.append(f"Còn {padded(backlog.absent)} đơn vị chưa có báo cáo hoặc báo cáo chưa sử dụng được.")
    return [Line("item", f"- {text}") for text in texts]


def compose_tasks(province: Province, backlog: Backlog) -> list[Line]:
    """Compose section IV from what is left open, and say how many units state tasks of their own."""
    tasks = []
    if backlog.absent:
        tasks.append(
            f"Đôn đốc {padded(backlog.absent)} đơn vị chưa có báo cáo hoặc báo cáo chưa sử dụng được "
            f"gửi báo cáo để bổ sung số liệu."
        )
    if backlog.points:
        tasks.append(
            f"Các đơn vị có tên tại Phụ lục 3 kiểm tra, xác nhận hoặc đính chính {padded(backlog.points)} "
            f"số liệu, nội dung chờ xác nhận."
        )
    pending, forwarded = province.totals["opinions_pending", None], province.totals["opinions_forwarded", None]
    if pending.value:
        tasks.append(f"Tiếp tục trả lời {amount(pending, 'ý kiến')} chưa được trả lời tại hội nghị.")
    if forwarded.value:
        tasks.append(f"Theo dõi kết quả giải quyết {amount(forwarded, 'ý kiến')} đã chuyển cấp trên.")
    tasks += load_wording().standing_tasks
    lines = [Line("section", f"IV. NHIỆM VỤ TRỌNG TÂM {next_period_words(province.period).upper()}")]
    lines += [Line("body", f"{place}. {task}") for place, task in enumerate(tasks, 1)]
    if province.reported:
        lines.append(Line("body", mentioning(province, "tasks", "nêu nhiệm vụ trọng tâm thời gian tới") + "."))
    return lines
