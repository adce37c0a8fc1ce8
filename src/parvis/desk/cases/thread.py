"""The thread: messages, notes and what happened, in one timeline, oldest first. Seven queries whatever its length."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, prefetch_related_objects
from django.urls import reverse

from parvis.cases.contributing_events import (
    ChecklistAdded,
    Contributed,
    OpenedInEmergency,
    TaskDeclined,
    TaskEntrusted,
    TaskLinkWithdrawn,
)
from parvis.cases.events import (
    Attached,
    Closed,
    DepartmentFollowed,
    DepartmentUnfollowed,
    Followed,
    Held,
    MessageReceived,
    Noted,
    Opened,
    Replied,
    StepTicked,
    TaskAdded,
    TaskCancelled,
    TaskCompleted,
    TaskTaken,
    Unfollowed,
)
from parvis.cases.mentioning import Part, parts_of
from parvis.cases.models import Case, CaseAttachment, Direction, Message, Note
from parvis.cases.states import WaitingFor
from parvis.cases.tying_events import Linked, Separated, Tying, Unlinked
from parvis.desk.cases.attachments import File, shown
from parvis.directory.models import Person
from parvis.history.models import ActorKind, Event
from parvis.history.types import UnknownEventType
from parvis.notifications.models import Delivery
from parvis.organisation.access import Access
from parvis.replies import events as replies
from parvis.ui.dates import clock_time, day, local

#: Told by the message, the note, the file or the names of those who follow.
TOLD_ELSEWHERE = frozenset(
    {
        Replied.code,
        MessageReceived.code,
        Noted.code,
        Attached.code,
        Contributed.code,
        Followed.code,
        Unfollowed.code,
    }
)
#: Seen by those who see inside the sector, as notes.
INSIDE = replies.OF_CASES | frozenset(
    {
        TaskAdded.code, TaskTaken.code, TaskCompleted.code, TaskCancelled.code, TaskEntrusted.code, TaskDeclined.code,
        TaskLinkWithdrawn.code, StepTicked.code, ChecklistAdded.code, OpenedInEmergency.code, DepartmentFollowed.code,
        DepartmentUnfollowed.code,
    }
)  # fmt: skip
#: About another case: it is named to who reads it, and there is no such line for the others.
TYING = frozenset({Linked.code, Unlinked.code, Separated.code})
ICONS = {
    "case.opened": "inbox",
    "case.triaged": "tag",
    "case.assigned": "user-check",
    "case.handed_over": "arrows-exchange",
    "case.department_followed": "bell",
    "case.department_unfollowed": "bell-off",
    "case.held": "hourglass",
    "case.waiting_restored": "hourglass",
    "case.resumed": "player-play",
    "case.scheduled": "calendar-event",
    "case.date_cancelled": "arrow-back-up",
    "case.untreated_again": "arrow-back-up",
    "case.task_added": "checklist",
    "case.task_taken": "user-check",
    "case.task_completed": "check",
    "case.task_cancelled": "x",
    "case.task_step_ticked": "list-check",
    "case.task_entrusted": "external-link",
    "case.task_link_withdrawn": "ban",
    "case.task_declined": "circle-x",
    "case.checklist_added": "list-check",
    "case.linked": "link",
    "case.unlinked": "x",
    "case.separated": "arrow-back-up",
    "case.opened_in_emergency": "alert-triangle",
    "reply.taken_over": "pencil",
    "reply.submitted": "user-check",
    "reply.approved": "check",
    "reply.returned": "arrow-back-up",
    "reply.planned": "clock",
    "reply.recalled": "arrow-back-up",
    "reply.held_back": "alert-triangle",
    "case.closed": "circle-check",
    "case.answer_taken_back": "arrow-back-up",
    "case.reopened": "arrow-back-up",
    "survey.rated": "mood-smile",
}
MOST = 200
#: How long the sending of a message may take to be known before one says that it did not leave.
PATIENCE = timedelta(minutes=15)

FILTERS = {"tout": "Tout", "messages": "Messages", "notes": "Notes", "historique": "Historique"}


@dataclass(frozen=True)
class Sending:
    """The delivery state of a message: a word, an icon, a tone."""

    text: str
    icon: str
    tone: str


@dataclass
class Item:
    at: datetime
    #: incoming, outgoing, note or event, as the timeline's classes.
    kind: str
    icon: str
    who: str
    what: str
    body: str = ""
    sending: Sending | None = None
    files: list[File] = field(default_factory=list)
    rank: int = 0
    #: The text cut at the mentions of a note.
    parts: list[Part] = field(default_factory=list)
    #: The first that the reader has not seen.
    first_new: bool = False
    #: Where more is told of it.
    url: str = ""


@dataclass(frozen=True)
class Thread:
    items: list[Item]
    counts: dict[str, int]
    #: True when older items were left out.
    cut: bool
    #: The last event of the case when it was drawn, 0 without any.
    last_event: int = 0


def thread_of(
    case: Case,
    person: Person | None,
    *,
    has_email: bool,
    now: datetime,
    access: Access,
    only: str = "tout",
    whole: bool = False,
    notes_of: int | None = None,
) -> Thread:
    """``notes_of`` shows one agent's notes alone: whoever took a sealed request stays outside its service."""
    most = 5000 if whole else MOST
    joined = CaseAttachment.objects.filter(case=case).select_related("attachment")
    links = _latest(joined.order_by("-at", "-id"), most)
    events = _latest(Event.objects.filter(case_id=case.pk).order_by("-at", "-id"), most)
    messages = _latest(Message.objects.filter(case=case).order_by("-at", "-id"), most)
    written = (
        Note.objects.filter(case=case)
        if notes_of is None
        else Note.objects.filter(case=case, author=notes_of)
    )
    notes = _latest(written.order_by("-at", "-id"), most)
    prefetch_related_objects([note for note in notes if "@" in note.body], "mentions")
    sent = _sent(case, messages, events)
    deliveries: dict[int | None, Delivery] = {d.message_id: d for d in sent if d.message_id is not None}
    told = {d.event_id: d for d in sent if d.event_id is not None}
    last_event = max((e.pk for e in events), default=0)
    if notes_of is not None:
        events = [e for e in events if e.type not in INSIDE]
    named = _named(events, access)
    events = [e for e in events if e.type not in TYING or e.data.get("other_id") in named]
    asked = [e for e in events if _is_asking(e)]
    by_message: dict[int | None, list[CaseAttachment]] = {}
    for link in links:
        by_message.setdefault(link.message_id, []).append(link)
    first = [link for link in by_message.get(None, []) if link.at == case.recorded_at]
    groups = {
        "messages": [
            _request(case, person, first),
            *(_message(m, by_message, deliveries, person, has_email, now) for m in messages),
            *(_asked(e, told.get(e.pk), has_email, now) for e in asked),
        ],
        "notes": [_note(n) for n in notes],
        "historique": [
            _event(e, case, named) for e in events if e.type not in TOLD_ELSEWHERE and e not in asked
        ],
    }
    groups["historique"] += [_file(link, events) for link in by_message.get(None, []) if link not in first]
    items = groups[only] if only in groups else [item for group in groups.values() for item in group]
    counts = {name: len(group) for name, group in groups.items()}
    counts["tout"] = sum(counts.values())
    cut = max(len(events), len(messages), len(notes), len(links)) >= most
    return Thread(sorted(items, key=lambda i: (i.at, i.rank)), counts, cut, last_event)


