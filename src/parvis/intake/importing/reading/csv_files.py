"""Text files whose lines are rows: any separator, any encoding, gzip or not."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

from parvis.intake.importing.mapping import FileHints
from parvis.intake.importing.reading import encodings, headers
from parvis.intake.importing.reading.opening import check_expansion, opened
from parvis.intake.importing.reading.records import TOO_LONG, UNCLOSED, records
from parvis.intake.importing.reading.separators import separator_of
from parvis.intake.importing.reading.source import FIRST_RECORDS, Record, Source
from parvis.intake.importing.refusals import CannotImport

_SAMPLE = 64 * 1024


def inspect(path: Path, hints: FileHints, needed: tuple[str, ...], *, compressed: bool) -> Source:
    examined = encodings.examine(path, compressed, hints.encoding)
    with _text(path, compressed, examined.encoding, examined.errors) as (_, text):
        sample = text.read(_SAMPLE)
    declared = _declared(sample)
    if hints.delimiter == "auto":
        delimiter = declared or separator_of(sample, needed, dict(hints.aliases))
    else:
        delimiter = hints.delimiter
    with _text(path, compressed, examined.encoding, examined.errors) as (_, text):
        first = list(islice(_records(text, delimiter), FIRST_RECORDS))
    place = headers.locate(first, needed, hints.aliases)
    if first[place].problem in (TOO_LONG, UNCLOSED):
        raise CannotImport(f"L'en-tête des colonnes est illisible : {first[place].problem}.")
    header, notes = headers.resolve(first[place].cells, needed, hints.aliases)
    return Source(
        path=path,
        size=path.stat().st_size,
        digest=examined.digest,
        compressed=compressed,
        encoding=examined.encoding,
        errors=examined.errors,
        delimiter=delimiter,
        header=header,
        skipped=place + 1,
        needed=needed,
        notes=(*examined.notes, *notes),
    )


def read(source: Source) -> Iterator[tuple[Record, int]]:
    """The records after the header, and how many bytes of the file have been read so far."""
    with _text(source.path, source.compressed, source.encoding, source.errors) as (raw, text):
        beginning = _records(text, source.delimiter, len(source.header))
        for record in islice(beginning, source.skipped, None):
            yield record, raw.tell()


def _records(text: IO[str], delimiter: str, width: int | None = None) -> Iterator[Record]:
    try:
        yield from records(text, delimiter, width)
    except TypeError as error:
        raise CannotImport(f"Le séparateur « {delimiter} » n'est pas un seul caractère.") from error


def _declared(sample: str) -> str:
    """« sep=; » on the first line, as Excel writes it."""
    first = sample.split("\n", 1)[0].strip()
    return first[4] if len(first) == 5 and first.lower().startswith("sep=") else ""


@contextmanager
def _text(path: Path, compressed: bool, encoding: str, errors: str) -> Iterator[tuple[IO[bytes], IO[str]]]:
    with path.open("rb") as raw:
        content: Any = _Bounded(raw) if compressed else raw
        yield raw, io.TextIOWrapper(content, encoding=encoding, errors=errors, newline="")


class _Bounded(io.BufferedIOBase):
    """A gzip archive that stops being read when it turns out to be a bomb."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw, self._content, self._read = raw, opened(raw, compressed=True), 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        block = self._content.read(64 * 1024 if size is None or size < 0 else size)
        self._read += len(block)
        check_expansion(self._read, self._raw.tell())
        return block

    read1 = read
