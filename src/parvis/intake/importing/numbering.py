"""Identity for rows that have none: a digest of what does not change in them, and its occurrence in the file.

Counted in a temporary SQLite file, so that memory stays flat however long the source is.
"""

import hashlib
import re
import sqlite3
import tempfile
from collections.abc import Sequence
from typing import Self

from parvis.intake.importing.mapping import Identifier
from parvis.intake.importing.reading import IDENTIFIER, Row
from parvis.intake.importing.refusals import RowRefused

#: An identifier written by us, as a file of refusals brings it back: a digest and an occurrence.
_OURS = re.compile(r"([0-9a-f]{24})-(\d{1,9})")


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


def identity(row: Row, rules: Identifier, occurrences: Occurrences) -> tuple[str, int]:
    """A row's identifier in its source, and a number drawn from it. Counted for every row, refused ones included.

    Raises RowRefused.
    """
    if row.cells is None:
        raise RowRefused(row.problem)
    parts = [row.cells[column].strip() for column in rules.columns]
    given = row.cells.get(IDENTIFIER, "").strip() if rules.digest else ""
    key = digest_of([given] if given else parts)
    occurrence = occurrences.next(key)
    if rules.digest and not given:
        return f"{key.hex()}-{occurrence}", _seed(key.hex(), occurrence)
    external_id = given or parts[0]
    if not external_id:
        raise RowRefused(f"identifiant absent ({rules.columns[0]})")
    if len(external_id) > 120:
        raise RowRefused("identifiant de plus de 120 caractères")
    if occurrence > 1:
        raise RowRefused(f"identifiant déjà lu dans ce fichier : {external_id[:60]}")
    ours = _OURS.fullmatch(given)
    return external_id, _seed(ours[1], int(ours[2])) if ours else _seed(key.hex(), 1)


def _seed(digest: str, occurrence: int) -> int:
    """Chooses the day where the source has none; true duplicates fall on different weeks."""
    return int(digest[:12], 16) + occurrence
