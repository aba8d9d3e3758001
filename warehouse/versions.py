"""Decide which of several reports of one unit and period counts; no database here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

SYMBOL_NUMBER = re.compile(r"0*(?P<number>\d+)")  # "0203-BC/ĐU"

# grounds, strongest first, as the reason of a superseded report says them
GROUNDS = ("ghi rõ là thay thế báo cáo này", "có ngày ban hành muộn hơn", "có số văn bản cao hơn", "được nhận sau")


@dataclass(frozen=True, slots=True)
class Version:
    """What is needed of a report to find its place among the others of its unit and period."""

    report_id: str
    document_id: str
    file_name: str
    received_at: str
    symbol: str | None
    issued_on: str | None
    replaces: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of two versions the older and the newer, and on what ground (index of GROUNDS)."""

    ground: int
    older: Version
    newer: Version


def compare(one: Version, other: Version) -> Verdict:
    """Say which of two is newer: what it replaces, else the date, else the number, else when it came."""
    if names(one, other) != names(other, one):
        return Verdict(0, other, one) if names(one, other) else Verdict(0, one, other)
    if one.issued_on and other.issued_on and one.issued_on != other.issued_on:
        return ordered(1, one, other, one.issued_on > other.issued_on)
    first, second = symbol_number(one.symbol), symbol_number(other.symbol)
    if first and second and first != second:
        return ordered(2, one, other, (len(first), first) > (len(second), second))
    return ordered(3, one, other, arrival(one) > arrival(other))


def ordered(ground: int, one: Version, other: Version, one_is_newer: bool) -> Verdict:
    """Write a verdict the right way round."""
    return Verdict(ground, other, one) if one_is_newer else Verdict(ground, one, other)


def oldest_to_newest(versions: Sequence[Version]) -> list[Version]:
    """Put versions in one order that no other order of loading changes.

    Pairs are settled strongest ground first; a verdict against what stronger ones imply is dropped (ranked pairs), so
    that a ring of them (a missing date, two that replace each other) still gives one order.
    """
    verdicts = [compare(one, other) for one, other in combinations(versions, 2)]
    verdicts.sort(key=lambda v: (v.ground, arrival(v.newer), arrival(v.older)))
    older: dict[str, set[str]] = {version.report_id: set() for version in versions}
    for verdict in verdicts:
        low, high = verdict.older.report_id, verdict.newer.report_id
        if high in older[low]:
            continue
        for key, below in older.items():
            if key == high or high in below:
                below |= {low} | older[low]
    return sorted(versions, key=lambda version: len(older[version.report_id]))


def superseded_reason(old: Version, current: Version) -> str:
    """Tell the clerk why a report no longer counts."""
    verdict = compare(old, current)
    ground = GROUNDS[verdict.ground] if verdict.newer == current else "mới nhất trong các lần gửi"
    name = f"số {current.symbol} (tệp {current.file_name})" if current.symbol else f"trong tệp {current.file_name}"
    return f"Được thay bằng báo cáo {name} của cùng đơn vị, cùng kỳ vì báo cáo đó {ground}."


def names(newer: Version, older: Version) -> bool:
    """Check whether a report says that it replaces the other: by its whole symbol, or by its number alone."""
    if not newer.replaces or not older.symbol or newer.document_id == older.document_id:
        return False
    said, meant = fold_symbol(newer.replaces), fold_symbol(older.symbol)
    return said == meant or (said.isdecimal() and said.lstrip("0") == symbol_number(older.symbol))


def fold_symbol(symbol: str) -> str:
    """Drop spaces, case and leading zeros, which offices write as they like."""
    return "".join(symbol.split()).casefold().lstrip("0")


def symbol_number(symbol: str | None) -> str:
    """Give the digits a symbol begins with, without leading zeros; longer is higher, then by text."""
    match = SYMBOL_NUMBER.match(symbol or "")
    return match["number"] if match else ""


def arrival(version: Version) -> tuple[str, str, str]:
    """Give what is left to compare when two reports state nothing that tells them apart."""
    return version.received_at, version.file_name, version.document_id
