"""What a file is once looked at, and its rows, whatever its format."""

from dataclasses import dataclass
from pathlib import Path

#: Columns of our own files of refusals, which can be corrected and imported as they are.
LINE, REASON, IDENTIFIER = "parvis_ligne", "parvis_motif", "parvis_identifiant"
#: Nothing longer is kept in memory: neither a line without end, nor a quote never closed, nor a cell.
LONGEST = 1024 * 1024
#: A header is looked for in as many records.
FIRST_RECORDS = 20


@dataclass(frozen=True)
class Source:
    """A file that can be read: what it is, found by reading it once from end to end."""

    path: Path
    size: int
    digest: str
    compressed: bool
    encoding: str
    delimiter: str
    #: The names the mapping knows, where the file spells them otherwise.
    header: tuple[str, ...]
    format: str = "csv"
    #: What is done with bytes that are not of this encoding: the name of a codecs error handler.
    errors: str = "strict"
    #: Of a workbook: its sheet, and the sheet's place in the archive.
    sheet: str = ""
    member: str = ""
    #: Records before the header, itself included.
    skipped: int = 1
    #: The columns that a mapping reads; a fault elsewhere is nobody's.
    needed: tuple[str, ...] = ()
    #: What was understood otherwise than written, to be told.
    notes: tuple[str, ...] = ()

    @property
    def ours(self) -> bool:
        """Whether it is one of our files of refusals."""
        return LINE in self.header and REASON in self.header


@dataclass(frozen=True)
class Record:
    """Cells as the format gives them, before a header names them. ``problem`` tells why they cannot be read.

    ``faults``: by position, what is wrong with one cell.
    """

    line: int
    cells: list[str]
    problem: str = ""
    faults: dict[int, str] | None = None

    @property
    def is_blank(self) -> bool:
        return not self.problem and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Row:
    line: int
    raw: tuple[str, ...]
    #: None when the row cannot be read; ``problem`` tells why.
    cells: dict[str, str] | None
    problem: str = ""
