"""Compose the paragraph that says how a random sample of figures was checked and what it found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from reports.format_vietnamese import decimal_comma, in_vietnam, number, padded, percentage


@dataclass(frozen=True, slots=True)
class SampleResult:
    """What checking a random sample of the counted figures against the documents gave."""

    drawn: int
    checked: int
    wrong: int
    low: Decimal | None  # bounds of the 95 % interval in percent; None while nothing is checked
    high: Decimal | None
    seed: int  # draws the same figures again
    drawn_at: str  # ISO


def sample_sentences(result: SampleResult) -> list[str]:
    """Say how many figures were checked, how many were wrong, what that means for all, and how to draw them again."""
    if not 0 <= result.wrong <= result.checked <= result.drawn:
        raise ValueError(f"not a sample: {result}")
    if result.drawn == 0:
        return ["Chưa kiểm tra ngẫu nhiên số liệu nào."]
    day = f"{in_vietnam(datetime.fromisoformat(result.drawn_at)):%d/%m/%Y}"
    again = f"Mẫu được rút ngày {day} với mã số {result.seed}; danh sách số liệu được rút ghi trong nhật ký quyết định."
    if result.checked == 0:
        return [f"Đã rút ngẫu nhiên {padded(result.drawn)} số liệu để kiểm tra, chưa kiểm tra số liệu nào.", again]
    rate = percentage(result.wrong, result.checked)
    if rate is None or result.low is None or result.high is None:
        raise ValueError(f"a sample that was checked has an interval: {result}")
    sentences = [
        f"Kiểm tra ngẫu nhiên {padded(result.checked)} số liệu, đối chiếu từng số với báo cáo của đơn vị: "
        f"{padded(result.wrong)} số sai; tỷ lệ sai còn lại ước tính {decimal_comma(rate)}% "
        f"(khoảng tin cậy 95%: {decimal_comma(result.low)}–{decimal_comma(result.high)}%)."
    ]
    if left := result.drawn - result.checked:
        sentences.append(
            f"Trong {number(result.drawn)} số liệu được rút còn {padded(left)} số liệu chưa kiểm tra; "
            "kết quả trên chưa phải là kết quả cuối cùng."
        )
    return [*sentences, again]
