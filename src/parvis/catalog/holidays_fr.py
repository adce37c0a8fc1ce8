"""French public holidays by zone: the days the law calls *fériés*, not those that are only customary.

Guadeloupe and Martinique also keep Mi-Carême, Good Friday and Schœlcher's day by custom: a town adds
them to its closures if its doors are shut, but they move no legal delay, so that nothing is ever sent too late.
"""

from datetime import date
from enum import StrEnum
from functools import lru_cache

import holidays

FIRST_YEAR, LAST_YEAR = 1970, 2099


class OutOfRange(ValueError):
    """Days are counted between 1970 and 2099 only: holidays are not known beyond."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day.isoformat()} : les jours ouvrés sont connus de {FIRST_YEAR} à {LAST_YEAR}")


class Zone(StrEnum):
    """Where holidays differ. Values are codes of the `holidays` package."""

    METROPOLE = "FR"
    ALSACE_MOSELLE = "57"
    GUADELOUPE = "971"
    MARTINIQUE = "972"
    GUYANE = "973"
    REUNION = "974"
    MAYOTTE = "976"
    SAINT_BARTHELEMY = "BL"
    SAINT_MARTIN = "MF"
    SAINT_PIERRE_ET_MIQUELON = "PM"
    POLYNESIE = "PF"
    NOUVELLE_CALEDONIE = "NC"
    WALLIS_ET_FUTUNA = "WF"


ABOLITION_ONLY = {
    Zone.GUADELOUPE,
    Zone.MARTINIQUE,
    Zone.GUYANE,
    Zone.REUNION,
    Zone.MAYOTTE,
    Zone.SAINT_BARTHELEMY,
    Zone.SAINT_MARTIN,
}


@lru_cache(maxsize=1024)
def holidays_of(zone: Zone, year: int) -> dict[date, str]:
    """Legal holidays of a year with their French names."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutOfRange(date(year, 1, 1))
    national = dict(holidays.country_holidays("FR", years=year, language="fr").items())
    if zone is Zone.METROPOLE:
        return national
    local = dict(holidays.country_holidays("FR", subdiv=zone.value, years=year, language="fr").items())
    if zone in ABOLITION_ONLY:
        local = {day: name for day, name in local.items() if "Abolition" in name}
    return national | local


def is_holiday(day: date, zone: Zone) -> bool:
    return day in holidays_of(zone, day.year)
