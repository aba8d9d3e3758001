"""Recognise what a file is by its content, never by its name."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from extractors.documents.check_zip import BROKEN as BROKEN_ZIP
from extractors.documents.check_zip import ERRORS, check_zip
from extractors.documents.unpack import why_not_unpacked
from extractors.unreadable_document import UnreadableDocument

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
DOC = "application/msword"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML = "text/html"
UNKNOWN = "application/octet-stream"
PICTURES = {"image/png", "image/jpeg", "image/tiff"}
READABLE = {DOCX, PDF, DOC, RTF, ODT, XLSX, HTML} | PICTURES
SAVE_AS = "hãy lưu lại thành .docx hoặc PDF rồi gửi lại."
LOCKED_OFFICE = "Tệp Office có mật khẩu; hãy bỏ mật khẩu (File > Info > Protect Document) rồi gửi lại."
LOCKED_PDF = "Tệp PDF có mật khẩu; hãy bỏ mật khẩu rồi gửi lại."
CUT_PDF = "Tệp PDF chưa tải xong hoặc bị cắt cụt; hãy gửi lại tệp đầy đủ."
NOT_KNOWN = "Không nhận ra định dạng của tệp; hãy mở báo cáo bằng Word, lưu thành .docx hoặc PDF rồi gửi lại."

# PKCS #7: the contents type stands in the first bytes, behind the outer length
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
ENVELOPED_DATA = bytes.fromhex("06092a864886f70d010703")
SIGNED = "Tệp là gói chữ ký số (.p7m, .p7s), không phải văn bản; hãy gửi tệp Word hoặc PDF (PDF đã ký số vẫn đọc được)."
ENVELOPED = "Tệp đã mã hóa cho riêng người nhận (.p7m), không mở được; hãy gửi tệp Word hoặc PDF không mã hóa."
DER_SEQUENCE = 0x30
PKCS7_REACH = 64  # bytes
SMIME = (b"application/pkcs7-mime", b"application/x-pkcs7-mime", b"-----begin pkcs7", b"-----begin cms")
HEAD_BYTES = 4096
TAIL_BYTES = 65_536  # a PDF ends with %%EOF, some mail programs add to it
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# streams of an OLE file, by the UTF-16 names in its directory: media type and what to call it
OLE_STREAMS = (
    ("WordDocument", DOC, "tệp Word đời cũ (.doc)"),
    ("Workbook", "application/vnd.ms-excel", "bảng tính Excel đời cũ (.xls)"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint", "tệp trình chiếu PowerPoint (.ppt)"),
)
ZIP_FOLDERS = (
    ("xl/", XLSX, "bảng tính Excel (.xlsx)"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "tệp PowerPoint (.pptx)"),
)
ODF_TYPES = {
    ODT: "tệp OpenDocument (.odt)",
    "application/vnd.oasis.opendocument.spreadsheet": "bảng tính OpenDocument (.ods)",
    "application/vnd.oasis.opendocument.presentation": "tệp trình chiếu OpenDocument (.odp)",
}
MAX_MIMETYPE_BYTES = 200
SIGNATURES = (
    (b"{\\rtf", RTF, "tệp RTF"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "ảnh PNG"),
    (b"\xff\xd8\xff", "image/jpeg", "ảnh JPEG"),
    (b"GIF8", "image/gif", "ảnh GIF"),
    (b"BM", "image/bmp", "ảnh BMP"),
    (b"II*\x00", "image/tiff", "ảnh TIFF"),
    (b"MM\x00*", "image/tiff", "ảnh TIFF"),
    (b"Rar!\x1a\x07", "application/vnd.rar", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "tệp nén 7z"),
)
MARKUP = (b"<html", b"<!doctype html", b"mime-version:", b"<?xml", b"<head", b"<body", b"<meta", b"<!--", b"<table")


@dataclass(frozen=True, slots=True)
class FileType:
    """Media type of a file and, when it can't be read, a sentence for the clerk."""

    media_type: str
    rejected: str = ""


def sniff_type(path: Path) -> FileType:
    """Return what a file is; OSError when it can't be opened."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        return FileType(UNKNOWN, "Tệp rỗng (0 byte); hãy gửi lại tệp báo cáo.")
    if head.startswith(OLE):
        return _sniff_ole(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(path)
    if head[0] == DER_SEQUENCE and SIGNED_DATA in head[:PKCS7_REACH]:
        return FileType("application/pkcs7-mime", SIGNED)
    if head[0] == DER_SEQUENCE and ENVELOPED_DATA in head[:PKCS7_REACH]:
        return FileType("application/pkcs7-mime", ENVELOPED)
    if any(mark in head.lower() for mark in SMIME):
        kind = ENVELOPED if b"enveloped-data" in head.lower() else SIGNED
        return FileType("application/pkcs7-mime", kind)
    if b"%PDF-" in head[:1024]:
        return _sniff_pdf(path)
    for signature, media_type, name in SIGNATURES:
        if head.startswith(signature):
            return _known(media_type, name)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _known("image/webp", "ảnh WebP")
    if head[4:8] == b"ftyp" and head[8:11] in (b"hei", b"mif", b"avi"):
        return _known("image/heic", "ảnh HEIC của điện thoại")
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith(MARKUP):
        return _known(HTML, "trang web (HTML)")
    return FileType(UNKNOWN, NOT_KNOWN)


def _known(media_type: str, name: str) -> FileType:
    """Return the type, with the sentence for one that we don't read."""
    if media_type in READABLE:
        return FileType(media_type)
    return FileType(media_type, f"Chưa hỗ trợ {name}; {SAVE_AS}")


def _sniff_ole(path: Path) -> FileType:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        return FileType(UNKNOWN, LOCKED_OFFICE)
    for stream, media_type, name in OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return _known(media_type, name)
    return FileType(UNKNOWN, NOT_KNOWN)


def _sniff_zip(path: Path) -> FileType:
    try:
        check_zip(path)
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            mimetype = b""
            if "mimetype" in names:
                with archive.open("mimetype") as entry:
                    mimetype = entry.read(MAX_MIMETYPE_BYTES)
    except UnreadableDocument as error:
        return FileType("application/zip", error.reason)
    except ERRORS:
        return FileType("application/zip", BROKEN_ZIP)
    if "[Content_Types].xml" in names and any(n.startswith("word/") and n.endswith(".xml") for n in names):
        return FileType(DOCX)
    odf = mimetype.decode("ascii", "replace").strip()
    if odf in ODF_TYPES:
        return _known(odf, ODF_TYPES[odf])
    for folder, media_type, name in ZIP_FOLDERS:
        if any(n.startswith(folder) for n in names):
            return _known(media_type, name)
    return FileType("application/zip", why_not_unpacked(path))


def _sniff_pdf(path: Path) -> FileType:
    data = path.read_bytes()
    if b"%%EOF" not in data[-TAIL_BYTES:]:
        return FileType(PDF, CUT_PDF)
    if b"/Encrypt" in data and _needs_password(path):
        return FileType(PDF, LOCKED_PDF)
    return FileType(PDF)


def _needs_password(path: Path) -> bool:
    """Return whether the file opens only with a password; one that only forbids printing opens without."""
    try:
        pdfium.PdfDocument(path).close()
    except pdfium.PdfiumError as error:
        return "password" in str(error).lower()
    return False
