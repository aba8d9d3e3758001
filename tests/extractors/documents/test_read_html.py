from __future__ import annotations

import email.message
from pathlib import Path

import pytest

from extractors.documents.read_document import read_document
from extractors.documents.read_html import read_html
from extractors.documents.sniff_type import HTML, sniff_type
from extractors.records import Paragraph, Table
from extractors.unreadable_document import UnreadableDocument

PAGE = """<html><head><title>x</title><style>p {color: red}</style></head><body>
<p align=center><b>BÁO CÁO</b></p>
<p>Trong kỳ, xã tổ chức <span>0</span>4 cuộc<br>đối thoại.</p>
<p>Có 312<del>0</del> người dự<span style="mso-hide: all">, ẩn</span>.</p><script>alert("không")</script>
<table><tr><td rowspan=2>Lĩnh vực</td><td colspan=2>Ý kiến</td></tr><tr><td>Nêu</td><td>Giải đáp</td></tr>
<tr><td>Đất đai</td><td>12</td><td>9</td></tr></table>
<img src="http://127.0.0.1:9/a.png"><iframe src="file:///etc/passwd"></iframe>
</body></html>"""


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def texts(path: Path) -> list[str]:
    return [block.text for block in read_html(path) if isinstance(block, Paragraph)]


def test_a_page_is_read_as_it_is_shown(tmp_path: Path) -> None:
    blocks = read_html(write(tmp_path / "a.doc", PAGE))
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == [
        "BÁO CÁO",
        "Trong kỳ, xã tổ chức 04 cuộc\nđối thoại.",
        "Có 312 người dự.",
    ]
    title = blocks[0]
    assert isinstance(title, Paragraph) and title.bold and title.centered


def test_merged_cells_of_a_table_are_taken_once(tmp_path: Path) -> None:
    (table,) = [b for b in read_html(write(tmp_path / "a.html", PAGE)) if isinstance(b, Table)]
    assert (table.rows, table.columns) == (3, 3)
    assert [(c.row, c.column, c.text) for c in table.cells] == [
        (0, 0, "Lĩnh vực"),
        (0, 1, "Ý kiến"),
        (1, 1, "Nêu"),
        (1, 2, "Giải đáp"),
        (2, 0, "Đất đai"),
        (2, 1, "12"),
        (2, 2, "9"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_its_encoding_is_found(encoding: str, tmp_path: Path) -> None:
    assert texts(write(tmp_path / "a.html", PAGE.encode(encoding)))[0] == "BÁO CÁO"


def test_an_encoding_that_the_page_states_is_believed(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1258"></head><body><p>Đông Cuông</p></body></html>'.encode("cp1258")
    assert texts(write(tmp_path / "a.html", page)) == ["Đông Cuông"]


def test_a_page_saved_as_a_whole_mail_is_read(tmp_path: Path) -> None:
    message = email.message.EmailMessage()
    message["MIME-Version"] = "1.0"
    message.set_content("không phải trang này")
    message.add_alternative(PAGE, subtype="html", cte="quoted-printable")
    path = write(tmp_path / "a.doc", b"MIME-Version: 1.0\r\n" + message.as_bytes())
    assert sniff_type(path).media_type == HTML
    assert texts(path)[0] == "BÁO CÁO"


def test_old_fonts_of_a_page_are_read(tmp_path: Path) -> None:
    page = "<html><body><p style=\"font-family:'.VnTime'\">B¸o c¸o</p></body></html>"
    assert texts(write(tmp_path / "a.html", page)) == ["Báo cáo"]


def test_tables_nested_without_end_are_refused(tmp_path: Path) -> None:
    page = "<html><body>" + "<table><tr><td>" * 900 + "sâu" + "</td></tr></table>" * 900 + "</body></html>"
    with pytest.raises((UnreadableDocument, RecursionError)):
        read_html(write(tmp_path / "a.html", page))


def test_a_page_in_another_language_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.doc", "<html><body><p>" + "This is no report at all. " * 20 + "</p></body></html>")
    with pytest.raises(UnreadableDocument, match="tiếng Việt"):
        read_document(path, HTML, "0" * 64)
