"""A file of a town, row by row, in flat memory.

source.py     what a file and its rows are          opening.py   the first bytes, and archives that lie
encodings.py  the encoding, by reading everything   separators.py  the character between cells
records.py    text → records, bad ones apart        headers.py   which record names the columns, however spelt
csv_files.py  text files                            xlsx/        workbooks
repairing.py  accents encoded twice, formulas made harmless
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from parvis.intake.importing.mapping import FileHints
from parvis.intake.importing.reading import csv_files, xlsx
from parvis.intake.importing.reading.opening import nature, reading
from parvis.intake.importing.reading.repairing import original, repaired
from parvis.intake.importing.reading.source import IDENTIFIER, LINE, REASON, Record, Row, Source
from parvis.intake.importing.refusals import CannotImport

__all__ = ["IDENTIFIER", "LINE", "REASON", "Row", "Source", "inspect", "rows"]

WIDTH = "nombre de cellules différent de l'en-tête"


def inspect(path: Path, hints: FileHints, needed: tuple[str, ...] = ()) -> Source:
    """What the file is. Without ``needed``, only looks: any table will do.

    Raises CannotImport, in words, for whatever is not a table with these columns.
    """
    if path.is_dir():
        raise CannotImport(f"{path} est un dossier : donnez un fichier CSV ou XLSX.")
    if not path.exists():
        raise CannotImport(f"Le fichier {path} n'existe pas.")
    with reading(path):
        what = nature(path)
        if what == "zip":
            return xlsx.inspect(path, hints, needed)
        return csv_files.inspect(path, hints, needed, compressed=what == "gzip")


def rows(source: Source, on_bytes: Callable[[int], None] | None = None) -> Iterator[Row]:
    """The rows after the header. ``on_bytes`` is told how many bytes of the file have been read so far."""
    read = xlsx.read(source) if source.format == "xlsx" else csv_files.read(source)
    with reading(source.path):
        for record, position in read:
            if record.is_blank and not _faults(record, source):
                continue
            yield _row(record, source)
            if on_bytes is not None:
                on_bytes(position)


def _row(record: Record, source: Source) -> Row:
    if record.problem:
        return Row(record.line, tuple(record.cells), None, record.problem)
    width = len(source.header)
    cells = [repaired(cell) for cell in record.cells]
    if source.ours:
        cells = [original(cell) for cell in cells]
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) != width:
        return Row(record.line, tuple(cells), None, f"{WIDTH} : {len(cells)} au lieu de {width}")
    for fault in _faults(record, source):
        return Row(record.line, tuple(cells), None, fault)
    return Row(record.line, tuple(cells), dict(zip(source.header, cells, strict=True)))


def _faults(record: Record, source: Source) -> list[str]:
    """What is wrong with the cells of this row that the mapping reads."""
    faults = (record.faults or {}).items()
    columns = {place: source.header[place] for place, _ in faults if place < len(source.header)}
    return [
        f"{fault} : colonne « {columns[place]} »"
        for place, fault in faults
        if columns.get(place) in source.needed
    ]
