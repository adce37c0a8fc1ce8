"""The mapping of a kind whose rows are plain fields: one TOML section each, all with the same keys."""

import re
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from typing import Any

from parvis.intake.importing.identifying import NAME_ORDERS
from parvis.intake.importing.mapping import FileHints, Identifier, file_hints, identifier, source_name
from parvis.intake.importing.naming import folded
from parvis.intake.importing.refusals import RowRefused

_KEYS = {"column", "columns", "separator", "join", "values", "empty", "constant", "order", "unreadable"}
REFUSE, LEAVE = "refuse", "leave"
YES, NO = (
    ("oui", "o", "vrai", "true", "1", "x", "yes", "actif"),
    ("non", "n", "faux", "false", "0", "no", "inactif", ""),
)


@dataclass(frozen=True)
class Field:
    """``label``: as refusals name it. ``several``: a row may hold more than one.

    ``joined``: its columns make one value together, as those of an address do; otherwise each is a value of its own.
    """

    name: str
    label: str
    required: bool = False
    several: bool = False
    joined: bool = False
    longest: int = 200


@dataclass(frozen=True)
class Rule:
    """Where a field comes from: columns, or a constant for every row."""

    columns: tuple[str, ...] = ()
    #: Each of its characters separates values in a cell.
    separator: str = ""
    join: str = " "
    values: Dict[str, str] = field(default_factory=dict)
    empty: str = ""
    constant: tuple[str, ...] = ()
    #: How a full name is written: auto, given-first or family-first.
    order: str = "auto"
    #: What to do with a phone or an e-mail that is none: refuse the row, or leave it out.
    unreadable: str = REFUSE

    def read(self, cells: Dict[str, str], field: Field) -> tuple[str, ...]:
        """The values of a row, each once, in order; those of a translation are translated."""
        if not self.columns:
            return self.constant
        parts = [cells[column].replace("\x00", "") for column in self.columns]
        if field.joined or not field.several:
            parts = [self.join.join(part for part in parts if part.strip())]
        if field.several and self.separator:
            parts = [word for part in parts for word in re.split(f"[{re.escape(self.separator)}]", part)]
        words = [" ".join(part.split()) for part in parts]
        found = [self._translated(word) for word in words if word] or [self.empty]
        return tuple(dict.fromkeys(word for word in found if word))

    def _translated(self, word: str) -> str:
        if word in self.values:
            return self.values[word]
        return next((value for key, value in self.values.items() if folded(key) == folded(word)), word)


@dataclass(frozen=True)
class FieldMapping:
    imports: str
    name: str
    source: str
    label: str
    file: FileHints
    identifier: Identifier
    fields: Dict[str, Field]
    rules: Dict[str, Rule]

    @property
    def columns(self) -> tuple[str, ...]:
        named = [*self.identifier.columns, *(c for rule in self.rules.values() for c in rule.columns)]
        return tuple(dict.fromkeys(named))

    def rule(self, name: str) -> Rule:
        return self.rules.get(name, Rule())

    def all(self, name: str, cells: Dict[str, str]) -> tuple[str, ...]:
        """The values of a field of a row. Raises RowRefused."""
        declared = self.fields[name]
        found = self.rule(name).read(cells, declared)
        for value in found:
            if len(value) > declared.longest:
                raise RowRefused(f"{declared.label} de plus de {declared.longest} caractères")
        if declared.required and not found:
            raise RowRefused(f"{declared.label} : cellule vide")
        return found

    def one(self, name: str, cells: Dict[str, str]) -> str:
        return next(iter(self.all(name, cells)), "")

    def yes(self, name: str, cells: Dict[str, str], default: bool) -> bool:
        word = self.one(name, cells)
        if not word and not self.rule(name).columns:
            return default
        if folded(word) in YES:
            return True
        if folded(word) in NO:
            return False
        raise RowRefused(f"{self.fields[name].label} : « {word[:60]} » n'est ni oui ni non")

    def among(self, name: str, cells: Dict[str, str], choices: Dict[str, str], default: str) -> str:
        """A code of ``choices`` (code → label), from the code or the label. Raises RowRefused."""
        word = self.one(name, cells)
        return chosen(word, choices, self.fields[name].label) if word else default


def chosen(word: str, choices: Dict[str, str], what: str) -> str:
    """The code of a word of the town, however it is spelt. Raises RowRefused."""
    if word in choices:
        return word
    for code, label in choices.items():
        if folded(word) in (folded(code), folded(str(label))):
            return code
    raise RowRefused(
        f"{what} : « {word[:60]} » n'existe pas ; connus : {', '.join(map(str, choices.values()))[:200]}"
    )


def parse_fields(kind: str, fields: tuple[Field, ...], name: str, content: Dict[str, Any]) -> FieldMapping:
    """Raises ValueError, TypeError or KeyError with the reason."""
    declared = {f.name: f for f in fields}
    sections = {"imports", "source", "label", "file", "identifier"}
    unknown = set(content) - sections - set(declared)
    if unknown:
        raise ValueError(
            f"rubrique inconnue : {', '.join(sorted(unknown))}. Connues : {', '.join([*sorted(sections), *declared])}."
        )
    rules = {section: _rule(section, content[section]) for section in declared if section in content}
    source = source_name(content)
    # For people, the name of the source; except where a field of the kind bears that name.
    label = content.get("label", source)
    columns = tuple(dict.fromkeys(c for rule in rules.values() for c in rule.columns))
    return FieldMapping(
        imports=kind,
        name=name,
        source=source,
        label=label[:200] if isinstance(label, str) else source,
        file=file_hints(content),
        identifier=identifier(content["identifier"])
        if "identifier" in content
        else Identifier(columns, digest=True),
        fields=declared,
        rules=rules,
    )


def _rule(section: str, given: Any) -> Rule:
    if not isinstance(given, dict):
        raise ValueError(f"« {section} » est une rubrique : [{section}] puis column = « … ».")
    unknown = set(given) - _KEYS
    if unknown:
        raise ValueError(f"[{section}] ne connaît pas « {', '.join(sorted(unknown))} ».")
    if ("column" in given) + ("columns" in given) + ("constant" in given) != 1:
        raise ValueError(f"[{section}] veut « column », « columns » ou « constant ».")
    columns = given.get("columns", [given["column"]] if "column" in given else [])
    constant = given.get("constant", [])
    constant = [constant] if isinstance(constant, str) else constant
    values = given.get("values", {})
    if not isinstance(values, dict) or not all(
        isinstance(x, str) for x in [*columns, *constant, *values.values()]
    ):
        raise ValueError(f"[{section}] : des noms de colonnes et des mots, entre guillemets.")
    rule = Rule(
        columns=tuple(columns),
        separator=str(given.get("separator", "")),
        join=str(given.get("join", " ")),
        values=values,
        empty=str(given.get("empty", "")),
        constant=tuple(constant),
        order=str(given.get("order", "auto")),
        unreadable=str(given.get("unreadable", REFUSE)),
    )
    if rule.order not in NAME_ORDERS:
        raise ValueError(f"[{section}] order : {', '.join(NAME_ORDERS)}.")
    if rule.unreadable not in (REFUSE, LEAVE):
        raise ValueError(f"[{section}] unreadable : refuse ou leave.")
    return rule
