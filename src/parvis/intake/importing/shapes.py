"""What one value looks like: a date of which pattern, an e-mail, a phone, a coordinate, a long text."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from parvis.intake.importing.dating import WEEKDAYS, Dating
from parvis.intake.importing.refusals import RowRefused
from parvis.kit import clock
from parvis.kit.names import unaccented

#: The patterns proposed on screen, best first, with what they are called there.
DATE_FORMATS: dict[str, str] = {
    "iso": "2024-03-05 ou 2024-03-05 10:30",
    "%d/%m/%Y %H:%M": "05/03/2024 10:30",
    "%d/%m/%Y %H:%M:%S": "05/03/2024 10:30:00",
    "%d/%m/%Y": "05/03/2024 (jour, mois, année)",
    "%d-%m-%Y": "05-03-2024",
    "%d-%m-%Y %H:%M": "05-03-2024 10:30",
    "%d.%m.%Y": "05.03.2024",
    "%d.%m.%Y %H:%M": "05.03.2024 10:30",
    "%d/%m/%y": "05/03/24",
    "%d/%m/%y %H:%M": "05/03/24 10:30",
    "%d/%m/%Y %Hh%M": "05/03/2024 10h30",
    "%Y/%m/%d": "2024/03/05",
    "%Y/%m/%d %H:%M:%S": "2024/03/05 10:30:00",
    "%m/%d/%Y": "03/05/2024 (mois, jour, année)",
    "%m/%d/%Y %H:%M": "03/05/2024 10:30 (mois, jour)",
    "%Y%m%d": "20240305",
    "epoch": "1709631000 (secondes depuis 1970)",
    "auto": "plusieurs écritures mêlées (jour d'abord), ou en toutes lettres",
    "month-weekday-hour": "mois, jour de la semaine et heure, en trois colonnes",
}
#: Instants outside are numbers that only look like dates.
FIRST_YEAR, LAST_YEAR = 1980, 2100
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_PHONE = re.compile(r"(?:\+|00)?[\d .\-()]{9,20}")
_DECIMAL = re.compile(r"[+-]?\d{1,3}[.,]\d{2,}")
_DATED = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}(?:[ T].*)?")
_IN_LETTERS = re.compile(r"\b\d{1,2}(?:er)?\s+[a-zéûA-Z]{3,9}\.?\s+\d{2,4}\b")
_HOUR = re.compile(r"\d{1,2}[:h]\d{2}(?::\d{2})?")
_STREET = re.compile(
    r"\b(rue|avenue|av|place|pl|chemin|boulevard|bd|allee|route|impasse|quai|cours|square|sentier|passage|hameau)\b"
)
_MONTH = re.compile(r"\d{4}-\d{2}")
LONG = 60


def of(value: str) -> Iterator[str]:
    """Names of shapes; « date:… » for each pattern that reads it."""
    for pattern in date_formats(value):
        yield f"date:{pattern}"
    yield from _numbers(value)
    folded = unaccented(value[:120])
    found = {
        "email": _EMAIL.fullmatch(value) is not None,
        "phone": _is_phone(value),
        "month": _MONTH.fullmatch(value) is not None,
        "weekday": folded in WEEKDAYS,
        "street": len(value) < 120 and _STREET.search(folded) is not None,
        "long": len(value) >= LONG or "\n" in value,
    }
    yield from (shape for shape, is_so in found.items() if is_so)


def _is_phone(value: str) -> bool:
    if value.isdigit():
        return len(value) == 10 and value[0] == "0"
    return _PHONE.fullmatch(value) is not None and 9 <= sum(c.isdigit() for c in value) <= 15


def _numbers(value: str) -> Iterator[str]:
    if _DECIMAL.fullmatch(value):
        number = abs(float(value.replace(",", ".")))
        if number <= 180:
            yield "longitude"
        if number <= 90:
            yield "latitude"
    if value.isdigit():
        yield "number"
        if len(value) <= 2 and int(value) < 24:
            yield "hour"
        if len(value) == 5:
            yield "postcode"
    elif _HOUR.fullmatch(value):
        yield "hour"


def date_formats(value: str) -> Iterator[str]:
    """The patterns that read this value as an instant of our times."""
    if value.isdigit():
        if len(value) == 8 and _reads(value, "%Y%m%d"):
            yield "%Y%m%d"
        if len(value) == 10 and FIRST_YEAR <= datetime.fromtimestamp(int(value), UTC).year < LAST_YEAR:
            yield "epoch"
        return
    if _IN_LETTERS.search(value[:60]) and read_as(value, "auto"):
        yield "auto"
    if not _DATED.fullmatch(value):
        return
    yield "auto"
    for pattern in DATE_FORMATS:
        if pattern == "iso":
            try:
                read = datetime.fromisoformat(value)
            except ValueError:
                continue
            if FIRST_YEAR <= read.year < LAST_YEAR:
                yield pattern
        elif "%" in pattern and _reads(value, pattern):
            yield pattern


def read_as(text: str, pattern: str | tuple[str, ...]) -> datetime | None:
    """What an import would read, a time without a zone being taken as it is; None when it would refuse it."""
    try:
        return Dating(("x",), pattern).read({"x": text}, seed=0, zone=ZoneInfo("UTC"), now=clock.now())
    except RowRefused:
        return None


def _reads(value: str, pattern: str) -> bool:
    try:
        read = datetime.strptime(value, pattern)  # noqa: DTZ007 - only whether it reads
    except ValueError:
        return False
    return FIRST_YEAR <= read.year < LAST_YEAR
