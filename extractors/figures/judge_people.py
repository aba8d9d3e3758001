"""Judge a number of people: those who attended, speakers, or a part of the attendance."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.figures.find_bounds import bracket_bounds
from extractors.figures.find_parts import after_of_which
from extractors.figures.find_words import counts
from extractors.figures.judge_sessions import KIND_OF_LINE
from extractors.figures.work import Reading, Work

_A_SESSION = re.compile(r"(?<!\w)(?:cuộc|hội nghị|buổi|phiên|kỳ|lần|đợt|ngày|tháng|quý|thôn|bản|tổ|cụm|tại)(?!\w)")
_AT_ONE = re.compile(
    r"\s*(?:ở|tại|dự|trong)\s+(?:cuộc|hội nghị|hn|buổi|phiên)\s+(?:thứ|đầu|sau|ngày|định|đột|một|hai|ba|\d)"
)
_AT_PLACE = re.compile(
    r"(?<!\w)(?:cuộc|hội nghị|buổi|phiên)\s+(?:tại|ở|ngày|thứ|đầu|sau|\d)"
)  # "trong đó cuộc tại thôn 3 121 người"
# "346 người dự, gồm 58 cán bộ, công chức và 298 người dân": both together are all
_MADE_UP_OF = re.compile(r"[,(]\s*(?:(?:bao )?gồm|trong đó)\s+(?:có\s+)?(?:[^;.:(]*\svà\s+)?$")
_ADDED_UP = re.compile(r"[;,]\s*cộng(?:\s+(?:lại|là|được|có))?\s*$")  # "48 đại biểu và 571 người dân; cộng 619 người"
_IN_TURN = re.compile(r"lần lượt\s[^.;]{0,60}$")
_ALL_OF_THEM = re.compile(
    r"[^;.:(]*[,(]\s*(?:(?:bao )?gồm|trong đó)\s+(?:có\s+)?[\dOl.]+\s+cán bộ[^;.:(\d]*\svà\s+[\dOl.]+\s+(?:người"
    r" dân(?! tộc)|nhân dân|bà con|hộ dân|đại biểu nhân dân)"
)
# "267 người dự, gồm: cán bộ xã 64 người; trưởng thôn 41 người; đại diện hộ dân 152 người"
_LISTED_WHOLE = re.compile(
    r"[^;.:(\d]*[,(]\s*(?:bao )?gồm(?: có)?\s*:"
    r"(?:[^.;\d]*[\dOl.]+\s*(?:lượt\s+)?(?:người|đại biểu)[^.;\d]*(?:;|$|\.)){2,}"
)
_A_TEAM = re.compile(
    r"(?<!\w)tổ (?:giúp việc|công tác|thư ký|tuyên truyền|vận động)[^,;:.\d]{0,25}\s$"
)  # "Tổ giúp việc 08 người"
# "Người dự gồm hai thành phần: cán bộ xã 52 người; người dân 374 người": no total before it
_TWO_GROUPS = re.compile(
    r"(?:người|đại biểu|thành phần)(?: tham)?(?: dự)?\s+(?:bao )?gồm(?: có)?(?: (?:hai|ba|bốn|\d) [^:;.,\d]{2,20})?\s*:"
    r"(?:[^:.\d]*\d+\s*(?:lượt\s+)?(?:người|đại biểu)[^:.\d]*)*[^:.\d]*$"
)
_OF_THEM = re.compile(r"trong đó|(?<!\w)(?:phụ nữ|nữ|đảng viên|thanh niên|người dân tộc)(?!\w)")


# "(2.1) Nữ: 248 người", "Trong đó đảng viên: 66 người": a line of its own below the total
_GROUP_LINE = re.compile(
    r"\W*(?:\d{1,2}(?:\.\d{1,2})*\)?[.)]?\s*)?(?:trong đó\s*:?\s*)?(?:số\s+)?(?:người\s+)?(?:là\s+)?"
    r"(?:nữ|phụ nữ|nam|đảng viên|đoàn viên|hội viên|thanh niên|(?:người )?dân tộc thiểu số|người dân tộc"
    r"|(?:người )?thuộc hộ nghèo[^:\d]{0,20}|hộ nghèo[^:\d]{0,20})\s*:\s*$"
)


def judge_people(work: Work, index: int, made: Reading, pre: str, label: str, post: str) -> Reading:
    """Read a number of people: those who attended, or speakers, parts of the attendance, officials."""
    form = work.form
    if made.role == "other":
        return made
    if (
        re.search(
            r"phát biểu|đặt câu hỏi|tham gia (?:ý kiến|phát biểu|góp ý|đóng góp)|nêu ý kiến|đăng ký|lên tiếng"
            r"|tham gia \d|kiến nghị|chất vấn",
            re.split(r"[,;]", post)[0],
        )
        or re.search(r"người (?:phát biểu|nêu|đặt câu hỏi|hỏi)", label)
        or re.match(r"\s*(?:đã\s+)?(?:tham gia\s+)?(?:phát biểu|nêu|hỏi|đặt|có ý kiến|trực tiếp nêu|lên)", post)
    ):
        return replace(made, role="other", reason="speakers")
    if re.search(r"(?:giấy|thư) mời\s[^,;.\d]*$", label) or re.match(r"\s*(?:đứng lên|đứng dậy|giơ tay)", post):
        return replace(made, role="other", reason="invited" if "mời" in label else "speakers")
    if _A_TEAM.search(work.key, made.sentence[0], made.start):
        return replace(made, role="other", reason="a team")
    if work.section == "results":
        return replace(made, measure="participants", role="repeat", reason="reference")
    if _GROUP_LINE.match(work.key[: made.start]) and "cộng" not in label:
        return replace(made, measure="participants", role="part", dimension="people", reason="of which")
    bracket = bracket_bounds(work.key, made.start)
    last = next(
        (r for r in reversed(work.readings) if r.sentence == made.sentence and r.measure == "participants"), None
    )
    attend = (
        form.words["attend"].search(pre)
        or form.words["attend"].search(post)
        or re.search(r"số\s+(?:lượt\s+)?(?:người|đại biểu)", label)
    )
    between = work.key[last.end : made.start] if last is not None else ""
    made_of = re.search(r"(?:gồm|trong đó)[^;.]*$", between) and not _A_SESSION.search(between)
    at_one = _AT_PLACE.search(re.split(r"trong đó|gồm", pre)[-1]) is not None
    if made.role == "part" and last is not None and (_OF_THEM.search(pre) or made_of) and not at_one:
        return replace(made, measure="participants", dimension="people", reason="of which")
    if _IN_TURN.search(work.key, made.sentence[0], made.start):
        return replace(made, measure="participants", role="part", dimension="session", reason="session")
    if _TWO_GROUPS.search(work.key, made.sentence[0], made.start):
        return replace(made, measure="participants", role="part", dimension="made up", reason="of which")
    if made.role == "part":
        return replace(made, measure="participants", strength=2, rivals=_kind_of_session(work, index, made))
    if (
        last is not None
        and not form.words["totals"].search(work.key, last.end, made.start)
        and (bracket is not None or after_of_which(work, made) or re.search(r"trong đó|gồm|trong số|là|riêng", pre))
    ):
        if (
            bracket is not None
            and (last.role == "total" or last.dimension == "session")
            and re.search(
                r"(?:cuộc|hội nghị|buổi|phiên|kỳ|đợt|lần|tháng|ngày|thôn|cụm|điểm|quý)",
                work.key[max(bracket[0], last.end) : made.start],
            )
        ):
            return replace(made, measure="participants", role="part", dimension="session", reason="session")
        if _AT_ONE.match(post):  # "gồm 118 người ở cuộc thứ nhất và 86 người ở cuộc thứ hai"
            return replace(made, measure="participants", role="part", dimension="session", reason="session")
        whole = next((r for r in work.readings if r.sentence == made.sentence and r.measure == "participants"), last)
        told = work.key[whole.end : made.start]
        if _LISTED_WHOLE.match(work.key, whole.end, made.sentence[1]) or (
            _MADE_UP_OF.search(told) and _ALL_OF_THEM.match(work.key, whole.end, made.sentence[1])
        ):
            return replace(made, measure="participants", role="part", dimension="made up", reason="of which")
        return replace(made, measure="participants", role="part", dimension="people", reason="of which")
    total_word = form.words["totals"].search(work.key, last.end if last else made.sentence[0], made.start)
    total_word = total_word or _ADDED_UP.search(work.key, made.sentence[0], made.start)
    near_session = any(r.measure.startswith("sessions") and r.sentence == made.sentence for r in work.readings)
    strength = 3 if attend or total_word else 2 if near_session or re.search(r"với|có", pre) else 1
    return replace(made, measure="participants", strength=strength, reason="total" if total_word else "")


def _kind_of_session(work: Work, index: int, made: Reading) -> tuple[str, ...]:
    """Give the kind of the one session a number of people attended: "hội nghị đột xuất ngày 26/11 …: 57 người"."""
    if line := KIND_OF_LINE.match(work.key):
        return ("kind adhoc",) if line[1] == "đột xuất" else ("kind periodic",)
    before = [n.end for n in work.numerals[:index] if counts(work, n)]
    text = work.key[max([made.sentence[0], *before]) : made.start]
    periodic, adhoc = work.form.words["periodic"].search(text), work.form.words["adhoc"].search(text)
    return ("kind periodic",) if periodic and not adhoc else ("kind adhoc",) if adhoc and not periodic else ()
