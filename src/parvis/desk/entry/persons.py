"""Who is calling: persons known in sectors the agent reads, by name, phone or e-mail."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from parvis.cases.models import Case
from parvis.desk.entry.identity import TITLES, split_words
from parvis.directory.models import ContactPoint, Person
from parvis.directory.normalising import format_phone, normalise_email, normalise_phone
from parvis.directory.searching import persons_matching
from parvis.kit.names import sort_name
from parvis.organisation.access import Access

MOST = 8
LEAST = 2


@dataclass(frozen=True)
class Found:
    person: Person
    contacts: str
    open_cases: int
    chosen: bool


def find_persons(words: str, access: Access, *, chosen: int | None = None) -> list[Found]:
    """At most eight, the chosen one first. Persons and contact points of sectors sealed to the reader do not exist."""
    sectors = access.readable_sectors
    if not sectors:
        return []
    found: dict[int, Person] = {}
    if chosen is not None:
        found |= {p.pk: p for p in Person.objects.known_in(sectors).filter(pk=chosen)}
    asked = _asked(words)
    if asked:
        found |= {p.pk: p for p in persons_matching(sectors, limit=MOST, **asked)}
    persons = list(found.values())[:MOST]
    if not persons:
        return []
    return _described(persons, access, chosen)


def _asked(words: str) -> dict[str, Any]:
    """What was typed, as ``persons_matching`` takes it; empty when that is too little."""
    text = words.replace("\x00", "").strip()[:120]
    if len(text) < LEAST:
        return {}
    phone = normalise_phone(text)
    if phone:
        return {"phone": phone}
    if "@" in text:
        typed = split_words(text)[0].get("email", text)
        return {"email_start": normalise_email(typed) or typed.lower()}
    digits = "".join(c for c in text if c.isdigit())
    if len(digits) >= 4 and len(digits) >= len(text.replace(" ", "").replace(".", "")) - 1:
        return {"phone_part": digits[1:] if digits.startswith("0") else digits}
    found, names = split_words(text)
    known_phone = normalise_phone(found.get("phone", ""))
    if known_phone and names:  # « Zoé Martin 06 12 34 56 78 »: either may be known
        return {"phone": known_phone} | _named(" ".join(names))
    return _named(text)


def _named(text: str) -> dict[str, Any]:
    words_of_name = sort_name(text).split()
    if len(words_of_name) > 1 and words_of_name[0] in TITLES:
        words_of_name = words_of_name[1:]
    return {"words": words_of_name[:5]} if words_of_name else {}


def _described(persons: list[Person], access: Access, chosen: int | None) -> list[Found]:
    pks = [p.pk for p in persons]
    contacts: dict[int, list[str]] = {}
    shown = ContactPoint.objects.filter(person_id__in=pks, sectors__overlap=list(access.readable_sectors))
    for point in shown.order_by("kind", "id"):
        text = format_phone(point.value) if point.kind == ContactPoint.Kind.PHONE else str(point)
        contacts.setdefault(point.person_id, []).append(text)
    counted = Case.objects.readable_by(access).open().filter(person_id__in=pks).order_by()
    cases = dict(counted.values_list("person_id").annotate(n=Count("id")))
    return [Found(p, " · ".join(contacts.get(p.pk, [])), cases.get(p.pk, 0), p.pk == chosen) for p in persons]
