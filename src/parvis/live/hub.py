"""The streams open in this process, by town. Lives in the event loop alone: nothing here waits, locks or queries."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from parvis.kit import clock
from parvis.live.sse import Message, encode

#: Messages that may wait for one reader. Beyond, they are dropped and the page reads again what it shows.
MOST_WAITING = 200
RESYNC = Message("resync", {})


def cursor_now() -> int:
    """Where a stream is, in milliseconds: whoever comes back with it is told again what happened around and since."""
    return int(clock.now().timestamp() * 1000)


class Stream:
    """One reader: what waits to be sent to it. A slow one is told to read again, and holds up nobody."""

    def __init__(self, tenant_id: int, reader: Any) -> None:
        self.tenant_id = tenant_id
        self.reader = reader
        self.closed = False
        #: Closes once what waits is sent.
        self.ending = False
        #: While its rights are read again, nothing is told; it resynchronises after.
        self.paused = False
        #: How many times its rights were to be read again.
        self.doubts = 0
        self._waiting: dict[str, bytes] = {}
        self._numbered = 0
        self._wake = asyncio.Event()

    def push(self, message: Message, encoded: bytes | None = None) -> None:
        """``encoded`` spares encoding again what several streams are told."""
        if self.closed or self.paused or self.ending:
            return
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            message, encoded = RESYNC, None
        self._numbered += 1
        key = message.key or str(self._numbered)
        self._waiting.pop(key, None)
        self._waiting[key] = encoded or encode(message, cursor_now())
        self._wake.set()

    def close(self) -> None:
        self.closed = True
        self._waiting.clear()
        self._wake.set()

    async def next(self, timeout: float) -> bytes | None:
        """All that waits, in one piece; empty after ``timeout`` seconds of silence, None once closed."""
        if not self._waiting and not self.closed and not self.ending:
            try:
                async with asyncio.timeout(timeout):
                    await self._wake.wait()
            except TimeoutError:
                return b""
        self._wake.clear()
        if self.closed or (self.ending and not self._waiting):
            return None
        piece = b"".join(self._waiting.values())
        self._waiting.clear()
        return piece


class Hub:
    def __init__(self) -> None:
        self._streams: dict[int, set[Stream]] = {}

    def join(self, stream: Stream) -> None:
        self._streams.setdefault(stream.tenant_id, set()).add(stream)

    def leave(self, stream: Stream) -> None:
        stream.close()
        there = self._streams.get(stream.tenant_id, set())
        there.discard(stream)
        if not there:
            self._streams.pop(stream.tenant_id, None)

    def of(self, tenant_id: int) -> list[Stream]:
        return list(self._streams.get(tenant_id, ()))

    def towns(self) -> list[int]:
        return list(self._streams)

    def __iter__(self) -> Iterator[Stream]:
        return (stream for town in list(self._streams.values()) for stream in list(town))

    def send(self, streams: Iterable[Stream], message: Message) -> None:
        """The same message, encoded once."""
        encoded = encode(message, cursor_now())
        for stream in streams:
            stream.push(message, encoded)

    def send_to(self, tenant_id: int, message: Message, wanted: Callable[[Any], bool]) -> None:
        self.send([s for s in self.of(tenant_id) if wanted(s.reader)], message)

    def close(self) -> None:
        for stream in self:
            stream.close()
