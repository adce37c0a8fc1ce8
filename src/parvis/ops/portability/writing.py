"""Files of an archive as they are written: private, summed on the way, whole before they bear their name."""

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from parvis.ops.portability.manifest import CHUNK, Written

Buffer = bytes | bytearray | memoryview


class Output:
    """One file, written aside and named at the end of the block; ``result`` tells its size and sum."""

    def __init__(self, folder: Path, name: str) -> None:
        self.target = folder / name
        self.aside = self.target.with_name(f".{self.target.name}.part")
        self.digest = hashlib.sha256()
        self.rows = self.size = 0

    def __enter__(self) -> Self:
        private_folder(self.target.parent)
        self.file: IO[bytes] = os.fdopen(
            os.open(self.aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb", buffering=0
        )
        return self

    def write(self, part: bytes) -> None:
        view = memoryview(part)
        while len(view):
            view = view[self.file.write(view) :]
        self.digest.update(part)
        self.size += len(part)
        self.rows += part.count(b"\n")

    def write_all(self, parts: Iterable[Buffer]) -> None:
        """Small pieces, gathered: a row each is what the database sends."""
        kept: list[Buffer] = []
        length = 0
        for part in parts:
            kept.append(part)
            length += len(part)
            if length >= CHUNK:
                self.write(b"".join(kept))
                kept, length = [], 0
        self.write(b"".join(kept))

    @property
    def result(self) -> Written:
        return Written(self.rows, self.size, self.digest.hexdigest())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                os.fsync(self.file.fileno())
        finally:
            self.file.close()
            if error is None:
                self.aside.replace(self.target)
            else:
                self.aside.unlink(missing_ok=True)


def write_text(folder: Path, name: str, text: str) -> Written:
    with Output(folder, name) as output:
        output.write(text.encode())
    return output.result


def private_folder(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def copy_summed(
    source: IO[Any], target: Path, *, then: Callable[[str], None] | None = None
) -> tuple[int, str]:
    """Copy one file aside, then name it; ``then`` may refuse its sum before it is named. Returns (bytes, sha256)."""
    private_folder(target.parent)
    aside = target.with_name(f".{target.name}")
    digest, size = hashlib.sha256(), 0
    try:
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb", buffering=0) as output:
            while part := source.read(CHUNK):
                digest.update(part)
                size += len(part)
                view = memoryview(part)
                while len(view):
                    view = view[output.write(view) :]
        if then is not None:
            then(digest.hexdigest())
        aside.rename(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return size, digest.hexdigest()
