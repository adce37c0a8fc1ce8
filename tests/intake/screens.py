"""What the tests of the import screens share: a file brought, its job done at once, the pages that follow."""

import csv
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.intake.importing.working import work
from parvis.intake.models import ImportRun

HEADER = ("N° demande", "Reçue le", "Clôturée le", "Objet", "Description", "Canal", "Statut", "Adresse")
ROWS = (
    ("V-1", "05/03/2024 10:30", "", "Nid-de-poule", "Un trou devant le 12.", "Tél.", "En cours", "12 rue des Lilas"),
    ("V-2", "06/03/2024 09:00", "08/03/2024 12:00", "Éclairage", "Lampadaire éteint depuis lundi.", "Guichet", "Traitée", ""),
    ("V-3", "07/03/2024 11:15", "", "Chats errants", "Beaucoup de chats.", "Mail", "Reçue", "3 rue du Bac"),
    ("V-4", "pas une date", "", "Nid-de-poule", "Sans date.", "Tél.", "Reçue", ""),
)  # fmt: skip


def csv_of(rows: Any = ROWS, header: tuple[str, ...] = HEADER, delimiter: str = ";") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue().encode()


def bring(client: Any, content: bytes = b"", name: str = "Tableur de la voirie.csv", **fields: Any) -> Any:
    """Send the form of a new file; the answer."""
    sent = {"kind": "cases", "file": SimpleUploadedFile(name, content or csv_of()), **fields}
    return client.post("/administration/reprises/fichier", sent)


def job(run: ImportRun) -> ImportRun:
    """What the worker would do for it now; the run as it is then."""
    run.refresh_from_db()
    work(run.pk, run.attempt, should_stop=lambda: False)
    run.refresh_from_db()
    return run


def brought(client: Any, content: bytes = b"", **given: Any) -> ImportRun:
    answer = bring(client, content, **given)
    assert answer.status_code == 302, answer.content.decode()
    return job(ImportRun.objects.order_by("-pk")[0])


def at(run: ImportRun, page: str = "") -> str:
    return f"/administration/reprises/{run.pk}{'/' if page else ''}{page}"


def form_of(answer: Any) -> dict[str, str]:
    """What a browser would send back for the page's main form, untouched: the chosen options and the typed texts."""
    from html.parser import HTMLParser

    found: dict[str, str] = {}

    class Reader(HTMLParser):
        select = ""

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            given = dict(attrs)
            if tag == "select":
                self.select = given["name"]
                found[self.select] = ""
            elif tag == "option" and "selected" in given:
                found[self.select] = given["value"]
            elif (
                tag == "input"
                and given.get("type", "text") == "text"
                and given.get("name") not in (None, "q")
            ):
                found[given["name"]] = given.get("value", "")

    Reader().feed(answer.content.decode())
    return found


def waiting_jobs() -> int:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return int(ProcrastinateJob.objects.filter(queue_name="imports").count())
