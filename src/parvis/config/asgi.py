"""One ASGI application: Django's pages run in threads that keep their database connection; streams run beside.

A thread is taken once the whole request is there. The health page has its own, so that it answers when all are busy.
"""

import asyncio
import logging
import os
import secrets
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Any, cast
from urllib.parse import quote_from_bytes

from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, connection
from django.http import HttpRequest, parse_cookie

from parvis.config import errors
from parvis.config.bodies import MEGABYTE, Bodies, Body, Bounds, Gone, Refused
from parvis.config.wsgi import application as pages
from parvis.desk.live.fast_rows import PATH as ROWS
from parvis.desk.live.fast_rows import fast_rows
from parvis.desk.live.service import live
from parvis.desk.live.stream import PATH as STREAM
from parvis.desk.live.stream import stream
from parvis.kit.env import env
from parvis.kit.logcontext import logged_as, masked
from parvis.kit.requestid import HEADER
from parvis.ops.screens.health import PATH as HEALTH
from parvis.ops.web import GRACE

log = logging.getLogger("parvis.web")

_pages = WSGIMiddleware(cast(Any, pages), workers=env().web_threads)
_health = WSGIMiddleware(cast(Any, pages), workers=2)
bodies = Bodies(Bounds.for_uploads(env().max_files, env().max_upload_mb))
imports = Bodies(Bounds.for_imports(env().max_import_mb, str(env().data), env().min_free_disk_mb))
#: The address that takes files to import, and larger bodies than the others.
IMPORTS = "/administration/reprises/fichier"

REFUSALS = {
    408: (
        "L'envoi s'est interrompu",
        "La connexion est trop lente ou s'est coupée. Rien n'a été enregistré : revenez en arrière et réessayez, "
        "au besoin avec moins de photos.",
    ),
    413: (
        "L'envoi est trop lourd",
        "Ensemble, les fichiers dépassent {most} Mo. Rien n'a été enregistré : revenez en arrière et envoyez-en moins.",
    ),
    503: (
        "Trop d'envois en même temps",
        "Rien n'a été enregistré : revenez en arrière et réessayez dans un instant.",
    ),
    507: (
        "Le disque du serveur est plein",
        "Rien n'a été enregistré : prévenez la personne qui héberge Parvis, puis recommencez.",
    ),
}

TOO_LARGE_TO_IMPORT = (
    "Le fichier est trop lourd",
    "Un fichier à reprendre pèse {most} Mo au plus. Rien n'a été enregistré : revenez en arrière, puis compressez-le (.gz) "
    "ou partagez-le en plusieurs fichiers, par année par exemple.",
)


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                # Pages and streams take turns in this process: a turn of 5 ms would make three hundred streams wait.
                sys.setswitchinterval(0.001)
                live.start()
                _end_streams_at_stop()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await live.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return
    elif scope["type"] == "http":
        if not scope["query_string"].isascii():
            # Raw bytes that a browser would have quoted; the bridge reads ASCII only.
            scope = scope | {"query_string": quote_from_bytes(scope["query_string"], safe="=&%+").encode()}
        if scope["path"] == HEALTH and scope["method"] in ("GET", "HEAD"):
            await _health(scope, cast(Any, Body().receive), send)
        elif scope["path"] == STREAM:
            await stream(scope, receive, send)
        elif scope["path"] != ROWS or not await fast_rows(scope, send):
            await _answer(scope, receive, send)


def _end_streams_at_stop() -> None:
    """The server waits for answers in progress before it stops; a stream is one that would never end.

    Beside the server's own handler, which the loop runs by itself: asyncio only needs that one is set here.
    """
    loop = asyncio.get_running_loop()

    def stop(*_: object) -> None:
        with suppress(RuntimeError):  # the loop is closed already
            loop.call_soon_threadsafe(live.hub.close)
        threading.Thread(target=_leave_in_the_end, daemon=True).start()

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            signal.signal(number, stop)
        except ValueError:
            return  # not the main thread: a test
        signal.siginterrupt(number, False)


def _leave_in_the_end() -> None:
    """A thread that waits to send an answer nobody reads any more would keep a stopped process for ever, once the main
    process that would have ended it is gone."""
    time.sleep(GRACE + 5)
    os._exit(1)


async def _answer(scope: Any, receive: Any, send: Any) -> None:
    taking = imports if scope["path"] == IMPORTS and await _is_signed_in(scope) else bodies
    try:
        body = await taking.read(scope, receive)
    except Gone:
        log.info("%s %s left", scope["method"], masked(scope["path"]))
        return
    except Refused as refused:
        await _refuse(scope, refused.status, taking.bounds, send)
        return
    try:
        await _pages(scope, cast(Any, body.receive), send)
    finally:
        taking.release(body)


async def _is_signed_in(scope: Any) -> bool:
    """Whether the cookie opens a session: what is large is read for nobody else. What they may do is asked after."""
    given = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    key = parse_cookie(given.decode("latin1")).get(settings.SESSION_COOKIE_NAME, "")
    return bool(key) and await asyncio.to_thread(_opens, key)


def _opens(key: str) -> bool:
    try:
        return SESSION_KEY in SessionStore(key)
    except DatabaseError:
        return False
    finally:
        connection.close()


async def _refuse(scope: Any, status: int, bounds: Bounds, send: Any) -> None:
    """An error page like the others, made without a thread, a town or the database."""
    request = HttpRequest()
    request.path = scope["path"]
    request.request_id = number = secrets.token_hex(8)  # type: ignore[attr-defined]
    title, text = REFUSALS[status]
    most = bounds.most // MEGABYTE
    if bounds is imports.bounds and status == 413:
        (title, text), most = TOO_LARGE_TO_IMPORT, env().max_import_mb
    response = errors.page(request, status, title, text.format(most=most))
    for name, value in {
        HEADER: number,
        "Cache-Control": "no-store",
        "Connection": "close",
        "Content-Length": str(len(response.content)),
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'",
        "X-Content-Type-Options": "nosniff",
    }.items():
        response.headers[name] = value
    with logged_as(request_id=number):
        path = masked(scope["path"])
        fields = {"method": scope["method"], "status": status, "path": path}
        log.info("%s %s %s", scope["method"], path, status, extra=fields)
    headers = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in response.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": response.content, "more_body": False})
