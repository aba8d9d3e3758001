"""Write the inbox of a made-up province: reports as offices send them, and some trouble; the truth stands beside it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from demo.name_files import name_file
from demo.parse_text import parse
from demo.plant_flaw import FLAWS
from demo.read_communes import read_communes
from demo.records import Commune, ReportText, Truth
from demo.render_docx import render_docx, vary_docx_style
from demo.render_pdf import render_blank_pdf, render_pdf, vary_pdf_style
from demo.speak import read_phrases
from demo.write_report import write_report

FOLDERS = ("", "Gui qua thu dien tu", "Dot 2")


@dataclass(frozen=True, slots=True)
class DocumentTruth:
    """What should become of one file; ``truth`` is None for a file that holds no report."""

    file_name: str  # relative to the inbox, with forward slashes
    outcome: str  # loaded, duplicate (of ``of``, either of the two), superseded, rejected
    truth: Truth | None
    of: str = ""

    def superseded(self) -> DocumentTruth:
        """Give the same document after a correction has come in."""
        return replace(self, outcome="superseded")

    def to_json(self) -> dict[str, Any]:
        """Give the shape of truth.json."""
        report = self.truth.to_json() if self.truth else None
        return {"file_name": self.file_name, "outcome": self.outcome, "of": self.of, "report": report}


@dataclass(frozen=True, slots=True)
class ProvinceTruth:
    """What should become of the whole inbox; ``missing`` are the units that sent nothing readable."""

    inbox: Path
    documents: tuple[DocumentTruth, ...]
    missing: tuple[str, ...]

    @property
    def reports(self) -> tuple[Truth, ...]:
        """List the reports that count."""
        return tuple(d.truth for d in self.documents if d.truth and d.outcome == "loaded")

    def save(self, path: Path) -> None:
        """Write the truth as JSON."""
        content = {"documents": [d.to_json() for d in self.documents], "missing": list(self.missing)}
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Registry:
    """The inbox that is being filled, and the names given so far."""

    inbox: Path
    random: Random
    seed: int
    period: str
    taken: set[str]


def write_province(
    folder: Path | str, *, seed: int = 2025, period: str = "2025", units: int = 99, documents: int | None = None
) -> ProvinceTruth:
    """Write ``folder/inbox`` and ``folder/truth.json``; ``documents`` is the number of units that report readably."""
    silent = max(1, units * 6 // 99)
    count = min(documents or units, units - silent - 2)
    if units > 99 or count < 4:
        raise ValueError("a made-up province has 7 to 99 units, and at least 4 of them report")
    desk = _Registry(Path(folder) / "inbox", Random(f"province {seed} {period}"), seed, period, set())
    for name in FOLDERS:
        (desk.inbox / name).mkdir(parents=True, exist_ok=True)
    communes = desk.random.sample(read_communes(), k=units)
    first, old, third, *others = [_write_one(desk, c, i) for i, c in enumerate(communes[:count])]
    found = [first, old.superseded(), _write_correction(desk, old), third, _write_copy(desk, third), *others]
    found += _write_unreadable(desk, communes[count : count + 2])
    found.append(_write_invitation(desk, communes[0]))
    missing = tuple(sorted(c.code for c in communes[count:]))
    truth = ProvinceTruth(desk.inbox, tuple(sorted(found, key=lambda d: d.file_name)), missing)
    truth.save(Path(folder) / "truth.json")
    return truth


def render(report: ReportText, path: Path, seed: int) -> None:
    """Write a report as DOCX or PDF, as the path's suffix says, in a style of its own."""
    if path.suffix == ".pdf":
        render_pdf(report, path, style=vary_pdf_style(seed))
    else:
        render_docx(report, path, style=vary_docx_style(seed))


def _write_one(desk: _Registry, commune: Commune, index: int) -> DocumentTruth:
    """Write a unit's report: every third as PDF, every fourth with a contradiction."""
    flaw = FLAWS[index // 4 % len(FLAWS)] if index % 4 == 3 else None
    seed = desk.seed * 1000 + index
    report, truth = write_report(seed, commune, desk.period, flaw=flaw)
    while index == 1 and not (truth.symbol and truth.issued_on):  # the one that will be corrected needs a number
        seed += 1000
        report, truth = write_report(seed, commune, desk.period)
    name = name_file(desk.taken, desk.random, truth, ".pdf" if index % 3 == 2 else ".docx", FOLDERS)
    render(report, desk.inbox / name, seed)
    return DocumentTruth(name, "loaded", truth)


def _write_correction(desk: _Registry, old: DocumentTruth) -> DocumentTruth:
    """Write a second report of a unit that says it replaces the first."""
    assert old.truth
    report, truth = write_report(desk.seed + 7, old.truth.commune, desk.period, replaces=old.truth)
    name = name_file(desk.taken, desk.random, truth, ".docx", FOLDERS, note=" (thay the)")
    render(report, desk.inbox / name, desk.seed)
    return DocumentTruth(name, "loaded", truth)


def _write_copy(desk: _Registry, original: DocumentTruth) -> DocumentTruth:
    path = desk.inbox / original.file_name
    name = f"{FOLDERS[1]}/Copy of {path.name}"
    shutil.copyfile(path, desk.inbox / name)
    return DocumentTruth(name, "duplicate", original.truth, original.file_name)


def _write_unreadable(desk: _Registry, communes: list[Commune]) -> list[DocumentTruth]:
    """Write a file that breaks off in the middle, and a page without any text."""
    report, truth = write_report(desk.seed, communes[0], desk.period)
    broken = name_file(desk.taken, desk.random, truth, ".docx", FOLDERS)
    render(report, desk.inbox / broken, desk.seed)
    content = (desk.inbox / broken).read_bytes()
    (desk.inbox / broken).write_bytes(content[: len(content) * 3 // 5])
    _, truth = write_report(desk.seed, communes[1], desk.period)
    blank = name_file(desk.taken, desk.random, truth, ".pdf", FOLDERS)
    render_blank_pdf(desk.inbox / blank)
    return [DocumentTruth(broken, "rejected", None), DocumentTruth(blank, "rejected", None)]


def _write_invitation(desk: _Registry, commune: Commune) -> DocumentTruth:
    lines = "\n".join(read_phrases()["province"]["invitation"])
    text = lines.replace("{unit}", commune.title).replace("{year}", desk.period[:4])
    render_docx(parse(text), desk.inbox / "Giay moi.docx")
    return DocumentTruth("Giay moi.docx", "rejected", None)
