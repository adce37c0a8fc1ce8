"""Three hundred agents' browsers, as far as live goes: a stream each, and what they show fetched again when it changes.

Its own process, so that it weighs on neither side of what is measured. The plan comes on the standard input as JSON, the
instants (of the machine's monotonic clock) leave on the standard output.
"""

import asyncio
import json
import sys
from contextlib import suppress
from time import monotonic
from typing import Any

import psycopg

CHANNEL = "parvis_live"


class Readers:
    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        #: By « what », then « reference|version »: when each reader had it.
        self.seen: dict[str, dict[str, list[float]]] = {
            name: {} for name in ("notify", "event", "row", "page", "counts", "presence")
        }
        self.opened = 0
        self._fetching: set[asyncio.Task[None]] = set()

    def note(self, what: str, key: str) -> None:
        self.seen[what].setdefault(key, []).append(monotonic())

    async def run(self) -> None:
        floor = asyncio.create_task(self._listen())
        readers = []
        for reader in self.plan["readers"]:
            readers.append(asyncio.create_task(self._read(reader)))
            await asyncio.sleep(0.005)
        for _ in range(600):
            if self.opened == len(readers):
                break
            await asyncio.sleep(0.1)
        print(json.dumps({"opened": self.opened}), flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        for task in (floor, *readers, *self._fetching):
            task.cancel()
        await asyncio.gather(floor, *readers, *self._fetching, return_exceptions=True)
        print(json.dumps(self.seen), flush=True)

    async def _listen(self) -> None:
        """The floor: the same messages, at once from PostgreSQL."""
        async with await psycopg.AsyncConnection.connect(
            **self.plan["database"], autocommit=True
        ) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            async for notice in connection.notifies():
                topic, _, rest = notice.payload.partition(":")[2].partition(":")
                if topic == "case":
                    _id, reference, version, *_ = rest.split("|")
                    self.note("notify", f"{reference}|{version}")

    def _request(self, reader: dict[str, Any], path: str, close: bool) -> bytes:
        lines = [f"GET {path} HTTP/1.1", f"Host: {self.plan['host']}", f"Cookie: {reader['cookie']}"]
        lines += ["X-Parvis-Live: 1"] + (["Connection: close"] if close else [])
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def _read(self, reader: dict[str, Any]) -> None:
        stream, writer = await asyncio.open_connection("127.0.0.1", self.plan["port"], limit=1 << 20)
        with suppress(asyncio.CancelledError):
            writer.write(self._request(reader, f"/desk/live/stream?since={reader['since']}", close=False))
            event = ""
            while line := await stream.readline():
                if line.startswith(b"event: "):
                    event = line[7:].strip().decode()
                elif line.startswith(b"data: "):
                    self._hear(reader, event, json.loads(line[6:]))
        writer.close()

    def _hear(self, reader: dict[str, Any], event: str, data: dict[str, Any]) -> None:
        if event == "hello":
            self.opened += 1
        elif event == "case" and not data.get("replayed"):
            key = f"{data['ref']}|{data['v']}"
            self.note("event", key)
            if data["ref"] in reader["shows"]:
                self._fetch(reader, "row", f"/desk/live/rows?ref={data['ref']}", key)
            if data["ref"] == reader["on"]:
                self._fetch(reader, "page", f"/desk/cases/{data['ref']}", key)
        elif event == "counts":
            self.note("counts", str(reader["agent"]))
        elif event == "presence":
            self.note("presence", f"{data['ref']}|{json.dumps(data['who'])}")

    def _fetch(self, reader: dict[str, Any], what: str, path: str, key: str) -> None:
        async def fetch() -> None:
            await asyncio.sleep(0.015 if what == "row" else 0.02)  # as the page gathers what changes
            stream, writer = await asyncio.open_connection("127.0.0.1", self.plan["port"])
            writer.write(self._request(reader, path, close=True))
            answer = await stream.read()
            writer.close()
            if answer.startswith(b"HTTP/1.1 200"):
                self.note(what, key)

        task = asyncio.create_task(fetch())
        self._fetching.add(task)
        task.add_done_callback(self._fetching.discard)


if __name__ == "__main__":
    asyncio.run(Readers(json.loads(sys.stdin.readline())).run())
