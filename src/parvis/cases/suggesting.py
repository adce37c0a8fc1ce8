"""Cases found while somebody types: by reference, by words of which the last may be unfinished, by person. A few, at once."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from parvis.cases.abilities import addressed_sectors, assigned_sectors
from parvis.cases.models import Case
from parvis.organisation.access import Access

#: Words read of what is typed.
MOST_WORDS = 6
#: Cases whose places say how the streets of a town are spelt.
RECENT = 3_000


def suggest_cases(words: Sequence[str], access: Access, *, limit: int) -> list[Case]:
    """Most recent first, as lists show them. ``words`` unaccented, letters and digits. Two queries."""
    asked = list(words)[:MOST_WORDS]
    if not asked:
        return []
    params: list[Any] = [
        asked, list(access.readable_sectors), list(assigned_sectors(access)), list(addressed_sectors(access)),
        access.agent_id, limit,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM case_suggest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint, %s)",
            params,
        )
        ids = [row[0] for row in cursor.fetchall()]
    return _in_order(ids, access) if ids else []


def cases_of_persons(persons: Collection[int], access: Access, *, limit: int) -> list[Case]:
    """Their last ones that the reader reads. One query."""
    if not persons:
        return []
    readable = Case.objects.readable_by(access).filter(person_id__in=list(persons))
    return list(readable.for_lists().most_recent_first()[:limit])


def recent_places(access: Access) -> list[str]:
    """Addresses of the last cases that the reader reads. One query."""
    readable = Case.objects.readable_by(access).most_recent_first()
    return list(readable.values_list("address", flat=True)[:RECENT])


def _in_order(ids: list[int], access: Access) -> list[Case]:
    found = {case.pk: case for case in Case.objects.readable_by(access).for_lists().filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]
