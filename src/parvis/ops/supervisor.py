"""One process that runs all of Parvis on one machine: database, web, worker. Imports no Django, to stay small."""

import http.client
import logging
import logging.config
import os
import signal
import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field

import click

from parvis.kit.env import Env
from parvis.ops.embedded import EmbeddedServer
from parvis.ops.locks import SupervisorLock
from parvis.ops.logs import logging_config
from parvis.ops.parenthood import PARENT
from parvis.ops.session import migrate_in_child, parvis_command

log = logging.getLogger("parvis.supervisor")

LOCK = "parvis.lock"
READY_TIMEOUT = 60.0
STOP_TIMEOUT = 20.0
CRASH_PATIENCE = 15.0
STEADY = 60.0  # a child that lived this long starts again at once


@dataclass
class Child:
    """One supervised command, restarted with a growing pause when it dies."""

    name: str
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    failures: int = 0
    restart_at: float = field(default=0.0)

    def start(self) -> None:
        self.born = time.monotonic()
        environment = os.environ | {PARENT: str(os.getpid()), "PARVIS_DB_ROLE": "app"}
        # Its own session: Ctrl-C reaches us alone, and we stop the children in order.
        self.process = subprocess.Popen(
            [*parvis_command(), self.name], env=environment, start_new_session=True
        )

    def watch(self) -> None:
        """Notice a death, plan the restart, restart when its time has come."""
        if self.process and (code := self.process.poll()) is not None:
            lived = time.monotonic() - self.born
            self.failures = 0 if lived > STEADY else self.failures + 1
            pause = min(30.0, 0.5 * 2**self.failures)
            log.error("%s stopped by itself (%s), starting again in %.0f s", self.name, code, pause)
            self.process, self.restart_at = None, time.monotonic() + pause
        if self.process is None and time.monotonic() >= self.restart_at:
            self.start()

    def stop(self) -> None:
        if not self.process or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            log.error("%s does not stop, killed", self.name)
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """Start in order, keep alive, stop in the reverse order."""

    def __init__(self, env: Env) -> None:
        self.env = env
        self.database = EmbeddedServer(env) if env.embedded else None
        self.web, self.worker = Child("web"), Child("worker")
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        host = "127.0.0.1" if self.env.host in ("0.0.0.0", "::", "") else self.env.host  # noqa: S104 (compared, not bound)
        return f"http://{host}:{self.env.port}"

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM. Raises `AlreadyRunning` when this folder is served already."""
        logging.config.dictConfig(logging_config(self.env))
        with SupervisorLock(self.env.data / LOCK) as lock:
            self._refuse_taken_port(patience=CRASH_PATIENCE if lock.after_crash else 0.0)
            lock.write(f"{os.getpid()} {self.url}")
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: self.stopping.set())
            if self.database:
                self.database.acquire()
            try:
                migrate_in_child("--if-needed")
                if not self.stopping.is_set():
                    self._serve()
            finally:
                self.web.stop()
                self.worker.stop()
                if self.database:
                    self.database.release()

    def _serve(self) -> None:
        self.web.start()
        self.worker.start()
        announced, late = False, time.monotonic() + READY_TIMEOUT
        while not self.stopping.wait(0.1 if not announced else 1.0):
            self._watch_database()
            self.web.watch()
            self.worker.watch()
            if not announced and self._answers():
                announced = True
                click.echo(f"Parvis is ready: {self.url}")
            elif not announced and time.monotonic() > late:
                raise click.ClickException(
                    f"Le site ne répond pas après {READY_TIMEOUT:.0f} s : voyez les messages."
                )

    def _watch_database(self) -> None:
        if self.database and self.database.pid() is None:
            log.error("the database stopped by itself, starting it again")
            self.database.restart()

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _refuse_taken_port(self, patience: float) -> None:
        """After a kill, the children of the killed supervisor may still be finishing their last answer."""
        until = time.monotonic() + patience
        while (trouble := _bind_error(self.env.host, self.env.port)) and time.monotonic() < until:
            time.sleep(0.1)
        if trouble:
            raise click.ClickException(
                f"Le port {self.env.port} de {self.env.host} ne peut pas être ouvert ({trouble}). "
                "Choisissez-en un autre : PORT=8001 parvis serve"
            )


def _bind_error(host: str, port: int) -> str | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return None
