"""Which record names the columns, and which of them are those of the mapping however they are spelt."""

import re
from collections.abc import Iterable, Mapping, Sequence

from parvis.intake.importing.naming import folded
from parvis.intake.importing.reading.source import IDENTIFIER, LINE, REASON, Record
from parvis.intake.importing.refusals import CannotImport

Aliases = Mapping[str, tuple[str, ...]]


def known_names(cells: Sequence[str], needed: Iterable[str], aliases: Aliases) -> int:
    """How many of the columns wanted this record names, accents and punctuation apart."""
    there = {folded(cell) for cell in cells}
    return sum(any(folded(name) in there for name in _names(column, aliases)) for column in needed)


def locate(first: Sequence[Record], needed: tuple[str, ...], aliases: Aliases) -> int:
    """The place of the header among the first records: a title or empty lines may come before. Raises CannotImport."""
    filled = [sum(bool(cell.strip()) for cell in record.cells) for record in first]
    if not any(filled):
        raise CannotImport("Ce fichier est vide.")
    known = [known_names(record.cells, needed, aliases) for record in first]
    if max(known) > 0:
        return known.index(max(known))
    return next(n for n, count in enumerate(filled) if count and count >= 0.6 * max(filled))


def resolve(
    found: Sequence[str], needed: tuple[str, ...], aliases: Aliases
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The header under the names of the mapping, and what was read otherwise than written. Raises CannotImport."""
    header = [cell.strip() for cell in found]
    _check_repeated(header, needed)
    notes: list[str] = []
    missing: list[str] = []
    for match in (_exactly, _folded, _nearly):
        missing = []
        for column in [c for c in needed if c not in header]:
            places = match(column, header, needed, aliases)
            if len(places) > 1:
                several = ", ".join(f"« {header[place]} »" for place in places)
                raise CannotImport(
                    f"La colonne « {column} » peut être {several} : dites laquelle dans la correspondance."
                )
            if places:
                if match is not _exactly:
                    notes.append(f"Colonne « {header[places[0]]} » lue comme « {column} ».")
                header[places[0]] = column
            else:
                missing.append(column)
    if missing:
        shown = ", ".join(cell for cell in header if cell)[:600]
        raise CannotImport(
            f"Il manque {'la colonne' if len(missing) == 1 else 'les colonnes'} {', '.join(missing)}. "
            f"Le fichier a : {shown}."
        )
    return tuple(header), tuple(notes)


def _check_repeated(header: list[str], needed: tuple[str, ...]) -> None:
    repeated = sorted({column for column in needed if header.count(column) > 1})
    if repeated:
        raise CannotImport(f"Plusieurs colonnes portent le même nom : {', '.join(repeated)}.")


def _names(column: str, aliases: Aliases) -> tuple[str, ...]:
    return (column, *aliases.get(column, ()))


def _free(header: list[str], needed: tuple[str, ...]) -> list[int]:
    """The places that no column has taken yet."""
    ours = {LINE, REASON, IDENTIFIER}
    return [n for n, cell in enumerate(header) if cell and cell not in needed and cell not in ours]


def _exactly(column: str, header: list[str], needed: tuple[str, ...], aliases: Aliases) -> list[int]:
    return [n for n in _free(header, needed) if header[n] in _names(column, aliases)]


def _folded(column: str, header: list[str], needed: tuple[str, ...], aliases: Aliases) -> list[int]:
    names = {folded(name) for name in _names(column, aliases)} - {""}
    return [n for n in _free(header, needed) if folded(header[n]) in names]


def _nearly(column: str, header: list[str], needed: tuple[str, ...], aliases: Aliases) -> list[int]:
    """One letter off, two in a long name; never another number: « Adresse 1 » is not « Adresse 2 »."""
    nearest: dict[int, int] = {}
    for name in _names(column, aliases):
        key = folded(name)
        allowed = 0 if len(key) < 4 else 1 if len(key) < 8 else 2
        for place in _free(header, needed):
            other = folded(header[place])
            if not allowed or re.sub(r"\D", "", key) != re.sub(r"\D", "", other):
                continue
            if (off := distance(key, other, allowed)) <= allowed:
                nearest[place] = min(off, nearest.get(place, off))
    return [place for place, off in nearest.items() if off == min(nearest.values())]


def distance(one: str, other: str, most: int) -> int:
    """Letters added, removed, changed or swapped between two words; beyond ``most``, one more than it."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        line = [i]
        for j, compared in enumerate(other, start=1):
            line.append(min(above[j] + 1, line[-1] + 1, above[j - 1] + (letter != compared)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == compared:
                line[-1] = min(line[-1], before[j - 2] + 1)
        before, above = above, line
    return above[-1]
