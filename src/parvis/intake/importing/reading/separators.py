"""Which character separates the cells: the one that cuts the first records alike, and finds the columns wanted."""

import csv
import io
from collections import Counter
from itertools import islice

from parvis.intake.importing.reading.headers import known_names
from parvis.intake.importing.reading.records import records
from parvis.intake.importing.refusals import CannotImport

USUAL = (",", ";", "\t", "|")
_SAMPLE = 50


def separator_of(sample: str, needed: tuple[str, ...], aliases: dict[str, tuple[str, ...]]) -> str:
    """Of the beginning of a text. Raises CannotImport when it is no table."""
    found = {}
    for candidate in _candidates(sample):
        try:
            read = [r.cells for r in islice(records(io.StringIO(sample, newline=""), candidate), _SAMPLE)]
        except (csv.Error, TypeError, ValueError):
            continue
        widths = Counter(len(cells) for cells in read[:-1] or read if any(cells))
        if not widths:
            continue
        usual, times = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        known = max(known_names(cells, needed, aliases) for cells in read)
        alike = times / sum(widths.values()) if usual > 1 else 0
        found[candidate] = (known, round(alike, 1), candidate in USUAL, usual)
    if not found:
        raise CannotImport("La première ligne n'est pas un en-tête de colonnes.")
    return max(found, key=lambda candidate: found[candidate])


def _candidates(sample: str) -> list[str]:
    """The usual ones, and every other mark of the first lines."""
    marks = {c for c in "".join(sample.splitlines()[:5]) if not c.isalnum() and c not in " \"'_-.()\r\n\x00"}
    return [*USUAL, *sorted(marks - set(USUAL))]
