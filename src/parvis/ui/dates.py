"""Dates as people say them. The present is a parameter, so that tests travel."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.translation import get_language

MINUTE, HOUR, DAY = 60, 3600, 86400


def local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _words(moment: date, pattern: str) -> str:
    return _words_of(moment.year, moment.month, moment.day, pattern, get_language())


@lru_cache(maxsize=8192)
def _words_of(year: int, month: int, day: int, pattern: str, language: str | None) -> str:
    """A list says the same days over and over: a third of its drawing went there."""
    return formats.date_format(date(year, month, day), pattern)


def full(moment: date) -> str:
    """« mardi 4 mars 2025 à 14 h 05 », or without the hour for a day."""
    if not isinstance(moment, datetime):
        return _long(moment)
    here = local(moment)
    return _long(here) + " à " + clock_time(here)


def _long(here: date) -> str:
    """French says « 1er », which no pattern of Django writes."""
    return _words(here, "l j F Y") if here.day > 1 else f"{_words(here, 'l')} 1er {_words(here, 'F Y')}"


def clock_time(moment: datetime) -> str:
    return f"{moment.hour} h {moment.minute:02d}"


def day(moment: date, now: datetime) -> str:
    """« aujourd'hui », « hier », « demain », « 4 mars », « 4 mars 2024 » when in another year."""
    here = local(moment).date() if isinstance(moment, datetime) else moment
    today = local(now).date()
    near = {0: "aujourd'hui", -1: "hier", 1: "demain"}.get((here - today).days)
    if near:
        return near
    text = "1er " if here.day == 1 else f"{here.day} "
    return text + _words(here, "F" if here.year == today.year else "F Y")


def short_day(moment: date, now: datetime) -> str:
    """As ``day``, with the month cut so that a column of a list holds it: « 3 déc. 2025 »."""
    here = local(moment).date() if isinstance(moment, datetime) else moment
    today = local(now).date()
    if abs((here - today).days) < 2:
        return day(here, now)
    month = _words(here, "N")
    numeral = "1er" if here.day == 1 else str(here.day)
    return f"{numeral} {month}" + ("" if here.year == today.year else f" {here.year}")


def _span(seconds: float) -> str:
    if seconds < HOUR:
        return f"{max(1, int(seconds // MINUTE))} min"
    return f"{int(seconds // HOUR)} h"


def short_ago(moment: datetime, now: datetime) -> str:
    """As ``ago``, short enough for a column of a list."""
    here = local(moment).date()
    days = abs((local(now).date() - here).days)
    return ago(moment, now) if days < 7 else short_day(here, now)


def ago(moment: datetime, now: datetime) -> str:
    """« à l'instant », « il y a 2 h », « dans 40 min », « hier à 9 h 30 », else the day."""
    seconds = (now - moment).total_seconds()
    if abs(seconds) < MINUTE:
        return "à l'instant"
    same_day = local(moment).date() == local(now).date()
    if same_day or abs(seconds) < 6 * HOUR:
        return f"il y a {_span(seconds)}" if seconds > 0 else f"dans {_span(-seconds)}"
    said = day(moment, now)
    if said in ("hier", "demain"):
        return f"{said} à {clock_time(local(moment))}"
    days = (local(now).date() - local(moment).date()).days
    if 0 < days < 7:
        return f"il y a {days} jours"
    if -7 < days < 0:
        return f"dans {-days} jours"
    return f"le {said}"


def duration(length: timedelta) -> str:
    """« 40 min », « 5 h », « 3 jours »."""
    seconds = length.total_seconds()
    if seconds < DAY:
        return _span(seconds)
    days = round(seconds / DAY)
    return f"{days} jour" if days == 1 else f"{days} jours"
