"""The one door, attacked: races, odd input, sealed persons, households."""

import threading
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from parvis.cases import references
from parvis.cases.models import Case
from parvis.catalog.models import RequestType
from parvis.directory.matching import Identity
from parvis.directory.models import ContactPoint, Person
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.intake.models import IdempotencyKey
from parvis.intake.receiving import receive
from parvis.intake.submission import LONGEST_DESCRIPTION, Place, Rejected
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.routing.models import Rule
from tests.cases.steps import insider, sealed_type, worker
from tests.factories import agent, case, submission

ODD = [
    "😀🏳️‍🌈👩🏽‍🚒", "سعاد \u202eالعربي", "<script>alert(1)</script><img src=x onerror=y>", "'; DROP TABLE cases_case; --",
    "a\x00b", "x\ud800y\udfff", "%s %(x)s {0} {{ x }} {% x %}", "\r\n\t", "Ｄｕｒａｎｄ", "a\u0301" * 60,
]  # fmt: skip


def at_once(tenant: Any, acts: list[Callable[[], Any]]) -> list[Any]:
    """Each act in a thread and a transaction of its own, started together; exceptions are results."""
    together, results = threading.Barrier(len(acts)), []

    def one(act: Callable[[], Any]) -> None:
        try:
            together.wait()
            with activate(tenant.pk):
                results.append(act())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_races_at_the_door(committed_town: Any) -> None:
    """Eight times the same key is one case; eight keys are eight references without a hole."""
    sent = submission(scope="web", key="same")
    results = at_once(committed_town, [lambda: receive(sent, by=Actor.person())] * 8)
    assert [r for r in results if isinstance(r, Exception)] == []
    assert len({r.case.pk for r in results}) == 1
    assert sorted(r.created for r in results) == [False] * 7 + [True]

    others = [submission(scope="web", key=f"k{n}", description=f"Demande {n}") for n in range(8)]
    results = at_once(committed_town, [lambda s=s: receive(s, by=Actor.person()) for s in others])
    assert [r for r in results if isinstance(r, Exception)] == []
    assert all(r.created for r in results)
    with transaction.atomic():
        year = clock.now().astimezone(ZoneInfo("Europe/Paris")).year
        wanted = [references.write(year, n) for n in range(1, 10)]
        assert sorted(Case.objects.values_list("reference", flat=True)) == wanted
        assert Case.objects.count() == IdempotencyKey.objects.count() == Event.objects.count() == 9


def test_two_sectors_learn_of_a_person_at_the_same_time(committed_town: Any) -> None:
    """Neither forgets what the other wrote."""
    with transaction.atomic():
        by_sector = {t.sector_id: t.code for t in RequestType.objects.filter(sector__sealed=False)}
        first = case()
        chosen = list(by_sector.values())[:6]
    acts = [
        lambda c=c: receive(submission(type_code=c, person_id=first.person_id), by=Actor.person())
        for c in chosen
    ]
    results = at_once(committed_town, acts)
    assert [r for r in results if isinstance(r, Exception)] == []
    created = [r.case for r in results]
    assert len(created) == 6
    with transaction.atomic():
        person = Person.objects.get(pk=first.person_id)
        assert {c.sector_id for c in created} <= set(person.sectors)
        assert len(person.sectors) == len(set(person.sectors)), "each sector once"


def test_what_is_rejected_leaves_nothing(town: Any) -> None:
    case()
    before = (
        Case.objects.count(),
        Person.objects.count(),
        Event.objects.count(),
        IdempotencyKey.objects.count(),
    )
    for wrong in (
        {"description": " \x00 "},
        {"description": "a" * (LONGEST_DESCRIPTION + 1)},
        {"channel": "pigeon"},
        {"other_channels": ("pigeon",)},
        {"type_code": "NO-SUCH"},
        {"received_at": datetime(1900, 1, 1, tzinfo=UTC)},
        {"received_at": datetime(2900, 1, 1, tzinfo=UTC)},
        {"received_at": datetime.max.replace(tzinfo=UTC), "sent_at": datetime(2900, 1, 1, tzinfo=UTC)},
        {"sent_at": datetime(1900, 1, 1, tzinfo=UTC)},
        {"sent_at": clock.now() + timedelta(days=3)},
        {"priority": 99},
        {"priority": 0},
        {"place": Place(latitude=Decimal("48.1"))},
        {"place": Place(latitude=Decimal(999), longitude=Decimal(1))},
        {"place": Place(latitude=Decimal("NaN"), longitude=Decimal("NaN"))},
        {"place": Place(latitude=Decimal("Infinity"), longitude=Decimal(1))},
        {"person_id": 999_999},
        {"addressed_to_id": 999_999},
        {"person": Identity(), "type_code": "VOI-STA"},
        {"person": Identity(family_name="x" * 151)},
        {"key": "k" * 101, "scope": "web"},
        {"key": "k", "scope": "s" * 41},
    ):
        with pytest.raises(Rejected) as refused:
            receive(submission(**{"scope": "web", "key": "r"} | wrong), by=Actor.person())
        assert refused.value.problems, wrong
        assert all(refused.value.problems.values())
    after = (
        Case.objects.count(),
        Person.objects.count(),
        Event.objects.count(),
        IdempotencyKey.objects.count(),
    )
    assert after == before


