"""Settle by sums which numbers of the fields were raised and which answered, where no word that we know says it.

A list of fields says two things of each, however it words them: how many were raised, how many of these answered. Where
the fields as read do not make up the report's totals, the ways in which such lists are written are tried, on the fields
that are not plainly read, and the one way that makes up both totals is taken. If several do, or none, nothing changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from extractors.fold_case import fold_case
from transforms.records import Statement

_LEAST = 3  # fields of a list
RECONCILED = "reconciled"  # the reason of a statement whose measure the sums told


@dataclass(frozen=True, slots=True)
class Pair:
    """What one name of a field is taken to state; None where it states nothing of the kind."""

    raised: Statement | None
    answered: Statement | None
    known: bool = True  # one of the eight fields, or said to be the others

    @property
    def plain(self) -> bool:
        """Tell whether both numbers are read by their words."""
        return self.known and self.raised is not None and self.answered is not None


Way = Callable[[Pair, Sequence[Statement]], Pair | None]


def settle_fields(statements: list[Statement]) -> list[Statement]:
    """Read the fields in the one way of writing that makes up the totals of the raised and the answered."""
    rows: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.category and s.section == "sessions" and s.source == "sentence" and s.value >= 0 and _may_count(s):
            rows[s.category, fold_case(s.name)].append(s)
    for key, row in rows.items():
        plain = [s for s in row if s.role != "part"]
        rows[key] = plain if len(plain) > 1 else row
    totals = _totals("opinions", statements), _totals("opinions_answered", statements)
    as_read = {key: _as_read(row) for key, row in rows.items()}
    if not totals[0] or len(rows) < _LEAST or (totals[1] and _fits(as_read.values(), *totals)):
        return statements
    if not totals[1] and any(pair.answered is not None for pair in as_read.values()):
        return statements
    for size in range(1, len(_WAYS) + 1):
        fitting = []
        for ways in combinations(_WAYS, size):
            tried = {key: _try(pair, rows[key], ways) for key, pair in as_read.items()}
            changed = sum(tried[key] != pair for key, pair in as_read.items())
            if not totals[1] and changed < _LEAST:
                continue
            if _fits(tried.values(), *totals) and tried not in fitting:
                fitting.append(tried)
        if fitting:
            return _rewritten(statements, rows, fitting[0]) if len(fitting) == 1 else statements
    return statements


def _may_count(s: Statement) -> bool:
    return s.role in ("total", "unread") or (s.role == "part" and s.dimension == "of field")


def _as_read(row: Sequence[Statement]) -> Pair:
    first = {m: next((s for s in row if s.measure == m and s.role == "total"), None) for m in ("raised", "answered")}
    unknown = row[0].category == "other" and not any(w in fold_case(row[0].name) for w in ("khác", "còn lại"))
    return Pair(first["raised"], first["answered"], not unknown)


def _in_turn(pair: Pair, row: Sequence[Statement]) -> Pair | None:
    """Read "đất đai chiếm 11 ý kiến và có lời giải cho 8": the second number of a field is of the answered."""
    if pair.answered is not None or len(row) < 2 or row[1].value > row[0].value:
        return None
    return replace(pair, raised=row[0], answered=row[1])


def _out_of(pair: Pair, row: Sequence[Statement]) -> Pair | None:
    """Read "7 trong số 9 ý kiến về xây dựng cơ bản": the first number of a field is of the answered."""
    if pair.answered is not None or len(row) < 2 or row[0].value > row[1].value:
        return None
    return replace(pair, raised=row[1], answered=row[0])


def _both(pair: Pair, row: Sequence[Statement]) -> Pair | None:
    """Read "thủ tục hành chính có 02 và đều được làm rõ": the one number of a field is of both."""
    return replace(pair, raised=pair.answered) if pair.raised is None and pair.answered is not None else None


def _left_out(pair: Pair, row: Sequence[Statement]) -> Pair | None:
    """Leave out what only looked like a field: "Ở cấp thôn, 22 chi bộ tự tổ chức …"."""
    return Pair(None, None) if not pair.known else None


_WAYS: tuple[Way, ...] = (_in_turn, _out_of, _both, _left_out)


def _try(pair: Pair, row: Sequence[Statement], ways: Sequence[Way]) -> Pair:
    if pair.plain:
        return pair
    return next((made for way in ways if (made := way(pair, row)) is not None), pair)


def _fits(pairs: Iterable[Pair], opinions: set[Decimal], answered: set[Decimal]) -> bool:
    pairs = list(pairs)
    raised = sum((p.raised.value for p in pairs if p.raised is not None), Decimal(0))
    done = sum((p.answered.value for p in pairs if p.answered is not None), Decimal(0))
    return raised in opinions and (done in answered or (not answered and done <= raised))


def _rewritten(
    statements: list[Statement],
    rows: dict[tuple[str, str], list[Statement]],
    settled: dict[tuple[str, str], Pair],
) -> list[Statement]:
    """Give the statements of the fields their settled measures; other numbers of a field count nothing."""
    out: list[Statement] = []
    of = {id(s): key for key, row in rows.items() for s in row}
    for s in statements:
        key = of.get(id(s))
        if key is None or settled[key] == _as_read(rows[key]):
            out.append(s)
            continue
        taken = [m for m, t in (("raised", settled[key].raised), ("answered", settled[key].answered)) if t is s]
        for measure in taken:
            out.append(replace(s, measure=measure, role="total", reason=RECONCILED, strength=3, rivals=(), dimension=""))
        if not taken:
            out.append(replace(s, role="other", reason="reference" if settled[key].known else "no field"))
    return out


def _totals(measure: str, statements: Iterable[Statement]) -> set[Decimal]:
    return {s.value for s in statements if s.measure == measure and s.role == "total" and not s.category}
