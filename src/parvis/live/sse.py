"""Server-sent events on the wire."""

import json
from typing import Any, NamedTuple

#: Some proxies keep the first kilobytes of an answer before they let anything through.
PADDING = b":" + b" " * 2048 + b"\n\n"
#: « no-transform » keeps proxies from compressing, hence from holding; nginx obeys the last one.
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"private, no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Message(NamedTuple):
    """``key`` names what the message replaces when it waits behind: only the last word on a case is worth sending."""

    event: str
    data: dict[str, Any]
    key: str = ""


def encode(message: Message, cursor: int) -> bytes:
    """One event; ``cursor`` comes back as ``Last-Event-ID`` when the browser reconnects."""
    data = json.dumps(message.data, ensure_ascii=False, separators=(",", ":"))
    return f"id: {cursor}\nevent: {message.event}\ndata: {data}\n\n".encode()
