"""Choose how one clerk lays out the statistics, and what is left unsaid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from demo.draw_facts import Facts
from transforms.records import MEASURES

TOTALS = ("running", "running", "reversed", "bullets", "labels", "table_rows", "table_columns", "mixed")
LISTINGS = ("none", "none", "lines", "table", "running")
CATEGORY_LAYOUTS = (
    "bullets",
    "table",
    "table_outcomes",
    "table_columns",
    "pairs",
    "running",
    "labels",
    "table_years",
    "none",
)
RESULTS = ("running", "running", "bullets", "labels", "table")
IN_WORDS = ("running", "reversed", "bullets", "labels")


@dataclass(frozen=True, slots=True)
class Layout:
    """The form of each part of the statistics, independent of the others; ``stated`` is printed, ``summed`` follows."""

    totals: str
    listing: str
    categories: str
    results: str
    stated: frozenset[str]
    summed: frozenset[str]  # no total is printed, but all its parts are
    field_answered: bool  # the fields say how many were answered
    zero_fields: str  # drop, zero
    total_row: bool
    recap_table: bool  # a table repeats what the text says
    recap_sentence: bool  # the evaluation repeats the number of sessions

    def prints(self, measure: str) -> bool:
        """Say whether a measure is printed."""
        return measure in self.stated


def choose_layout(random: Random, facts: Facts, flaw: str | None) -> Layout:
    """Draw a layout in which the planted flaw, if any, can be seen."""
    layout = Layout(
        totals=random.choice(TOTALS),
        listing=random.choice(LISTINGS) if len(facts.sessions) <= 8 else "none",
        categories=random.choice(CATEGORY_LAYOUTS),
        results=random.choice(RESULTS),
        stated=_choose_stated(random, facts),
        summed=frozenset(),
        field_answered=random.random() < 0.85,
        zero_fields=random.choice(("drop", "zero", "zero")),
        total_row=random.random() < 0.7,
        recap_table=random.random() < 0.1,
        recap_sentence=random.random() < 0.15,
    )
    layout = _fit(_make_room(layout, flaw), facts)
    return layout if flaw else _leave_totals_out(random, layout, facts)


def _choose_stated(random: Random, facts: Facts) -> frozenset[str]:
    stated = set(MEASURES)
    if random.random() < 0.3:
        stated -= {"sessions_periodic", "sessions_adhoc"}
    elif facts.count("sessions_adhoc") == 0 and random.random() < 0.5:
        stated.discard("sessions_adhoc")
    if random.random() < 0.06:
        stated -= {"opinions_answered", "petitions_answered"}
    if random.random() < 0.4 or "opinions_answered" not in stated:
        stated.discard("answered_rate")
    stated -= _leave_outcomes_out(random, facts, ("opinions_forwarded", "opinions_pending"))
    after = ("petitions_resolved", "petitions_pending", "petitions_forwarded")
    stated -= _leave_outcomes_out(random, facts, after)
    return frozenset(stated)


def _leave_outcomes_out(random: Random, facts: Facts, outcomes: tuple[str, ...]) -> set[str]:
    """Leave out all outcomes, or only such as are zero: a number left out alone would look like a wrong sum."""
    if random.random() < 0.2:
        return set(outcomes)
    return {m for m in outcomes if facts.count(m) == 0 and random.random() < 0.5}


def _make_room(layout: Layout, flaw: str | None) -> Layout:
    """Change what would hide the flaw."""
    everything = frozenset(MEASURES)
    some_fields = layout.categories if layout.categories not in ("none", "table_outcomes") else "bullets"
    words = layout.totals if layout.totals in IN_WORDS else "running"
    match flaw:
        case "category_sum" | "category_answered_sum" | "answered_gt_raised":
            return replace(
                layout,
                categories=some_fields,
                field_answered=True,
                stated=layout.stated | {"opinions_answered"},
                total_row=False,
            )
        case "rate_mismatch":
            return replace(layout, stated=layout.stated | {"opinions_answered", "answered_rate"})
        case "outcome_sum":
            parts = {"opinions_answered", "opinions_forwarded", "opinions_pending"}
            return replace(
                layout,
                categories=some_fields,
                recap_table=False,
                stated=(layout.stated | parts) - {"petitions_resolved", "petitions_pending", "petitions_forwarded"},
            )
        case "petitions_vs_opinions":
            return replace(layout, stated=everything)
        case "session_breakdown":
            parts = {"sessions_periodic", "sessions_adhoc"}
            return replace(layout, stated=layout.stated | parts, listing="none", recap_sentence=False)
        case "attendance_breakdown":
            listing = layout.listing if layout.listing != "none" else "lines"
            return replace(layout, listing=listing, recap_table=False)
        case "implausible":
            return replace(layout, listing="none", recap_table=False)
        case "text_vs_table":
            return replace(layout, totals=words, listing="none", recap_table=True)
        case "duplicate_statement":
            return replace(layout, recap_sentence=True)
    return layout


def _fit(layout: Layout, facts: Facts) -> Layout:
    """Keep the parts from contradicting or uncovering each other."""
    if not layout.prints("opinions_answered"):
        layout = replace(layout, field_answered=False)
    if layout.categories == "table_outcomes" and not {"opinions_forwarded", "opinions_pending"} <= layout.stated:
        layout = replace(layout, categories="table")
    if layout.categories in ("pairs", "table_outcomes", "labels") and not layout.field_answered:
        layout = replace(layout, categories="bullets")
    if layout.recap_table and layout.totals not in IN_WORDS:
        layout = replace(layout, recap_table=False)
    return layout


def _leave_totals_out(random: Random, layout: Layout, facts: Facts) -> Layout:
    """Sometimes print the parts only: both kinds of sessions, or the attendance of each session."""
    left_out = set()
    kinds = facts.count("sessions_periodic") and facts.count("sessions_adhoc")
    in_words = layout.totals in ("running", "reversed", "mixed") and layout.listing == "none"
    if in_words and kinds and layout.prints("sessions_periodic") and random.random() < 0.2:
        left_out.add("sessions")
    if layout.listing != "none" and not layout.recap_table and random.random() < 0.2:
        left_out.add("participants")
    if left_out:
        layout = replace(layout, recap_table=False, recap_sentence=False)
    return replace(layout, stated=layout.stated - left_out, summed=frozenset(left_out))
