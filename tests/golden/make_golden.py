"""Make the documents of the golden cases: python -m tests.golden.make_golden.

Each function below makes one document in the folder of its name; its docstring becomes the case's note.md. The
expectations beside them (identity.csv, figures.csv, findings.csv) are kept by people, not made here.
"""

from __future__ import annotations

import inspect
import io
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import docx

from demo.parse_text import parse
from demo.render_docx import DocxStyle, render_docx
from demo.render_pdf import PdfStyle, render_pdf

HERE = Path(__file__).parent
STAMP = (2025, 12, 15, 8, 0, 0)
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
HEAD = ("ĐẢNG BỘ TỈNH LÀO CAI", "ĐẢNG ỦY XÃ BẢO THẮNG", "*", "Số 15-BC/ĐU")
HEAD_RIGHT = ("ĐẢNG CỘNG SẢN VIỆT NAM", "Bảo Thắng, ngày 08 tháng 12 năm 2025")
TITLE = ("BÁO CÁO", "kết quả tiếp xúc, đối thoại trực tiếp với Nhân dân năm 2025")
OPENING = "Thực hiện Quy chế số 07-QC/TU, Đảng ủy xã Bảo Thắng báo cáo kết quả đối thoại với Nhân dân như sau:"
SESSIONS = (
    "Trong năm 2025, xã tổ chức 04 cuộc đối thoại, trong đó 03 cuộc định kỳ, 01 cuộc đột xuất, với 1.120 người tham dự."
)
OPINIONS = (
    "Có 46 ý kiến phát biểu; đã giải đáp tại hội nghị 41 ý kiến, đạt 89,1%; "
    "chuyển cấp trên 03 ý kiến; 02 ý kiến sẽ trả lời sau."
)
RESULTS = (
    "Tổng số 46 kiến nghị, trong đó đã giải đáp tại hội nghị 41 kiến nghị, đã giải quyết xong 01 kiến nghị, "
    "đang giải quyết 01 kiến nghị, chuyển cấp trên 03 kiến nghị."
)
FIELDS = (
    ("Đất đai", 13, 11),
    ("Xây dựng cơ bản", 10, 9),
    ("Chế độ, chính sách", 7, 7),
    ("Đô thị, an ninh - trật tự", 5, 5),
    ("Thủ tục hành chính", 4, 4),
    ("Nước sinh hoạt", 3, 2),
    ("Y tế, giáo dục", 2, 2),
    ("Một số lĩnh vực khác", 2, 1),
)
CLOSING = "Đảng ủy xã Bảo Thắng trân trọng báo cáo./."


def main() -> None:
    """Write every case's document and note."""
    for make in CASES:
        folder = HERE / make.__name__
        folder.mkdir(exist_ok=True)
        (folder / "note.md").write_text(f"# {folder.name}\n\n{inspect.getdoc(make)}\n", encoding="utf-8")
        make(folder)


# ------------------------------------------------------------------------------------------------ the cases


def runs_cut_inside_a_number(folder: Path) -> None:
    """Word stores a sentence in pieces wherever somebody once edited it: "1.", "12", "0 ng", "ười".

    The pieces are one text; 1.120 is one number. Made with runs cut by hand in four numbers and two nouns.
    """
    sessions = _runs("Trong năm 2025, xã tổ chức 0|4 cuộc đối thoại, trong đó 03 cu|ộc định kỳ, 0|1 cuộc đột xuất,")
    people = _runs(" với 1.|12|0 ng|ười tham dự.")
    opinions = _runs(OPINIONS.replace("46", "4|6").replace("89,1", "89|,1"))
    _write_docx(folder, _report(_p(sessions + people), _p(opinions), _list_of_fields()))


