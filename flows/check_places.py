"""Open kept documents again and look what is printed at the addresses of figures, in processes that can be killed."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.records import Address
from flows.run_reader import prepare_worker

SECONDS = 120  # for one document; a scan is read as slowly as the first time
MEMORY_MB = 2048


@dataclass(frozen=True, slots=True)
class Place:
    """What is printed at an address, with the text round it; None where the document has no such address."""

    address: Address
    printed: str | None
    before: str = ""
    after: str = ""


def look_up_places(
    documents: Mapping[str, tuple[str, Iterable[Address]]], content_of: Callable[[str], bytes | None]
) -> dict[str, list[Place]]:
    """Give what stands at each address of documents (id -> media type, addresses); all None for one not to be read."""
    from pebble import ProcessPool

    found: dict[str, list[Place]] = {}
    with TemporaryDirectory(prefix="tonghop-") as folder:
        context = multiprocessing.get_context("forkserver")
        workers = min(len(os.sched_getaffinity(0)), len(documents)) or 1
        with ProcessPool(workers, 0, prepare_worker, (MEMORY_MB, folder), context) as pool:
            futures = {}
            for document_id, (media_type, addresses) in documents.items():
                asked = list(addresses)
                found[document_id] = [Place(address, None) for address in asked]
                content = content_of(document_id)
                if content is not None:
                    path = Path(folder) / document_id
                    path.write_bytes(content)
                    arguments = (path, media_type, document_id, asked)
                    futures[document_id] = pool.schedule(read_places, arguments, timeout=SECONDS)
            for document_id, future in futures.items():
                try:
                    found[document_id] = future.result()
                except Exception:
                    continue  # whatever happened, the addresses were not confirmed
    return found


def read_places(path: Path, media_type: str, document_id: str, addresses: list[Address]) -> list[Place]:
    """Read a document and give what stands at addresses of it."""
    from extractors.documents.address_text import part_at
    from extractors.documents.read_document import read_document

    document = read_document(path, media_type, document_id)
    places = []
    for address in addresses:
        try:
            whole = part_at(document, address.block).text
        except LookupError:
            places.append(Place(address, None))
            continue
        start, end = address.char_start, address.char_end
        places.append(Place(address, whole[start:end], whole[:start], whole[end:]))
    return places
