"""Find figures that a later section repeats otherwise, and those said of another period."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.fold_case import fold_case
from transforms.add_categories import Conflict
from transforms.records import Figure, Statement
from transforms.settle_rivals import near

_MAIN = ("sessions", "participants")


def promote_other_period(statements: list[Statement]) -> list[Statement]:
    """Take a main figure said of another period as the report's where it states no other: the period is the slip."""
    slips = _times_of_the_whole(statements)
    stated = {s.measure for s in statements if s.role in ("total", "part") and not s.category and s not in slips}
    wanted = {"sessions", "participants", "opinions"} - stated
    held = {s.value for s in statements if s.measure == "sessions" and s.role == "total"}
    if "sessions" in wanted or any(
        s.measure == "sessions" and s.reason == "period" and s.value in held for s in statements
    ):
        wanted |= {"sessions_periodic", "sessions_adhoc"} - stated
    if stated & {"sessions_periodic", "sessions_adhoc"}:
        wanted -= {"sessions"} - {s.measure for s in slips}
    return [
        replace(s, role="total", reason="other period", strength=1)
        if s in slips
        or (
            s.role == "other"
            and s.reason == "period"
            and s.measure in wanted
            and s.section == "sessions"
            and "so với" not in fold_case(s.quote)
            and not any(t.quote == s.quote and t.role == "total" and t.measure in _MAIN for t in statements)
        )
        else s
        for s in statements
    ]


def _times_of_the_whole(statements: list[Statement]) -> list[Statement]:
    """List the sessions said of a part of the period where no other part is named and their kinds sum up to them."""
    kinds = {s.measure: s.value for s in statements if s.measure in ("sessions_periodic", "sessions_adhoc")}
    stated = [s for s in statements if s.measure == "sessions" and s.role in ("total", "part")]
    if (
        len(kinds) == 2
        and len(stated) == 1
        and stated[0].dimension == "time"
        and sum(kinds.values()) == stated[0].value
    ):
        return stated
    return []


_TOTAL_WORDS = ("tổng", "các cuộc", "các hội nghị", "các buổi", "các phiên", "cả năm", "trong năm")


_TO_COME = re.compile(r"ít nhất|trở lên|(?<!\w)sẽ(?!\w)|phấn đấu|mỗi quý|năm tới|dự kiến")


def find_repeats(figures: dict[tuple[str, str | None], Figure], statements: list[Statement]) -> list[Conflict]:
    """Find figures that a later section repeats otherwise; only where the sentence speaks of all sessions."""
    out = []
    repeats = [s for s in statements if s.role == "repeat"]
    for s in repeats:
        figure = figures.get((s.measure, None))
        if figure is None or figure.value == s.value:
            continue
        if s.section == "summary" and not _anchored(s, repeats, figures):
            continue
        if s.measure == "sessions":
            said = fold_case(s.quote)
            if _TO_COME.search(said) or any(r.quote == s.quote and _agrees(r, figures) for r in repeats):
                continue
            if (
                s.section != "assessment"
                or s.strength < 2
                or not any(
                    w in f" {said}"
                    for w in (" qua ", "đều", "trong năm", "cả năm", "toàn xã", "toàn phường", "tổng cộng")
                )
            ):
                continue
            out += _conflict(figure, s, statements)
            continue
        if s.measure == "opinions_answered":
            with_opinions = any(r.measure == "opinions" and r.quote == s.quote and _agrees(r, figures) for r in repeats)
            if with_opinions or (_said_of_all_meetings(s) and near(s.value, figure.value)):
                out += _conflict(figure, s, statements)
            continue
        if s.measure == "participants" and _of_the_only_session(s, figures) and near(s.value, figure.value):
            out += _conflict(figure, s, statements)
            continue
        beside = [
            r for r in repeats if r.quote == s.quote and r.measure == "sessions" and ("sessions", None) in figures
        ]
        if _anchored(s, repeats, figures) or (
            not beside
            and any(w in fold_case(s.quote) for w in _TOTAL_WORDS)
            and (s.strength == 3 or "tại các" in fold_case(s.quote))
        ):
            out += _conflict(figure, s, statements)
    return out


def _said_of_all_meetings(s: Statement) -> bool:
    """Tell whether a sentence speaks of what was answered at all meetings: "trong năm đã giải đáp … tại hội nghị"."""
    said = fold_case(s.quote)
    at_meetings = re.search(r"tại (?:các |chỗ|hội nghị|cuộc|buổi)", said) is not None
    return (
        at_meetings and any(w in said for w in _TOTAL_WORDS) and re.search(r"đến nay|sau (?:hội|đối|các)", said) is None
    )


def _anchored(s: Statement, repeats: list[Statement], figures: dict[tuple[str, str | None], Figure]) -> bool:
    """Tell whether the same sentence names the number of all sessions."""
    sessions = figures.get(("sessions", None))
    beside = [r for r in repeats if r.quote == s.quote and r.measure == "sessions"]
    return sessions is not None and any(r.value == sessions.value and r.value > 1 for r in beside)


def _of_the_only_session(s: Statement, figures: dict[tuple[str, str | None], Figure]) -> bool:
    """Tell whether a sentence speaks of the session where there was only one: "Cuộc đối thoại có 112 người dự"."""
    sessions = figures.get(("sessions", None))
    named = re.match(
        r"\W*(?:cuộc|hội nghị|buổi|phiên)(?: (?:đối thoại|tiếp xúc))?(?: này)? (?:có|với|đã)", fold_case(s.quote)
    )
    return sessions is not None and sessions.value == 1 and s.section == "assessment" and named is not None


def _agrees(s: Statement, figures: dict[tuple[str, str | None], Figure]) -> bool:
    figure = figures.get((s.measure, None))
    return figure is not None and figure.value == s.value


def _conflict(figure: Figure, repeat: Statement, statements: list[Statement]) -> list[Conflict]:
    """Set a repeated figure against the statement that counts."""
    first = next(
        (t for t in statements if t.measure == figure.measure and t.value == figure.value and t.role == "total"), None
    )
    taken = first or replace(
        repeat, value=figure.value, printed=figure.printed, address=figure.address, quote=figure.quote, role="total"
    )
    return [Conflict(figure.measure, None, taken, repeat)]
