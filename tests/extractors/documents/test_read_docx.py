"""A DOCX file reads as Word shows it."""

import zipfile
from pathlib import Path

import docx
import pytest

from extractors.documents.read_docx import read_docx
from extractors.records import Cell, Paragraph, Table
from extractors.unreadable_document import UnreadableDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write(path: Path, body: str, **parts: str) -> Path:
    """Write a DOCX with this body; ``numbering`` and ``footnotes`` replace or add these parts."""
    docx.Document().save(str(path))
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents["word/document.xml"] = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    for name, xml in parts.items():
        contents[f"word/{name}.xml"] = f"<w:{name} {NAMESPACES}>{xml}</w:{name}>".encode()
        if name == "footnotes":
            relations = contents["word/_rels/document.xml.rels"].decode()
            added = f'<Relationship Id="rIdF" Type="{RELATIONS}/footnotes" Target="footnotes.xml"/></Relationships>'
            contents["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", added).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return path


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def texts(path: Path) -> list[str]:
    blocks, _ = read_docx(path)
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def only_table(path: Path) -> Table:
    blocks, _ = read_docx(path)
    (table,) = [block for block in blocks if isinstance(block, Table)]
    return table


def test_runs_cut_anywhere_read_as_one_text(tmp_path: Path) -> None:
    body = paragraph(run("Có 1.") + run("25") + run("0 ý ki", "<w:b/>") + run("ến"))
    assert texts(write(tmp_path / "a.docx", body)) == ["Có 1.250 ý kiến"]


def test_insertions_are_taken_and_deletions_dropped_and_counted(tmp_path: Path) -> None:
    body = paragraph(
        run("Tổng: ")
        + '<w:del w:id="1"><w:r><w:delText>1.520</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{run("1.250")}</w:ins>'
        + f'<w:moveFrom w:id="3">{run(" cũ")}</w:moveFrom><w:moveTo w:id="4">{run(" người")}</w:moveTo>'
    )
    blocks, changes = read_docx(write(tmp_path / "a.docx", body))
    assert blocks == (Paragraph(0, "Tổng: 1.250 người"),)
    assert changes == 4


def test_a_paragraph_whose_end_is_deleted_flows_into_the_next(tmp_path: Path) -> None:
    body = paragraph(run("Có 46 "), '<w:rPr><w:del w:id="1"/></w:rPr>') + paragraph(run("ý kiến"))
    assert texts(write(tmp_path / "a.docx", body)) == ["Có 46 ý kiến"]


def test_controls_links_and_smart_tags_are_read_through(tmp_path: Path) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('<w:hyperlink>' + run('Đất đai') + '</w:hyperlink>')}</w:sdtContent></w:sdt>"
        + paragraph(f"<w:smartTag>{run('Có ')}</w:smartTag><w:sdt><w:sdtContent>{run('12')}</w:sdtContent></w:sdt>")
        + paragraph(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Bấm vào") + "</w:sdtContent></w:sdt>"
        )
    )
    assert texts(write(tmp_path / "a.docx", body)) == ["Đất đai", "Có 12"]


def test_a_field_gives_its_result_not_its_instruction(tmp_path: Path) -> None:
    body = paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("52")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + f'<w:fldSimple w:instr="DATE">{run(" ý kiến")}</w:fldSimple>'
    )
    assert texts(write(tmp_path / "a.docx", body)) == ["52 ý kiến"]


