"""What happens to a reply before it leaves: internal, told to colleagues in the case's history."""

from dataclasses import dataclass

from parvis.history.types import EventType, event_type
from parvis.organisation.models import Role
from parvis.ui.dates import clock_time, local


def _because(reason: str) -> str:
    return f" : {reason}" if reason else "."


def what_leaves(kind: str) -> str:
    return {"closure": "La clôture", "question": "La question"}.get(kind, "La réponse")


def _role(code: str) -> str:
    return str(Role(code).label).lower() if code in Role.values else code


@event_type("reply.taken_over")
@dataclass(frozen=True)
class DraftTakenOver(EventType):
    author: str = ""
    author_id: int | None = None

    def sentence(self) -> str:
        return f"Brouillon de {self.author} repris."


@event_type("reply.submitted")
@dataclass(frozen=True)
class ReplySubmitted(EventType):
    kind: str = ""
    role: str = ""
    draft_id: int | None = None

    def sentence(self) -> str:
        return f"{what_leaves(self.kind)} est soumise à validation ({_role(self.role)})."


@event_type("reply.approved")
@dataclass(frozen=True)
class ReplyApproved(EventType):
    kind: str = ""
    amended: bool = False
    #: The role asked next; empty when it may leave.
    then_role: str = ""
    draft_id: int | None = None

    def sentence(self) -> str:
        how = "corrigée et validée" if self.amended else "validée"
        after = f", à valider encore ({_role(self.then_role)})" if self.then_role else ""
        return f"{what_leaves(self.kind)} est {how}{after}."


@event_type("reply.returned")
@dataclass(frozen=True)
class ReplyReturned(EventType):
    personal = ("reason",)
    kind: str = ""
    reason: str = ""
    draft_id: int | None = None

    def sentence(self) -> str:
        return f"{what_leaves(self.kind)} est renvoyée à son auteur" + _because(self.reason)


@event_type("reply.planned")
@dataclass(frozen=True)
class ReplyPlanned(EventType):
    #: ISO 8601, with its zone.
    leaves_at: str = ""
    draft_id: int | None = None

    def sentence(self) -> str:
        from datetime import datetime

        try:
            when = local(datetime.fromisoformat(self.leaves_at))
        except ValueError:
            return "Réponse programmée."
        return f"Réponse programmée pour le {when.day:02d}/{when.month:02d}/{when.year} à {clock_time(when)}."


@event_type("reply.recalled")
@dataclass(frozen=True)
class ReplyRecalled(EventType):
    """Taken back before it left: it was planned, or waited for an approval."""

    kind: str = ""
    draft_id: int | None = None

    def sentence(self) -> str:
        return f"{what_leaves(self.kind)} est revenue en brouillon, sans partir."


@event_type("reply.held_back")
@dataclass(frozen=True)
class ReplyHeldBack(EventType):
    """Its hour had come, and something had changed since."""

    personal = ("reason",)
    kind: str = ""
    reason: str = ""
    draft_id: int | None = None

    def sentence(self) -> str:
        return f"{what_leaves(self.kind)} n'est pas partie" + _because(self.reason)


#: In the history of a case, seen from inside its sector alone.
OF_CASES = frozenset(
    one.code
    for one in (
        DraftTakenOver, ReplySubmitted, ReplyApproved, ReplyReturned, ReplyPlanned, ReplyRecalled, ReplyHeldBack,
    )
)  # fmt: skip


@event_type("reply_template.saved")
@dataclass(frozen=True)
class TemplateSaved(EventType):
    title: str = ""
    number: int | None = None
    #: The version whose words came back, if it was that.
    back_to: int | None = None
    template_id: int | None = None

    def sentence(self) -> str:
        back = f", au texte de la version {self.back_to}" if self.back_to else ""
        return f"Modèle « {self.title} » enregistré, version {self.number}{back}."


@event_type("reply_template.switched")
@dataclass(frozen=True)
class TemplateSwitched(EventType):
    title: str = ""
    active: bool = False
    template_id: int | None = None

    def sentence(self) -> str:
        return f"Modèle « {self.title} » {'proposé de nouveau' if self.active else 'retiré'}."


@event_type("approval_rule.saved")
@dataclass(frozen=True)
class ApprovalRuleSaved(EventType):
    name: str = ""
    says: str = ""
    rule_id: int | None = None

    def sentence(self) -> str:
        return f"Règle de validation « {self.name} » enregistrée{_because(self.says)}"


@event_type("approval_rule.switched")
@dataclass(frozen=True)
class ApprovalRuleSwitched(EventType):
    name: str = ""
    active: bool = False
    rule_id: int | None = None

    def sentence(self) -> str:
        return (
            f"Règle de validation « {self.name} » {'remise en service' if self.active else 'mise de côté'}."
        )
