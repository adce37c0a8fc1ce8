"""A mapping: the small TOML file that says what the columns of a source mean. docs/reprise.md describes it."""

import tomllib
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import available_timezones

from parvis.cases.states import Channel, Outcome, State, WaitingFor
from parvis.catalog.models import Kind
from parvis.intake.importing.dating import FORMATS, SOME_DAY, Dating
from parvis.intake.importing.identifying import AUTO, NAME_ORDERS, PersonColumns
from parvis.intake.importing.kinds.registry import CASES, AnyMapping, kinds
from parvis.intake.importing.refusals import CannotImport

SHIPPED = Path(__file__).resolve().parent.parent / "mappings"
SECTIONS = {
    "imports",
    "source",
    "label",
    "file",
    "identifier",
    "received",
    "closed",
    "text",
    "place",
    "channel",
    "state",
    "kind",
    "type",
    "person",
    "routing",
    "department",
    "agent",
    "due",
}
#: What to do with a type that the town does not have.
CREATE, REFUSE = "create", "refuse"


@dataclass(frozen=True)
class FileHints:
    encoding: str = "auto"
    delimiter: str = "auto"
    #: Of a workbook; empty for the first one that holds something.
    sheet: str = ""
    #: Other names that a column may bear: « Adresse » → « Adresse du signalement », « Lieu ».
    aliases: Dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Identifier:
    """The columns that make a row's identity: its own number, or a digest when the source has none."""

    columns: tuple[str, ...]
    digest: bool


@dataclass(frozen=True)
class Values:
    """One column whose values are translated. ``empty`` stands for a blank cell; "" there means it is refused."""

    column: str = ""
    separator: str = ""
    values: Dict[str, str] = field(default_factory=dict)
    empty: str = ""
    constant: str = ""


@dataclass(frozen=True)
class Text:
    columns: tuple[str, ...] = ()
    #: Stands for a request without words; « {type} » is the label of its type.
    empty: str = "{type}"


@dataclass(frozen=True)
class Place:
    address: str = ""
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True)
class DepartmentWords:
    code: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Types:
    column: str = ""
    values: Dict[str, str] = field(default_factory=dict)
    labels: Dict[str, str] = field(default_factory=dict)
    #: "create", "refuse", or the code of the type that takes them all.
    unknown: str = CREATE
    empty: str = "ADM-AUT"
    kind: str = Kind.REPORT
    departments: tuple[DepartmentWords, ...] = ()

    @property
    def named(self) -> set[str]:
        """The codes that the town must have."""
        others = {self.unknown} - {CREATE, REFUSE}
        return set(self.values.values()) | others | ({self.empty} if self.empty else set())


@dataclass(frozen=True)
class Routing:
    """Whether the town's rules apply. ``rules`` None: to what is still open, closed history staying with its type."""

    rules: bool | None = None

    def applies(self, is_open: bool) -> bool:
        return is_open if self.rules is None else self.rules


