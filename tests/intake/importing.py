"""What the tests of imports share: a small source of ours, its mapping, and the real files when they are there."""

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import pytest

from parvis.intake.importing.kinds.registry import AnyMapping
from parvis.intake.importing.mapping import load_mapping
from parvis.intake.importing.report import Report
from parvis.intake.importing.running import import_file

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
COLUMNS = ("numero", "recu", "clos", "objet", "texte", "origine", "etat", "lat", "lon")
MAPPING = """
source = "ancien-outil"
label = "Ancien outil"
[identifier]
column = "numero"
[received]
column = "recu"
format = "%d/%m/%Y %H:%M"
[closed]
column = "clos"
format = "%d/%m/%Y %H:%M"
[text]
columns = ["texte"]
[place]
latitude = "lat"
longitude = "lon"
[channel]
column = "origine"
separator = "|"
[channel.values]
"Tél" = "phone"
"Guichet" = "counter"
[state]
column = "etat"
[state.values]
"Fini" = "closed:done"
"Ouvert" = "received"
[type]
column = "objet"
unknown = "create"
[type.values]
"Trou" = "VOI-NDP"
[[type.departments]]
code = "PRO"
words = ["poubelle"]
"""


def row(number: int, **cells: str) -> dict[str, str]:
    given = {
        "numero": f"A{number}",
        "recu": "05/03/2024 10:30",
        "clos": "",
        "objet": "Trou",
        "texte": "Un trou devant l'école.",
        "origine": "Tél",
        "etat": "Ouvert",
        "lat": "",
        "lon": "",
    }
    return given | cells


def write_csv(
    path: Path,
    found: Iterable[dict[str, str]],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    columns: Sequence[str] = COLUMNS,
) -> Path:
    with io.StringIO(newline="") as text:
        writer = csv.DictWriter(text, columns, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(found)
        content = text.getvalue().encode(encoding)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def mapping(folder: Path, text: str = MAPPING) -> AnyMapping:
    path = folder / "ancien.toml"
    path.write_text(text, encoding="utf-8")
    return load_mapping(str(path))


def imported(path: Path, with_: AnyMapping, *, write: bool = True, rejects: Path | None = None) -> Report:
    return import_file(path, with_, write=write, rejects=rejects)


def real(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the project (../shared/data)")
    return path


def first_rows(name: str, count: int, folder: Path) -> tuple[Path, list[dict[str, str]]]:
    """The first rows of a real file, as a file of their own, and as csv reads them."""
    with gzip.open(real(name), "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        found = list(islice(reader, count))
        assert reader.fieldnames
        path = folder / name.removesuffix(".gz")
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, reader.fieldnames)
            writer.writeheader()
            writer.writerows(found)
    return path, found
