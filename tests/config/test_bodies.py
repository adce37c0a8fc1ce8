"""Slow, heavy and vanished senders, over real sockets: nobody else waits for them."""

import asyncio
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parvis.config.asgi import IMPORTS
from parvis.config.bodies import MEGABYTE, Bodies, Bounds, Gone, Refused
from tests.browser.site import address
from tests.ops.folders import SRC, wait_until

SMALL = {"most": 1000, "drained": 4000, "held": 3000}


def scope(length: int | None = None) -> dict[str, Any]:
    headers = (
        [(b"transfer-encoding", b"chunked")] if length is None else [(b"content-length", b"%d" % length)]
    )
    return {"type": "http", "method": "POST", "http_version": "1.1", "headers": headers}


def pieces(*chunks: bytes, pause: float = 0) -> Callable[[], Any]:
    left = list(chunks)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(pause)
        chunk = left.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(left)}

    return receive


def read(bodies: Bodies, receive: Callable[[], Any], length: int | None = None) -> bytes:
    async def both() -> bytes:
        body = await bodies.read(scope(length), receive)
        told, more = b"", True
        while more:
            message = await body.receive()
            told, more = told + message["body"], message["more_body"]
        bodies.release(body)
        return told

    try:
        return asyncio.run(both())
    finally:
        assert (bodies.held, bodies.reading) == (0, 0)


def refused(bodies: Bodies, receive: Callable[[], Any], length: int | None = None) -> int:
    with pytest.raises(Refused) as refusal:
        read(bodies, receive, length)
    return refusal.value.status


def test_what_was_sent_is_told_again() -> None:
    large = Bodies(Bounds.for_uploads(5, 15))
    sent = [bytes([n]) * 300_000 for n in range(10)]
    assert read(large, pieces(*sent), 3_000_000) == b"".join(sent)
    assert read(large, pieces(b"ab", b"", b"c")) == b"abc"
    assert read(large, pieces(), 0) == b""
    assert large.bounds.most == 80 * MEGABYTE


def test_too_heavy_is_heard_to_the_end_or_refused_at_once() -> None:
    bodies = Bodies(Bounds(**SMALL))
    unread = pieces(*[b"x" * 500] * 4)
    assert refused(bodies, unread, 2000) == 413
    with pytest.raises(IndexError):
        asyncio.run(unread())
    assert refused(bodies, pieces(), 4001) == 413
    assert refused(bodies, pieces(*[b"x" * 500] * 20)) == 413
    assert read(bodies, pieces(b"x" * 1000), 1000) == b"x" * 1000


def test_nothing_is_read_that_the_disk_has_no_room_for() -> None:
    unread = pieces(b"x" * 500)
    assert refused(Bodies(Bounds(**SMALL, folder="/tmp", spare=2**60)), unread, 500) == 507
    assert asyncio.run(unread())["body"]
    assert read(Bodies(Bounds(**SMALL, folder="/tmp", spare=1)), pieces(b"x" * 500), 500)


def test_silence_and_slowness_are_cut() -> None:
    assert refused(Bodies(Bounds(**SMALL, idle=0.05)), pieces(b"a", b"b", pause=1)) == 408
    assert refused(Bodies(Bounds(**SMALL, total=0.1)), pieces(*[b"a"] * 50, pause=0.02)) == 408


def test_a_sender_who_leaves_is_forgotten() -> None:
    async def left() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    with pytest.raises(Gone):
        read(Bodies(Bounds(**SMALL)), left)
    with pytest.raises(Gone):
        read(Bodies(Bounds(**SMALL)), pieces(b"half"), 8)


def test_so_many_at_once_and_no_more() -> None:
    async def crowd(bodies: Bodies, senders: int, chunk: bytes) -> list[Any]:
        reads = [bodies.read(scope(), pieces(chunk, pause=0.02)) for _ in range(senders)]
        return await asyncio.gather(*reads, return_exceptions=True)

    for bounds, chunk in ((Bounds(**SMALL, at_once=3), b"x"), (Bounds(**SMALL), b"x" * 1000)):
        outcomes = asyncio.run(crowd(Bodies(bounds), 4, chunk))
        assert [each.status for each in outcomes if isinstance(each, Refused)] == [503]


@pytest.fixture
def site(committed_town: Any) -> Iterator[int]:
    """`parvis web` on a port of its own, with two threads, and a town on the host « testserver »."""
    from django.db import connection

    from parvis.kit.database import connection_parts
    from parvis.kit.env import env

    name = str(connection.settings_dict["NAME"])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="parvis-test-", dir="/tmp") as data:
        environ = {
            "DATA": data,
            "PORT": str(port),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(SRC),
            "DATABASE_URL": address(connection_parts(env(), "owner"), name),
            "PARVIS_APP_DATABASE_URL": address(connection_parts(env(), "app"), name),
            "PARVIS_WEB_THREADS": "2",
            "PARVIS_MAX_FILES": "1",
            "PARVIS_MAX_UPLOAD_MB": "1",
        }
        with (Path(data) / "web.out").open("w") as output:
            web = subprocess.Popen(
                [sys.executable, "-m", "parvis.ops.cli", "web"], env=environ, stdout=output, stderr=output
            )
            try:
                wait_until(lambda: web.poll() is not None or reachable(port), 10)
                assert web.poll() is None, (Path(data) / "web.out").read_text()
                yield port
            finally:
                web.terminate()
                web.wait(15)


def reachable(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    connection.request("GET", path, headers={"Host": "testserver"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def post(port: int, length: int, begun: bytes, path: bytes = b"/connexion") -> socket.socket:
    """A form on its way: with its cookie, or the protection against forgery answers before reading."""
    sender = socket.create_connection(("127.0.0.1", port), timeout=4)
    sender.sendall(
        b"POST "
        + path
        + b" HTTP/1.1\r\nHost: testserver\r\nCookie: csrftoken=abcdefghijklmnopqrstuvwxyzabcdef\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%b" % (length, begun)
    )
    return sender


def answer_to(sender: socket.socket) -> tuple[int, str]:
    answer = http.client.HTTPResponse(sender)
    answer.begin()
    return answer.status, answer.read().decode()


def test_slow_and_heavy_senders_hold_nobody(site: int) -> None:
    slow = [post(site, 20, b"a=") for _ in range(8)]
    try:
        time.sleep(0.3)
        for sender in slow:
            sender.sendall(b"b")
        started = time.monotonic()
        assert ask(site, "/connexion") == 200
        assert ask(site, "/healthz") == 200
        assert time.monotonic() - started < 3
        slow[0].sendall(b"c" * 17)
        assert answer_to(slow[0])[0] == 403  # read whole, and judged by the page: its token is wrong
    finally:
        for sender in slow:
            sender.close()
    assert ask(site, "/connexion") == 200

    with post(site, 999_999_999, b"a=") as sender:
        status, page = answer_to(sender)
    assert status == 413
    assert "dépassent 6 Mo" in page
    # The door of large files opens for nobody who is not signed in.
    with post(site, 30 * MEGABYTE, b"a=", IMPORTS.encode()) as sender:
        status, page = answer_to(sender)
    assert (status, "dépassent 6 Mo" in page) == (413, True)
    with post(site, 7 * MEGABYTE, b"x" * 7 * MEGABYTE) as sender:
        assert answer_to(sender)[0] == 413
