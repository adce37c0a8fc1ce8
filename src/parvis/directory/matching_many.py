"""``matching.py`` for many at once: the same decisions, over the part of the directory that they can meet.

That part is read in one statement and kept in memory while they are decided in order, so that a person made for one is
found for the next; then what changed is written, in as many statements whatever their number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import NamedTuple

from django.db import connection

from parvis.directory.matching import (
    MOST_CANDIDATES,
    Identity,
    designated,
    knows_all_of,
    person_values,
)
from parvis.directory.models import ContactPoint, Person
from parvis.kit.tenant import current_tenant_id
from parvis.tenancy.bulk import as_json, insert

#: Those who have no identifier yet come after everybody else.
_NOT_YET = 2**62

_FIND = f"""
    WITH found AS (
        SELECT near.person_id
        FROM json_to_recordset(%(wanted)s) AS w(kind text, value text, readable bigint[])
        CROSS JOIN LATERAL (
            SELECT c.person_id FROM directory_contactpoint c
            WHERE c.tenant_id = %(tenant)s AND c.kind = w.kind AND c.value = w.value AND c.sectors && w.readable
            ORDER BY c.verified_at DESC NULLS LAST, c.person_id LIMIT {MOST_CANDIDATES}
        ) AS near
        UNION SELECT unnest(%(chosen)s::bigint[])
    )
    SELECT p.id, p.kind, p.given_names, p.birth_name, p.usage_name, p.organisation_name, p.sectors,
           c.id, c.kind, c.value, c.verified_at, c.sectors
    FROM found JOIN directory_person p ON p.tenant_id = %(tenant)s AND p.id = found.person_id
    LEFT JOIN directory_contactpoint c ON c.tenant_id = p.tenant_id AND c.person_id = p.id
"""  # noqa: S608 - a number of ours

#: In the database, and in order of identifier: two at once forget nobody's sector and wait for each other, never both.
_ADD_SECTORS = """
    WITH wanted AS (SELECT id, sectors FROM json_to_recordset(%(wanted)s) AS w(id bigint, sectors bigint[])),
    locked AS (
        SELECT t.id FROM {table} t JOIN wanted USING (id) WHERE t.tenant_id = %(tenant)s ORDER BY t.id FOR UPDATE OF t
    )
    UPDATE {table} t SET sectors = t.sectors || ARRAY(
        SELECT s FROM unnest(w.sectors) WITH ORDINALITY AS u(s, n) WHERE s <> ALL (t.sectors) ORDER BY n)
    FROM wanted w JOIN locked USING (id) WHERE t.tenant_id = %(tenant)s AND t.id = w.id
