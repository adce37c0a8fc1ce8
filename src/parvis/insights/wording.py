"""French sentences about figures: plurals, days, durations, shares. Small numbers get no percentage."""

from collections.abc import Iterable
from datetime import date, datetime

from parvis.ui.numbers import number

#: Under this many cases, a percentage says more than is known.
FEWEST_FOR_SHARE = 5
NBSP = "\u00a0"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)


def plain_day(day: date, *, year: bool = True) -> str:
    """« 1er mars 2026 »."""
    numeral = "1er" if day.day == 1 else str(day.day)
    return f"{numeral} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def short_day(day: date) -> str:
    return f"{day:%d/%m}"


def short_month(day: date) -> str:
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}"


def plural(n: int, one: str, many: str) -> str:
    """« 0 demande », « 1 demande », « 12 340 demandes »: in French, nought and one are singular."""
    return f"{number(n)} {one if n < 2 else many}"


def cases(n: int) -> str:
    return plural(n, "demande", "demandes")


def share(part: int, whole: int) -> str | None:
    """« 86 % », None when there are too few cases for a percentage."""
    if whole < FEWEST_FOR_SHARE:
        return None
    return f"{number(100 * part / whole, 0)}{NBSP}%"


def duration(hours: float | None) -> str:
    """« 18 h », « 3,5 jours », « pas encore atteint »."""
    if hours is None:
        return "pas encore atteint"
    if hours < 48:
        return f"{number(hours, 0)} h" if hours >= 1 else "moins d'une heure"
    days = hours / 24
    return f"{number(days, 1 if days < 10 else 0)} jours"


def listed(parts: Iterable[str]) -> str:
    """« a, b et c »."""
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} et {parts[-1]}"


def local_moment(at: datetime) -> str:
    """« 22 novembre 2026 à 14:21 », for an instant already in the town's time zone."""
    return f"{plain_day(at.date())} à {at:%H:%M}"
