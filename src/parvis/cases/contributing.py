"""A task given to somebody outside the town hall: a company, an agency, a neighbour town. They work through a private link.

The token is derived, as that of a person (``following.py``): only its digest is stored, which a moving town carries along.
Nothing of a sealed or confidential case leaves this way.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from parvis.cases.abilities import READ, task_abilities
from parvis.cases.acting import NotAllowed, NotPossible, Refused, Unclear, acting, require_open, required
from parvis.cases.contributing_events import Contributed, TaskDeclined, TaskEntrusted, TaskLinkWithdrawn
from parvis.cases.following import digest_of
from parvis.cases.models import Case, CaseAttachment, Contributor, Note, Task, TaskStep
from parvis.cases.states import TaskState
from parvis.cases.stepping import make_steps, said_steps
from parvis.cases.tasking import LONGEST, check_day, complete_task, said_title, tick_step
from parvis.directory.normalising import normalise_email
from parvis.files.models import Attachment
from parvis.history.actors import Actor
from parvis.kit.env import env
from parvis.kit.tenant import current_tenant_id
from parvis.kit.text import clean_text

#: How long a link works, and how long after the day the task is for.
LASTS, AFTER_DUE = timedelta(days=60), timedelta(days=30)
LONGEST_NAME = 150


class LostLink(Refused):
    """No task is behind this link: forged, mistyped, or of another town."""


class EndedLink(Refused):
    """It was good once: withdrawn, expired, its task cancelled, or its case left for a sealed sector."""


def entrust(
    case: Case,
    *,
    title: str,
    instructions: str = "",
    due_on: date | None = None,
    steps: Sequence[str] = (),
    name: str,
    organisation: str = "",
    email: str,
    shows_person: bool = False,
    files: Sequence[int] = (),
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Contributor:
    """A task of the case's own department, done by ``name``. The link leaves by e-mail (``notifications``)."""
    with acting(case, "add_task", by=by, at=at, version=version) as act:
        require_open(act.case)
        if not may_leave(act.case):
            raise NotPossible(
                "Cette demande est cloisonnée ou confidentielle : elle ne sort pas de la mairie."
            )
        what, who = said_title(title), _line(required(name, "Dites à qui vous confiez la tâche.", "name"))
        address = normalise_email(email)
        if not address:
            raise Unclear("Cette adresse électronique ne va pas : vérifiez-la.", "email")
        check_day(due_on, at)
        lines = said_steps(steps)
        task = Task(
            case_id=act.case.pk, department_id=act.case.department_id, title=what, due_on=due_on,
            instructions=clean_text(instructions).strip()[:LONGEST], created_by_id=by.agent_id,
            created_by_label=by.label, created_at=at,
        )  # fmt: skip
        task.save(force_insert=True)
        make_steps(task, lines)
        shown = CaseAttachment.objects.filter(case=act.case, attachment_id__in=list(files))
        made = Contributor(
            task=task, name=who, organisation=_line(organisation), email=address, shows_person=shows_person,
            files=sorted(shown.values_list("attachment_id", flat=True)), created_by_id=by.agent_id, created_at=at,
        )  # fmt: skip
        _give_link(made, at)
        made.save(force_insert=True)
        act.first_human_act()
        act.append(TaskEntrusted(task.pk, made.pk, what, str(made)))
    return made


def renew(contributor: Contributor, *, by: Actor, at: datetime) -> None:
    """A new link for the same person: the former one stops working, the new one leaves by e-mail."""
    with acting(contributor.task.case, READ, by=by, at=at) as act:
        require_open(act.case)
        locked = _of_task(contributor, by, act.case)
        if not may_leave(act.case):
            raise NotPossible(
                "Cette demande est cloisonnée ou confidentielle : elle ne sort pas de la mairie."
            )
        if Contributor.objects.filter(task=locked.task, ended_at__isnull=True).exclude(pk=locked.pk).exists():
            raise NotPossible("Cette tâche est confiée à quelqu'un d'autre.")
        _give_link(locked, at)
        locked.ended_at, locked.ended_as, locked.end_reason = None, "", ""
        locked.save(update_fields=["nonce", "digest", "expires_at", "ended_at", "ended_as", "end_reason"])
        act.append(TaskEntrusted(locked.task_id, locked.pk, locked.task.title, str(locked), renewed=True))


def withdraw(contributor: Contributor, *, by: Actor, at: datetime) -> None:
    """The link stops working; the task stays to do."""
    with acting(contributor.task.case, READ, by=by, at=at) as act:
        locked = _of_task(contributor, by, act.case)
        if locked.ended_at is not None:
            raise NotPossible("Ce lien est déjà retiré.")
        _end(locked, Contributor.End.REVOKED, "", at)
        act.append(TaskLinkWithdrawn(locked.task_id, locked.pk, locked.task.title, str(locked)))


def open_link(token: str, at: datetime) -> Contributor:
    """The task behind a link. Raises LostLink or EndedLink."""
    found: Contributor | None = (
        Contributor.objects.select_related(
            "task__case__request_type", "task__case__sector", "task__case__person", "task__department"
        )
        .filter(digest=digest_of(token))
        .first()
    )
    if found is None:
        raise LostLink
    if not found.is_good(at) or not may_leave(found.task.case) or found.task.state == TaskState.CANCELLED:
        raise EndedLink
    return found


