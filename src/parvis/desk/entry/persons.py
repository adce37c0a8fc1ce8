"""Who is calling: persons known in sectors the agent reads, by name, phone or e-mail."""

from dataclasses import dataclass

from django.db.models import Count, Q

from parvis.cases.models import Case
from parvis.desk.entry.identity import TITLES, split_words
from parvis.directory.models import ContactPoint, Person
from parvis.directory.normalising import format_phone, normalise_email, normalise_phone
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
    known = Person.objects.known_in(sectors)
    found: dict[int, Person] = {}
    if chosen is not None:
        found |= {p.pk: p for p in known.filter(pk=chosen)}
    condition = _condition(words, sectors)
    if condition is not None:
        found |= {p.pk: p for p in known.filter(condition).order_by("sort_name", "id")[:MOST]}
    persons = list(found.values())[:MOST]
    if not persons:
        return []
    return _described(persons, access, chosen)


def _condition(words: str, sectors: frozenset[int]) -> Q | None:
    text = words.replace("\x00", "").strip()[:120]
    if len(text) < LEAST:
        return None
    points = ContactPoint.objects.filter(sectors__overlap=list(sectors))
    phone = normalise_phone(text)
    if phone:
        return Q(pk__in=points.filter(kind=ContactPoint.Kind.PHONE, value=phone).values("person_id"))
    if "@" in text:
        typed = split_words(text)[0].get("email", text)
        email = normalise_email(typed) or typed.lower()
        return Q(
            pk__in=points.filter(kind=ContactPoint.Kind.EMAIL, value__startswith=email).values("person_id")
        )
    digits = "".join(c for c in text if c.isdigit())
    if len(digits) >= 4 and len(digits) >= len(text.replace(" ", "").replace(".", "")) - 1:
        national = digits[1:] if digits.startswith("0") else digits
        return Q(
            pk__in=points.filter(kind=ContactPoint.Kind.PHONE, value__contains=national).values("person_id")
        )
    found, names = split_words(text)
    known_phone = normalise_phone(found.get("phone", ""))
    if known_phone and names:  # « Zoé Martin 06 12 34 56 78 »: either may be known
        called = points.filter(kind=ContactPoint.Kind.PHONE, value=known_phone)
        return Q(pk__in=called.values("person_id")) | (_named(" ".join(names)) or Q(pk__in=[]))
    return _named(text)


def _named(text: str) -> Q | None:
    condition = Q()
    words_of_name = sort_name(text).split()
    if len(words_of_name) > 1 and words_of_name[0] in TITLES:
        words_of_name = words_of_name[1:]
    for word in words_of_name[:5]:
        condition &= Q(sort_name__startswith=word) | Q(sort_name__contains=f" {word}")
    return condition or None


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
