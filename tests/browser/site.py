"""A whole Parvis for browser tests: its own database, the web server, the worker, a mail server, address and tile
stand-ins. Everything listens on loopback and stops with the tests."""

import io
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiosmtpd.controller import Controller
from PIL import Image

from tests.environment import ROOT


def _tile() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (256, 256), (225, 230, 228)).save(target, "PNG")
    return target.getvalue()


TILE = _tile()


class Mailbox:
    """What the mail server took, oldest first."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [m for m in self.messages if address in str(m["To"])]

    def wait_for(self, address: str, count: int = 1, seconds: float = 20) -> list[EmailMessage]:
        until = time.monotonic() + seconds
        while len(found := self.to(address)) < count:
            if time.monotonic() > until:
                raise AssertionError(
                    f"{len(found)} messages for {address} after {seconds:.0f} s, {count} expected"
                )
            time.sleep(0.1)
        return found


class Tiles(BaseHTTPRequestHandler):
    """Grey squares with the documented addresses of a tile server."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(TILE)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(TILE)

    def log_message(self, *args: Any) -> None:
        pass


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def tile_server() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    finally:
        server.shutdown()
        server.server_close()


def address(parts: dict[str, Any], database: str) -> str:
    """A libpq address that works through the embedded server's socket."""
    user, password = quote(str(parts["user"])), quote(str(parts.get("password", "")))
    return f"postgresql://{user}:{password}@/{database}?host={quote(str(parts['host']), safe='')}&port={parts['port']}"


class Site:
    """``url`` is the town's main host; ``mailbox`` holds what was sent."""

    def __init__(self, database: str, owner: str, app: str, data: Path, tiles: str, geocoder: str) -> None:
        self.database, self.port = database, free_port()
        self.mailbox = Mailbox()
        self.smtp = Controller(self.mailbox, hostname="127.0.0.1", port=free_port())
        self.url = f"http://localhost:{self.port}"
        self.environ = os.environ | {
            "DATA": str(data),
            "DATABASE_URL": owner,
            "PARVIS_APP_DATABASE_URL": app,
            "PORT": str(self.port),
            "PARVIS_SMTP_URL": f"smtp://127.0.0.1:{self.smtp.port}",
            "PARVIS_TILES_URL": tiles,
            "PARVIS_GEOCODER_URL": geocoder,
            "PARVIS_LOG_FORMAT": "text",
            "PARVIS_TEST_TOWN": "1",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }
        self.log = data / "site.log"
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def run(self, *arguments: str) -> str:
        """One command to its end; its output."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environ,
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def parvis(self, *arguments: str) -> str:
        return self.run("-m", "parvis.ops.cli", *arguments)

    def start(self, name: str) -> None:
        with self.log.open("ab") as output:
            self.children[name] = subprocess.Popen(
                [sys.executable, "-m", "parvis.ops.cli", name],
                env=self.environ,
                stdout=output,
                stderr=output,
                cwd=ROOT,
            )

    def wait_until_ready(self, seconds: float = 30) -> None:
        until = time.monotonic() + seconds
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                pass
            if time.monotonic() > until:
                raise AssertionError(f"the site is not ready:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.2)

    def stop(self, name: str) -> None:
        child = self.children.pop(name, None)
        if child is not None:
            child.terminate()
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def close(self) -> None:
        for name in list(self.children):
            self.stop(name)
