"""Judge a number of opinions by what is said of them."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.figures.find_bounds import bracket_bounds
from extractors.figures.find_parts import OF_WHICH, after_of_which
from extractors.figures.find_words import counts
from extractors.figures.judge_outcome import answered_whole, judge_outcome, says_all
from extractors.figures.judge_pair import paired_in_field
from extractors.figures.work import MEASURE_OF, Reading, Work


def judge_opinions(
    work: Work, index: int, made: Reading, pre: str, label: str, post: str, names: tuple[str, ...], noun_end: int
) -> Reading:
    """Read a number of opinions by what is said of them."""
    form, key = work.form, work.key
    if made.role == "other":
        return made
    if re.search(r"(?:trong|từ)\s*(?:số\s*)?$", pre) and re.match(r"\s*(?:ấy|đó|này|kể trên|nói trên)(?!\w)", post):
        return replace(made, role="other", reason="reference", field_name="")  # "Trong 11 ý kiến ấy, đất đai có 5"
    outcome, strength = judge_outcome(work, index, made, pre, label, post, noun_end)
    if re.search(r"(?:thay vì|chứ không phải|không phải là)\s*$", pre):
        return replace(made, role="other", reason="not so")
    if outcome == "remainder":
        return replace(made, role="other", reason="remainder")
    if outcome == "reference":
        return replace(made, role="other", reason="reference")
    bracket = bracket_bounds(key, made.start)
    if bracket is not None and not names:
        owner = next((r for r in reversed(work.readings) if r.end <= bracket[0] and r.noun == "opinion"), None)
        if owner is not None and owner.role == "other" and bracket[0] - owner.end < 40:
            return replace(made, role="other", reason=owner.reason)
    if (
        work.section == "results"
        and outcome in ("forwarded", "pending", "resolved")
        and (len(work.fields) == 1 or _WHAT_ABOUT.match(key, noun_end))
    ):
        names, made = (), replace(made, field_name="")  # "một kiến nghị về lối đi đang giải quyết": what it is about
    if names:
        if outcome in ("forwarded", "pending", "resolved"):
            return replace(
                made,
                measure=f"opinions_{outcome}" if outcome != "resolved" else "",
                role="part" if outcome != "resolved" else "unread",
                dimension="field",
                reason=f"{outcome} of a field",
            )
        if re.search(r"[,;]\s*còn\s+(?:lại\s+)?$", key[: made.start]) and any(
            r.field_name == made.field_name and r.measure == "answered" for r in work.readings
        ):  # "đã giải đáp 11, còn 03"
            reason = "pending of a field"
            return replace(made, measure="opinions_pending", role="part", dimension="field", reason=reason)
        if listed := _listed_outcome(work, made, outcome):
            return replace(
                made, measure=f"opinions_{listed}", role="part", dimension="field", reason=f"{listed} of a field"
            )
        paired = paired_in_field(work, index, made, outcome)
        if paired is not None:
            return paired
        measure = "answered" if outcome == "answered" or _among_answered(work, made, outcome) else "raised"
        if measure == "raised" and answered_whole(work, index, made, noun_end):
            made = replace(made, rivals=("answered=",))
        if measure == "answered" and says_all(key, made.start):
            made = replace(made, rivals=("raised=",))
        if measure == "answered" and work.field_of_line and _opens_line_alone(work, made):
            made = replace(made, rivals=("raised=",))
        if made.role == "part" and made.dimension == "session":
            return replace(made, measure=measure, role="part", strength=strength)
        if measure == "raised" and _sub_part(work, made):
            return replace(made, measure=measure, role="part", dimension="of field")
        return replace(made, measure=measure, strength=strength)
    if work.section == "results" and (
        _OF_THE_FORWARDED.match(key, made.sentence[0], made.end + 60)
        or _OF_THOSE_SENT.search(key, made.sentence[0], made.start)
        or _SOME_OF_THOSE_SENT.match(key, made.end)
    ):
        return replace(made, role="other", reason="of which")
    if _SAID_ABOVE.search(key, made.end, made.sentence[1]) and outcome in ("forwarded", "pending"):
        return replace(made, role="other", reason="reference")
    if work.section == "results" and _NO_PETITION.match(key, noun_end):
        return replace(made, role="other", reason="no petition")
    measure = MEASURE_OF[work.section][outcome or "raised"]
    if not measure:
        return replace(made, role="unread", reason="settled later")
    if (
        made.role == "total"
        and outcome in ("", "raised")
        and (after_of_which(work, made) or _in_parts_bracket(work, made) or _LINE_OF_PARTS.match(key))
    ):
        return replace(made, measure=measure, role="part", dimension="kind", reason="of which")
    if outcome == "answered" and _BY_ONE.search(key, made.sentence[0], made.start) and after_of_which(work, made):
        return replace(made, measure=measure, role="part", dimension="chair", reason="of which")
    if form.words["totals"].search(pre) or form.words["totals"].search(label):
        made = replace(made, reason="total")
    if outcome == "answered" and says_all(key, made.start):
        made = replace(made, rivals=(f"{MEASURE_OF[work.section]['raised']}=",))
    if re.search(r"(?:gộp|trùng|loại(?: bỏ| trừ)?|bỏ|lọc|trừ)\s+(?:đi\s+|bớt\s+)?$", pre) or re.match(
        r"\s*(?:bị\s+|được\s+)?(?:trùng|giống|gộp)", post
    ):
        return replace(made, role="other", reason="merged")
    return replace(made, measure=measure, strength=strength)


_LINE_OF_PARTS = re.compile(r"\s*[-–+*•]\s*(?:bao )?gồm\s")  # "- Gồm 59 kiến nghị nêu tại các cuộc và 04 …"
_WHAT_ABOUT = re.compile(r"\s*(?:về|liên quan (?:đến|tới))\s")  # "01 kiến nghị về đất đai"
# "Trong số 04 kiến nghị đã chuyển cấp trên, Sở … đã trả lời 01 kiến nghị": what became of them in turn
_OF_THE_FORWARDED = re.compile(
    r"\W*trong (?:số |tổng số )?(?:\d+|\w+(?: \w+)?) (?:kiến nghị|ý kiến|yk|kn) (?:đã |được "
    r"|phải )*(?:chuyển|gửi|báo cáo|vượt)[^,;.]*,"
)
# "…, đến nay trong số chuyển đi đã có 04 kiến nghị nhận được văn bản trả lời"
_OF_THOSE_SENT = re.compile(r"trong số (?:các |những |kiến nghị |ý kiến |đã |được )*(?:chuyển|gửi)[^,;.\d]{0,30}$")
# "Các cơ quan cấp tỉnh đã trả lời bằng văn bản 03 trong số kiến nghị đã chuyển"
_SOME_OF_THOSE_SENT = re.compile(
    r"\s*(?:kiến nghị |ý kiến )?(?:trong|trên) (?:tổng )?số (?:các |những |\d+ )?(?:kiến nghị |ý kiến )?"
    r"(?:đã |được )*(?:chuyển|gửi)"
)
_SAID_ABOVE = re.compile(r"đã (?:nói|nêu|kể|trình bày) (?:ở )?trên\W*$")
# "05 ý kiến chỉ hỏi để hiểu chính sách, đã được trả lời ngay, không phải kiến nghị"
_NO_PETITION = re.compile(
    r"\s*(?:chỉ|mới chỉ)\s+(?:để\s+|là\s+)?(?:hỏi|đề nghị (?:giải thích|làm rõ|cho biết))"
    r"|[^.;\d]{0,90}(?:không phải|không tính|chưa phải)(?: là)? (?:là )?kiến nghị"
)
# "…, trong đó Bí thư Đảng ủy trả lời 41 ý kiến, Chủ tịch UBND xã trả lời 62 ý kiến"
_BY_ONE = re.compile(
    r"(?:bí thư|chủ tịch|trưởng phòng|trưởng ban|lãnh đạo)[^,;.\d]{0,40}(?:trả lời|giải đáp|làm rõ)[^,;.\d]{0,15}$"
)
# "Về phần giải đáp thì đất đai được 09 ý kiến, …"
_HEADS = re.compile(r":\s*$|^\W*(?:về|còn|riêng)\s(?:phần|số|việc|mặt)\s[^.;,]*\sthì\s*$")
_AMONG = re.compile(r"\W*(?:xét\s+)?(?:riêng|trong|trong số|trong đó|đối với)\s")


def _among_answered(work: Work, made: Reading, outcome: str) -> bool:
    """Tell whether a sentence counts the answered ones by field: "Riêng 29 ý kiến được trả lời có 7 về đất đai"."""
    first = next((s.start for s in work.fields if s.start >= made.sentence[0]), made.start)
    lead = re.sub(r"\([^()]*\)", " ", work.key[made.sentence[0] : min(first, made.start)])
    heads = (
        _HEADS.search(lead) is not None and re.search(r"nêu|tiếp nhận|phát biểu|ghi nhận|/|(?<!\w)và\s", lead) is None
    )
    if outcome not in ("", "raised") or ";" in lead or not (heads or _AMONG.match(lead)):
        return False  # "Số ý kiến đã giải đáp theo lĩnh vực: đất đai 10 ý kiến; …" counts answered ones too
    return work.form.outcome_of(lead) == "answered"


# "04 ý kiến chuyển cấp trên gồm: đất đai 01 ý kiến, xây dựng cơ bản 02 ý kiến"
_LIST_OF = re.compile(
    r"\W*\d+\s+(?:ý kiến|yk|kiến nghị)\s(?P<said>[^,;.:\d]{3,60})\s(?:gồm|bao gồm|gồm có|chia ra)\s*:"
)


def _listed_outcome(work: Work, made: Reading, outcome: str) -> str:
    """Give what became of the opinions that a sentence lists by field, if they were forwarded or are pending; or ''."""
    m = _LIST_OF.match(work.key, made.sentence[0], made.start)
    said = work.form.outcome_of(m["said"]) if m is not None and outcome in ("", "raised") else ""
    return said if said in ("forwarded", "pending") else ""


def _opens_line_alone(work: Work, made: Reading) -> bool:
    """Tell whether a line opens with this number and holds no other: "- 01 ý kiến về hộ tịch được trả lời ngay"."""
    return re.fullmatch(r"\W*(?:có\s+)?", work.key[: made.start]) is not None and not any(
        counts(work, n) for n in work.numerals if n.start > made.start
    )


def _sub_part(work: Work, made: Reading) -> bool:
    """Tell whether a field's number stands in brackets after its total, or after "trong đó", without an outcome."""
    before = [r for r in work.readings if r.field_name == made.field_name and r.measure == "raised"]
    if not before:
        return False
    if before[-1].dimension == "of field" and re.fullmatch(r"[^;.:\d]*", work.key[before[-1].end : made.start]):
        return True  # "trong đó y tế 02 ý kiến, giáo dục 03 ý kiến"
    return (
        bracket_bounds(work.key, made.start) is not None
        or OF_WHICH.search(work.key, before[-1].end, made.start) is not None
    )


def _in_parts_bracket(work: Work, made: Reading) -> bool:
    bracket = bracket_bounds(work.key, made.start)
    return bracket is not None and any(
        r.measure == "opinions" and r.role == "total" and r.end <= bracket[0] and bracket[0] - r.end < 25
        for r in work.readings
    )