"""


class Wanted(NamedTuple):
    """Whom a submission may be about: what it says of them, and the sectors among which they are sought."""

    identity: Identity
    readable: frozenset[int]


@dataclass(eq=False, slots=True)
class Somebody:
    pk: int
    kind: str
    given_names: str
    birth_name: str
    usage_name: str
    organisation_name: str
    sectors: list[int]
    points: "dict[tuple[str, str], Point]" = field(default_factory=dict)
    identity: Identity | None = None


@dataclass(eq=False, slots=True)
class Point:
    pk: int | None
    person: Somebody
    verified_at: datetime | None
    sectors: list[int]
    display: str = ""


class Directory:
    """Everybody whom these submissions may designate, and whoever they bring."""

    def __init__(self, wanted: Iterable[Wanted], chosen: Collection[int] = ()) -> None:
        """One statement; none when nobody can be found."""
        self._people: dict[int, Somebody] = {}
        self._by_value: dict[tuple[str, str], list[Point]] = defaultdict(list)
        self._new: list[Somebody] = []
        self._added: list[tuple[tuple[str, str], Point]] = []
        #: Sectors to add, to persons and to contact points, by identifier.
        self._sectors: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        self._numbers = count(_NOT_YET)
        self._read({(key, one.readable) for one in wanted for key in _designating(one.identity)}, chosen)

    def _read(self, wanted: set[tuple[tuple[str, str], frozenset[int]]], chosen: Collection[int]) -> None:
        if not wanted and not chosen:
            return
        asked = [{"kind": key[0], "value": key[1], "readable": sorted(readable)} for key, readable in wanted]
        with connection.cursor() as cursor:
            cursor.execute(
                _FIND, {"wanted": as_json(asked), "tenant": current_tenant_id(), "chosen": sorted(chosen)}
            )
            for row in cursor.fetchall():
                person = self._people.get(row[0]) or self._people.setdefault(row[0], Somebody(*row[:7]))
                if row[7] is not None:
                    self._keep((row[8], row[9]), Point(row[7], person, row[10], row[11]))

    def _keep(self, key: tuple[str, str], point: Point) -> None:
        point.person.points[key] = point
        self._by_value[key].append(point)

    def chosen(self, person_id: int, readable: frozenset[int]) -> Somebody | None:
        """The person of this identifier, if they are known in a readable sector."""
        person = self._people.get(person_id)
        return None if person is None or readable.isdisjoint(person.sectors) else person

    def match_or_create(
        self, identity: Identity, *, sector_id: int, readable: frozenset[int], trusted: bool
    ) -> Somebody:
        """As its namesake of ``matching.py``; nothing is written before ``save``."""
        person = self._match(identity, readable)
        if person is not None and not trusted and not knows_all_of(identity, person, person.points):
            person = None
        if person is None:
            person = self._create(identity, sector_id)
        else:
            self.make_known(person, sector_id)
        self._add_contacts(person, identity, sector_id)
        return person

    def _match(self, identity: Identity, readable: frozenset[int]) -> Somebody | None:
        points = [
            point
            for key in _designating(identity)
            for point in self._by_value.get(key, ())
            if not readable.isdisjoint(point.sectors)
        ]
        if len(points) > 1:
            points.sort(key=_likeliest_first)
        return designated(identity, (point.person for point in points[:MOST_CANDIDATES]), readable)

    def _create(self, identity: Identity, sector_id: int) -> Somebody:
        kind = Person.Kind.LEGAL if identity.organisation_name else Person.Kind.NATURAL
        person = Somebody(
            next(self._numbers), kind.value, identity.given_names, identity.family_name, "",
            identity.organisation_name, [sector_id], identity=identity,
        )  # fmt: skip
        self._new.append(person)
        return person

    def make_known(self, person: Somebody, sector_id: int) -> None:
        """The person is also known through this sector from now on."""
        if sector_id not in person.sectors:
            person.sectors.append(sector_id)
            if person.identity is None:
                self._sectors[0].setdefault(person.pk, []).append(sector_id)

    def _add_contacts(self, person: Somebody, identity: Identity, sector_id: int) -> None:
        for kind, value, display in identity.contacts:
            key = (kind, value)
            point = person.points.get(key)
            if point is None:
                point = Point(None, person, None, [sector_id], display)
                self._keep(key, point)
                self._added.append((key, point))
            elif sector_id not in point.sectors:
                point.sectors.append(sector_id)
                if point.pk is not None:
                    self._sectors[1].setdefault(point.pk, []).append(sector_id)

    @property
    def new(self) -> int:
        """How many persons were not known."""
        return len(self._new)

    def save(self, ids: Sequence[int], *, at: datetime, batch_id: int | None = None) -> None:
        """Four statements at most; ``ids`` become those of the new persons, in order."""
        for person, id_ in zip(self._new, ids, strict=True):
            person.pk = id_
        for table, sectors in zip(("directory_person", "directory_contactpoint"), self._sectors, strict=True):
            _add_sectors(table, sectors)
        shared = {"created_at": at, "batch_id": batch_id}
        insert(Person, [_row(person) for person in self._new], shared)
        points = [
            {
                "person_id": p.person.pk,
                "kind": kind,
                "value": value,
                "display": p.display,
                "sectors": p.sectors,
            }
            for (kind, value), p in self._added
        ]
        insert(ContactPoint, points, shared, ignore_conflicts=True)


def _designating(identity: Identity) -> list[tuple[str, str]]:
    """What of an identity may designate somebody: an address to write to is a household's."""
    return [(kind, value) for kind, value, _ in identity.contacts if kind != ContactPoint.Kind.POSTAL]


def _likeliest_first(point: Point) -> tuple[bool, float, int]:
    at = point.verified_at
    return at is None, -at.timestamp() if at else 0, point.person.pk


def _row(person: Somebody) -> dict[str, object]:
    assert person.identity is not None
    return person_values(person.identity) | {"id": person.pk, "sectors": person.sectors}


def _add_sectors(table: str, sectors: dict[int, list[int]]) -> None:
    if sectors:
        wanted = [{"id": pk, "sectors": added} for pk, added in sectors.items()]
        with connection.cursor() as cursor:
            cursor.execute(
                _ADD_SECTORS.format(table=table), {"wanted": as_json(wanted), "tenant": current_tenant_id()}
            )
