"""The registry of channels: one file of this folder each, found by itself, refused when incomplete.

A channel understands what was sent through it, and decides nothing::

    class Web(IntakeChannel):
        code = "web"
        label = "Site web"
        scope = "web"
        example = {"description": "Un trou devant le 12."}

        @classmethod
        def parse(cls, data: Mapping[str, Any]) -> Submission: ...
"""

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from parvis.cases.states import Channel
from parvis.intake.submission import Submission


class IntakeChannel(ABC):
    """``class Half(IntakeChannel, shared=True)`` is a common base and is not registered."""

    #: A value of ``cases.states.Channel``.
    code: ClassVar[str]
    label: ClassVar[str]
    #: Where an idempotency key of this channel is unique (40 characters at most).
    scope: ClassVar[str]
    #: The least that ``parse`` takes; documents the shape and feeds the contract test.
    example: ClassVar[Mapping[str, Any]]

    def __init_subclass__(cls, *, shared: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not shared:
            _register(cls)

    @classmethod
    @abstractmethod
    def parse(cls, data: Mapping[str, Any]) -> Submission:
        """What was understood; raises ``Rejected`` with a message per field. Touches no case and no person."""


_channels: dict[str, type[IntakeChannel]] = {}


def _register(cls: type[IntakeChannel]) -> None:
    for name in ("code", "label", "scope", "example"):
        if not getattr(cls, name, None):
            raise TypeError(f"the channel {cls.__name__} has no {name}")
    if getattr(cls.parse, "__isabstractmethod__", False):
        raise TypeError(f"the channel {cls.__name__} has no parse()")
    if cls.code not in Channel.values:
        raise TypeError(f"the channel {cls.__name__}: {cls.code} is not a channel of cases.states")
    if len(cls.scope) > 40:
        raise TypeError(f"the channel {cls.__name__}: its scope is too long")
    known = _channels.get(cls.code)
    if known is not None and known.__qualname__ != cls.__qualname__:
        raise TypeError(f"the channel {cls.code} is registered twice")
    _channels[cls.code] = cls


@cache
def _load() -> None:
    package = importlib.import_module("parvis.intake.channels")
    for found in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{found.name}")


def channels() -> dict[str, type[IntakeChannel]]:
    """Every channel of the folder, by its code."""
    _load()
    return dict(_channels)


def channel(code: str) -> type[IntakeChannel]:
    """Raises KeyError for a channel nobody wrote."""
    return channels()[code]
