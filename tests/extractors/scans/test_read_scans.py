from __future__ import annotations

from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from demo.render_pdf import render_pdf
from extractors.documents.address_text import text_at
from extractors.documents.read_document import read_document
from extractors.documents.read_pdf import read_pdf
from extractors.documents.sniff_type import PDF, sniff_type
from extractors.records import Document, Paragraph, Span
from extractors.scans import engines
from extractors.scans.engines import find_language_data
from extractors.unreadable_document import UnreadableDocument
from tests.read_text import as_document, parse, report_of
from tests.scan import GOOD, POOR, Copier, scan
from transforms.records import Report

TEXTS = Path(__file__).parents[2] / "texts"
# prose, a list of fields, one table, two tables, a table of sessions
NAMES = ("la05", "za09", "lb01", "e06", "gc02")
pytestmark = pytest.mark.skipif(not find_language_data(), reason="tesseract-ocr-vie is not installed")


@cache
def printed(name: str) -> Document:
    return as_document(parse((TEXTS / f"{name}.txt").read_text(encoding="utf-8")))


def write_pdf(name: str, path: Path) -> Path:
    render_pdf(parse((TEXTS / f"{name}.txt").read_text(encoding="utf-8")), path)
    return path


def read(path: Path) -> Document:
    return read_document(path, sniff_type(path).media_type, "0" * 64)


def values(report: Report) -> dict[tuple[str, str | None], object]:
    return {(f.measure, f.category): f.value for f in report.figures}


@pytest.mark.parametrize("name", NAMES)
def test_a_good_scan_gives_the_figures_of_the_text(name: str, tmp_path: Path) -> None:
    scan(write_pdf(name, tmp_path / "a.pdf"), tmp_path / "scan.pdf", GOOD, crc32(name.encode()))
    document = read(tmp_path / "scan.pdf")
    report, wanted = report_of(document), report_of(printed(name))
    assert document.text_source == "ocr"
    assert values(report) == values(wanted)
    assert (report.commune_code, report.period, report.symbol) == (wanted.commune_code, wanted.period, wanted.symbol)
    told = {(f.rule, f.measure) for f in wanted.findings if f.severity == "error"}
    assert {(f.rule, f.measure) for f in report.findings if f.severity == "error"} == told


def test_the_box_of_a_figure_lies_over_its_ink_on_the_page_as_it_was_scanned(tmp_path: Path) -> None:
    askew = Copier(skew=2.5)
    scan(write_pdf("za09", tmp_path / "a.pdf"), tmp_path / "scan.pdf", askew, 3)
    document = read(tmp_path / "scan.pdf")
    file = pdfium.PdfDocument(tmp_path / "scan.pdf")
    pages = [page.render(scale=2).to_numpy()[:, :, :3].mean(axis=2) for page in file]
    for figure in report_of(document).figures:
        for address in figure.parts or (figure.address,):
            assert address.page is not None and address.x0 is not None and address.y0 is not None
            assert address.x1 is not None and address.y1 is not None
            inside = pages[address.page - 1][
                int(address.y0 * 2) : int(address.y1 * 2) + 1, int(address.x0 * 2) : int(address.x1 * 2) + 1
            ]
            assert np.count_nonzero(inside < 128) > 10, text_at(document, address)


def test_a_poor_scan_has_no_wrong_figure_that_nobody_is_told_of(tmp_path: Path) -> None:
    for name in NAMES[:3]:
        scan(write_pdf(name, tmp_path / "a.pdf"), tmp_path / "scan.pdf", POOR, crc32(name.encode()))
        report, wanted = report_of(read(tmp_path / "scan.pdf")), report_of(printed(name))
        told = {(f.measure, f.category) for f in report.findings if f.severity != "info"}
        wrong = {key for key, value in values(report).items() if values(wanted).get(key) != value}
        assert wrong <= told, name


def test_a_faint_copy_has_no_blank_cells(tmp_path: Path) -> None:
    scan(write_pdf("lb01", tmp_path / "a.pdf"), tmp_path / "scan.pdf", Copier(ink=155), 1)
    assert values(report_of(read(tmp_path / "scan.pdf"))) == values(report_of(printed("lb01")))


