"""Check a report against itself: sums, rates, repeated statements, identity. Finds; never repairs."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

from extractors.fold_case import fold_case
from extractors.records import PrintedReport
from transforms.check_plausible import check_plausible
from transforms.check_relations import check_relations
from transforms.list_terms import OUTCOMES, explain_slips
from transforms.load_rules import Rules, load_rules, number_vi
from transforms.make_finding import make_finding, plain
from transforms.normalise import Normalised
from transforms.order_pairs import rate_fits
from transforms.part_lists import part_lists
from transforms.records import CATEGORIES, Figure, Finding, Statement

Figures = dict[tuple[str, str | None], Figure]


def check(printed: PrintedReport, normalised: Normalised) -> list[Finding]:
    """Find what does not add up in one report."""
    rules = load_rules()
    figures = {(f.measure, f.category): f for f in normalised.figures}
    statements = normalised.statements
    findings = _conflicts(normalised)
    findings += _category_sums(figures)
    findings += check_relations(figures, rules)
    summed = {f.category for f in normalised.figures if f.measure == "raised" and f.method == "summed"}
    findings += _rows_answered_against_raised([s for s in statements if s.category in summed], findings)
    findings += _rate(figures)
    findings += _petitions(figures, printed, rules)
    findings += _sessions(figures, statements)
    findings += _attendance(figures, statements, findings)
    findings += _outcomes(figures)
    findings += check_plausible(figures, rules)
    return explain_slips(findings, normalised)


def _conflicts(normalised: Normalised) -> list[Finding]:
    out = []
    seen: set[tuple[str, str | None, str]] = set()
    for c in normalised.conflicts:
        rule = "text_vs_table" if c.other.source == "table" and c.taken.source == "sentence" else "duplicate_statement"
        if (c.measure, c.category, rule) in seen:
            continue
        seen.add((c.measure, c.category, rule))
        out.append(
            make_finding(
                rule,
                c.measure,
                c.category,
                stated=c.other.value,
                expected=c.taken.value,
                address=c.taken.address,
                other_address=c.other.address,
            )
        )
    return out


def _category_sums(figures: Figures) -> list[Finding]:
    out = []
    for part, whole, rule in (
        ("raised", "opinions", "category_sum"),
        ("answered", "opinions_answered", "category_answered_sum"),
    ):
        total = figures.get((whole, None))
        rows = [figures[part, c] for c in CATEGORIES if (part, c) in figures]
        if total is None or len(rows) < 4 or total.method == "summed":
            continue
        if part == "answered" and any(
            ("answered", c) not in figures and figures["raised", c].value > 0
            for c in CATEGORIES
            if ("raised", c) in figures
        ):
            continue
        added = sum((r.value for r in rows), Decimal(0))
        if added != total.value:
            out.append(
                make_finding(
                    rule,
                    whole,
                    stated=total.value,
                    expected=added,
                    address=total.address,
                    other_address=rows[0].address,
                )
            )
    return out


def _rows_answered_against_raised(statements: list[Statement], found: list[Finding]) -> list[Finding]:
    """Check the rows that a category is added up of: "Giáo dục: 05 ý kiến, giải đáp 06" beside "Y tế"."""
    told = {f.category for f in found if f.rule == "answered_gt_raised"}
    raised = {
        (s.category, s.name, s.section, s.group): s for s in statements if s.measure == "raised" and s.role == "total"
    }
    names: dict[str | None, set[str]] = defaultdict(set)
    for category, name, _, _ in raised:
        names[category].add(name)
    both: dict[str | None, Decimal] = defaultdict(Decimal)
    for s in raised.values():
        both[s.category] += s.value
    answers = Counter(s.category for s in statements if s.measure == "answered" and s.role == "total")
    out = []
    for s in statements:
        if len(names[s.category]) < 2:
            continue
        if s.value <= both[s.category] and answers[s.category] == 1:
            continue  # "về y tế 1 ý kiến, về giáo dục 2 ý kiến, giải đáp cả 3"
        r = raised.get((s.category, s.name, s.section, s.group))
        if s.measure != "answered" or s.role != "total" or s.category in told or r is None or s.value <= r.value:
            continue
        out.append(
            make_finding(
                "answered_gt_raised",
                "answered",
                s.category,
                stated=s.value,
                expected=r.value,
                address=s.address,
                other_address=r.address,
                name=s.name,
            )
        )
    return out


def _rate(figures: Figures) -> list[Finding]:
    rate, answered, opinions = (figures.get((m, None)) for m in ("answered_rate", "opinions_answered", "opinions"))
    if rate is None or answered is None or opinions is None or opinions.value == 0 or answered.method == "reconciled":
        return []
    exact = answered.value * 100 / opinions.value
    if rate_fits(rate.value, exact):
        return []
    shown = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return [
        make_finding(
            "rate_mismatch",
            "answered_rate",
            stated=rate.value,
            expected=shown,
            address=rate.address,
            other_address=answered.address,
            answered=number_vi(answered.value),
            opinions=number_vi(opinions.value),
        )
    ]


def _petitions(figures: Figures, printed: PrintedReport, rules: Rules) -> list[Finding]:
    petitions, opinions = figures.get(("petitions", None)), figures.get(("opinions", None))
    if petitions is None or opinions is None or petitions.value == opinions.value:
        return []
    told = (fold_case(t.text) for t in printed.statistics if t.section == "results")
    said = " ".join(_COMPARED.sub(" ", text) for text in told)
    explained = any(word in said for word in rules.explanations) or _counted_out(said, petitions, opinions)
    return [
        make_finding(
            "petitions_vs_opinions",
            "petitions",
            severity="info" if explained else None,
            detail="đề nghị xem lời giải thích trong báo cáo" if explained else "báo cáo không giải thích chênh lệch",
            stated=petitions.value,
            expected=opinions.value,
            address=petitions.address,
            other_address=opinions.address,
        )
    ]


_SENTENCE = re.compile(r"[.;](?=\s|$)")
_COMPARED = re.compile(
    r"\((?:(?:kỳ|năm|quý|tháng) trước|cùng kỳ)[^()]*\)"
)  # "(kỳ trước 52 kiến nghị)" explains nothing
_LEFT_OUT = re.compile(
    r"không (?:tính|phải|đưa|coi)|chưa phải|trùng|gộp|loại (?:ra|bỏ)|bỏ (?:đi|ra)|chỉ (?:hỏi|để)|còn lại"
)
_NUMBER = re.compile(r"(?<![\d/.,])\d+(?:\.\d{3})?(?![\d/]|,\d)")


def _counted_out(said: str, petitions: Figure, opinions: Figure) -> bool:
    """Tell whether a sentence counts from one to the other: "72 ý kiến, bỏ 19 ý kiến chỉ hỏi, còn 53 kiến nghị"."""
    needed = {petitions.value, opinions.value, abs(opinions.value - petitions.value)}
    sentences = _SENTENCE.split(said)
    two = [f"{a} {b}" for a, b in itertools.pairwise(sentences) if _LEFT_OUT.search(f"{a} {b}")]
    said_so = [s for s in sentences if _LEFT_OUT.search(s)]
    if any(needed - {opinions.value} <= {Decimal(n.replace(".", "")) for n in _NUMBER.findall(s)} for s in said_so):
        return True  # "15 kiến nghị (không tính 04 ý kiến hỏi để hiểu rõ chủ trương)"
    return any(needed <= {Decimal(n.replace(".", "")) for n in _NUMBER.findall(s)} for s in (*sentences, *two))


def _sessions(figures: Figures, statements: tuple[Statement, ...]) -> list[Finding]:
    total, periodic, adhoc = (figures.get((m, None)) for m in ("sessions", "sessions_periodic", "sessions_adhoc"))
    if total is None or total.method == "summed":
        return []
    themes = sum((s.value for s in statements if s.role == "part" and s.dimension == "theme"), Decimal(0))
    if periodic is not None and adhoc is not None and periodic.value + adhoc.value + themes == total.value:
        return []
    if periodic is not None and adhoc is not None and periodic.value + adhoc.value != total.value:
        added = periodic.value + adhoc.value
        return [
            make_finding(
                "session_breakdown",
                "sessions",
                stated=total.value,
                expected=added,
                address=total.address,
                other_address=periodic.address,
                detail=f"định kỳ {number_vi(periodic.value)} + đột xuất {number_vi(adhoc.value)} = {number_vi(added)}",
            )
        ]
    for one in (periodic, adhoc):
        if one is not None and one.value > total.value:
            return [
                make_finding(
                    "session_breakdown",
                    "sessions",
                    stated=total.value,
                    expected=one.value,
                    address=total.address,
                    other_address=one.address,
                    detail=f"riêng một loại đã là {number_vi(one.value)} cuộc",
                )
            ]
    return []


def _attendance(figures: Figures, statements: tuple[Statement, ...], found: list[Finding]) -> list[Finding]:
    total, sessions = figures.get(("participants", None)), figures.get(("sessions", None))
    if total is None or total.method == "summed":
        return []
    for parts in part_lists(statements).get("participants", []):
        if parts[0].dimension not in ("session", "kind", "chair", "time", "made up") or (
            len(parts) < 2 and (sessions is None or sessions.value != 1)
        ):
            continue
        added = sum((p.value for p in parts), Decimal(0))
        complete = sessions is not None and (
            len(parts) == sessions.value
            or parts[0].dimension == "made up"
            or _counted_by(parts[0].dimension, statements) == sessions.value
        )
        if added == total.value or not complete:
            continue
        if any(f.rule == "text_vs_table" and f.measure == "participants" and f.stated == plain(added) for f in found):
            continue
        return [
            make_finding(
                "attendance_breakdown",
                "participants",
                stated=total.value,
                expected=added,
                address=total.address,
                other_address=parts[0].address,
            )
        ]
    return []


def _counted_by(dimension: str, statements: tuple[Statement, ...]) -> Decimal | None:
    """Add up the sessions that are counted chair by chair or quarter by quarter; None if they are not."""
    parts = [s.value for s in statements if s.measure == "sessions" and s.role == "part" and s.dimension == dimension]
    return sum(parts, Decimal(0)) if len(parts) > 1 and dimension in ("chair", "time") else None


def _outcomes(figures: Figures) -> list[Finding]:
    out = []
    for whole, parts in OUTCOMES.items():
        total = figures.get((whole, None))
        stated = [figures[p, None] for p in parts if (p, None) in figures]
        if total is None or total.method == "summed" or len(stated) < 2:
            continue
        if any(
            fold_case(f.quote).lstrip().startswith(("trong số này", "trong số đó", "trong số ấy")) for f in stated[1:]
        ):
            continue  # these are among the ones answered, not beside them
        added = sum((f.value for f in stated), Decimal(0))
        full = len(stated) >= 3 and (parts[0], None) in figures
        if added > total.value or (full and added != total.value):
            out.append(
                make_finding(
                    "outcome_sum",
                    whole,
                    stated=total.value,
                    expected=added,
                    address=total.address,
                    other_address=stated[0].address,
                    detail=" + ".join(number_vi(f.value) for f in stated),
                )
            )
    return out
