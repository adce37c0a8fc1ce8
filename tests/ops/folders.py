"""A data folder of its own: these tests start and stop whole systems, whatever server the suite runs on."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg

from parvis.kit.database import connection_parts
from parvis.kit.env import Env, Role
from parvis.ops.embedded import EmbeddedServer
from parvis.ops.places import Places

SRC = Path(__file__).resolve().parents[2] / "src"


@dataclass
class Folder:
    """One data folder, the commands typed on it, and what is left running there at the end."""

    path: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environ(self) -> dict[str, str]:
        return {
            "DATA": str(self.path),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(SRC),
            "PARVIS_LOG_FORMAT": "text",
        }

    @property
    def env(self) -> Env:
        return Env.read({"DATA": str(self.path)})

    @property
    def server(self) -> EmbeddedServer:
        return EmbeddedServer(self.env)

    def connect(self, role: Role, **parts: Any) -> "psycopg.Connection[Any]":
        return psycopg.connect(**connection_parts(self.env, role) | parts, autocommit=True)

    def parvis(self, *arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "parvis.ops.cli", *arguments]
        return subprocess.run(
            command, env=self.environ | environ, capture_output=True, text=True, check=False, timeout=90
        )

    def serve(self, **environ: str) -> "subprocess.Popen[str]":
        """`parvis serve`, returned when it says that it is ready."""
        output = (self.path / "serve.out").open("w+")
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "parvis.ops.cli", "serve"],
            env=self.environ | environ,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        wait_until(lambda: "Parvis is ready: http://" in self.said() or process.poll() is not None, 60)
        assert process.poll() is None, self.said()
        return process

    def said(self) -> str:
        return (self.path / "serve.out").read_text()

    def processes(self) -> list[psutil.Process]:
        """Every process that works on this folder, database included."""
        found = []
        for process in psutil.process_iter():
            try:
                mine = process.environ().get("DATA") == str(self.path) or any(
                    str(self.path) in part for part in process.cmdline()
                )
            except psutil.Error:
                continue
            if mine and process.pid != os.getpid():
                found.append(process)
        return found

    def clean(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(30)
        wait_until(lambda: self.server.pid() is None, 15)
        Places(self.path).remove()


def wait_until(condition: Callable[[], object], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"still not so after {seconds} s"
        time.sleep(0.05)


def passing_folder() -> Iterator[Folder]:
    with tempfile.TemporaryDirectory(prefix="parvis-test-", dir="/tmp") as name:
        Path(name).chmod(0o711)  # as Parvis makes it: the database's own user passes, and sees nothing
        made = Folder(Path(name))
        yield made
        made.clean()
