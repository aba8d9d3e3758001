"""Take the lines of two kinds of meetings for parts where the line that follows adds them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from transforms.records import Statement

_MEASURES = (
    "sessions",
    "participants",
    "opinions",
    "opinions_answered",
    "opinions_forwarded",
    "opinions_pending",
    "petitions",
    "petitions_answered",
)
_KINDS = {"sessions_periodic", "sessions_adhoc"}
_MOST = 4  # lines that one line may add up
_HOLD = 2  # sums that must hold for it


def settle_groups(statements: list[Statement]) -> list[Statement]:
    """Make parts of the totals of lines that a line right before or after them adds up.

    "a) Với Nhân dân: 05 cuộc, 488 người; b) Với đảng viên: 02 cuộc, 124 người; c) Cộng: 07 cuộc, 612 người".
    """
    lines: dict[int, dict[str, Decimal]] = {}
    for s in statements:
        if _counts(s):
            lines.setdefault(s.group, {}).setdefault(s.measure, s.value)
    order = list(lines)
    for at, whole in enumerate(order):
        for count in range(2, _MOST + 1):
            for parts in (order[max(at - count, 0) : at], order[at + 1 : at + 1 + count]):
                if len(parts) == count and _adds_up(lines[whole], [lines[g] for g in parts]):
                    return [
                        replace(s, role="part", dimension="kind", reason="of which")
                        if _counts(s) and s.group in parts
                        else s
                        for s in statements
                    ]
    return _two_kinds(statements)


def _two_kinds(statements: list[Statement]) -> list[Statement]:
    """Make parts of what a line on the regular meetings and the next one on the others both state.

    "+ 05 hội nghị định kỳ, có 612 lượt người dự"; "+ 02 hội nghị đột xuất, có 143 lượt người dự".
    """
    lines: dict[int, set[str]] = {}
    for s in statements:
        if s.role == "total" and not s.category and s.source == "sentence":
            lines.setdefault(s.group, set()).add(s.measure)
    of_kind = [g for g, measures in lines.items() if measures & _KINDS and "sessions" not in measures]
    if len(of_kind) != 2 or any(len(lines[g] & _KINDS) != 1 for g in of_kind):
        return statements
    one, other = of_kind
    shared = lines[one] & lines[other] - _KINDS
    at = list(lines)
    if lines[one] & _KINDS == lines[other] & _KINDS or at.index(other) - at.index(one) != 1:
        return statements
    return [
        replace(s, role="part", dimension="kind", reason="of which")
        if _counts(s) and s.group in of_kind and s.measure in shared
        else s
        for s in statements
    ]


def _counts(s: Statement) -> bool:
    return (
        s.role == "total" and not s.category and s.source == "sentence" and s.kind != "all" and s.measure in _MEASURES
    )


def _adds_up(whole: Mapping[str, Decimal], parts: Sequence[Mapping[str, Decimal]]) -> bool:
    """Tell whether the measures that every line states add up in two cases at least, and fail in none of two lines."""
    shared = [m for m in whole if all(m in part for part in parts)]
    held = [m for m in shared if sum((part[m] for part in parts), Decimal(0)) == whole[m]]
    return len(held) >= _HOLD and len(held) * 2 > len(shared)
