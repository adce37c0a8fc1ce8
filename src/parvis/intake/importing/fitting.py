"""Which mappings fit a file: those whose columns are all there, the town's own first, then those shipped with Parvis."""

from dataclasses import dataclass
from typing import Any

from parvis.intake.importing import composing, engine
from parvis.intake.importing.importables import IMPORTABLES
from parvis.intake.importing.reading.headers import resolve
from parvis.intake.importing.refusals import CannotImport
from parvis.intake.models import ImportRun, SavedMapping


@dataclass(frozen=True)
class Fitting:
    name: str
    label: str
    text: str
    saved: bool


def fitting(kind: str, profile: dict[str, Any]) -> list[Fitting]:
    """A mapping that does not fit, or that the town cannot use any more, is not in the list."""
    header = [column["name"] for column in profile["columns"]]
    known = [
        (mapping.name, mapping.content, True)
        for mapping in SavedMapping.objects.filter(kind=kind).order_by("-at", "-pk")
    ]
    known += [(name, text, False) for name, text in engine.shipped_texts()]
    found = []
    for name, text, saved in known:
        try:
            mapping = engine.mapping_of(text, name)
        except CannotImport:
            continue
        if engine.kind_of(mapping) != kind:
            continue
        try:
            read, _ = resolve(header, mapping.columns, mapping.file.aliases)
        except CannotImport:
            continue
        otherwise = {
            as_read: written for as_read, written in zip(read, header, strict=True) if as_read != written
        }
        if otherwise:
            text = engine.written(_renamed(engine.content_of(text), otherwise))
        found.append(Fitting(name, name if saved else mapping.label, text, saved))
    return found


def _renamed(content: Any, names: dict[str, str]) -> Any:
    """The same mapping with the columns as this file spells them; words to translate are left alone."""
    if isinstance(content, dict):
        kept = ("values", "labels", "file", "departments", "source", "constant", "empty", "format")
        said = {
            key for key, one in content.items() if key in kept or (key == "label" and isinstance(one, str))
        }
        return {key: one if key in said else _renamed(one, names) for key, one in content.items()}
    if isinstance(content, list):
        return [_renamed(one, names) for one in content]
    return names.get(content, content) if isinstance(content, str) else content


def first_mapping(run: ImportRun, profile: dict[str, Any]) -> tuple[str, str]:
    """What the columns page opens with: the mapping given with the file, one that fits, else a proposal."""
    if run.mapping:
        return run.mapping, run.mapping_name
    for one in fitting(run.kind, profile):
        return one.text, one.name
    label = run.file_name.rpartition(".")[0].removesuffix(".csv") or run.file_name
    made = composing.proposed(
        IMPORTABLES[run.kind], profile, label.replace("_", " ")[:100], composing.Town.load()
    )
    return engine.written(made), ""
