"""What is verified of an archive before a row or a file of it is believed: it may come from anybody."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parvis.ops.portability import manifest as names
from parvis.ops.portability.describing import Column, Kind, Table, tables
from parvis.ops.portability.manifest import BadArchive, Manifest, open_regular, sum_of

#: Beyond, an identifier is nonsense: at a million rows a second it takes thirty years to get there.
FARTHEST = 10**15
LONGEST_LINE = 64 << 20
_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{40}")
_MEDIA = re.compile(r"[a-z]+/[a-zA-Z0-9.+-]+")


@dataclass(frozen=True)
class Archive:
    folder: Path
    manifest: Manifest

    def lines(self, name: str) -> Iterator[tuple[int, dict[str, Any], bytes]]:
        """(number, object, text) of each line of a file. Raises BadArchive on the first that is not an object."""
        with open_regular(self.folder / name) as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), start=1):
                try:
                    found = json.loads(line.decode())  # of bytes, it would guess at other encodings
                except (ValueError, RecursionError):
                    found = None
                if not isinstance(found, dict) or not line.endswith(b"\n"):
                    raise BadArchive(f"{name}, ligne {number} : ce n'est pas un objet JSON.")
                yield number, found, line


def open_archive(folder: Path) -> Archive:
    """Read the manifest and compare with it the size and the sum of each file but attachments. Raises BadArchive."""
    archive = Archive(folder, Manifest.read(folder))
    known = {table.file for table in tables()} | {
        names.ACCOUNTS, names.LINKS, names.SHEET, names.README, names.SUMS,
    }  # fmt: skip
    content = archive.manifest.content
    if strangers := sorted(content.keys() - known):
        raise BadArchive(
            f"Cette version de Parvis ne connaît pas {strangers[0]} : mettez-la à jour pour charger cet export."
        )
    for name in (names.ACCOUNTS, names.LINKS, names.SUMS):
        if name not in content:
            raise BadArchive(f"{name} manque à l'inventaire.")
    for table in tables():
        if table.file in content:
            read_as(table, content[table.file].columns)
    for name, said in content.items():
        _compare(folder, name, said)
    return archive


def _compare(folder: Path, name: str, said: names.Written) -> None:
    try:
        with open_regular(folder / name) as file:
            if (folder / name).stat().st_size != said.bytes or sum_of(file) != said.sha256:
                raise BadArchive(
                    f"{name} ne correspond pas à son empreinte : l'export a été abîmé ou modifié."
                )
    except FileNotFoundError:
        raise BadArchive(f"{name} manque dans l'export.") from None


def read_as(table: Table, labels: list[str]) -> list[Column]:
    """The columns of a file; those this version added since must have a value by default. Raises BadArchive."""
    known = {column.label: column for column in table.columns}
    if len(set(labels)) != len(labels) or "id" not in labels:
        raise BadArchive(f"{table.file} : colonnes inattendues.")
    if strangers := [label for label in labels if label not in known]:
        raise BadArchive(
            f"{table.file} : cette version de Parvis ne connaît pas le champ « {strangers[0]} » ; mettez-la à jour."
        )
    for column in table.columns:
        if column.label not in labels:
            try:
                _ = column.default
            except LookupError:
                raise BadArchive(f"{table.file} : le champ « {column.label} » manque.") from None
    return [known[label] for label in labels]


class Lines:
    """Checks the rows of one table, one by one."""

    def __init__(self, table: Table, columns: list[Column]) -> None:
        self.table = table
        self.labels = frozenset(column.label for column in columns)
        self.choices = {c.label: c.choices for c in columns if c.choices and not c.type.endswith("[]")}
        self.files = [c.label for c in columns if c.kind is Kind.FILE]
        self.farthest = 0

    def check(self, number: int, row: dict[str, Any]) -> None:
        where = f"{self.table.file}, ligne {number}"
        if row.keys() != self.labels:
            odd = sorted(row.keys() ^ self.labels)[0]
            raise BadArchive(f"{where} : le champ « {odd} » manque ou n'a rien à faire là.")
        pk = row["id"]
        if type(pk) is not int or not 0 < pk <= FARTHEST:
            raise BadArchive(f"{where} : numéro {pk!r} impossible.")
        self.farthest = max(self.farthest, pk)
        for label, choices in self.choices.items():
            if row[label] is not None and not (isinstance(row[label], str | int) and row[label] in choices):
                raise BadArchive(f"{where} : valeur inconnue de « {label} » : {str(row[label])[:60]!r}.")
        for label in self.files:
            if row[label] != "" and not (isinstance(row[label], str) and _KEY.fullmatch(row[label])):
                raise BadArchive(f"{where} : « {label} » n'est pas un chemin de fichier joint.")
        if self.files and not _MEDIA.fullmatch(str(row.get("content_type"))):
            raise BadArchive(f"{where} : type de fichier inattendu.")