def contribute(
    contributor: Contributor, *, body: str, attachments: Sequence[Attachment] = (), at: datetime
) -> None:
    """A word or photos, for the colleagues: they become a note and files that the person does not see."""
    by = Actor.outsider(contributor.pk, contributor.label)
    with acting(contributor.task.case, "note", by=by, at=at) as act:
        locked = _at_work(contributor, at)
        words = clean_text(body).strip()[:LONGEST]
        if not words and not attachments:
            raise Unclear("Écrivez votre message ou choisissez une photo.", "body")
        note = Note(case_id=act.case.pk, body=words, author_label=by.label, at=at) if words else None
        if note is not None:
            note.save(force_insert=True)
        CaseAttachment.objects.bulk_create(
            CaseAttachment(case_id=act.case.pk, attachment=one, is_public=False, at=at) for one in attachments
        )
        act.append(
            Contributed(
                locked.task_id, locked.pk, note.pk if note else None, [attachment.pk for attachment in attachments]
            )
        )  # fmt: skip


def finish(contributor: Contributor, *, result: str, unticked_reason: str = "", at: datetime) -> None:
    """Done, in their words; for a reason when steps are left."""
    by = Actor.outsider(contributor.pk, contributor.label)
    with transaction.atomic():
        _hold(contributor, at)
        complete_task(contributor.task, result=result, unticked_reason=unticked_reason, by=by, at=at)


def tick(contributor: Contributor, step: TaskStep, *, done: bool, at: datetime) -> None:
    """One step of their own task."""
    by = Actor.outsider(contributor.pk, contributor.label)
    with transaction.atomic():
        _hold(contributor, at)
        tick_step(step, done=done, by=by, at=at)


def decline(contributor: Contributor, *, reason: str, at: datetime) -> None:
    """They will not do it: the task goes back to the service, the link ends."""
    by = Actor.outsider(contributor.pk, contributor.label)
    with acting(contributor.task.case, READ, by=by, at=at) as act:
        locked = _at_work(contributor, at)
        why = required(reason, "Dites pourquoi vous ne pouvez pas le faire.", "reason")[:LONGEST]
        _end(locked, Contributor.End.DECLINED, why, at)
        act.append(TaskDeclined(locked.task_id, locked.pk, locked.task.title, str(locked), why))


def may_leave(case: Case) -> bool:
    return not (case.sector.sealed or case.request_type.confidential)


def token_of(contributor: Contributor) -> str:
    """26 characters, lower case letters and digits 2 to 7 (130 bits)."""
    message = f"task:{current_tenant_id()}:{contributor.nonce}".encode()
    digest = hmac.new(env().follow_key.encode(), message, hashlib.sha256).digest()
    return base64.b32encode(digest)[:26].decode().lower()


def path_of(contributor: Contributor) -> str:
    return f"/tache/{token_of(contributor)}/"


def path_to_send(contributor: Contributor) -> str:
    """For a mail that only leaves now: a town that moved meanwhile derives other tokens than the digest it came with."""
    digest = digest_of(token_of(contributor))
    if contributor.digest != digest:
        Contributor.objects.filter(pk=contributor.pk, nonce=contributor.nonce).update(digest=digest)
    return path_of(contributor)


def _give_link(contributor: Contributor, at: datetime) -> None:
    contributor.nonce = secrets.token_hex(16)
    contributor.digest = digest_of(token_of(contributor))
    due = contributor.task.due_on
    contributor.expires_at = (
        at + LASTS if due is None else max(at + LASTS, at + (due - at.date()) + AFTER_DUE)
    )


def _of_task(contributor: Contributor, by: Actor, case: Case) -> Contributor:
    """As it is now that the case is ours, for who answers for the case and while the task is to do."""
    locked: Contributor = Contributor.objects.select_related("task").get(pk=contributor.pk)
    if not locked.task.is_open:
        raise NotPossible("Cette tâche est déjà finie.")
    if by.access is not None and "cancel" not in task_abilities(by.access, case, locked.task):
        raise NotAllowed("Ce geste revient au service chargé de la demande.")
    return locked


def _hold(contributor: Contributor, at: datetime) -> None:
    """The case is locked before the link is looked at: nobody withdraws it in between."""
    Case.objects.select_for_update(no_key=True).get(pk=contributor.task.case_id)
    _at_work(contributor, at)


def _at_work(contributor: Contributor, at: datetime) -> Contributor:
    """The link still works and the task is to do; a second sending finds it otherwise."""
    locked: Contributor = Contributor.objects.select_related(
        "task__case__sector", "task__case__request_type"
    ).get(pk=contributor.pk)
    if not locked.is_good(at) or not may_leave(locked.task.case):
        raise EndedLink
    if not locked.task.is_open:
        raise NotPossible("Cette tâche est déjà finie.")
    return locked


def _end(contributor: Contributor, how: Contributor.End, reason: str, at: datetime) -> None:
    contributor.ended_as, contributor.end_reason, contributor.ended_at = how, reason, at
    contributor.save(update_fields=["ended_as", "end_reason", "ended_at"])


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())[:LONGEST_NAME]
