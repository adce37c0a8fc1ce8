"""Find the person who is already known, or make a new one. Never merges on a name alone, never crosses a sealed sector.

A contact point typed by anybody is not verified: it designates a person only when the names do not contradict it.
"""

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from django.db.models import F, Func, Q, Value

from parvis.directory.models import ContactPoint, Person, sort_name_of
from parvis.kit.names import sort_name
from parvis.tenancy.bulk import insert_few, insert_one

#: Of those who share a contact point, how many are looked at.
MOST_CANDIDATES = 20


class Named(Protocol):
    """What is compared of somebody known: a row of the directory, or one of many in memory."""

    @property
    def pk(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def given_names(self) -> str: ...
    @property
    def birth_name(self) -> str: ...
    @property
    def usage_name(self) -> str: ...
    @property
    def organisation_name(self) -> str: ...
    @property
    def sectors(self) -> Sequence[int]: ...


N = TypeVar("N", bound=Named)
#: The same few names are compared again and again.
_key = lru_cache(maxsize=4096)(sort_name)


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
    identity: Identity,
    *,
    sector_id: int,
    readable: frozenset[int],
    at: datetime,
    trusted: bool,
    but_not: Collection[int] = (),
) -> Person:
    """The person this identity designates among those known in ``readable`` sectors, else a new one.

    The person, and each contact point given, then also belong to ``sector_id``. What nobody checked (``trusted``
    false: the web, a partner) adds no contact point to a person who exists: whoever knows a phone number would
    receive the answers made to its owner. It designates only somebody whose names and contact points it all knows.

    ``but_not``: whoever read the names on screen said it is none of them.
    """
    person = match(identity, readable, but_not)
    if person is not None and not trusted:
        known = set(ContactPoint.objects.filter(person=person).values_list("kind", "value"))
        if not knows_all_of(identity, person, known):
            person = None
    if person is None:
        return _create(identity, sector_id, at)
    make_known(person, sector_id)
    _add_contacts(person, identity, sector_id, at)
    return person


def knows_all_of(identity: Identity, person: Named, known: Container[tuple[str, str]]) -> bool:
    """``known``: the contact points of this person, as (kind, value)."""
    if not (identity.family_name or identity.organisation_name) or not same_names(identity, person):
        return False
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


def match(identity: Identity, readable: frozenset[int], but_not: Collection[int] = ()) -> Person | None:
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
        .exclude(person_id__in=list(but_not))
        .select_related("person")
        .order_by(F("verified_at").desc(nulls_last=True), "person_id")[:MOST_CANDIDATES]
    )
    return designated(identity, (point.person for point in points), readable)


def designated(identity: Identity, candidates: Iterable[N], readable: frozenset[int]) -> N | None:
    """Among those who share a contact point, likeliest first: who has the same names, else the only one who may be."""
    agreeing = {
        person.pk: person
        for person in candidates
        if not readable.isdisjoint(person.sectors) and names_agree(identity, person)
    }
    found = list(agreeing.values())
    return next((p for p in found if same_names(identity, p)), found[0] if len(found) == 1 else None)


def same_names(identity: Identity, person: Named) -> bool:
    if person.kind == Person.Kind.LEGAL:
        return _key(identity.organisation_name) == _key(person.organisation_name)
    if _key(identity.given_names) != _key(person.given_names):
        return False
    family = {_key(person.birth_name), _key(person.usage_name)}
    return _key(identity.family_name) in (family - {""} or family)


def names_agree(identity: Identity, person: Named) -> bool:
    """A shared phone or mailbox is not a shared identity: a household has several persons."""
    if identity.organisation_name or person.kind == Person.Kind.LEGAL:
        return _key(identity.organisation_name) == _key(person.organisation_name)
    family = _key(identity.family_name)
    known = {_key(n) for n in (person.birth_name, person.usage_name) if n}
    if family and known and family not in known:
        return False
    given, known_given = _key(identity.given_names), _key(person.given_names)
    return not given or not known_given or given.split()[0] == known_given.split()[0]


def _create(identity: Identity, sector_id: int, at: datetime) -> Person:
    known = {"sectors": [sector_id], "created_at": at}
    person = insert_one(Person, person_values(identity) | known)
    insert_few(
        ContactPoint,
        [{"kind": kind, "value": value, "display": display} for kind, value, display in identity.contacts],
        known | {"person_id": person.pk},
    )
    return person


def person_values(identity: Identity) -> dict[str, str]:
    """What a new person is made of."""
    legal = bool(identity.organisation_name)
    return {
        "kind": Person.Kind.LEGAL.value if legal else Person.Kind.NATURAL.value,
        "title": identity.title,
        "given_names": identity.given_names,
        "birth_name": identity.family_name,
        "organisation_name": identity.organisation_name,
        "registration": identity.registration,
        "sort_name": sort_name_of(identity.organisation_name)
        if legal
        else sort_name_of(identity.family_name, identity.given_names),
    }


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
