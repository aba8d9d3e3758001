"""Judge one numeral of a paragraph by its noun: sessions, people, opinions, a rate, a pair."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.figures.find_bounds import bracket_bounds, clause_start, sentence_bounds
from extractors.figures.find_numerals import Numeral
from extractors.figures.find_words import (
    counts,
    field_at,
    hedge_before,
    label_start,
    noun_after,
    noun_of_label,
    unknown_noun_follows,
    words_after,
)
from extractors.figures.judge_opinions import judge_opinions
from extractors.figures.judge_pair import TWO_LABELS, judge_pair, out_of
from extractors.figures.judge_people import judge_people
from extractors.figures.judge_rate import judge_rate
from extractors.figures.judge_scope import FROM_TO, judge_scope
from extractors.figures.judge_sessions import judge_sessions
from extractors.figures.work import Reading, Work

# "86 đại biểu dự, trong đó nữ 31, đảng viên 12"
_OF_THE_PEOPLE = re.compile(
    r"(?<!\w)(?:nữ|phụ nữ|nam|đảng viên|đoàn viên|hội viên|thanh niên|cán bộ|công chức"
    r"|người dân tộc(?: thiểu số)?|dân tộc thiểu số)"
    r"\s*(?:là|có|:|chiếm)?\s*$"
)
_ONE_ABOUT = re.compile(r"[,;:]\s*(?:một|hai|ba)\s+(?:về|là về|liên quan|thuộc lĩnh vực)\s")
_WHOLE_VALUE = re.compile(r":\s*(?:cả|đủ|tất cả|toàn bộ)\s*$")  # "Đã trả lời tại chỗ: cả 18"
_ALL_ARE_SESSIONS = re.compile(r"\s*đều\s+(?:là\s+)?(?:hội nghị|cuộc|buổi|phiên)\s")  # "cả 03 đều là hội nghị định kỳ"
_OPINIONS_LABEL = re.compile(r"^(?:(?!kiến nghị|kn|đề xuất).)*(?:ý kiến|yk)(?:(?!kiến nghị|kn|đề xuất).)*$", re.DOTALL)
_IN_TURN = re.compile(r"lần lượt\s[^.;]{0,40}$")
_BY_GENDER = re.compile(r"\s+(?:nam|nữ)(?!\w)")
_BOTH_GENDERS = re.compile(r"[\dOl.]+\s+(?:nam|nữ)\s*(?:,|và)\s*[\dOl.]+\s+(?:nam|nữ)(?!\w)")
_GENDERS = re.compile(  # "(nam 120, nữ 86)", "trong đó nam 83 người, nữ 65 người"
    r"(?<!\w)nam\s*:?\s*[\dOl.]+\s*(?:người\s*)?(?:,|;|và)?\s*(?:và\s+)?nữ\s*:?\s*[\dOl.]+"
)
_PAIR = re.compile(r"[\dOl]+(?:\.\d{3})?\s*/\s*[\dOl]+(?:\.\d{3})?\s*")
_BRACKET = re.compile(r"\s*\([^()]*\)\s*")
_MEANWHILE = re.compile(
    r",\s*(?:trong khi|(?:cao|thấp|nhiều|ít) hơn(?! tổng)|(?:đạt\s+)?t[ỷỉ] lệ|ý kiến (?:kia|còn lại)|(?:số )?còn lại)\s"
)


# "Đối với những ý kiến chưa giải đáp được: 05 ý kiến chuyển cấp trên, …": each says what became of it
_OF_THE_OPEN = re.compile(r"(?:ý kiến|kiến nghị|yk|kn|số)\s+(?:còn lại\s+)?chưa\s[^:]{0,40}:\s*$")


def judge_numeral(work: Work, index: int, numeral: Numeral) -> Reading:
    """Read one numeral: gather its noun, its words and its scope, then judge."""
    key, form = work.key, work.form
    sentence = sentence_bounds(key, numeral.start)
    own_label = _label_of_two(work, index) if numeral.pair else ""
    if own_label:
        numeral = replace(numeral, pair=0)
        work.numerals[index] = numeral
    base = Reading(
        numeral.start,
        numeral.end,
        numeral.printed,
        numeral.kind,
        "",
        "unread",
        "",
        group=work.context.group,
        sentence=sentence,
    )
    if numeral.structural:
        return replace(base, role="other", reason=numeral.structural)
    both = _PAIR.match(key, numeral.start) if numeral.pair == 1 else None
    if numeral.pair and form.nouns["elsewhere"].match(key, both.end() if both is not None else numeral.end + 1):
        return replace(base, role="other", reason="counts something else")  # "niêm yết tại 28/28 nhà văn hóa thôn"
    floor = max([sentence[0]] + [work.noun_end.get(n.start, n.end) for n in work.numerals[:index] if not n.structural])
    ceiling = min([sentence[1]] + [n.start for n in work.numerals[index + 1 :] if counts(work, n)])
    noun, noun_group, noun_end = noun_after(work, numeral, ceiling)
    work.noun_end[numeral.start] = noun_end
    hedge = hedge_before(key, numeral.start, form)
    base = replace(base, hedge=hedge, noun=noun_group, noun_text=noun if noun_group == "opinion" else "")
    at = numeral.start
    risen = FROM_TO.search(key, sentence[0], numeral.start)
    if risen is not None:  # "số ý kiến chuyển cấp trên giảm từ 11 xuống 08": what stands before "giảm" is said of 08
        at = risen.start()
        earlier = [n for n in work.numerals[:index] if n.end <= at and not n.structural]
        floor = max([sentence[0]] + [work.noun_end.get(n.start, n.end) for n in earlier])
    pre = key[clause_start(key, at, floor) : at]
    label = key[label_start(key, at, floor, sentence[0]) : at]
    if key[: numeral.start].rstrip().endswith((":", "(", "=", "?")) or _WHOLE_VALUE.search(key, 0, numeral.start):
        pre = label
    if key[: numeral.start].rstrip().endswith("(") and form.outcome_of(clause := re.split(r"[,;.]\s", label)[-1]):
        pre = clause  # "việc của tổ 14 đã giải quyết xong (1 kiến nghị)"
    if not pre.strip() and key[: numeral.start].rstrip().endswith(")"):
        opening = key.rfind("(", sentence[0], numeral.start)
        before = key[clause_start(key, opening, floor) : opening] if opening > floor else ""
        # "chưa trả lời tại hội nghị (sẽ trả lời sau) 02 ý kiến"
        pre = before if form.outcome_of(before) else re.sub(r"\([^()]*\)", " ", label)
    if key[: numeral.start].rstrip().endswith("(") and field_at(work, numeral.start):
        pre = ""  # "đất đai (18 ý kiến, trả lời ngay 15)": what stands before the field is not of the number
    if re.search(r"(?:như sau|cụ thể|gồm|gồm có|(?:hai|ba|bốn|\d+) (?:loại|nhóm|phần|diện|hướng))\s*:\s*$", pre):
        pre = ""
    if _OF_THE_OPEN.search(pre) and form.outcome_of(key[noun_end : min(ceiling, sentence[1])]) not in ("", "raised"):
        pre = ""  # "Số còn lại được xử lý như sau: 06 kiến nghị chuyển cấp trên"
    bracket = bracket_bounds(key, numeral.start)
    post = words_after(work, noun_end, min(ceiling, bracket[1]) if bracket else ceiling, sentence[1])
    aside = _BRACKET.match(key, noun_end)
    if aside is not None and aside.end() <= ceiling and not form.outcome_of(post):
        post = words_after(work, aside.end(), ceiling, sentence[1])  # "01 kiến nghị (về lối đi) đang giải quyết"
    post = _MEANWHILE.split(post)[0]
    if pre is label and floor > sentence[0] and form.outcome_of(post) not in ("", "raised") and noun_group == "opinion":
        pre = ""  # "Với 05 kiến nghị hẹn lại: bốn kiến nghị đã giải quyết xong": the label is of the 05
    if own_label:
        pre = label = own_label
        post = ""
    field_name = field_at(work, numeral.start)
    if (field_name or work.section == "results") and noun in ("lượt", "lượt người") and noun_group == "person":
        noun_group = "opinion"  # "Xây dựng cơ bản được hỏi 17 lượt"
    if field_name and noun == "lần":
        noun_group = "opinion"  # "Về đất đai, bà con hỏi tới 14 lần và được trả lời 11 lần"
    scope, why = judge_scope(work, numeral, sentence, floor, pre, post, noun_group)
    names = field_name
    return _judge(work, index, base, pre, label, post, noun_group, names, scope, why, ceiling, noun_end)


# "Số người dự lần lượt là 101, 88 và 120, cộng 309 người"
_PEOPLE_IN_TURN = re.compile(r"(?:người|đại biểu)[^.;:\d]{0,30}lần lượt[^.;:\d]{0,20}(?:\d+\s*(?:,|và|;)\s*)*$")


def _person_in_turn(work: Work, index: int, made: Reading) -> Reading | None:
    """Read a bare number of a list that tells the people of each session in turn."""
    if work.section != "sessions" or not _PEOPLE_IN_TURN.search(work.key, made.sentence[0], made.start):
        return None
    return replace(made, measure="participants", role="part", dimension="session", reason="session", noun="person")


def _label_of_two(work: Work, index: int) -> str:
    """Give a number's own label in "Số cuộc/số lượt người dự: 04/352"; '' where the labels are not of two things."""
    first = work.numerals[index] if work.numerals[index].pair != 2 else work.numerals[index - 1]
    m = TWO_LABELS.search(work.key[: first.start])
    if m is None or work.fields or work.field_of_line:
        return ""
    labels = [f"{m['first'].strip()}: ", f"{m['second'].strip()}: "]
    groups = [{g for g in ("session", "person", "opinion") if work.form.noun_inside[g].search(x)} for x in labels]
    outcomes = [work.form.outcome_of(x) for x in labels]
    kinds = [bool(work.form.words["periodic"].search(x)) for x in labels]
    apart = groups[0] != groups[1] or outcomes[0] != outcomes[1] or kinds[0] != kinds[1]
    if not apart or not (groups[0] or outcomes[0]) or {"answered", ""} == set(outcomes) == {"answered", "raised"}:
        return ""
    return labels[0 if first is work.numerals[index] else 1]


