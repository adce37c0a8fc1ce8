"""The archive of a workbook: what is in it, streamed, and stopped when it swells or is no workbook."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.parsers import expat

from parvis.intake.importing.reading.opening import check_expansion
from parvis.intake.importing.refusals import CannotImport

MOST_MEMBERS = 10_000
BLOCK = 64 * 1024
#: One tag or one attribute is never so long; expat would keep it all.
LONGEST_TOKEN = 8 * 1024 * 1024
_OTHERS = {
    "xl/workbook.bin": "Ce classeur est binaire (.xlsb)",
    "content.xml": "Ce classeur est d'OpenDocument (.ods)",
    "word/document.xml": "Ce fichier est un document Word",
}


@dataclass
class Package:
    """An archive that was checked; ``position`` is how far its file has been read."""

    archive: zipfile.ZipFile
    file: IO[bytes]
    names: dict[str, zipfile.ZipInfo]
    position: int = 0

    def parse(self, name: str, parser: "expat.XMLParserType") -> Iterator[None]:
        """Feed a member to an XML parser; yields after each block. Raises CannotImport for what no workbook holds."""
        parser.StartDoctypeDeclHandler = _no_doctype
        info = self.names[name]
        read = 0
        try:
            with self.archive.open(info) as content:
                while block := content.read(BLOCK):
                    read += len(block)
                    check_expansion(read, info.compress_size)
                    parser.Parse(block, False)
                    if read - parser.CurrentByteIndex > LONGEST_TOKEN:
                        raise CannotImport("Ce classeur est anormal : une balise y est démesurée.")
                    self.position = self.file.tell()
                    yield
                parser.Parse(b"", True)
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            raise CannotImport("Ce classeur est abîmé : ouvrez-le et enregistrez-le de nouveau.") from error

    def parse_whole(self, name: str, on_start: Callable[[str, dict[str, str]], None]) -> None:
        """A small member, of which only the tags matter; they come without namespace."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda tag, attributes: on_start(local(tag), attributes)
        for _ in self.parse(name, parser):
            pass


@contextmanager
def package(path: Path) -> Iterator[Package]:
    """Raises CannotImport for any other archive."""
    with path.open("rb") as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise CannotImport(f"{path.name} est une archive abîmée.") from error
        with archive:
            yield Package(archive, file, _checked(archive))


def _checked(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise CannotImport("Cette archive contient trop de fichiers pour un classeur.")
    names = {info.filename: info for info in members}
    for name, what in _OTHERS.items():
        if name in names:
            raise CannotImport(f"{what} : enregistrez-le en « Classeur Excel (.xlsx) » ou en CSV.")
    if "xl/workbook.xml" not in names:
        raise CannotImport(
            "Cette archive n'est pas un classeur : décompressez-la et donnez le fichier CSV ou XLSX."
        )
    for info in members:
        check_expansion(info.file_size, info.compress_size)
        if info.flag_bits & 1:
            raise CannotImport("Ce classeur est protégé par un mot de passe : enregistrez-le sans.")
    return names


def _no_doctype(*_: object) -> None:
    # Entities that grow from one another are declared here, and nowhere else.
    raise CannotImport("Ce classeur est anormal : il déclare des entités XML.")


def local(tag: str) -> str:
    return tag.rpartition(":")[2]
