"""Hold what one consolidation works with: the order, the warehouse, the readers, and what was found so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from flows.find_files import InboxFile, leave_out, list_files, take_out
from flows.order import Order
from flows.read_many import Readers
from flows.reader_version import reader_version
from flows.run_reader import Reader, run_reader
from warehouse.database import claim, open_warehouse

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from warehouse.load import LoadOutcome

BATCH = 25  # documents of one Prefect task
TRY_AGAIN = "?"  # after a reader's version: the fault may have been the machine's, so the document stays unknown


class Desk:
    """The workplace of one consolidation."""

    def __init__(self, order: Order, engine: Engine, readers: Readers, unpacked: Path) -> None:
        """Lay everything out; nothing is read yet. ``unpacked`` is an empty folder for the reports in zips."""
        self.order, self.engine, self.readers, self.unpacked = order, engine, readers, unpacked
        self.began_at = datetime.now(UTC)
        self.version = reader_version()
        self.again = order.inbox is None
        self.on_document: Callable[[], None] = lambda: None
        self.read = 0
        self.changed = False
        self._files: tuple[InboxFile, ...] | None = None
        self._new: tuple[InboxFile, ...] = ()
        self._loaded: set[InboxFile] = set()

    def find(self) -> tuple[InboxFile, ...]:
        """List the inbox once, and begin to read what is new."""
        from warehouse.queries import kept_documents, known_documents

        if self._files is None:
            if self.again:
                files = self._new = take_out(kept_documents(self.engine), self.unpacked)
            else:
                files = list_files(self.order, self.unpacked)
                self._new = leave_out(files, known_documents(self.engine, self.version))
            self._files = files
            self.readers.begin(self._new)
        return self._files

    @property
    def batches(self) -> tuple[tuple[InboxFile, ...], ...]:
        """Split what is new into batches."""
        return tuple(self._new[start : start + BATCH] for start in range(0, len(self._new), BATCH))

    @property
    def new(self) -> tuple[InboxFile, ...]:
        """List the files that this run has to read."""
        return self._new

    def load(self, batch: tuple[InboxFile, ...]) -> tuple[LoadOutcome, ...]:
        """Load the results of a batch, one transaction a document; done again, it goes on where it stopped."""
        from transforms.match_commune import commune_of_file
        from warehouse.load import load_result

        outcomes = []
        left = [file for file in batch if file not in self._loaded]
        for file, reading in zip(left, self.readers.fetch(left), strict=True):
            result = replace(reading.result, file_name=file.file_name)
            unit = commune_of_file(file.file_name) if result.rejected else None
            outcome = load_result(
                self.engine,
                result,
                reader_version=self.version + (TRY_AGAIN if reading.passing else ""),
                expected_period=self.order.period,
                received_at=self.began_at,
                commune_code=unit.code if unit is not None else None,
                content=None if result.report is None or self.again else file.path.read_bytes(),
                again=self.again,
            )
            outcomes.append(outcome)
            self._loaded.add(file)
            self.read += 1
            self.changed |= not outcome.unchanged
            self.on_document()
        return tuple(outcomes)


_open: dict[Order, Desk] = {}


@contextmanager
def open_desk(order: Order, reader: Reader = run_reader) -> Iterator[Desk]:
    """Claim the warehouse for an order; within the block, the same order is given the same desk."""
    if order in _open:
        yield _open[order]
        return
    with ExitStack() as stack:
        engine = open_warehouse(order.warehouse)
        stack.callback(engine.dispose)
        stack.enter_context(claim(engine))
        limits = {"workers": order.workers, "seconds": order.seconds, "memory_mb": order.memory_mb}
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="tonghop-")))
        readers = stack.enter_context(Readers(reader=reader, folder=str(folder), **limits))  # type: ignore[arg-type]
        unpacked = folder / "zip"
        unpacked.mkdir()
        _open[order] = Desk(order, engine, readers, unpacked)
        stack.callback(_open.pop, order)
        yield _open[order]
