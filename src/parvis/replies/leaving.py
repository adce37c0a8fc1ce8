"""A reply leaves, once: its hour has come, nothing that its author counted on has changed."""

from datetime import datetime

from django.db import connection, transaction

from parvis.cases.abilities import abilities
from parvis.cases.acting import Refused, acting, changes_since
from parvis.cases.attaching import attach
from parvis.cases.closing import close
from parvis.cases.duplicates import to_tell
from parvis.cases.events import Attached, Replied
from parvis.cases.holding import hold, require_not_waiting
from parvis.cases.models import Case
from parvis.cases.replying import reply
from parvis.cases.states import WaitingFor
from parvis.history.actors import Actor
from parvis.history.models import ActorKind, Event
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.notifications.recipients import address_of
from parvis.organisation.acting_agents import actor_of
from parvis.replies.digests import digest_of
from parvis.replies.drafting import ABILITIES, locked
from parvis.replies.events import ReplyHeldBack
from parvis.replies.jobs import enqueue
from parvis.replies.models import Draft
from parvis.replies.ruling import rule_for
from parvis.replies.sending import back_to_writing

ROUND = 500


def leave(tenant_id: int, draft_id: int) -> None:
    """Safe to run twice, at once or later: the row's state decides, under its lock and the case's."""
    with activate(tenant_id), transaction.atomic():
        known = Draft.objects.filter(pk=draft_id, state=Draft.State.LEAVING).first()
        if known is None:
            return
        now = clock.now()
        if known.leaves_at > now:
            # The database's clock is ahead of ours, or the hour changed.
            enqueue(tenant_id, draft_id, known.leaves_at, now)
            return
        _leave(known)


def leave_before(case: Case) -> None:
    """Replies still in their ten seconds leave now: what closes the case must not overtake them.

    A question does not: nobody asks while they close. At its hour it finds the case closed, and goes back to its author.
    """
    leaving = Draft.objects.leaving().filter(case=case, wanted_at__isnull=True)
    for draft in leaving.exclude(kind=Draft.Kind.QUESTION).order_by("leaves_at", "id"):
        _leave(draft)
    case.refresh_from_db(fields=["version", "state", "first_reply_at", "first_act_at", "last_activity_at"])


def past_replies(case: Case, *, version: int | None, by: Actor, at: datetime) -> int | None:
    """Replies in their ten seconds leave before this act; returns the version to hold the act to.

    What the same agent said meanwhile, or what leaves now, is no news to them. A stale act makes nothing leave.
    """
    if _news(case, version, by, at) is not None:
        return version
    leave_before(case)
    if version is None:
        return None
    seen = [e.case_version or 0 for e in changes_since(case, version)]
    return version if _news(case, version, by, at) is not None else max([version, *seen])


def _news(case: Case, version: int | None, by: Actor, at: datetime) -> Event | None:
    """The first change since this version that the agent does not know of."""
    if version is None:
        return None
    return next((e for e in changes_since(case, version) if not _known(e, by, at)), None)


def _known(event: Event, by: Actor, at: datetime) -> bool:
    if event.type == ReplyHeldBack.code:
        return event.at >= at
    own = event.actor_kind == ActorKind.AGENT and event.actor_id == by.agent_id
    return event.type in (Replied.code, Attached.code) and (own or event.at >= at)


def leave_due() -> int:
    """A job for each reply whose hour has come: those planned for a day, and those whose job or worker was lost."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenant_id, id FROM reply_due(%s, %s)", [now, ROUND])
        due = cursor.fetchall()
    for tenant_id, draft_id in due:
        with transaction.atomic():
            enqueue(tenant_id, draft_id, now, now)
    return len(due)


def _leave(known: Draft) -> None:
    cases = Case.objects.select_for_update(no_key=True, of=("self",))
    case = cases.select_related("request_type", "sector", "person", "department").get(pk=known.case_id)
    draft = locked(known)
    if draft is None or draft.state != Draft.State.LEAVING:
        return
    by, reason = actor_of(draft.agent), ""
    try:
        reason = _obstacle(draft, case, by)
        if not reason:
            with transaction.atomic():
                _perform(draft, case, by)
    except Refused as refused:
        reason = str(refused)
    if reason:
        _hold_back(draft, case, reason)


def _obstacle(draft: Draft, case: Case, by: Actor) -> str:
    """Why it must not leave as it is; empty when it may."""
    if not draft.agent.active:
        return f"{draft.agent.display_name} n'est plus en poste."
    assert by.access is not None
    if ABILITIES[Draft.Kind(draft.kind)] not in abilities(by.access, case):
        if draft.kind != Draft.Kind.REPLY and not case.is_open:
            return "La demande est déjà close."
        return "La demande n'est plus de son ressort."
    if draft.wanted_at and case.closed_at and draft.asked_at and case.closed_at > draft.asked_at:
        return "La demande a été close entre-temps."
    if draft.recipient and not address_of(case):
        return "La personne n'a plus d'adresse électronique."
    rule = rule_for(case, kind=draft.kind, outcome=draft.outcome)
    if rule is not None and (rule.pk, rule.version) != (draft.rule_id, draft.rule_version):
        return f"Elle doit maintenant être validée : {rule.name}."
    if draft.to_duplicates and set(to_tell(case, by)) - set(draft.told):
        return "D'autres doublons sont rattachés depuis : leurs personnes la liraient aussi."
    if (rule is not None or draft.approved_digest) and draft.approved_digest != digest_of(draft):
        return "Le texte n'est plus celui qui a été validé."
    return ""


def _perform(draft: Draft, case: Case, by: Actor) -> None:
    now = clock.now()
    if draft.kind == Draft.Kind.CLOSURE:
        close(
            case,
            outcome=draft.outcome,
            text=draft.body,
            open_tasks_reason=draft.tasks_reason,
            open_parts_reason=draft.parts_reason,
            to_duplicates=draft.to_duplicates,
            by=by,
            at=now,
        )
    elif draft.kind == Draft.Kind.QUESTION:
        require_not_waiting(case)
        hold(case, waiting_for=WaitingFor.PERSON, reason=draft.body, by=by, at=now)
    else:
        draft.message = reply(case, body=draft.body, to_duplicates=draft.to_duplicates, by=by, at=now)
        for file in draft.files.select_related("attachment").order_by("id"):
            attach(case, attachment=file.attachment, is_public=True, message=draft.message, by=by, at=now)
    draft.files.all().delete()
    draft.state, draft.leaves_at, draft.left_at = Draft.State.LEFT, None, now
    # The words live in the message, the closure or the wait: once.
    draft.body, draft.tasks_reason, draft.parts_reason, draft.notice = "", "", "", ""
    draft.save()


def _hold_back(draft: Draft, case: Case, reason: str) -> None:
    now = clock.now()
    with acting(case, "read", by=Actor.system(), at=now) as act:
        draft.notice = f"N'est pas partie. {reason}"
        back_to_writing(draft, now)
        act.append(ReplyHeldBack(draft.kind, reason, draft.pk))