def _sent(case: Case, messages: list[Message], events: list[Event]) -> list[Delivery]:
    """What became of the mails of what is shown: their state, not their text."""
    shown_here = Q(message_id__in=[m.pk for m in messages]) | Q(
        event_id__in=[e.pk for e in events if _is_asking(e)]
    )
    found = Delivery.objects.filter(shown_here, case=case).defer("subject", "text", "html", "recipient")
    return list(found.order_by("created_at", "id"))


def _latest(found: object, most: int) -> list:  # type: ignore[type-arg]
    return list(found[:most])[::-1]  # type: ignore[index]


def _request(case: Case, person: Person | None, links: list[CaseAttachment]) -> Item:
    """What the person asked is the first message of the thread."""
    who = person.display_name if person else "Anonyme" if case.anonymous else "Une personne"
    return Item(
        case.received_at,
        "incoming",
        "message",
        who,
        "a demandé",
        case.description,
        None,
        _files(links),
        rank=-2,
    )


def _message(
    message: Message,
    links: dict[int | None, list[CaseAttachment]],
    deliveries: dict[int | None, Delivery],
    person: Person | None,
    has_email: bool,
    now: datetime,
) -> Item:
    files = _files(links.get(message.pk, []))
    if message.direction == Direction.IN:
        who = person.display_name if person else "L'usager"
        return Item(message.at, "incoming", "message", who, "a écrit", message.body, None, files)
    what = "réponse automatique" if message.automatic else "a répondu à la personne"
    sending = sending_of(message, deliveries.get(message.pk), has_email=has_email, now=now)
    return Item(
        message.at,
        "outgoing",
        "send",
        message.author_label or "La mairie",
        what,
        message.body,
        sending,
        files,
    )


