"""The paragraph on a checked sample: numbers as in the rest of the report, nothing claimed before it is checked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.compose_sample import SampleResult, sample_sentences
from transforms.estimate_error import wilson_interval

NONE_WRONG = SampleResult(50, 50, 0, *wilson_interval(0, 50), seed=20251231, drawn_at="2026-01-12T18:30:00+00:00")


def test_a_checked_sample_says_what_it_found_and_how_to_draw_it_again() -> None:
    assert sample_sentences(NONE_WRONG) == [
        "Kiểm tra ngẫu nhiên 50 số liệu, đối chiếu từng số với báo cáo của đơn vị: 0 số sai; "
        "tỷ lệ sai còn lại ước tính 0,0% (khoảng tin cậy 95%: 0,0–7,2%).",
        # half past six in the evening in London is the next day in Lào Cai
        "Mẫu được rút ngày 13/01/2026 với mã số 20251231; danh sách số liệu được rút ghi trong nhật ký quyết định.",
    ]


def test_a_sample_with_errors_that_is_half_checked_says_so() -> None:
    low, high = wilson_interval(3, 40)
    first, left, _ = sample_sentences(replace(NONE_WRONG, checked=40, wrong=3, low=low, high=high))
    assert first.endswith("03 số sai; tỷ lệ sai còn lại ước tính 7,5% (khoảng tin cậy 95%: 2,5–19,9%).")
    assert (
        left == "Trong 50 số liệu được rút còn 10 số liệu chưa kiểm tra; kết quả trên chưa phải là kết quả cuối cùng."
    )


def test_before_anything_is_checked_no_rate_is_given() -> None:
    unchecked = replace(NONE_WRONG, checked=0, low=None, high=None)
    assert sample_sentences(unchecked)[0] == "Đã rút ngẫu nhiên 50 số liệu để kiểm tra, chưa kiểm tra số liệu nào."
    assert sample_sentences(replace(unchecked, drawn=0)) == ["Chưa kiểm tra ngẫu nhiên số liệu nào."]
    assert not any("%" in sentence for sentence in sample_sentences(unchecked))


@pytest.mark.parametrize(
    "change", [{"wrong": 51}, {"checked": 51}, {"wrong": -1}, {"low": None}, {"high": None, "low": Decimal(0)}]
)
def test_what_is_no_sample_is_refused(change: dict[str, int | None]) -> None:
    with pytest.raises(ValueError, match="a sample"):
        sample_sentences(replace(NONE_WRONG, **change))  # type: ignore[arg-type]
