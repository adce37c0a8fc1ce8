"""Rights that change while pages are open. In doubt a stream falls silent, until what it may read was read again."""

import asyncio
import logging
from collections.abc import Iterable

from django.db import Error

from parvis.desk.live.threads import in_thread
from parvis.desk.live.viewers import accesses_now
from parvis.live.bus import Told
from parvis.live.hub import RESYNC, Hub, Stream
from parvis.live.sse import Message

log = logging.getLogger("parvis.live")

SIGNED_OUT = Message("signed-out", {})


class Rights:
    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._doubtful: set[Stream] = set()
        #: Counts what was heard of anybody's rights: a reading that began at another number may be older.
        self.generation = 0
        self.background: set[asyncio.Task[None]] = set()

    def access(self, told: Told) -> None:
        """An agent's roles changed, or (0) the walls of the town."""
        agent = int(told.rest)
        self.doubt(s for s in self._hub.of(told.tenant_id) if agent in (0, s.reader.agent_id))

    def account(self, told: Told) -> None:
        self.doubt(s for s in self._hub if s.reader.account_id == int(told.rest))

    def session(self, told: Told) -> None:
        self.doubt(s for s in self._hub if s.reader.session_digest == told.rest)

    def doubt(self, streams: Iterable[Stream]) -> None:
        """At once, before anything told after is heard."""
        self.generation += 1
        self.read_again(streams)

    def read_again(self, streams: Iterable[Stream]) -> None:
        doubtful = list(streams)
        if not doubtful:
            return
        for stream in doubtful:
            stream.paused = True
            stream.doubts += 1
        working = bool(self._doubtful) or bool(self.background)
        self._doubtful.update(doubtful)
        if not working:
            task = asyncio.create_task(self._settle())
            self.background.add(task)
            task.add_done_callback(self.background.discard)

    async def _settle(self) -> None:
        while self._doubtful:
            asked, self._doubtful = self._doubtful, set()
            try:
                accesses = await in_thread(accesses_now, [s.reader for s in asked])
            except (Error, OSError):
                # Without a database nothing is told either; they stay silent.
                self._doubtful |= {s for s in asked if not s.closed}
                await asyncio.sleep(1)
                continue
            for stream in asked - self._doubtful:
                self._apply(stream, accesses[stream.reader], resync=True)

    async def recheck_all(self) -> None:
        """Nothing was told: those whose rights are the same notice nothing. What was doubted meanwhile is read since."""
        doubts = {stream: stream.doubts for stream in self._hub}
        accesses = await in_thread(accesses_now, [s.reader for s in doubts])
        for stream, before in doubts.items():
            if not stream.paused and stream.doubts == before:
                now = accesses[stream.reader]
                self._apply(stream, now, resync=now != stream.reader.granted)

    def _apply(self, stream: Stream, granted: object, *, resync: bool) -> None:
        stream.paused = False
        if granted is None:
            stream.push(SIGNED_OUT)
            stream.ending = True
            return
        stream.reader.granted = granted
        if resync:
            stream.push(RESYNC)
