"""Name reader and form: a document is read again when either changes."""

from __future__ import annotations


def reader_version() -> str:
    """Give the version of the code that reads and of the form it reads by."""
    from extractors.figures.load_form import load_form
    from extractors.figures.read_figures import READER_VERSION

    return f"{READER_VERSION}.{load_form().version}"
