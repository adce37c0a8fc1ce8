"""Who is calling: persons known in sectors the agent reads, by name, phone or e-mail, however it is spelt."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count

from parvis.cases.models import Case
from parvis.desk.entry.identity import TITLES, split_words, typed_identity
from parvis.directory.matching import Identity, names_agree, same_names
from parvis.directory.models import ContactPoint, Person
from parvis.directory.normalising import format_phone, normalise_email, normalise_phone
from parvis.directory.searching import persons_alike, persons_matching
from parvis.kit.names import sort_name
from parvis.organisation.access import Access

MOST = 8
LEAST = 2
RECENT = 3


@dataclass(frozen=True)
class Found:
    person: Person
    contacts: str
    open_cases: int
    chosen: bool = False
    #: Bears the very names, or has the very phone or e-mail, that were typed.
    same: bool = False
    #: Has the phone or e-mail, under a name that what was typed contradicts: a household shares them.
    other_name: bool = False
    #: The agent said that it is not them.
    refused: bool = False
    #: Has the phone or e-mail, and nothing else that was typed says somebody else.
    sure: bool = False


@dataclass(frozen=True)
class Finding:
    """At most eight persons, the chosen one first."""

    persons: list[Found] = field(default_factory=list)
    #: Chosen by itself: the only one who has this phone or e-mail.
    recognised: int | None = None
    #: Nobody bears the words as typed; these names are near.
    only_alike: bool = False

    @property
    def chosen(self) -> Found | None:
        return next((found for found in self.persons if found.chosen), None)

    @property
    def maybe_known(self) -> bool:
        """A new person would be a second record of one of these."""
        return self.chosen is None and any(
            found.same and not found.other_name and not found.refused for found in self.persons
        )

    @property
    def other_name(self) -> bool:
        """Nobody here is the person typed, and somebody has the phone or e-mail that was."""
        return self.chosen is None and any(found.other_name for found in self.persons)


def find_persons(
    words: str, access: Access, *, chosen: int | None = None, refused: Collection[int] = ()
) -> Finding:
    """Persons and contact points of sectors sealed to the reader do not exist. Four statements at most.

    ``refused``: those that the agent said it is not, who are not chosen by themselves again.
    """
    sectors = access.readable_sectors
    if not sectors:
        return Finding()
    asked = _asked(words)
    persons = list(persons_matching(sectors, limit=MOST, **asked)) if asked else []
    alike = False
    if not persons and asked.get("words"):
        persons = list(persons_alike(sectors, " ".join(asked["words"]), limit=MOST))
        alike = bool(persons)
    if chosen is not None and chosen not in {p.pk for p in persons}:
        # What is typed now may be somebody else's name: then the choice made before falls.
        kept = Person.objects.known_in(sectors).filter(pk=chosen).first()
        kept = kept if kept and _fits(kept, asked) else None
        persons = ([kept] if kept else []) + persons
        chosen = kept.pk if kept else None
    described = _described(persons, access, words)
    recognised = _only_one(described, refused) if chosen is None else None
    now = chosen or recognised
    marked = [
        replace(found, chosen=found.person.pk == now, refused=found.person.pk in refused)
        for found in described
    ]
    marked.sort(key=lambda found: not found.chosen)  # stable: the others stay by name
    return Finding(marked[:MOST], recognised, alike)


def _fits(person: Person, asked: dict[str, Any]) -> bool:
    """One of many who bear the name that was typed, beyond the first eight; or nothing was typed."""
    names = person.sort_name.split()
    return all(any(name.startswith(word) for name in names) for word in asked.get("words", ())) and not (
        asked.keys() - {"words"}
    )


def _only_one(found: list[Found], refused: Collection[int]) -> int | None:
    """Whoever alone has this phone or e-mail, and the names if any were typed: a household has several persons."""
    sure = [one.person.pk for one in found if one.sure]
    return sure[0] if len(sure) == 1 and sure[0] not in refused else None


def _asked(words: str) -> dict[str, Any]:
    """What was typed, as ``persons_matching`` takes it; empty when that is too little."""
    text = words.replace("\x00", "").strip()[:120]
    if len(text) < LEAST:
        return {}
    phone = normalise_phone(text)
    if phone:
        return {"phone": phone}
    found, names = split_words(text)
    if "@" in text:
        typed = found.get("email", text)
        return {"email_start": normalise_email(typed) or typed.lower()}
    digits = "".join(c for c in text if c.isdigit())
    if len(digits) >= 4 and len(digits) >= len(text.replace(" ", "").replace(".", "")) - 1:
        return {"phone_part": digits[1:] if digits.startswith("0") else digits}
    known_phone = normalise_phone(found.get("phone", ""))
    if known_phone and names:  # « Zoé Martin 06 12 34 56 78 »: either may be known
        return {"phone": known_phone} | _named(" ".join(names))
    return _named(" ".join(names) if names else text)


def _named(text: str) -> dict[str, Any]:
    words_of_name = sort_name(text).split()
    if len(words_of_name) > 1 and words_of_name[0] in TITLES:
        words_of_name = words_of_name[1:]
    return {"words": words_of_name[:5]} if words_of_name else {}


def _described(persons: list[Person], access: Access, words: str) -> list[Found]:
    if not persons:
        return []
    pks = [p.pk for p in persons]
    contacts: dict[int, list[ContactPoint]] = {}
    shown = ContactPoint.objects.filter(person_id__in=pks, sectors__overlap=list(access.readable_sectors))
    for point in shown.order_by("kind", "id"):
        contacts.setdefault(point.person_id, []).append(point)
    counted = Case.objects.readable_by(access).open().filter(person_id__in=pks).order_by()
    cases = dict(counted.values_list("person_id").annotate(n=Count("id")))
    typed = _identity(words)
    return [_found(p, contacts.get(p.pk, []), cases.get(p.pk, 0), typed) for p in persons]


def _found(person: Person, points: list[ContactPoint], open_cases: int, typed: Identity) -> Found:
    has_contact = bool({typed.email, typed.phone}.intersection(p.value for p in points) - {""})
    nameless = not (typed.family_name or typed.given_names or typed.organisation_name)
    has_names = not nameless and same_names(typed, person)
    whole = bool((typed.family_name and typed.given_names) or typed.organisation_name)
    return Found(
        person,
        " · ".join(_said(point) for point in points),
        open_cases,
        same=has_contact or (whole and has_names),
        other_name=has_contact and not names_agree(typed, person),
        sure=has_contact and (nameless or has_names),
    )


def _said(point: ContactPoint) -> str:
    return format_phone(point.value) if point.kind == ContactPoint.Kind.PHONE else str(point)


def _identity(words: str) -> Identity:
    told = typed_identity(words)
    return Identity(
        given_names=told.get("given_names", ""),
        family_name=told.get("family_name", ""),
        organisation_name=told.get("organisation_name", ""),
        email=normalise_email(told.get("email", "")) or "",
        phone=normalise_phone(told.get("phone", "")) or "",
    )


def recent_cases(person_id: int, access: Access) -> list[Case]:
    """The last three that the agent reads. One statement."""
    readable = Case.objects.readable_by(access).filter(person_id=person_id)
    return list(readable.first_for_lists(("-received_at", "-id"), RECENT))
