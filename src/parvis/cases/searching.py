"""Search by reference, words, name, phone or address, through the owner's function (see sql/search_function.sql)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from parvis.cases import references
from parvis.cases.abilities import addressed_sectors, assigned_sectors
from parvis.cases.models import Case
from parvis.directory.normalising import normalise_phone
from parvis.kit import clock
from parvis.kit.names import sort_name
from parvis.kit.text import clean_text
from parvis.organisation.access import Access

PAGE = 50
#: How many cases that hold a word a list goes through.
MOST_OPEN, MOST_CLOSED = 10_000, 500
#: First words of family names that people glue to the next one, the longest first.
PARTICLES = ("sainte", "saint", "della", "abd", "ait", "ben", "des", "les", "mac", "van", "von", "de", "di", "du",
    "el", "la", "le", "d", "l")  # fmt: skip


@dataclass(frozen=True)
class Cursor:
    received_at: datetime
    pk: int


@dataclass(frozen=True)
class Results:
    cases: list[Case]
    next: Cursor | None


def search(text: str, *, access: Access, after: Cursor | None = None, limit: int = PAGE) -> Results:
    """Most recent first; two queries, a few more for a number alone or when nothing is found. No words find nothing."""
    words = clean_text(text).strip()[:200]
    if not words:
        return Results([], None)
    phone = normalise_phone(words)
    name = sort_name(words)
    if len(name) < 3 or any(c.isdigit() for c in name):
        name = ""
    name = re.sub(r"[%_\\\\]", "", name)
    reference = references.read(words) or _guessed(words, access)
    ids = _found(words, reference, phone or "", name, access, after, limit)
    for spaced in () if ids else _spaced(name):
        ids = ids or _found(words, reference, phone or "", spaced, access, after, limit)
    found = {c.pk: c for c in Case.objects.readable_by(access).for_lists().filter(pk__in=ids[:limit])}
    cases = [found[pk] for pk in ids[:limit] if pk in found]
    more = bool(cases) and len(ids) > limit
    return Results(cases, Cursor(cases[-1].received_at, cases[-1].pk) if more else None)


@dataclass(frozen=True)
class Holding:
    """The cases that hold some words; ``more``: closed ones were left out, the oldest."""

    ids: list[int]
    more: bool


def holding(text: str, *, sectors: Collection[int], agent_id: int | None, recent: bool) -> Holding:
    """For a list, which keeps of them what its reader may read. One query.

    All those open, and MOST_CLOSED of the closed: the most recent when ``recent``, for a list that shows them.
    """
    params = [
        clean_text(text)[:200], references.read(text), list(sectors), agent_id, MOST_OPEN, MOST_CLOSED, recent,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ids, more FROM case_words(%s, %s, %s::bigint[], %s::bigint, %s, %s, %s)", params
        )
        ids, more = cursor.fetchone()
    return Holding(ids, more)


def _guessed(words: str, access: Access) -> str:
    """The reference that a number alone is the end of, among those the reader reads: this year's before last year's."""
    guesses = references.guesses(words, clock.now().year)
    if not guesses:
        return ""
    known = set(
        Case.objects.readable_by(access).filter(reference__in=guesses).values_list("reference", flat=True)
    )
    return next((guess for guess in guesses if guess in known), "")


def _spaced(name: str) -> list[str]:
    """« legoff » as « le goff »: the space is LIKE's one character, so that the word stays one."""
    if " " in name:
        return []
    rests = [(particle, name.removeprefix(particle)) for particle in PARTICLES if name.startswith(particle)]
    return [f"{particle}_{rest}" for particle, rest in rests if len(rest) >= 3]


def _found(
    words: str, reference: str, phone: str, name: str, access: Access, after: Cursor | None, limit: int
) -> list[int]:
    params = [
        words, reference, phone, name,
        list(access.readable_sectors), list(assigned_sectors(access)), list(addressed_sectors(access)), access.agent_id,
        after.received_at if after else None, after.pk if after else None, limit + 1, list(access.emergencies),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM case_search(%s, %s, %s, %s, %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint,"
            " %s::timestamptz, %s::bigint, %s, %s::bigint[])",
            params,
        )
        return [row[0] for row in cursor.fetchall()]
