"""Workbooks of Excel and LibreOffice (.xlsx), read as they stream.

package.py  the archive, and what it may not do        book.py    its sheets and number formats
strings.py  the shared texts, on disk                  sheets.py  rows of cells
values.py   a stored value → what people see

Libraries load the shared texts whole, keep something of every row, and cannot tell a formula that was never
computed from an empty cell: so this reads the format itself, with expat.
"""

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from parvis.intake.importing.mapping import FileHints
from parvis.intake.importing.reading import headers
from parvis.intake.importing.reading.source import FIRST_RECORDS, Record, Source
from parvis.intake.importing.reading.xlsx.book import Book
from parvis.intake.importing.reading.xlsx.package import package
from parvis.intake.importing.reading.xlsx.sheets import sheet_records
from parvis.intake.importing.reading.xlsx.strings import shared_strings
from parvis.intake.importing.refusals import CannotImport


def inspect(path: Path, hints: FileHints, needed: tuple[str, ...]) -> Source:
    with path.open("rb") as raw:
        digest = hashlib.file_digest(raw, "sha256").hexdigest()
    with package(path) as archive, shared_strings(archive) as strings:
        book = Book.of(archive)
        for sheet in book.wanted(hints.sheet):
            first = list(islice(sheet_records(archive, sheet, book, strings), FIRST_RECORDS))
            if any(not record.is_blank for record in first):
                break
        else:
            raise CannotImport("Ce classeur n'a aucune feuille remplie.")
    place = headers.locate(first, needed, hints.aliases)
    header, notes = headers.resolve(first[place].cells, needed, hints.aliases)
    while header and not header[-1]:
        header = header[:-1]
    others = [s.name for s in book.sheets if s.name != sheet.name and not s.hidden]
    if others and not hints.sheet:
        notes = (f"Feuille lue : « {sheet.name} » (il y a aussi {', '.join(others)[:200]}).", *notes)
    return Source(
        path=path,
        size=path.stat().st_size,
        digest=digest,
        compressed=False,
        encoding="utf-8",
        delimiter=";",
        header=header,
        format="xlsx",
        sheet=sheet.name,
        member=sheet.member,
        skipped=place + 1,
        needed=needed,
        notes=notes,
    )


def read(source: Source) -> Iterator[tuple[Record, int]]:
    """The records after the header, and how many bytes of the file have been read so far."""
    with package(source.path) as archive, shared_strings(archive) as strings:
        book = Book.of(archive)
        sheet = next(s for s in book.sheets if s.member == source.member)
        found = sheet_records(archive, sheet, book, strings, len(source.header))
        for record in islice(found, source.skipped, None):
            yield record, archive.position
