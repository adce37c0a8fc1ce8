"""What happens to the catalogue: events of the history like the others, of no case in particular."""

from dataclasses import dataclass

from parvis.history.types import EventType, event_type


@event_type("catalog.checklist_changed")
@dataclass(frozen=True)
class ChecklistChanged(EventType):
    """Counts say enough of what a type asks for; the steps themselves are on the type."""

    type_code: str = ""
    type_label: str = ""
    before: int = 0
    after: int = 0
    automatic: bool = False

    def sentence(self) -> str:
        how = ", ajoutées dès l'arrivée" if self.automatic and self.after else ""
        return f"Étapes de « {self.type_label} » : {self.before} avant, {self.after} maintenant{how}."
