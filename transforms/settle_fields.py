"""Settle by sums which numbers of the fields were raised and which answered, where no word that we know says it.

A list of fields says two things of each, however it words them: how many were raised, how many of these answered. Where
the fields as read do not make up the report's totals, the ways in which such lists are written are tried, on the fields
that are not plainly read, and the one way that makes up both totals is taken. If several do, or none, nothing changes.
"""

from __future__ import annotations

import re
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
    """What one name of a field is taken to state: the numbers of the raised and of the answered, to be added up."""

    raised: tuple[Statement, ...]
    answered: tuple[Statement, ...]
    known: bool = True  # one of the eight fields, or said to be the others

    @property
    def values(self) -> tuple[Decimal, Decimal]:
        """Give both sums."""
        return _sum(self.raised), _sum(self.answered)


Key = tuple[str, str]  # category, name as printed
Way = Callable[[Pair, Sequence[Statement]], Pair | None]


def settle_fields(statements: list[Statement]) -> list[Statement]:
    """Read the fields in the one way of writing that makes up the totals of the raised and the answered."""
    rows = _rows(statements)
    opinions, answered = _totals("opinions", statements), _totals("opinions_answered", statements)
    as_read = {key: _as_read(row) for key, row in rows.items()}
    if not opinions or len(rows) < _LEAST or (answered and _fits(as_read.values(), opinions, answered)):
        return statements
    if not answered and any(pair.answered for pair in as_read.values()):
        return statements
    for size in range(1, len(_WAYS) + 1):
        fitting = []
        for ways in combinations(_WAYS, size):
            tried = {key: _try(pair, rows[key], ways) for key, pair in as_read.items()}
            changed = sum(tried[key] != pair for key, pair in as_read.items())
            if _fits(tried.values(), opinions, answered) and (answered or changed >= _LEAST):
                fitting.append(tried)
        if fitting:
            fullest = max(_stated(tried) for tried in fitting)
            best = [tried for tried in fitting if _stated(tried) == fullest]
            alike = len({tuple(pair.values for pair in tried.values()) for tried in best}) == 1
            return _rewritten(statements, rows, best[0]) if alike else statements
    return statements


def _rows(statements: list[Statement]) -> dict[Key, list[Statement]]:
    """Gather the numbers that stand beside each name of a field, in reading order."""
    rows: dict[Key, list[Statement]] = defaultdict(list)
    for s in statements:
        may_count = s.role in ("total", "unread") or (s.role == "part" and s.dimension == "of field")
        if s.category and s.section == "sessions" and s.source == "sentence" and s.value >= 0 and may_count:
            rows[s.category, fold_case(s.name)].append(s)
    for key, row in rows.items():
        plain = [s for s in row if s.role != "part"]
        rows[key] = plain if len(plain) > 1 else row
    return rows


def _as_read(row: Sequence[Statement]) -> Pair:
    first = {m: tuple(s for s in row if s.measure == m and s.role == "total")[:1] for m in ("raised", "answered")}
    unknown = row[0].category == "other" and not any(w in fold_case(row[0].name) for w in ("khác", "còn lại"))
    return Pair(first["raised"], first["answered"], not unknown)


def _in_turn(pair: Pair, row: Sequence[Statement]) -> Pair | None:
    """Read "đất đai chiếm 11 ý kiến và có lời giải cho 8": the second number of a field is of the answered."""
    if pair.answered or len(row) < 2 or row[1].value > row[0].value:
        return None
    return replace(pair, raised=(row[0],), answered=(row[1],))


def _out_of(pair: Pair, row: Sequence[Statement]) -> Pair | None:
    """Read "7 trong số 9 ý kiến về xây dựng cơ bản": the first number of a field is of the answered."""
    if pair.answered or len(row) < 2 or row[0].value > row[1].value:
        return None
    return replace(pair, raised=(row[1],), answered=(row[0],))


def _both(pair: Pair, row: Sequence[Statement]) -> Pair | None:
    """Read "thủ tục hành chính có 02 và đều được làm rõ": the one number of a field is of both."""
    return replace(pair, raised=pair.answered) if pair.answered and not pair.raised else None