@pytest.mark.parametrize("suffix", [".tif", ".png", ".jpg"])
def test_a_picture_file_is_read_like_a_scan(suffix: str, tmp_path: Path) -> None:
    scan(write_pdf("za09", tmp_path / "a.pdf"), tmp_path / f"scan{suffix}", GOOD, 1)
    document = read(tmp_path / f"scan{suffix}")
    assert document.text_source == "ocr"
    text = "\n".join(b.text for b in document.blocks if isinstance(b, Paragraph))
    assert "TỈNH ỦY LÀO CAI" in text
    assert document.pages == (len(pdfium.PdfDocument(tmp_path / "a.pdf")) if suffix == ".tif" else 1)


def test_a_text_layer_that_lies_is_not_read(tmp_path: Path) -> None:
    scan(write_pdf("za09", tmp_path / "a.pdf"), tmp_path / "page.png", GOOD, 1)
    draw_over(tmp_path / "page.png", tmp_path / "lies.pdf", LIES)
    document = read_document(tmp_path / "lies.pdf", PDF, "0" * 64)
    assert document.text_source == "ocr"
    assert any(isinstance(b, Paragraph) and "TỈNH ỦY LÀO CAI" in b.text for b in document.blocks)


LIES = ["Tong so cuoc doi thoai 99 cuoc, tong so y kien 999 y kien, (cid:45)(cid:12) hoài nghò"] * 30


def draw_over(picture: Path, target: Path, lines: list[str]) -> None:
    """Write a page of visible letters, which a reader would take for its contents, and a picture over them."""
    canvas = Canvas(str(target), pagesize=A4)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 20 * number, line)
    canvas.drawImage(str(picture), 0, 0, *A4)
    canvas.save()


def test_each_page_is_read_by_what_it_is(tmp_path: Path) -> None:
    """Text on the first page, a text layer that lies on the second, a picture with a few visible words on the third."""
    pages = pdfium.PdfDocument(write_pdf("la05", tmp_path / "a.pdf"))
    assert len(pages) >= 3
    mixed = pdfium.PdfDocument.new()
    for number, lines in enumerate(([], LIES, ["Signed by: DANG UY XA"]) + ([],) * (len(pages) - 3)):
        one = pdfium.PdfDocument.new()
        one.import_pages(pages, [number])
        one.save(tmp_path / "one.pdf")
        if lines:
            scan(tmp_path / "one.pdf", tmp_path / "one.png", GOOD, number)
            draw_over(tmp_path / "one.png", tmp_path / "one.pdf", lines)
        mixed.import_pages(pdfium.PdfDocument(tmp_path / "one.pdf"))
    mixed.save(tmp_path / "mixed.pdf")
    found = read_pdf(tmp_path / "mixed.pdf")
    assert found.scanned == 2
    assert values(report_of(read(tmp_path / "mixed.pdf"))) == values(report_of(printed("la05")))


def test_two_readings_that_differ_are_a_finding_with_both() -> None:
    text = "Trong kỳ xã tổ chức 04 cuộc đối thoại, có 312 người dự."
    head = ("BÁO CÁO", "kết quả đối thoại với Nhân dân năm 2025", "xã Bảo Hà", "2.2. Kết quả tổ chức đối thoại")
    start = text.index("312")
    span = Span(start, start + 3, 1, 100, 100, 120, 114, again="342")
    lines = [Paragraph(i, line, centered=True) for i, line in enumerate(head)]
    document = Document("0" * 64, PDF, "ocr", 1, (*lines, Paragraph(len(head), text, spans=(span,))))
    (finding,) = [
        f for f in report_of(document).findings if f.rule == "doubtful_numeral" and f.measure == "participants"
    ]
    assert finding.severity == "warning"
    assert "“312”" in finding.message and "“342”" in finding.message


def test_without_the_vietnamese_model_a_scan_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(write_pdf("za09", tmp_path / "a.pdf"), tmp_path / "scan.pdf", GOOD, 1)
    monkeypatch.setattr(engines, "find_language_data", lambda: "")
    engines._engine.cache_clear()
    with pytest.raises(UnreadableDocument, match="apt-get install"):
        read(tmp_path / "scan.pdf")
    engines._engine.cache_clear()
