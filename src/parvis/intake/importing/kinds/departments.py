"""Departments: code, name, the direction above, sector, how to reach them. Those the town has are left as they are."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from parvis.directory.normalising import format_phone, normalise_email, normalise_phone
from parvis.intake.importing.kinds.fields import Field, FieldMapping
from parvis.intake.importing.kinds.rows import Became, FieldKind, Given, Importer, Model
from parvis.intake.importing.kinds.town import Named
from parvis.intake.importing.refusals import RowRefused
from parvis.organisation.access import Access
from parvis.organisation.models import Department, Sector

LONGEST_CODE = 12


class _Importer(Importer):
    def __init__(self, mapping: FieldMapping, at: datetime, access: Access | None = None) -> None:
        super().__init__(mapping, at, access)
        departments = list(Department.objects.select_related("sector"))
        self._departments = Named(departments, "service")
        self._sectors = Named(Sector.objects.all(), "secteur")
        self._sectors.check(mapping, "sector")
        dispatching = next((d for d in departments if d.is_dispatcher), None)
        self._usual = dispatching.sector if dispatching else next(iter(self._sectors.rows), None)

    def take(self, chunk: Sequence[Given]) -> Iterator[tuple[Given, Became | RowRefused]]:
        """Those above first, wherever they are in the file."""
        waiting = list(chunk)
        while waiting:
            later = []
            for given in waiting:
                try:
                    yield given, self._one(given)
                except _NotYet:
                    later.append(given)
                except RowRefused as refusal:
                    yield given, refusal
            if len(later) == len(waiting):
                for given in later:
                    parent = self.mapping.one("parent", given.cells)
                    yield given, RowRefused(f"direction inconnue : « {parent[:60]} »")
                return
            waiting = later

    def _one(self, given: Given) -> Became:
        mapping, cells = self.mapping, given.cells
        code, name = mapping.one("code", cells), mapping.one("name", cells)
        known = self._departments.by_code(code)
        if known is not None:
            return Became(known, created=False)
        parent_word = mapping.one("parent", cells)
        parent = self._departments.find(parent_word) if parent_word else None
        if parent_word and parent is None:
            raise _NotYet
        sector_word = mapping.one("sector", cells)
        sector = self._sectors.get(sector_word) if sector_word else (parent.sector if parent else self._usual)
        if sector is None:
            raise RowRefused("secteur absent")
        email, phone = mapping.one("email", cells), mapping.one("phone", cells)
        if email and normalise_email(email) is None:
            raise RowRefused(f"adresse électronique illisible : « {email[:60]} »")
        made = Department(
            code=code,
            name=name,
            sector=sector,
            parent=parent,
            email=(normalise_email(email) if email else None) or "",
            phone=_shown(phone),
            address=mapping.one("address", cells),
        )
        made.save(force_insert=True)
        self._departments.add(made)
        return Became(made, created=True)


class _NotYet(Exception):
    """The direction above is not made yet."""


def _shown(phone: str) -> str:
    """A direct line is often four digits inside the town hall: kept as it is."""
    number = normalise_phone(phone) if phone else None
    return format_phone(number) if number else phone


class Departments(FieldKind):
    code, label, plural = "departments", "service", "services"
    model = Model.DEPARTMENT
    importer = _Importer
    fields = (
        Field("code", "code", required=True, longest=LONGEST_CODE),
        Field("name", "nom", required=True, longest=150),
        Field("parent", "direction", longest=150),
        Field("sector", "secteur", longest=120),
        Field("email", "adresse électronique", longest=254),
        Field("phone", "téléphone", longest=30),
        Field("address", "adresse postale", longest=1000),
    )
