"""From ``parvis serve`` on an existing town to ready, and what the whole system weighs when nobody asks anything."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.setting import Report

PORT = os.environ.get("PORT", "8161")
READY = "Parvis is ready"
IDLE = 10.0  # seconds before the memory is read


def run(report: Report, data: Path) -> None:
    command = [sys.executable, "-m", "parvis.ops.cli", "serve"]
    with serving(command, {"DATA": str(data)}) as (process, seconds):
        report.value("Démarrage d'une ville existante", f"{seconds:.1f} s", goal="< 5 s")
        time.sleep(IDLE)
        shares = [(p.name(), p.memory_full_info().pss) for p in _family(process)]
        total = sum(pss for _name, pss in shares) / 1e6
        postgres = sum(pss for name, pss in shares if name == "postgres") / 1e6
        report.value(
            "Mémoire au repos (PSS)",
            f"{total:.0f} Mo, dont PostgreSQL {postgres:.0f} Mo ({len(shares)} processus)",
            goal="< 400 Mo",
        )


@contextmanager
def serving(
    command: list[str], environ: dict[str, str], cwd: Path | None = None
) -> Iterator[tuple[subprocess.Popen[str], float]]:
    """Start, wait for the line that says ready, and stop as Ctrl-C does."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, env=os.environ | {"PORT": PORT} | environ, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if READY in line:
                break
        else:
            raise RuntimeError("".join(said[-20:]))
        seconds = time.perf_counter() - started
        # Whoever writes into a full pipe waits.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield process, seconds
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)


def _family(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    parent = psutil.Process(process.pid)
    return [parent, *parent.children(recursive=True)]
