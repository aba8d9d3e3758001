"""Find what a sentence says became of a number of opinions: raised, answered, forwarded, pending, resolved."""

from __future__ import annotations

import re

from extractors.figures.find_words import counts, noun_after
from extractors.figures.judge_pair import out_of
from extractors.figures.work import Reading, Work

_REST = re.compile(
    r"^\s*(?:còn lại|nêu trên|nói trên|trên(?! (?:nhiều|các|tất cả|mọi|\d))|này|đó|kể trên|trên đây|ấy)\b"
)


_LATER = re.compile(
    r"đã (?:được )?(?:giải quyết|xử lý|khắc phục|trả lời|hoàn thành)|giải quyết xong|xử lý xong|trả lời xong|làm xong"
)


_LEFT_OF = re.compile(r"(?<!\w)từ\s+[\w ]{1,12}?\s(?:lượt )?(?:ý kiến|yk)[^,;.]{0,40}còn\s+(?:lại\s+)?(?:là\s+)?$")
_LEFT_OVER = re.compile(r"(?:^|\s)còn\s+(?:lại\s+)?(?:có\s+|là\s+)?$")
_NAMES_PARTS = re.compile(r"\s*[,:(]?\s*(?:gồm|bao gồm|trong đó|cụ thể)\b")


_LATER_SOME = re.compile(
    r"(?:(?:đã|mới)\s+xong\s+(?:được\s+)?|(?:đã (?:được )?(?:giải quyết|xử lý|tháo gỡ|làm)|giải quyết|xử lý)\s+"
    r"(?:(?:xong|dứt điểm|được)\s+)?)"
    r"(?:một|hai|ba|bốn|năm|\d+)(?!\w)"
)
_LATER_DONE = re.compile(
    r"(?:(?:giải quyết|xử lý|tháo gỡ)\s+(?:xong|dứt điểm|được)|(?:^\s*|và |làm )xong)"
    r"\s*(?:(?:cho|cả|hết|toàn bộ|tất cả|đủ)\s+)?$"
)
_PENDING_IN_PARTS = re.compile(r"[^.;\d]{0,40},\s*(?:bao )?gồm\s")
_AFTERTHOUGHT = re.compile(
    r"(?:,|\svà)\s*(?:(?:đều|cũng|tất cả)\s+)+(?:đã\s+)?(?:được\s|(?=trả lời|giải đáp|làm rõ))"
    r"|(?:,|\svà)\s*(?:đã\s+)?được\s"
    r"|(?:,|\svà)\s*(?:cũng\s+)?(?=(?:trả lời|giải đáp|làm rõ)\s+(?:được\s+)?(?:đầy đủ|đủ|hết|toàn bộ|tất cả)(?!\s+\d))"
)


# "58 kiến nghị được lập thành danh mục, cơ bản đã giải đáp tại hội nghị": nobody knows how many
_MOSTLY_LATER = re.compile(
    r"[^.;\d]{0,60}(?<!\w)(?:cơ bản|phần lớn|đa số|hầu hết)\s+(?:đã\s+|đều\s+|được\s+)*(?:giải|trả lời|làm rõ)"
)
# "Bốn cuộc đối thoại để lại tất cả 54 kiến nghị"
_LEFT_BY_SESSIONS = re.compile(
    r"(?:cuộc|hội nghị|buổi|phiên)[^,;.\d]{0,30}\sđể lại\s+(?:(?:tất cả|cả thảy|tổng cộng|cho \w+)\s+)*$"
)
_IN_A_LIST = re.compile(
    r"(?:danh mục|danh sách)(?:\s[^\W\d]+){0,5}?\s+(?:(?:gồm|có|còn)\s+)?$"
)  # "chốt danh mục 33 kiến nghị"