def a_table_over_two_pages(folder: Path) -> None:
    """The table of fields begins at the foot of page 1 and ends on page 2, its header printed on both.

    It is one table of eight fields; the repeated header counts nothing. Made with the demo's PDF renderer, the
    narrative before it just long enough.
    """
    rows = [f"{i} | {name} | {raised} | {answered}" for i, (name, raised, answered) in enumerate(FIELDS, 1)]
    filler = ["Cán bộ xã bám thôn, lắng nghe ý kiến của Nhân dân và kịp thời phản ánh với cấp ủy, chính quyền."] * 7
    table = ["[TABLE]", "TT | Lĩnh vực | Ý kiến nêu | Đã giải đáp", *rows, " | Cộng | 46 | 41", "[/TABLE]"]
    text = _text("**2.1. Nắm tình hình Nhân dân", *filler, statistics=(SESSIONS, OPINIONS, *table))
    render_pdf(parse(text), folder / "document.pdf", style=PdfStyle(size=13.5, table_size=12.0))


def merged_header_cells(folder: Path) -> None:
    """A table whose header has three rows: "Năm 2024" and "Năm 2025" each span two pairs of columns.

    Only the columns of 2025 count. Made with the demo's DOCX renderer, which merges blank header cells.
    """
    rows = [f"{i} | {n} | {r + 1} | {a} | {r} | {a}" for i, (n, r, a) in enumerate(FIELDS, 1)]
    header = (
        "TT | Lĩnh vực | Kết quả thực hiện | | |",
        " | | Năm 2024 | | Năm 2025 |",
        " | | Số ý kiến | Đã giải đáp | Số ý kiến | Đã giải đáp",
    )
    total = " | Tổng cộng | 54 | 41 | 46 | 41"
    text = _text(statistics=(SESSIONS, OPINIONS, "[TABLE]", *header, *rows, total, "[/TABLE]"))
    render_docx(parse(text), folder / "document.docx", style=DocxStyle())


