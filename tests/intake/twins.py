"""A generated world for two towns at once: the same streets, rules and people, and what is stored of each, comparable."""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from parvis.cases.models import Case
from parvis.catalog.models import RequestType
from parvis.directory.matching import Identity
from parvis.directory.models import ContactPoint, Person
from parvis.history.models import Event
from parvis.intake.models import IdempotencyKey
from parvis.intake.submission import Place, Submission
from parvis.organisation.models import Agent, Department, Sector
from parvis.routing.models import Rule
from parvis.territory.models import District
from tests import factories

#: Few names, phones and mailboxes for many people: households, namesakes, people who move.
GIVEN = ("Élodie", "elodie", "Paul", "PAUL-HENRI", "Paul Henri", "", "سعاد")
FAMILY = ("Durand", "DURAND", "Le Goff", "le-goff", "Petit", "")
EMAILS = ("", "", "foyer@example.org", "durand@example.org", "p.petit@example.org")
PHONES = ("", "", "+33237100100", "+33612345678", "+33699999999")
ADDRESSES = ("", "", "12 rue des Lilas, 28100 Ville-sur-Test", "3 place du Marché")
WORDS = (
    "Un trou dans la chaussée devant le 12.",
    "Le lampadaire devant chez moi ne s'allume plus depuis lundi.",
    "Bonjour, pouvez-vous me rappeler ?",
    "Les poubelles n'ont pas été ramassées, détresse.",
    "Des rats dans la cour de l'école, c'est un danger.",
    "Je veux une place en crèche",
    "x",
)
SQUARE = [[1.30, 48.70], [1.40, 48.70], [1.40, 48.80], [1.30, 48.80], [1.30, 48.70]]


def furnish() -> None:
    """Districts and rules that look at words, hours, districts, channels and types; one leads into a sealed sector."""
    for code, shift in (("N", 0.0), ("S", 0.1)):
        ring = [[x, round(y - shift, 2)] for x, y in SQUARE]
        District(code=code, name=code, geometry={"type": "Polygon", "coordinates": [ring]}).save()
    by_code = {d.code: d for d in Department.objects.all()}
    worker = factories.agent("Paul Voirie", ("case_worker", "VOI"))
    factories.agent("Eva Élue", "elected")
    inside = Department.objects.filter(sector__sealed=True).order_by("code").first()
    rules: list[dict[str, Any]] = [
        {"name": "Détresse", "words": ["détresse"], "department": inside},
        {"name": "Danger", "words": ["danger", "rat"], "department": by_code["PM"]},
        {"name": "Nuit", "when": Rule.When.CLOSED, "channel": "phone", "department": by_code["PM"]},
        {"name": "Sud", "district": District.objects.get(code="S"), "department": by_code["PRO"]},
        {
            "name": "Trous",
            "request_type": RequestType.objects.get(code="VOI-NDP"),
            "channel": "mobile",
            "department": by_code["VOI"],
            "agent": worker,
        },
    ]
    for position, rule in enumerate(rules):
        Rule(position=position, **rule).save()


class World:
    """Submissions drawn from a seed; identifiers of rows are those of the active town."""

    def __init__(self, seed: int, now: datetime) -> None:
        self._random, self._now = random.Random(seed), now
        # One type per way of identifying oneself, in the open and in each sealed sector.
        kinds: dict[tuple[str, int | None], str] = {}
        for found in RequestType.objects.select_related("sector").order_by("code"):
            kinds.setdefault(
                (found.identification, found.sector_id if found.sector.sealed else None), found.code
            )
        self._types = [*sorted(kinds.values()), "VOI-NDP", "", "", "NO-SUCH"]
        self._elected = Agent.objects.get(display_name="Eva Élue").pk

    def submissions(self, count: int) -> Iterator[Submission]:
        for _ in range(count):
            yield self._one()

    def _one(self) -> Submission:
        draw = self._random
        known = sorted(Person.objects.values_list("pk", flat=True)) if draw.random() < 0.05 else []
        return Submission(
            channel=draw.choice(
                ("web", "phone", "counter", "mobile", "mobile", *(["pigeon"] * (draw.random() < 0.05)))
            ),
            description=draw.choice(WORDS) if draw.random() > 0.03 else draw.choice((" \x00", "a" * 20_001)),
            received_at=self._received_at(),
            type_code=draw.choice(self._types),
            person=self._person(),
            person_id=(draw.choice(known) if known and draw.random() < 0.7 else 10**15) if known else None,
            anonymous=draw.random() < 0.1,
            place=self._place(),
            answers=draw.choice(({}, {"où": ["là\x00", 1.5, float("inf")]})),
            other_channels=draw.choice(((), ("phone", "email", "phone"))),
            sent_at=draw.choice((None, None, self._now - timedelta(days=2), self._now + timedelta(days=9))),
            priority=draw.choice((None, None, None, 1, 4, 99)),
            addressed_to_id=draw.choice((None, None, None, self._elected, 10**15)),
            **draw.choice(({}, {}, {"scope": "web", "key": f"k{draw.randrange(12)}\x00"})),
        )

    def _received_at(self) -> datetime:
        draw = self._random
        if draw.random() < 0.03:
            return draw.choice((self._now + timedelta(days=2), datetime(1980, 1, 1, tzinfo=self._now.tzinfo)))
        return self._now - timedelta(hours=draw.randrange(0, 24 * 500))

    def _person(self) -> Identity:
        draw = self._random
        if draw.random() < 0.2:
            return Identity()
        organisation = draw.choice(("", "", "", "Club de boules", "CLUB DE BOULES", "o" * 201))
        return Identity(
            given_names=draw.choice(GIVEN),
            family_name=draw.choice(FAMILY),
            organisation_name=organisation,
            email=draw.choice(EMAILS),
            phone=draw.choice(PHONES),
            postal_address=draw.choice(ADDRESSES),
        )

    def _place(self) -> Place:
        draw = self._random
        if draw.random() < 0.4:
            return Place(draw.choice(("", "12 rue des Lilas\x00")))
        if draw.random() < 0.05:
            return Place(latitude=Decimal("48.75"))
        latitude, longitude = draw.choice((("48.75", "1.35"), ("48.65", "1.35"), ("40", "3")))
        return Place("ici", Decimal(latitude), Decimal(longitude))


