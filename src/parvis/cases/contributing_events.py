"""Events of tasks given outside the town hall, and of the steps a type brings. Internal: the person reads none of them."""

from dataclasses import dataclass, field

from parvis.history.types import EventType, event_type


def _because(words: str) -> str:
    return f" : {words}" if words else "."


@event_type("case.task_entrusted")
@dataclass(frozen=True)
class TaskEntrusted(EventType):
    """A private link was made, or made anew, and leaves by e-mail."""

    personal = ("title", "to")
    task_id: int
    contributor_id: int
    title: str = ""
    to: str = ""
    renewed: bool = False

    def sentence(self) -> str:
        what = "Nouveau lien envoyé à" if self.renewed else "Tâche confiée à l'extérieur, à"
        return f"{what} {self.to or 'un intervenant'}" + _because(self.title)


@event_type("case.task_link_withdrawn")
@dataclass(frozen=True)
class TaskLinkWithdrawn(EventType):
    personal = ("title", "to")
    task_id: int
    contributor_id: int
    title: str = ""
    to: str = ""

    def sentence(self) -> str:
        return f"Lien retiré à {self.to or 'un intervenant'}" + _because(self.title)


@event_type("case.task_declined")
@dataclass(frozen=True)
class TaskDeclined(EventType):
    personal = ("title", "to", "reason")
    task_id: int
    contributor_id: int
    title: str = ""
    to: str = ""
    reason: str = ""

    def sentence(self) -> str:
        return f"Tâche refusée par {self.to or 'un intervenant'}" + _because(self.title)


@event_type("case.contributed")
@dataclass(frozen=True)
class Contributed(EventType):
    """What somebody from outside wrote or photographed: a note, files, or both."""

    task_id: int
    contributor_id: int
    note_id: int | None = None
    attachments: list[int] = field(default_factory=list)

    def sentence(self) -> str:
        return "Message de l'intervenant extérieur."


@event_type("case.checklist_added")
@dataclass(frozen=True)
class ChecklistAdded(EventType):
    tasks: list[int] = field(default_factory=list)
    #: Their names, as a list in words.
    departments: str = ""

    def sentence(self) -> str:
        number = len(self.tasks)
        said = "1 étape de ce type ajoutée" if number == 1 else f"{number} étapes de ce type ajoutées"
        return f"{said} ({self.departments})." if self.departments else f"{said}."


@event_type("case.opened_in_emergency")
@dataclass(frozen=True)
class OpenedInEmergency(EventType):
    """Told to the person too: somebody outside the service that the law binds to secrecy read their case."""

    public = True
    personal = ("reason",)
    reason: str = ""
    #: ISO 8601
    until: str = ""

    def sentence(self) -> str:
        return "Ouverte en urgence par un agent d'un autre service" + _because(self.reason)

    def public_sentence(self) -> str:
        return "Un agent d'un autre service a consulté votre demande en urgence. Cette consultation est enregistrée."
