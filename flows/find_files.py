"""List the inbox and leave out what the warehouse has read already."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extractors.intake import InboxError, list_inbox
from flows.errors import WRONG_USAGE, Trouble
from flows.order import Order
from flows.reject import id_of_name

# "bao-cao-tong-hop-2025.docx", "sai-lech-2025-H1.xlsx": what earlier runs wrote, if the output folder is in the inbox
OWN_OUTPUT = re.compile(r"(?:bao-cao-tong-hop|bieu-tong-hop|sai-lech)-\d{4}(?:-\w+)?\.(?:docx|xlsx)")


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file of the inbox, known by its content."""

    path: Path
    file_name: str  # relative to the inbox, NFC, as the warehouse has it
    document_id: str
    root: Path  # what its name is relative to: the inbox, or where a zip of it was unpacked

    @property
    def key(self) -> tuple[str, str]:
        """Give what the warehouse knows a file by."""
        return self.document_id, self.file_name


def list_files(order: Order, unpacked: Path) -> tuple[InboxFile, ...]:
    """List and hash the documents of the inbox, those in its zips too; Trouble if there is none to read.

    ``unpacked`` is an empty folder that outlives the reading.
    """
    files: list[InboxFile] = []
    inbox = order.inbox or unpacked
    for path in list_paths(order):
        members = _unpack(path, unpacked / path.relative_to(inbox)) if path.suffix.lower() == ".zip" else ()
        files.extend(_identify(member, unpacked) for member in members)
        if not members:
            files.append(_identify(path, inbox))
    return tuple(files)


def take_out(kept: Iterable[tuple[str, str, bytes]], folder: Path) -> tuple[InboxFile, ...]:
    """Write kept documents (id, file name, bytes) into a folder, each in one of its own, to be read again."""
    files = []
    for document_id, file_name, content in kept:
        root = folder / document_id[:16]
        path = root / PurePosixPath(file_name).name
        root.mkdir()
        path.write_bytes(content)
        files.append(InboxFile(path, file_name, document_id, root))
    return tuple(files)


def _unpack(path: Path, folder: Path) -> tuple[Path, ...]:
    """Unpack a zip of reports; nothing if it is none or is not safe, which its own reading then says."""
    from extractors.documents.unpack import is_package, unpack
    from extractors.unreadable_document import UnreadableDocument

    try:
        return unpack(path, folder) if is_package(path) else ()
    except UnreadableDocument:
        return ()


def list_paths(order: Order) -> tuple[Path, ...]:
    """List the documents of the inbox; Trouble if there is none to read."""
    inbox = order.inbox
    if inbox is None:
        return ()
    if not inbox.exists():
        raise Trouble("inbox_missing", WRONG_USAGE, inbox=inbox)
    if not inbox.is_dir():
        raise Trouble("inbox_is_file", WRONG_USAGE, inbox=inbox)
    if not os.access(inbox, os.R_OK | os.X_OK):
        raise Trouble("inbox_forbidden", inbox=inbox)
    try:
        paths = list_inbox(inbox)
    except InboxError as error:
        raise Trouble("told", sentence=error) from error
    paths = tuple(path for path in paths if not _is_ours(path, order))
    if not paths:
        raise Trouble("inbox_empty", inbox=inbox)
    return paths


def leave_out(files: Collection[InboxFile], known: Collection[tuple[str, str]]) -> tuple[InboxFile, ...]:
    """Keep the files that have yet to be read."""
    return tuple(file for file in files if file.key not in known)


def _identify(path: Path, inbox: Path) -> InboxFile:
    name = unicodedata.normalize("NFC", path.relative_to(inbox).as_posix())
    try:
        with path.open("rb") as file:
            return InboxFile(path, name, hashlib.file_digest(file, "sha256").hexdigest(), inbox)
    except OSError:
        return InboxFile(path, name, id_of_name(name), inbox)


def _is_ours(path: Path, order: Order) -> bool:
    """Recognise what this program itself put there: its reports and its warehouse."""
    if OWN_OUTPUT.fullmatch(path.name) and path.parent.resolve() == order.output.resolve():
        return True
    scheme, _, place = order.warehouse.partition(":///")
    if scheme != "sqlite" or not place:
        return False
    database = Path(place).resolve()
    return path.resolve().parent == database.parent and path.name.startswith(database.name)
