"""Make a Report of a PrintedReport: identity, figures, checks and the findings on what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from extractors.records import PrintedReport, PrintedText, SecondReading
from transforms.check import check
from transforms.classify_petition import classify_petition
from transforms.load_rules import load_names, load_rules, name_of, number_vi, period_name
from transforms.make_finding import make_finding, short_quote
from transforms.match_commune import Commune, find_commune, match_commune
from transforms.match_period import infer_period, match_period, period_code
from transforms.normalise import Normalised, expand_shared, normalise
from transforms.parse_date import parse_date, parse_symbol
from transforms.records import CATEGORIES, Figure, Finding, Narrative, Petition, Report, UnmappedCategory
from transforms.second_opinion import second_opinion
from transforms.settle_rivals import OUTVOTED
from transforms.witness import witnessed

Figures = dict[tuple[str, str | None], Figure]


def make_report(printed: PrintedReport, aliases: Mapping[str, str], second: tuple[SecondReading, ...] = ()) -> Report:
    """Turn what is printed into values, codes and findings; ``second`` is what the second reader saw."""
    printed = replace(printed, figures=expand_shared(printed.figures))
    normalised = normalise(printed, aliases)
    commune, _mention = find_commune(printed.identity.units)
    period, _ = match_period(printed.identity.periods)
    findings = check(printed, normalised)
    if period is None:
        period, inferred_from = infer_period(printed.identity.periods)
        if period is not None and inferred_from is not None:
            said = f"kỳ báo cáo (suy ra {period_name(period)} từ tiêu đề “{inferred_from.text}”)"
            findings.append(
                make_finding(
                    "missing_measure", "period", expected=period, address=inferred_from.address, name=said, detail=""
                )
            )
    findings += _identity_findings(printed, commune, period)
    findings += _period_of_figures(normalised, period)
    sure = witnessed(normalised)
    figures = tuple(_with_confidence(f, sure) for f in normalised.figures)
    findings += _reading_findings(printed, normalised, figures, sure)
    findings += second_opinion(figures, second, findings)
    issued = printed.identity.issued_on
    return Report(
        document_id=printed.document_id,
        commune_code=commune.code if commune else None,
        period=period,
        symbol=parse_symbol(printed.identity.symbol.text) if printed.identity.symbol else None,
        issued_on=parse_date(issued.text) if issued else None,
        replaces=parse_symbol(printed.identity.replaces.text) if printed.identity.replaces else None,
        figures=figures,
        unmapped=_unmapped(normalised),
        petitions=tuple(
            Petition(i, t.text, *classify_petition(t.text), t.address) for i, t in enumerate(printed.items, 1)
        ),
        narratives=_narratives(printed),
        findings=tuple(findings),
    )


_NARRATIVE = {"achievements": "results"}  # the form's key -> the contract's


def _narratives(printed: PrintedReport) -> tuple[Narrative, ...]:
    count: dict[str, int] = {}
    out = []
    for t in printed.narratives:
        section = _NARRATIVE.get(t.section, t.section)
        count[section] = count.get(section, 0) + 1
        out.append(Narrative(section, count[section], t.text, t.address))
    return tuple(out)


def _unmapped(normalised: Normalised) -> tuple[UnmappedCategory, ...]:
    out = []
    for name, statement in normalised.unmapped:
        answered = next(
            (
                s.value
                for s in normalised.statements
                if s.measure == "answered" and s.name == name and s.role == "total"
            ),
            None,
        )
        out.append(UnmappedCategory(name, statement.value, answered, statement.address))
    return tuple(out)


def _with_confidence(figure: Figure, sure: frozenset[tuple[str, str | None]]) -> Figure:
    if (figure.measure, figure.category) in sure:
        return replace(figure, confidence=Decimal("0.99"))
    return figure


# ------------------------------------------------------------------------------------------------ findings


def _identity_findings(printed: PrintedReport, commune: Commune | None, period: str | None) -> list[Finding]:
    out = []
    identity = printed.identity
    if commune is None:
        first = identity.units[0].text if identity.units else "không thấy tên xã, phường"
        out.append(make_finding("unknown_commune", "commune", printed=first, name=""))
    else:
        for mention in _contradicting_units(identity.units, commune):
            out.append(
                make_finding(
                    "commune_mismatch",
                    "commune",
                    stated=mention.text,
                    expected=commune.full_name,
                    address=mention.address,
                    name="",
                )
            )
            break
    if period is None:
        out.append(make_finding("missing_measure", "period", severity="error", name="kỳ báo cáo", detail=""))
    else:
        out += _contradicting_periods(identity.periods, period)
    return out


def _contradicting_periods(mentions: tuple[PrintedText, ...], period: str) -> list[Finding]:
    """Find that the closing sentence or the title of a part with figures names another period."""
    for zone in ("closing", "statistics title"):
        said = [t for t in mentions if t.section == zone]
        if any(period_code(t.text) == (period[:4], period[5:]) for t in said):
            continue
        for t in said:
            year, part = period_code(t.text)
            if (year and year != period[:4]) or (part and part != period[5:] and (period[5:] or zone == "closing")):
                return [
                    make_finding(
                        "period_mismatch",
                        "period",
                        stated=t.text,
                        expected=period_name(period),
                        address=t.address,
                        name="",
                    )
                ]
    return []


def _contradicting_units(units: tuple[PrintedText, ...], commune: Commune) -> list[PrintedText]:
    """List the mentions of another unit where the report speaks of itself: title, opening, closing, its people."""
    out = []
    for mention in units:
        found = match_commune(mention.text)
        if (
            found is not None
            and found.code != commune.code
            and mention.section in ("title", "opening", "closing", "section", "statistics")
        ):
            out.append(mention)
    return out


def _period_of_figures(normalised: Normalised, period: str | None) -> list[Finding]:
    """Find that the main figures are said of another period than the report's."""
    slip = next((s for s in normalised.statements if s.reason == "other period"), None)
    if slip is None or period is None:
        return []
    return [
        make_finding(
            "period_mismatch",
            "period",
            stated=short_quote(slip.quote),
            expected=period_name(period),
            address=slip.address,
            name="",
        )
    ]


