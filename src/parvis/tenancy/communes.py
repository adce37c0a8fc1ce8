"""French communes by INSEE code: what a new collectivity is told about itself.

The list is built with the front end from the official geographic code (COG) and travels inside the package.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from parvis.kit.names import sort_name

DATA = Path(__file__).parent / "data" / "communes.json.gz"

PARIS = "Europe/Paris"
#: Where the clock differs, by département or overseas collectivity.
TIME_ZONES: Mapping[str, str] = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}
#: Where holidays differ; values are those of `parvis.catalog.holidays_fr.Zone`, which lies above this slice.
HOLIDAY_ZONES: Mapping[str, str] = {
    "57": "57",
    "67": "57",
    "68": "57",
    "971": "971",
    "972": "972",
    "973": "973",
    "974": "974",
    "975": "PM",
    "976": "976",
    "977": "BL",
    "978": "MF",
    "986": "WF",
    "987": "PF",
    "988": "NC",
}


class CommunesNotBuilt(RuntimeError):
    """The list of communes is not in this installation: build the front end first (make bootstrap)."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class UnknownCommune(LookupError):
    """No current commune has this INSEE code."""

    def __init__(self, code: str, suggestions: "tuple[Commune, ...]" = ()) -> None:
        self.code, self.suggestions = code, suggestions
        message = f"Aucune commune n'a le code INSEE « {code} »."
        if suggestions:
            message += (
                " Peut-être : " + ", ".join(f"{found.name} ({found.code})" for found in suggestions) + " ?"
            )
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Commune:
    code: str
    name: str
    department: str
    region: str
    siren: str
    postcodes: tuple[str, ...]
    population: int

    @property
    def time_zone(self) -> str:
        return TIME_ZONES.get(self.department, PARIS)

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def holiday_zone(self) -> str:
        return HOLIDAY_ZONES.get(self.department, "FR")


def find_commune(code: str, *, source: Path | None = None) -> Commune:
    """The commune of an INSEE code; UnknownCommune suggests others, also when a name or a postcode was given."""
    wanted = code.strip().upper()
    communes = _communes(source or DATA)
    found = communes.get(wanted.zfill(5) if wanted.isdigit() else wanted)
    if found is None:
        raise UnknownCommune(code.strip(), suggest_communes(code, source=source))
    return found


def suggest_communes(words: str, *, limit: int = 5, source: Path | None = None) -> tuple[Commune, ...]:
    """Communes whose postcode or name is, starts with or resembles these words, the largest first."""
    communes = _communes(source or DATA)
    key = sort_name(words)
    if not key:
        return ()
    if key.isdigit():
        found = [commune for commune in communes.values() if key in commune.postcodes]
    else:
        names = _names(source or DATA)
        found = [commune for name in names if name.startswith(key) for commune in names[name]]
        if not found:
            found = [commune for name in get_close_matches(key, names, n=limit) for commune in names[name]]
            return tuple(found[:limit])
    ranked = sorted(
        found, key=lambda commune: (sort_name(commune.name) != key, -commune.population, commune.code)
    )
    return tuple(ranked[:limit])


@lru_cache(maxsize=2)
def _communes(source: Path) -> dict[str, Commune]:
    try:
        with gzip.open(source, "rt", encoding="utf-8") as file:
            rows: list[dict[str, Any]] = json.load(file)
    except FileNotFoundError:
        raise CommunesNotBuilt from None
    return {
        row["code"]: Commune(
            code=row["code"],
            name=row["nom"],
            department=row["departement"],
            region=row.get("region", ""),
            siren=row.get("siren", ""),
            postcodes=tuple(row.get("codesPostaux", ())),
            population=row.get("population") or 0,
        )
        for row in rows
        if row.get("type", "commune-actuelle") == "commune-actuelle"
    }


@lru_cache(maxsize=2)
def _names(source: Path) -> dict[str, list[Commune]]:
    names: dict[str, list[Commune]] = {}
    for commune in _communes(source).values():
        names.setdefault(sort_name(commune.name), []).append(commune)
    return names
