"""The base of event types: each owns its sentence, its audience and its erasure.

A type is a frozen dataclass whose fields are the event's data::

    @event_type("case.closed")
    @dataclass(frozen=True)
    class Closed(EventType):
        public = True
        personal = ("text",)
        outcome: str
        text: str = ""

        def sentence(self) -> str:
            return "Demande close."
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

from parvis.history.models import Event


class UnknownEventType(LookupError):
    """An event's type has no class: a slice is missing or a type was renamed without a migration."""


@dataclass(frozen=True)
class EventType:
    code: ClassVar[str]
    #: Told to the person on the follow-up page.
    public: ClassVar[bool] = False
    #: Keys of the data to blank when the person is erased.
    personal: ClassVar[tuple[str, ...]] = ()

    def sentence(self) -> str:
        """What happened, in French, for agents."""
        raise NotImplementedError  # pragma: no cover - refused at registration

    def public_sentence(self) -> str:
        """What happened, for the person; asked of public types only."""
        return self.sentence()


E = TypeVar("E", bound=type[EventType])
_types: dict[str, type[EventType]] = {}


def event_type(code: str) -> Callable[[E], E]:
    """Register a type; refuses a code taken twice, a type without a sentence, or personal keys it does not have."""

    def register(cls: E) -> E:
        if code in _types:
            raise ValueError(f"event type {code} is registered twice")
        if cls.sentence is EventType.sentence:
            raise TypeError(f"{cls.__name__} has no sentence")
        unknown = set(cls.personal) - {f.name for f in fields(cls)}
        if unknown:
            raise TypeError(f"{cls.__name__}: unknown personal keys {sorted(unknown)}")
        cls.code = code
        _types[code] = cls
        return cls

    return register


def registered() -> dict[str, type[EventType]]:
    return dict(_types)


def read(event: Event) -> EventType:
    """The typed event behind a row. Keys that were erased or came later take the type's defaults."""
    try:
        cls = _types[event.type]
    except KeyError:
        raise UnknownEventType(event.type) from None
    known: dict[str, Any] = {f.name: event.data.get(f.name, _blank(f)) for f in fields(cls)}
    return cls(**known)


def data_of(what: EventType) -> dict[str, Any]:
    """What is worth storing: a field left empty is not, nor a « no » that is the usual answer."""
    usual = {
        name for name, value in vars(what).items() if value is False and not getattr(type(what), name, True)
    }
    return {
        name: value
        for name, value in vars(what).items()
        if name not in usual and value not in (None, "", [], {})
    }


def _blank(f: Any) -> Any:
    from dataclasses import MISSING

    if f.default is not MISSING:
        return f.default
    if f.default_factory is not MISSING:
        return f.default_factory()
    return ""