def test_a_broken_field_does_not_swallow_the_report(tmp_path: Path) -> None:
    body = paragraph(run("một") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + paragraph(run("hai"))
    assert texts(write(tmp_path / "a.docx", body)) == ["một", "hai"]


def test_special_characters_of_a_run(tmp_path: Path) -> None:
    inner = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>07</w:t><w:noBreakHyphen/><w:t>QC</w:t><w:softHyphen/>"
        '<w:t>/TU</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    )
    assert texts(write(tmp_path / "a.docx", paragraph(inner))) == ["a b\n07-QC/TU"]


def test_hidden_text_and_comments_are_left_out(tmp_path: Path) -> None:
    body = paragraph(run("Có 12") + run(" (không in)", "<w:vanish/>") + run(" ý kiến", '<w:vanish w:val="0"/>'))
    assert texts(write(tmp_path / "a.docx", body)) == ["Có 12 ý kiến"]


def test_crossed_out_text_is_dropped_and_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", paragraph(run("Có ") + run("33", "<w:strike/>") + run("26 ý kiến")))
    assert read_docx(path) == ((Paragraph(0, "Có 26 ý kiến"),), 1)


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    content = f"<w:txbxContent>{paragraph(run('- Đất đai: 06 ý kiến'))}</w:txbxContent>"
    twice = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    blocks, _ = read_docx(
        write(tmp_path / "a.docx", paragraph(run("Trước") + f"<w:r>{twice}</w:r>") + paragraph(run("Sau")))
    )
    assert blocks == (
        Paragraph(0, "Trước"),
        Paragraph(1, "- Đất đai: 06 ý kiến", part="textbox"),
        Paragraph(2, "Sau"),
    )


def test_footnotes_follow_the_body(tmp_path: Path) -> None:
    notes = f'<w:footnote w:type="separator" w:id="0">{paragraph(run("---"))}</w:footnote>'
    notes += f'<w:footnote w:id="1">{paragraph(run("Trong đó 02 cuộc đột xuất"))}</w:footnote>'
    blocks, _ = read_docx(write(tmp_path / "a.docx", paragraph(run("04 cuộc")), footnotes=notes))
    assert blocks == (Paragraph(0, "04 cuộc"), Paragraph(1, "Trong đó 02 cuộc đột xuất", part="footnote"))


def test_bold_and_centred(tmp_path: Path) -> None:
    body = (
        paragraph(run("BÁO ", "<w:b/>") + run(" ") + run("CÁO", '<w:b w:val="1"/>'), '<w:jc w:val="center"/>')
        + paragraph(run("nửa", "<w:b/>") + run("thường"))
        + paragraph(run("tắt", '<w:b w:val="0"/>'), '<w:pStyle w:val="Heading1"/>')
        + paragraph(run("theo kiểu"), '<w:pStyle w:val="Heading1"/>')
    )
    blocks, _ = read_docx(write(tmp_path / "a.docx", body))
    found = [(b.text, b.bold, b.centered) for b in blocks if isinstance(b, Paragraph)]
    assert found == [
        ("BÁO CÁO", True, True),
        ("nửathường", False, False),
        ("tắt", False, False),
        ("theo kiểu", True, False),
    ]


def test_automatic_numbers_are_labels(tmp_path: Path) -> None:
    def level(depth: int, number_format: str, text: str) -> str:
        inner = f'<w:start w:val="1"/><w:numFmt w:val="{number_format}"/><w:lvlText w:val="{text}"/>'
        return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'

    numbering = (
        '<w:abstractNum w:abstractNumId="5">'
        + level(0, "upperRoman", "%1.")
        + level(1, "decimal", "%2.")
        + level(2, "decimal", "%2.%3.")
        + level(3, "lowerLetter", "%4)")
        + "</w:abstractNum>"
        + f'<w:abstractNum w:abstractNumId="6">{level(0, "bullet", chr(0xF0B7))}</w:abstractNum>'
        + '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
        + '<w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
        + '<w:num w:numId="3"><w:abstractNumId w:val="5"/>'
        + '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )

    def item(depth: int, text: str, list_id: int = 1) -> str:
        return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')

    body = item(0, "a") + item(1, "b") + item(1, "c") + item(2, "d") + item(3, "e") + item(0, "f") + item(1, "g")
    body += item(0, "h", 2) + item(0, "i", 3) + item(0, "k", 0)
    blocks, _ = read_docx(write(tmp_path / "a.docx", body, numbering=numbering))
    labels = [(b.label, b.text) for b in blocks if isinstance(b, Paragraph)]
    assert labels == [
        ("I.", "a"), ("1.", "b"), ("2.", "c"), ("2.1.", "d"), ("a)", "e"), ("II.", "f"), ("1.", "g"),
        ("•", "h"), ("I.", "i"), ("", "k"),
    ]  # fmt: skip


def test_merged_cells_come_once_with_their_spans(tmp_path: Path) -> None:
    start, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        "<w:tbl>"
        + (
            row(cell("Lĩnh vực", start), cell("Số ý kiến", '<w:gridSpan w:val="2"/>'))
            + row(cell("", go_on), cell("Tổng số"), cell("Giải đáp"))
            + row(cell("Đất đai"), cell("13"), cell("11"))
        )
        + "</w:tbl>"
    )
    table = only_table(write(tmp_path / "a.docx", body))
    assert (table.rows, table.columns) == (3, 3)
    assert table.cells == (
        Cell(0, 0, 0, "Lĩnh vực", row_span=2),
        Cell(1, 0, 1, "Số ý kiến", column_span=2),
        Cell(2, 1, 1, "Tổng số"),
        Cell(3, 1, 2, "Giải đáp"),
        Cell(4, 2, 0, "Đất đai"),
        Cell(5, 2, 1, "13"),
        Cell(6, 2, 2, "11"),
    )


def test_a_deleted_row_is_dropped_and_an_inserted_one_kept(tmp_path: Path) -> None:
    body = (
        "<w:tbl>"
        + (
            row(cell("Đất đai"), cell("13"))
            + row(cell("Y tế"), cell("4"), properties='<w:del w:id="1"/>')
            + row(cell("Điện"), cell("5"), properties='<w:ins w:id="2"/>')
        )
        + "</w:tbl>"
    )
    path = write(tmp_path / "a.docx", body)
    assert [c.text for c in only_table(path).cells] == ["Đất đai", "13", "Điện", "5"]
    assert read_docx(path)[1] == 2


def test_the_heading_table_gives_paragraphs_cell_by_cell(tmp_path: Path) -> None:
    left = f"<w:tc>{paragraph(run('ĐẢNG BỘ TỈNH LÀO CAI'))}{paragraph(run('Số 12-BC/ĐU'))}</w:tc>"
    right = f"<w:tc>{paragraph(run('ĐẢNG CỘNG SẢN VIỆT NAM'))}</w:tc>"
    path = write(tmp_path / "a.docx", f"<w:tbl>{row(left, right)}</w:tbl>" + paragraph(run("BÁO CÁO")))
    assert texts(path) == ["ĐẢNG BỘ TỈNH LÀO CAI", "Số 12-BC/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM", "BÁO CÁO"]


def test_a_nested_table_follows_its_host(tmp_path: Path) -> None:
    inner = f"<w:tbl>{row(cell('Quý I'), cell('1'))}{row(cell('Quý II'), cell('2'))}</w:tbl>"
    host = f"<w:tc>{paragraph(run('13'))}{inner}</w:tc>"
    body = f"<w:tbl>{row(cell('Đất đai'), host)}{row(cell('Y tế'), cell('4'))}</w:tbl>" + paragraph(run("Sau"))
    blocks, _ = read_docx(write(tmp_path / "a.docx", body))
    shapes = [[c.text for c in b.cells] if isinstance(b, Table) else b.text for b in blocks]
    assert shapes == [["Đất đai", "13", "Y tế", "4"], ["Quý I", "1", "Quý II", "2"], "Sau"]
    assert [b.block for b in blocks] == [0, 4, 8]


def test_a_whole_report_in_a_one_column_table_is_paragraphs(tmp_path: Path) -> None:
    inner = f"<w:tbl>{row(cell('Đất đai'), cell('13'))}{row(cell('Y tế'), cell('4'))}</w:tbl>"
    body = (
        f"<w:tbl>{row('<w:tc>' + paragraph(run('I. Tình hình')) + inner + paragraph(run('Hết')) + '</w:tc>')}</w:tbl>"
    )
    blocks, _ = read_docx(write(tmp_path / "a.docx", body))
    assert [type(b).__name__ for b in blocks] == ["Paragraph", "Table", "Paragraph"]


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", paragraph(run("a")))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/evil.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(UnreadableDocument, match="DOCTYPE"):
        read_docx(path)


def test_broken_xml_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="bị hỏng"):
        read_docx(write(tmp_path / "a.docx", "<w:p>"))


def test_a_row_as_wide_as_a_bomb_is_refused(tmp_path: Path) -> None:
    body = f"<w:tbl>{row(cell('1', '<w:gridSpan w:val=' + chr(34) + '99999' + chr(34) + '/>'))}</w:tbl>"
    with pytest.raises(UnreadableDocument, match="bảng quá lớn"):
        read_docx(write(tmp_path / "a.docx", body))
