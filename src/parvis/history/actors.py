"""Who does something: an agent, a person, Parvis itself, a partner's token, an import, somebody from outside."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from parvis.history.models import ActorKind

if TYPE_CHECKING:
    from parvis.organisation.access import Access


@dataclass(frozen=True)
class Actor:
    """Mandatory ``by=`` of every verb. ``access`` is what an agent's roles open; None for the others."""

    kind: ActorKind
    id: int | None
    label: str
    access: "Access | None" = None

    @classmethod
    def person(cls, person_id: int | None = None) -> Self:
        return cls(ActorKind.PERSON, person_id, "")

    @classmethod
    def system(cls) -> Self:
        return cls(ActorKind.SYSTEM, None, "Parvis")

    @classmethod
    def token(cls, token_id: int, name: str) -> Self:
        return cls(ActorKind.TOKEN, token_id, name)

    @classmethod
    def batch(cls, batch_id: int, name: str) -> Self:
        return cls(ActorKind.IMPORT, batch_id, name)

    @classmethod
    def outsider(cls, contributor_id: int, label: str) -> Self:
        """Somebody from outside, through the private link of their task."""
        return cls(ActorKind.OUTSIDER, contributor_id, label)

    @property
    def is_agent(self) -> bool:
        return self.kind == ActorKind.AGENT

    @property
    def agent_id(self) -> int | None:
        return self.id if self.is_agent else None
