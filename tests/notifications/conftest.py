"""A real mail server on a loopback port, and a real worker run for one pass."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller


class MailServer:
    """Starts and stops at will on one port; keeps what it received; may refuse some recipients."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.received: list[Message] = []
        self.envelopes: list[Any] = []
        self.refused: dict[str, str] = {}
        self.during: Callable[[], None] = lambda: None
        self._controller: Controller | None = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await asyncio.to_thread(self.during)
        self.envelopes.append(envelope)
        self.received.append(message_from_bytes(envelope.original_content, policy=default))
        return "250 OK"

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """Not started: until then nothing listens on its port."""
    from parvis.kit.env import env

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    monkeypatch.setenv("PARVIS_SMTP_URL", f"smtp://127.0.0.1:{port}")
    env.cache_clear()
    server = MailServer(port)
    yield server
    server.stop()
    monkeypatch.undo()
    env.cache_clear()


@pytest.fixture
def mail_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder provider, writing in a place of its own."""
    import dataclasses

    from parvis.kit.env import env
    from parvis.notifications.providers import folder

    elsewhere = dataclasses.replace(env(), data=tmp_path)
    monkeypatch.setattr(folder, "env", lambda: elsewhere)
    return tmp_path / "mail"


@pytest.fixture
def work() -> Callable[..., None]:
    """``work("notifications", "mail")``: the real worker takes what is ready in these queues, then stops."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from parvis.ops.worker import load_jobs

    load_jobs()

    def one_pass(*queues: str) -> None:
        for queue in queues:
            with app.replace_connector(DjangoConnector().get_worker_connector()) as worker_app:
                worker_app.run_worker(queues=[queue], wait=False, install_signal_handlers=False)

    return one_pass
