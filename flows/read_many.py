"""Read many files at once: one pool of killable processes, where a hang or a crash loses only its own document."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING

from flows.find_files import InboxFile
from flows.reject import TOO_MUCH_MEMORY, id_of_name, reject_unread
from flows.run_reader import Reader, prepare_worker, run_reader
from flows.warm_up import warm_up
from transforms.records import ReadResult

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

AHEAD = 96  # results that may wait to be loaded, some 50 KB each
TASKS_PER_WORKER = 200  # then a fresh process, whatever the libraries have kept
TOO_SLOW = "Đọc tệp quá {seconds:g} giây chưa xong nên đã dừng; hãy lưu lại thành tệp mới hoặc tăng --seconds."
CRASHED = "Chương trình đọc tệp bị dừng đột ngột (mã {code}); hãy lưu lại thành tệp mới rồi gửi lại."


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of a file; ``passing`` if the fault may be the machine's, so that the next run tries again."""

    result: ReadResult
    passing: bool


class Readers:
    """A pool that reads files in the order asked for, a limited number ahead."""

    def __init__(
        self,
        *,
        workers: int = 0,
        seconds: float = 60,
        memory_mb: int = 0,
        reader: Reader = run_reader,
        folder: str = "",
    ) -> None:
        """Keep the limits; no process is started yet. ``folder`` takes what the readers need for a while."""
        self.seconds, self.reader, self.folder = seconds, reader, folder
        self.workers, self.memory_mb = workers or len(os.sched_getaffinity(0)), memory_mb
        self._pool: ProcessPool | None = None
        self._waiting: deque[InboxFile] = deque()
        self._reading: dict[InboxFile, ProcessFuture[ReadResult]] = {}

    def __enter__(self) -> Readers:
        """Give itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop all processes at once, whatever they are doing."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()

    def begin(self, files: Iterable[InboxFile]) -> None:
        """Begin to read files; they are fetched later, in this order."""
        self._waiting.extend(files)
        self._fill()

    def fetch(self, files: Iterable[InboxFile]) -> Iterator[Reading]:
        """Give the results of files that were begun, each as soon as it is there."""
        for file in files:
            if file not in self._reading:
                self._submit(file)
            future = self._reading[file]
            reading = self._wait(file, future)
            del self._reading[file]
            self._fill()
            yield reading

    def _fill(self) -> None:
        while self._waiting and len(self._reading) < AHEAD:
            file = self._waiting.popleft()
            if file not in self._reading:
                self._submit(file)

    def _submit(self, file: InboxFile) -> None:
        self._reading[file] = self._start().schedule(self.reader, (file.path, file.root), timeout=self.seconds)

    def _start(self) -> ProcessPool:
        if self._pool is None:
            from pebble import ProcessPool

            warm_up()
            self._pool = ProcessPool(
                self.workers,
                TASKS_PER_WORKER,
                prepare_worker,
                (self.memory_mb, self.folder),
                multiprocessing.get_context("forkserver"),
            )
        return self._pool

    def _wait(self, file: InboxFile, future: ProcessFuture[ReadResult]) -> Reading:
        from pebble import ProcessExpired

        try:
            result = future.result()
        except TookTooLong:
            return self._lost(file, TOO_SLOW.format(seconds=self.seconds))
        except ProcessExpired as error:
            return self._lost(file, CRASHED.format(code=error.exitcode))
        except BrokenProcessPool:
            raise
        except MemoryError:
            return self._lost(file, TOO_MUCH_MEMORY)
        except Exception as error:  # the result could not be sent, or an injected reader raised
            return self._lost(file, CRASHED.format(code=type(error).__name__))
        unopened = result.document_id == id_of_name(file.file_name)
        return Reading(result, passing=unopened or result.rejected == TOO_MUCH_MEMORY)

    def _lost(self, file: InboxFile, reason: str) -> Reading:
        return Reading(reject_unread(file.path, file.root, reason), passing=True)