def numbers_of_sections_by_the_word_processor(folder: Path) -> None:
    """The numbers of the sections (I, 1, 2.2) and the bullets are counted by Word; they are not in the text.

    Section titles are found by what they say, and the fields' bullets are none of the text. Made with a
    multilevel list.
    """
    body = (
        *(_p(_run(line), align="center") for line in (*HEAD, *HEAD_RIGHT, *TITLE)),
        _p(_run(OPENING)),
        _p(_run("ĐẶC ĐIỂM TÌNH HÌNH", bold=True), level=0),
        _p(_run("Thuận lợi", bold=True), level=1),
        _p(_run("Cán bộ và Nhân dân đoàn kết; toàn xã có 24 thôn.")),
        _p(_run("KẾT QUẢ THỰC HIỆN", bold=True), level=0),
        _p(_run("Kết quả tổ chức tiếp xúc, đối thoại", bold=True), level=1),
        _p(_run(SESSIONS)),
        _p(_run(OPINIONS)),
        *(_p(_run(f"{n}: {r} ý kiến, đã giải đáp {a} ý kiến."), level=2) for n, r, a in FIELDS),
        _p(_run("Kết quả giải quyết kiến nghị", bold=True), level=1),
        _p(_run(RESULTS)),
        _p(_run("NHIỆM VỤ TRỌNG TÂM NĂM 2026", bold=True), level=0),
        _p(_run("Năm 2026 tổ chức 06 cuộc đối thoại.")),
        _p(_run(CLOSING)),
    )
    formats = (("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "-"))
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(formats)
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    _write_docx(folder, "".join(body), numbering=numbering)


def bullets_by_the_word_processor_and_a_ninth_field(folder: Path) -> None:
    """The bullets of the fields come from Word's list, and one field is none of the eight.

    Its numbers are added to "other" as they are where the bullet is typed. Found in text a10 rendered with
    automatic lists; made with a bullet list.
    """
    fields = (*FIELDS[:-1], ("nông nghiệp, khuyến nông", 1, 1), ("các lĩnh vực khác", 1, 0))
    lines = [_p(_run(f"Đối với {n[0].lower() + n[1:]}, đã trả lời {a}/{r} nội dung."), level=0) for n, r, a in fields]
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="-"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = _report(_p(_run(SESSIONS)), _p(_run(OPINIONS)), "".join(lines))
    _write_docx(folder, body, numbering=numbering)


def figures_in_a_text_box(folder: Path) -> None:
    """The paragraph with the numbers stands in a text box, which Word stores twice (a shape and its fallback).

    It is read once, and its numbers count. Made with mc:AlternateContent.
    """
    inner = _p(_run(SESSIONS)) + _p(_run(OPINIONS))
    box = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>'
        f"{inner}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    _write_docx(folder, _report(box, _list_of_fields()))


def accents_as_separate_marks(folder: Path) -> None:
    """Every accent is a character of its own (NFD), as some keyboards and macOS write it.

    Every word is recognised all the same. Made from a plain report, normalised to NFD.
    """
    body = _report(_p(_run(SESSIONS)), _p(_run(OPINIONS)), _list_of_fields())
    _write_docx(folder, unicodedata.normalize("NFD", body))


def a_heading_in_a_table_without_borders(folder: Path) -> None:
    """The heading block is a table without borders, as nearly every office makes it; so is the signature.

    It only lays out the page: unit, number and date are read from it. The number has a typing slip. Made with the
    demo's DOCX renderer.
    """
    text = _text(statistics=(SESSIONS, OPINIONS)).replace("Số 15-BC/ĐU", "Số: O7 - BC/ĐU")
    text += "[FOOT-LEFT]\nNơi nhận:\n- Ban Tuyên giáo và Dân vận Tỉnh ủy,\n- Lưu VP.\n[FOOT-RIGHT]\nBÍ THƯ\n"
    render_docx(parse(text), folder / "document.docx", style=DocxStyle(heading_block="table"))


def a_tracked_insertion_of_a_number(folder: Path) -> None:
    """Track Changes is on: 1.210 is crossed out and 1.120 inserted, "05" cuộc became "04".

    Read as if all changes were accepted, and a finding says that there are four.
    """
    changed = (
        _run("Trong năm 2025, xã tổ chức ")
        + _deleted("05")
        + _inserted("04")
        + _run(" cuộc đối thoại, trong đó 03 cuộc định kỳ, 01 cuộc đột xuất, với ")
        + _deleted("1.210")
        + _inserted("1.120")
        + _run(" người tham dự.")
    )
    _write_docx(folder, _report(_p(changed), _p(_run(OPINIONS)), _list_of_fields()))


def a_title_after_a_full_line(folder: Path) -> None:
    """In a PDF without indents, the line before the title "2.2- …" happens to fill its line to the edge.

    The title is a paragraph of its own, not the end of the line before. Found in text f13.
    """
    before = "Đi thôn gặp dân là chính. Có 03 vụ việc nóng thì đều biết sớm và giải quyết ở thôn."
    sessions = "Đối thoại định kỳ làm 03 cuộc, đột xuất làm 01 cuộc, cộng lại là 04 cuộc."
    people = "Người dự có 1.120 người."
    fields = (
        "Theo lĩnh vực (ý kiến nêu/đã trả lời) thì " + ", ".join(f"{n.lower()} {r}/{a}" for n, r, a in FIELDS) + "."
    )
    text = _text("2.1- Nắm tình hình", before, statistics=(sessions, people, fields, OPINIONS)).replace(
        "**2.2. Kết quả tổ chức tiếp xúc, đối thoại", "2.2- Tổ chức đối thoại"
    )
    render_pdf(parse(text), folder / "document.pdf", style=PdfStyle(size=12.5, first_indent=0, justified=False))


def a_field_answered_more_often_than_raised(folder: Path) -> None:
    """Water: 3 raised, 4 answered; land gave the one away, so that both sums still hold.

    One contradiction, found where it stands, and no other.
    """
    fields = [f"- {n}: {r} ý kiến, đã giải đáp {a} ý kiến." for n, r, a in FIELDS]
    fields[0], fields[5] = (
        "- Đất đai: 13 ý kiến, đã giải đáp 9 ý kiến.",
        "- Nước sinh hoạt: 3 ý kiến, đã giải đáp 4 ý kiến.",
    )
    render_docx(parse(_text(statistics=(SESSIONS, OPINIONS, *fields))), folder / "document.docx", style=DocxStyle())


CASES: tuple[Callable[[Path], None], ...] = (
    runs_cut_inside_a_number,
    a_table_over_two_pages,
    merged_header_cells,
    numbers_of_sections_by_the_word_processor,
    bullets_by_the_word_processor_and_a_ninth_field,
    figures_in_a_text_box,
    accents_as_separate_marks,
    a_heading_in_a_table_without_borders,
    a_tracked_insertion_of_a_number,
    a_title_after_a_full_line,
    a_field_answered_more_often_than_raised,
)

# ------------------------------------------------------------------------------------------------ their parts


def _text(*before: str, statistics: tuple[str, ...]) -> str:
    """Write a report in the text format."""
    lines = ("[HEAD-LEFT]", *HEAD, "[HEAD-RIGHT]", *HEAD_RIGHT, "[BODY]", *(f"=**{line}" for line in TITLE), OPENING)
    lines += ("**I. ĐẶC ĐIỂM TÌNH HÌNH", "**1. Thuận lợi", "Cán bộ và Nhân dân đoàn kết; toàn xã có 24 thôn.")
    lines += ("**II. KẾT QUẢ THỰC HIỆN", *before, "**2.2. Kết quả tổ chức tiếp xúc, đối thoại", *statistics)
    lines += ("**2.4. Kết quả giải quyết kiến nghị", RESULTS, "**III. NHIỆM VỤ TRỌNG TÂM NĂM 2026")
    return "\n".join((*lines, "Năm 2026 tổ chức 06 cuộc đối thoại.", CLOSING)) + "\n"


def _report(*statistics: str) -> str:
    """Write the body of a DOCX with these paragraphs as the section on sessions."""
    return "".join(
        (
            *(_p(_run(line), align="center") for line in (*HEAD, *HEAD_RIGHT, *TITLE)),
            _p(_run(OPENING)),
            _p(_run("I. ĐẶC ĐIỂM TÌNH HÌNH", bold=True)),
            _p(_run("1. Thuận lợi", bold=True)),
            _p(_run("Cán bộ và Nhân dân đoàn kết; toàn xã có 24 thôn.")),
            _p(_run("II. KẾT QUẢ THỰC HIỆN", bold=True)),
            _p(_run("2.2. Kết quả tổ chức tiếp xúc, đối thoại", bold=True)),
            *statistics,
            _p(_run("2.4. Kết quả giải quyết kiến nghị", bold=True)),
            _p(_run(RESULTS)),
            _p(_run("III. NHIỆM VỤ TRỌNG TÂM NĂM 2026", bold=True)),
            _p(_run("Năm 2026 tổ chức 06 cuộc đối thoại.")),
            _p(_run(CLOSING)),
        )
    )


def _list_of_fields() -> str:
    return "".join(_p(_run(f"- {n}: {r} ý kiến, đã giải đáp {a} ý kiến.")) for n, r, a in FIELDS)


def _run(text: str, *, bold: bool = False) -> str:
    return f'<w:r><w:rPr>{"<w:b/>" * bold}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _runs(text: str) -> str:
    """Write a text as runs, cut where it has "|"."""
    return "".join(_run(piece) for piece in text.split("|"))


def _inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="VP">{_run(text)}</w:ins>'


def _deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="VP"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def _p(inner: str, *, align: str = "both", level: int | None = None) -> str:
    number = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f'<w:p><w:pPr>{number}<w:jc w:val="{align}"/></w:pPr>{inner}</w:p>'


def _write_docx(folder: Path, body: str, *, numbering: str = "") -> None:
    """Write a DOCX with this body; the same body gives the same bytes."""
    empty = io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as archive:
        contents = {name: archive.read(name) for name in archive.namelist() if not name.endswith("thumbnail.jpeg")}
    contents["word/document.xml"] = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    if numbering:
        contents["word/numbering.xml"] = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>".encode()
    with zipfile.ZipFile(folder / "document.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)


if __name__ == "__main__":
    main()
