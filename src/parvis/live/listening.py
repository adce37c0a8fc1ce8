"""One connection per web process listens to PostgreSQL. It is never given up: lost, it comes back with a growing pause."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
from psycopg import sql

from parvis.live.bus import CHANNEL, Told, read

log = logging.getLogger("parvis.live")

#: As `pg_stat_activity` shows it.
NAME = "parvis live"
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
#: Silence after which the connection is asked whether it still lives: a network may lose it without a word.
SILENCE = 20.0
Heard = Callable[[Told], None]
Back = Callable[[], Awaitable[None]]


class Listener:
    """``heard`` gets each message in the order of commits; ``back`` is awaited at each connection, before any of them."""

    def __init__(self, parts: Callable[[], dict[str, Any]], heard: Heard, back: Back) -> None:
        self._parts, self._heard, self._back = parts, heard, back
        self.listening = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._listen(), name="live")

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self) -> None:
        failures = 0
        while True:
            try:
                parts: dict[str, Any] = {"application_name": NAME, "connect_timeout": 10} | self._parts()
                async with await psycopg.AsyncConnection.connect(**parts, autocommit=True) as connection:
                    await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                    await self._back()
                    self.listening, failures = True, 0
                    await self._hear(connection)
            except (psycopg.Error, OSError) as error:
                if self.listening or not failures:
                    log.warning("the live connection is lost (%s), connecting again", type(error).__name__)
            except Exception:
                log.exception("the live connection failed")
            self.listening = False
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            failures += 1
            await asyncio.sleep(pause * random.uniform(0.7, 1.3))  # noqa: S311 - only spreads the load

    async def _hear(self, connection: "psycopg.AsyncConnection[Any]") -> None:
        while True:
            async for notice in connection.notifies(timeout=SILENCE):
                self._tell(notice.payload)
            await connection.execute("SELECT 1")

    def _tell(self, payload: str) -> None:
        told = read(payload)
        if told is None:
            return
        try:
            self._heard(told)
        except Exception:
            # One bad message must not silence the others.
            log.exception("a live message was not understood", extra={"topic": told.topic})
