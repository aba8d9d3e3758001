"""Judge a percentage: the rate of answered opinions, or another rate."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.figures.find_bounds import sentence_bounds
from extractors.figures.work import Reading, Work


def judge_rate(work: Work, index: int, made: Reading, pre: str, post: str) -> Reading:
    """Take a percentage for the rate of answered opinions if it is said of them."""
    form = work.form
    if work.key[: made.start].rstrip().endswith("phẩy"):
        return replace(made, role="other", reason="digits behind the comma")  # "tám mươi tư phẩy tám phần trăm (84,8%)"
    if made.role == "other" or made.role == "part" or made.field_name:
        return replace(made, role="other", reason=made.reason or "percentage of a part")
    if form.words["periodic"].search(pre) or form.words["adhoc"].search(pre):
        return replace(made, role="other", reason="percentage of a part")  # "Các hội nghị định kỳ có tỷ lệ … (88,7%)"
    last = next(
        (r for r in reversed(work.readings) if r.role in ("total", "part") and r.sentence == made.sentence), None
    )
    tail = re.sub(r"^\s*phần trăm", "", work.key[made.end : made.end + 60])
    base_follows = (
        re.match(
            r"\s*(?:trên\s+|của\s+|so với\s+)?(?:tổng\s+)?số\s+(?:lượt\s+|các\s+)?(?:ý kiến|yk|kiến nghị"
            r"|câu hỏi|nội dung|phản ánh)",
            tail,
        )
        is not None
    )
    if base_follows and last is not None and last.measure in ("opinions_answered", "petitions_answered"):
        if last.measure == "petitions_answered":
            return replace(made, role="other", reason="rate of petitions")
        return replace(made, measure="answered_rate", strength=3)
    if re.match(
        r"\s*(?:số\s+|các\s+|tổng số\s+)?(?:lượt\s+)?(?:ý kiến|yk|kiến nghị|kn|câu hỏi|nội dung|phản ánh)", tail
    ):
        said = work.key[made.end : sentence_bounds(work.key, made.start)[1]]
        outcome = form.outcome_of(re.split(r"[;.]", said)[0])
        if outcome == "answered" and not re.search(r"ghi chép|phân loại|ghi nhận|tiếp nhận", said):
            measure = "answered_rate" if work.section != "results" else ""
            return replace(
                made,
                measure=measure,
                role="total" if measure else "other",
                reason="" if measure else "rate of petitions",
                strength=3,
            )
        return replace(made, role="other", reason="another rate")
    if (
        re.match(r"\s*[^\W\d]", tail)
        and re.match(r"\s*(?:và|,|;|\.|\)|trong|tại|số|;)", tail) is None
        and not re.match(r"\s*(?:tổng số ý|ý)", tail)
    ):
        return replace(made, role="other", reason="another rate")
    outcome = form.outcome_of(pre)
    between = work.key[last.end : made.start] if last else ""
    near = (
        last is not None
        and re.search(r"[.\n]", between) is None
        and (
            len(between) < 75
            or re.search(r"(?:đạt|bằng|chiếm|tỷ lệ|tương đương|tương ứng|tức|là)\s*(?:tỷ lệ\s*)?$", between) is not None
        )
    )
    if (
        last is not None
        and near
        and last.measure in ("opinions", "petitions")
        and len(work.readings) > 1
        and work.numerals[len(work.readings) - 1].pair == 2
    ):
        last = work.readings[-2]
    if (
        last is not None
        and near
        and last.measure in ("opinions_answered", "petitions_answered")
        and outcome in ("", "answered", "raised")
    ):
        if last.measure == "petitions_answered":
            return replace(made, role="other", reason="rate of petitions")
        return replace(made, measure="answered_rate", strength=3)
    if outcome == "answered" or (re.search(r"tỷ lệ|tỉ lệ", pre) and form.outcome_of(pre) == "answered"):
        if work.section == "results":
            return replace(made, role="other", reason="rate of petitions")
        return replace(made, measure="answered_rate", strength=3 if near or "tỷ lệ" in pre else 2)
    if (
        re.search(r"^\s*(?:tỷ lệ|tỉ lệ|đạt)\s*[:]?\s*$|(?:tỷ lệ|tỉ lệ)(?: đạt)?\s*:?\s*$", pre)
        and last is None
        and work.section != "results"
    ):
        return replace(made, measure="answered_rate", strength=1)
    return replace(made, role="other", reason="another rate")
