"""A mapping made on screen: what was chosen for the columns and their values → the content of a TOML file, and back.

What the screens do not show (several separators, words of departments, an earliest day…) stays as it was written.
"""

import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Self

from parvis.catalog.models import RequestType
from parvis.catalog.recognising import Lexicon, lexicon_of
from parvis.intake.importing import guessing, words
from parvis.intake.importing.engine import Content
from parvis.intake.importing.mapping import CREATE
from parvis.intake.importing.targets import Importable, Target
from parvis.kit.names import sort_name
from parvis.organisation.models import Department

#: The type of a request that says nothing, in a planted town.
OTHER = "ADM-AUT"
Profile = dict[str, Any]


@dataclass(frozen=True)
class Town:
    """The types and departments of the town, loaded once for a page."""

    types: dict[str, RequestType]
    departments: dict[str, str]
    lexicon: Lexicon
    labels: dict[str, str]

    @classmethod
    def load(cls) -> Self:
        found = list(RequestType.objects.select_related("department").order_by("label"))
        offered = [one for one in found if one.active]
        return cls(
            {one.code: one for one in found},
            dict(Department.objects.filter(active=True).order_by("name").values_list("code", "name")),
            lexicon_of(offered),
            {sort_name(one.label): one.code for one in reversed(offered)},
        )

    @property
    def other(self) -> str:
        return OTHER if OTHER in self.types else ""


def source_of(label: str) -> str:
    """The short and lasting name of a source: « Tableur de la voirie » → « tableur-de-la-voirie »."""
    kept = "".join(c if c.isalnum() else " " for c in sort_name(label))
    return "-".join(kept.split())[:60].strip("-") or "fichier"


def proposed(kind: Importable, profile: Profile, label: str, town: Town) -> Content:
    """From the guesses alone."""
    chosen = {name: one.target for name, one in guessing.guess(kind, profile).items()}
    start: Content = {"imports": kind.code} if kind.plain else {}
    start = named(kind, start, label, new=True)
    return with_columns(kind, start, chosen, profile, town)


def named(kind: Importable, content: Content, label: str, *, new: bool) -> Content:
    """The content under this name. ``new``: nothing was imported under its source yet, which follows the name."""
    made = dict(content)
    if new:
        made["source"] = source_of(label)
    if kind.target("label") is None:  # there, the section of that name is a field
        made["label"] = label
    return made


def name_of(kind: Importable, content: Content) -> str:
    return str(content.get("label" if kind.target("label") is None else "source", ""))


def chosen_in(kind: Importable, content: Content) -> dict[str, str]:
    """Column → the code of its target."""
    found: dict[str, str] = {}
    for target in kind.targets:
        for column in columns_of(content, target):
            found.setdefault(column, target.code)
    return found


def columns_of(content: Content, target: Target) -> list[str]:
    section = content.get(target.section, {})
    if not isinstance(section, dict):
        return []
    if target.key:
        found = section.get(target.key) or []
        return list(found) if isinstance(found, list) else [found]
    return list(section.get("columns") or ([section["column"]] if section.get("column") else []))


def mistakes(kind: Importable, chosen: dict[str, str], profile: Profile) -> dict[str, str]:
    """Column, or target for what is missing → what is wrong."""
    found: dict[str, str] = {}
    by_name = {column["name"]: column for column in profile["columns"]}
    for target in kind.targets:
        mine = [name for name, code in chosen.items() if code == target.code]
        if target.required and not mine:
            found[target.code] = (
                f"Dites quelle colonne donne « {target.label} » : sans elle, rien ne peut être repris."
            )
        for extra in [] if target.several else mine[1:]:
            found[extra] = f"« {target.label} » est déjà donné par la colonne « {mine[0]} »."
        listed = target.code in ("state", "channel", "kind") and not kind.plain
        if listed and mine and by_name[mine[0]]["values"] is None:
            found[mine[0]] = (
                f"Cette colonne a trop de valeurs différentes pour dire « {target.label} » : choisissez-en une autre."
            )
    if kind.one_of and not set(kind.one_of) & set(chosen.values()):
        labels = [f"« {one.label} »" for one in kind.targets if one.code in kind.one_of]
        found[kind.one_of[0]] = (
            f"Dites quelle colonne donne {' ou '.join(labels)} : sans elle, rien ne peut être repris."
        )
    pair = [name for name, code in chosen.items() if code in ("place.latitude", "place.longitude")]
    if len(pair) == 1:
        found[pair[0]] = "Latitude et longitude vont ensemble : il en manque une."
    return found


