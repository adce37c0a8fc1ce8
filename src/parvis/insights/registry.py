"""One indicator per file of ``indicators/``, found by the folder; an incomplete one is refused when it is loaded."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from inspect import isabstract
from pkgutil import iter_modules
from types import ModuleType
from typing import ClassVar

from parvis.insights import indicators
from parvis.insights.ground import Ground
from parvis.insights.results import Result


class IncompleteIndicator(TypeError):
    """A module of ``indicators/`` that does not hold one complete indicator."""


class Indicator:
    """A figure of the town, with its frozen definition: change what it counts, raise ``version``.

    ``compute`` asks the database as few aggregates as it can, always from ``ground.cases(…)``.
    """

    id: ClassVar[str] = ""
    label: ClassVar[str] = ""
    version: ClassVar[int] = 0
    definition: ClassVar[str] = ""
    #: Why a figure, a fact or the curve (``points``) opens no list, in French, by name; said with the definition.
    without_list: ClassVar[Mapping[str, str]] = {}

    @property
    def reasons(self) -> list[str]:
        """Each reason of ``without_list`` once."""
        return list(dict.fromkeys(self.without_list.values()))

    def compute(self, ground: Ground) -> Result:
        raise NotImplementedError


def check(kind: type[Indicator]) -> None:
    """Raises IncompleteIndicator unless everything a reader may ask is there."""
    problems = []
    if not re.fullmatch(r"[a-z][a-z0-9_]*", kind.id):
        problems.append("id (letters, digits and underscores)")
    if not kind.label.strip():
        problems.append("label")
    if kind.version < 1:
        problems.append("version (from 1)")
    if len(kind.definition) < 20 or not kind.definition.endswith("."):
        problems.append("definition (a French sentence)")
    if any(len(why) < 20 or not why.endswith(".") for why in kind.without_list.values()):
        problems.append("without_list (French sentences)")
    if kind.compute is Indicator.compute or isabstract(kind):
        problems.append("compute")
    if problems:
        raise IncompleteIndicator(f"{kind.__module__}.{kind.__name__} lacks: {', '.join(problems)}")


def indicator_of(module: ModuleType) -> Indicator:
    """The only indicator a module defines."""
    found = [
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Indicator) and kind.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise IncompleteIndicator(f"{module.__name__} holds {len(found)} indicators instead of one")
    check(found[0])
    return found[0]()


@cache
def all_indicators() -> dict[str, Indicator]:
    """By identifier."""
    found: dict[str, Indicator] = {}
    for entry in iter_modules(indicators.__path__):
        one = indicator_of(import_module(f"{indicators.__name__}.{entry.name}"))
        if one.id in found:
            raise IncompleteIndicator(f"two indicators answer to {one.id}")
        if one.id != entry.name:
            raise IncompleteIndicator(f"{one.id} lives in {entry.name}.py")
        found[one.id] = one
    return found


def indicator(name: str) -> Indicator:
    return all_indicators()[name]
