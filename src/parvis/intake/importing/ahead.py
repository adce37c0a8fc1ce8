"""Read ahead: the next chunks are prepared by a thread while PostgreSQL writes the one before."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
#: Prepared and not written yet, at most: memory stays flat.
MOST = 2
_PATIENCE = 0.2


@contextmanager
def ahead(found: Iterator[T]) -> Iterator[Iterator[T]]:
    """The same items, in order; what the reader raises is raised where its item was awaited.

    ``found`` runs in another thread, in this tenant, and must not touch the database: its connection is not ours.
    """
    reader = _Reader(found)
    thread = Thread(target=copy_context().run, args=(reader.read,), name="parvis-import-reader", daemon=True)
    thread.start()
    try:
        yield reader.items()
    finally:
        reader.stopped.set()
        thread.join()


class _Reader(Generic[T]):
    def __init__(self, found: Iterator[T]) -> None:
        self._found = found
        #: An item; or None and what ended the reading, None too when it was the end.
        self._queue: Queue[tuple[T | None, BaseException | None]] = Queue(MOST)
        self.stopped = Event()

    def read(self) -> None:
        """In the thread."""
        try:
            for one in self._found:
                self._put(one, None)
                if self.stopped.is_set():
                    return
            self._put(None, None)
        except BaseException as error:
            self._put(None, error)

    def _put(self, one: T | None, error: BaseException | None) -> None:
        while not self.stopped.is_set():
            try:
                return self._queue.put((one, error), timeout=_PATIENCE)
            except Full:
                continue

    def items(self) -> Iterator[T]:
        while True:
            try:
                one, error = self._queue.get(timeout=_PATIENCE)
            except Empty:
                continue
            if error is not None:
                raise error
            if one is None:
                return
            yield one