def judge_outcome(
    work: Work, index: int, made: Reading, pre: str, label: str, post: str, noun_end: int
) -> tuple[str, int]:
    """Give the outcome that is said of a number of opinions, and how strongly (3 beside it, 2 in the label, 1 none)."""
    form, key = work.form, work.key
    clean_pre = re.sub(r"(?:không tính|ngoài|trừ)\b.*", "", pre)
    before = form.outcome_of(clean_pre)
    whole_post = key[noun_end : _outcome_stop(work, index, noun_end, made.sentence[1])]
    after = form.outcome_of(post)
    lone = not any(n.start > noun_end and n.start < made.sentence[1] and counts(work, n) for n in work.numerals)
    if index > 0 and not work.numerals[index - 1].structural and out_of(work, index - 1):
        return "raised", 3
    done = _LATER.search(post)
    before_done = post[: done.start()] if done is not None else post
    if work.section == "results" and after == "pending" and not form.outcomes["pending"].search(before_done):
        return "resolved", 3  # "03 kiến nghị còn lại đã được giải quyết xong và trả lời bằng văn bản sau hội nghị"
    if work.section == "results" and re.match(r"\s*(?:là|thì|nay|đã|nay đã)\s+(?:làm\s+)?xong(?!\w)", post):
        return "resolved", 3  # "làm tiếp sau buổi đối thoại được thêm 1 kiến nghị là xong"
    if (
        work.section == "results"
        and after in ("", "raised")
        and _LEFT_BY_SESSIONS.search(key, made.sentence[0], made.start)
    ):
        return "raised", 3
    if work.section == "results" and (_LISTED.search(pre) or _IN_A_LIST.search(pre)):
        return "raised", 3
    if after == "answered" and (_MOSTLY.match(post) or _MOSTLY_LATER.match(key, noun_end)):
        return "raised", 2
    if made.field_name and before in ("", "raised") and after in ("", "raised") and out_of(work, index):
        return "answered", 3  # "Đất đai: 06 trên 07 ý kiến"
    if (
        before in ("", "raised")
        and "chiếm" not in pre
        and out_of(work, index)
        and (said := _said_of_the_whole(work, index))
    ):
        return _refine(work, said, pre, post), 3
    if (
        (work.section == "results" or (after == "pending" and not made.field_name))
        and re.match(r"^\s*(?:từ|về|đối với|riêng|với)\s*(?:số\s*)?$", clean_pre)
        and not lone
    ):  # "Với 06 ý kiến chưa trả lời được, phường đã chuyển 04 ý kiến, …"
        return "reference", 2
    if re.match(r"^\s*(?:đối với|với|riêng|trong|trong số|về)\s*(?:số\s*)?$", clean_pre) and lone:
        main = whole_post.partition(",")[2] or whole_post
        further = form.outcome_of(main)
        if _LATER.search(main) and work.section == "results":
            further = "resolved"
        return (further or "raised"), 2
    if (
        work.section == "results"
        and form.outcomes["pending"].search(post)
        and re.search(
            r"(?:giải quyết|xử lý|trả lời|làm) xong (?:cả|hết|toàn bộ|tất cả)", key[noun_end : made.sentence[1]]
        )
    ):
        return "reference", 2  # "Ba kiến nghị khất lại thì đến ngày 20/12 đã giải quyết xong cả ba"
    if work.section == "results" and re.search(r"(?:đúng(?: vào| là)?|chính là|đó là|tức là)\s*$", clean_pre):
        return "reference", 2  # "giải quyết xong thêm 03 kiến nghị, đúng vào ba việc đã khất"
    of_some = re.match(r"^\s*(?:trong|trong số|từ)\s*(?:số\s*)?$", clean_pre)
    told = re.sub(r"\([^()]*\)", " ", whole_post)
    if (
        work.section == "results"
        and (form.outcomes["pending"].search(post) or re.search(r"\sthì\s", whole_post))
        and _LATER_SOME.search(key, noun_end, made.sentence[1])
    ):
        return "reference", 2  # "ba kiến nghị hẹn lại nay đã giải quyết dứt điểm hai, một đang giải quyết"
    if work.section == "results" and _LATER_DONE.search(clean_pre):
        return "resolved", 3  # "…, nay đã giải quyết dứt điểm hai"
    if after == "pending" and _PENDING_IN_PARTS.match(key, noun_end):
        return "remainder", 2  # "10 ý kiến chưa giải đáp tại chỗ, gồm 07 ý kiến chuyển cấp trên và 03 ý kiến …"
    if (
        work.section == "results"
        and not of_some
        and (m := _LATER.search(told))
        and form.outcomes["pending"].search(told[: m.start()])
    ):
        return "resolved", 3  # "02 kiến nghị nhận trả lời sau đến nay đã giải quyết xong"
    if re.search(r"còn lại là\s+(?:các\s+|những\s+)?(?:câu hỏi|ý kiến|thắc mắc|nội dung|đề nghị|góp ý|việc)", post):
        return "reference", 2
    if re.match(r"^\s*(?:trong|trong số|trong tổng số|từ|qua|trên tổng số|/|trên)\s*(?:số\s*)?$", clean_pre):
        if made.field_name and not any(
            r.field_name == made.field_name and r.measure == "raised" for r in work.readings
        ):
            return "raised", 2  # "Đối với nước sinh hoạt, trong 05 ý kiến thì 04 ý kiến được giải đáp"
        return "reference" if _REST.match(post) or any(
            r.role == "total" and r.measure for r in work.readings
        ) else "raised", 2
    if re.search(r"(?<!được )mới\s+(?:chỉ\s+)?(?:trả lời|giải đáp|làm rõ|giải trình)\s*(?:được\s*)?$", clean_pre):
        return "answered", 3  # "năm ý kiến và mới trả lời được bốn"
    if before == "" and after in ("", "raised") and re.search(r"(?:gửi|chuyển|báo cáo|trình|đề nghị)\s*$", clean_pre):
        around = form.outcome_of(f"{clean_pre.strip()} {post}")  # "gửi 3 kiến nghị lên Ủy ban nhân dân tỉnh"
        if around == "forwarded":
            return around, 3
    if before == "" and work.fields and not form.outcome_of(post) and says_all(key, made.start):
        return form.outcome_of(key[made.sentence[0] : work.numerals[0].start]) or "raised", 2
    if before in ("", "raised"):
        if after == "pending" and not lone and re.search(r"^[^,]*\sthì$", post.rstrip()) is not None:
            return "reference", 2  # "Bảy ý kiến chưa trả lời được thì năm ý kiến đã chuyển lên, …"
        if (
            re.search(r"(?:^|\s)còn\s*$", key[made.sentence[0] : made.start])
            and after == "answered"
            and re.search(r"mới|sau|sẽ|chưa", post)
        ):
            return "pending", 3
        if work.section == "results" and _LEFT_OF.search(key, made.sentence[0], made.start):
            return "raised", 3  # "từ 58 ý kiến còn lại 46 kiến nghị"
        if _is_left_of_opinions(work, made) and after in ("", "raised"):
            return "raised", 3
        if _LEFT_OVER.search(key[made.sentence[0] : made.start]) and _NAMES_PARTS.match(key, noun_end):
            return "remainder", 2  # "còn 04 ý kiến, gồm 03 ý kiến chuyển cấp trên và 01 ý kiến …"
        if re.match(r"\s*còn lại (?:mới )?là (?:các )?(?:kiến nghị|kn)", post):
            return "raised", 3  # "96 ý kiến còn lại là kiến nghị phải theo dõi"
        if _REST.match(post) and after in ("", "raised"):
            return ("remainder" if "còn lại" in post else "reference"), 2
        if (
            not made.field_name
            and re.search(r"còn lại\s*(?:là\s*)?$|^\s*còn\s*(?:lại\s*)?$", clean_pre)
            and after in ("", "raised")
        ):
            further = form.outcome_of(whole_post)
            return (further, 2) if further not in ("", "raised") else ("remainder", 2)
        if (
            after == "answered"
            and _AFTERTHOUGHT.search(post)
            and form.outcome_of(_AFTERTHOUGHT.split(post)[0]) in ("", "raised")
            and answered_whole(work, index, made, noun_end)
        ) and not any(
            r.measure in ("raised", "opinions", "petitions")
            and r.role == "total"
            and r.field_name == made.field_name
            and r.sentence == made.sentence
            for r in work.readings
        ):
            return "raised", 3
        if after not in ("", "raised") and not _cue_is_of_next(work, index, post, noun_end):
            return _refine(work, after, pre, post), 3
        if after in ("", "raised") and before == "" and index > 0:
            wide = form.outcome_of(label)
            if wide not in ("", "raised") and re.search(r"[:]\s*$|\slà\s*$|\sđược\s*$", label):
                return _refine(work, wide, label, post), 2
        tail = re.split(r"[.;:()\n]", label)[-1]
        wide = form.outcome_of(tail)
        if (
            before == ""
            and after in ("", "raised")
            and wide not in ("", "raised")
            and len(pre.split()) <= 6
            and not re.search(r"^\s*có\b|\bcó\s*$|(?<!ủy ban )nhân dân|bà con|người|nêu", pre)
        ):
            return _refine(work, wide, tail, post), 2
        if before == "" and after == "":
            further = whole_post[len(post) : len(post) + 80]
            if re.match(r"\s*(?:đều|,?\s*(?:đã|được)\b)", further):
                return "raised", 2
        return "raised", 3 if before == "raised" or after == "raised" else 2
    if (
        before == "pending"
        and re.search(r"\b(?:có|gồm|trong đó)\s*$", clean_pre)
        and after in ("resolved", "forwarded", "answered")
    ):
        return _refine(work, after, "", post), 3  # "Số phải theo dõi tiếp có 01 kiến nghị đã giải quyết xong"
    first_done, first_open = _LATER.search(clean_pre), form.outcomes["pending"].search(clean_pre)
    if work.section == "results" and first_done and first_open and first_done.start() < first_open.start():
        return "resolved", 3  # "Giải quyết xong, có văn bản trả lời sau hội nghị: 02 kiến nghị"
    return _refine(work, before, pre, post), 3