def test_the_longest_description_is_taken(town: Any) -> None:
    assert len(case(description="é" * LONGEST_DESCRIPTION).description) == LONGEST_DESCRIPTION


@pytest.mark.parametrize("odd", ODD)
def test_odd_text_in_every_field(town: Any, odd: str) -> None:
    kept = odd.replace("\x00", "").replace("\ud800", "").replace("\udfff", "").strip()
    someone = Identity(
        **{f.name: odd for f in fields(Identity)}
        | {"title": odd[:20], "registration": odd[:20], "phone": odd[:20]}
    )
    made = receive(
        submission(
            description=f"Voici : {odd}", person=someone, place=Place(address=odd), scope="web", key=odd[:100] or "k",
            answers={odd: [odd, {"n": float("nan"), odd: None}], "plain": 1},
        ),
        by=Actor.person(),
    ).case  # fmt: skip
    made.refresh_from_db()
    assert made.description == f"Voici : {kept}".strip()
    assert made.address == kept
    assert made.answers["plain"] == 1
    if made.person is not None:
        assert made.person.organisation_name == kept


def test_what_a_town_does_not_hold_is_not_pointed_at(town: Any, other_town: Any) -> None:
    with activate(other_town.pk):
        theirs = case()
        mayor = agent("Autre maire", "elected", email="maire@autre.test")
    for wrong in ({"person_id": theirs.person_id}, {"addressed_to_id": mayor.pk}):
        with pytest.raises(Rejected):
            case(**wrong)
    with activate(other_town.pk):
        assert len(Person.objects.get(pk=theirs.person_id).sectors) == 1


def test_the_other_channels_are_kept_once_each(town: Any) -> None:
    made = case(channel="web", other_channels=("phone", "web", "letter", "phone"))
    assert made.other_channels == ["phone", "letter"]
    assert made.channels == ["web", "phone", "letter"]


def test_the_same_key_with_other_answers_is_another_request(town: Any) -> None:
    receive(submission(scope="web", key="k", answers={"a": 1}), by=Actor.person())
    with pytest.raises(Rejected):
        receive(submission(scope="web", key="k", answers={"a": 2}), by=Actor.person())
    assert receive(submission(scope="api", key="k", answers={"a": 2}), by=Actor.person()).created


# Persons and sealed sectors.

ZOE = Identity(given_names="Zoé", family_name="Secrète", email="zoe@example.org", phone="+33639980177")


def test_a_person_known_only_through_a_sealed_sector_is_not_matched_from_an_open_one(town: Any) -> None:
    sealed = case(type_code=sealed_type().code, person=ZOE)
    opened = case(person=ZOE)
    assert sealed.person_id != opened.person_id
    assert opened.person is not None
    assert opened.person.sectors == [opened.sector_id]
    assert (
        ContactPoint.objects.filter(person=opened.person, sectors__contains=[sealed.sector_id]).count() == 0
    )


def test_an_agent_outside_learns_nothing_by_filing_for_the_sealed_sector(town: Any) -> None:
    """The front desk types an address: the name that social services know behind it must not appear."""
    known = case(type_code=sealed_type().code, person=ZOE)
    typed = Identity(email=ZOE.email)
    assert case(type_code=sealed_type().code, person=typed, by=insider()).person_id == known.person_id
    outside = case(type_code=sealed_type().code, person=typed, by=worker())
    assert outside.person_id != known.person_id
    assert case(type_code=sealed_type().code, person=ZOE).person_id == known.person_id, (
        "the person themselves"
    )
    with pytest.raises(Rejected):
        case(type_code=sealed_type().code, person_id=known.person_id, by=worker("Autre"))


