"""Secrets that nobody typed: made at first start, kept in one file that only its owner can read."""

import fcntl
import json
import os
import secrets
import tempfile
from pathlib import Path

NAMES = ("secret_key", "follow_key", "superuser_password", "owner_password", "app_password")
FILENAME = "secrets.json"


def read_secrets(data: Path) -> dict[str, str]:
    """Return every secret of this data folder, making the missing ones.

    A secret added by a later version joins the file at the next start. Two processes that start at once agree:
    the file is only written under a lock, and replaced in one step.
    """
    path = data / FILENAME
    known = _load(path)
    if all(known.get(name) for name in NAMES):
        return known
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    with open(data / (FILENAME + ".lock"), "w") as lock:
        os.fchmod(lock.fileno(), 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = _load(path)
        made = {name: secrets.token_urlsafe(48) for name in NAMES if not known.get(name)}
        if made:
            known |= made
            write_secrets(data, known)
    return known


def write_secrets(data: Path, values: dict[str, str]) -> None:
    """Replace the file in one step; `mkstemp` gives it mode 0600 from its first byte."""
    handle, name = tempfile.mkstemp(prefix=".secrets-", dir=data)
    with os.fdopen(handle, "w") as file:
        json.dump(values, file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, data / FILENAME)


def _load(path: Path) -> dict[str, str]:
    try:
        return {str(name): str(value) for name, value in json.loads(path.read_text()).items()}
    except FileNotFoundError:
        return {}
