"""What the town has, found by a code or by a name however it is spelt."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from parvis.intake.importing.kinds.fields import FieldMapping
from parvis.intake.importing.naming import folded
from parvis.intake.importing.refusals import CannotImport, RowRefused

T = TypeVar("T", bound=Any)


class Named(Generic[T]):
    """Rows that bear a ``code`` and a ``name`` (or a ``label``). ``what``: as refusals name them."""

    def __init__(self, rows: Iterable[T], what: str) -> None:
        self._what = what
        self.rows: list[T] = []
        self._codes: dict[str, T] = {}
        self._names: dict[str, T | None] = {}
        for row in rows:
            self.add(row)

    def add(self, row: T) -> None:
        self.rows.append(row)
        self._codes[row.code.lower()] = row
        name = folded(str(row))
        # Two of the same name: neither is meant by it.
        self._names[name] = None if name in self._names else row

    def by_code(self, code: str) -> T | None:
        return self._codes.get(code.lower())

    def find(self, word: str) -> T | None:
        return self.by_code(word) or self._names.get(folded(word))

    def get(self, word: str) -> T:
        """Raises RowRefused."""
        found = self.find(word)
        if found is None:
            raise RowRefused(f"{self._what} inconnu : « {word[:60]} »")
        return found

    def check(self, mapping: FieldMapping, field: str) -> None:
        """Raises CannotImport when the mapping itself names what the town does not have."""
        rule = mapping.rule(field)
        wrong = sorted(
            {w for w in (*rule.constant, *rule.values.values(), rule.empty) if w and not self.find(w)}
        )
        if wrong:
            there = ", ".join(sorted(row.code for row in self.rows))
            raise CannotImport(
                f"La correspondance nomme, pour « {self._what} », ce que la commune n'a pas : {', '.join(wrong)}. "
                f"Elle a : {there[:300]}."
            )
