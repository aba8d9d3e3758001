"""Take the large pictures out of a DOCX: a table or a whole page may have been pasted into it as a photo."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from extractors.documents.check_zip import BROKEN, ERRORS
from extractors.documents.open_docx import main_part, parse_xml, related_parts
from extractors.limits import MIN_PICTURE_SHARE
from extractors.unreadable_document import UnreadableDocument

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VML = "{urn:schemas-microsoft-com:vml}"
EMU_PER_POINT = 12_700
A4 = 595 * 842  # square points
_SIDE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm|px)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, None: 0.75}


def docx_pictures(path: Path) -> list[bytes]:
    """Return the pictures that take a large part of a page, in the order of the text."""
    try:
        with zipfile.ZipFile(path) as archive:
            if not any("/media/" in name for name in archive.namelist()):
                return []
            main = main_part(archive)
            targets = related_parts(archive, main)
            wanted = [targets.get(key) for key in _large(parse_xml(archive.read(main)))]
            names = set(archive.namelist())
            return [archive.read(name) for name in dict.fromkeys(wanted) if name in names]
    except (*ERRORS, zipfile.zlib.error, etree.XMLSyntaxError) as error:  # type: ignore[attr-defined]
        raise UnreadableDocument(BROKEN) from error


def _large(root: etree._Element) -> Iterator[str]:
    """Yield the relationship of each large picture."""
    for shown in root.iter(A + "blip", VML + "imagedata"):
        key = shown.get(R + "embed") or shown.get(R + "id")
        if key and _area(shown) >= MIN_PICTURE_SHARE * A4:
            yield key


def _area(shown: etree._Element) -> float:
    """Give the area of a picture as it is shown, in square points."""
    if shown.tag == VML + "imagedata":
        parent = shown.getparent()
        style = parent.get("style", "") if parent is not None else ""
        sides = {m[1]: float(m[2]) * _POINTS[m[3]] for m in _SIDE.finditer(style)}
        return sides.get("width", 0.0) * sides.get("height", 0.0)
    for holder in shown.iterancestors(WP + "inline", WP + "anchor"):
        extent = holder.find(WP + "extent")
        if extent is not None:
            return float(extent.get("cx", 0)) * float(extent.get("cy", 0)) / EMU_PER_POINT**2
    return 0.0
