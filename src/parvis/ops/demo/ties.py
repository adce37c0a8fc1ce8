"""What ties the requests of the demonstration to each other and to people outside: duplicates with the request they are
followed with, the parts of a storm, tasks given to companies. Written once the requests are there, as lines of their past."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from parvis.cases.across import CaseLink, Contributor, EmergencyReading
from parvis.cases.contributing import AFTER_DUE, LASTS, may_leave, token_of
from parvis.cases.contributing_events import OpenedInEmergency, TaskDeclined, TaskEntrusted
from parvis.cases.emergency import LASTS as EMERGENCY
from parvis.cases.emergency import LOGGED
from parvis.cases.following import digest_of, new_nonce
from parvis.cases.models import Case, Task
from parvis.cases.states import LinkKind, Outcome, State
from parvis.cases.tying_events import Linked
from parvis.history.models import AccessLog, ActorKind, Event
from parvis.history.types import EventType, data_of
from parvis.ops.demo import plan as p
from parvis.ops.demo.ledger import World

#: A wide request and its parts, in each storm.
PARTS = 4
COMPANIES = (
    ("VOI", "Reboucher à l'enrobé", "Le chantier est à signaler la veille au service.", "Luc Maurin", "Maurin Travaux publics"),
    ("ESV", "Abattre et évacuer", "Nacelle nécessaire, rue étroite.", "Sarah Cottin", "Élagage Cottin"),
    ("BAT", "Reprendre l'étanchéité", "Les clés sont au service.", "Karim Haddad", "Haddad Couverture"),
    ("PRO", "Évacuer les gravats", "Accès par l'impasse, avant 8 h.", "Jeanne Pruvost", "Pruvost Bennes"),
)  # fmt: skip
DECLINED = "Mon équipe est prise jusqu'à la fin du mois."
#: Said at the counter, while nobody of the service answered.
EMERGENCIES = (
    "Une dame en larmes au guichet dit qu'elle ne rentrera pas chez elle ce soir. Le CCAS ne répond pas.",
    "Un monsieur a fait un malaise dans le hall : qui prévenir ?",
)
LATELY, READ_LATELY = timedelta(days=2), 40
Told = tuple[Case, EventType, datetime, int | None, str]


def tie(town: p.DemoTown, cases: dict[int, Case], world: World) -> None:
    """``cases`` are the rows by the key of their plan."""
    told: list[Told] = []
    links = [*_duplicates(town, cases, world)]
    followed = {link.source_id for link in links}
    links += _parts(town, cases, followed, world, told)
    CaseLink.objects.bulk_create(links)
    _give_outside(town, cases, world, told)
    _open_in_emergency(town, cases, world, told)
    Event.objects.bulk_create(
        Event(
            case_id=case.pk, person_id=case.person_id, type=what.code, at=at, recorded_at=at,
            actor_kind=ActorKind.AGENT if agent else ActorKind.OUTSIDER, actor_id=agent, actor_label=label,
            is_public=what.public, data=data_of(what),
        )
        for case, what, at, agent, label in told
    )  # fmt: skip


def _duplicates(town: p.DemoTown, cases: dict[int, Case], world: World) -> Iterator[CaseLink]:
    elder = {
        one.key: action.duplicate_of
        for one in town.cases
        for action in one.actions
        if isinstance(action, p.Close) and action.duplicate_of is not None
    }
    for key in sorted(elder):
        root: int | None = elder[key]
        while root in elder:
            root = elder[root]
        case, main = cases[key], cases.get(root or 0)
        if main is None or case.outcome != Outcome.DUPLICATE or not _same_side(case, main, world):
            continue
        yield CaseLink(
            kind=LinkKind.DUPLICATE, source=case, target=main, created_at=case.closed_at or town.now, created_by_label="",
        )  # fmt: skip


def _same_side(case: Case, main: Case, world: World) -> bool:
    sealed = any(world.types.sectors[one.sector_id].sealed for one in (case, main))
    return case.sector_id == main.sector_id or not sealed


def _parts(
    town: p.DemoTown, cases: dict[int, Case], followed: set[int], world: World, told: list[Told]
) -> Iterator[CaseLink]:
    """The first report of a storm becomes the wide request; others of its district are parts of it."""
    for crisis in town.crises:
        days = (crisis.day, crisis.day + timedelta(days=1))
        storm = [
            cases[one.key]
            for one in town.cases
            if one.storm and one.submission.at.date() in days and cases[one.key].pk not in followed
        ]
        storm = [case for case in storm if may_leave_town(case, world) and case.assignee_id is not None]
        if not storm:
            continue
        wide = storm[0]
        parts = [case for case in storm[1:] if case.district_id == wide.district_id][:PARTS]
        for part in parts:
            agent = next(a for a in world.agents.values() if a.pk == part.assignee_id)
            at = min(part.last_activity_at, town.now)
            told.append((part, Linked(wide.pk, LinkKind.PARENT), at, agent.pk, str(agent)))
            yield CaseLink(
                kind=LinkKind.PARENT, source=part, target=wide, created_at=at, created_by=agent, created_by_label=str(agent),
            )  # fmt: skip


def may_leave_town(case: Case, world: World) -> bool:
    case.sector = world.types.sectors[case.sector_id]
    return may_leave(case)


def _give_outside(town: p.DemoTown, cases: dict[int, Case], world: World, told: list[Told]) -> None:
    tasks: list[Task] = []
    made: list[tuple[Contributor, Case, datetime]] = []
    for code, title, instructions, name, organisation in COMPANIES:
        department = world.departments[code]
        going = (
            case
            for case in sorted(cases.values(), key=lambda one: one.received_at, reverse=True)
            if case.department_id == department.pk
            and case.state in (State.IN_PROGRESS, State.SCHEDULED)
            and case.assignee_id is not None
            and may_leave_town(case, world)
        )
        for case in islice(going, 2):
            agent = next(a for a in world.agents.values() if a.pk == case.assignee_id)
            at = min(case.last_activity_at, town.now)
            task = Task(
                case=case, department=department, title=title, instructions=instructions,
                due_on=(town.now + timedelta(days=6)).date(), created_by=agent, created_by_label=str(agent), created_at=at,
            )  # fmt: skip
            tasks.append(task)
            made.append((_contributor(task, name, organisation, agent.pk, at, town), case, at))
    Task.objects.bulk_create(tasks)
    for contributor, _case, _at in made:
        contributor.task_id = contributor.task.pk
    _decline([contributor for contributor, _case, _at in made[1:2]], town)
    Contributor.objects.bulk_create(contributor for contributor, _case, _at in made)
    names = {agent.pk: str(agent) for agent in world.agents.values()}
    for contributor, case, at in made:
        given = TaskEntrusted(contributor.task.pk, contributor.pk, contributor.task.title, str(contributor))
        told.append((case, given, at, contributor.created_by_id, names[contributor.created_by_id or 0]))
        if contributor.ended_at is not None:
            refused = TaskDeclined(
                contributor.task.pk, contributor.pk, contributor.task.title, str(contributor), DECLINED
            )
            told.append((case, refused, contributor.ended_at, None, contributor.label))


def _contributor(
    task: Task, name: str, organisation: str, agent: int, at: datetime, town: p.DemoTown
) -> Contributor:
    box = organisation.split()[-1].lower().encode("ascii", "ignore").decode()
    made = Contributor(
        task=task, name=name, organisation=organisation, email=f"chantiers@{box}.example", nonce=new_nonce() * 2,
        created_by_id=agent, created_at=at, expires_at=max(at + LASTS, town.now + AFTER_DUE),
    )  # fmt: skip
    made.digest = digest_of(token_of(made))
    return made


def _decline(contributors: Sequence[Contributor], town: p.DemoTown) -> None:
    for one in contributors:
        one.ended_at = max(one.created_at, town.now - timedelta(hours=5))
        one.ended_as, one.end_reason = Contributor.End.DECLINED, DECLINED


def _open_in_emergency(town: p.DemoTown, cases: dict[int, Case], world: World, told: list[Told]) -> None:
    """Two sealed requests opened at the counter, and what the officer finds in the log beside them."""
    sectors = world.types.sectors
    sealed = [
        case
        for case in cases.values()
        if sectors[case.sector_id].sealed and case.received_at < town.now - LATELY
    ]
    sealed.sort(key=lambda one: one.received_at, reverse=True)
    desks = [
        world.agents[one.login]
        for one in town.agents
        if one.active and any(m.role == "front_desk" for m in one.memberships)
    ]
    lines = [
        AccessLog(
            at=case.last_activity_at, actor_id=case.assignee_id, actor_label=_named(world, case.assignee_id),
            object_kind="case", object_id=case.pk, reason=f"demande {case.reference}",
        )
        for case in sealed[:READ_LATELY]
        if case.assignee_id is not None
    ]  # fmt: skip
    for case, agent, why in zip(sealed[::7], desks, EMERGENCIES, strict=False):
        at = case.received_at + timedelta(hours=20)
        until = at + EMERGENCY
        EmergencyReading(case=case, agent=agent, reason=why, at=at, until=until).save()
        told.append((case, OpenedInEmergency(why, until.isoformat()), at, agent.pk, str(agent)))
        lines.append(
            AccessLog(
                at=at, actor_id=agent.pk, actor_label=str(agent), object_kind=LOGGED, object_id=case.pk,
                reason=f"demande {case.reference} : {why}"[:200],
            )
        )  # fmt: skip
    AccessLog.objects.bulk_create(lines)


def _named(world: World, agent_id: int | None) -> str:
    return next((str(agent) for agent in world.agents.values() if agent.pk == agent_id), "")
