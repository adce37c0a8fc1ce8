"""The registry of messages: one file of this folder each, found by itself, refused when incomplete.

A message is a class, a text template (the truth) and an HTML one that says the same::

    class Held(CaseNotice):
        code = "held"
        label = "Précision attendue"
        event = events.Held
        example = {"reason": "Une photo du compteur."}

        @classmethod
        def topic(cls, context): ...            # the end of the subject
        @classmethod
        def facts(cls, event, case): ...        # what its templates show, None when there is nothing to say
"""

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from parvis.cases.models import Case
from parvis.history.models import Event
from parvis.history.types import EventType

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "notifications"


class Notice(ABC):
    """``class Half(Notice, shared=True)`` is a common base and is not registered."""

    #: Also the stem of its two templates.
    code: ClassVar[str]
    label: ClassVar[str]
    #: Sent by no human: other machines are asked not to answer.
    automatic: ClassVar[bool] = False
    #: Written to the person of the case: shows their private link and the case's service.
    to_person: ClassVar[bool] = True
    #: What ``facts`` may give; documents the shape and feeds the contract test.
    example: ClassVar[Mapping[str, Any]]

    def __init_subclass__(cls, *, shared: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not shared:
            _register(cls)

    @classmethod
    @abstractmethod
    def topic(cls, context: Mapping[str, Any]) -> str:
        """The end of the subject, after the town's name."""


class CaseNotice(Notice, shared=True):
    """Told to the person of a case when an event happens to it."""

    event: ClassVar[type[EventType]]

    @classmethod
    @abstractmethod
    def facts(cls, event: Event, case: Case) -> dict[str, Any] | None:
        """What this event tells, read from the event itself; None when it tells the person nothing."""

    @classmethod
    def message_id(cls, event: Event) -> int | None:
        """The message of the thread that this one carries, if any."""
        return None


_notices: dict[str, type[Notice]] = {}


def _register(cls: type[Notice]) -> None:
    needed = ["code", "label", "example"] + (["event"] if issubclass(cls, CaseNotice) else [])
    for name in needed:
        if not getattr(cls, name, None):
            raise TypeError(f"the notice {cls.__name__} has no {name}")
    for name in ("topic", "facts"):
        if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
            raise TypeError(f"the notice {cls.__name__} has no {name}()")
    for suffix in ("txt", "html"):
        if not (TEMPLATES / f"{cls.code}.{suffix}").is_file():
            raise TypeError(f"the notice {cls.__name__} has no template {cls.code}.{suffix}")
    known = _notices.get(cls.code)
    if known is not None and known.__qualname__ != cls.__qualname__:
        raise TypeError(f"the notice {cls.code} is registered twice")
    _notices[cls.code] = cls


@cache
def _load() -> None:
    package = importlib.import_module("parvis.notifications.notices")
    for found in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{found.name}")


def notices() -> dict[str, type[Notice]]:
    """Every message of the folder, by its code."""
    _load()
    return dict(_notices)


def case_notices() -> tuple[type[CaseNotice], ...]:
    return tuple(n for n in notices().values() if issubclass(n, CaseNotice))
