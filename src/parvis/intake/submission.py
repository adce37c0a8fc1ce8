"""A submission: what a channel understood of what somebody sent, before anything is decided."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from parvis.directory.matching import Identity
from parvis.files.models import Attachment
from parvis.files.storing import Stored

LONGEST_DESCRIPTION = 20_000


@dataclass(frozen=True)
class Place:
    address: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        return not self.address and self.latitude is None


@dataclass(frozen=True)
class Submission:
    """``type_code`` empty: the words of the description choose. Instants are aware, UTC."""

    channel: str
    description: str
    received_at: datetime
    type_code: str = ""
    person: Identity = field(default_factory=Identity)
    #: A person already chosen on screen, by identifier.
    person_id: int | None = None
    #: Persons whom somebody on screen said it is not: never matched, whatever they share with ``person``.
    not_person_ids: frozenset[int] = frozenset()
    anonymous: bool = False
    #: Whom the person speaks for, when it is not for themselves.
    on_behalf_of: str = ""
    place: Place = field(default_factory=Place)
    answers: dict[str, Any] = field(default_factory=dict)
    #: Files on disk get their row once it is certain that this submission makes a case.
    attachments: tuple[Attachment | Stored, ...] = ()
    other_channels: tuple[str, ...] = ()
    sent_at: datetime | None = None
    priority: int | None = None
    addressed_to_id: int | None = None
    #: Where the idempotency key is unique, and the key; an empty key means no protection was asked for.
    scope: str = ""
    key: str = ""


class Rejected(Exception):
    """A submission that cannot be taken; ``problems`` maps a field to a message for the person who typed it."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


class KeyReused(Rejected):
    """The same idempotency key came with another content."""
