"""The texts that cells share, in a temporary file: they may be larger than the memory."""

import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import IO
from xml.parsers import expat

from parvis.intake.importing.reading.source import LONGEST
from parvis.intake.importing.reading.xlsx.package import Package, local

_MEMBER = "xl/sharedStrings.xml"


class SharedStrings:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._starts = array("Q", [0])
        self.get = lru_cache(maxsize=4096)(self._get)

    def add(self, text: str) -> None:
        content = text.encode("utf-8", "replace")
        self._file.write(content)
        self._starts.append(self._starts[-1] + len(content))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def _get(self, number: int) -> str:
        """Raises IndexError for a text that is not there."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        self._file.seek(self._starts[number])
        return self._file.read(self._starts[number + 1] - self._starts[number]).decode()


@contextmanager
def shared_strings(package: Package) -> Iterator[SharedStrings]:
    with tempfile.TemporaryFile(prefix="parvis-reprise-") as file:
        strings = SharedStrings(file)
        if _MEMBER in package.names:
            for _ in package.parse(_MEMBER, _parser(strings)):
                pass
        yield strings


def _parser(strings: SharedStrings) -> "expat.XMLParserType":
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parts: list[str] = []
    # Phonetic guides (rPh) are texts too, but not the cell's.
    state = {"text": False, "phonetic": False, "size": 0}

    def start(tag: str, _: dict[str, str]) -> None:
        name = local(tag)
        if name == "si":
            parts.clear()
            state["size"] = 0
        elif name == "t":
            state["text"] = not state["phonetic"]
        elif name == "rPh":
            state["phonetic"] = True

    def end(tag: str) -> None:
        name = local(tag)
        if name == "t":
            state["text"] = False
        elif name == "rPh":
            state["phonetic"] = False
        elif name == "si":
            strings.add("".join(parts))

    def text(data: str) -> None:
        if state["text"] and state["size"] < LONGEST:
            parts.append(data)
            state["size"] += len(data)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    return parser
