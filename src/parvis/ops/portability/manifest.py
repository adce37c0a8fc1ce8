"""The manifest: what an archive says of itself, with the size and the SHA-256 of everything in it."""

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, Self

from parvis.ops.portability.describing import FORMAT, VERSION

NAME, UNFINISHED = "manifest.json", "manifest.inacheve.json"
SUMS, FILES, DATA = "SHA256SUMS", "files", "data"
ACCOUNTS, LINKS, SHEET, README = "data/comptes.jsonl", "liens.jsonl", "demandes.csv", "LISEZMOI.md"
CHUNK = 1 << 20
MOST = 64 * CHUNK
_SUM = re.compile(r"[0-9a-f]{64}")
_LINE = re.compile(r"([0-9a-f]{64})  files/(([0-9a-f]{2})/\3[0-9a-f]{38})\n")


class BadArchive(Exception):
    """This archive cannot be used; the message says why."""


@dataclass
class Written:
    """One file of the archive."""

    rows: int
    bytes: int
    sha256: str
    columns: list[str] = field(default_factory=list)


@dataclass
class Manifest:
    parvis: str
    #: When the snapshot was taken: everything in the archive is as it was at this instant.
    snapshot_at: str
    collectivity: dict[str, Any]
    hosts: list[str]
    passwords: bool
    #: Last migration of each application.
    schema: dict[str, str]
    #: By path in the archive.
    content: dict[str, Written] = field(default_factory=dict)
    files: int = 0
    files_bytes: int = 0
    #: Files that a row names and that were not on the disk.
    missing_files: list[str] = field(default_factory=list)
    #: What stays behind, counted.
    not_taken: dict[str, int] = field(default_factory=dict)
    finished_at: str = ""
    format: str = FORMAT
    version: int = VERSION

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises BadArchive. Nothing in it is believed yet but its shape."""
        try:
            with open_regular(folder / NAME) as file:
                text = file.read(MOST)
            values = json.loads(text)
            if values.get("format") != FORMAT:
                raise BadArchive(f"{NAME} n'est pas celui d'une collectivité exportée par Parvis.")
            if values.get("version") != VERSION:
                raise BadArchive(
                    f"Format {values.get('version')!r} inconnu de cette version de Parvis, qui lit le format {VERSION}."
                )
            found = cls(**values)
            found.content = {str(name): Written(**each) for name, each in values["content"].items()}
            found._check()
        except FileNotFoundError:
            raise BadArchive(_missing(folder)) from None
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
            raise BadArchive(f"{NAME} est illisible.") from None
        return found

    def _check(self) -> None:
        numbers = [self.files, self.files_bytes]
        for each in self.content.values():
            numbers += [each.rows, each.bytes]
            if not _SUM.fullmatch(each.sha256) or not all(isinstance(name, str) for name in each.columns):
                raise ValueError
        if not all(type(number) is int and number >= 0 for number in numbers):
            raise ValueError
        if not isinstance(self.collectivity, dict) or not all(isinstance(h, str) for h in self.hosts):
            raise ValueError
        if not all(isinstance(key, str) for key in self.missing_files):
            raise ValueError


def _missing(folder: Path) -> str:
    if (folder / UNFINISHED).exists():
        return f"{folder} est un export inachevé : relancez l'export avant de le charger."
    return f"{folder} n'est pas une collectivité exportée : {NAME} y manque."


def open_regular(path: Path) -> BufferedReader:
    """A plain file of the archive: never through a link, never a device. Raises FileNotFoundError or BadArchive."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BadArchive(f"{path} : {error.strerror}.") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise BadArchive(f"{path} n'est pas un fichier ordinaire.")
    return os.fdopen(handle, "rb")


def sum_of(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


def listed_files(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    """(sha256, key) of each line of SHA256SUMS; raises BadArchive on the first line that is not ours."""
    for number, line in enumerate(iter(lambda: file.readline(200), b""), start=1):
        found = _LINE.fullmatch(line.decode("ascii", "replace"))
        if found is None:
            raise BadArchive(f"{SUMS}, ligne {number} : chemin ou empreinte inattendus.")
        yield found[1], found[2]