# "phường đưa vào theo dõi 46 kiến nghị"
_LISTED = re.compile(r"(?:đưa vào|ghi vào|vào sổ|lập thành|lập danh mục)\s[^,;.\d]*$")
# "39 kiến nghị, cơ bản đã được giải đáp": no number of the answered ones
_MOSTLY = re.compile(r"[^;.\d]{0,25}?(?:cơ bản|phần lớn|hầu hết|đa số)(?!\s+là)")
_LEFT = re.compile(
    r"(?<!\w)(?:còn|là|thành|vào)\s+(?:lại\s+)?(?:là\s+|có\s+|chỉ\s+)?$|(?:số|danh mục)\s[^,;.\d]{0,40}\slà\s+$"
)


def _is_left_of_opinions(work: Work, made: Reading) -> bool:
    """Tell what is left as petitions of the opinions: "Trong 72 ý kiến có 04 ý kiến trùng …, còn lại 68 kiến nghị"."""
    if work.section != "results" or made.field_name or not re.match(r"kiến nghị|kn", made.noun_text):
        return False
    before = [r for r in work.readings if r.noun == "opinion" and r.measure in ("petitions", "")]
    of_opinions = any(re.search(r"ý kiến|yk", r.noun_text) for r in before)
    return of_opinions and _LEFT.search(work.key[made.sentence[0] : made.start]) is not None


