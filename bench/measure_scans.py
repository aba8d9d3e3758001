"""Measure what reading a scanned page costs against one bare Tesseract pass over it; write docs/benchmarks-scans.md."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from tesserocr import OEM, PSM, PyTessBaseAPI

from demo.parse_text import parse
from demo.render_pdf import render_pdf
from extractors.scans.engines import TEXT, find_language_data
from extractors.scans.prepare_image import DPI
from extractors.scans.read_scan import read_scanned_page
from tests.scan import GOOD, POOR, Copier, scan

ROOT = Path(__file__).parents[1]
NAMES = ("la05", "za09", "lb01", "e06", "gc02")  # prose, a list, one table, two tables, a table of sessions
USUAL_DPI = 300
PAGE = """# Benchmark of scanned pages

Made by `make bench` on {day}: Linux {machine}, Python {python}. CPU seconds a page, one thread, of {pages} pages
(prose, lists, tables) as a good and as a poor copier gives them. A bare pass reads the words of the page once and knows
no table; ours straightens the page, drops the stamp, reads tables cell by cell and every numeral twice. The target is
2 at most.

{table}
"""


def main() -> None:
    """Measure good and poor scans and write the page."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    engine = PyTessBaseAPI(path=find_language_data(), lang=TEXT, oem=OEM.LSTM_ONLY, psm=PSM.AUTO)
    rows, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for label, copier in (("good", GOOD), ("poor", POOR)):
            pages = [page for name in NAMES for page in _scanned(name, copier, Path(folder))]
            count += len(pages)
            read_scanned_page(pages[0], 1)  # loads the models
            ours = _measure(lambda page: read_scanned_page(page, 1), pages)
            for dpi in (USUAL_DPI, DPI):
                bare = _measure(lambda page, dpi=dpi: _bare_pass(engine, page, dpi), pages)
                rows.append(f"| {label} | {dpi} | {bare:.2f} | {ours:.2f} | {ours / bare:.2f} |")
    head = "| scan | bare pass at dpi | bare pass, s | ours, s | ratio |\n|---|--:|--:|--:|--:|\n"
    table = head + "\n".join(rows)
    sys.stdout.write(f"{table}\n")
    text = PAGE.format(
        day=date.today(), machine=platform.machine(), python=platform.python_version(), pages=count, table=table
    )
    (ROOT / "docs" / "benchmarks-scans.md").write_text(text, encoding="utf-8")


def _scanned(name: str, copier: Copier, folder: Path) -> list[pdfium.PdfPage]:
    text = (ROOT / "tests" / "texts" / f"{name}.txt").read_text(encoding="utf-8")
    render_pdf(parse(text), folder / "printed.pdf")
    scan(folder / "printed.pdf", folder / f"{name}-{copier.dpi}.pdf", copier, len(name))
    return list(pdfium.PdfDocument(folder / f"{name}-{copier.dpi}.pdf"))


def _measure(read: Callable[[pdfium.PdfPage], object], pages: list[pdfium.PdfPage]) -> float:
    """Give the CPU seconds a page."""
    start = time.process_time()
    for page in pages:
        read(page)
    return (time.process_time() - start) / len(pages)


def _bare_pass(engine: PyTessBaseAPI, page: pdfium.PdfPage, dpi: int) -> None:
    engine.SetImage(Image.fromarray(page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze()))
    engine.SetSourceResolution(dpi)
    engine.Recognize()


if __name__ == "__main__":
    main()
