"""A browser's end of the stream, on a socket of its own."""

import http.client
import json
import socket
import threading
import time
from contextlib import suppress
from typing import Any


class Reader:
    """``heard`` holds (event, data) in the order they came; ``cursor`` is the last id."""

    def __init__(self, port: int, cookie: str, since: int | str = "", **headers: str) -> None:
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.cursor = ""
        self.ended = threading.Event()
        self._more = threading.Condition()
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        path = f"/desk/live/stream?since={since}" if since else "/desk/live/stream"
        self._http.request("GET", path, headers={"Host": "localhost", "Cookie": cookie} | headers)
        self.response = self._http.getresponse()
        self._socket = self._http.sock
        self.status = self.response.status
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        if self.status == 200:
            self.wait_for("hello")

    def _read(self) -> None:
        event = ""
        try:
            for line in self.response:
                text = line.decode().rstrip("\n")
                if text.startswith("id: "):
                    self.cursor = text[4:]
                elif text.startswith("event: "):
                    event = text[7:]
                elif text.startswith("data: "):
                    with self._more:
                        self.heard.append((event, json.loads(text[6:])))
                        self._more.notify_all()
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass
        finally:
            self.ended.set()
            with self._more:
                self._more.notify_all()

    def wait_for(self, event: str, seconds: float = 10, **data: Any) -> dict[str, Any]:
        """The first such event, whether it came already or comes soon."""

        def found() -> dict[str, Any] | None:
            return next(
                (d for e, d in self.heard if e == event and data.items() <= d.items()),
                None,
            )

        with self._more:
            self._more.wait_for(lambda: found() is not None or self.ended.is_set(), seconds)
            got = found()
        assert got is not None, f"no {event} {data} among {self.heard}"
        return got

    def about(self, reference: str) -> list[str]:
        """The events that name this case."""
        return [event for event, data in list(self.heard) if data.get("ref") == reference]

    def count(self, event: str) -> int:
        return sum(1 for e, _ in list(self.heard) if e == event)

    def settle(self, seconds: float = 0.4) -> None:
        """Long enough for whatever should not come."""
        time.sleep(seconds)

    def cut(self) -> None:
        """As a network that goes away."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._http.close()
        self.ended.wait(5)
