"""Who is meant: the rules of names, alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.directory.matching import Identity, make_known, match, names_agree
from parvis.directory.models import ContactPoint, Person
from parvis.kit import clock
from parvis.organisation.models import Sector

_name = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


def person(given: str = "", family: str = "", usage: str = "", organisation: str = "") -> Person:
    kind = Person.Kind.LEGAL if organisation else Person.Kind.NATURAL
    return Person(
        tenant_id=1,
        kind=kind,
        given_names=given,
        birth_name=family,
        usage_name=usage,
        organisation_name=organisation,
    )


@pytest.mark.parametrize(
    ("said", "known", "agree"),
    [
        (Identity("Élodie", "Durand"), person("elodie", "DURAND"), True),
        (Identity("Élodie Marie", "Durand"), person("Élodie", "Durand"), True),
        (Identity("Élodie", "Martin"), person("Élodie", "Durand", usage="Martin"), True),
        (Identity("Élodie", "Petit"), person("Élodie", "Durand"), False),
        (Identity("Paul", "Durand"), person("Élodie", "Durand"), False),
        (Identity("", "Durand"), person("Élodie", "Durand"), True),
        (Identity("", ""), person("Élodie", "Durand"), True),
        (Identity("Jean-Luc", "Le Goff"), person("Jean Luc", "LE GOFF"), True),
        (Identity("", "", "Club de boules"), person(organisation="CLUB DE BOULES"), True),
        (Identity("", "", "Club de boules"), person("Luc", "Petit"), False),
        (Identity("Luc", "Petit"), person(organisation="Club de boules"), False),
        (Identity("سعاد", "العربي"), person("سعاد", "العربي"), True),
        (Identity("😀", "-"), person("Élodie", "Durand"), False),
    ],
)
def test_names_that_agree(said: Identity, known: Person, agree: bool) -> None:
    assert names_agree(said, known) is agree


@given(given=_name, family=_name)
def test_everybody_agrees_with_themselves(given: str, family: str) -> None:
    assert names_agree(Identity(given, family), person(given, family))


def test_a_contact_known_only_in_another_sector_finds_nobody(town: Any) -> None:
    here, there = Sector.objects.order_by("id")[:2]
    known = Person(given_names="Zoé", birth_name="Petit", sectors=[here.pk, there.pk], created_at=clock.now())
    known.save()
    ContactPoint(
        person=known, kind="email", value="z@example.org", sectors=[there.pk], created_at=clock.now()
    ).save()
    asked = Identity("Zoé", "Petit", email="z@example.org")
    assert match(asked, frozenset({there.pk})) == known
    assert match(asked, frozenset({here.pk})) is None, (
        "the address itself is secret here, though the person is not"
    )
    assert match(asked, frozenset()) is None
    assert match(Identity("Zoé", "Petit"), frozenset({here.pk, there.pk})) is None


def test_a_sector_written_meanwhile_is_not_lost(town: Any) -> None:
    one, two, three = Sector.objects.order_by("id")[:3]
    known = Person(birth_name="Petit", sectors=[one.pk], created_at=clock.now())
    known.save()
    stale = Person.objects.get(pk=known.pk)
    make_known(known, two.pk)
    make_known(stale, three.pk)
    make_known(stale, three.pk)
    assert sorted(Person.objects.get(pk=known.pk).sectors) == [one.pk, two.pk, three.pk]
