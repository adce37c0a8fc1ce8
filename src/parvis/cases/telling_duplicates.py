"""What is answered to the main case is answered to the person of each duplicate, on their own case, once."""

from datetime import datetime

from parvis.cases.acting import acting
from parvis.cases.events import Closed, Replied
from parvis.cases.models import Case, CaseAttachment, CaseLink, Direction, Message
from parvis.cases.naming_nobody import for_duplicate
from parvis.cases.states import LinkKind, Outcome
from parvis.history.actors import Actor
from parvis.history.models import ActorKind, Event

#: How the main case ended, to somebody who must not learn whose it was.
ENDINGS = {
    Outcome.DONE: "Le problème que vous aviez signalé est réglé.",
    Outcome.ANSWERED: "Le problème que vous aviez signalé a reçu une réponse.",
    Outcome.NO_ACTION: "Le signalement auquel le vôtre est rattaché est classé sans suite.",
    Outcome.REFUSED: "La demande à laquelle la vôtre est rattachée est refusée.",
    Outcome.TRANSFERRED: "Le problème que vous aviez signalé est transmis à l'organisme compétent.",
}
OTHERWISE = "La demande à laquelle la vôtre est rattachée est close."


def tell_duplicates(event: Event) -> None:
    """``event`` is a reply or the closure of the main case; it names the duplicates. Safe to run twice."""
    what = event.kind
    if not what.to_duplicates:
        return
    said, message_id = _said(what)
    if not said:
        return
    for pk in what.to_duplicates:
        _pass_on(pk, event, said, message_id)


def _said(what: Replied | Closed) -> tuple[str, int | None]:
    if isinstance(what, Replied):
        message = Message.objects.filter(pk=what.message_id).first()
        return (message.body, message.pk) if message else ("", None)
    ending = ENDINGS.get(Outcome(what.outcome), OTHERWISE) if what.outcome in Outcome.values else OTHERWISE
    return "\n\n".join(part for part in (ending, what.text) if part), None


def _pass_on(pk: int, event: Event, said: str, message_id: int | None) -> None:
    case = Case.objects.filter(pk=pk).first()
    main = Case.objects.filter(pk=event.case_id).first()
    if case is None or main is None:
        return
    with acting(case, "reply", by=Actor.system(), at=event.at) as act:
        still = CaseLink.objects.filter(
            kind=LinkKind.DUPLICATE, source_id=pk, target_id=event.case_id
        ).exists()
        if not still or act.case.outcome != Outcome.DUPLICATE or _told(pk, event):
            return
        words = for_duplicate(said, main, act.case)
        message = _written(act.case, event, words, message_id, event.at)
        if act.case.first_reply_at is None:
            act.set(first_reply_at=event.at)
        act.append(Replied(message.pk, told_with=event.pk))


def _told(pk: int, event: Event) -> bool:
    return Event.objects.filter(case_id=pk, type=Replied.code, data__told_with=event.pk).exists()


def _written(case: Case, event: Event, said: str, message_id: int | None, at: datetime) -> Message:
    author = event.actor_id if event.actor_kind == ActorKind.AGENT else None
    message = Message(
        case_id=case.pk, direction=Direction.OUT, body=said, author_id=author, author_label=event.actor_label, at=at
    )  # fmt: skip
    message.save(force_insert=True)
    if message_id is not None:
        shown = CaseAttachment.objects.filter(message_id=message_id, is_public=True).order_by("id")
        CaseAttachment.objects.bulk_create(
            CaseAttachment(case=case, attachment_id=one.attachment_id, message=message, is_public=True, at=at)
            for one in shown
        )
    return message
