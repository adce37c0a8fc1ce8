"""The types of the town that the source's activities lead to, made when the mapping says so.

A type made here is inactive: nobody is offered it for a new request, and dashboards by type agree with the file.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from parvis.catalog.models import RequestType
from parvis.intake.importing.mapping import CREATE, REFUSE, Mapping
from parvis.intake.importing.refusals import CannotImport, RowRefused
from parvis.kit.names import sort_name
from parvis.organisation.models import Department

PREFIX = "IMP-"


@dataclass(frozen=True)
class Wanted:
    """A type by its code; ``label`` and ``department`` are those of a type to make."""

    code: str
    label: str = ""
    department: str = ""


class Classifier:
    """From the source's word to a type, remembered. Reads the town's types once; made ones are added to them."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._wanted: dict[str, Wanted] = {}
        self._departments = {d.code: d for d in Department.objects.select_related("sector")}
        self.types = {t.code: t for t in RequestType.objects.select_related("department", "sector")}
        self._words = [
            (d.code, [f" {sort_name(word)}" for word in d.words]) for d in mapping.type.departments
        ]
        self._check()

    def _check(self) -> None:
        missing = sorted(self._mapping.type.named - set(self.types))
        if missing:
            raise CannotImport(
                f"La correspondance nomme des types que la commune n'a pas : {', '.join(missing)}."
            )
        missing = sorted({d.code for d in self._mapping.type.departments} - set(self._departments))
        if missing:
            raise CannotImport(
                f"La correspondance nomme des services que la commune n'a pas : {', '.join(missing)}."
            )

    def wanted(self, word: str) -> Wanted:
        """Raises RowRefused for a word the mapping refuses."""
        if word not in self._wanted:
            self._wanted[word] = self._find(word.strip())
        return self._wanted[word]

    def _find(self, word: str) -> Wanted:
        rules = self._mapping.type
        if not word:
            if not rules.empty:
                raise RowRefused("type absent")
            return Wanted(rules.empty)
        if word in rules.values:
            return Wanted(rules.values[word])
        if rules.unknown == REFUSE:
            raise RowRefused(f"type inconnu : « {word[:80]} »")
        if rules.unknown != CREATE:
            return Wanted(rules.unknown)
        label = rules.labels.get(word, word)[:150]
        return Wanted(code_of(self._mapping.source, word), label, self._department(label))

    def _department(self, label: str) -> str:
        key = f" {sort_name(label)}"
        for code, words in self._words:
            if any(word in key for word in words):
                return code
        fallback = next((d.code for d in self._departments.values() if d.is_dispatcher), None)
        return fallback or next(iter(self._departments))

    def missing(self, wanted: Iterable[Wanted]) -> list[Wanted]:
        """Those the town does not have yet, each once."""
        return [w for w in dict.fromkeys(wanted) if w.code not in self.types]

    def make(self, wanted: Iterable[Wanted]) -> int:
        """Add the missing types; one statement."""
        rows = [
            RequestType(
                code=w.code,
                label=w.label,
                department=self._departments[w.department],
                sector=self._departments[w.department].sector,
                kind=self._mapping.type.kind,
                delay=0,
                delay_unit=RequestType.DelayUnit.NONE,
                regime=RequestType.Regime.SERVICE,
                help_text="",
                on_web=False,
                active=False,
            )
            for w in self.missing(wanted)
        ]
        RequestType.objects.bulk_create(rows)
        self.types |= {row.code: row for row in rows}
        return len(rows)


def code_of(source: str, word: str) -> str:
    """Always the same for the same word of the same source: « IMP-K3QJ7M2A »."""
    digest = hashlib.sha256(f"{source}\n{word}".encode()).digest()
    return PREFIX + base64.b32encode(digest)[:8].decode()
