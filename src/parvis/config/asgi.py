"""One ASGI application: Django's pages run in threads that keep their database connection; streams will run beside."""

import os
from typing import Any, cast
from urllib.parse import quote_from_bytes

from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")

from parvis.config.wsgi import application as pages
from parvis.kit.env import env

_pages = WSGIMiddleware(cast(Any, pages), workers=env().web_threads)


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await send({"type": "lifespan.shutdown.complete"})
                return
    elif scope["type"] == "http":

        async def received() -> Any:
            # Granian's receive() gives a future; the bridge schedules coroutines only, from another thread.
            return await receive()

        if not scope["query_string"].isascii():
            # Raw bytes that a browser would have quoted; the bridge reads ASCII only.
            scope = scope | {"query_string": quote_from_bytes(scope["query_string"], safe="=&%+").encode()}
        await _pages(scope, received, send)
