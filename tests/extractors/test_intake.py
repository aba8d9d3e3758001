"""The inbox is listed completely, and each file is known by its content."""

import hashlib
import os
import zipfile
from pathlib import Path

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractors.documents.unpack import NOT_OPENED
from extractors.intake import InboxError, inspect_file, list_inbox
from extractors.limits import MAX_FILE_BYTES
from extractors.records import IntakeFile

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
AGAIN = "hãy lưu lại thành .docx hoặc PDF rồi gửi lại."


def write_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Báo cáo")
    document.save(str(path))
    return path


def write_pdf(path: Path, password: str | None = None, owner: str | None = None) -> Path:
    encryption = None if password is None else StandardEncryption(password, ownerPassword=owner)
    canvas = Canvas(str(path), encrypt=encryption)
    canvas.drawString(72, 700, "Bao cao")
    canvas.save()
    return path


def write_zip(path: Path, *names: str, mimetype: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<a/>")
    return path


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_files_are_listed_by_relative_name_without_hidden_and_lock_files(tmp_path: Path) -> None:
    wanted = ["b/2.pdf", "B.docx", "a.docx", "ô/1.docx"]
    for name in [*wanted, ".hidden", "~$a.docx", ".DS_Store", "b/Thumbs.db", ".git/x.docx"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [path.relative_to(tmp_path).as_posix() for path in list_inbox(tmp_path)] == sorted(wanted)


def test_an_empty_inbox_is_an_empty_list(tmp_path: Path) -> None:
    assert list_inbox(tmp_path) == ()


def test_a_missing_inbox_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "không có"
    with pytest.raises(InboxError) as error:
        list_inbox(folder)
    assert str(error.value) == f"Không tìm thấy thư mục {folder}; hãy kiểm tra lại đường dẫn của thư mục báo cáo."


def test_a_docx_is_known_with_hash_and_size(tmp_path: Path) -> None:
    (tmp_path / "xã").mkdir()
    path = write_docx(tmp_path / "xã" / "a.docx")
    data = path.read_bytes()
    expected = IntakeFile(str(path), "xã/a.docx", hashlib.sha256(data).hexdigest(), DOCX, len(data), "")
    assert inspect_file(path, tmp_path) == expected


def test_a_pdf_is_known(tmp_path: Path) -> None:
    file = inspect_file(write_pdf(tmp_path / "a.pdf"), tmp_path)
    assert (file.media_type, file.rejected) == ("application/pdf", "")


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    assert inspect_file(write_docx(tmp_path / "a.pdf"), tmp_path).media_type == DOCX
    assert inspect_file(write_pdf(tmp_path / "a.docx"), tmp_path).media_type == "application/pdf"


def test_a_pdf_that_only_forbids_printing_is_accepted(tmp_path: Path) -> None:
    assert inspect_file(write_pdf(tmp_path / "a.pdf", password="", owner="chu"), tmp_path).rejected == ""


def test_a_pdf_with_a_password_is_rejected(tmp_path: Path) -> None:
    file = inspect_file(write_pdf(tmp_path / "a.pdf", password="bi mat", owner="chu"), tmp_path)
    assert file.rejected == "Tệp PDF có mật khẩu; hãy bỏ mật khẩu rồi gửi lại."


def test_a_truncated_pdf_is_rejected(tmp_path: Path) -> None:
    data = write_pdf(tmp_path / "whole.pdf").read_bytes()
    file = inspect_file(write(tmp_path / "a.pdf", data[:-40]), tmp_path)
    assert file.rejected == "Tệp PDF chưa tải xong hoặc bị cắt cụt; hãy gửi lại tệp đầy đủ."


def test_a_truncated_docx_is_rejected(tmp_path: Path) -> None:
    data = write_docx(tmp_path / "whole.docx").read_bytes()
    file = inspect_file(write(tmp_path / "a.docx", data[: len(data) // 2]), tmp_path)
    assert file.rejected == "Tệp bị hỏng hoặc chưa tải xong; hãy mở lại bằng Word, lưu thành tệp .docx mới rồi gửi lại."


def test_a_file_too_large_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    found = inspect_file(path, tmp_path)
    assert found.rejected == (
        "Tệp lớn hơn 60 MB, không phải một báo cáo; hãy giảm dung lượng ảnh hoặc gửi tệp Word gốc."
    )


@pytest.mark.parametrize(
    ("data", "media_type", "rejected"),
    [
        (b"", "application/octet-stream", "Tệp rỗng (0 byte); hãy gửi lại tệp báo cáo."),
        (b"{\\rtf1 a}", "application/rtf", ""),
        (b"\x89PNG\r\n\x1a\n0", "image/png", ""),
        (b"\xff\xd8\xff\xe0", "image/jpeg", ""),
        (b"\x00\x00\x00\x18ftypheic", "image/heic", f"Chưa hỗ trợ ảnh HEIC của điện thoại; {AGAIN}"),
        (b"Rar!\x1a\x07\x01", "application/vnd.rar", f"Chưa hỗ trợ tệp nén RAR; {AGAIN}"),
        ("\ufeff<html xmlns:w=''>".encode("utf-16-le"), "text/html", ""),
        (OLE + "WordDocument".encode("utf-16-le"), "application/msword", ""),
        (
            OLE + "Workbook".encode("utf-16-le"),
            "application/vnd.ms-excel",
            f"Chưa hỗ trợ bảng tính Excel đời cũ (.xls); {AGAIN}",
        ),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "application/octet-stream",
            "Tệp Office có mật khẩu; hãy bỏ mật khẩu (File > Info > Protect Document) rồi gửi lại.",
        ),
        (
            bytes.fromhex("3080") + bytes.fromhex("06092a864886f70d010702") + b"a080",
            "application/pkcs7-mime",
            "Tệp là gói chữ ký số (.p7m, .p7s), không phải văn bản; "
            "hãy gửi tệp Word hoặc PDF (PDF đã ký số vẫn đọc được).",
        ),
        (
            b"MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMIAG",
            "application/pkcs7-mime",
            "Tệp đã mã hóa cho riêng người nhận (.p7m), không mở được; hãy gửi tệp Word hoặc PDF không mã hóa.",
        ),
        (
            b"Xin chao",
            "application/octet-stream",
            "Không nhận ra định dạng của tệp; hãy mở báo cáo bằng Word, lưu thành .docx hoặc PDF rồi gửi lại.",
        ),
    ],
)
def test_a_file_is_named_with_what_keeps_it_from_being_read(
    tmp_path: Path, data: bytes, media_type: str, rejected: str
) -> None:
    file = inspect_file(write(tmp_path / "a.docx", data), tmp_path)
    assert (file.media_type, file.rejected, file.bytes) == (media_type, rejected, len(data))


@pytest.mark.parametrize(
    ("names", "mimetype", "rejected"),
    [
        (("[Content_Types].xml", "xl/workbook.xml"), "", ""),
        (("[Content_Types].xml", "ppt/presentation.xml"), "", f"Chưa hỗ trợ tệp PowerPoint (.pptx); {AGAIN}"),
        (
            ("content.xml",),
            "application/vnd.oasis.opendocument.spreadsheet",
            f"Chưa hỗ trợ bảng tính OpenDocument (.ods); {AGAIN}",
        ),
        (("content.xml",), "application/vnd.oasis.opendocument.text", ""),
        (
            ("a.txt",),
            "",
            NOT_OPENED,
        ),
    ],
)
def test_a_zip_of_something_else_is_named(tmp_path: Path, names: tuple[str, ...], mimetype: str, rejected: str) -> None:
    path = write_zip(tmp_path / "a.docx", *names, mimetype=mimetype)
    assert inspect_file(path, tmp_path).rejected == rejected


def test_a_file_that_cannot_be_opened_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.symlink_to(tmp_path / "gone.docx")
    assert list_inbox(tmp_path) == (path,)
    assert inspect_file(path, tmp_path) == IntakeFile(
        str(path),
        "a.docx",
        "",
        "application/octet-stream",
        0,
        "Không mở được tệp (không có quyền đọc hoặc tệp đang bị khóa); hãy đóng tệp ở máy khác hoặc chép lại tệp.",
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_rejected(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx")
    path.chmod(0)
    assert inspect_file(path, tmp_path).rejected.startswith("Không mở được tệp")
