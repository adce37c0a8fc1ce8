#!/usr/bin/env python3
"""Write schema.sql, the whole database as a reviewer reads it; with --check, compare and fail on a difference.

The dump is of a base migrated from nothing, in a passing data folder, and keeps nothing of the server it came from.
"""

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "schema.sql"

#: Lines that tell of the server or of the program, not of Parvis.
SESSION = (
    "statement_timeout|lock_timeout|idle_in_transaction_session_timeout|transaction_timeout|client_encoding|"
    "standard_conforming_strings|check_function_bodies|xmloption|client_min_messages|row_security|"
    "default_tablespace|default_table_access_method"
)
NOISE = re.compile(
    rf"^(--|SET ({SESSION}) = |SELECT pg_catalog\.set_config|\\(un)?restrict |COMMENT ON EXTENSION"
    "|CREATE SCHEMA public|COMMENT ON SCHEMA)"
)


def dump() -> str:
    from parvis.kit.database import connection_parts
    from parvis.kit.env import Env
    from parvis.ops.embedded import running_database
    from parvis.ops.places import Places, packaged_binaries

    with tempfile.TemporaryDirectory(prefix="parvis-schema-") as folder:
        os.chmod(folder, 0o711)
        environ = {"DATA": folder, "PATH": os.environ["PATH"]}
        env = Env.read(environ)
        with running_database(env):
            run([sys.executable, "-m", "parvis.ops.cli", "migrate"], environ)
            parts = connection_parts(env, "owner")
            command = [
                str(packaged_binaries() / "pg_dump"),
                "--schema-only",
                "--no-owner",
                f"--dbname={parts['dbname']}",
            ]
            command += [f"--host={parts['host']}", f"--username={parts['user']}"]
            text = run(command, environ | {"PGPASSWORD": parts["password"]})
        Places(env.data).remove()
    return text


def run(command: list[str], environ: dict[str, str]) -> str:
    done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return done.stdout


def normalised(text: str) -> str:
    """No comments, no session settings, no double blank lines."""
    lines = [line.rstrip() for line in text.splitlines() if not NOISE.match(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    wanted = parser.parse_args()
    found = normalised(dump())
    if not wanted.check:
        TARGET.write_text(found)
        return
    kept = TARGET.read_text() if TARGET.exists() else ""
    difference = list(
        difflib.unified_diff(kept.splitlines(), found.splitlines(), "schema.sql", "migrations", lineterm="")
    )
    if difference:
        print("\n".join(difference[:200]), file=sys.stderr)
        sys.exit(
            "schema.sql does not tell what the migrations do: run `make schema` and read the difference."
        )


if __name__ == "__main__":
    main()
