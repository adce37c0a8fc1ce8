"""The filters on screen: the fields of the form, and one chip for each filter in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from parvis.desk.lists import choices as named
from parvis.desk.lists.choices import Choices
from parvis.desk.lists.filters import QueueFilter


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Select:
    name: str
    label: str
    #: What « no choice » reads.
    blank: str
    options: list[Option]


@dataclass(frozen=True)
class Chip:
    label: str
    #: The same list without this filter.
    url: str


def main_selects(chosen: QueueFilter, choices: Choices, agents: Mapping[int, str]) -> list[Select]:
    """Those always in sight."""
    people = {"me": "Moi", "none": "Personne", "someone": "Quelqu'un"}
    return [
        _select(chosen, "department", "Service", "Tous les services", _departments(choices)),
        _select(
            chosen,
            "assignee",
            "Agent",
            "Tous les agents",
            people | {str(pk): name for pk, name in agents.items()},
        ),
        _select(chosen, "due", "Échéance", "Toutes", named.DUE),
        _select(
            chosen, "sort", "Trier par", "", {**named.SORTS, **(named.OWN_SORTS if chosen.is_own else {})}
        ),
    ]


def more_selects(chosen: QueueFilter, choices: Choices) -> list[Select]:
    """Those behind « Plus de filtres »."""
    districts = {code: name for code, (_pk, name) in choices.districts.items()}
    types = dict(
        sorted(((code, name) for code, (_pk, name) in choices.types.items()), key=lambda pair: pair[1])
    )
    return [
        _select(chosen, "type", "Type de demande", "Tous", types),
        _select(chosen, "district", "Quartier", "Tous", {"none": "Sans quartier"} | districts),
        _select(chosen, "channel", "Origine", "Toutes", named.CHANNELS),
        _select(chosen, "priority", "Priorité", "Toutes", named.PRIORITIES),
        _select(chosen, "waiting_for", "En attente de", "Tous", named.WAITING),
        _select(chosen, "scheduled", "Date prévue", "Toutes", named.SCHEDULED),
        _select(chosen, "outcome", "Issue", "Toutes", named.OUTCOMES),
    ]


def _departments(choices: Choices) -> dict[str, str]:
    own = {"mine": "Mes services" if len(choices.own_departments) > 1 else "Mon service"}
    every = {code: name for code, (_pk, name) in choices.departments.items()}
    return (own if choices.own_departments else {}) | every


def _select(chosen: QueueFilter, name: str, label: str, blank: str, options: Mapping[str, str]) -> Select:
    now = chosen.sort if name == "sort" else chosen.get(name)
    rows = [Option(value, text, value == now) for value, text in options.items()]
    if now and now not in options:
        rows.append(Option(now, now, True))
    return Select(name, label, blank, rows)


def hidden_fields(chosen: QueueFilter, shown: Iterable[str]) -> dict[str, str]:
    """What the form must carry without showing it, so that it narrows what is in sight."""
    carried = {name: value for name, value in chosen.values.items() if name not in set(shown)}
    return carried if "state" in carried else {"state": "all"} | carried


def chips(chosen: QueueFilter, choices: Choices, agents: Mapping[int, str], person: str) -> list[Chip]:
    found = []
    for name, value in chosen.narrowing.items():
        label = _label(name, value, choices, agents, person)
        if name == "channel" and chosen.get("any_channel"):
            label += " (origine principale ou autre)"
        found.append(Chip(label, chosen.without(name).url()))
    return found


def _label(name: str, value: str, choices: Choices, agents: Mapping[int, str], person: str) -> str:
    people = {"me": "À moi", "none": "Sans agent", "someone": "Avec un agent"}
    tables: dict[str, Mapping[str, str]] = {
        "assignee": people | {str(pk): agent for pk, agent in agents.items()},
        "addressed": {"me": "Adressées à moi"},
        "channel": named.CHANNELS,
        "priority": {code: f"Priorité {label.lower()}" for code, label in named.PRIORITIES.items()},
        "kind": named.KINDS,
        "due": named.DUE,
        "scheduled": named.SCHEDULED,
        "waiting_for": named.WAITING,
        "answered": {"1": "L'usager a écrit"},
        "first_reply": named.FIRST_REPLY,
        "on_time": named.ON_TIME,
        "delay": named.DELAYS,
        "outcome": named.OUTCOMES,
        "reopened": {"1": "Rouvertes"},
        "district": {"none": "Sans quartier"}
        | {code: label for code, (_pk, label) in choices.districts.items()},
        "type": {code: label for code, (_pk, label) in choices.types.items()},
        "department": _departments(choices),
        "person": {value: person or "Usager inconnu"},
        "import": {value: f"Reprise n° {value}"},
        "q": {value: f"« {value} »"},
    }
    if name in tables:
        return tables[name].get(value, "Agent inconnu" if name == "assignee" else value)
    return _days_label(name, value)


def _days_label(name: str, value: str) -> str:
    days = [date_format(date.fromisoformat(day), "j F Y") for day in value.split("..")]
    if name == "closed_once":
        return f"Closes une fois du {days[0]} au {days[1]}"
    if name == "reopened_after":
        return f"Rouvertes sous 30 jours, closes du {days[0]} au {days[1]}"
    verb = {"received": "Reçues", "closed": "Closes", "due": "Échéance"}[name.split("_")[0]]
    when = "jusqu'au" if name.endswith("_to") else "depuis le"
    return f"{verb} {when} {days[0]}"
