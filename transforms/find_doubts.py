"""Find what is doubtful in the reading: numbers nothing accounts for, slips, hedges, rivals, unknown fields."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractors.records import UNSURE, PrintedReport
from transforms.find_missing import find_missing, lack
from transforms.make_finding import make_finding, short_quote
from transforms.normalise import Normalised
from transforms.records import CATEGORIES, Figure, Finding, Statement
from transforms.settle_rivals import OUTVOTED

Key = tuple[str, str | None]
Figures = dict[Key, Figure]

_LEAST_CONFIDENCE = Decimal("0.7")


def find_doubts(
    printed: PrintedReport,
    normalised: Normalised,
    figures: tuple[Figure, ...],
    sure: frozenset[Key],
    found: list[Finding],
) -> list[Finding]:
    """List the findings on the reading of one report; ``found`` are those of its checks."""
    by_key = {(f.measure, f.category): f for f in figures}
    slips = list(_slips(normalised, by_key, sure))
    out = [*_unread(normalised), *slips, *_hedges(normalised, by_key), *_outvoted(normalised, by_key)]
    slipped = {(f.measure, f.category) for f in slips}
    out += [
        make_finding(
            "doubtful_numeral",
            f.measure,
            f.category,
            message="unsure",
            stated=f.value,
            address=f.address,
            quote=short_quote(f.quote),
        )
        for f in figures
        if f.confidence < _LEAST_CONFIDENCE and (f.measure, f.category) not in slipped
    ]
    out += _unmapped(normalised)
    out += _unknown_or_absent(normalised, by_key)
    out += _said_beside(normalised, by_key)
    out += _fields_that_do_not_add_up(by_key, found)
    out += find_missing(by_key)
    if printed.tracked_changes:
        out.append(make_finding("tracked_changes", stated=str(printed.tracked_changes), name=""))
    if printed.unread_lines:
        out.append(make_finding("unread_number", message="only_again", stated=str(printed.unread_lines), name=""))
    if printed.unread_pictures:
        out.append(make_finding("unread_number", message="in_picture", stated=str(printed.unread_pictures), name=""))
    return out


def _unread(normalised: Normalised) -> Iterator[Finding]:
    for s in normalised.statements:
        if s.role == "unread" and s.kind != "dash":
            yield make_finding("unread_number", stated=s.value, address=s.address, quote=short_quote(s.quote), name="")


def _slips(normalised: Normalised, figures: Figures, sure: frozenset[Key]) -> Iterator[Finding]:
    """Show the numerals with letters for digits, or with words and digits that differ; once for each figure."""
    told: set[Key] = set()
    for s in normalised.statements:
        key = (s.measure, s.category)
        counts = s.role == "total" or (key in figures and s.address in figures[key].parts)
        if not counts or not s.doubt or key not in figures or key in told:
            continue
        told.add(key)
        yield make_finding(
            "doubtful_numeral",
            s.measure,
            s.category,
            message=_message_of(s),
            stated=s.value,
            address=s.address,
            printed=s.printed,
            again=s.again,
            quote=short_quote(s.quote),
            severity="info" if key in sure else "warning",
        )


def _message_of(s: Statement) -> str | None:
    """Name the sentence for a doubt: two readings of a scan, a sentence of it that could not be made out, a slip."""
    if s.doubt != "scan":
        return None
    if s.address.page is None:
        return "read_by_two"
    return "blurred" if s.again == UNSURE else "read_twice"


def _hedges(normalised: Normalised, figures: Figures) -> Iterator[Finding]:
    for s in normalised.statements:
        figure = figures.get((s.measure, None))
        if s.role == "total" and s.hedge and not s.category and figure is not None and figure.value == s.value:
            yield make_finding(
                "approximate",
                s.measure,
                s.category,
                stated=s.value,
                address=s.address,
                printed=f"{s.hedge} {s.printed}",
            )


def _outvoted(normalised: Normalised, figures: Figures) -> Iterator[Finding]:
    """Show the totals that the report's sums speak against, the first of each measure."""
    told: set[str] = set()
    for s in normalised.statements:
        if s.reason != OUTVOTED or s.measure in told:
            continue
        told.add(s.measure)
        taken = figures.get((s.measure, None))
        yield make_finding(
            "doubtful_numeral",
            s.measure,
            message="outvoted",
            stated=s.value,
            expected=taken.value if taken else None,
            address=s.address,
            other_address=taken.address if taken else None,
            quote=short_quote(s.quote),
        )


def _unmapped(normalised: Normalised) -> Iterator[Finding]:
    for name, statement in normalised.unmapped:
        yield make_finding(
            "unmapped_category",
            "raised",
            "other",
            stated=statement.value,
            address=statement.address,
            printed=name,
            name="",
        )


def _unknown_or_absent(normalised: Normalised, figures: Figures) -> Iterator[Finding]:
    """Where a field is none of the eight and one of the eight is not named, the two may be one in other words."""
    absent = [c for c in CATEGORIES if ("raised", c) not in figures]
    if not normalised.unmapped or not absent:
        return
    names = ", ".join(f"“{short_quote(name)}”" for name, _ in normalised.unmapped)
    for category in absent:
        yield lack("raised", category, f"; có thể đã ghi dưới tên khác ({names})")
    other = figures.get(("raised", "other"))
    if other is not None:
        yield make_finding(
            "doubtful_numeral",
            "raised",
            "other",
            message="unknown_fields",
            stated=other.value,
            address=other.address,
            quote=names,
        )


def _said_beside(normalised: Normalised, figures: Figures) -> Iterator[Finding]:
    """Show a second number of a field that stands beside the first and was not taken: "Đất: 13 YK, xong 11"."""
    for s in normalised.passed_over:
        taken = figures.get((s.measure, s.category))
        if taken is not None and taken.value != s.value:
            yield make_finding(
                "doubtful_numeral",
                s.measure,
                s.category,
                message="second_reader",
                stated=s.value,
                expected=taken.value,
                address=s.address,
                other_address=taken.address,
                quote=short_quote(s.quote),
            )


def _in_parts_once(figures: Figures, category: str | None) -> bool:
    """Tell whether a field is added up of more numbers of raised opinions than of answered ones, or of fewer."""
    both = [figures.get((measure, category)) for measure in ("raised", "answered")]
    return len({len(f.parts) for f in both if f is not None}) > 1


def _fields_that_do_not_add_up(figures: Figures, found: list[Finding]) -> Iterator[Finding]:
    """Where the fields do not add up to the total, show those that were themselves added up, or the last one."""
    for rule, measure in (("category_sum", "raised"), ("category_answered_sum", "answered")):
        broken = next((f for f in found if f.rule == rule), None)
        if broken is None:
            continue
        rows = [figures[measure, c] for c in CATEGORIES if (measure, c) in figures]
        summed = [f for f in rows if f.method == "summed" or _in_parts_once(figures, f.category)]
        short = Decimal(broken.expected or 0) < Decimal(broken.stated or 0)
        if not summed and short and (measure, "other") in figures and len(rows) == len(CATEGORIES):
            summed = [figures[measure, "other"]]  # a ninth field may have been left out
        for figure in summed:
            yield make_finding(
                "doubtful_numeral",
                measure,
                figure.category,
                message="summed" if figure.parts else None,
                stated=figure.value,
                address=figure.address,
                printed=figure.printed,
            )
