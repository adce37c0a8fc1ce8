"""The registry of what may be imported besides cases: one file of this folder each, refused when incomplete."""

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from parvis.intake.importing.mapping import FileHints
    from parvis.intake.importing.report import Report
    from parvis.organisation.access import Access

CASES = "cases"


class AnyMapping(Protocol):
    """What every mapping says, whatever it imports."""

    @property
    def imports(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def file(self) -> "FileHints": ...
    @property
    def columns(self) -> tuple[str, ...]: ...


class ImportKind(ABC):
    """``class Half(ImportKind, shared=True)`` is a common base and is not registered."""

    #: The value of ``imports`` in a mapping.
    code: ClassVar[str]
    #: As in « 12 usagers ».
    label: ClassVar[str]
    plural: ClassVar[str]
    #: What its rows are in ``intake.models.ImportedRow``.
    model: ClassVar[str]

    def __init_subclass__(cls, *, shared: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not shared:
            _register(cls)

    @classmethod
    @abstractmethod
    def parse(cls, name: str, content: Mapping[str, Any]) -> AnyMapping:
        """The content of a TOML file. Raises ValueError, TypeError or KeyError with the reason."""

    @classmethod
    @abstractmethod
    def run(
        cls,
        path: Path,
        mapping: Any,
        *,
        write: bool,
        rejects: Path | None,
        on_bytes: Callable[[int], None] | None,
        access: "Access | None" = None,
        on_batch: Callable[[int], None] | None = None,
    ) -> "Report":
        """``access``: of whoever leads it on screen; None at the command line. ``on_batch`` is told, in the transaction
        of its first rows, the identifier of the batch. Raises CannotImport.
        """


_kinds: dict[str, type[ImportKind]] = {}


def _register(cls: type[ImportKind]) -> None:
    for name in ("code", "label", "plural", "model"):
        if not getattr(cls, name, None):
            raise TypeError(f"the kind {cls.__name__} has no {name}")
    for name in ("parse", "run"):
        if getattr(getattr(cls, name), "__isabstractmethod__", False):
            raise TypeError(f"the kind {cls.__name__} has no {name}()")
    known = _kinds.get(cls.code)
    if cls.code == CASES or (known is not None and known.__qualname__ != cls.__qualname__):
        raise TypeError(f"the kind {cls.code} is registered twice")
    _kinds[cls.code] = cls


@cache
def _load() -> None:
    package = importlib.import_module("parvis.intake.importing.kinds")
    for found in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{found.name}")


def kinds() -> dict[str, type[ImportKind]]:
    """Every kind of the folder, by its code."""
    _load()
    return dict(sorted(_kinds.items()))


def kind(code: str) -> type[ImportKind]:
    """Raises KeyError for a kind nobody wrote."""
    return kinds()[code]
