"""An import of requests with their persons, against COPY of the very same rows by the tables' owner, then taken back.

In an installation of its own, one new town per size. The import runs in a process of its own, whose memory is read.
"""

import csv
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

import psutil

from bench.setting import Report, as_owner

#: In the order of their foreign keys.
TABLES = ("directory_person", "directory_contactpoint", "cases_case", "history_event")
COLUMNS = (
    "numero",
    "recu",
    "clos",
    "objet",
    "texte",
    "origine",
    "etat",
    "lieu",
    "prenom",
    "nom",
    "courriel",
    "tel",
)
MAPPING = """
source = "banc"
label = "Banc d'essai"
[identifier]
column = "numero"
[received]
column = "recu"
format = "iso"
[closed]
column = "clos"
format = "iso"
[text]
columns = ["texte"]
[place]
address = "lieu"
[channel]
column = "origine"
[channel.values]
"Tél" = "phone"
"Web" = "web"
"Guichet" = "counter"
[state]
column = "etat"
[state.values]
"Fini" = "closed:done"
"Ouvert" = "received"
[type]
column = "objet"
unknown = "refuse"
[type.values]
"Trou" = "VOI-NDP"
"Éclairage" = "VOI-ECL"
"Dépôt" = "PRO-DEP"
[person]
given_names = "prenom"
family_name = "nom"
email = "courriel"
phone = "tel"
"""
SENTENCES = (
    "Un trou dans la chaussée devant le {n}, il faut passer sur le trottoir et les enfants ont peur.",
    "Le lampadaire du {n} ne s'allume plus depuis lundi, la rue est noire le soir.",
    "Des gravats ont été déposés au coin de la rue, devant le {n}, pouvez-vous les enlever ?",
)


def run(report: Report, data: Path) -> None:
    folder = data / "reprise"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    os.environ["DATA"] = str(folder)
    from parvis.ops.session import database_session

    with database_session("owner"):
        for count in report.sizes.imported:
            _measure(report, folder, count)
    os.environ.pop("PARVIS_DB_ROLE")


def _measure(report: Report, folder: Path, count: int) -> None:
    slug = _new_town(count)
    mapping = folder / "banc.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    path = _write(folder / f"{count}.csv", count)
    told = _in_child("import", slug, str(path), str(mapping))
    undone = _copied(slug, folder, told["batch"])
    path.unlink()
    report.ratio(
        f"Reprise de {count} lignes avec usagers",
        [count / told["seconds"]],
        "mêmes lignes par COPY",
        [count / undone["copy"]],
        unit="lignes/s",
        goal="≥ 2 000 lignes/s",
    )

    def each(seconds: float) -> str:
        return f"{seconds / count * 1000:.2f} ms"

    report.value(
        f"Reprise de {count} lignes, processeur et mémoire",
        f"Python {each(told['python'])} et PostgreSQL {each(told['server'])} par ligne, {each(undone['copy_server'])} par COPY ; "
        f"{told['peak']:.0f} Mo au plus",
        goal="mémoire égale à toutes les tailles",
    )
    report.value(
        f"Reprise de {count} lignes, annulée",
        f"{undone['seconds']:.1f} s, {undone['peak']:.0f} Mo au plus",
    )


def _new_town(count: int) -> str:
    from parvis.kit import clock
    from parvis.ops.founding import found
    from parvis.tenancy.models import Collectivity

    slug = f"reprise-{count}-{time.time_ns() % 10**9}"
    row = Collectivity(slug=slug, name="Reprise", insee="28134", population=12000, created_at=clock.now())
    found(row, hosts=[f"{slug}.test"])
    return slug


