"""Search by reference, words, name, phone or address, through the owner's function (see sql/search_function.sql)."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from parvis.cases import references
from parvis.cases.abilities import addressed_sectors, assigned_sectors
from parvis.cases.models import Case
from parvis.directory.normalising import normalise_phone
from parvis.kit.names import sort_name
from parvis.kit.text import clean_text
from parvis.organisation.access import Access

PAGE = 50


@dataclass(frozen=True)
class Cursor:
    received_at: datetime
    pk: int


@dataclass(frozen=True)
class Results:
    cases: list[Case]
    next: Cursor | None


def search(text: str, *, access: Access, after: Cursor | None = None, limit: int = PAGE) -> Results:
    """Most recent first; two queries. A query that says nothing finds nothing."""
    words = clean_text(text).strip()[:200]
    if not words:
        return Results([], None)
    phone = normalise_phone(words)
    name = sort_name(words)
    if len(name) < 3 or any(c.isdigit() for c in name):
        name = ""
    params = [
        words, references.read(words), phone or "", re.sub(r"[%_\\\\]", "", name),
        list(access.readable_sectors), list(assigned_sectors(access)), list(addressed_sectors(access)), access.agent_id,
        after.received_at if after else None, after.pk if after else None, limit + 1,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM case_search(%s, %s, %s, %s, %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint,"
            " %s::timestamptz, %s::bigint, %s)",
            params,
        )
        ids = [row[0] for row in cursor.fetchall()]
    found = {c.pk: c for c in Case.objects.readable_by(access).for_lists().filter(pk__in=ids[:limit])}
    cases = [found[pk] for pk in ids[:limit] if pk in found]
    more = bool(cases) and len(ids) > limit
    return Results(cases, Cursor(cases[-1].received_at, cases[-1].pk) if more else None)
