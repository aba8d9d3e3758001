"""Plant one contradiction into figures that agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from demo.choose_layout import Layout
from demo.draw_facts import Facts, Field
from demo.records import Inconsistency

FLAWS = (
    "category_sum",
    "category_answered_sum",
    "answered_gt_raised",
    "rate_mismatch",
    "petitions_vs_opinions",
    "session_breakdown",
    "attendance_breakdown",
    "outcome_sum",
    "period_mismatch",
    "commune_mismatch",
    "text_vs_table",
    "duplicate_statement",
    "implausible",
)


@dataclass(frozen=True, slots=True)
class Planted:
    """Figures as they are printed: the facts, and what other places of the report say instead."""

    facts: Facts
    recap: Mapping[str, int]  # measure → number that the repetition prints
    inconsistency: Inconsistency | None


def plant_flaw(random: Random, facts: Facts, layout: Layout, flaw: str | None) -> Planted:
    """Change what the flaw needs; the flaws of names and periods are written by the closing sentence."""
    if flaw is None or flaw in ("period_mismatch", "commune_mismatch"):
        return Planted(facts, {}, None)
    return PLANTERS[flaw](random, facts)


def _planted(kind: str, detail: str, stated: object, expected: object) -> Inconsistency:
    return Inconsistency(kind, f"{detail}: ghi {stated}, đúng ra {expected}", str(stated), str(expected))


def _set(facts: Facts, **measures: int | Decimal) -> Facts:
    return replace(facts, measures={**facts.measures, **measures})


def _set_field(facts: Facts, old: Field, new: Field) -> Facts:
    return replace(facts, fields=tuple(new if field is old else field for field in facts.fields))


def _category_sum(random: Random, facts: Facts) -> Planted:
    field = random.choice([f for f in facts.fields if f.raised])
    more = random.randint(1, 3)
    changed = _set_field(facts, field, replace(field, raised=field.raised + more))
    total = facts.count("opinions")
    return Planted(changed, {}, _planted("category_sum", "tổng các lĩnh vực", total + more, total))


def _category_answered_sum(random: Random, facts: Facts) -> Planted:
    field = random.choice([f for f in facts.fields if f.answered])
    changed = _set_field(facts, field, replace(field, answered=field.answered - 1))
    total = facts.count("opinions_answered")
    return Planted(changed, {}, _planted("category_answered_sum", "tổng số giải đáp", total - 1, total))


def _answered_gt_raised(random: Random, facts: Facts) -> Planted:
    """Give one field more answers than opinions and take them from another, so that the sums still hold."""
    giver = max(facts.fields, key=lambda f: f.answered)
    takers = [f for f in facts.fields if f.raised and f is not giver and f.raised - f.answered < giver.answered]
    taker = random.choice(takers)
    extra = taker.raised - taker.answered + 1
    changed = _set_field(facts, taker, replace(taker, answered=taker.answered + extra))
    changed = _set_field(changed, giver, replace(giver, answered=giver.answered - extra))
    detail = f"{taker.name}: giải đáp nhiều hơn số nêu"
    return Planted(changed, {}, _planted("answered_gt_raised", detail, taker.raised + 1, taker.raised))


def _rate_mismatch(random: Random, facts: Facts) -> Planted:
    true = facts.rate
    wrong = true - random.randint(4, 9)
    return Planted(_set(facts, answered_rate=wrong), {}, _planted("rate_mismatch", "tỷ lệ giải đáp", wrong, true))


def _petitions_vs_opinions(random: Random, facts: Facts) -> Planted:
    more = random.randint(2, 6)
    petitions = facts.count("opinions") + more
    changed = replace(facts, merged=0)
    changed = _set(
        changed,
        petitions=petitions,
        petitions_answered=facts.count("opinions_answered"),
        petitions_resolved=facts.count("petitions_resolved") + more,
    )
    found = _planted("petitions_vs_opinions", "tổng số kiến nghị ở 2.4", petitions, facts.count("opinions"))
    return Planted(changed, {}, found)


def _session_breakdown(random: Random, facts: Facts) -> Planted:
    true = facts.count("sessions")
    stated = true + random.randint(1, 2)
    found = _planted("session_breakdown", "tổng số cuộc và định kỳ + đột xuất", stated, true)
    return Planted(_set(facts, sessions=stated), {}, found)


def _attendance_breakdown(random: Random, facts: Facts) -> Planted:
    true = facts.count("participants")
    stated = true + random.randint(5, 30)
    found = _planted("attendance_breakdown", "tổng số người dự và từng cuộc", stated, true)
    return Planted(_set(facts, participants=stated), {}, found)


def _outcome_sum(random: Random, facts: Facts) -> Planted:
    true = facts.count("opinions_forwarded")
    stated = true + random.randint(1, 3)
    found = _planted("outcome_sum", "giải đáp + chuyển + trả lời sau khác tổng; số chuyển", stated, true)
    return Planted(_set(facts, opinions_forwarded=stated), {}, found)


def _text_vs_table(random: Random, facts: Facts) -> Planted:
    true = facts.count("participants")
    wrong = true + random.choice((-9, 9, 18, 27))
    return Planted(facts, {"participants": wrong}, _planted("text_vs_table", "số người dự trong biểu", wrong, true))


def _duplicate_statement(random: Random, facts: Facts) -> Planted:
    true = facts.count("sessions")
    wrong = true + random.randint(1, 2)
    found = _planted("duplicate_statement", "số cuộc trong phần đánh giá", wrong, true)
    return Planted(facts, {"sessions_sentence": wrong}, found)


def _implausible(random: Random, facts: Facts) -> Planted:
    true = facts.count("participants")
    wrong = true * 1000 if facts.count("sessions") < 3 or random.random() < 0.5 else 1
    return Planted(_set(facts, participants=wrong), {}, _planted("implausible", "số người dự", wrong, true))


PLANTERS: Mapping[str, Callable[[Random, Facts], Planted]] = {
    "category_sum": _category_sum,
    "category_answered_sum": _category_answered_sum,
    "answered_gt_raised": _answered_gt_raised,
    "rate_mismatch": _rate_mismatch,
    "petitions_vs_opinions": _petitions_vs_opinions,
    "session_breakdown": _session_breakdown,
    "attendance_breakdown": _attendance_breakdown,
    "outcome_sum": _outcome_sum,
    "text_vs_table": _text_vs_table,
    "duplicate_statement": _duplicate_statement,
    "implausible": _implausible,
}
