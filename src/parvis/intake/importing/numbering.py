"""Identity for rows that have none: a digest of what does not change in them, and its occurrence in the file.

Counted in a temporary SQLite file, so that memory stays flat however long the source is.
"""

import hashlib
import sqlite3
import tempfile
from collections.abc import Sequence
from typing import Self


class Occurrences:
    """How many times each identity was met, from the first row on."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="parvis-reprise-")
        # Made here and used by the one thread that reads.
        self._seen = sqlite3.connect(
            f"{self._folder.name}/seen.db", isolation_level=None, check_same_thread=False
        )
        self._seen.execute("PRAGMA journal_mode = OFF")
        self._seen.execute("PRAGMA synchronous = OFF")
        self._seen.execute("CREATE TABLE seen (key BLOB PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID")
        self._seen.execute("BEGIN")

    def next(self, key: bytes) -> int:
        """1 the first time this key is met, 2 the second…"""
        row = self._seen.execute(
            "INSERT INTO seen VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET n = n + 1 RETURNING n", (key,)
        ).fetchone()
        return int(row[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._seen.close()
        self._folder.cleanup()


def digest_of(cells: Sequence[str]) -> bytes:
    """12 bytes of the cells' content; cells never run into one another."""
    whole = "".join(f"{len(cell)}:{cell}" for cell in cells)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()[:12]