def with_columns(
    kind: Importable, content: Content, chosen: dict[str, str], profile: Profile, town: Town
) -> Content:
    """The content with these columns; the rest of a section stays when its columns do."""
    made = deepcopy(content)
    header = [column["name"] for column in profile["columns"]]
    for target in kind.targets:
        mine = [name for name in header if chosen.get(name) == target.code]
        if kind.plain or target.plain:
            _field(made, target, mine, profile)
        elif target.dates:
            _dates(made, target, guessing.ordered(mine, profile), profile)
        elif target.values:
            _values(made, target, mine[:1], profile, town)
        elif target.key:
            _put(made, target, mine)
        elif target.code == "text":
            made["text"] = {**made.get("text", {}), "columns": mine}
    if not kind.plain:
        made["identifier"] = _identifier(made, chosen, header, profile)
    return made


def _field(made: Content, target: Target, mine: list[str], profile: Profile) -> None:
    """The section of a plain field: its columns change, the rest stays."""
    before = made.pop(target.code, {})
    if not mine:
        if target.values and before.get("constant"):
            made[target.code] = {"constant": before["constant"]}
        return
    rest = {key: value for key, value in before.items() if key not in ("column", "columns", "constant")}
    columns: Content = {"column": mine[0]} if len(mine) == 1 else {"columns": mine}
    if target.several and not before and target.code != "address":
        rest["separator"] = ";|"
    if target.values and columns_of({target.code: before}, target) != mine:
        rest["values"] = {
            w: m for w, _ in words_of(columns, profile) if (m := words.meaning_of(target.code, w))
        }
    made[target.code] = {**columns, **rest}


def _put(made: Content, target: Target, mine: list[str]) -> None:
    section = {key: value for key, value in made.pop(target.section, {}).items() if key != target.key}
    if mine:
        section[target.key] = mine if target.several and len(mine) > 1 else mine[0]
    if section:
        made[target.section] = section


def _dates(made: Content, target: Target, mine: list[str], profile: Profile) -> None:
    if not mine:
        made.pop(target.code, None)
        return
    before = made.get(target.code, {})
    if columns_of(made, target) == mine and before.get("format"):
        return
    rest = {key: value for key, value in before.items() if key in ("earliest", "time_zone")}
    columns: Content = {"column": mine[0]} if len(mine) == 1 else {"columns": mine}
    made[target.code] = {**columns, "format": guessing.date_format(mine, profile) or "auto", **rest}


def _identifier(made: Content, chosen: dict[str, str], header: list[str], profile: Profile) -> Content:
    """The number's column; else a digest of what does not change from one export to the next."""
    for name, code in chosen.items():
        if code == "identifier":
            return {"column": name}
    before = made.get("identifier", {}).get("digest") or []
    if before and set(before) <= set(header):
        return {"digest": list(before)}
    changing = {"state", "channel", "closed"}
    lasting = [name for name in header if chosen.get(name) and chosen[name] not in changing]
    filled = {column["name"] for column in profile["columns"] if column["filled"]}
    return {"digest": lasting or [name for name in header if name in filled] or header}


def _values(made: Content, target: Target, mine: list[str], profile: Profile, town: Town) -> None:
    before = made.get(target.code, {})
    if not mine:
        made[target.code] = _without_column(target.code, before, town)
        if not made[target.code]:
            del made[target.code]
        return
    if before.get("column") == mine[0]:
        return
    section: Content = {"column": mine[0]}
    column = next(c for c in profile["columns"] if c["name"] == mine[0])
    if target.code == "channel" and (mark := guessing.separator(column, "channel")):
        section["separator"] = mark
    found = words_of(section, profile)
    if target.code == "type":
        find = words.type_of(town.lexicon, town.labels)
        section |= {"unknown": CREATE, "empty": before.get("empty") or town.other, "kind": "request"}
        section["values"] = {word: code for word, _ in found if (code := find(word))}
    else:
        guessed = {word: words.meaning_of(target.code, word) for word, _ in found}
        section["values"] = {word: m for word, m in guessed.items() if m or target.code == "kind"}
    made[target.code] = section


def _without_column(code: str, before: Content, town: Town) -> Content:
    if code == "type":
        kept = {key: value for key, value in before.items() if key in ("kind", "departments")}
        return {**kept, "empty": before.get("empty") or town.other}
    if code == "kind":
        return {}
    return {"constant": before["constant"]} if before.get("constant") else {}


def words_of(section: Content, profile: Profile) -> list[tuple[str, int]]:
    """The different words of a translated column with their counts, most frequent first."""
    names = section.get("columns") or [section.get("column")]
    mark = section.get("separator")
    counted: Counter[str] = Counter()
    for column in profile["columns"]:
        if column["name"] not in names:
            continue
        for value, count in column["values"] or ():
            # Each character of a plain field's separator parts; the others have one.
            for word in re.split(f"[{re.escape(mark)}]", value) if mark else [value]:
                if word.strip():
                    counted[word.strip()] += count
    return counted.most_common()
