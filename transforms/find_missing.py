"""Find what a report should state and does not, by its own sums: totals, outcomes, fields, kinds of sessions."""

from __future__ import annotations

from decimal import Decimal

from transforms.load_rules import load_names, load_rules, name_of, number_vi
from transforms.make_finding import make_finding
from transforms.records import CATEGORIES, Figure, Finding

Figures = dict[tuple[str, str | None], Figure]


_OF_OPINIONS = ("opinions_answered", "opinions_forwarded", "opinions_pending")


def find_missing(figures: Figures) -> list[Finding]:
    """Find what a report of this form should state and what its own sums show to be missing."""
    sessions, opinions = figures.get(("sessions", None)), figures.get(("opinions", None))
    if sessions is not None and sessions.value == 0:
        return []
    out = [lack(m) for m in load_rules().required if (m, None) not in figures]
    if sessions is None:
        out += [lack(m) for m in ("sessions_periodic", "sessions_adhoc") if (m, None) not in figures]
    if opinions is None:
        out += [lack(m) for m in _OF_OPINIONS if (m, None) not in figures]
        return out + [lack("raised", c) for c in CATEGORIES if ("raised", c) not in figures]
    if opinions.value == 0:
        return out
    if ("opinions_answered", None) not in figures and ("answered_rate", None) not in figures:
        out.append(lack("opinions_answered"))
    out += _unsettled(figures, "opinions", _OF_OPINIONS)
    out += _unsettled(
        figures, "petitions", ("petitions_answered", "petitions_resolved", "petitions_pending", "petitions_forwarded")
    )
    return out + _missing_kinds(figures) + _missing_fields(figures, opinions) + _missing_answers(figures)


def lack(measure: str, category: str | None = None, detail: str = "") -> Finding:
    """Say that a figure is missing; ``detail`` is the rest of the sentence."""
    name = f"lĩnh vực {load_names()['categories'][category]['vi']}" if category else name_of(measure).lower()
    return make_finding("missing_measure", measure, category, name=name, detail=detail)


def _unsettled(figures: Figures, whole: str, parts: tuple[str, ...]) -> list[Finding]:
    """Find that the outcomes stated leave some opinions over, and that others are not stated."""
    total, first = figures.get((whole, None)), figures.get((parts[0], None))
    if total is None or first is None:
        return []
    left = total.value - sum((figures[p, None].value for p in parts if (p, None) in figures), Decimal(0))
    if left <= 0:
        return []
    detail = f" (còn {number_vi(left)} chưa rõ kết quả)"
    return [lack(p, detail=detail) for p in parts if (p, None) not in figures]


def _missing_fields(figures: Figures, opinions: Figure) -> list[Finding]:
    """Find the fields that are not mentioned although those that are don't add up to the opinions."""
    raised = {c: figures["raised", c].value for c in CATEGORIES if ("raised", c) in figures}
    if opinions.method == "summed" or sum(raised.values(), Decimal(0)) >= opinions.value:
        return []
    detail = "; các lĩnh vực đã nêu cộng lại chưa đủ tổng số ý kiến" if raised else "; báo cáo không chia theo lĩnh vực"
    return [lack("raised", c, detail) for c in CATEGORIES if c not in raised]


def _missing_kinds(figures: Figures) -> list[Finding]:
    """Find that some sessions are said to be of one kind, and the kind of the others is not stated."""
    sessions = figures.get(("sessions", None))
    kinds = [m for m in ("sessions_periodic", "sessions_adhoc") if (m, None) in figures]
    if sessions is None or len(kinds) != 1 or figures[kinds[0], None].value >= sessions.value:
        return []
    left = number_vi(sessions.value - figures[kinds[0], None].value)
    other = "sessions_adhoc" if kinds[0] == "sessions_periodic" else "sessions_periodic"
    return [lack(other, detail=f" (còn {left} cuộc chưa rõ loại)")]


def _missing_answers(figures: Figures) -> list[Finding]:
    """Find the fields without a number of answers in a report that states it for most of them."""
    asked = [c for c in CATEGORIES if ("raised", c) in figures and figures["raised", c].value > 0]
    silent = [c for c in asked if ("answered", c) not in figures]
    stated = [min(figures["answered", c].value, figures["raised", c].value) for c in asked if c not in silent]
    total = figures.get(("opinions_answered", None))
    if total is None or total.method == "summed":
        some_lack = len(silent) < len(stated)
    else:
        some_lack = bool(stated) and sum(stated, Decimal(0)) < total.value
    if not some_lack:
        return []
    return [
        make_finding(
            "missing_measure",
            "answered",
            c,
            name=f"số ý kiến đã giải đáp của lĩnh vực {load_names()['categories'][c]['vi']}",
            detail="",
        )
        for c in silent
    ]
