"""Parvis's own PostgreSQL: a private server in the data folder, reached only through a Unix socket.

Every process that needs it holds a shared lock; the first one starts the server, the last one stops it. So `parvis serve`
and a passing command share one server, in any order, and a killed supervisor leaves a server that the next start adopts.
"""

import logging
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from parvis.kit.env import Env
from parvis.ops import memory
from parvis.ops.locks import SharedLock, exclusive
from parvis.ops.places import Places
from parvis.ops.roles import provision_embedded

log = logging.getLogger(__name__)

SUPERUSER = "postgres"
START_TIMEOUT = 60.0  # seconds; crash recovery of a large base may take that long
STOP_TIMEOUT = 30.0
LOG_LIMIT = 10_000_000  # bytes kept before the log turns

# Small on purpose: the whole of Parvis idles under 400 MB; what grows with the machine is in memory.py. Errors are logged without
# the statement or its values, which may hold personal data.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "150",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_wal_size": "512MB",
    "min_wal_size": "64MB",
    "max_worker_processes": "4",
    "max_parallel_workers_per_gather": "0",
    "io_method": "sync",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_line_prefix": "%m [%p] ",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
}


class EmbeddedError(Exception):
    """The embedded server would not start or stop; the message ends with what its log says."""


class EmbeddedServer:
    """The server of one data folder."""

    def __init__(self, env: Env) -> None:
        self.env = env
        self.places = Places(env.data)
        self._users = SharedLock(env.data / "postgres.users.lock")
        self._child: subprocess.Popen[bytes] | None = None

    def acquire(self) -> None:
        """Use the server, starting it if nobody did."""
        with exclusive(self.env.data / "postgres.lock"):
            self._users.acquire()
            try:
                self._ensure_running()
            except BaseException:
                self._users.release()
                raise

    def release(self) -> None:
        """Stop using the server; the last user stops it."""
        with exclusive(self.env.data / "postgres.lock"):
            if self._users.is_last():
                self._stop()
            self._users.release()

    def restart(self) -> None:
        """Start the server again when it died under its users."""
        with exclusive(self.env.data / "postgres.lock"):
            self._ensure_running()

    def pid(self) -> int | None:
        """Process number of the running server of this folder, None when there is none."""
        lines = self._postmaster_lines()
        if not lines or not lines[0].isdigit():
            return None
        pid = int(lines[0])
        try:
            process = psutil.Process(pid)
            ours = process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE
            ours = ours and str(self.places.cluster) in process.cmdline()
        except psutil.Error:
            return None
        return pid if ours else None

    def ready(self) -> bool:
        lines = self._postmaster_lines()
        return len(lines) > 7 and lines[7].startswith("ready")

    def _ensure_running(self) -> None:
        self.places.prepare()
        if self.pid() is None:
            if not (self.places.cluster / "PG_VERSION").exists():
                self._initialise()
            self._start()
        self._await_ready()
        provision_embedded(self.env, SUPERUSER)

    def _initialise(self) -> None:
        """Make the cluster beside its place, then rename it: a start killed midway leaves nothing half made."""
        fresh = self.places.new_cluster()
        with tempfile.NamedTemporaryFile("w", dir=self.places.socket) as password:
            password.write(self.env.superuser_password + "\n")
            password.flush()
            if self.places.user:
                os.chown(password.name, self.places.user.pw_uid, self.places.user.pw_gid)
            done = self._run_as_user(
                [
                    *(
                        self.places.program("initdb"),
                        "-D",
                        str(fresh),
                        "-U",
                        SUPERUSER,
                        f"--pwfile={password.name}",
                    ),
                    *(
                        "--locale-provider=libc",
                        "--locale=C.UTF-8",
                        "--encoding=UTF8",
                        "--auth=scram-sha-256",
                    ),
                    *("--data-checksums", "--no-instructions"),
                ]
            )
        if done.returncode:
            raise EmbeddedError(
                f"La base n'a pas pu être créée : {done.stderr.decode(errors='replace').strip()}"
            )
        fresh.rename(self.places.cluster)

    def _start(self) -> None:
        stale = self.places.cluster / "postmaster.pid"
        lines = self._postmaster_lines()
        if lines and lines[0].isdigit() and psutil.pid_exists(int(lines[0])):
            # Its number now belongs to another program (a restarted container): the server would refuse to start.
            stale.unlink()
        settings = SETTINGS | memory.server_settings(memory.available())
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [
            self.places.program("postgres"),
            "-D",
            str(self.places.cluster),
            "-k",
            str(self.places.socket),
        ]
        with open(self._log_path(), "ab") as output:
            self._child = subprocess.Popen(
                [*command, *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env=_clean_environment(),
                umask=0o077,
                start_new_session=True,  # Ctrl-C in the terminal is for the supervisor, which stops us last
                **self._identity(),
            )

    def _await_ready(self) -> None:
        until = time.monotonic() + START_TIMEOUT
        while not self.ready() or self.pid() is None:
            if self._child and self._child.poll() is not None:
                raise EmbeddedError(f"La base ne démarre pas :\n{self._log_tail()}")
            if time.monotonic() > until:
                raise EmbeddedError(
                    f"La base n'est pas prête après {START_TIMEOUT:.0f} s :\n{self._log_tail()}"
                )
            time.sleep(0.02)

    def _stop(self) -> None:
        """Fast shutdown, then the immediate one, from which the next start recovers."""
        pid = self.pid()
        if pid is None:
            return
        process = psutil.Process(pid)
        for order, patience in ((signal.SIGINT, STOP_TIMEOUT), (signal.SIGQUIT, 10.0)):
            process.send_signal(order)
            until = time.monotonic() + patience
            while time.monotonic() < until:
                if self._child:
                    self._child.poll()  # reap it
                if self.pid() is None:
                    return
                time.sleep(0.02)
        raise EmbeddedError(f"La base (processus {pid}) ne s'arrête pas :\n{self._log_tail()}")

    def _postmaster_lines(self) -> list[str]:
        try:
            return (self.places.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _log_path(self) -> Path:
        self.env.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.env.logs / "postgresql.log"
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            path.replace(path.with_suffix(".log.1"))
        return path

    def _log_tail(self) -> str:
        return "\n".join(self._log_path().read_text(errors="replace").splitlines()[-12:])

    def _identity(self) -> dict[str, Any]:
        if not self.places.user:
            return {}
        return {"user": self.places.user.pw_uid, "group": self.places.user.pw_gid, "extra_groups": []}

    def _run_as_user(self, command: list[str]) -> subprocess.CompletedProcess[bytes]:
        identity = self._identity()
        return subprocess.run(
            command, capture_output=True, cwd="/", env=_clean_environment(), check=False, **identity
        )


@contextmanager
def running_database(env: Env) -> Iterator[EmbeddedServer | None]:
    """The database for the length of a block: nothing to do with `DATABASE_URL`, else the embedded server."""
    if not env.embedded:
        yield None
        return
    server = EmbeddedServer(env)
    server.acquire()
    try:
        yield server
    finally:
        server.release()


def _clean_environment() -> dict[str, str]:
    """No PG* variable of the shell reaches the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
