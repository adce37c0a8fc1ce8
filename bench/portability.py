"""A town that leaves, arrives and is removed: the export against a raw COPY of the same rows, in the same run."""
# ruff: noqa: S608 - table names are ours

import resource
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
import psycopg

from bench.generator import SLUG
from bench.setting import Report
from parvis.kit.database import connection_parts
from parvis.kit.env import env
from parvis.ops.portability.connecting import connect, prepare
from parvis.ops.portability.describing import tables
from parvis.ops.portability.exporting import export
from parvis.ops.portability.loading import load
from parvis.ops.portability.removing import remove
from parvis.tenancy.models import Collectivity

ARRIVED = "banc-arrivee"


def run(report: Report) -> None:
    town = Collectivity.objects.get(slug=SLUG)
    with tempfile.TemporaryDirectory(prefix="parvis-bench-export-") as name:
        folder = Path(name) / "town"
        _export(report, town, folder)
        _load_and_remove(report, folder)


def _export(report: Report, town: Collectivity, folder: Path) -> None:
    ours, raw, spent = [], [], []
    for _ in range(max(1, report.sizes.rounds // 2)):
        shutil.rmtree(folder, ignore_errors=True)
        with connect() as connection:
            server = psutil.Process(connection.info.backend_pid)
            before, began, started = _seconds(server), time.process_time(), time.perf_counter()
            made = export(town, folder, connection=connection)
            cases = made.content["data/cases_case.jsonl"].rows
            ours.append(cases / (time.perf_counter() - started))
            spent.append((time.process_time() - began, _seconds(server) - before))
        raw.append(cases / _raw_copy(town.pk, folder.parent / "raw"))
    report.ratio("Export d'une ville", ours, "COPY brut", raw, unit="demandes/s", goal="≥ 5 000/s")
    python, postgresql = spent[len(spent) // 2]
    told = f"{python:.1f} s de Python, {postgresql:.1f} s de PostgreSQL ; {cases / (python + postgresql):.0f} demandes"
    report.value("  processeur", f"{told} par seconde de processeur")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    report.value("  ce qui est écrit", f"{size / 1e6:.0f} Mo ; mémoire du processus {peak} Mo au plus")


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _raw_copy(tenant: int, target: Path) -> float:
    """The same rows, by the same role, as PostgreSQL writes them."""
    started = time.perf_counter()
    with connect() as connection, target.open("wb") as file:
        connection.execute("SELECT set_config('parvis.tenant', %s, true)", [str(tenant)])
        for table in tables():
            query = f"COPY (SELECT * FROM {table.name} WHERE tenant_id = {tenant:d} ORDER BY id) TO STDOUT"
            with connection.cursor().copy(query.encode()) as rows:
                for part in rows:
                    file.write(part)
    return time.perf_counter() - started


def _load_and_remove(report: Report, folder: Path) -> None:
    owner: Any = psycopg.connect(**connection_parts(env(), "owner"))
    try:
        prepare(owner)
        started = time.perf_counter()
        loaded = load(folder, hosts=["arrivee.test"], slug=ARRIVED, connection=owner)
        took = time.perf_counter() - started
        town = Collectivity.objects.get(pk=loaded.tenant)
        with connect() as connection:
            connection.execute("SELECT set_config('parvis.tenant', %s, true)", [str(town.pk)])
            row = connection.execute("SELECT count(*) FROM cases_case").fetchone()
        cases = row[0] if row else 0
        report.value("Chargement d'une ville", f"{cases / took:.0f} demandes/s ({loaded.rows} lignes)")
        started = time.perf_counter()
        remove(town, connection=owner, patience=0)
        report.value("Suppression d'une ville", f"{cases / (time.perf_counter() - started):.0f} demandes/s")
    finally:
        owner.close()
