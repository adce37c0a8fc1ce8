"""Settle a planned town in the database: agents, persons, then every case with its history, in bulk and in silence.

No reaction runs: history generated for a demonstration writes to nobody.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction

from parvis.cases import references
from parvis.cases.following import new_nonce
from parvis.cases.models import Case, CaseAttachment, Message, Note, Task
from parvis.catalog.catalogue import catalogue
from parvis.catalog.delays import due_at
from parvis.directory.models import ContactPoint, Person
from parvis.directory.normalising import normalise_email
from parvis.files.models import Attachment
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.history.types import data_of
from parvis.notifications.models import Delivery
from parvis.ops.demo import plan as p
from parvis.ops.demo.ledger import Ledger, PhotoAttached, World
from parvis.ops.demo.ties import tie
from parvis.ops.demo.together import come_together
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Account, Agent, Department, Membership
from parvis.routing.deciding import Facts, route
from parvis.surveys.models import Rating
from parvis.tenancy.configuration import snapshot
from parvis.territory.districts import district_of
from parvis.territory.models import District

T = TypeVar("T")
CHUNK = 500
Draw = Callable[[p.Photo], Attachment]


@transaction.atomic
def settle(town: p.DemoTown, *, draw: Draw) -> None:
    """Fill the current, planted and empty tenant. ``draw`` stores a photo and gives its attachment."""
    District.objects.bulk_create(
        District(code=d.code, name=d.name, geometry=d.geometry) for d in town.districts
    )
    agents = settle_agents(town)
    world = world_of(agents)
    persons = _persons(town, world)
    drawn: dict[p.Photo, Attachment] = {}
    planned = sorted(town.cases, key=lambda c: (c.submission.at, c.key))
    ledgers = [ledger_of(case, persons, world) for case in planned]
    _number(ledgers)
    for chunk in _chunks(ledgers):
        for ledger in chunk:
            for shown in ledger.photos:
                if shown.photo not in drawn:
                    drawn[shown.photo] = draw(shown.photo)
        _insert(chunk, drawn)
    cases = {plan.key: one.case for plan, one in zip(planned, ledgers, strict=True)}
    tie(town, cases, world)
    _see_off(town, agents)
    come_together(town, cases, world)


def world_of(agents: dict[str, Agent]) -> World:
    known = snapshot()
    types = catalogue(known)
    return World(
        known,
        types,
        agents,
        {login: actor_of(agent) for login, agent in agents.items()},
        {d.code: d for d in types.departments.values()},
    )


def settle_agents(town: p.DemoTown) -> dict[str, Agent]:
    """Accounts share one password hash: hashing it for each would take longer than the town."""
    hashed = make_password(town.sign_ins[0].password)
    departments = {d.code: d for d in Department.objects.all()}
    agents: dict[str, Agent] = {}
    for planned in town.agents:
        account, _ = Account.objects.get_or_create(
            email=planned.email, defaults={"name": planned.name, "password": hashed}
        )
        agent = Agent(account=account, display_name=planned.name, title=planned.job)
        agent.save()
        agents[planned.login] = agent
        Membership.objects.bulk_create(
            Membership(agent=agent, department=departments[m.department], role=m.role)
            for m in planned.memberships
        )
    return agents


def _see_off(town: p.DemoTown, agents: dict[str, Agent]) -> None:
    """Those who left acted as agents all the same: their accounts close once their past is written."""
    left = [agents[agent.login] for agent in town.agents if not agent.active]
    Agent.objects.filter(pk__in=[agent.pk for agent in left]).update(active=False)


def _persons(town: p.DemoTown, world: World) -> list[Person]:
    """Persons with the sectors they will be known through."""
    sectors: dict[int, set[int]] = {}
    for case in town.cases:
        if case.submission.person is not None:
            for code in (case.submission.type_code, case.final_type):
                sectors.setdefault(case.submission.person, set()).add(world.types.by_code[code].sector_id)
    rows = []
    for index, planned in enumerate(town.persons):
        legal = planned.kind != "natural"
        row = Person(
            kind=Person.Kind.LEGAL if legal else Person.Kind.NATURAL,
            title=planned.title,
            given_names="" if legal else planned.given_names,
            birth_name="" if legal else planned.birth_name,
            usage_name=planned.usage_name,
            usage_name_opt_in=planned.uses_usage_name,
            organisation_name=planned.birth_name if legal else "",
            sectors=sorted(sectors.get(index, ())),
            no_electronic=planned.no_electronic,
            created_at=town.now,
        )
        row.sort_name = row.computed_sort_name()
        rows.append(row)
    # Persons nobody heard of yet are not in the base.
    kept = [row for row in rows if row.sectors]
    Person.objects.bulk_create(kept, batch_size=CHUNK)
    ContactPoint.objects.bulk_create(
        (
            point
            for planned, row in zip(town.persons, rows, strict=True)
            if row.sectors
            for point in _points(planned, row)
        ),
        batch_size=CHUNK,
    )
    return rows


def _points(planned: p.Person, row: Person) -> Iterator[ContactPoint]:
    def point(kind: str, value: str, display: str) -> ContactPoint:
        return ContactPoint(
            person=row,
            kind=kind,
            value=value,
            display=display,
            sectors=row.sectors,
            created_at=row.created_at,
        )

    if planned.email and (email := normalise_email(planned.email)):
        yield point("email", email, planned.email)
    for phone in dict.fromkeys(planned.phones):
        yield point("phone", phone, phone)
    yield point("postal", planned.address.text[:300], planned.address.text[:300])


def ledger_of(planned: p.Case, persons: list[Person], world: World) -> Ledger:
    """Play one case from its submission to its last act."""
    sent = replace(
        planned.submission,
        at=planned.submission.at.astimezone(UTC),
        sent_at=planned.submission.sent_at.astimezone(UTC),
    )
    request_type = world.types.by_code[sent.type_code]
    place = sent.location
    district = district_of(place.lat, place.lon, world.snapshot) if place else None
    facts = Facts(request_type, sent.channel, sent.description, sent.at, district.pk if district else None)
    decision = route(facts, world.snapshot)
    own, other = (
        world.types.sectors[request_type.sector_id],
        world.types.sectors[decision.department.sector_id],
    )
    by = world.actors[sent.recorded_by] if sent.recorded_by else Actor.person()
    person = persons[sent.person] if sent.person is not None else None
    case = Case(
        request_type=request_type,
        kind=request_type.kind,
        department=decision.department,
        sector_id=other.pk if other.sealed and not own.sealed else own.pk,
        priority=request_type.priority,
        assignee_id=decision.agent_id,
        opened_by_id=by.agent_id,
        addressed_to_id=world.agents[sent.addressed_to].pk if sent.addressed_to else None,
        channel=sent.channel,
        person=person,
        anonymous=person is None,
        description=sent.description,
        answers=dict(sent.answers),
        address=place.text[:300] if place else "",
        latitude=_degrees(place.lat) if place else None,
        longitude=_degrees(place.lon) if place else None,
        district=district,
        sent_at=sent.sent_at if sent.sent_at != sent.at else None,
        received_at=sent.at,
        recorded_at=sent.at,
        due_at=due_at(request_type, decision.department.pk, sent.at, world.snapshot),
        last_activity_at=sent.at,
        follow_nonce=new_nonce(),
        routing={"explanation": decision.explanation, "rule": decision.rule_id},
    )
    ledger = Ledger(world, case)
    ledger.open(sent, by, sent.at)
    for action in planned.actions:
        # In UTC, as the database gives instants back: two local times an hour of summer apart would subtract wrongly.
        ledger.play(replace(action, at=action.at.astimezone(UTC)))
    return ledger


def _degrees(value: float) -> Decimal:
    return Decimal(str(round(value, 6)))


def _number(ledgers: list[Ledger]) -> None:
    by_year: dict[int, list[Ledger]] = {}
    for ledger in ledgers:
        year = ledger.case.received_at.astimezone(ZoneInfo("Europe/Paris")).year
        by_year.setdefault(year, []).append(ledger)
    for year, group in by_year.items():
        for ledger, reference in zip(group, references.take(year, len(group)), strict=True):
            ledger.case.reference = reference


def _insert(ledgers: list[Ledger], drawn: dict[p.Photo, Attachment]) -> None:
    Case.objects.bulk_create([ledger.case for ledger in ledgers], batch_size=CHUNK)
    for ledger in ledgers:
        for message in ledger.messages:
            message.case_id = ledger.case.pk
        for note in ledger.notes:
            note.case_id = ledger.case.pk
        for task in ledger.tasks:
            task.case_id = ledger.case.pk
        if ledger.rating:
            ledger.rating.case_id = ledger.case.pk
    Message.objects.bulk_create([m for ledger in ledgers for m in ledger.messages], batch_size=CHUNK)
    Note.objects.bulk_create([n for ledger in ledgers for n in ledger.notes], batch_size=CHUNK)
    Task.objects.bulk_create([t for ledger in ledgers for t in ledger.tasks], batch_size=CHUNK)
    Rating.objects.bulk_create([g.rating for g in ledgers if g.rating], batch_size=CHUNK)
    attachments: dict[tuple[int, int], CaseAttachment] = {}
    for ledger in ledgers:
        for shown in ledger.photos:
            stored = drawn[shown.photo]
            attachments[ledger.case.pk, stored.pk] = CaseAttachment(
                case_id=ledger.case.pk,
                attachment=stored,
                is_public=True,
                by_person=shown.by_person,
                at=shown.at,
            )
    CaseAttachment.objects.bulk_create(attachments.values(), batch_size=CHUNK)
    Event.objects.bulk_create(_events(ledgers, drawn), batch_size=CHUNK)
    Delivery.objects.bulk_create(_deliveries(ledgers), batch_size=CHUNK)


def _events(ledgers: list[Ledger], drawn: dict[p.Photo, Attachment]) -> list[Event]:
    rows = []
    for ledger in ledgers:
        for entry in ledger.entries:
            if isinstance(entry.what, PhotoAttached):
                entry.what.stored = drawn[entry.what.photo]
            what = entry.what()
            rows.append(
                Event(
                    case_id=ledger.case.pk,
                    person_id=ledger.case.person_id,
                    type=what.code,
                    at=entry.at,
                    recorded_at=entry.at,
                    actor_kind=entry.by.kind,
                    actor_id=entry.by.id,
                    actor_label=entry.by.label,
                    channel=entry.channel,
                    is_public=what.public,
                    case_version=entry.version,
                    data=data_of(what),
                )
            )
    return rows


def _deliveries(ledgers: list[Ledger]) -> Iterator[Delivery]:
    """The replies of the two years have left long ago."""
    known = {ledger.case.person_id for ledger in ledgers}
    points = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, person_id__in=known)
    emails = dict(points.values_list("person_id", "value"))
    for ledger in ledgers:
        person = ledger.case.person
        if person is None or person.no_electronic:
            continue
        address = emails.get(person.pk)
        if address is None:
            continue
        for message in ledger.messages:
            if message.direction == "out":
                yield _sent(ledger.case, message, address, message.at)


def _sent(case: Case, message: Message, address: str, at: datetime) -> Delivery:
    return Delivery(
        notice="reply",
        case=case,
        message=message,
        recipient=address,
        subject=f"Votre demande {case.reference}",
        text=message.body,
        state=Delivery.State.SENT,
        attempts=1,
        mail_id=f"<demo.{message.pk}@parvis.invalid>",
        created_at=at,
        sent_at=at,
    )


def _chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    it = iter(rows)
    while chunk := list(islice(it, CHUNK)):
        yield chunk


def is_empty() -> bool:
    """Whether the current tenant has no agent and no case yet."""
    return not Agent.objects.exists() and not Case.objects.exists()
