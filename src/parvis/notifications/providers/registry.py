"""The registry of ways to send mail: one file of this folder each, found by itself, refused when incomplete."""

import importlib
import pkgutil
from abc import ABC, abstractmethod
from functools import cache
from typing import ClassVar

from django.core.mail import EmailMessage

from parvis.kit.env import env


class Trouble(Exception):
    """``reason`` is kept and shown to agents: it never holds an address or a text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unreachable(Trouble):
    """Not now: the message is to be tried again."""


class Refused(Trouble):
    """Never: the address does not exist, or the message is refused for good."""


class Provider(ABC):
    code: ClassVar[str]
    label: ClassVar[str]

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        _register(cls)

    @classmethod
    @abstractmethod
    def send(cls, message: EmailMessage) -> None:
        """Hand the message over, or raise Unreachable or Refused. Opens and closes its own connection."""


_providers: dict[str, type[Provider]] = {}


def _register(cls: type[Provider]) -> None:
    for name in ("code", "label"):
        if not getattr(cls, name, None):
            raise TypeError(f"the provider {cls.__name__} has no {name}")
    if getattr(cls.send, "__isabstractmethod__", False):
        raise TypeError(f"the provider {cls.__name__} has no send()")
    known = _providers.get(cls.code)
    if known is not None and known.__qualname__ != cls.__qualname__:
        raise TypeError(f"the provider {cls.code} is registered twice")
    _providers[cls.code] = cls


@cache
def _load() -> None:
    package = importlib.import_module("parvis.notifications.providers")
    for found in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{found.name}")


def providers() -> dict[str, type[Provider]]:
    _load()
    return dict(_providers)


def provider() -> type[Provider]:
    """The mail server of this installation; without one, messages are written to a folder (demo, trials)."""
    return providers()["smtp" if env().smtp else "folder"]
