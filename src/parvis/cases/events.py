"""The events of a case. Each owns its sentence for agents, and for the person when it is public."""

from dataclasses import dataclass, field
from datetime import date

from parvis.cases.states import Channel, Outcome, WaitingFor
from parvis.history.types import EventType, event_type
from parvis.ui.dates import full


def _label(choices: type, value: str) -> str:
    return str(choices(value).label) if value in choices.values else value  # type: ignore[attr-defined, call-arg]


def _because(reason: str) -> str:
    """The reason that was typed, if any is left after an erasure."""
    return f" : {reason}" if reason else "."


def _day(iso: str) -> str:
    return full(date.fromisoformat(iso))


@event_type("case.opened")
@dataclass(frozen=True)
class Opened(EventType):
    public = True
    channel: str
    type_code: str = ""
    type_label: str = ""
    department: str = ""
    department_id: int | None = None
    explanation: str = ""

    def sentence(self) -> str:
        where = f" et orientée vers {self.department}" if self.department else ""
        return f"Demande reçue ({_label(Channel, self.channel).lower()}){where}."

    def public_sentence(self) -> str:
        where = f" et transmise au service {self.department}" if self.department else ""
        return f"Votre demande est enregistrée{where}."


@event_type("case.triaged")
@dataclass(frozen=True)
class Triaged(EventType):
    """What changed, as {field: [before, after]} with labels; fields: type, priority, district, department."""

    changes: dict[str, list[str]] = field(default_factory=dict)
    explanation: str = ""
    #: Whoever qualified it says where it goes: routing has nothing to add.
    stays: bool = False

    def sentence(self) -> str:
        names = {"type": "type", "priority": "priorité", "district": "quartier", "department": "service"}
        parts = [f"{names.get(k, k)} : {v[0] or '—'} → {v[1] or '—'}" for k, v in self.changes.items()]
        return "Demande qualifiée (" + ", ".join(parts) + ")." if parts else "Demande qualifiée."


@event_type("case.assigned")
@dataclass(frozen=True)
class Assigned(EventType):
    agent: str = ""
    agent_id: int | None = None
    claimed: bool = False

    def sentence(self) -> str:
        if not self.agent:
            return "Demande remise dans la file du service."
        return f"Prise en charge par {self.agent}." if self.claimed else f"Confiée à {self.agent}."


@event_type("case.handed_over")
@dataclass(frozen=True)
class HandedOver(EventType):
    public = True
    personal = ("reason",)
    from_department: str
    to_department: str
    reason: str
    from_id: int | None = None
    to_id: int | None = None
    #: The event of the hand-over that this one takes back, by identifier: neither teaches routing anything.
    undoes: int | None = None

    def sentence(self) -> str:
        return f"Transmise de {self.from_department} à {self.to_department}" + _because(self.reason)

    def public_sentence(self) -> str:
        return f"Votre demande est confiée au service {self.to_department}."


@event_type("case.held")
@dataclass(frozen=True)
class Held(EventType):
    public = True
    personal = ("reason",)
    waiting_for: str
    reason: str

    def sentence(self) -> str:
        return f"En attente de {_label(WaitingFor, self.waiting_for)}" + _because(self.reason)

    def public_sentence(self) -> str:
        if self.waiting_for == WaitingFor.PERSON:
            return "Nous attendons une précision de votre part."
        return "Votre demande attend l'intervention d'un tiers."


@event_type("case.waiting_restored")
@dataclass(frozen=True)
class WaitingRestored(EventType):
    """What ended a wait was taken back. The person was asked once already."""

    waiting_for: str

    def sentence(self) -> str:
        return f"De nouveau en attente de {_label(WaitingFor, self.waiting_for)}, comme avant : le geste est annulé."


@event_type("case.resumed")
@dataclass(frozen=True)
class Resumed(EventType):
    public = True
    personal = ("cause",)
    cause: str = ""

    def sentence(self) -> str:
        return "Reprise du traitement" + _because(self.cause)

    def public_sentence(self) -> str:
        return "Le traitement de votre demande reprend."


