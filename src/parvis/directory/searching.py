"""Persons by name, phone or e-mail, through the owner's function (see sql/person_search.sql)."""

from collections.abc import Collection, Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from parvis.directory.models import Person, PersonQuerySet

#: A name has no more; each costs a walk of its index.
MOST_WORDS = 6
_CALL = "SELECT person_search(%s::text[], %s, %s, %s, %s, %s, %s::bigint[], %s)"


def persons_matching(
    sectors: Collection[int],
    *,
    words: Sequence[str] = (),
    inside: bool = False,
    phone: str = "",
    phone_part: str = "",
    email: str = "",
    email_start: str = "",
    limit: int,
) -> PersonQuerySet:
    """Known in one of ``sectors``, and bearing every one of the words, or one of the contact points; by name.

    ``words`` as ``sort_name`` writes them, each the start of a word of the name, or with ``inside`` any part of it.
    ``phone`` and ``email`` are normalised, ``phone_part`` some digits, ``email_start`` the first letters.
    """
    asked = list(dict.fromkeys(words))[:MOST_WORDS]
    params = [asked, inside, phone, phone_part, email, email_start, list(sectors), limit]
    known: PersonQuerySet = Person.objects.known_in(list(sectors))
    return known.filter(pk__in=RawSQL(_CALL, params)).order_by("sort_name", "pk")[:limit]  # noqa: S611 - the text is ours


def persons_alike(sectors: Collection[int], name: str, *, limit: int) -> PersonQuerySet:
    """Known in one of ``sectors``, of a name near ``name`` (as ``sort_name`` writes it), by name. See person_alike.sql."""
    known: PersonQuerySet = Person.objects.known_in(list(sectors))
    near = RawSQL("SELECT person_alike(%s, %s::bigint[], %s)", [name, list(sectors), limit])
    return known.filter(pk__in=near).order_by("sort_name", "pk")[:limit]


def name_words(letter: str, *, least: int, most: int) -> list[str]:
    """Family names of that first letter and of that many letters, known in whatever sector: to look again with, never to
    show (see sql/name_words.sql)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_words(%s, %s, %s)", [letter, least, most])
        return [row[0] for row in cursor.fetchall()]
