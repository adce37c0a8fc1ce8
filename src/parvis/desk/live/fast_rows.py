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

Key = tuple[int, str]


class Rows:
    """Rows drawn lately; a reading that was overtaken by an act is read again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, tuple[float, Drawn | None]] = OrderedDict()
        self._coming: dict[Key, asyncio.Future[Drawn | None]] = {}

    async def of(self, viewer: Viewer, asked: list[str]) -> dict[str, Drawn]:
        found = [(ref, await self._one(viewer, ref)) for ref in asked]
        return {ref: drawn for ref, drawn in found if drawn is not None}

    async def _one(self, viewer: Viewer, reference: str) -> Drawn | None:
        key = (viewer.tenant_id, reference)
        while True:
            kept = self._kept.get(key)
            if kept and kept[0] > monotonic() and not self._overtaken(key, kept[1]):
                return kept[1]
            if key not in self._coming:
                self._coming[key] = asyncio.ensure_future(in_thread(_draw, viewer, reference))
                self._coming[key].add_done_callback(lambda done: self._keep(key, done))
            drawn = await asyncio.shield(self._coming[key])
            if not self._overtaken(key, drawn):
                return drawn

    def _keep(self, key: Key, done: "asyncio.Future[Drawn | None]") -> None:
        self._coming.pop(key, None)
        if not done.cancelled() and done.exception() is None:
            self._kept[key] = (monotonic() + FRESH, done.result())
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def _overtaken(self, key: Key, drawn: Drawn | None) -> bool:
        heard = live.versions.get(key, 0)
        return heard > (drawn.case.version if drawn else 0)


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
    except Error:
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
