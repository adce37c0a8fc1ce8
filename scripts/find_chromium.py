#!/usr/bin/env python3
"""Print the path of a Chromium for the browser tests, installing Debian's when we may; else say what to type."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found() -> str | None:
    named = os.environ.get("PARVIS_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def main() -> None:
    path = found()
    if path is None and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(
                command,
                stdout=sys.stderr,
                check=False,
                env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            )
        path = found()
    if path is None:
        sys.exit(
            "Les tests d'écran demandent Chromium. Sous Debian ou Ubuntu : sudo apt-get install chromium\n"
            "S'il est ailleurs : PARVIS_CHROMIUM=/chemin/vers/chromium make test"
        )
    print(path)


if __name__ == "__main__":
    main()
