"""Merely read the files of a folder in one process, in one of several ways: what the whole job is measured against."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path


def with_usual_libraries() -> Callable[[Path], object]:
    """Read a PDF with pdfplumber's extract_text, a DOCX with python-docx's paragraphs."""
    import docx
    import pdfplumber

    def read(path: Path) -> object:
        if path.suffix == ".docx":
            return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
        texts = []
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                texts.append(page.extract_text())
                page.close()
        return texts

    return read


def with_markitdown() -> Callable[[Path], object]:
    """Convert with markitdown."""
    from markitdown import MarkItDown  # type: ignore[import-not-found]

    converter = MarkItDown()
    return lambda path: converter.convert(str(path)).text_content


def with_kreuzberg() -> Callable[[Path], object]:
    """Extract with kreuzberg; it reads on several threads if it likes."""
    import kreuzberg  # type: ignore[import-not-found]

    return lambda path: kreuzberg.extract_file_sync(str(path)).content


WAYS = {"mere": with_usual_libraries, "markitdown": with_markitdown, "kreuzberg": with_kreuzberg}


def main() -> None:
    """Read every file below the folder; the process's end is the end of the measurement."""
    read = WAYS[sys.argv[1]]()
    count = 0
    for path in sorted(Path(sys.argv[2]).rglob("*")):
        if path.suffix in (".pdf", ".docx"):
            read(path)
            count += 1
    sys.stdout.write(f"{count}\n")


if __name__ == "__main__":
    main()
