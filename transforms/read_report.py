"""Make a Report of a PrintedReport: identity, figures, checks and the findings on what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from extractors.records import PrintedReport, PrintedText, SecondReading
from transforms.check import check
from transforms.classify_petition import classify_petition
from transforms.compare_narrative import compare_narrative
from transforms.find_doubts import find_doubts
from transforms.load_rules import period_name
from transforms.make_finding import make_finding, short_quote
from transforms.match_commune import Commune, find_commune, match_commune
from transforms.match_period import infer_period, match_period, period_code
from transforms.normalise import Normalised, expand_shared, normalise
from transforms.parse_date import parse_date, parse_symbol
from transforms.part_lists import CONFIDENCE
from transforms.records import Figure, Finding, Narrative, Petition, Report, UnmappedCategory
from transforms.second_opinion import complete_by_second, second_opinion
from transforms.witness import witnessed

Figures = dict[tuple[str, str | None], Figure]


def make_report(printed: PrintedReport, aliases: Mapping[str, str], second: tuple[SecondReading, ...] = ()) -> Report:
    """Turn what is printed into values, codes and findings; ``second`` is what the second reader saw."""
    printed = replace(printed, figures=expand_shared(printed.figures))
    normalised = complete_by_second(normalise(printed, aliases), second)
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
    findings += find_doubts(printed, normalised, figures, sure, findings)
    findings += second_opinion(figures, second, findings)
    narratives = _narratives(printed)
    findings += compare_narrative(narratives, {(f.measure, f.category): f for f in figures})
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
        narratives=narratives,
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
            (s for s in normalised.statements if s.measure == "answered" and s.name == name and s.role == "total"),
            None,
        )
        figures = tuple(
            Figure(s.measure, "other", s.value, s.printed, "printed", CONFIDENCE[s.strength], s.address, s.quote)
            for s in (statement, answered)
            if s is not None
        )
        value = answered.value if answered is not None else None
        out.append(UnmappedCategory(name, statement.value, value, statement.address, figures))
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
        printed_name = identity.units[0].text if identity.units else None
        first = printed_name or "không thấy tên xã, phường"
        out.append(make_finding("unknown_commune", "commune", stated=printed_name, printed=first, name=""))
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
    for zone in ("closing", "statistics title", "opening statement", "statistics statement"):
        said = [t for t in mentions if t.section == zone]
        if any(period_code(t.text) == (period[:4], period[5:]) for t in said):
            continue
        for t in said:
            year, part = period_code(t.text)
            if zone != "closing" and part.startswith("M"):
                continue  # "những việc đã làm từ tháng 7 đến giữa tháng 12"
            if zone == "statistics statement" and part.startswith("Q") and not period[5:].startswith("Q"):
                continue  # "Quý I xã tổ chức 02 cuộc", a part of it
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
