"""Search by reference, words, name, phone or address, through the owner's function (see sql/search.sql)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from parvis.cases import references
from parvis.cases.models import Case
from parvis.directory.normalising import normalise_phone
from parvis.kit.names import sort_name
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
    words = text.replace("\x00", "").strip()[:200]
    if not words:
        return Results([], None)
    phone = normalise_phone(words)
    name = sort_name(words)
    if len(name) < 3 or any(c.isdigit() for c in name):
        name = ""
    params = [
        words, references.read(words), phone or "", name.replace("%", "").replace("_", ""),
        list(access.readable_sectors | (access.open_sectors if access.agent_id else frozenset())),
        access.agent_id, access.reads_everything_open or bool(access.readable_sectors),
        after.received_at if after else None, after.pk if after else None, limit + 1,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM case_search(%s, %s, %s, %s, %s::bigint[], %s::bigint, %s, %s::timestamptz, %s::bigint, %s)",
            params,
        )
        ids = [row[0] for row in cursor.fetchall()]
    found = {c.pk: c for c in Case.objects.readable_by(access).for_lists().filter(pk__in=ids[:limit])}
    cases = [found[pk] for pk in ids[:limit] if pk in found]
    more = len(ids) > limit and cases
    return Results(cases, Cursor(cases[-1].received_at, cases[-1].pk) if more else None)