@dataclass(frozen=True)
class Holder:
    """Who had it in the other tool: a department or an agent, by a word translated or as the town writes it."""

    column: str = ""
    values: Dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mapping:
    """Of cases; the other kinds have theirs in kinds/."""

    imports: ClassVar[str] = CASES

    name: str
    source: str
    label: str
    file: FileHints
    identifier: Identifier
    received: Dating
    closed: Dating | None
    text: Text
    place: Place
    channel: Values
    state: Values
    kind: Values
    type: Types
    person: PersonColumns = PersonColumns()
    routing: Routing = Routing()
    department: Holder = Holder()
    agent: Holder = Holder()
    due: Dating | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the file must have, in the order of the mapping."""
        named = [
            *self.identifier.columns,
            *self.received.columns,
            *(self.closed.columns if self.closed else ()),
            *self.text.columns,
            self.place.address,
            self.place.latitude,
            self.place.longitude,
            self.channel.column,
            self.state.column,
            self.kind.column,
            self.type.column,
            *self.person.columns,
            self.department.column,
            self.agent.column,
            *(self.due.columns if self.due else ()),
        ]
        return tuple(dict.fromkeys(column for column in named if column))


def shipped() -> list[str]:
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def load_mapping(name: str) -> AnyMapping:
    """A shipped mapping by its name, or any other by the path of its file. Raises CannotImport."""
    path = SHIPPED / f"{name}.toml" if name in shipped() else Path(name)
    if not path.is_file():
        raise CannotImport(
            f"Correspondance inconnue : « {name} ». Livrées : {', '.join(shipped())} ; ou donnez le chemin d'un fichier TOML."
        )
    try:
        content = tomllib.loads(path.read_bytes().decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CannotImport(f"{path.name} n'est pas un fichier TOML lisible : {error}") from error
    except OSError as error:
        raise CannotImport(f"{path} est illisible : {error.strerror}.") from error
    try:
        return parse_mapping(path.stem, content)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise CannotImport(f"{path.name} : {_explain(error)}") from error


def _explain(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"il manque « {error.args[0]} »."
    return str(error)


def parse_mapping(name: str, content: Dict[str, Any]) -> AnyMapping:
    """Of whatever it imports. Raises ValueError, TypeError or KeyError with the reason."""
    imports = content.get("imports", CASES)
    if imports == CASES:
        return parse_cases(name, content)
    if imports not in kinds():
        raise ValueError(f"imports : « {imports} » n'existe pas. Connus : {', '.join([CASES, *kinds()])}.")
    return kinds()[imports].parse(name, content)


def parse_cases(name: str, content: Dict[str, Any]) -> Mapping:
    """Raises ValueError, TypeError or KeyError with the reason."""
    unknown = set(content) - SECTIONS
    if unknown:
        raise ValueError(f"rubrique inconnue : {', '.join(sorted(unknown))}.")
    source = source_name(content)
    made = Mapping(
        name=name,
        source=source,
        label=str(content.get("label", source))[:200],
        file=file_hints(content),
        identifier=identifier(content["identifier"]),
        received=_dating(content["received"], "received"),
        closed=_dating(content["closed"], "closed") if "closed" in content else None,
        text=_made(Text, content, "text"),
        place=_made(Place, content, "place"),
        channel=_made(Values, content, "channel"),
        state=_made(Values, content, "state"),
        kind=_made(Values, content, "kind"),
        type=_types(content.get("type", {})),
        person=_person(content.get("person", {})),
        routing=_routing(content.get("routing", {})),
        department=_made(Holder, content, "department"),
        agent=_made(Holder, content, "agent"),
        due=_dating(content["due"], "due") if "due" in content else None,
    )
    _check(made)
    return made


def _made(cls: type[Any], content: Dict[str, Any], section: str) -> Any:
    given = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in content.get(section, {}).items()
    }
    unknown = set(given) - set(cls.__dataclass_fields__)
    if unknown:
        raise ValueError(f"[{section}] ne connaît pas « {', '.join(sorted(unknown))} ».")
    for key, value in given.items():
        expected = (
            (dict,)
            if key in ("values", "labels")
            else (tuple,)
            if key in ("columns", "departments")
            else (str,)
        )
        if not isinstance(value, expected):
            raise ValueError(f"[{section}] {key} n'est pas de la bonne forme.")
    return cls(**given)


def source_name(content: Dict[str, Any]) -> str:
    source = str(content["source"])
    if not 0 < len(source) <= 60:
        raise ValueError("« source » est un nom de 60 caractères au plus.")
    return source


def file_hints(content: Dict[str, Any]) -> FileHints:
    """The section « [file] » of any mapping. Raises ValueError."""
    section = dict(content.get("file", {}))
    given = section.pop("aliases", {})
    hints: FileHints = _made(FileHints, {"file": section}, "file")
    if hints.delimiter != "auto" and len(hints.delimiter) != 1:
        raise ValueError("[file] delimiter est un seul caractère, ou « auto ».")
    try:
        aliases = {str(column): tuple(str(name) for name in names) for column, names in given.items()}
    except (AttributeError, TypeError):
        aliases = {"": ()}
    if any(isinstance(names, str) for names in dict(given).values()) or "" in aliases:
        raise ValueError("[file.aliases] donne, par colonne, la liste de ses autres noms.")
    return FileHints(hints.encoding, hints.delimiter, hints.sheet, aliases)


def identifier(given: Dict[str, Any]) -> Identifier:
    """The section « [identifier] » of any mapping. Raises ValueError."""
    if ("column" in given) == ("digest" in given):
        raise ValueError(
            "[identifier] donne « column », le numéro de la source, ou « digest », les colonnes de l'empreinte."
        )
    if "column" in given:
        return Identifier((str(given["column"]),), digest=False)
    return Identifier(tuple(str(column) for column in given["digest"]), digest=True)


def _dating(given: Dict[str, Any], section: str) -> Dating:
    rest = dict(given)
    columns = rest.pop("columns", None) or [rest.pop("column")]
    given_formats = rest.pop("format")
    formats = tuple(map(str, given_formats)) if isinstance(given_formats, list) else (str(given_formats),)
    if not formats or any(one not in FORMATS and "%" not in one for one in formats):
        raise ValueError(
            f"[{section}] format : {', '.join(FORMATS)}, un modèle comme « %d/%m/%Y %H:%M », ou une liste de ceux-ci."
        )
    if SOME_DAY in formats and (len(columns) != 3 or len(formats) != 1):
        raise ValueError(
            f"[{section}] « {SOME_DAY} » veut trois colonnes (mois, jour de la semaine, heure) et aucun autre format."
        )
    earliest = rest.pop("earliest", None)
    if earliest is not None and (not isinstance(earliest, date)):
        raise ValueError(f"[{section}] earliest est une date (2018-01-01).")
    zone = str(rest.pop("time_zone", ""))
    if zone and zone not in available_timezones():
        raise ValueError(f"[{section}] time_zone : « {zone} » n'existe pas (par exemple Europe/Paris).")
    if rest:
        raise ValueError(f"[{section}] ne connaît pas « {', '.join(sorted(rest))} ».")
    return Dating(
        tuple(str(column) for column in columns), formats[0] if len(formats) == 1 else formats, earliest, zone
    )


def _types(given: Dict[str, Any]) -> Types:
    made: Types = _made(Types, {"type": given}, "type")
    departments = tuple(
        DepartmentWords(str(d["code"]), tuple(str(word) for word in d["words"]))
        for d in given.get("departments", ())
    )
    return Types(**{**made.__dict__, "departments": departments})


def _person(given: Dict[str, Any]) -> PersonColumns:
    """Every key is a column, or several."""
    rest = dict(given)
    order = rest.pop("name_order", AUTO)
    if order not in NAME_ORDERS:
        raise ValueError(f"[person] name_order : {', '.join(NAME_ORDERS)}.")
    unknown = set(rest) - set(PersonColumns.__dataclass_fields__)
    if unknown:
        raise ValueError(f"[person] ne connaît pas « {', '.join(sorted(unknown))} ».")
    columns = {}
    for key, value in rest.items():
        names = value if isinstance(value, list) else [value]
        if not names or not all(isinstance(name, str) and name for name in names):
            raise ValueError(f"[person] {key} : une colonne, ou une liste de colonnes.")
        columns[key] = tuple(names)
    return PersonColumns(**columns, name_order=order)


def _routing(given: Dict[str, Any]) -> Routing:
    if set(given) - {"rules"} or not isinstance(given.get("rules", True), bool):
        raise ValueError("[routing] rules = true ou false.")
    return Routing(given.get("rules"))


def _check(mapping: Mapping) -> None:
    channels = [*mapping.channel.values.values(), mapping.channel.empty, mapping.channel.constant]
    _among(channels, set(Channel.values), "channel")
    states = [*mapping.state.values.values(), mapping.state.empty, mapping.state.constant]
    _among(states, set(known_states()), "state")
    _among([*mapping.kind.values.values(), mapping.kind.empty, mapping.type.kind], set(Kind.values), "kind")
    for section, values in (("channel", mapping.channel), ("state", mapping.state)):
        if not values.column and not values.constant:
            raise ValueError(f"[{section}] veut « column » et ses « values », ou « constant ».")
    if not mapping.type.column and not mapping.type.empty:
        raise ValueError("[type] veut « column », ou « empty », le type de toutes les lignes.")
    if mapping.state.constant == State.CLOSED or mapping.state.separator:
        raise ValueError("[state] : écrivez « closed:done », avec son issue.")
    if bool(mapping.place.latitude) != bool(mapping.place.longitude):
        raise ValueError("[place] : latitude et longitude vont ensemble.")
    for name, holder in (("department", mapping.department), ("agent", mapping.agent)):
        if holder.values and not holder.column:
            raise ValueError(f"[{name}] veut « column ».")


def known_states() -> dict[str, tuple[str, str, str]]:
    """As a mapping writes them → (state, outcome, waiting for). A planned case needs its day, which no source gives."""
    known = {s: (s, "", "") for s in (State.RECEIVED.value, State.IN_PROGRESS.value)}
    known |= {f"closed:{o}": (State.CLOSED.value, o, "") for o in Outcome.values}
    known |= {f"waiting:{w}": (State.WAITING.value, "", w) for w in WaitingFor.values}
    return known


def _among(found: list[str], allowed: set[str], section: str) -> None:
    wrong = sorted({value for value in found if value and value not in allowed})
    if wrong:
        raise ValueError(
            f"[{section}] : « {', '.join(wrong)} » n'existe pas. Connus : {', '.join(sorted(allowed))}."
        )
