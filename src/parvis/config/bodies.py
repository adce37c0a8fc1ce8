"""What a request carries is read in the event loop, before a thread is taken: a slow sender holds no page of anybody.

In memory up to a megabyte, then in a temporary file. Whoever sends too much, too slowly or among too many is refused.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any

MEGABYTE = 1024 * 1024
CHUNK = 64 * 1024

Receive = Callable[[], Awaitable[Any]]


class Refused(Exception):
    """The answer to give instead of the page: 408, 413, 503 or 507."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


class Gone(Exception):
    """The sender went away; nobody waits for an answer."""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    most: int  # bytes of one body
    drained: int  # bytes read, and dropped beyond `most`, so that the browser hears the refusal
    held: int  # bytes kept at one time, all bodies together
    at_once: int = 200  # bodies being read
    idle: float = 15  # seconds between two pieces
    total: float = 300  # seconds for one body: photos over a poor mobile network
    folder: str | None = None  # where large bodies wait, instead of the system's temporary folder
    spare: int = 0  # bytes that must stay free on the disk of `folder`

    @classmethod
    def for_uploads(cls, files: int, megabytes: int) -> "Bounds":
        """A form full of files, and 5 MB for the words around them."""
        most = (files * megabytes + 5) * MEGABYTE
        return cls(most=most, drained=4 * most, held=20 * most)

    @classmethod
    def for_imports(cls, megabytes: int, folder: str, spare: int) -> "Bounds":
        """One large file to import, and a megabyte around it; for the few administrators of the towns. ``spare``: in MB."""
        most = (megabytes + 1) * MEGABYTE
        return cls(
            most=most, drained=2 * most, held=3 * most, at_once=6, total=1800, folder=folder,
            spare=spare * MEGABYTE,
        )  # fmt: skip

    def has_room(self, size: int) -> bool:
        """Whether the disk takes a body of this size twice (here, then in its place) and keeps what it must."""
        return not self.folder or shutil.disk_usage(self.folder).free - 2 * size > self.spare


class Body:
    """A body read to its end, told again to whoever asks."""

    def __init__(self, folder: str | None = None) -> None:
        self.size = 0
        self._told = 0
        self._file = SpooledTemporaryFile(max_size=MEGABYTE, dir=folder)  # noqa: SIM115 (closed with the request)

    def add(self, chunk: bytes) -> None:
        self._file.write(chunk)
        self.size += len(chunk)

    def rewind(self) -> None:
        self._file.seek(0)

    async def receive(self) -> dict[str, Any]:
        chunk = self._file.read(CHUNK)
        self._told += len(chunk)
        return {"type": "http.request", "body": chunk, "more_body": self._told < self.size}

    def close(self) -> None:
        self._file.close()


class Bodies:
    """The bodies of one server. Used from its event loop only."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.reading = 0
        self.held = 0

    async def read(self, scope: Any, receive: Receive) -> Body:
        """The whole body, to be given back to `release`. Raises `Refused` or `Gone`."""
        declared = _declared(scope)
        if declared is not None and declared > self.bounds.drained:
            raise Refused(413)
        if not self.bounds.has_room(min(declared or 0, self.bounds.most)):
            raise Refused(507)
        body = Body(self.bounds.folder)
        if declared == 0:
            return body
        if self.reading >= self.bounds.at_once:
            body.close()
            raise Refused(503)
        self.reading += 1
        try:
            async with asyncio.timeout(self.bounds.total):
                await self._fill(body, declared, receive)
        except BaseException as error:
            self.release(body)
            if isinstance(error, TimeoutError):
                raise Refused(408) from None
            raise
        finally:
            self.reading -= 1
        body.rewind()
        return body

    def release(self, body: Body) -> None:
        self.held -= body.size
        body.size = 0
        body.close()

    async def _fill(self, body: Body, declared: int | None, receive: Receive) -> None:
        seen, more = 0, True
        while more:
            async with asyncio.timeout(self.bounds.idle):
                message = await receive()
            if message["type"] == "http.disconnect":
                raise Gone
            chunk = message.get("body", b"")
            more = message.get("more_body", False)
            seen += len(chunk)
            if seen > self.bounds.drained:
                raise Refused(413)
            if seen <= self.bounds.most and (declared or 0) <= self.bounds.most:
                self._keep(body, chunk)
        if declared is not None and seen < declared:
            raise Gone  # Granian tells a cut connection as an end
        if seen > self.bounds.most:
            raise Refused(413)

    def _keep(self, body: Body, chunk: bytes) -> None:
        if self.held + len(chunk) > self.bounds.held:
            raise Refused(503)
        body.add(chunk)
        self.held += len(chunk)


def _declared(scope: Any) -> int | None:
    """The length the headers give: 0 when they announce no body, None when only its end will tell."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length")
    if length is not None and length.isdigit():
        return int(length)
    if b"transfer-encoding" in headers or not scope.get("http_version", "1.1").startswith("1"):
        return None
    return 0