@event_type("case.scheduled")
@dataclass(frozen=True)
class Scheduled(EventType):
    public = True
    personal = ("comment",)
    day: str
    comment: str = ""

    def sentence(self) -> str:
        return f"Intervention planifiée le {_day(self.day)}." + (f" {self.comment}" if self.comment else "")

    def public_sentence(self) -> str:
        return f"Une intervention est prévue le {_day(self.day)}."


@event_type("case.date_cancelled")
@dataclass(frozen=True)
class DateCancelled(EventType):
    """Nobody comes that day any more, and no other day was given."""

    public = True
    personal = ("cause",)
    day: str
    cause: str = ""

    def sentence(self) -> str:
        return f"Intervention du {_day(self.day)} annulée" + _because(self.cause)

    def public_sentence(self) -> str:
        return f"La date du {_day(self.day)} est annulée."


@event_type("case.untreated_again")
@dataclass(frozen=True)
class UntreatedAgain(EventType):
    """The act that was the first on this case was taken back."""

    def sentence(self) -> str:
        return "De nouveau reçue, à traiter : le seul geste fait est annulé."


@event_type("case.replied")
@dataclass(frozen=True)
class Replied(EventType):
    public = True
    message_id: int
    #: Duplicates whose persons read it too, each on their own case.
    to_duplicates: list[int] = field(default_factory=list)
    #: The event of the main case that this reply passes on.
    told_with: int | None = None

    def sentence(self) -> str:
        return "Réponse à l'usager."

    def public_sentence(self) -> str:
        return "La mairie vous a répondu."


@event_type("case.message_received")
@dataclass(frozen=True)
class MessageReceived(EventType):
    public = True
    message_id: int

    def sentence(self) -> str:
        return "Message de l'usager."

    def public_sentence(self) -> str:
        return "Vous avez écrit à la mairie."


@event_type("case.noted")
@dataclass(frozen=True)
class Noted(EventType):
    note_id: int
    #: Whom it calls, of those who may read it.
    agents: list[int] = field(default_factory=list)
    departments: list[int] = field(default_factory=list)

    def sentence(self) -> str:
        return "Note interne."


@event_type("case.followed")
@dataclass(frozen=True)
class Followed(EventType):
    def sentence(self) -> str:
        return "Suit la demande."


@event_type("case.unfollowed")
@dataclass(frozen=True)
class Unfollowed(EventType):
    def sentence(self) -> str:
        return "Ne suit plus la demande."


@event_type("case.department_followed")
@dataclass(frozen=True)
class DepartmentFollowed(EventType):
    department: str
    department_id: int | None = None

    def sentence(self) -> str:
        return f"Le service {self.department} suit la demande."


@event_type("case.department_unfollowed")
@dataclass(frozen=True)
class DepartmentUnfollowed(EventType):
    department: str
    department_id: int | None = None

    def sentence(self) -> str:
        return f"Le service {self.department} ne suit plus la demande."


@event_type("case.attached")
@dataclass(frozen=True)
class Attached(EventType):
    attachment_id: int
    name: str = ""
    is_public: bool = True
    by_person: bool = False
    personal = ("name",)

    def sentence(self) -> str:
        return f"Pièce jointe : {self.name or 'fichier'}."


@event_type("case.task_added")
@dataclass(frozen=True)
class TaskAdded(EventType):
    personal = ("title",)
    task_id: int
    title: str = ""
    department: str = ""
    department_id: int | None = None
    owner: str = ""
    owner_id: int | None = None
    #: ISO 8601, empty without one.
    due_on: str = ""

    def sentence(self) -> str:
        due = f", pour le {_day(self.due_on)}" if self.due_on else ""
        owner = f" ({self.owner})" if self.owner else ""
        return f"Tâche confiée au service {self.department}{owner}{due}" + _because(self.title)


@event_type("case.task_taken")
@dataclass(frozen=True)
class TaskTaken(EventType):
    personal = ("title",)
    task_id: int
    title: str = ""
    owner: str = ""
    owner_id: int | None = None

    def sentence(self) -> str:
        return f"Tâche prise par {self.owner}" + _because(self.title)


