#!/usr/bin/env python3
"""Make the virtual environment of this checkout: locked packages with hashes, Parvis itself, the built front end.

Quick when nothing changed: a stamp in .venv remembers the lock files. Needs only Python 3.11+ and its standard library.
    python3 scripts/bootstrap.py [--dev] [--no-assets]
"""

import sys

if sys.version_info < (3, 11):  # before any syntax that older versions refuse
    sys.exit("Parvis demande Python 3.11 ou plus récent ; celui-ci est " + sys.version.split()[0] + ".")

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "parvis-stamp.json"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    parser.add_argument("--no-assets", action="store_true", help="leave the front end as it is")
    wanted = parser.parse_args()
    os.chdir(ROOT)
    with open(ROOT / "scripts" / "bootstrap.py") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two `make` at once
        packages("dev" if wanted.dev else "run")
        if not wanted.no_assets:
            run([str(PYTHON), "scripts/build_assets.py"])


def packages(kind: str) -> None:
    """Bring .venv to the lock file, unless it is there already."""
    known = stamp()
    lock, project = digest(LOCKS[kind]), digest("pyproject.toml")
    if not works():
        create()
        known = {}
    if known.get(kind) != lock:
        print(f"Installation des paquets de {LOCKS[kind]}…", flush=True)
        run(pip("--require-hashes", "-r", LOCKS[kind]))
        known[kind] = lock
        if kind == "dev":  # the development lock holds the other one
            known["run"] = digest(LOCKS["run"])
        STAMP.write_text(json.dumps(known, indent=1))
    if known.get("project") != project:
        run(pip("--no-deps", "--editable", "."))
        known["project"] = project
        STAMP.write_text(json.dumps(known, indent=1))


def stamp() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def works() -> bool:
    """A .venv whose Python was upgraded or removed is made again."""
    test = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([PYTHON, "-c", test], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def create() -> None:
    print("Création de .venv…", flush=True)
    if VENV.exists():
        shutil.rmtree(VENV)
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        print(made.stdout, made.stderr, file=sys.stderr)
        sys.exit(
            "L'environnement Python n'a pas pu être créé. Sous Debian ou Ubuntu : apt install python3-venv"
        )


def pip(*arguments: str) -> list[str]:
    return [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]


def run(command: list[str]) -> None:
    done = subprocess.run(command, check=False)
    if done.returncode:
        sys.exit(f"Échec de : {' '.join(command)}")


if __name__ == "__main__":
    main()
