"""What an import read, would do or did, and the file of what it refused."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Self

from parvis.intake.importing.classifying import Wanted
from parvis.intake.importing.kinds.registry import CASES
from parvis.intake.importing.reading import IDENTIFIER, LINE, REASON, Row, Source
from parvis.intake.importing.reading.repairing import neutral
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.importing.understanding import Understood

FIRST_REFUSALS = 10


@dataclass
class Report:
    """``created`` counts what would be created when nothing was written."""

    written: bool
    imports: str = CASES
    read: int = 0
    created: int = 0
    known: int = 0
    #: Not imported before, but the town had it already: nothing was made, except what it lacked (a phone, a role).
    matched: int = 0
    refused: int = 0
    batch_id: int | None = None
    #: What an interrupted run of the same file had created: read again, and known.
    resumed: int = 0
    seconds: float = 0.0
    states: Counter[str] = field(default_factory=Counter)
    channels: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    new_types: dict[str, Wanted] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    first_refusals: list[tuple[int, str]] = field(default_factory=list)
    #: What the file was read as, where it is not what it says: corrected columns, encodings, sheet.
    notes: tuple[str, ...] = ()
    closing_unknown: int = 0
    several_channels: int = 0
    #: Rows that name somebody.
    persons: int = 0
    #: What rows say and nobody can use, kept out without refusing them: « courriel », « téléphone », « service »…
    left_out: Counter[str] = field(default_factory=Counter)
    earliest: datetime | None = None
    latest: datetime | None = None

    def count(self, row: Understood) -> None:
        self.created += 1
        self.states[row.state] += 1
        self.channels.update(row.channels)
        self.types[row.type.code] += 1
        self.persons += not row.person.is_empty
        self.left_out.update(row.left_out)
        self.several_channels += len(row.channels) > 1
        self.closing_unknown += row.is_closed and row.closed_at is None
        self.earliest = min(self.earliest or row.received_at, row.received_at)
        self.latest = max(self.latest or row.received_at, row.received_at)

    def refuse(self, line: int, reason: str) -> None:
        self.refused += 1
        self.reasons[reason.partition(" : ")[0]] += 1
        if len(self.first_refusals) < FIRST_REFUSALS:
            self.first_refusals.append((line, reason))


class Rejects:
    """A CSV of the refused rows as they were, after their line, the reason and their identity: correct it, import it.

    People open it in a spreadsheet: a cell that would run as a formula gets an apostrophe, which reading takes off.
    """

    def __init__(self, path: Path | None, source: Source) -> None:
        self._own = [n for n, column in enumerate(source.header) if column in (LINE, REASON, IDENTIFIER)]
        self._file: IO[str] | None = None
        if path is None:
            return
        if path.exists() and path.samefile(source.path):
            raise CannotImport("Le fichier des refus ne peut pas être le fichier repris.")
        try:
            self._file = path.open("w", newline="", encoding="utf-8-sig")
        except OSError as error:
            raise CannotImport(f"{path} ne peut pas être écrit : {error.strerror}.") from error
        self._writer = csv.writer(self._file, delimiter=source.delimiter)
        self._writer.writerow([LINE, REASON, IDENTIFIER, *map(neutral, self._without_ours(source.header))])

    def _without_ours(self, cells: Sequence[str]) -> list[str]:
        return [cell for n, cell in enumerate(cells) if n not in self._own]

    def add(self, row: Row, reason: str, external_id: str) -> None:
        if self._file is not None:
            cells = [reason, external_id, *self._without_ours(row.raw)]
            self._writer.writerow([row.line, *map(neutral, cells)])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
