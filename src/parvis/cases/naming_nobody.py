"""A text that strangers read too names nobody: the persons of the duplicates must not learn whose the main case is."""

import re
import unicodedata
from collections.abc import Iterable

from parvis.cases.acting import Unclear
from parvis.cases.following import path_of
from parvis.cases.models import Case
from parvis.directory.models import ContactPoint, Person
from parvis.directory.normalising import normalise_email, normalise_phone

_EMAIL = re.compile(r"[^\s<>(),;:\"«»]+@[^\s<>(),;:\"«»]+")
_PHONE = re.compile(r"(?:\+|\b)\d[\d .()\u00a0\u202f-]{6,}\d")
_LINK = re.compile(r"/suivi/[^/\s]+/[^/\s]+/?", re.IGNORECASE)
#: After these a name is a name, however it is written.
_TITLE = re.compile(r"\b(?:madame|monsieur|mademoiselle|mme|mlle|mr?)\.?\s+(?:\S+\s+){0,2}$", re.IGNORECASE)


UNTICK = ", ou décochez l'envoi aux doublons"


def require_nameless(
    text: str, case: Case, told: Iterable[int], field: str, *, otherwise: str = UNTICK
) -> None:
    """``told``: the duplicates whose persons read the text. One's own duplicates are no strangers'.

    ``otherwise``: what else may be done than to take the name away.
    """
    wanted = list(told)
    if not wanted or case.person_id is None:
        return
    if not Case.objects.filter(pk__in=wanted).exclude(person_id=case.person_id).exists():
        return
    person = Person.objects.get(pk=case.person_id)
    if found := _named(text, person) or _reached(text, person):
        raise Unclear(
            f"La personne du doublon lirait « {found} », qui désigne l'auteur de la demande {case.reference} : "
            f"retirez-le{otherwise}.",
            field,
        )


def for_duplicate(text: str, main: Case, duplicate: Case) -> str:
    """The same words, with the link and the number of their own case."""
    theirs = path_of(duplicate)
    said = _LINK.sub(lambda _found: theirs, text)
    number = re.compile(rf"(?<!\w){re.escape(main.reference)}(?!\w)", re.IGNORECASE)
    return number.sub(lambda _found: duplicate.reference, said)


def _named(text: str, person: Person) -> str:
    """Names are words too (Petit, Blanc): written small and without a title, they are taken for words."""
    legal = person.kind == Person.Kind.LEGAL
    names = [person.organisation_name] if legal else [person.birth_name, person.usage_name]
    plain = _plain(text)
    for name in names:
        words = re.findall(r"\w+", _plain(name))
        if not words:
            continue
        wanted = r"(?<!\w)" + r"\W{1,3}".join(words) + r"(?!\w)"
        for found in re.finditer(wanted, plain, re.IGNORECASE):
            if found[0][0].isupper() or _TITLE.search(plain[: found.start()]):
                return name
    return ""


def _reached(text: str, person: Person) -> str:
    known = set(ContactPoint.objects.filter(person=person).values_list("value", flat=True))
    for found in _EMAIL.findall(text):
        if normalise_email(found) in known:
            return str(found)
    for found in _PHONE.findall(text):
        if normalise_phone(found) in known:
            return str(found)
    return ""


def _plain(text: str) -> str:
    """Without accents, upper and lower case kept."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
