"""The same rows, for who has a stream open here: an act is looked at by many at once, and is read and drawn once for all.

What one may read is known by the stream, kept true as long as it is open; whoever has none is answered by ``rows.py``.
"""

import asyncio
import json
from collections import OrderedDict
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import Error
from django.http import QueryDict, parse_cookie
from django.utils import timezone, translation

from parvis.cases.abilities import can_read
from parvis.cases.models import Case
from parvis.desk.live.rows import Drawn, answer_for, draw, references
from parvis.desk.live.service import live
from parvis.desk.live.threads import in_thread
from parvis.desk.live.viewers import Viewer
from parvis.kit.readonly import read_only_transaction
from parvis.kit.tenant import activate

PATH = "/desk/live/rows"
#: Seconds after which a row is drawn again though nothing changed: « il y a 2 min ».
FRESH = 5.0
MOST_KEPT = 500
#: Readings overtaken by acts before ``rows.py`` is asked instead.
TURNS = 3

Key = tuple[int, str]


class Overtaken(Exception):
    """Acts follow each other faster than the row is drawn, or the case is no more."""


class Rows:
    """Rows drawn lately; a reading that was overtaken by an act is read again.

    What is kept, heard or drawn only ever serves who reads the case: whoever does not is answered after one question to
    the database, whether the case exists, moves or is looked at by others.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, tuple[float, Drawn | None]] = OrderedDict()
        self._coming: dict[Key, asyncio.Future[Drawn | None]] = {}

    async def of(self, viewer: Viewer, asked: list[str]) -> dict[str, Drawn]:
        found = [(ref, await self._one(viewer, ref)) for ref in asked]
        return {ref: drawn for ref, drawn in found if drawn is not None}

    async def _one(self, viewer: Viewer, reference: str) -> Drawn | None:
        key = (viewer.tenant_id, reference)
        if not self._reads(viewer, key) and not await in_thread(_reads_now, viewer, reference):
            return None
        for _ in range(TURNS):
            kept = self._kept.get(key)
            if kept and kept[0] > monotonic() and not self._overtaken(key, kept[1]):
                return kept[1]
            if key not in self._coming:
                self._coming[key] = asyncio.ensure_future(in_thread(_draw, viewer, reference))
                self._coming[key].add_done_callback(lambda done: self._keep(key, done))
            drawn = await asyncio.shield(self._coming[key])
            if not self._overtaken(key, drawn):
                return drawn
        raise Overtaken

    def _reads(self, viewer: Viewer, key: Key) -> bool:
        """By what was heard or drawn lately, so that the many who do read ask nothing."""
        heard, (_, drawn) = live.known.get(key), self._kept.get(key, (0.0, None))
        last = heard or (drawn.case if drawn else None)
        return last is not None and can_read(viewer.access, last)

    def _keep(self, key: Key, done: "asyncio.Future[Drawn | None]") -> None:
        self._coming.pop(key, None)
        if not done.cancelled() and done.exception() is None:
            self._kept[key] = (monotonic() + FRESH, done.result())
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def _overtaken(self, key: Key, drawn: Drawn | None) -> bool:
        heard = live.known.get(key)
        return heard is not None and heard.version > (drawn.case.version if drawn else 0)


def _reads_now(viewer: Viewer, reference: str) -> bool:
    with activate(viewer.tenant_id), read_only_transaction():
        return bool(Case.objects.readable_by(viewer.access).filter(reference=reference).exists())


def _draw(viewer: Viewer, reference: str) -> Drawn | None:
    with (
        activate(viewer.tenant_id),
        timezone.override(ZoneInfo(viewer.time_zone)),
        translation.override("fr"),
        read_only_transaction(),
    ):
        return draw([reference]).get(reference)


_rows = Rows()


async def fast_rows(scope: Any, send: Any) -> bool:
    """False when this is for ``rows.py`` to answer."""
    query = QueryDict(scope["query_string"])
    asked = references(query)
    if scope["method"] != "GET" or len(asked) != 1 or set(query) != {"ref"}:
        return False
    headers = {name: value.decode("latin1") for name, value in scope["headers"]}
    key = parse_cookie(headers.get(b"cookie", "")).get(settings.SESSION_COOKIE_NAME, "")
    viewer = live.reader(headers.get(b"host", ""), key)
    if viewer is None:
        return False
    try:
        drawn = await _rows.of(viewer, asked)
    except (Error, Overtaken):
        return False
    # Asked again: rights may have changed meanwhile.
    if live.reader(viewer.host, key) is not viewer:
        return False
    body = json.dumps(answer_for(viewer.access, asked, drawn), ensure_ascii=False).encode()
    sent = [
        (b"content-type", b"application/json"),
        (b"cache-control", b"private, no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": sent})
    await send({"type": "http.response.body", "body": body, "more_body": False})
    return True
