"""Open the parts of a DOCX file as XML trees, without entities, network or surprises."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from extractors.documents.check_zip import BROKEN, ERRORS, FOREIGN_XML, check_zip
from extractors.unreadable_document import UnreadableDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# "Strict Open XML" of Word uses other namespace names for the same elements
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
)


@dataclass(frozen=True, slots=True)
class DocxParts:
    """The XML parts that hold text, styles and numbering; None where the file has no such part."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None


def open_docx(path: Path) -> DocxParts:
    """Return the parts of a DOCX; raise UnreadableDocument when it is unsafe or broken."""
    check_zip(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_parts(archive)
    except (*ERRORS, zipfile.zlib.error, etree.XMLSyntaxError) as error:  # type: ignore[attr-defined]
        raise UnreadableDocument(BROKEN) from error


def _read_parts(archive: zipfile.ZipFile) -> DocxParts:
    names = set(archive.namelist())
    main = main_part(archive)
    related: dict[str, str] = {}
    for _key, kind, name in _relations(archive, main):
        related.setdefault(kind, name)

    def part(kind: str) -> etree._Element | None:
        name = related.get(kind)
        if name is None or name not in names:
            return None
        return _parse_styles(archive.read(name)) if kind == "styles" else parse_xml(archive.read(name))

    document = parse_xml(archive.read(main))
    return DocxParts(document, part("styles"), part("numbering"), part("footnotes"), part("endnotes"))


def main_part(archive: zipfile.ZipFile) -> str:
    """Name the part that holds the text; raise UnreadableDocument if there is none."""
    kinds = (name for _key, kind, name in _relations(archive, "") if kind == "officeDocument")
    main = next(kinds, "word/document.xml")
    if main not in archive.namelist():
        raise UnreadableDocument(BROKEN)
    return main


def related_parts(archive: zipfile.ZipFile, source: str) -> dict[str, str]:
    """Return key → part name of the relationships of a part."""
    return {key: name for key, _kind, name in _relations(archive, source)}


def _relations(archive: zipfile.ZipFile, source: str) -> Iterator[tuple[str, str, str]]:
    """Yield key, kind and part name of each relationship of a part (the package itself: "") that stays in the file."""
    folder, file_name = posixpath.split(source)
    rels = posixpath.join(folder, "_rels", f"{file_name}.rels")
    if rels not in archive.namelist():
        return
    for relation in parse_xml(archive.read(rels)).iter(RELATIONSHIP):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], target.lstrip("/")


@lru_cache(maxsize=4)
def _parse_styles(data: bytes) -> etree._Element:
    """Parse the styles: hundreds of kilobytes, and the same ones in many files, for offices share their templates."""
    return parse_xml(data)


def parse_xml(data: bytes) -> etree._Element:
    """Parse a part: no entities, no network, no DOCTYPE."""
    for strict, transitional in STRICT:
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument(FOREIGN_XML)
    return root