def test_a_person_of_the_open_sectors_is_matched_in_the_sealed_one_which_stays_secret(town: Any) -> None:
    opened = case(person=ZOE)
    with_letter = Identity(
        given_names="Zoé", family_name="Secrète", email=ZOE.email, postal_address="Foyer, 3 rue Cachée"
    )
    sealed = case(type_code=sealed_type().code, person=with_letter, by=worker("Accueil"))
    assert sealed.person_id == opened.person_id
    assert Person.objects.known_in({sealed.sector_id}).get().pk == opened.person_id
    shelter = ContactPoint.objects.get(kind="postal")
    assert shelter.sectors == [sealed.sector_id], "an address given to social services is theirs alone"


def test_a_rule_that_leads_to_a_sealed_department_seals_person_and_case(town: Any) -> None:
    social = sealed_type().department
    Rule.objects.all().delete()
    Rule(position=1, name="Détresse", words=["détresse"], department=social).save()
    made = case(description="Une personne en détresse sur le banc", person=ZOE)
    assert (made.department_id, made.sector_id) == (social.pk, social.sector_id)
    assert made.person is not None
    assert made.person.sectors == [social.sector_id]


# Households.

PHONE = "+33639980166"


def test_a_household_shares_a_phone_not_an_identity(town: Any) -> None:
    by = worker("Accueil")
    marie = case(person=Identity(given_names="Marie", family_name="Durand", phone=PHONE), by=by)
    paul = case(person=Identity(given_names="Paul", family_name="Durand", phone=PHONE), by=by)
    assert marie.person_id != paul.person_id
    again = case(person=Identity(given_names="paul", family_name="DURAND", phone=PHONE), by=by)
    assert again.person_id == paul.person_id
    nobody = case(person=Identity(phone=PHONE), by=by)
    assert nobody.person_id not in (marie.person_id, paul.person_id), "which of the two? nobody can tell"
    assert case(person=Identity(phone=PHONE), by=by).person_id == nobody.person_id
    family_only = case(person=Identity(family_name="Durand", phone=PHONE), by=by)
    assert family_only.person_id not in (marie.person_id, paul.person_id)


def test_a_stranger_s_word_adds_nothing_to_somebody_s_record(town: Any) -> None:
    """Whoever knows a phone number would otherwise receive the answers made to its owner."""
    victim = case(
        person=Identity(given_names="Marie", family_name="Durand", phone=PHONE), by=worker("Accueil")
    )
    for claimed in (
        Identity(phone=PHONE, email="attacker@example.org"),
        Identity(given_names="Marie", family_name="Durand", phone=PHONE, email="attacker@example.org"),
        Identity(phone=PHONE),
    ):
        assert case(person=claimed).person_id != victim.person_id
    assert not ContactPoint.objects.filter(person_id=victim.person_id, kind="email").exists()
    herself = case(person=Identity(given_names="marie", family_name="DURAND", phone=PHONE))
    assert herself.person_id == victim.person_id


def test_a_name_alone_designates_nobody(town: Any) -> None:
    named = Identity(given_names="Jean", family_name="Martin")
    assert case(person=named).person_id != case(person=named).person_id


def test_a_verified_address_comes_before_the_others(town: Any) -> None:
    first = case(person=Identity(family_name="", email="boite@example.org"))
    second = Person(given_names="Ana", birth_name="", sectors=[first.sector_id], created_at=clock.now())
    second.save()
    ContactPoint(
        person=second, kind="email", value="boite@example.org", sectors=[first.sector_id], created_at=clock.now(),
        verified_at=clock.now(),
    ).save()  # fmt: skip
    found = case(person=Identity(given_names="Ana", email="boite@example.org"), by=worker("Accueil"))
    assert found.person_id == second.pk


def test_an_association_is_not_its_treasurer(town: Any) -> None:
    club = case(person=Identity(organisation_name="Club de boules", email="contact@boules.example"))
    treasurer = case(person=Identity(given_names="Luc", family_name="Petit", email="contact@boules.example"))
    assert club.person_id != treasurer.person_id
    again = case(person=Identity(organisation_name="CLUB DE BOULES", email="contact@boules.example"))
    assert again.person_id == club.person_id
