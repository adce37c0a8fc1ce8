"""What is still to be said once the columns are known: the pattern of dates, and what each value becomes."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from parvis.cases.states import Channel, Outcome, State, WaitingFor
from parvis.catalog.models import Kind
from parvis.intake.importing import composing
from parvis.intake.importing.composing import Profile, Town
from parvis.intake.importing.engine import Content
from parvis.intake.importing.mapping import CREATE, REFUSE
from parvis.intake.importing.shapes import DATE_FORMATS, read_as
from parvis.intake.importing.targets import Importable, Target
from parvis.organisation.models import Role

#: Values shown of one column, most frequent first; the others follow the rule of those that are not in the list.
SHOWN = {"state": 60, "channel": 60, "kind": 40, "type": 80}
Options = list[tuple[str, list[tuple[str, str]]]]
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
)  # fmt: skip


@dataclass(frozen=True)
class Word:
    name: str
    word: str
    count: int
    meaning: str


@dataclass(frozen=True)
class Question:
    """``words`` of a column, or when there is none one ``constant`` for all rows; or the ``format`` of dates."""

    target: Target
    columns: list[str]
    options: Options = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    more: int = 0
    #: Whether one must be chosen when no column says it.
    needed: bool = False
    #: What a word that is given no meaning gets.
    otherwise: str = ""
    constant: str | None = None
    empty: str | None = None
    unknown: str | None = None
    format: str = ""
    formats: list[tuple[str, str]] = field(default_factory=list)
    example: str = ""

    @property
    def id(self) -> str:
        return self.target.code


def asked(kind: Importable, content: Content, profile: Profile, town: Town) -> list[Question]:
    found = []
    for target in kind.targets:
        if target.dates and target.code in content:
            found.append(_dates(target, content, profile))
        elif target.values and (kind.plain or (target.plain and target.code in content)):
            found.append(_plain(target, content, profile, town))
        elif target.values and not target.plain and (target.code != "kind" or target.code in content):
            found.append(_values(target, content, profile, town))
    return found


def answered(
    questions: list[Question], content: Content, given: Mapping[str, str]
) -> tuple[Content, dict[str, str]]:
    """The content with the answers of a form, and what is wrong by question. Words that are not shown stay as they are."""
    made, problems = deepcopy(content), {}
    for question in questions:
        section = made.setdefault(question.id, {})
        if question.target.dates:
            section["format"] = (
                _among(given.get(f"{question.id}-format", ""), question.formats) or section["format"]
            )
            continue
        allowed = [choice for _, group in question.options for choice in group]
        for name in ("constant", "empty", "unknown"):
            if getattr(question, name) is None:
                continue
            value = _among(given.get(f"{question.id}-{name}", ""), [*allowed, (CREATE, ""), (REFUSE, "")])
            section.pop(name, None)
            if value or name == "empty":
                section[name] = value
        _words(question, section, given, allowed)
        if problem := _problem(question, section):
            problems[question.id] = problem
        if not section:
            del made[question.id]
    return made, problems


def _words(
    question: Question, section: Content, given: Mapping[str, str], allowed: list[tuple[str, str]]
) -> None:
    if not question.columns:
        return
    values = dict(section.get("values", {}))
    for word in question.words:
        meaning = _among(given.get(word.name, ""), allowed)
        if meaning or question.id == "kind":
            values[word.word] = meaning
        else:
            values.pop(word.word, None)
    section["values"] = values


def _problem(question: Question, section: Content) -> str:
    if question.needed and not question.columns and not section.get("constant"):
        return f"Aucune colonne ne dit « {question.target.label} » : choisissez ce qui vaut pour toutes les lignes."
    if question.id == "type" and not question.columns and not section.get("empty"):
        return "Choisissez le type de toutes ces demandes."
    if question.id in ("state", "channel"):
        what = "l'état" if question.id == "state" else "l'origine"
        if not question.columns and not section.get("constant"):
            return f"Aucune colonne ne dit {what} : choisissez ce qui vaut pour toutes les lignes."
        if question.columns and question.words and not any(section["values"].values()):
            return "Aucune de ces valeurs n'est reprise : toutes les lignes seraient refusées."
    return ""


def _among(value: str, choices: list[tuple[str, str]]) -> str:
    return value if any(value == code for code, _ in choices) else ""


def _dates(target: Target, content: Content, profile: Profile) -> Question:
    section = content[target.code]
    columns = composing.columns_of(content, target)
    samples = _samples(columns, profile)
    formats = []
    for code, label in DATE_FORMATS.items():
        if code == "month-weekday-hour":
            if len(columns) == 3:
                formats.append((code, label))
        elif len(columns) > 1 and "%" in code and "%H" not in code:
            formats += [(f"{code} %H:%M", f"{label} puis 10:30"), (f"{code} %Hh%M", f"{label} puis 10h30")]
        else:
            formats.append((code, label))
    several = isinstance(section["format"], list)  # tried in order: a mapping written by hand
    written = " ou ".join(section["format"]) if several else section["format"]
    pattern = tuple(section["format"]) if several else section["format"]
    if written not in dict(formats):
        formats.insert(0, (written, written))
    return Question(
        target,
        columns,
        format=written,
        formats=formats,
        example=next((said for s in samples if (said := _said(s, pattern))), ""),
    )


def _samples(columns: list[str], profile: Profile) -> list[str]:
    rows = [row["cells"] for row in profile["sample"] if row["cells"]]
    joined = [" ".join(row.get(column, "").strip() for column in columns) for row in rows]
    return [one for one in joined if one.strip()]


def _said(text: str, pattern: str | tuple[str, ...]) -> str:
    """« 05/03/2024 se lit mardi 5 mars 2024 »; empty when the pattern does not read it."""
    if pattern == "month-weekday-hour":
        return f"« {text} » : un jour choisi dans ce mois"
    at = read_as(text, pattern)
    if at is None:
        return ""
    hour = f" à {at:%H} h {at:%M}" if at.hour or at.minute else ""
    return f"« {text} » se lit {DAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]} {at.year}{hour}"


def _values(target: Target, content: Content, profile: Profile, town: Town) -> Question:
    section = content.get(target.code, {})
    columns = composing.columns_of(content, target)
    found = composing.words_of(section, profile)
    shown = found[: SHOWN[target.code]]
    known = section.get("values", {})
    is_type = target.code == "type"
    has_empty = bool(columns) and _has_empty(columns[0], profile)
    return Question(
        target,
        columns,
        options=_options(target.code, town),
        words=[Word(f"{target.code}-{n}", w, count, known.get(w, "")) for n, (w, count) in enumerate(shown)],
        more=len(found) - len(shown),
        otherwise=_OTHERWISE[target.code],
        constant=section.get("constant", "") if not columns and not is_type else None,
        empty=section.get("empty", "") if (is_type and not columns) or has_empty else None,
        unknown=section.get("unknown", CREATE) if is_type and columns else None,
    )


def _plain(target: Target, content: Content, profile: Profile, town: Town) -> Question:
    """A word that is not translated must be the code or the name of something the town has."""
    section = content.get(target.code, {})
    columns = composing.columns_of(content, target)
    found = composing.words_of(section, profile) if columns else []
    known, shown = section.get("values", {}), found[: SHOWN["type"]]
    if target.code == "role":
        options: Options = [("", [(value, str(label)) for value, label in Role.choices])]
    else:
        options = [("", [(code, name) for code, name in town.departments.items()])]
    return Question(
        target,
        columns,
        options=options,
        words=[Word(f"{target.code}-{n}", w, count, known.get(w, "")) for n, (w, count) in enumerate(shown)],
        more=len(found) - len(shown),
        otherwise="Tel quel, s'il existe ici",
        constant=section.get("constant", "") if not columns and not target.plain else None,
        needed=target.code == "role" or content.get("imports") == "request_types",
    )


_OTHERWISE = {
    "state": "Refuser ces lignes",
    "channel": "Refuser ces lignes",
    "kind": "La nature habituelle du type",
    "type": "Type inconnu (règle plus bas)",
}


def _has_empty(name: str, profile: Profile) -> bool:
    column = next((c for c in profile["columns"] if c["name"] == name), None)
    return column is not None and column["filled"] < profile["rows"] - profile["odd"]


def _options(code: str, town: Town) -> Options:
    if code == "channel":
        return [("", [(value, str(label)) for value, label in Channel.choices])]
    if code == "kind":
        return [("", [(value, str(label)) for value, label in Kind.choices])]
    if code == "state":
        open_ = [(State.RECEIVED.value, "Reçue, non traitée"), (State.IN_PROGRESS.value, "En cours")]
        waits = [(f"waiting:{w.value}", f"En attente : {w.label}") for w in WaitingFor]
        closed = [(f"closed:{o.value}", f"Close : {str(o.label).lower()}") for o in Outcome]
        return [("Ouverte", open_ + waits), ("Close", closed)]
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in town.types.values():
        label = one.label if one.active else f"{one.label} (inactif)"
        groups.setdefault(one.department.name, []).append((one.code, label))
    return sorted(groups.items())
