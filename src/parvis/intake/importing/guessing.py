"""A first proposal for each column of a file, by its name and by what it holds, with the reason; a person corrects it."""

import re
from dataclasses import dataclass
from typing import Any

from parvis.intake.importing import words
from parvis.intake.importing.reading.headers import distance
from parvis.intake.importing.shapes import DATE_FORMATS
from parvis.intake.importing.targets import Importable, Target
from parvis.kit.names import sort_name

#: Below, nothing is proposed.
ENOUGH = 2.0
#: The name alone says it: another column may then join those of a target that takes several.
NAMED = 6.0
#: What most values must look like.
MOST = 0.6
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
#: A pattern that reads fewer of the dates leaves its place to the reading of mixed ones.
ALL = 0.95
#: Different values a translated column may have, at most and at least.
FEW = {
    "role": (1, 30),
    "department": (1, 300),
    "state": (1, 40),
    "channel": (1, 60),
    "kind": (1, 20),
    "type": (1, 400),
}
SEPARATORS = ("|", ";", ",", "/")


@dataclass(frozen=True)
class Guess:
    target: str
    why: str


def folded(name: str) -> str:
    """A column's name as words: « dateReception », « DATE_RECEPTION » and « Date de réception » are close."""
    spaced = _CAMEL.sub(" ", name).replace("n°", "numero ").replace("N°", "numero ")
    return sort_name(re.sub(r"[^\w\s.,;/'’-]", " ", spaced))


def guess(kind: Importable, profile: dict[str, Any]) -> dict[str, Guess]:
    """By the name of the column. Each target is proposed once, or for several columns where they may be joined."""
    columns = profile["columns"]
    scored = []
    for position, column in enumerate(columns):
        for order, target in enumerate(kind.targets):
            score, why = _score(target, column)
            if score >= ENOUGH:
                scored.append((-score, position, order, column["name"], target, why))
    found: dict[str, Guess] = {}
    taken: set[str] = set()
    for score, _, _, name, target, why in sorted(scored, key=lambda one: one[:3]):
        joins = target.several and not target.dates and -score >= NAMED
        if name not in found and (target.code not in taken or joins):
            found[name] = Guess(target.code, why)
            taken.add(target.code)
    if kind.target("received") and "received" not in taken:
        found |= _in_three(columns)
    return _in_pairs(found)


def _score(target: Target, column: dict[str, Any]) -> tuple[float, str]:
    """How sure, and why in words."""
    if not column["filled"]:
        return 0.0, ""
    named = _named(target, folded(column["name"]))
    value, seen = _valued(target, column)
    if value is None:
        return 0.0, ""
    reasons = (["son nom"] if named else []) + ([seen] if seen else [])
    return named + value, " et ".join(reasons)


def _named(target: Target, name: str) -> float:
    best = 0.0
    for rank, known in enumerate(target.names):
        nearer = 0.5 * (1 - rank / len(target.names))
        if name == known:
            return NAMED + nearer
        slips = 1 if len(known) < 8 else 2  # « Téléfone », « Typpe de demande »
        if len(known) > 4 and distance(name, known, slips) <= slips:
            best = max(best, NAMED - 1 + nearer)
        if f" {known} " in f" {name} ":
            best = max(best, 2.5 + nearer + 0.2 * known.count(" "))
    return best


def _valued(target: Target, column: dict[str, Any]) -> tuple[float | None, str]:
    """What the values add; None when they forbid this target."""
    part = _share(column)
    dated = max((part(shape) for shape in column["shapes"] if shape.startswith("date:")), default=0.0)
    if target.dates:
        if dated < MOST:
            return None, ""
        return (2.0 if target.code == "received" else 1.0), "des dates"
    if target.values:
        return _listed(target, column, dated)
    if target.code.endswith("email"):
        if part("email") > MOST:
            return 3.0, "des adresses électroniques"
        # A short file, a few bad cells: its name may still say what it is.
        return (0.0, "") if part("email") else (None, "")
    if target.code.endswith("phone"):
        return (2.0, "des numéros de téléphone") if part("phone") > MOST else (0.0, "")
    return _shaped(target, column, dated)


