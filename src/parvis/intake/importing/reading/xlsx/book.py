"""The sheets of a workbook, and the number formats that its cells point at."""

import posixpath
from collections.abc import Sized
from dataclasses import dataclass, field

from parvis.intake.importing.naming import folded
from parvis.intake.importing.reading.xlsx.package import Package
from parvis.intake.importing.reading.xlsx.values import Shown, shown
from parvis.intake.importing.refusals import CannotImport

_BOOK, _LINKS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
MOST_STYLES = 100_000


@dataclass(frozen=True)
class Sheet:
    name: str
    #: Where it is in the archive.
    member: str
    hidden: bool


@dataclass
class Book:
    sheets: list[Sheet] = field(default_factory=list)
    #: By position, how a cell of this style shows its number.
    styles: list[Shown] = field(default_factory=list)
    since_1904: bool = False

    @classmethod
    def of(cls, package: Package) -> "Book":
        book = cls(styles=_styles(package))
        targets: dict[str, str] = {}
        named: list[tuple[str, str, bool]] = []

        def link(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship":
                _few(targets)
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        def sheet(tag: str, attributes: dict[str, str]) -> None:
            if tag == "workbookPr":
                book.since_1904 = attributes.get("date1904") in ("1", "true")
            elif tag == "sheet":
                _few(named)
                key = next((v for k, v in attributes.items() if k.endswith(":id")), "")
                named.append(
                    (attributes.get("name", ""), key, attributes.get("state", "") not in ("", "visible"))
                )

        if _LINKS in package.names:
            package.parse_whole(_LINKS, link)
        package.parse_whole(_BOOK, sheet)
        for name, key, hidden in named:
            member = posixpath.normpath(posixpath.join("/xl", targets.get(key, ""))).lstrip("/")
            if member in package.names:
                book.sheets.append(Sheet(name, member, hidden))
        return book

    def wanted(self, name: str) -> list[Sheet]:
        """The one named, or all that people see. Raises CannotImport."""
        if not name:
            return [s for s in self.sheets if not s.hidden] or self.sheets
        found = [s for s in self.sheets if folded(s.name) == folded(name)]
        if not found:
            there = ", ".join(f"« {s.name} »" for s in self.sheets)
            raise CannotImport(f"Ce classeur n'a pas de feuille « {name} ». Il a : {there}.")
        return found[:1]


def _few(found: Sized) -> None:
    """Lists that no spreadsheet makes long are a trap for the memory. Raises CannotImport."""
    if len(found) >= MOST_STYLES:
        raise CannotImport("Ce classeur est anormal : il a trop de styles, de feuilles ou de liens.")


def _styles(package: Package) -> list[Shown]:
    formats: dict[str, str] = {}
    styles: list[Shown] = []
    within = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            _few(formats)
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs"):
            within[0] = tag == "cellXfs"
        elif tag == "xf" and within[0]:
            _few(styles)
            styles.append(shown(attributes.get("numFmtId", "0"), formats))

    if _STYLES in package.names:
        package.parse_whole(_STYLES, start)
    return styles
