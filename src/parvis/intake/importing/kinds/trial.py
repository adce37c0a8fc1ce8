"""What a dry run of persons would have made, in a temporary SQLite file: the next rows find it, and memory stays flat."""

import json
import sqlite3
import tempfile
from collections.abc import Iterable
from typing import Any, Self

from parvis.directory.models import ContactPoint, Person

#: What matching reads of somebody.
_NAMES = ("kind", "given_names", "birth_name", "usage_name", "organisation_name", "sectors")


class Trial:
    """Persons have numbers below zero, which no row of the town has."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="parvis-essai-")
        self._made = sqlite3.connect(f"{self._folder.name}/made.db", isolation_level=None)
        for statement in (
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "CREATE TABLE person (id INTEGER PRIMARY KEY, said TEXT NOT NULL)",
            "CREATE TABLE point (kind TEXT, value TEXT, person INTEGER, sectors TEXT NOT NULL, "
            "PRIMARY KEY (kind, value, person)) WITHOUT ROWID",
            "BEGIN",
        ):
            self._made.execute(statement)
        self._last = 0

    def number(self) -> int:
        self._last -= 1
        return self._last

    def add(self, people: Iterable[Person], points: Iterable[ContactPoint]) -> None:
        said = ((p.pk, json.dumps({name: getattr(p, name) for name in _NAMES})) for p in people)
        self._made.executemany("INSERT INTO person VALUES (?, ?)", said)
        given = ((p.kind, p.value, p.person_id, json.dumps(p.sectors)) for p in points)
        self._made.executemany("INSERT OR IGNORE INTO point VALUES (?, ?, ?, ?)", given)

    def points(self, keys: Iterable[tuple[str, str]], most: int) -> list[ContactPoint]:
        """That the rows read before would have added, at most ``most`` a key, the first made first. Of a person who is in
        the town, only their number is known."""
        found = []
        for kind, value in keys:
            rows = self._made.execute(
                "SELECT person, sectors FROM point WHERE kind = ? AND value = ? ORDER BY abs(person) LIMIT ?",
                (kind, value, most),
            )
            found += [
                ContactPoint(kind=kind, value=value, person_id=person, sectors=json.loads(sectors))
                for person, sectors in rows.fetchall()
            ]
        return found

    def person(self, number: int) -> Person:
        (said,) = self._made.execute("SELECT said FROM person WHERE id = ?", (number,)).fetchone()
        known: dict[str, Any] = json.loads(said)
        person = Person(pk=number, **known)
        person._state.adding = False
        return person

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._made.close()
        self._folder.cleanup()
