"""A text → records of cells. Never more than one record in memory, and one bad record costs no other."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import IO, Any

from parvis.intake.importing.reading.encodings import UNREADABLE
from parvis.intake.importing.reading.source import LONGEST, Record

_SHOWN = 10_000
UNCLOSED = "guillemet jamais refermé, ou guillemet au milieu d'une cellule"
TOO_LONG = "ligne démesurée (plus d'un million de caractères)"
NUL = "caractère nul dans la ligne"
WRONG_BYTES = "octets qui ne sont pas du texte"


def records(text: IO[str], delimiter: str, width: int | None = None) -> Iterator[Record]:
    """Every record, blank ones included. ``width``: how many cells one should have, where it is known.

    A quote that is never closed would swallow the lines after it: when that shows, its line alone is refused and
    reading starts again at the next one.
    """
    lines = _Lines(text)
    reader = _reader(lines, delimiter)
    while True:
        lines.begin()
        try:
            cells: list[str] = next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLong) as error:
            if lines.count == 0:
                return
            yield lines.refuse(TOO_LONG if lines.one_line_too_long else UNCLOSED, error)
            reader = _reader(lines, delimiter)
            continue
        if lines.count > 1 and width is not None and len(cells) != width and lines.hide(width, delimiter):
            yield lines.refuse(UNCLOSED)
            reader = _reader(lines, delimiter)
            continue
        yield Record(lines.began, cells, _problem(lines.taken))


def _reader(lines: "_Lines", delimiter: str) -> Any:
    csv.field_size_limit(2 * LONGEST)  # _Lines is the one that stops
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _problem(lines: list[str]) -> str:
    for line in lines:
        if line.isascii():
            if "\x00" in line:
                return NUL
        elif UNREADABLE.search(line):
            return WRONG_BYTES
        elif "\x00" in line:
            return NUL
    return ""


class _TooLong(Exception):
    pass


class _Lines:
    """The lines of the record being read, kept so that they can be read again."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self.number = 0
        self.began = 1
        self.taken: list[str] = []
        self._size = 0

    def begin(self) -> None:
        self.began, self.taken, self._size = self.number + 1, [], 0

    @property
    def count(self) -> int:
        return len(self.taken)

    @property
    def one_line_too_long(self) -> bool:
        return self.count == 1 and not self._ended(self.taken[0]) and len(self.taken[0]) >= LONGEST

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(LONGEST)
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        self._size += len(line)
        if self._size >= LONGEST:
            raise _TooLong
        return line

    def refuse(self, reason: str, _: Exception | None = None) -> Record:
        """The first line alone; what came after it will be read again."""
        first, *others = self.taken
        if others:
            self._again.extendleft(reversed(others))
            self.number -= len(others)
        elif not self._ended(first):
            self._skip()
        return Record(self.began, [first[:_SHOWN].rstrip("\r\n")], reason)

    def hide(self, width: int, delimiter: str) -> bool:
        """Whether a line after the first would by itself be a whole record."""
        for line in self.taken[1:]:
            try:
                if len(next(csv.reader([line], delimiter=delimiter, strict=True))) == width > 1:
                    return True
            except (csv.Error, StopIteration):
                continue
        return False

    def _skip(self) -> None:
        """To the end of a line that has no end, however far."""
        while (part := self._text.readline(LONGEST)) and not self._ended(part):
            pass

    def _ended(self, line: str) -> bool:
        return line.endswith(("\n", "\r"))
