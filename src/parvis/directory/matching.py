"""Find the person who is already known, or make a new one. Never merges on a name alone, never crosses a sealed sector.

A contact point typed by anybody is not verified: it designates a person only when the names do not contradict it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Func, Q, Value

from parvis.directory.models import ContactPoint, Person
from parvis.kit.names import sort_name

#: Of those who share a contact point, how many are looked at.
MOST_CANDIDATES = 20


@dataclass(frozen=True)
class Identity:
    """What somebody said of themselves; ``email`` and ``phone`` are normalised (lower case, E.164) or empty."""

    given_names: str = ""
    family_name: str = ""
    organisation_name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    phone_display: str = ""
    postal_address: str = ""
    registration: str = ""

    @property
    def is_empty(self) -> bool:
        return not (
            self.family_name or self.given_names or self.organisation_name or self.email or self.phone
        )

    @property
    def contacts(self) -> list[tuple[str, str, str]]:
        """(kind, normalised value, as it was given)."""
        found = []
        if self.email:
            found.append((ContactPoint.Kind.EMAIL.value, self.email, self.email))
        if self.phone:
            found.append((ContactPoint.Kind.PHONE.value, self.phone, self.phone_display or self.phone))
        if self.postal_address:
            found.append(
                (ContactPoint.Kind.POSTAL.value, self.postal_address[:300], self.postal_address[:300])
            )
        return found


def match_or_create(
    identity: Identity, *, sector_id: int, readable: frozenset[int], at: datetime, trusted: bool
) -> Person:
    """The person this identity designates among those known in ``readable`` sectors, else a new one.

    The person, and each contact point given, then also belong to ``sector_id``. What nobody checked (``trusted``
    false: the web, a partner) adds no contact point to a person who exists: whoever knows a phone number would
    receive the answers made to its owner. It designates only somebody whose names and contact points it all knows.
    """
    person = match(identity, readable)
    if person is not None and not trusted and not _knows_all_of(identity, person):
        person = None
    if person is None:
        return _create(identity, sector_id, at)
    make_known(person, sector_id)
    _add_contacts(person, identity, sector_id, at)
    return person


def _knows_all_of(identity: Identity, person: Person) -> bool:
    if not (identity.family_name or identity.organisation_name) or not same_names(identity, person):
        return False
    known = set(ContactPoint.objects.filter(person=person).values_list("kind", "value"))
    return all((kind, value) in known for kind, value, _ in identity.contacts)


def follow_case(person_id: int, *, old_sector: int, new_sector: int) -> None:
    """A case changed sector: its person, and the contact points known where it was, are known there too."""
    _add_sector(Person.objects.filter(pk=person_id), new_sector)
    _add_sector(ContactPoint.objects.filter(person_id=person_id, sectors__contains=[old_sector]), new_sector)


def make_known(person: Person, sector_id: int) -> None:
    """The person is also known through this sector from now on."""
    if sector_id not in person.sectors:
        _add_sector(Person.objects.filter(pk=person.pk), sector_id)
        person.sectors = [*person.sectors, sector_id]


def _add_sector(rows: Any, sector_id: int) -> None:
    # In the database: two requests at once must not forget each other's sector.
    appended = Func(F("sectors"), Value(sector_id), function="array_append")
    rows.exclude(sectors__contains=[sector_id]).update(sectors=appended)


def match(identity: Identity, readable: frozenset[int]) -> Person | None:
    """One query. A verified e-mail first, then phone and e-mail; the names must agree.

    When several persons of a household could be meant and no name tells which, nobody is.
    """
    wanted = Q()
    if identity.email:
        wanted |= Q(kind=ContactPoint.Kind.EMAIL, value=identity.email)
    if identity.phone:
        wanted |= Q(kind=ContactPoint.Kind.PHONE, value=identity.phone)
    if not wanted:
        return None
    points = (
        ContactPoint.objects.filter(wanted, sectors__overlap=list(readable))
        .select_related("person")
        .order_by(F("verified_at").desc(nulls_last=True), "person_id")[:MOST_CANDIDATES]
    )
    return designated(identity, (point.person for point in points), readable)


def designated(identity: Identity, candidates: Iterable[Person], readable: frozenset[int]) -> Person | None:
    """Among those who share a contact point, likeliest first: who has the same names, else the only one who may be."""
    agreeing = {
        person.pk: person
        for person in candidates
        if not readable.isdisjoint(person.sectors) and names_agree(identity, person)
    }
    found = list(agreeing.values())
    return next((p for p in found if same_names(identity, p)), found[0] if len(found) == 1 else None)


def same_names(identity: Identity, person: Person) -> bool:
    if person.kind == Person.Kind.LEGAL:
        return sort_name(identity.organisation_name) == sort_name(person.organisation_name)
    if sort_name(identity.given_names) != sort_name(person.given_names):
        return False
    family = {sort_name(person.birth_name), sort_name(person.usage_name)}
    return sort_name(identity.family_name) in (family - {""} or family)


def names_agree(identity: Identity, person: Person) -> bool:
    """A shared phone or mailbox is not a shared identity: a household has several persons."""
    if identity.organisation_name or person.kind == Person.Kind.LEGAL:
        return sort_name(identity.organisation_name) == sort_name(person.organisation_name)
    family = sort_name(identity.family_name)
    known = {sort_name(n) for n in (person.birth_name, person.usage_name) if n}
    if family and known and family not in known:
        return False
    given, known_given = sort_name(identity.given_names), sort_name(person.given_names)
    return not given or not known_given or given.split()[0] == known_given.split()[0]


def _create(identity: Identity, sector_id: int, at: datetime) -> Person:
    legal = bool(identity.organisation_name)
    person = Person(
        kind=Person.Kind.LEGAL if legal else Person.Kind.NATURAL,
        title=identity.title,
        given_names=identity.given_names,
        birth_name=identity.family_name,
        organisation_name=identity.organisation_name,
        registration=identity.registration,
        sectors=[sector_id],
        created_at=at,
    )
    person.save(force_insert=True)
    ContactPoint.objects.bulk_create(
        ContactPoint(person=person, kind=k, value=v, display=d, sectors=[sector_id], created_at=at)
        for k, v, d in identity.contacts
    )
    return person


def _add_contacts(person: Person, identity: Identity, sector_id: int, at: datetime) -> None:
    known = {(p.kind, p.value): p for p in ContactPoint.objects.filter(person=person)}
    new = []
    for kind, value, display in identity.contacts:
        point = known.get((kind, value))
        if point is None:
            new.append(
                ContactPoint(
                    person=person, kind=kind, value=value, display=display, sectors=[sector_id], created_at=at
                )
            )
        elif sector_id not in point.sectors:
            _add_sector(ContactPoint.objects.filter(pk=point.pk), sector_id)
    if new:
        ContactPoint.objects.bulk_create(new, ignore_conflicts=True)
