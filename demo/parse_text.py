"""Parse the plain text format of hand-written reports ([HEAD-LEFT], [BODY], [TABLE] …) and write it back."""

from __future__ import annotations

from collections.abc import Iterator

from demo.records import ReportText, TextParagraph, TextTable

PARTS = ("HEAD-LEFT", "HEAD-RIGHT", "BODY", "FOOT-LEFT", "FOOT-RIGHT")


def parse(text: str) -> ReportText:
    """Parse a text; without any [BODY] mark the whole of it is body."""
    lines: dict[str, list[str]] = {part: [] for part in PARTS}
    part = "BODY"
    for line in text.lstrip("\ufeff").splitlines():
        line = line.strip()
        if line[1:-1] in PARTS and line == f"[{line[1:-1]}]":
            part = line[1:-1]
        elif line:
            lines[part].append(line)
    return ReportText(
        tuple(lines["HEAD-LEFT"]),
        tuple(lines["HEAD-RIGHT"]),
        tuple(_body(iter(lines["BODY"]))),
        tuple(lines["FOOT-LEFT"]),
        tuple(lines["FOOT-RIGHT"]),
    )


def unparse(report: ReportText) -> str:
    """Write a report in the text format; ``parse`` gives the same report again."""
    lines: list[str] = []
    for name, part in (("HEAD-LEFT", report.head_left), ("HEAD-RIGHT", report.head_right)):
        if part:
            lines += [f"[{name}]", *part]
    lines.append("[BODY]")
    for item in report.body:
        if isinstance(item, TextTable):
            lines += ["[TABLE]", *(" | ".join(row) for row in item.rows), "[/TABLE]"]
        else:
            lines.append(("=" if item.centred else "") + ("**" if item.bold else "") + item.text)
    for name, part in (("FOOT-LEFT", report.foot_left), ("FOOT-RIGHT", report.foot_right)):
        if part:
            lines += [f"[{name}]", *part]
    return "\n".join(lines) + "\n"


def _body(lines: Iterator[str]) -> Iterator[TextParagraph | TextTable]:
    for line in lines:
        if line == "[TABLE]":
            yield _table(lines)
            continue
        centred = line.startswith("=")
        rest = line[1:] if centred else line
        bold = rest.startswith("**")
        yield TextParagraph((rest[2:] if bold else rest).strip(), centred, bold)


def _table(lines: Iterator[str]) -> TextTable:
    rows = []
    for line in lines:
        if line == "[/TABLE]":
            break
        rows.append([cell.strip() for cell in line.split("|")])
    else:
        raise ValueError("a [TABLE] has no [/TABLE]")
    if not rows:
        raise ValueError("a [TABLE] has no rows")
    width = max(len(row) for row in rows)
    return TextTable(tuple(tuple(row + [""] * (width - len(row))) for row in rows))