def _added(pair: Pair, row: Sequence[Statement]) -> Pair | None:
    """Read "đất đai tách làm hai: đất ở 06 ý kiến, giải đáp 05; đất rừng 07 ý kiến, giải đáp 06": a field in parts."""
    raised, answered = (tuple(s for s in row if s.measure == m) for m in ("raised", "answered"))
    in_one_sentence = len({s.quote for s in row}) == 1
    line_by_line = len({s.address.block for s in raised}) == len(raised)
    if not (in_one_sentence or line_by_line) or min(len(raised), len(answered)) < 2:
        return None
    return replace(pair, raised=raised, answered=answered)


def _last(pair: Pair, row: Sequence[Statement]) -> Pair | None:
    """Read "A và B mỗi nhóm 2 ý kiến, A trả lời 1, B trả lời 2": a field's own number stands after a shared one."""
    answered = tuple(s for s in row if s.measure == "answered")
    return replace(pair, answered=answered[-1:]) if len(answered) > 1 and pair.raised else None


_ALL = re.compile(r"(?<!\w)(?:hết|đủ|đều|toàn bộ|tất cả|nào cũng|trọn vẹn)(?!\w)")


def _all(pair: Pair, row: Sequence[Statement]) -> Pair | None:
    """Read "có năm lĩnh vực được giải đáp hết: chế độ, chính sách (08 ý kiến); …": the one number is of both."""
    said = pair.raised and not pair.answered and _ALL.search(fold_case(pair.raised[0].quote))
    return replace(pair, answered=pair.raised) if said else None


def _left_out(pair: Pair, row: Sequence[Statement]) -> Pair | None:
    """Leave out what only looked like a field: "Ở cấp thôn, 22 chi bộ tự tổ chức …"."""
    return Pair((), ()) if not pair.known else None


_WAYS: tuple[Way, ...] = (_in_turn, _out_of, _both, _added, _last, _all, _left_out)


def _try(pair: Pair, row: Sequence[Statement], ways: Sequence[Way]) -> Pair:
    if pair.known and pair.raised and pair.answered and len(row) == 2:
        return pair  # plainly read
    return next((made for way in ways if (made := way(pair, row)) is not None), pair)


def _stated(tried: dict[Key, Pair]) -> int:
    return sum(bool(pair.raised and pair.answered) for pair in tried.values())


def _fits(pairs: Iterable[Pair], opinions: set[Decimal], answered: set[Decimal]) -> bool:
    sums = [pair.values for pair in pairs]
    raised, done = (sum((values[i] for values in sums), Decimal(0)) for i in (0, 1))
    return raised in opinions and (done in answered or (not answered and done <= raised))


def _sum(statements: Iterable[Statement]) -> Decimal:
    return sum((s.value for s in statements), Decimal(0))


def _rewritten(
    statements: list[Statement], rows: dict[Key, list[Statement]], settled: dict[Key, Pair]
) -> list[Statement]:
    """Give the statements of the fields their settled measures; other numbers of a field count nothing."""
    out: list[Statement] = []
    of = {id(s): key for key, row in rows.items() for s in row}
    for s in statements:
        key = of.get(id(s))
        if key is None or settled[key] == _as_read(rows[key]):
            out.append(s)
            continue
        taken = False
        for measure, mine in (("raised", settled[key].raised), ("answered", settled[key].answered)):
            for n, t in enumerate(mine, 1):
                if t is s:
                    name = s.name if len(mine) == 1 else f"{s.name} ({n})"
                    made = replace(s, measure=measure, name=name, role="total", reason=RECONCILED)
                    out.append(replace(made, strength=3, rivals=(), dimension=""))
                    taken = True
        if not taken:
            out.append(replace(s, role="other", reason="reference" if settled[key].known else "no field"))
    return out


def _totals(measure: str, statements: Iterable[Statement]) -> set[Decimal]:
    return {s.value for s in statements if s.measure == measure and s.role == "total" and not s.category}
