"""Read the relations of checks.yml: rules of the common kinds that are data; what cannot be meant is an error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

from transforms.records import CATEGORY_MEASURES, MEASURES

# kind -> how many measures it takes left and right: least and most (None: any number)
KINDS: dict[str, tuple[tuple[int, int | None], tuple[int, int | None]]] = {
    "sum": ((1, 1), (2, None)),
    "equal": ((1, 1), (1, 1)),
    "not_greater": ((1, None), (1, 1)),
    "both_or_none": ((1, None), (1, None)),
}
SEVERITIES = ("error", "warning", "info")
WORDS = {"name", "stated", "expected", "detail"}
_KEYS = {"rule", "kind", "left", "right", "severity", "message"}


@dataclass(frozen=True, slots=True)
class Relation:
    """What must hold between measures; ``left`` and ``right`` are all of the unit, or all of its fields."""

    rule: str
    kind: str  # a key of KINDS
    left: tuple[str, ...]
    right: tuple[str, ...]
    severity: str | None = None  # None: the rule's
    message: str | None = None  # key of another sentence than the rule's


def read_relations(
    entries: Sequence[Mapping[str, Any]], severity: Mapping[str, str], message: Mapping[str, str]
) -> tuple[Relation, ...]:
    """Read the entries with the severities and sentences of the rules; ValueError says which entry is wrong and why."""
    return tuple(_read(f"checks.yml, relations, entry {n}", e, severity, message) for n, e in enumerate(entries, 1))


def _read(where: str, entry: Mapping[str, Any], severity: Mapping[str, str], message: Mapping[str, str]) -> Relation:
    missing, unknown = _KEYS - {"severity", "message"} - set(entry), set(entry) - _KEYS
    if missing or unknown:
        raise ValueError(f"{where}: missing {_list(missing)}, unknown {_list(unknown)}")
    relation = Relation(
        entry["rule"],
        entry["kind"],
        tuple(entry["left"]),
        tuple(entry["right"]),
        entry.get("severity"),
        entry.get("message"),
    )
    if relation.kind not in KINDS:
        raise ValueError(f"{where}: unknown kind {relation.kind!r}; known are {', '.join(KINDS)}")
    if relation.rule not in severity:
        raise ValueError(f"{where}: {relation.rule!r} is not among the rules")
    if relation.severity is not None and relation.severity not in SEVERITIES:
        raise ValueError(f"{where}: unknown severity {relation.severity!r}; known are {', '.join(SEVERITIES)}")
    _check_measures(where, relation)
    _check_sentence(where, relation, message)
    return relation


def _check_measures(where: str, relation: Relation) -> None:
    measures = {*relation.left, *relation.right}
    if strange := measures - {*MEASURES, *CATEGORY_MEASURES}:
        raise ValueError(f"{where}: unknown measure {_list(strange)}")
    if measures & set(MEASURES) and measures & set(CATEGORY_MEASURES):
        raise ValueError(f"{where}: measures of the unit and of its fields cannot be compared: {_list(measures)}")
    if len(measures) < len(relation.left) + len(relation.right):
        raise ValueError(f"{where}: a measure is named twice")
    for side, named, (least, most) in zip(
        ("left", "right"), (relation.left, relation.right), KINDS[relation.kind], strict=True
    ):
        if len(named) < least or (most is not None and len(named) > most):
            wanted = f"{least}" if least == most else f"{least} or more"
            raise ValueError(f"{where}: {relation.kind} takes {wanted} measures {side}, not {len(named)}")


def _check_sentence(where: str, relation: Relation, message: Mapping[str, str]) -> None:
    key = relation.message or relation.rule
    if key not in message:
        raise ValueError(f"{where}: no sentence {key!r}")
    fields = {field for _, field, _, _ in Formatter().parse(message[key]) if field is not None}
    if strange := fields - WORDS:
        raise ValueError(f"{where}: sentence {key!r} uses {_list(strange)}; a relation fills {_list(WORDS)}")


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
