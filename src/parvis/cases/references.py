"""References that one can spell on the phone: the year, a dash, a number. « 26-0412 »."""

import re
from collections.abc import Mapping

from django.db import connection

from parvis.kit.tenant import current_tenant_id

_WRITTEN = re.compile(
    r"^\s*(?:n[°o]\s*)?(\d{2})(?:\s*[-/. ]\s*(?=\d)|\s*(?=\d{4}))(\d{1,9})\s*$", re.IGNORECASE
)
_NUMBER = re.compile(r"^\s*(?:n[°o]\s*)?(\d{1,5})\s*$", re.IGNORECASE)


def take(year: int, count: int = 1) -> list[str]:
    """The next ``count`` references of this year of receipt; the counter's row is locked until the commit."""
    return take_many({year: count})[year]


def take_many(wanted: Mapping[int, int]) -> dict[int, list[str]]:
    """The next references of several years, as many as each says; their counters are locked in order of year."""
    years = sorted(wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO cases_referencecounter AS c (tenant_id, year, last)
               SELECT %s, w.year, w.count FROM unnest(%s::int[], %s::int[]) AS w(year, count) ORDER BY w.year
               ON CONFLICT (tenant_id, year) DO UPDATE SET last = c.last + excluded.last RETURNING last, year""",
            [current_tenant_id(), years, [wanted[year] for year in years]],
        )
        return {
            year: [write(year, number) for number in range(last - wanted[year] + 1, last + 1)]
            for last, year in cursor.fetchall()
        }


def write(year: int, number: int) -> str:
    return f"{year % 100:02d}-{number:04d}"


def read(text: str) -> str:
    """The reference in what somebody typed (« 26 412 », « 260412 », « n° 26-0412 »), "" when there is none.

    Glued to its year a number has its four figures: « 1346 » is the end of a reference, see ``guesses``.
    """
    found = _WRITTEN.match(text)
    return f"{found[1]}-{int(found[2]):04d}" if found else ""


def guesses(text: str, year: int) -> list[str]:
    """What a number alone (« 1346 », « n° 412 ») may be the end of: this year's reference, else last year's."""
    found = _NUMBER.match(text)
    return [write(y, int(found[1])) for y in (year, year - 1)] if found else []
