"""Compose section II of the province report: leadership, sessions, fields, contents, results."""

from __future__ import annotations

from collections import Counter

from reports.format_vietnamese import padded, within_sentence
from reports.lines import Line, amount, coverage, excerpts, mentioning, rate_words, stated
from reports.load_names import load_names
from reports.records import PetitionRow, Province, Rate
from transforms.records import CATEGORIES

TOPICS = 5  # most frequent topics named for a field


def compose_results(province: Province) -> list[Line]:
    """Compose section II."""
    lines = [Line("section", "II. KẾT QUẢ TRIỂN KHAI THỰC HIỆN")]
    if province.reported == 0:
        return [*lines, Line("body", "Chưa có báo cáo để tổng hợp kết quả.")]
    return [
        *lines,
        Line("part", "1. Công tác lãnh đạo, chỉ đạo của cấp ủy"),
        Line("body", mentioning(province, "leadership", "báo cáo về công tác lãnh đạo, chỉ đạo của cấp ủy") + "."),
        *excerpts(province, "leadership"),
        Line("part", "2. Kết quả thực hiện các cuộc tiếp xúc, đối thoại"),
        Line("subpart", "2.1. Công tác nắm tình hình Nhân dân"),
        Line("body", mentioning(province, "monitoring", "báo cáo về công tác nắm tình hình Nhân dân") + "."),
        Line("subpart", "2.2. Kết quả tổ chức tiếp xúc, đối thoại"),
        *tell_sessions(province),
        *tell_fields(province),
        *explain_marks(province),
        Line("subpart", "2.3. Nội dung các cuộc tiếp xúc, đối thoại"),
        *tell_contents(province),
        Line("subpart", "2.4. Kết quả giải quyết các kiến nghị, đề xuất"),
        *tell_petitions(province),
    ]


def tell_sessions(province: Province) -> list[Line]:
    """Tell the totals of the sessions, one measure a line."""
    kinds = (
        f"định kỳ: {stated(province, 'sessions_periodic', 'cuộc')}; "
        f"đột xuất: {stated(province, 'sessions_adhoc', 'cuộc')}"
    )
    sessions = stated(province, "sessions", "cuộc")
    answered = stated(province, "opinions_answered", "ý kiến")
    return [
        Line("item", f"- Số cuộc tiếp xúc, đối thoại: {sessions}; trong đó, {kinds}."),
        Line("item", f"- Số người tham dự: {stated(province, 'participants', 'lượt người')}."),
        Line("item", f"- Số ý kiến tại hội nghị: {stated(province, 'opinions', 'ý kiến')}."),
        Line(
            "item",
            f"- Số ý kiến được tiếp thu, giải đáp tại hội nghị: {answered}{reached(province, province.rates[None])}.",
        ),
        Line("item", f"- Số ý kiến chuyển cấp trên: {stated(province, 'opinions_forwarded', 'ý kiến')}."),
        Line("item", f"- Số ý kiến chưa trả lời tại hội nghị: {stated(province, 'opinions_pending', 'ý kiến')}."),
    ]


def reached(province: Province, rate: Rate) -> str:
    """Add the percentage of a total, and over how many units it is computed where not all state both figures."""
    if rate.percent is None:
        return ""
    if rate.stating_both == province.reported:
        return f", đạt {rate_words(rate)}"
    return f", đạt {rate_words(rate)} (tính trên {padded(rate.stating_both)} đơn vị nêu cả hai số liệu)"


def tell_fields(province: Province) -> list[Line]:
    """Tell raised and answered of the eight fields."""
    names = load_names()
    lines = [Line("lead", "Chia theo lĩnh vực:")]
    for category in CATEGORIES:
        raised, answered = province.totals["raised", category], province.totals["answered", category]
        text = f"+ {names.of('categories', category)}: {amount(raised, 'ý kiến')}{coverage(raised.stating, province)}"
        if raised.value or answered.value:
            rate = province.rates[category]
            text += f"; đã giải đáp tại hội nghị {amount(answered, 'ý kiến')}"
            text += coverage(answered.stating, province) if answered.stating != raised.stating else ""
            text += f", đạt {rate_words(rate)}" if rate.percent is not None else ""
            if rate.percent is not None and {rate.stating_both} != {raised.stating, answered.stating}:
                text += f" (tính trên {padded(rate.stating_both)} đơn vị nêu cả hai số liệu)"
        lines.append(Line("item", text + "."))
    return lines


def explain_marks(province: Province) -> list[Line]:
    """Explain the mark and the coverage, where they occur."""
    totals = province.totals.values()
    texts = []
    if any(total.stating not in (0, province.reported) for total in totals):
        texts.append(
            "Đơn vị không nêu một số liệu thì số liệu đó không được cộng và không tính là 0; "
            "tỷ lệ tính từ tổng số của các đơn vị nêu đủ hai số liệu."
        )
    if any(total.doubtful for total in totals):
        texts.append("Dấu * là số có số liệu thành phần còn mâu thuẫn, chờ đơn vị xác nhận (Phụ lục 3).")
    return [Line("note", "Ghi chú: " + " ".join(texts))] if texts else []


def tell_contents(province: Province) -> list[Line]:
    """Tell how many items of section 2.3 there are in each field, and their most frequent topics."""
    items = province.petitions
    if not items:
        return [Line("body", "Chưa có đơn vị nêu nội dung cụ thể.")]
    units = len({item.unit for item in items})
    lines = [
        Line(
            "lead",
            f"Có {padded(units)}/{padded(province.reported)} đơn vị nêu nội dung cụ thể, "
            f"gồm {padded(len(items))} nội dung, chia theo lĩnh vực:",
        )
    ]
    for category in (*CATEGORIES, None):
        own = [item for item in items if item.category == category]
        if own:
            name = load_names().of("categories", category) or "Chưa xếp được lĩnh vực"
            lines.append(Line("item", f"+ {name}: {padded(len(own))} nội dung{name_topics(own)}."))
    return lines


def name_topics(items: list[PetitionRow]) -> str:
    """Name the most frequent topics with their counts."""
    topics = Counter(item.topic for item in items if item.topic)
    first = sorted(topics.items(), key=lambda pair: (-pair[1], pair[0]))[:TOPICS]
    if not first:
        return ""
    return "; nhiều nhất là: " + ", ".join(f"{within_sentence(topic)} ({padded(count)})" for topic, count in first)


def tell_petitions(province: Province) -> list[Line]:
    """Tell the results of section 2.4."""
    rest = {
        "petitions_answered": "Đã giải đáp tại hội nghị",
        "petitions_resolved": "Đã giải quyết sau hội nghị",
        "petitions_pending": "Đang giải quyết",
        "petitions_forwarded": "Chuyển cấp trên, cơ quan có thẩm quyền",
    }
    return [
        Line("item", f"- Tổng số kiến nghị, đề xuất: {stated(province, 'petitions', 'kiến nghị')}."),
        *(Line("item", f"- {label}: {stated(province, measure, 'kiến nghị')}.") for measure, label in rest.items()),
    ]
