"""Name reader and form: a document is read again when either changes."""

from __future__ import annotations

import re
from importlib import resources

# READER_VERSION = "1"
OF_READER = re.compile(r'^READER_VERSION = "(?P<version>[^"]+)"', re.MULTILINE)
# version: 3
OF_FORM = re.compile(r"^version:\s*[\"']?(?P<version>[^\s\"'#]+)", re.MULTILINE)


def reader_version(form: str = "qc07") -> str:
    """Read both versions from the files' text: to import the reader takes as long as a whole second run."""
    found = [
        pattern.search(resources.files(package).joinpath(name).read_text("utf-8"))
        for pattern, package, name in (
            (OF_READER, "extractors.figures", "read_figures.py"),
            (OF_FORM, "extractors.forms", f"{form}.yml"),
        )
    ]
    if not all(found):
        raise LookupError("READER_VERSION or the form's version is not where it is looked for")
    return ".".join(match["version"] for match in found if match)
