"""Make a finding: its severity and its sentence come from checks.yml."""

from __future__ import annotations

from decimal import Decimal

from extractors.records import Address
from transforms.load_rules import Rules, load_rules, name_of, number_vi
from transforms.records import Finding


def make_finding(
    rule: str,
    measure: str | None = None,
    category: str | None = None,
    *,
    stated: Decimal | str | None = None,
    expected: Decimal | str | None = None,
    address: Address | None = None,
    other_address: Address | None = None,
    severity: str | None = None,
    message: str | None = None,
    rules: Rules | None = None,
    **words: str,
) -> Finding:
    """Make a finding of a rule with its severity and sentence from checks.yml (``message`` names another sentence)."""
    rules = rules or load_rules()
    said = number_vi(stated) if stated is not None else ""
    owed = number_vi(expected) if expected is not None else ""
    name = words.pop("name", name_of(measure, category) if measure else "")
    text = rules.message[message or rule].format(stated=said, expected=owed, name=name, **words)
    return Finding(
        rule,
        severity or rules.severity[rule],
        text,
        measure,
        category,
        plain(stated),
        plain(expected),
        address,
        other_address,
    )


def plain(value: Decimal | str | None) -> str | None:
    """Write a value for machines: "88.5"; a text stays as it is."""
    if value is None or isinstance(value, str):
        return value
    return f"{value.normalize():f}"


def short_quote(quote: str) -> str:
    """Shorten a quotation to some 90 characters, between words."""
    text = " ".join(quote.split())
    return text if len(text) <= 90 else text[:87].rsplit(" ", 1)[0] + "…"
