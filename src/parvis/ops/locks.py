"""File locks that the kernel frees by itself when their holder dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait for the lock, hold it for the block."""
    handle = _open(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class SharedLock:
    """A lock held by many; `is_last()` tells the last of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.handle = -1

    def acquire(self) -> None:
        self.handle = _open(self.path)
        fcntl.flock(self.handle, fcntl.LOCK_SH)

    def is_last(self) -> bool:
        """True when nobody else holds the lock. Ask under another lock: the conversion is not one step."""
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        if self.handle >= 0:
            os.close(self.handle)
        self.handle = -1


class AlreadyRunning(Exception):
    """Another supervisor serves this folder; `note` is what it wrote about itself."""

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.note = note


class SupervisorLock:
    """One supervisor per data folder. The file says who: its process number, then its address."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.handle = -1
        self.after_crash = False

    def __enter__(self) -> Self:
        self.handle = _open(self.path)
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note = os.pread(self.handle, 1000, 0).decode()
            os.close(self.handle)
            raise AlreadyRunning(note) from None
        # A clean end empties the file: what is left was written by a supervisor that was killed.
        self.after_crash = os.fstat(self.handle).st_size > 0
        return self

    def write(self, note: str) -> None:
        os.ftruncate(self.handle, 0)
        os.pwrite(self.handle, note.encode(), 0)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.ftruncate(self.handle, 0)
        os.close(self.handle)


def _open(path: Path) -> int:
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
