"""What a file is by its first bytes, and its content: gzip or not, never more than it should be."""

import errno
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from parvis.intake.importing.refusals import CannotImport

BLOCK = 1024 * 1024
#: Beyond this many bytes, a content so much larger than its archive is a bomb, not a table.
SUSPECT_SIZE, SUSPECT_RATIO = 64 * BLOCK, 200
LARGEST = 64 * 1024 * BLOCK
_KNOWN = (
    (b"%PDF", "un document PDF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"{\\rtf", "un document RTF"),
    (b"SQLite format", "une base SQLite"),
    (b"\xfd7zXZ", "une archive xz"),
    (b"7z\xbc\xaf", "une archive 7-Zip"),
    (b"BZh", "une archive bzip2"),
    (b"Rar!", "une archive RAR"),
)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Whatever the disk or an archive answers becomes a refusal in words."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CannotImport(f"{path} est illisible : l'archive gzip est abîmée.") from error
    except OSError as error:
        if error.errno == errno.ENOSPC:  # of the temporary files: the whole import says so
            raise
        raise CannotImport(f"{path} est illisible : {error.strerror or error}.") from error


def nature(path: Path) -> str:
    """ "plain", "gzip" or "zip". Raises CannotImport for what is known to be neither a table nor a workbook."""
    with path.open("rb") as opened:
        start = opened.read(16)
    if not start:
        raise CannotImport("Ce fichier est vide.")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotImport(
            "Ce classeur est protégé par un mot de passe ou d'un ancien format (.xls) : "
            "dans Excel ou LibreOffice, enregistrez-le en « Classeur Excel (.xlsx) » sans mot de passe."
        )
    for magic, what in _KNOWN:
        if start.startswith(magic):
            raise CannotImport(
                f"Ce fichier n'est pas du texte mais {what} : un fichier CSV ou XLSX est attendu."
            )
    if start.startswith(b"PK\x03\x04"):
        return "zip"
    return "gzip" if start.startswith(b"\x1f\x8b") else "plain"


def opened(raw: IO[bytes], compressed: bool) -> IO[bytes]:
    return gzip.GzipFile(fileobj=raw) if compressed else raw  # type: ignore[return-value]


def blocks(path: Path, compressed: bool) -> Iterator[bytes]:
    """The content, block by block. Raises CannotImport for a bomb, long before it fills anything."""
    read = 0
    with path.open("rb") as raw:
        content = opened(raw, compressed)
        while block := content.read(BLOCK):
            read += len(block)
            if compressed:
                check_expansion(read, raw.tell())
            yield block


def check_expansion(read: int, archived: int) -> None:
    """Raises CannotImport when ``archived`` bytes gave more content than a table can."""
    if read > LARGEST or (read > SUSPECT_SIZE and read > SUSPECT_RATIO * max(archived, 1)):
        raise CannotImport(
            "Cette archive contient démesurément plus que sa taille ne l'annonce : elle n'est pas lue. "
            "Décompressez-la vous-même si vous savez d'où elle vient."
        )