def _is_asking(event: Event) -> bool:
    """A wait for the person is what was written to them, by e-mail and on the follow-up page."""
    return event.type == Held.code and event.data.get("waiting_for") == WaitingFor.PERSON


def _asked(event: Event, delivery: Delivery | None, has_email: bool, now: datetime) -> Item:
    sending = sending_of(event, delivery, has_email=has_email, now=now)
    what = "a demandé une précision à la personne : la demande attend sa réponse"
    reason = str(event.data.get("reason", ""))
    return Item(event.at, "outgoing", "hourglass", _author(event) or "La mairie", what, reason, sending)


def sending_of(
    message: Message | Event, delivery: Delivery | None, *, has_email: bool, now: datetime
) -> Sending | None:
    if delivery is not None:
        return _delivered(delivery, now)
    if message.batch_id is not None:
        return None
    if not has_email:
        return Sending(
            "Pas d'adresse électronique : à envoyer par courrier ou à dire au téléphone", "mail", "amber"
        )
    if now - message.at < PATIENCE:
        return Sending(str(Delivery.State.QUEUED.label), "clock", "slate")
    return Sending("Pas envoyé par courriel ; visible sur la page de suivi", "eye", "slate")


def _delivered(delivery: Delivery, now: datetime) -> Sending:
    if delivery.state == Delivery.State.SENT:
        at = delivery.sent_at or delivery.created_at
        clock = f"à {local(at).hour}:{local(at).minute:02d}"
        said = day(at, now)
        when = (
            clock
            if said == "aujourd'hui"
            else f"{said if said == 'hier' else f'le {said}'} à {clock_time(local(at))}"
        )
        return Sending(f"Envoyé {when}", "check", "green")
    if delivery.state == Delivery.State.FAILED:
        reason = f" : {delivery.last_error}" if delivery.last_error else ""
        return Sending(f"Échec de l'envoi{reason}", "alert-circle", "red")
    if delivery.attempts:
        return Sending(
            "Pas encore envoyé : le serveur de messagerie ne répond pas, nouvel essai bientôt",
            "clock",
            "amber",
        )
    return Sending("Pas encore envoyé", "clock", "slate")


def _note(note: Note) -> Item:
    who = note.author_label or "Un collègue"
    return Item(note.at, "note", "lock", who, "note interne", note.body, parts=parts_of(note))


def _named(events: list[Event], access: Access) -> dict[int, str]:
    """The references of other cases that these events are about, of those the reader reads. No query without any."""
    wanted = {e.data.get("other_id") for e in events if e.type in TYING}
    if not wanted:
        return {}
    return dict(Case.objects.readable_by(access).filter(pk__in=wanted).values_list("pk", "reference"))


def draft_url(case: Case, kind: object) -> str:
    """What was decided of a text, and what an approver changed in it."""
    if not isinstance(kind, (replies.ReplyApproved, replies.ReplyReturned)) or not kind.draft_id:
        return ""
    return reverse("desk:draft", args=[case.reference, kind.draft_id])


def _event(event: Event, case: Case, named: dict[int, str]) -> Item:
    try:
        kind = event.kind
        sentence = kind.naming(named[kind.other_id]) if isinstance(kind, Tying) else kind.sentence()
    except UnknownEventType:
        kind, sentence = None, event.type
    body = _body(kind)
    rank = -1 if isinstance(kind, Opened) else 1
    return Item(
        event.at,
        "event",
        ICONS.get(event.type, "history"),
        _author(event),
        sentence,
        body,
        rank=rank,
        url=draft_url(case, kind),
    )


def _body(kind: object) -> str:
    """What was written with the act."""
    match kind:
        case Closed():
            return kind.text
        case TaskCompleted():
            return kind.result
        case TaskCancelled() | TaskDeclined():
            return kind.reason
    return ""


def _author(event: Event) -> str:
    if event.actor_label:
        return event.actor_label
    return {ActorKind.PERSON: "L'usager", ActorKind.SYSTEM: "Parvis"}.get(ActorKind(event.actor_kind), "")


def _file(link: CaseAttachment, events: list[Event]) -> Item:
    told = next(
        (
            e
            for e in events
            if (e.type == Attached.code and e.data.get("attachment_id") == link.attachment_id)
            or (e.type == Contributed.code and link.attachment_id in e.data.get("attachments", ()))
        ),
        None,
    )
    who = _author(told) if told else ("L'usager" if link.by_person else "")
    what = (
        "a joint un fichier, visible de la personne"
        if link.is_public
        else "a joint un fichier, pour les collègues"
    )
    return Item(link.at, "event", "paperclip", who, what, files=[shown(link)], rank=1)


def _files(links: list[CaseAttachment]) -> list[File]:
    return [shown(link) for link in links]
