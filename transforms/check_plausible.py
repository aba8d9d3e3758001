"""Find figures that no report has: too many people, a rate over 100 %; the limits stand in checks.yml."""

from __future__ import annotations

from decimal import Decimal

from transforms.load_rules import Rules, number_vi
from transforms.make_finding import make_finding
from transforms.records import Figure, Finding


def check_plausible(figures: dict[tuple[str, str | None], Figure], rules: Rules) -> list[Finding]:
    """Find sessions, people, opinions and rates outside what checks.yml allows."""
    out = []
    sessions, people, opinions, rate = (
        figures.get((m, None)) for m in ("sessions", "participants", "opinions", "answered_rate")
    )
    t = rules.tolerances
    if people is not None and sessions is not None and sessions.value > 0:
        mean = people.value / sessions.value
        if mean > t["people_per_session_max"] or mean < t["people_per_session_min"]:
            out.append(
                make_finding(
                    "implausible",
                    "participants",
                    stated=people.value,
                    address=people.address,
                    other_address=sessions.address,
                    detail=f"bình quân {number_vi(mean.quantize(Decimal(1)))} người một cuộc",
                )
            )
    if (
        people is not None
        and opinions is not None
        and opinions.value > people.value * t["opinions_per_person_max"]
        and people.value > 0
    ):
        out.append(
            make_finding(
                "implausible",
                "participants",
                stated=people.value,
                address=people.address,
                other_address=opinions.address,
                detail=f"ít hơn cả số ý kiến là {number_vi(opinions.value)}",
            )
        )
    if sessions is not None and sessions.value > t["sessions_max"]:
        out.append(
            make_finding(
                "implausible",
                "sessions",
                stated=sessions.value,
                address=sessions.address,
                detail="quá nhiều trong một kỳ",
            )
        )
    if sessions is not None and sessions.value == 0 and opinions is not None and opinions.value > 0:
        out.append(
            make_finding(
                "implausible",
                "opinions",
                stated=opinions.value,
                address=opinions.address,
                other_address=sessions.address,
                detail="không có cuộc nào mà vẫn có ý kiến",
            )
        )
    if rate is not None and rate.value > 100:
        out.append(
            make_finding(
                "implausible", "answered_rate", stated=rate.value, address=rate.address, detail="tỷ lệ quá 100%"
            )
        )
    return out
