"""Judge a number of sessions: all, periodic, ad hoc, or those of one chair."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.figures.find_bounds import bracket_bounds
from extractors.figures.find_parts import after_of_which
from extractors.figures.find_words import noun_after
from extractors.figures.work import Reading, Work

_ONE_KIND = re.compile(
    r"\W*(?:thực hiện|về|đối với|với|theo (?:lịch|kế hoạch|chế độ))\s[^;.]*(?:định kỳ|thường kỳ|đột xuất)[^;.]*,[^;.]*$"
)
# "Đã làm 2 cuộc, ngày 28/8 và ngày 13/11. Đều là định kỳ"
_ALL_OF_ONE_KIND = re.compile(
    r"[^.;]{0,80}\.\s+(?:(?:cả|tất cả)(?: \w+)? (?:cuộc|hội nghị|buổi|phiên)\s+)?(?:này\s+)?"
    r"đều\s+(?:là\s+|theo\s+|thuộc\s+)?(?:\w+\s+){0,3}?(?P<kind>định kỳ|thường kỳ|đột xuất)"
)
# "01 buổi (định kỳ; đột xuất: không có)"
_NO_OTHER = re.compile(
    r"(?:không|chưa)\s(?:có|phát sinh|tổ chức)\s(?:cuộc|hội nghị|buổi|phiên)?\s*(?:đối thoại\s)?"
    r"(?:định kỳ|thường kỳ|đột xuất)"
    r"|(?:định kỳ|thường kỳ|đột xuất)\s*:?\s*(?:không|chưa)(?:\s+(?:có|phát sinh|tổ chức))?"
)
# "chưa tổ chức cuộc định kỳ nào (0 cuộc)"
_NONE_IN_WORDS = re.compile(r"(?:không|chưa)\s[^,;.()\d]{0,20}(?:cuộc|hội nghị|buổi|kỳ)[^,;.()\d]{0,25}\(\s*$")
_ONE = ("1", "01", "một")
_THAT_WAS = re.compile(  # "chỉ tổ chức được 1 cuộc đối thoại, đó là cuộc đột xuất ngày 6/11"
    r"[^.;\d]{0,60}?[,–-]\s*(?:đó|đấy|ấy)\s+(?:chính\s+)?là\s+(?:\w+\s+){0,3}?(?P<kind>định kỳ|thường kỳ|đột xuất)"
)
_COUNTED_KIND = re.compile(
    r"\d\)?\s*(?:cuộc|hội nghị|hn|buổi|kỳ|phiên|lần|định|đột|thường|đk|đx)|(?:kỳ|xuất|đk|đx)\W*\d"
)
_OTHER_NUMBER = re.compile(r"\d|(?<!\w)ngoài(?!\w)")
KIND_OF_LINE = re.compile(
    r"^\W*(?:trong đó\s*:?\s*)?(?:theo\s+|loại\s+|hình thức\s+|về\s+)?(định kỳ|thường kỳ|đột xuất)\s*[:–-]"
)


_KIND_BEFORE_BRACKET = re.compile(r"(định kỳ|thường kỳ|đột xuất)\s*\((?:có\s+|gồm\s+)?$")


def judge_sessions(work: Work, index: int, made: Reading, pre: str, label: str, post: str) -> Reading:
    """Read a number of sessions: all, periodic, or ad hoc."""
    form = work.form
    if made.role == "other":
        return made
    if work.section == "results":
        return replace(made, role="repeat", reason="reference", measure="sessions")
    if made.printed.strip("0O") == "" and _NONE_IN_WORDS.search(work.key, made.sentence[0], made.start):
        return replace(made, role="other", reason="said in words")
    if made.printed.strip("0O") == "" and re.match(
        r"[^.;)]{0,40}cả\s+định kỳ\s+(?:và|lẫn)\s+đột xuất", work.key[made.end :]
    ):
        made = replace(made, rivals=("sessions_periodic=", "sessions_adhoc="))
    near_pre = re.split(r"[,;:(]|\bvà\b", pre)[-1] if not pre.rstrip().endswith((":", "là")) else pre
    first = all(n.structural for n in work.numerals[:index])
    if first and (line := KIND_OF_LINE.match(work.key)):
        near_pre = f"{line[1]} {near_pre}"  # "- Đột xuất: tổ chức 01 buổi, ngày 17/9"
    counted_above = any(
        r.sentence == made.sentence and r.measure in ("sessions_periodic", "sessions_adhoc") for r in work.readings[-1:]
    )  # "02 cuộc đột xuất (một cuộc về di dời dân, …"
    opened = _KIND_BEFORE_BRACKET.search(work.key, made.sentence[0], made.start)
    if opened is not None and not counted_above:
        near_pre = f"{opened[1]} {near_pre}"  # "một nửa theo định kỳ (02 cuộc, ngày 29/8)"
    following_numeral = min((n.start for n in work.numerals[index + 1 :]), default=len(work.key))
    immediate = work.key[work.noun_end[made.start] : min(work.noun_end[made.start] + 40, following_numeral)]
    immediate = re.sub(r"^\s*\)", "", immediate)  # "buổi còn lại (01 buổi) là đột xuất"
    immediate = re.sub(r"^\s*(?:,|và|-|/)\s*(?=đối thoại)", " ", immediate)  # "03 hội nghị tiếp xúc, đối thoại định kỳ"
    own = re.split(r"[,;:().]|\bvà\b|\d", immediate)[0]
    text = near_pre + " # " + own
    periodic, adhoc = form.words["periodic"].search(text), form.words["adhoc"].search(text)
    measure = "sessions"
    if periodic and adhoc:
        measure = "sessions"
    elif periodic:
        measure = "sessions_periodic"
    elif adhoc:
        measure = "sessions_adhoc"
    segment = work.key[max(made.sentence[0], work.key.rfind(";", 0, made.start) + 1) : made.start]
    if measure == "sessions" and _ONE_KIND.match(segment) and not _OTHER_NUMBER.search(segment):
        rest = work.key[made.end : made.sentence[1]].partition(";")[0]
        kinds = [k for k in ("periodic", "adhoc") if form.words[k].search(segment)]
        if len(kinds) == 1 and not form.words["periodic"].search(rest) and not form.words["adhoc"].search(rest):
            measure = f"sessions_{kinds[0]}"  # "Thực hiện đối thoại định kỳ, phường tổ chức 02 lần"
    following = work.key[made.end : made.sentence[1]]
    plain = re.sub(r"\([^()]*\)", " ", following)
    if measure == "sessions" and re.match(
        r"[^.;\d]{0,110}?(?:đều là|đều thuộc|đều|tất cả theo|toàn bộ theo|toàn bộ là|tất cả là"
        r"|tất cả đều)\s+(?:là\s+)?(?:\w+\s+){0,4}?định kỳ",
        plain,
    ):
        made = replace(made, rivals=("sessions_periodic=",))
    if measure == "sessions" and (kind := _ALL_OF_ONE_KIND.match(work.key, made.end)):
        made = replace(made, rivals=("sessions_adhoc=" if kind["kind"] == "đột xuất" else "sessions_periodic=",))
    if measure == "sessions" and re.match(
        r"[^.;\d]{0,60}?(?:đều là|đều thuộc|đều)\s+(?:là\s+)?(?:\w+\s+){0,4}?đột xuất", plain
    ):
        made = replace(made, rivals=("sessions_adhoc=",))
    if measure == "sessions" and (
        kind := re.match(
            r"[^.;]{0,60}?,\s*(?:đây\s+)?(?:thuộc|theo|là)\s+(?:\w+\s+){0,3}?(định kỳ|thường kỳ|đột xuất)", following
        )
    ):  # "01 buổi đối thoại vào ngày 14/11, thuộc loại đột xuất"
        made = replace(made, rivals=("sessions_adhoc=" if kind[1] == "đột xuất" else "sessions_periodic=",))
    if measure == "sessions" and made.printed in _ONE and (kind := _THAT_WAS.match(following)):
        made = replace(made, rivals=("sessions_adhoc=" if kind["kind"] == "đột xuất" else "sessions_periodic=",))
    aside = re.match(r"[^.;\d(]{0,40}\((?P<said>[^()]{3,90})\)", following)
    if (
        measure == "sessions" and aside is not None and not _COUNTED_KIND.search(aside["said"])
    ):  # "một cuộc đối thoại (thuộc chương trình định kỳ)"
        said_periodic, said_adhoc = (
            form.words["periodic"].search(_NO_OTHER.sub(" ", aside["said"])),
            form.words["adhoc"].search(_NO_OTHER.sub(" ", aside["said"])),
        )
        if said_periodic and not said_adhoc:
            made = replace(made, rivals=("sessions_periodic=",))
        elif said_adhoc and not said_periodic:
            made = replace(made, rivals=("sessions_adhoc=",))
    if made.role == "part" and made.dimension == "session":
        if re.match(r"\s*(?:thứ|đầu|cuối|sau)", own):
            return replace(made, role="other", reason="ordinal")
        made = replace(made, role="total", dimension="", reason="") if measure != "sessions" else made
    if re.search(
        r"tập huấn|quán triệt|giao ban|sinh hoạt|hòa giải|giám sát|tiếp xúc cử tri|hội thảo|tuyên truyền"
        r"|thông báo|văn bản",
        own,
    ) or (measure == "sessions" and re.match(r"\s*(?:đối thoại\s+)?(?:chuyên đề|còn lại|sau|trước)", own)):
        if "chuyên đề" in own:
            return replace(made, measure="sessions", role="part", dimension="theme", strength=1)
        return replace(made, role="other", reason="another activity" if "còn lại" not in own else "remainder")
    if measure == "sessions" and len(_chairs(work, made.sentence)) > 1:
        return replace(made, measure="sessions", role="part", dimension="chair", reason="chair")
    if measure == "sessions" and made.role == "total" and after_of_which(work, made):
        return replace(made, measure="sessions", role="part", dimension="kind", reason="of which")
    listed = re.match(r"\s*(?:(?:vào|ngày|tại|ở|với|do|dành|cho|là|cuối|giữa|đầu|hồi)\b|[(,]?\s*ngày)", own)
    told = any(r.measure.startswith("sessions") and r.sentence == made.sentence for r in work.readings)
    if measure == "sessions" and made.printed.casefold() == "một" and listed and told:
        return replace(made, measure="sessions", role="part", dimension="session", reason="session", strength=1)
    bracket = bracket_bounds(work.key, made.start)
    if measure == "sessions" and bracket is not None and bracket[0] > made.sentence[0]:
        owner = next((r for r in reversed(work.readings) if r.end <= bracket[0] and r.noun == "session"), None)
        if owner is not None and owner.measure in ("sessions_periodic", "sessions_adhoc"):
            return replace(made, role="other", reason="of which")  # "02 hội nghị (01 về tái định cư, 01 về bụi)"
    held = (
        form.words["held"].search(pre)
        or form.words["totals"].search(pre)
        or re.search(r"số\s+(?:cuộc|hội nghị|buổi|lần|kỳ|phiên|đợt)", label)
        or measure != "sessions"
    )
    strong = 3 if held else 2
    if form.words["totals"].search(pre):
        made = replace(made, reason="total")
    counted = work.key[made.end : work.noun_end[made.start]]
    if (
        re.match(r"\s*(?:lần|kỳ|đợt)\b", counted)
        and not re.match(r"[^.;,:\d]{0,30}\b(?:đối thoại|tiếp xúc)", following)
        and not re.search(r"đối thoại|tiếp xúc", counted)
        and not re.search(r"số\s+(?:lần|kỳ|đợt)", label)
        and not (held and re.search(r"đối thoại|tiếp xúc", work.key))
        and measure == "sessions"
        and not form.words["totals"].search(pre)
    ):
        return replace(made, role="other", reason="counts something else")
    return replace(made, measure=measure, strength=strong)


def _chairs(work: Work, sentence: tuple[int, int]) -> set[str]:
    """Name who chairs the sessions that a sentence counts apart: "Bí thư chủ trì 02 cuộc, Chủ tịch chủ trì 01 cuộc"."""
    chairs = set()
    floor = sentence[0]
    for n in work.numerals:
        if n.structural or not sentence[0] <= n.start < sentence[1]:
            continue
        if noun_after(work, n, sentence[1])[1] == "session":
            before = work.key[floor : n.start]
            secretary, chairman = "bí thư" in before, "chủ tịch" in before
            if secretary != chairman:
                chairs.add("bí thư" if secretary else "chủ tịch")
        floor = n.end
    return chairs