@event_type("case.task_completed")
@dataclass(frozen=True)
class TaskCompleted(EventType):
    personal = ("title", "result", "outsider", "unticked_reason")
    task_id: int
    title: str = ""
    department: str = ""
    result: str = ""
    #: Who did it, when they are not of the town hall.
    outsider: str = ""
    #: How many steps were left, and why.
    unticked: int = 0
    unticked_reason: str = ""

    def sentence(self) -> str:
        who = self.outsider or f"le service {self.department}"
        said = f"Tâche faite par {who}" + _because(self.title)
        if not self.unticked:
            return said
        left = "1 étape laissée" if self.unticked == 1 else f"{self.unticked} étapes laissées"
        return (
            f"{said.rstrip('.')} ({left}"
            + (f" : {self.unticked_reason}" if self.unticked_reason else "")
            + ")."
        )


@event_type("case.task_step_ticked")
@dataclass(frozen=True)
class StepTicked(EventType):
    """One step of a task, ticked or unticked."""

    personal = ("title", "text")
    task_id: int
    step_id: int
    title: str = ""
    text: str = ""
    done: bool = True

    def sentence(self) -> str:
        step = f"« {self.text} »" if self.text else "d'une tâche"
        what = f"Étape {step} {'cochée' if self.done else 'décochée'}"
        return what + _because(self.title)


@event_type("case.task_cancelled")
@dataclass(frozen=True)
class TaskCancelled(EventType):
    personal = ("title", "reason")
    task_id: int
    title: str = ""
    department: str = ""
    reason: str = ""

    def sentence(self) -> str:
        return f"Tâche annulée, confiée au service {self.department}" + _because(self.title)


@event_type("case.closed")
@dataclass(frozen=True)
class Closed(EventType):
    public = True
    personal = ("text", "tasks_reason", "parts_reason")
    outcome: str
    text: str = ""
    #: Tasks that were still open, cancelled by the closure, and why.
    cancelled_tasks: list[int] = field(default_factory=list)
    tasks_reason: str = ""
    #: Answered by whoever took it, at the counter or on the phone.
    on_the_spot: bool = False
    #: Why it was closed although cases that are parts of it go on.
    parts_reason: str = ""
    #: The case it is followed with, by identifier.
    duplicate_of: int | None = None
    #: Duplicates whose persons are told too, each on their own case.
    to_duplicates: list[int] = field(default_factory=list)

    def sentence(self) -> str:
        if self.on_the_spot:
            return "Répondu sur place, à la prise de la demande."
        said = f"Demande close : {_label(Outcome, self.outcome).lower()}."
        if self.cancelled_tasks:
            number = len(self.cancelled_tasks)
            left = "1 tâche non faite, annulée" if number == 1 else f"{number} tâches non faites, annulées"
            said = f"{said} {left}" + _because(self.tasks_reason)
        if self.parts_reason:
            said = f"{said} Des demandes qui en font partie continuent" + _because(self.parts_reason)
        return said

    def public_sentence(self) -> str:
        return f"Votre demande est close : {_label(Outcome, self.outcome).lower()}."


@event_type("case.answer_taken_back")
@dataclass(frozen=True)
class AnswerTakenBack(EventType):
    """What was answered on the spot was not, or not enough: the service has the request."""

    public = True

    def sentence(self) -> str:
        return "Réponse sur place annulée : la demande attend son service."

    def public_sentence(self) -> str:
        return "Votre demande est confiée au service."


@event_type("case.reopened")
@dataclass(frozen=True)
class Reopened(EventType):
    public = True
    personal = ("reason",)
    reason: str = ""
    by_person: bool = False

    def sentence(self) -> str:
        who = "par l'usager" if self.by_person else "par un agent"
        return f"Demande rouverte {who}" + _because(self.reason)

    def public_sentence(self) -> str:
        return "Votre demande est rouverte."