def _said_of_the_whole(work: Work, index: int) -> str:
    """Give what is said behind the whole: "33 trên tổng số 39 ý kiến đã có lời giải"."""
    whole = next(n for n in work.numerals[index + 1 :] if not n.structural)
    end = noun_after(work, whole, len(work.key))[2]
    said = re.split(r"[;.,(]", work.key[end : end + 60])[0]
    outcome = work.form.outcome_of(said)
    return outcome if outcome != "raised" else ""


# "5 ý kiến, trả lời đủ", "3 ý kiến và được trả lời hết"
_ALL_OF_IT = re.compile(
    r"(?:,|và)\s*(?:(?:cũng|đều|đã|được)\s+)*(?:trả lời|giải đáp|làm rõ)\s+(?:được\s+)?"
    r"(?:đầy đủ|đủ|hết|toàn bộ|tất cả)(?!\s+\d)"
)


def answered_whole(work: Work, index: int, made: Reading, noun_end: int) -> bool:
    """Tell whether "…, đã được giải đáp" follows a number of opinions with no number of its own: all of them were."""
    words = work.key[noun_end : _outcome_stop(work, index, noun_end, made.sentence[1])]
    item = work.key.find(";", made.end, made.sentence[1])
    end = item if item >= 0 and made.field_name else made.sentence[1]
    if any(counts(work, n) and made.start < n.start < end for n in work.numerals) or re.search(
        r"cơ bản|phần lớn|hầu hết|một số|đa số|nhiều", words
    ):
        return False
    return (
        re.search(
            r"(?:(?:,|và|đều)\s*(?:cũng\s+|đều\s+)*(?:đã\s+)?được\s+|đều\s+(?:đã\s+)?)(?:\w+\s+){0,2}?(?:giải đáp"
            r"|trả lời|làm rõ|giải trình)",
            words,
        )
        or _ALL_OF_IT.search(words)
    ) is not None