def _reading_findings(
    printed: PrintedReport, normalised: Normalised, figures: tuple[Figure, ...], sure: frozenset[tuple[str, str | None]]
) -> list[Finding]:
    out = []
    by_key = {(f.measure, f.category): f for f in figures}
    for s in normalised.statements:
        if s.role == "unread" and s.kind != "dash":
            out.append(
                make_finding("unread_number", stated=s.value, address=s.address, quote=short_quote(s.quote), name="")
            )
    slips: set[tuple[str, str | None]] = set()
    for s in normalised.statements:
        counts = s.role == "total" and (s.measure, s.category) in by_key
        key = (s.measure, s.category)
        if counts and s.doubt and key not in slips:
            slips.add(key)
            out.append(
                make_finding(
                    "doubtful_numeral",
                    s.measure,
                    s.category,
                    stated=s.value,
                    address=s.address,
                    printed=s.printed,
                    severity="info" if key in sure else "warning",
                )
            )
        if counts and s.hedge and not s.category and by_key[key].value == s.value:
            out.append(
                make_finding(
                    "approximate",
                    s.measure,
                    s.category,
                    stated=s.value,
                    address=s.address,
                    printed=f"{s.hedge} {s.printed}",
                )
            )
    for measure in {s.measure: s for s in normalised.statements if s.reason == OUTVOTED}:
        other = next(s for s in normalised.statements if s.reason == OUTVOTED and s.measure == measure)
        taken = by_key.get((measure, None))
        out.append(
            make_finding(
                "doubtful_numeral",
                measure,
                message="outvoted",
                stated=other.value,
                expected=taken.value if taken else None,
                address=other.address,
                other_address=taken.address if taken else None,
                quote=short_quote(other.quote),
            )
        )
    for f in figures:
        key = (f.measure, f.category)
        if f.confidence < Decimal("0.7") and key not in slips:
            out.append(
                make_finding(
                    "doubtful_numeral",
                    f.measure,
                    f.category,
                    stated=f.value,
                    address=f.address,
                    printed=short_quote(f.quote),
                )
            )
    for name, statement in normalised.unmapped:
        out.append(
            make_finding(
                "unmapped_category",
                "raised",
                "other",
                stated=statement.value,
                address=statement.address,
                printed=name,
                name="",
            )
        )
    out += _missing(by_key)
    if printed.tracked_changes:
        out.append(make_finding("tracked_changes", stated=str(printed.tracked_changes), name=""))
    return out


def _missing(figures: Figures) -> list[Finding]:
    """Find what a report of this form should state and what its own sums show to be missing."""
    sessions, opinions = figures.get(("sessions", None)), figures.get(("opinions", None))
    if sessions is not None and sessions.value == 0:
        return []
    out = [_lack(m) for m in load_rules().required if (m, None) not in figures]
    if opinions is None or opinions.value == 0:
        return out
    if ("opinions_answered", None) not in figures and ("answered_rate", None) not in figures:
        out.append(_lack("opinions_answered"))
    out += _unsettled(figures, "opinions", ("opinions_answered", "opinions_forwarded", "opinions_pending"))
    out += _unsettled(
        figures, "petitions", ("petitions_answered", "petitions_resolved", "petitions_pending", "petitions_forwarded")
    )
    return out + _missing_kinds(figures) + _missing_fields(figures, opinions) + _missing_answers(figures)


def _lack(measure: str, category: str | None = None, detail: str = "") -> Finding:
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
    return [_lack(p, detail=detail) for p in parts if (p, None) not in figures]


def _missing_fields(figures: Figures, opinions: Figure) -> list[Finding]:
    """Find the fields that are not mentioned although those that are don't add up to the opinions."""
    raised = {c: figures["raised", c].value for c in CATEGORIES if ("raised", c) in figures}
    if opinions.method == "summed" or sum(raised.values(), Decimal(0)) >= opinions.value:
        return []
    detail = "; các lĩnh vực đã nêu cộng lại chưa đủ tổng số ý kiến" if raised else "; báo cáo không chia theo lĩnh vực"
    return [_lack("raised", c, detail) for c in CATEGORIES if c not in raised]


def _missing_kinds(figures: Figures) -> list[Finding]:
    """Find that some sessions are said to be of one kind, and the kind of the others is not stated."""
    sessions = figures.get(("sessions", None))
    kinds = [m for m in ("sessions_periodic", "sessions_adhoc") if (m, None) in figures]
    if sessions is None or len(kinds) != 1 or figures[kinds[0], None].value >= sessions.value:
        return []
    left = number_vi(sessions.value - figures[kinds[0], None].value)
    other = "sessions_adhoc" if kinds[0] == "sessions_periodic" else "sessions_periodic"
    return [_lack(other, detail=f" (còn {left} cuộc chưa rõ loại)")]


def _missing_answers(figures: Figures) -> list[Finding]:
    """Find the fields without a number of answers in a report that states it for most of them."""
    asked = [c for c in CATEGORIES if ("raised", c) in figures and figures["raised", c].value > 0]
    silent = [c for c in asked if ("answered", c) not in figures]
    stated = [figures["answered", c].value for c in asked if c not in silent]
    total = figures.get(("opinions_answered", None))
    if len(silent) >= len(stated) or (total is not None and sum(stated, Decimal(0)) >= total.value):
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
