"""A person's record shows what the reader reads of them, logs who read it, and does not exist behind a seal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.cases.models import Case
from parvis.directory.matching import Identity
from parvis.directory.models import ContactPoint, Person
from parvis.history.models import AccessLog
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.models import Agent, Sector
from tests.desk.test_lists_queue import data_queries, references
from tests.factories import agent, case

pytestmark = pytest.mark.django_db

ELODIE = Identity(
    given_names="Élodie",
    family_name="Besançon",
    email="elodie@b.example",
    phone="+33612345678",
    postal_address="3 allée des Érables, 28100 Dreux",
)


@pytest.fixture
def reader(town: Any) -> Agent:
    return agent("Paul Petit", ("case_worker", "VOI"))


@pytest.fixture
def desk(signed_in: Callable[[Agent], Client], reader: Agent) -> Client:
    return signed_in(reader)


def record(client: Client, person: Person | None, **query: str) -> Any:
    assert person is not None
    return client.get(f"/desk/persons/{person.pk}", query)


def sealed_case(**values: Any) -> Case:
    return case(type_code="SOC-AID", description="Une aide pour ma facture", **values)


def test_identity_contacts_and_requests(desk: Client) -> None:
    one = case(person=ELODIE)
    two = case(person=ELODIE, description="Une branche tombée")
    assert one.person_id == two.person_id
    page = record(desk, one.person)
    text = page.content.decode()
    for expected in (
        "Élodie Besançon",
        "06 12 34 56 78",
        "elodie@b.example",
        "3 allée des Érables",
        "2 ouvertes",
    ):
        assert expected in text
    assert references(page) == [two.reference, one.reference]


def test_reading_is_logged_before_the_page_is_sent(desk: Client, reader: Agent) -> None:
    made = case(person=ELODIE)
    record(desk, made.person)
    line = AccessLog.objects.get(object_kind="person", object_id=made.person_id)
    assert (line.actor_id, line.reason) == (reader.pk, "fiche de l'usager")


def test_a_person_known_behind_a_seal_only_does_not_exist(desk: Client) -> None:
    made = sealed_case(person=ELODIE)
    assert record(desk, made.person).status_code == 404
    assert not AccessLog.objects.filter(object_kind="person").exists()


def test_what_is_sealed_of_a_known_person_is_not_there(desk: Client) -> None:
    """Neither the request, nor its count, nor the phone number that only that service knows."""
    made = case(person=ELODIE)
    hidden = sealed_case(person=ELODIE)
    assert hidden.person_id == made.person_id
    social = Sector.objects.get(pk=hidden.sector_id)
    ContactPoint(
        person=made.person,
        kind="phone",
        value="+33699999999",
        sectors=[social.pk],
        created_at=clock.now(),
    ).save()
    page = record(desk, made.person)
    assert references(page) == [made.reference]
    text = page.content.decode()
    assert "1 ouverte" in text
    assert "06 99 99 99 99" not in text


def test_another_town_s_person_does_not_exist(desk: Client, other_town: Any) -> None:
    with activate(other_town.pk):
        stranger = case(person=ELODIE).person
    assert record(desk, stranger).status_code == 404
    assert desk.get(f"/desk/persons/{2**63}").status_code == 404


def test_roles_without_lists_are_told_so(signed_in: Callable[[Agent], Client], town: Any) -> None:
    made = case(person=ELODIE)
    page = record(signed_in(agent("Dina Po", "dpo")), made.person)
    assert page.status_code == 403
    assert "Votre rôle ne permet pas" in page.content.decode()


def test_a_long_record_is_paged_by_keyset(desk: Client) -> None:
    first = case(person=ELODIE)
    now = clock.now()
    Case.objects.filter(pk=first.pk).update(received_at=now - timedelta(days=90))
    for n in range(55):
        made = case(person=ELODIE)
        Case.objects.filter(pk=made.pk).update(received_at=now - timedelta(days=n))
    with CaptureQueriesContext(connection) as captured:
        page = record(desk, first.person)
    queries = data_queries(captured)
    assert len(queries) <= 10, "\n".join(queries)
    assert not [q for q in queries if " OFFSET " in q]
    assert len(references(page)) == 50
    following = desk.get(page.context["next_url"])
    assert len(references(following)) == 6
    assert references(following)[-1] == first.reference
    assert record(desk, first.person, after="zzz").status_code == 200


def test_a_person_without_request_is_found_by_name_and_gets_one(desk: Client, reader: Agent) -> None:
    open_sector = Sector.objects.filter(sealed=False)[0]
    person = Person(
        given_names="Zoé", birth_name="Sanstrace", sectors=[open_sector.pk], created_at=clock.now()
    )
    person.save()
    found = desk.get("/desk/search", {"q": "sanstrace"}).content.decode()
    assert f"/desk/persons/{person.pk}" in found
    page = record(desk, person)
    assert "Aucune demande" in page.content.decode()
    entry = desk.get(page.context["new_url"]).content.decode()
    assert f'value="{person.pk}" checked' in entry


def test_the_case_leads_to_the_record_and_back(desk: Client) -> None:
    made = case(person=ELODIE)
    page = desk.get(f"/desk/cases/{made.reference}")
    assert f"/desk/persons/{made.person_id}?retour=" in page.content.decode()
    back = desk.get(page.context["person_url"]).content.decode()
    assert f'href="/desk/cases/{made.reference}"' in back
