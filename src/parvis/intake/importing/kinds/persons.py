"""Persons of another directory: found by the rules of matching, else made; several phones, e-mails and addresses each."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, Func, Q, Value, Window
from django.db.models.functions import RowNumber

from parvis.directory.matching import MOST_CANDIDATES, Identity, designated
from parvis.directory.models import ContactPoint, Person
from parvis.directory.normalising import (
    format_phone,
    normalise_email,
    normalise_phone,
    normalise_rna,
    normalise_siren,
    normalise_siret,
)
from parvis.intake.importing.identifying import split_name
from parvis.intake.importing.kinds.fields import LEAVE, Field, FieldMapping
from parvis.intake.importing.kinds.rows import Became, FieldKind, Given, Importer, Model
from parvis.intake.importing.kinds.town import Named
from parvis.intake.importing.kinds.trial import Trial
from parvis.intake.importing.refusals import RowRefused
from parvis.organisation.access import Access
from parvis.organisation.models import Department, Sector

Kind = ContactPoint.Kind
Key = tuple[str, str]


@dataclass
class _Read:
    """What a row says. ``points``: (kind, normalised value) → as it is shown."""

    identity: Identity
    usage_name: str
    points: dict[Key, str]
    sectors: list[Sector]


class _Importer(Importer):
    def __init__(self, mapping: FieldMapping, at: datetime, access: Access | None = None) -> None:
        super().__init__(mapping, at, access)
        sectors = list(Sector.objects.all())
        self._sectors = Named(sectors, "secteur")
        self._sectors.check(mapping, "sector")
        self._open = frozenset(sector.pk for sector in sectors if not sector.sealed)
        dispatching = Department.objects.filter(is_dispatcher=True).select_related("sector").first()
        self._usual = dispatching.sector if dispatching else next(s for s in sectors if s.pk in self._open)

    def take(self, chunk: Sequence[Given]) -> Iterator[tuple[Given, Became | RowRefused]]:
        """Five statements, and two more for each person who was known and is now known better. A dry run only reads."""
        read: list[tuple[Given, _Read]] = []
        for given in chunk:
            try:
                read.append((given, self._read(given)))
            except RowRefused as refusal:
                yield given, refusal
        trial = self.trial
        directory = _Directory([one for _, one in read], trial)
        numbers = [trial.number() for _ in read] if trial else _reserved(len(read))
        found = []
        for (given, one), number in zip(read, numbers, strict=True):
            person = directory.match(one, self._within(one))
            created = person is None
            if person is None:
                person = self._new(one, number)
            found.append((given, person, created, directory.add(person, one, self.at)))
        directory.save()
        for given, person, created, points in found:
            yield given, Became(person, created=created, others=points)

    def _read(self, given: Given) -> _Read:
        mapping, cells = self.mapping, given.cells
        first, family = mapping.one("given_names", cells), mapping.one("family_name", cells)
        if not family and (whole := mapping.one("name", cells)):
            split = split_name(whole, mapping.rule("name").order)
            first, family = first or split[0], split[1]
            for field, part in (("given_names", first), ("family_name", family)):
                if len(part) > (longest := mapping.fields[field].longest):
                    raise RowRefused(f"{mapping.fields[field].label} de plus de {longest} caractères")
        organisation = mapping.one("organisation", cells)
        if not (first or family or organisation):
            raise RowRefused("ni nom ni raison sociale")
        points: dict[Key, str] = {}
        for written in mapping.all("email", cells):
            if email := self._usable("email", written, normalise_email(written)):
                points[Kind.EMAIL.value, email] = written.strip()
        for written in mapping.all("phone", cells):
            if phone := self._usable("phone", written, normalise_phone(written)):
                points[Kind.PHONE.value, phone] = format_phone(phone)
        for written in mapping.all("address", cells):
            points[Kind.POSTAL.value, written] = written
        sectors = [self._sectors.get(word) for word in mapping.all("sector", cells)] or [self._usual]
        for sector in sectors:
            if sector.pk in self.hidden:
                raise RowRefused(f"secteur cloisonné que vous ne lisez pas : « {sector} »")
        return _Read(
            Identity(
                given_names=first,
                family_name=family,
                organisation_name=organisation,
                title=mapping.one("title", cells),
                registration=self._registration(given),
                email=_first(points, Kind.EMAIL),
                phone=_first(points, Kind.PHONE),
            ),
            mapping.one("usage_name", cells),
            points,
            sectors,
        )

    def _within(self, one: _Read) -> frozenset[int]:
        """Where the person may be known already: a sealed sector shares nobody with what lies outside it."""
        return frozenset(s.pk for s in one.sectors if s.sealed) or self._open

    def _usable(self, field: str, written: str, normalised: str | None) -> str | None:
        if normalised is None and self.mapping.rule(field).unreadable != LEAVE:
            raise RowRefused(f"{self.mapping.fields[field].label} illisible : « {written[:60]} »")
        return normalised

    def _registration(self, given: Given) -> str:
        written = self.mapping.one("registration", given.cells)
        known = normalise_siret(written) or normalise_siren(written) or normalise_rna(written)
        if written and known is None and self.mapping.rule("registration").unreadable != LEAVE:
            raise RowRefused(f"SIRET ou RNA faux : « {written[:60]} »")
        return known or ""

    def _new(self, one: _Read, number: int) -> Person:
        identity = one.identity
        person = Person(
            pk=number,
            kind=Person.Kind.LEGAL if identity.organisation_name else Person.Kind.NATURAL,
            title=identity.title,
            given_names=identity.given_names,
            birth_name=identity.family_name,
            usage_name=one.usage_name,
            organisation_name=identity.organisation_name,
            registration=identity.registration,
            created_at=self.at,
        )
        person.sort_name = person.computed_sort_name()
        return person


class _Directory:
    """Those whom a chunk may designate, read in one statement, and those it brings."""

    def __init__(self, chunk: Sequence[_Read], trial: Trial | None = None) -> None:
        self._trial = trial
        wanted: dict[str, set[str]] = {Kind.EMAIL.value: set(), Kind.PHONE.value: set()}
        for one in chunk:
            for kind, value in one.points:
                if kind in wanted:
                    wanted[kind].add(value)
        self._points: dict[Key, list[ContactPoint]] = {}
        self._own: dict[int, dict[Key, ContactPoint]] = defaultdict(dict)
        self._people: dict[int, Person] = {}
        self._new_points: list[ContactPoint] = []
        condition = Q()
        for kind, values in wanted.items():
            if values:
                condition |= Q(kind=kind, value__in=values)
        if condition:
            self._load(condition)
        if trial is not None:
            self._load_tried(trial, wanted)

    def _load(self, condition: Q) -> None:
        people: dict[int, Person] = {}
        likeliest = [F("verified_at").desc(nulls_last=True), F("person_id").asc()]
        rank = Window(RowNumber(), partition_by=[F("kind"), F("value")], order_by=likeliest)
        found = ContactPoint.objects.filter(condition).annotate(rank=rank).filter(rank__lte=MOST_CANDIDATES)
        for point in found.select_related("person").order_by(*likeliest):
            point.person = people.setdefault(point.person_id, point.person)
            self._points.setdefault((point.kind, point.value), []).append(point)
        for point in ContactPoint.objects.filter(person__in=people).order_by("pk"):
            self._own[point.person_id][point.kind, point.value] = point

    def _load_tried(self, trial: Trial, wanted: dict[str, set[str]]) -> None:
        """After those of the town, whom they do not hide."""
        keys = [(kind, value) for kind, values in wanted.items() for value in sorted(values)]
        points = trial.points(keys, MOST_CANDIDATES)
        known = {p.person_id: p.person for several in self._points.values() for p in several}
        there = {p.person_id for p in points if p.person_id > 0 and p.person_id not in known}
        known |= Person.objects.in_bulk(list(there)) if there else {}
        for point in points:
            if point.person_id not in known:
                known[point.person_id] = trial.person(point.person_id)
            point.person = known[point.person_id]
            point._state.adding = False
            self._points.setdefault((point.kind, point.value), []).append(point)
            self._own[point.person_id][point.kind, point.value] = point

    def match(self, one: _Read, readable: frozenset[int]) -> Person | None:
        """By every phone and e-mail of the row, the names agreeing: never by a name alone."""
        keys = [key for key in one.points if key[0] != Kind.POSTAL]
        points = [p for key in keys for p in self._points.get(key, ()) if readable & set(p.sectors)]
        people = {point.person.pk: point.person for point in points[:MOST_CANDIDATES]}
        return designated(one.identity, people.values(), readable)

    def add(self, person: Person, one: _Read, at: datetime) -> list[Any]:
        """What the row adds to somebody; the contact points made."""
        sectors = [sector.pk for sector in one.sectors]
        gained = sectors
        if any(s.sealed for s in one.sectors) and person.sectors:
            # Found through a sealed sector: known nowhere else for that.
            sectors, gained = [pk for pk in sectors if pk in person.sectors], []
        if person._state.adding:
            self._people[person.pk] = person
        self._known_in(person, gained)
        own = self._own[person.pk]
        made = []
        for key, display in one.points.items():
            if (known := own.get(key)) is not None:
                self._known_in(known, gained)
                continue
            point = ContactPoint(
                person=person,
                kind=key[0],
                value=key[1],
                display=display[:300],
                sectors=list(sectors),
                created_at=at,
            )
            own[key] = point
            made.append(point)
            self._new_points.append(point)
            self._points.setdefault(key, []).append(point)
        return made

    def _known_in(self, row: Any, sectors: list[int]) -> None:
        """In the database when it is there: two at once must not forget each other's sector."""
        for sector in sectors:
            if sector in row.sectors:
                continue
            row.sectors = [*row.sectors, sector]
            if not row._state.adding and self._trial is None:
                appended = Func(F("sectors"), Value(sector), function="array_append")
                found = type(row).objects.filter(pk=row.pk).exclude(sectors__contains=[sector])
                found.update(sectors=appended)

    def save(self) -> None:
        if self._trial is not None:
            self._trial.add(self._people.values(), self._new_points)
            return
        Person.objects.bulk_create(self._people.values())
        ContactPoint.objects.bulk_create(self._new_points)


def _reserved(count: int) -> list[int]:
    """Identifiers for as many new persons: two of a chunk are told apart before they are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('directory_person', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def _first(points: dict[Key, str], kind: Kind) -> str:
    return next((value for k, value in points if k == kind.value), "")


class Persons(FieldKind):
    code, label, plural = "persons", "usager", "usagers"
    model = Model.PERSON
    most_rows = None
    importer = _Importer
    fields = (
        Field("name", "nom", longest=300),
        Field("family_name", "nom de famille", longest=150),
        Field("given_names", "prénoms", longest=150),
        Field("usage_name", "nom d'usage", longest=150),
        Field("organisation", "raison sociale", longest=200),
        Field("title", "civilité", longest=20),
        Field("registration", "SIRET ou RNA", longest=40),
        Field("email", "adresse électronique", several=True, longest=254),
        Field("phone", "téléphone", several=True, longest=60),
        Field("address", "adresse postale", several=True, joined=True, longest=300),
        Field("sector", "secteur", several=True, longest=120),
    )

    @classmethod
    def check(cls, mapping: FieldMapping) -> None:
        if not {"name", "family_name", "organisation"} & set(mapping.rules):
            raise ValueError("il manque la rubrique [name], [family_name] ou [organisation].")
