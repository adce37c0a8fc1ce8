"""The file, row by row: gzip or not, UTF-8 or Windows-1252, whichever delimiter, in one pass of flat memory."""

import codecs
import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from parvis.intake.importing.mapping import FileHints
from parvis.intake.importing.refusals import CannotImport

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 1024 * 1024
BLOCK = 1024 * 1024
#: Columns of our own files of refusals, which can be corrected and imported as they are.
LINE, REASON, IDENTIFIER = "parvis_ligne", "parvis_motif", "parvis_identifiant"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Source:
    """A file that can be read: what it is, found by reading it once from end to end."""

    path: Path
    size: int
    digest: str
    compressed: bool
    encoding: str
    delimiter: str
    header: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    line: int
    raw: tuple[str, ...]
    #: None when the row does not have as many cells as the header.
    cells: dict[str, str] | None


def inspect(path: Path, hints: FileHints, needed: tuple[str, ...]) -> Source:
    """Raises CannotImport, in words, for whatever is not a CSV file with these columns."""
    if path.is_dir():
        raise CannotImport(f"{path} est un dossier : donnez un fichier CSV.")
    if not path.exists():
        raise CannotImport(f"Le fichier {path} n'existe pas.")
    try:
        size = path.stat().st_size
        with path.open("rb") as opened:
            compressed = opened.read(2) == b"\x1f\x8b"
        digest, encoding = _read_through(path, compressed, hints.encoding)
        first = _first_record(path, compressed, encoding)
    except (OSError, EOFError, zlib.error) as error:
        reason = (
            "l'archive gzip est abîmée"
            if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile)
            else str(error)
        )
        raise CannotImport(f"{path} est illisible : {reason}.") from error
    delimiter, header = _header(first, hints.delimiter, needed)
    return Source(path, size, digest, compressed, encoding, delimiter, header)


def rows(source: Source, on_bytes: Callable[[int], None] | None = None) -> Iterator[Row]:
    """The rows after the header. ``on_bytes`` is told how many bytes of the file have been read so far."""
    with source.path.open("rb") as raw, _text(raw, source.compressed, source.encoding) as text:
        reader = _reader(text, source.delimiter)
        width = len(source.header)
        try:
            next(reader)
            ended = reader.line_num
            for raw_cells in reader:
                began, ended = ended + 1, reader.line_num
                if not any(cell.strip() for cell in raw_cells):
                    continue
                cells = dict(zip(source.header, raw_cells, strict=True)) if len(raw_cells) == width else None
                yield Row(began, tuple(raw_cells), cells)
                if on_bytes is not None:
                    on_bytes(raw.tell())
        except csv.Error as error:
            raise CannotImport(
                f"Ligne {reader.line_num} : guillemet jamais refermé ou cellule démesurée. Les lignes d'avant sont bonnes."
            ) from error


def _open(raw: IO[bytes], compressed: bool) -> IO[bytes]:
    return gzip.GzipFile(fileobj=raw) if compressed else raw  # type: ignore[return-value]


def _text(raw: IO[bytes], compressed: bool, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(_open(raw, compressed), encoding=encoding, newline="")


def _reader(text: IO[str], delimiter: str) -> Any:
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(text, delimiter=delimiter, strict=True)


def _read_through(path: Path, compressed: bool, wanted: str) -> tuple[str, str]:
    """The digest of the content, and its encoding."""
    digest = hashlib.sha256()
    candidates = {"auto": ["utf-8-sig", "cp1252"], "utf-8": ["utf-8-sig"], "cp1252": ["cp1252"]}.get(
        wanted, [wanted]
    )
    try:
        decoders = {name: codecs.getincrementaldecoder(name)() for name in candidates}
    except LookupError as error:
        raise CannotImport(f"Encodage inconnu : {wanted}.") from error
    empty = True
    with path.open("rb") as raw:
        content = _open(raw, compressed)
        while block := content.read(BLOCK):
            if empty and block.startswith(_UTF16):
                raise CannotImport("Ce fichier est en UTF-16 : enregistrez-le en « CSV UTF-8 ».")
            if b"\x00" in block:
                raise CannotImport("Ce fichier n'est pas du texte : un fichier CSV est attendu.")
            empty = False
            digest.update(block)
            for name in list(decoders):
                try:
                    decoders[name].decode(block)
                except UnicodeDecodeError:
                    del decoders[name]
            if not decoders:
                raise CannotImport(f"Le texte n'est pas en {' ni en '.join(_named(c) for c in candidates)}.")
    if empty:
        raise CannotImport("Ce fichier est vide.")
    for name, decoder in list(decoders.items()):
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            del decoders[name]
    if not decoders:
        raise CannotImport("Le texte s'arrête au milieu d'un caractère : le fichier est tronqué.")
    return digest.hexdigest(), next(iter(decoders))


def _named(encoding: str) -> str:
    return {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}.get(encoding, encoding)


def _first_record(path: Path, compressed: bool, encoding: str) -> str:
    """The first line, and as many more as a header whose names hold newlines may need."""
    with path.open("rb") as raw, _text(raw, compressed, encoding) as text:
        return "".join(line for _, line in zip(range(20), text, strict=False))


def _header(first: str, wanted: str, needed: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    delimiters = DELIMITERS if wanted == "auto" else (wanted,)
    read = {}
    for delimiter in delimiters:
        try:
            read[delimiter] = tuple(
                cell.strip() for cell in next(_reader(io.StringIO(first, newline=""), delimiter))
            )
        except (csv.Error, StopIteration, TypeError):
            continue
    if not read:
        raise CannotImport("La première ligne n'est pas un en-tête de colonnes.")
    delimiter, header = max(read.items(), key=lambda item: (len(set(needed) & set(item[1])), len(item[1])))
    missing = [column for column in needed if column not in header]
    if missing:
        shown = ", ".join(header[:12])[:300]
        raise CannotImport(
            f"Il manque {'la colonne' if len(missing) == 1 else 'les colonnes'} {', '.join(missing)}. Le fichier a : {shown}."
        )
    repeated = sorted({column for column in needed if header.count(column) > 1})
    if repeated:
        raise CannotImport(f"Plusieurs colonnes portent le même nom : {', '.join(repeated)}.")
    return delimiter, header