def _of_a_gender(work: Work, made: Reading) -> Reading:
    """Read "187 người, trong đó 92 nam và 85 nữ": both together are all."""
    before = [r for r in work.readings if r.sentence == made.sentence and r.measure == "participants"]
    start = before[0].end if before else made.start
    if work.section != "sessions" or not before or _BOTH_GENDERS.search(work.key, start, made.end + 40) is None:
        return replace(made, role="other", reason="of the people")
    return replace(made, measure="participants", role="part", dimension="made up", reason="of which", noun="person")


def _judge(
    work: Work,
    index: int,
    base: Reading,
    pre: str,
    label: str,
    post: str,
    noun: str,
    names: tuple[str, ...],
    scope: str,
    why: str,
    ceiling: int,
    noun_end: int,
) -> Reading:
    numeral = work.numerals[index]
    if why == "period":  # decided as if it were the report's own, kept aside: the only figures may be of another period
        mine = _judge(work, index, base, pre, label, post, noun, names, "", "", ceiling, noun_end)
        return (
            replace(mine, role="other", reason="period")
            if mine.role == "total"
            else replace(base, role="other", reason="period")
        )
    if work.numerals[index].kind == "words" and _ONE_ABOUT.match(work.key, work.numerals[index].start - 2):
        return replace(base, role="other", reason="of which")  # "Hai kiến nghị …, một về cắm mốc, một về vay vốn"
    role = {"other": "other", "part": "part"}.get(scope, "total")
    made = replace(base, role=role, reason=why, dimension=why if role == "part" else "", field_name=" + ".join(names))
    if role == "other" and noun in ("", "elsewhere"):
        return made
    if noun == "percent":
        return judge_rate(work, index, made, pre, post)
    if numeral.pair:
        return judge_pair(work, index, made, pre, label, post, names)
    if _BY_GENDER.match(work.key, made.end) and not names:
        return _of_a_gender(work, made)
    if noun == "elsewhere":
        return replace(made, role="other", reason="counts something else", field_name="")
    if noun == "" and out_of(work, index):
        following = next(n for n in work.numerals[index + 1 :] if not n.structural)
        noun = noun_after(work, following, len(work.key))[1]
        made = replace(made, noun=noun)
        if noun == "elsewhere":
            return replace(made, role="other", reason="counts something else", field_name="")
    if noun == "" and _IN_TURN.search(work.key, made.sentence[0], made.start):
        beside = next((n for n in work.numerals[index + 1 :] if not n.structural), None)
        if beside is not None and re.fullmatch(r"\s*(?:,|và|;)\s*", work.key[made.end : beside.start]):
            noun = noun_after(work, beside, len(work.key))[1]  # "lần lượt có 121 và 109 đại biểu"
            made = replace(made, noun=noun)
    if noun == "" and base.kind in ("digits", "words", "gloss") and unknown_noun_follows(work, numeral):
        if base.kind == "words":
            return replace(made, role="other", reason="counts something else", field_name="")
        return replace(made, role="unread", reason="unknown noun")
    if noun in ("", "person") and not names and _GENDERS.search(work.key, made.sentence[0], made.end + 20):
        around = next(m for m in _GENDERS.finditer(work.key, made.sentence[0], made.end + 20))
        if around.start() <= made.start < around.end():
            return replace(
                made, measure="participants", role="part", dimension="made up", reason="of which", noun="person"
            )
    if noun == "" and not names and (turn := _person_in_turn(work, index, made)) is not None:
        return turn
    if noun == "" and not names and _ALL_ARE_SESSIONS.match(work.key, made.end):
        noun = "session"
        made = replace(made, noun=noun)
    if noun == "" and _OF_THE_PEOPLE.search(pre) and not names:
        return replace(made, role="other", reason="of the people")
    if noun == "":
        plain = re.sub(r"\([^()]*\)", " ", label)  # "Mở đột xuất (theo đề nghị của dân): 01"
        near = plain if pre is label else pre
        noun = noun_of_label(work, index, plain, near, post, names) if plain != label else ""
        noun = noun or noun_of_label(work, index, label, pre, post, names)
        if noun == "":
            if base.kind == "words":
                return replace(made, role="other", reason="word, counts nothing", field_name="")
            return replace(made, role="unread", reason="no noun")
        made = replace(made, noun=noun, strength=1)
        if noun == "opinion" and work.section == "results" and not names and _OPINIONS_LABEL.search(label):
            made = replace(made, noun_text="ý kiến")  # "Tổng ý kiến: 71", beside "Tổng số kiến nghị sau khi gộp: 58"
    if noun == "session" and not names:
        return judge_sessions(work, index, made, pre, label, post)
    if noun == "person" and not names:
        return judge_people(work, index, made, pre, label, post)
    if noun == "person" and made.dimension == "session":  # "Cuộc thứ hai, về vỉa hè: 96 người"
        return judge_people(work, index, replace(made, field_name=""), pre, label, post)
    if noun in ("person", "session"):
        return replace(made, role="other", reason="counts something else", field_name="")
    return judge_opinions(work, index, made, pre, label, post, names, noun_end)
