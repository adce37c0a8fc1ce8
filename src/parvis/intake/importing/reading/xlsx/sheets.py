"""A sheet → records, as its XML streams: what people see in each cell, and what is wrong with some."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from parvis.intake.importing.reading.records import TOO_LONG
from parvis.intake.importing.reading.source import LONGEST, Record
from parvis.intake.importing.reading.xlsx.book import Book, Sheet
from parvis.intake.importing.reading.xlsx.package import Package, local
from parvis.intake.importing.reading.xlsx.strings import SharedStrings
from parvis.intake.importing.reading.xlsx.values import PLAIN, written
from parvis.intake.importing.refusals import CannotImport

MOST_COLUMNS = 16_384
NOT_COMPUTED = "formule jamais calculée : ouvrez le classeur et enregistrez-le"
_LETTERS = re.compile(r"([A-Z]{1,3})(\d*)$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def sheet_records(
    package: Package, sheet: Sheet, book: Book, strings: SharedStrings, width: int | None = None
) -> Iterator[Record]:
    """Every row that the file has, as wide as its last cell, or as ``width`` and one more when something is beyond it."""
    found: list[Record] = []
    parser = _Parser(book, strings, width, found)
    for _ in package.parse(sheet.member, parser.expat):
        yield from found
        found.clear()
    yield from found


class _Parser:
    """Handlers of expat. They run once per tag of a sheet: what is slow here is slow for everyone."""

    def __init__(self, book: Book, strings: SharedStrings, width: int | None, found: list[Record]) -> None:
        self._book, self._strings, self._width, self._found = book, strings, width, found
        self._row = 0
        self._cells: dict[int, str] = {}
        self._faults: dict[int, str] = {}
        self._column = self._style = 0
        self._type = ""
        self._formula = self._taking = False
        self._value: list[str] = []
        self._size = self._length = 0
        self._names: dict[str, str] = {}
        self.expat = expat.ParserCreate()
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._text

    def _name(self, tag: str) -> str:
        if tag not in self._names:
            if len(self._names) > 1000:
                raise CannotImport("Ce classeur est anormal : ses balises ne sont pas celles d'une feuille.")
            self._names[tag] = local(tag)
        return self._names[tag]

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._name(tag)
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "t"):
            self._taking = True
        elif name == "f":
            self._formula = True
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() and len(number) < 10 else self._row + 1
            self._cells, self._faults, self._column, self._length = {}, {}, -1, 0

    def _text(self, data: str) -> None:
        if self._taking and self._size < LONGEST:
            self._value.append(data)
            self._size += len(data)

    def _end(self, tag: str) -> None:
        name = self._name(tag)
        if name in ("v", "t"):
            self._taking = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = _LETTERS.match(attributes.get("r", ""))
        self._column = _number(place[1]) if place else self._column + 1
        if self._column >= MOST_COLUMNS:
            raise CannotImport("Ce classeur est anormal : une cellule est au-delà de la dernière colonne.")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isdecimal() and len(style) < 9 else 0
        self._type = attributes.get("t", "n")
        self._formula = self._taking = False
        self._value.clear()
        self._size = 0

    def _end_cell(self) -> None:
        value = "".join(self._value)
        if self._formula and not value and self._type != "str":
            self._faults[self._column] = NOT_COMPUTED
        elif self._type == "e":
            self._faults[self._column] = f"cellule en erreur ({value[:20]})"
        if value:
            read = self._read(value)
            self._length += len(read)
            if self._length < LONGEST:
                self._cells[self._column] = read

    def _read(self, value: str) -> str:
        """Text stays as it is; what is no number where one should be is kept, and read as text by whoever needs it."""
        try:
            if self._type == "s":
                return _unescaped(self._strings.get(int(value)))
            if self._type == "n":
                styles = self._book.styles
                style = styles[self._style] if self._style < len(styles) else PLAIN
                return written(value, style, since_1904=self._book.since_1904)
            if self._type == "b":
                return "VRAI" if value.strip() == "1" else "FAUX"
        except (ValueError, OverflowError, IndexError):
            self._faults[self._column] = f"cellule illisible ({value[:20]})"
            return value
        return _unescaped(value)

    def _end_row(self) -> None:
        filled = [column for column, value in self._cells.items() if value.strip()]
        filled += [column for column in self._faults if self._width is None or column < self._width]
        last = max(filled, default=-1) + 1
        width = last if self._width is None else self._width + (last > self._width)
        cells = [self._cells.get(column, "") for column in range(width)]
        if last > width:
            cells[-1] = self._cells[last - 1]
        faults = {column: fault for column, fault in self._faults.items() if column < width}
        problem = TOO_LONG if self._length >= LONGEST else ""
        self._found.append(Record(self._row, cells, problem, faults or None))


def _number(letters: str) -> int:
    """« A » → 0, « AA » → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _unescaped(text: str) -> str:
    """« _x000D_ » is a carriage return that XML could not hold."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: "re.Match[str]") -> str:
    code = int(found[1], 16)
    return "" if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)
