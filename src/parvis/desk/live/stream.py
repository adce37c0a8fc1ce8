"""The stream of one browser: native ASGI, so that it holds neither a thread, nor a transaction, nor a connection."""

import asyncio
import json
import logging
import random
from typing import Any
from urllib.parse import parse_qs

from django.db import DatabaseError

from parvis.desk.live.replaying import is_cursor, since_of
from parvis.desk.live.service import live
from parvis.desk.live.threads import in_thread
from parvis.desk.live.viewers import Viewer, viewer_of
from parvis.live.hub import RESYNC, Stream, cursor_now
from parvis.live.sse import HEADERS, PADDING, Message, encode

log = logging.getLogger("parvis.live")

PATH = "/desk/live/stream"
ALIVE = Message("beat", {})
#: Seconds of silence between two signs of life: proxies cut what says nothing for a minute.
BEAT = 15.0
#: A stream ends after about that many seconds and the page opens another: nothing a dead reader left is kept for long.
LASTS = 20 * 60.0
#: Streams of one agent in this process: a few machines, a few browsers each.
MOST_PER_AGENT = 12
MOST = 3000


async def stream(scope: Any, receive: Any, send: Any) -> None:
    if scope["method"] != "GET":
        return await _refuse(send, 405, "method")
    headers = {name: value.decode("latin1") for name, value in scope["headers"]}
    heard = live.rights.generation
    try:
        viewer = await in_thread(viewer_of, headers.get(b"host", ""), headers.get(b"cookie", ""))
    except DatabaseError:
        return await _refuse(send, 503, "database")
    if viewer is None:
        return await _refuse(send, 401, "signed-out")
    if _is_crowded(viewer):
        return await _refuse(send, 429, "crowded")
    asked = parse_qs(scope["query_string"].decode("latin1")).get("since", [""])[-1]
    opened = Stream(viewer.tenant_id, viewer)
    # Nothing is told of what was revoked between the reading of rights and here.
    live.join(opened)
    if live.rights.generation != heard:
        live.rights.read_again([opened])
    await _flow(opened, headers.get(b"last-event-id") or asked, receive, send)


async def _flow(opened: Stream, cursor: str, receive: Any, send: Any) -> None:
    left = asyncio.create_task(_until_left(receive, opened))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        hello = Message("hello", {"heartbeat": BEAT, "agent": opened.reader.agent_id})
        # The cursor stays where the page said until what it missed is on its way.
        start = int(cursor) if is_cursor(cursor) else cursor_now()
        await _send(send, PADDING + encode(hello, start))
        await _catch_up(opened, cursor)
        until = asyncio.get_running_loop().time() + LASTS * random.uniform(0.8, 1.2)  # noqa: S311 - spreads them
        while asyncio.get_running_loop().time() < until:
            piece = await opened.next(BEAT)
            if piece is None:
                break
            await _send(send, piece or encode(ALIVE, cursor_now()))
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        left.cancel()
        live.leave(opened)


async def _catch_up(opened: Stream, cursor: str) -> None:
    """After joining: what happens meanwhile waits in the stream, so that nothing falls in between."""
    if not cursor:
        return
    since = since_of(cursor)
    try:
        found = await live.replays.since(opened.tenant_id, since) if since else None
    except DatabaseError:
        found = None
    if found is None:
        opened.push(RESYNC)
        return
    for change in found:
        if message := change.told_to(opened.reader.access):
            opened.push(message)
    for message in live.present(opened.reader):
        opened.push(message)


async def _until_left(receive: Any, opened: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    opened.close()


async def _send(send: Any, piece: bytes) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": True})


def _is_crowded(viewer: Viewer) -> bool:
    mine = sum(1 for s in live.hub.of(viewer.tenant_id) if s.reader.agent_id == viewer.agent_id)
    return mine >= MOST_PER_AGENT or sum(1 for _ in live.hub) >= MOST


async def _refuse(send: Any, status: int, reason: str) -> None:
    body = json.dumps({"reason": reason}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
