"""Who asked, as the other tool wrote it: what cannot be used is kept out and named, and refuses nothing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parvis.directory.matching import Identity
from parvis.directory.normalising import format_phone, normalise_email, normalise_phone
from parvis.intake.checking import LONGEST_NAMES

AUTO, GIVEN_FIRST, FAMILY_FIRST = NAME_ORDERS = ("auto", "given-first", "family-first")
LONGEST_ADDRESS = 300
#: « 06 12 34 56 78 / 02 37 10 11 22 », « a@b.fr ou c@d.fr ».
_SEVERAL = re.compile(r"\s*[;,/|\n]\s*|\s+(?:ou|et)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class PersonColumns:
    """Columns, several being joined; of e-mails and phones the first that is one. ``name``: given and family together."""

    given_names: tuple[str, ...] = ()
    family_name: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    name_order: str = AUTO
    title: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    postal_address: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (
            *self.given_names, *self.family_name, *self.name, *self.title, *self.organisation, *self.email, *self.phone,
            *self.postal_address,
        )  # fmt: skip

    def read(self, cells: dict[str, str]) -> tuple[Identity, tuple[str, ...]]:
        """Who it is, and what of it was kept out (« courriel », « téléphone », « nom », « adresse »)."""
        if not self.columns:
            return Identity(), ()
        left_out: list[str] = []
        given, family = _joined(cells, self.given_names), _joined(cells, self.family_name)
        if self.name and not family:
            first, last = split_name(_joined(cells, self.name), self.name_order)
            given, family = given or first, last
        email, bad = _first(cells, self.email, normalise_email)
        left_out += ["courriel"] if bad else []
        phone, bad = _first(cells, self.phone, normalise_phone)
        left_out += ["téléphone"] if bad else []
        address = _joined(cells, self.postal_address, ", ")
        left_out += ["adresse"] if len(address) > LONGEST_ADDRESS else []
        found = {
            "given_names": given,
            "family_name": family,
            "organisation_name": _joined(cells, self.organisation),
            "title": _joined(cells, self.title),
        }
        for part, text in found.items():
            if len(text) > LONGEST_NAMES[part]:
                left_out.append("nom")
                found[part] = ""
        return Identity(
            **found,
            email=email,
            phone=phone,
            phone_display=format_phone(phone) if phone else "",
            postal_address=address if len(address) <= LONGEST_ADDRESS else "",
        ), tuple(left_out)


def split_name(name: str, order: str) -> tuple[str, str]:
    """(given names, family name). « auto »: what is in capitals is the family name, else the first word is given."""
    words = name.split()
    if len(words) < 2:
        return "", name
    if order == AUTO:
        family = [word for word in words if word.isupper() and len(word) > 1]
        if family and len(family) < len(words):
            return " ".join(word for word in words if word not in family), " ".join(family)
    if order == FAMILY_FIRST:
        return " ".join(words[1:]), words[0]
    return words[0], " ".join(words[1:])


def _joined(cells: dict[str, str], columns: Sequence[str], by: str = " ") -> str:
    if len(columns) == 1:
        return cells[columns[0]].replace("\x00", "").strip()
    parts = (cells[column].replace("\x00", "").strip() for column in columns)
    return by.join(part for part in parts if part)


def _first(
    cells: dict[str, str], columns: Sequence[str], normalise: Callable[[str], str | None]
) -> tuple[str, bool]:
    """The first usable one, and whether something else was written that is not kept."""
    written = [
        part
        for cell in (cells[column].strip() for column in columns)
        for part in ([cell] if normalise(cell) else _SEVERAL.split(cell))
        if part.strip()
    ]
    usable = dict.fromkeys(found for found in map(normalise, written) if found)
    kept = next(iter(usable), "")
    return kept, any(normalise(part) != kept for part in written)
