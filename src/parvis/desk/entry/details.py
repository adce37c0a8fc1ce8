"""The form of a request type as controls, and its answers as they will be kept.

Nothing is mandatory here: an agent on the phone may not get an answer, and the service can ask later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parvis.catalog.models import RequestType

PREFIX = "answer-"
LONGEST = {"text": 300, "longtext": 5000}
YEARS = range(1901, 2101)


@dataclass(frozen=True)
class Control:
    name: str
    label: str
    kind: str
    choices: tuple[str, ...]
    #: To be asked if possible.
    wanted: bool
    value: str
    problem: str

    @property
    def id(self) -> str:
        return f"details-{self.name}"


def controls(
    request_type: RequestType | None, data: Mapping[str, Any], problems: Mapping[str, str]
) -> list[Control]:
    """Photos are not among them: the files of the entry are for that."""
    if request_type is None:
        return []
    return [
        Control(
            name=f"{PREFIX}{form['code']}",
            label=str(form.get("label") or form["code"]),
            kind=str(form.get("kind", "text")),
            choices=tuple(str(c) for c in form.get("choices") or ()),
            wanted=bool(form.get("required")),
            value=str(data.get(f"{PREFIX}{form['code']}", "")),
            problem=problems.get(f"{PREFIX}{form['code']}", ""),
        )
        for form in request_type.form
        if form.get("kind") != "photo"
    ]


def read_answers(request_type: RequestType, data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers by field code, and what is wrong by control name. Empty answers are left out."""
    answers: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for control in controls(request_type, data, {}):
        typed = control.value.replace("\x00", "").strip()
        if not typed:
            continue
        try:
            answers[control.name.removeprefix(PREFIX)] = _value(control, typed)
        except ValueError as error:
            problems[control.name] = str(error)
    return answers, problems


def _value(control: Control, typed: str) -> Any:
    if control.kind == "bool":
        if typed not in ("yes", "no"):
            raise ValueError("Répondez par oui ou par non.")
        return typed == "yes"
    if control.kind == "choice":
        if typed not in control.choices:
            raise ValueError("Choisissez une des réponses proposées.")
        return typed
    if control.kind == "date":
        return _day(typed)
    if control.kind == "number":
        return _number(typed)
    return typed[: LONGEST.get(control.kind, 300)]


def _day(typed: str) -> str:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise ValueError("Écrivez une date complète : le jour, le mois et l'année.") from None
    if day.year not in YEARS:
        raise ValueError(f"Cette date n'est pas possible : vérifiez l'année ({day.year}).")
    return day.isoformat()


def _number(typed: str) -> int | float:
    try:
        value = float(typed.replace(" ", "").replace(" ", "").replace(",", "."))
    except ValueError:
        raise ValueError("Écrivez un nombre.") from None
    if not -1e12 < value < 1e12:
        raise ValueError("Ce nombre n'est pas possible.")
    return int(value) if value.is_integer() else value
