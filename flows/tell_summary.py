"""Tell a run's result: to the clerk on the screen, and to Prefect as a page and a table."""

from __future__ import annotations

from pathlib import Path

from flows.load_messages import Messages
from flows.summarise_run import Summary

LISTED = 20  # rejected files named one by one on the screen


def summary_lines(summary: Summary, messages: Messages) -> list[str]:
    """Tell what a clerk asks after a run, one line each."""
    n = messages.number
    lines = [
        messages("summary.title", period=summary.period),
        messages("summary.units", received=n(summary.units_received), units=n(summary.units)),
        messages("summary.files", files=n(len(summary.documents)), read=n(summary.read)),
    ]
    if summary.again:
        lines[-1] = messages("summary.again", read=n(summary.read))
    elif summary.read == 0:
        lines[-1] = messages("summary.nothing_new", files=n(len(summary.documents)))
    for outcome in ("duplicate", "superseded"):
        if count := summary.count(outcome):
            lines.append(messages(f"summary.{outcome}", count=n(count)))
    if summary.other_periods:
        periods = ", ".join(f"{period}: {n(count)}" for period, count in summary.other_periods)
        lines.append(messages("summary.other_periods", periods=periods))
    found = dict(summary.findings)
    counts = {severity: n(count) for severity, count in found.items()}
    lines.append(messages("summary.findings", **counts) if any(found.values()) else messages("summary.no_findings"))
    rejected = summary.rejected
    if rejected:
        lines.append(messages("summary.rejected", count=n(len(rejected))))
        lines += [f"  - {line.file_name}: {line.reason}" for line in rejected[:LISTED]]
        if len(rejected) > LISTED:
            lines.append(messages("summary.more", count=n(len(rejected) - LISTED)))
    lines.append(messages("summary.results"))
    lines += [f"  - {_short(path)}" for path in summary.files]
    return lines


def summary_markdown(summary: Summary, messages: Messages) -> str:
    """Tell the same as a page for Prefect."""
    title, *lines = summary_lines(summary, messages)
    return f"# {title}\n\n" + "\n".join(line if line.startswith("  ") else f"- {line}" for line in lines) + "\n"


def summary_rows(summary: Summary) -> list[dict[str, str | int]]:
    """List the files of the inbox as rows for Prefect."""
    return [
        {
            "document": line.file_name,
            "outcome": line.outcome,
            "reason": line.reason,
            "period": line.period,
            "findings": line.findings,
        }
        for line in summary.documents
    ]


def _short(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path.resolve())