def says_all(key: str, start: int) -> bool:
    """Tell whether "cả", "tất cả", "toàn bộ", "đủ" stands right before a number."""
    return (
        re.search(r"(?:cả|tất cả|toàn bộ|đủ|hết|cả thảy)\s+(?:các\s+|số\s+)?$", key[max(0, start - 16) : start])
        is not None
    )


def _outcome_stop(work: Work, index: int, start: int, end: int) -> int:
    """Give where the words about a numeral end: at the next one or at the end of the part sentence."""
    following = [n.start for n in work.numerals[index + 1 :] if counts(work, n)]
    stop = min([end, *following])
    m = re.search(r"[;]", work.key[start:stop])
    return start + m.start() if m else stop


_HEADS_LIST = re.compile(
    r"[^,;.:\d]{3,60}(?:\s(?:gồm|bao gồm|gồm có|chia ra)\s*:|:\s*\d+\s(?:(?:kiến nghị|ý kiến)\s)?(?:về|thuộc)\s)"
)  # "51 ý kiến được giải đáp ngay gồm: …", "05 kiến nghị chuyển cấp tỉnh: 02 về đất, 03 về đường"
_OWN_CUE = re.compile(r"\s*(?:đã|được)\s[^,;.:\d]{0,40}\s(?:chia|phân|tách)\s(?:theo|ra)")


def _cue_is_of_next(work: Work, index: int, post: str, noun_end: int) -> bool:
    """Tell whether the words after a numeral belong to the next one: "07 ý kiến đã trả lời 07 ý kiến"."""
    if _OWN_CUE.match(post) or _HEADS_LIST.match(work.key, noun_end):
        return False  # "Số 27 ý kiến đã giải đáp chia theo lĩnh vực gồm: đất đai 06, …"
    following = next((n for n in work.numerals[index + 1 :] if counts(work, n)), None)
    if following is None or noun_end + len(post) < following.start:
        return False
    if noun_after(work, following, len(work.key))[1] not in ("opinion", ""):
        return False
    return re.search(r"^\s*(?:vượt|không thuộc|ngoài|còn)", post) is None


# "Hai kiến nghị ghi nhận tại hội nghị đã giải quyết xong": noted there, and done later
_NOTED_AT = re.compile(
    r"(?:ghi nhận|nêu|nêu ra|tiếp nhận|nhận|khất|hẹn|hứa)\s+(?:lại\s+)?(?:ngay\s+)?(?:tại|trong|ở)\s+(?:các\s+)?"
    r"(?:hội nghị|cuộc|buổi|phiên|đối thoại)"
)


def _refine(work: Work, outcome: str, pre: str, post: str) -> str:
    """Tell an answer at the meeting from one after it, in the section on results."""
    form = work.form
    text = pre + " # " + post
    if work.section == "results" and re.search(r"nhận\s[^,;.]*\sthì\s", post):
        text = post.partition(" thì ")[2]  # "01 KN nhận tại hội nghị thì phường giải quyết xong tháng 11"
    if work.section != "results":
        if outcome == "resolved":
            told = re.search(r"(?:trả lời|giải đáp|làm rõ|hướng dẫn|giải thích)", text)
            return "answered" if told or form.words["at_meeting"].search(text) else "resolved"
        return outcome
    text = _NOTED_AT.sub(" ", text)
    if outcome == "resolved" and form.words["at_meeting"].search(text) and not form.words["after_meeting"].search(text):
        return "answered"
    if outcome == "answered" and form.words["after_meeting"].search(text) and not form.words["at_meeting"].search(text):
        return "resolved"
    return outcome