def stored() -> dict[str, list[Any]]:
    """Everything that receiving writes in the active town, under names that another town shares."""
    names = _names()
    persons = list(Person.objects.order_by("pk").values())
    rank = {row["id"]: n for n, row in enumerate(persons)}
    cases = list(Case.objects.order_by("reference").values())
    reference = {row["id"]: row["reference"] for row in cases}
    events = list(Event.objects.order_by("id").values())
    event_of = {row["id"]: (row["type"], reference[row["case_id"]]) for row in events}
    seen = {"persons": names | {"sectors": names["sector_id"]}}
    return {
        "persons": [_told(row, seen["persons"]) for row in persons],
        "contact points": sorted(
            (rank[row["person_id"]], row["kind"], row["value"], repr(_told(row, seen["persons"], "person_id")))
            for row in ContactPoint.objects.values()
        ),
        "cases": [
            _told(row, names | {"person_id": rank, "routing": {}}, "follow_nonce")
            | {"why": row["routing"]["explanation"], "rule": names["rule"].get(row["routing"]["rule"])}
            for row in cases
        ],
        "events": sorted(
            (repr(_told(row, names | {"case_id": reference, "person_id": rank, "data": {}}))
             + repr({**row["data"], "department_id": names["department_id"][row["data"]["department_id"]]}))
            for row in events
        ),
        "keys": sorted(
            (row["scope"], row["key"], reference[row["case_id"]], row["at"]) for row in IdempotencyKey.objects.values()
        ),
        "jobs": sorted(_jobs(event_of, reference)),
    }  # fmt: skip


def _names() -> dict[str, dict[Any, Any]]:
    agents = dict(Agent.objects.values_list("pk", "display_name"))
    return {
        "request_type_id": dict(RequestType.objects.values_list("pk", "code")),
        "department_id": dict(Department.objects.values_list("pk", "code")),
        "sector_id": dict(Sector.objects.values_list("pk", "code")),
        "district_id": dict(District.objects.values_list("pk", "code")),
        "rule": dict(Rule.objects.values_list("pk", "name")),
        "assignee_id": agents,
        "opened_by_id": agents,
        "addressed_to_id": agents,
        "actor_id": agents,
    }


def _told(row: dict[str, Any], names: dict[str, dict[Any, Any]], *without: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for column, value in row.items():
        if column in ("id", "tenant_id", *without) or names.get(column) == {}:
            continue
        if isinstance(value, list) and column in names:
            told[column] = [names[column][each] for each in value]
        else:
            told[column] = names[column].get(value, value) if column in names else value
    return told


def _jobs(event_of: dict[int, Any], reference: dict[int, str]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT args::text, queue_name, lock, task_name, priority, status::text, queueing_lock, scheduled_at
               FROM procrastinate_jobs"""
        )
        for written, queue, lock, *rest in cursor.fetchall():
            args = json.loads(written)
            if args.get("event_id") in event_of:
                subscriber, _, case_id = lock.rsplit(":", 2)
                assert subscriber == args["subscriber"]
                yield (
                    event_of[args["event_id"]],
                    queue,
                    subscriber,
                    reference[int(case_id)],
                    *map(str, rest),
                )