def _shaped(target: Target, column: dict[str, Any], dated: float) -> tuple[float | None, str]:
    part = _share(column)
    match target.code:
        case "code":
            return (1.0, "des valeurs toutes différentes") if column["unique"] else (0.0, "")
        case "identifier":
            if not column["unique"] or column["average"] > 60 or part("long") > 0.1:
                return None, ""
            return (0.0 if part("latitude") > MOST else 2.0), "des valeurs toutes différentes"
        case "text":
            if dated > MOST or (column["unique"] and part("number") > MOST):
                return None, ""
            few = column["values"] is not None and len(column["values"]) < min(50, column["filled"] / 2)
            long = part("long") > 0.25 or column["average"] > 45
            return (2.5, "des textes longs") if long and not few else (0.0, "")
        case "place.latitude" | "place.longitude":
            return (1.0, "des coordonnées") if part(target.key) > MOST else (None, "")
        case "place.address":
            return (2.0, "des noms de rues") if part("street") > 0.4 and part("long") < 0.3 else (0.0, "")
    return 0.0, ""


def _listed(target: Target, column: dict[str, Any], dated: float) -> tuple[float | None, str]:
    values = column["values"]
    least, most = FEW.get(target.code, (1, 400))
    if values is None or dated > MOST or not least <= len(values) <= most:
        return None, ""
    if column["unique"] and len(values) > 8 and target.code != "department":
        return None, ""
    seen = f"{len(values)} valeurs différentes" if len(values) > 1 else "une seule valeur"
    if target.code in ("state", "channel", "kind"):
        known = words.share_known(target.code, values)
        return (3.0 * known if known >= 0.5 else 0.0), seen
    return (0.5 if column["average"] > 3 else 0.0), seen


def _share(column: dict[str, Any]) -> Any:
    total = column["looked_at"] or 1
    return lambda shape: column["shapes"].get(shape, 0) / total


def _in_three(columns: list[dict[str, Any]]) -> dict[str, Guess]:
    """A month, a weekday and an hour, each in its column."""
    found: dict[str, str] = {}
    for column in columns:
        part = _share(column)
        for shape in ("month", "weekday", "hour"):
            if part(shape) > 0.9 and shape not in found:
                found[shape] = column["name"]
                break
    if len(found) < 3:
        return {}
    return {name: Guess("received", "un mois, un jour de la semaine et une heure") for name in found.values()}


def _in_pairs(found: dict[str, Guess]) -> dict[str, Guess]:
    """A latitude without its longitude is nothing."""
    targets = {one.target for one in found.values()}
    pair = {"place.latitude", "place.longitude"}
    if len(targets & pair) == 1:
        return {name: one for name, one in found.items() if one.target not in pair}
    return found


def ordered(names: list[str], profile: dict[str, Any]) -> list[str]:
    """Columns of a date in the order that their pattern wants: month, weekday, hour; a day before its hour."""
    by_name = {column["name"]: column for column in profile["columns"]}

    def rank(name: str) -> int:
        part = _share(by_name[name])
        for place, shape in enumerate(("month", "weekday", "hour")):
            if part(shape) > 0.9:
                return place + 1
        return 0

    return sorted(names, key=rank)


def date_format(names: list[str], profile: dict[str, Any]) -> str:
    """The pattern that reads most values of these columns, joined by a space; empty when none does."""
    by_name = {column["name"]: column for column in profile["columns"]}
    columns = [by_name[name] for name in names if name in by_name]
    if len(columns) == 3 and _in_three(columns):
        return "month-weekday-hour"
    if not columns:
        return ""
    counted = {
        shape.removeprefix("date:"): count
        for shape, count in columns[0]["shapes"].items()
        if "date:" in shape
    }
    if not counted:
        return ""
    order, mixed = list(DATE_FORMATS), counted.pop("auto", 0)
    if not counted or max(counted.values()) < ALL * mixed:
        return "auto"
    best = max(counted, key=lambda pattern: (counted[pattern], -order.index(pattern)))
    if len(columns) == 1:
        return best
    if best == "iso":
        return "iso" if len(columns) == 2 else ""
    seconds = any(value.count(":") == 2 for value in columns[1]["samples"])
    return f"{best} %H:%M" + (":%S" if seconds else "")


def separator(column: dict[str, Any], which: str) -> str:
    """What parts several channels in one cell, if something does; « A/B » with both known."""
    values = column["values"] or ()
    for mark in SEPARATORS:
        joined = [value for value, _ in values if mark in value]
        if joined and words.share_known(which, [(part, 1) for v in joined for part in v.split(mark)]) > 0.8:
            return mark
    return ""
