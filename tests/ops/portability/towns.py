"""What the tests of moving towns share."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg

from parvis.ops.portability import manifest as names
from tests.environment import ROOT


@dataclass
class Installation:
    name: str
    files: Path
    server: Any
    towns: list[Any] = field(default_factory=list)
    cases: list[Any] = field(default_factory=list)
    #: Points Django, the files and the follow key at this installation.
    enter: Callable[[], None] = lambda: None

    def rows(self, statement: str, *params: Any) -> list[tuple[Any, ...]]:
        """As the server's administrator, whom nothing is hidden from."""
        with psycopg.connect(**self.server.admin | {"dbname": self.name}, autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), params)
            return cursor.fetchall() if cursor.description else []

    def everything(self) -> dict[str, int]:
        """Rows of every table, and files on the disk."""
        tables = self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        union = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for (name,) in tables)
        return dict(self.rows(union)) | {"files": sum(1 for path in self.files.rglob("*") if path.is_file())}

    def run(self, code: str) -> "subprocess.CompletedProcess[str]":
        """In another process, as the owner: one that may be killed."""
        preamble = (
            "import django, os, signal; from pathlib import Path; from django.conf import settings;"
            f"settings.DATABASES['default']['NAME'] = {self.name!r}; django.setup();"
            f"from parvis.kit.env import Env; Env.files = Path({str(self.files)!r});"
            "from parvis.tenancy.models import Collectivity\n"
            "def die(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
        )
        environ = os.environ | {
            "PARVIS_DB_ROLE": "owner",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        return subprocess.run(
            [sys.executable, "-c", preamble + code],
            env=environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def run_killed(self, code: str) -> None:
        done = self.run(code)
        assert done.returncode == -signal.SIGKILL, done.stderr[-2000:]


def content(folder: Path) -> dict[str, bytes]:
    """What must be the same in two exports of one town: everything but what tells the moment, or the installation."""
    passing = {names.NAME, names.README, names.LINKS}
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in passing
    }


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text().splitlines()]


def rewrite(folder: Path, name: str, rows: list[Any], *, columns: list[str] | None = None) -> None:
    """Change a file of an archive as somebody would who also corrects the manifest."""
    text = "".join(
        (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows
    )
    (folder / name).write_text(text)
    said = json.loads((folder / names.NAME).read_text())
    entry = said["content"].setdefault(name, {"columns": []})
    entry |= {
        "rows": len(rows),
        "bytes": len(text.encode()),
        "sha256": sha256(text.encode()).hexdigest(),
    }
    if columns is not None:
        entry["columns"] = columns
    (folder / names.NAME).write_text(json.dumps(said))