def _write(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(_lines(count))
    return path


def _lines(count: int) -> Iterator[list[Any]]:
    """Seven in ten name somebody, a third as many people as requests; nine in ten are closed."""
    draw, first = random.Random(2026), datetime(2020, 1, 1)  # noqa: S311, DTZ001 - written as local, as tools do
    people = max(count // 3, 1)
    for n in range(count):
        at = first + timedelta(minutes=n * 2_500_000 / count)
        who = draw.randrange(people)
        named = draw.random() < 0.7
        closed = draw.random() < 0.9
        yield [
            f"B{n}",
            at.isoformat(" ", "minutes"),
            (at + timedelta(days=draw.randrange(30))).isoformat(" ", "minutes") if closed else "",
            draw.choice(("Trou", "Éclairage", "Dépôt")),
            draw.choice(SENTENCES).format(n=draw.randrange(200)),
            draw.choice(("Tél", "Web", "Guichet")),
            "Fini" if closed else "Ouvert",
            f"{draw.randrange(200)} rue des Lilas",
            draw.choice(("Élodie", "Paul", "Zoé")) if named else "",
            f"Durand {who % 5000}" if named else "",
            f"p{who}@example.org" if named and who % 4 else "",
            f"06{who:08d}" if named and who % 3 else "",
        ]


def _in_child(*arguments: str) -> dict[str, float]:
    environ = {k: v for k, v in os.environ.items() if k != "PARVIS_DB_ROLE"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.importing", *arguments],
        env=environ,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _copied(slug: str, folder: Path, batch: float) -> dict[str, float]:
    """Sets the rows of the import aside, takes it back, and copies them in again."""
    with as_owner() as connection:
        tenant = connection.execute("SELECT id FROM tenancy_collectivity WHERE slug = %s", [slug]).fetchone()[
            0
        ]
        for table in TABLES:
            with (folder / table).open("wb") as file, connection.cursor() as cursor:
                _copy_out(cursor, table, tenant, file)
        undone = _in_child("undo", slug, str(int(batch)))
        for table in TABLES:
            connection.execute(f"VACUUM ANALYZE {table}")
        connection.execute(
            "UPDATE history_importbatch SET state = 'done' WHERE tenant_id = %s AND id = %s",
            [tenant, int(batch)],
        )
        started, server = time.perf_counter(), _processor(connection.info.backend_pid)
        for table in TABLES:
            with (folder / table).open("rb") as file, connection.cursor() as cursor:
                _copy_in(cursor, table, file)
        undone["copy"] = time.perf_counter() - started
        undone["copy_server"] = _processor(connection.info.backend_pid) - server
    for table in TABLES:
        (folder / table).unlink()
    return undone


def _copy_out(cursor: Any, table: str, tenant: int, file: IO[bytes]) -> None:
    rows = f"SELECT * FROM {table} WHERE tenant_id = {tenant} ORDER BY id"  # noqa: S608 - ours
    with cursor.copy(f"COPY ({rows}) TO STDOUT") as copy:
        for block in copy:
            file.write(block)


def _copy_in(cursor: Any, table: str, file: IO[bytes]) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        while block := file.read(1 << 20):
            copy.write(block)


@contextmanager
def _inside(slug: str) -> Iterator[None]:
    from parvis.ops.session import database_session

    with database_session():
        from parvis.kit.tenant import activate
        from parvis.tenancy.models import Collectivity

        with activate(Collectivity.objects.get(slug=slug).pk):
            yield


def _server_seconds() -> float:
    """Processor time of our connection's process."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return _processor(cursor.fetchone()[0])


def _processor(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def child(what: str, slug: str, *given: str) -> None:
    """In a process of its own: only its figures go out."""
    with _inside(slug):
        from parvis.intake.importing.mapping import load_mapping
        from parvis.intake.importing.running import import_cases
        from parvis.intake.importing.undoing import undo

        started, python, server = time.perf_counter(), time.process_time(), _server_seconds()
        figures: dict[str, Any] = {}
        if what == "import":
            report = import_cases(Path(given[0]), load_mapping(given[1]), write=True)
            figures = {"batch": report.batch_id, "created": report.created}
        else:
            undo(int(given[0]))
        figures["seconds"] = time.perf_counter() - started
        figures["python"], figures["server"] = time.process_time() - python, _server_seconds() - server
    figures["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(figures))


if __name__ == "__main__":
    child(*sys.argv[1:])
