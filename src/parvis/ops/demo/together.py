"""Play what colleagues do together, by the verbs themselves; then tell them of it, on the desk alone: no mail leaves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from typing import Any

from django.db.models import Exists, F, OuterRef

from parvis.cases.closing import open_parts
from parvis.cases.followers import follow
from parvis.cases.linking import link
from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.cases.states import LinkKind
from parvis.cases.tasking import open_tasks
from parvis.desk.saved.models import Audience, SavedView
from parvis.desk.saved.saving import place_view, save_view
from parvis.history import reactions
from parvis.history.actors import Actor
from parvis.history.models import ActorKind, Event
from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id
from parvis.notifications.colleagues.models import AgentNotice, CaseReading
from parvis.notifications.colleagues.reading import SILENT
from parvis.ops.demo import plan as p
from parvis.ops.demo.ledger import World
from parvis.organisation.access import Access
from parvis.organisation.models import Agent
from parvis.replies.approving import send_back
from parvis.replies.digests import digest_of
from parvis.replies.drafting import save_draft
from parvis.replies.models import ApprovalRule, Draft
from parvis.replies.rule_changing import save_rule
from parvis.replies.sending import Written, send

#: Those that write to colleagues; what is told to persons stays untold.
TELLING = (
    "notifications.colleagues.reacting.tell_the_colleagues",
    "replies.reactions.tell_of_the_text",
)
#: Why tasks and parts are left as they are by a refusal.
LEFT_OPEN = "Sans objet si la demande est refusée."


def come_together(town: p.DemoTown, cases: dict[int, Case], world: World) -> None:
    """``cases`` are the rows by the key of their plan."""
    with reactions.kept_aside() as happened:
        for rule in town.teamwork.rules:
            _rule(rule, world)
        known = _fresh([cases[one.case].pk for one in town.teamwork.gestures])
        for gesture in town.teamwork.gestures:
            at = gesture.at.astimezone(UTC)
            with clock.travel(at):
                PLAYED[type(gesture)](
                    known[cases[gesture.case].pk], replace(gesture, at=at), world.actors[gesture.by], cases
                )
        _tell(happened)
    _share(town, world)


def _fresh(ids: list[int]) -> dict[int, Case]:
    found = Case.objects.select_related("request_type", "department", "sector", "person").filter(pk__in=ids)
    return {case.pk: case for case in found}


def _rule(rule: p.Rule, world: World) -> None:
    made = ApprovalRule(
        name=rule.name, about=rule.about, department=world.departments[rule.department], role=rule.role,
        request_type=world.types.by_code[rule.type_code] if rule.type_code else None,
    )  # fmt: skip
    with clock.travel(rule.at):
        save_rule(made, by=world.actors[rule.by], at=rule.at.astimezone(UTC))


# --- one for each gesture --------------------------------------------------------------------------------------


def _call(case: Case, told: p.Call, by: Actor, cases: dict[int, Case]) -> None:
    note(case, body=told.body, by=by, at=told.at)


def _follow(case: Case, told: p.Follow, by: Actor, cases: dict[int, Case]) -> None:
    follow(case, by=by, at=told.at)


def _begin(case: Case, told: p.Begin, by: Actor, cases: dict[int, Case]) -> None:
    save_draft(case, kind=Draft.Kind.REPLY, body=told.body, version=0, by=by, at=told.at)


def _send(case: Case, told: p.Send, by: Actor, cases: dict[int, Case]) -> None:
    if not told.outcome:
        send(case, Written(told.body), wanted_at=told.leaves_at, by=by, at=told.at)
        return
    written = Written(
        told.body,
        outcome=told.outcome,
        tasks_reason=LEFT_OPEN if open_tasks(case) else "",
        parts_reason=LEFT_OPEN if open_parts(case, by.access) else "",
    )
    send(case, written, kind=Draft.Kind.CLOSURE, by=by, at=told.at)


def _send_back(case: Case, told: p.SendBack, by: Actor, cases: dict[int, Case]) -> None:
    waiting = Draft.objects.submitted().get(case=case)
    send_back(waiting, digest=digest_of(waiting), reason=told.reason, by=by, at=told.at)


def _relate(case: Case, told: p.Relate, by: Actor, cases: dict[int, Case]) -> None:
    link(case, to=cases[told.other], kind=LinkKind.RELATED, by=by, at=told.at)


PLAYED: dict[type[p.Gesture], Callable[[Case, Any, Actor, dict[int, Case]], None]] = {
    p.Call: _call, p.Follow: _follow, p.Begin: _begin, p.Send: _send, p.SendBack: _send_back, p.Relate: _relate,
}  # fmt: skip


# --- who is told -----------------------------------------------------------------------------------------------


def _tell(happened: list[reactions.Happened]) -> None:
    """As the worker would, at the instant of each event; what nobody has read yet waits on the desk, in no digest."""
    tenant_id = current_tenant_id()
    instants = dict(Event.objects.filter(pk__in=[h.event_id for h in happened]).values_list("pk", "at"))
    for one in list(happened):
        names = {subscriber.name for subscriber in reactions.subscribers_of(one.type)}
        with clock.travel(instants[one.event_id]):
            for name in TELLING:
                if name in names:
                    reactions.run(tenant_id, one.event_id, name)
    AgentNotice.objects.filter(digest_at__isnull=False).update(digest_at=None)
    # Whoever did something there since has seen it; to follow is no reading.
    since = Event.objects.filter(
        case_id=OuterRef("case_id"), actor_id=OuterRef("agent_id"), pk__gt=OuterRef("event_id")
    )
    since = since.filter(actor_kind=ActorKind.AGENT).exclude(type__in=SILENT)
    AgentNotice.objects.filter(Exists(since)).update(seen_at=F("made_at"))
    _read_until_then()


def _read_until_then() -> None:
    """Whoever is told of something new had read the case before it."""
    first: dict[tuple[int, int], int] = {}
    for agent_id, case_id, event_id in (
        AgentNotice.objects.unread().order_by("event_id").values_list("agent_id", "case_id", "event_id")
    ):
        first.setdefault((agent_id, case_id), event_id)
    rows = []
    for (agent_id, case_id), event_id in first.items():
        before = (
            Event.objects.filter(case_id=case_id, pk__lt=event_id).order_by("-id").only("id", "at").first()
        )
        if before is not None:
            rows.append(
                CaseReading(
                    agent_id=agent_id, case_id=case_id, event_id=before.pk, event_at=before.at, at=before.at
                )
            )
    CaseReading.objects.bulk_create(rows)


def _share(town: p.DemoTown, world: World) -> None:
    made: list[SavedView] = []
    for view in town.teamwork.views:
        department = world.departments.get(view.department)
        made.append(
            save_view(
                name=view.name,
                query=view.query,
                columns=view.columns,
                audience=Audience.DEPARTMENT if department else Audience.TOWN,
                department=department,
                by=world.actors[view.by],
                at=view.at.astimezone(UTC),
            )
        )
    for login in dict.fromkeys(one.email.split("@")[0] for one in town.sign_ins):
        _pin(made, world.agents[login], world.actors[login])


def _pin(views: list[SavedView], agent: Agent, by: Actor) -> None:
    seen = set(SavedView.objects.seen_by(Access.of(agent)).values_list("pk", flat=True))
    for view in views:
        if view.pk in seen:
            place_view(view, pinned=True, by=by)
