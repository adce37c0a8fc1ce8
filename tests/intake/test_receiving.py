from datetime import timedelta

import pytest

from parvis.cases.searching import search
from parvis.cases.states import State
from parvis.directory.matching import Identity
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.intake.keys import forget_old_keys
from parvis.intake.models import IdempotencyKey
from parvis.intake.receiving import receive
from parvis.intake.submission import KeyReused, Rejected
from parvis.kit import clock
from parvis.organisation.access import Access
from tests.factories import agent, case, submission


def test_a_chosen_type_goes_to_its_department(town):
    made = case(type_code="VOI-NDP")
    assert made.department.code == "VOI"
    assert made.state == State.RECEIVED
    assert made.due_at is not None
    assert "Voirie" in made.routing["explanation"]
    assert Event.objects.get(case_id=made.pk).type == "case.opened"


def test_free_words_find_the_type(town):
    made = case(
        type_code="", description="Bonjour, le lampadaire devant chez moi ne s'allume plus depuis lundi"
    )
    assert made.request_type.code == "VOI-ECL"


def test_words_that_say_nothing_go_to_the_dispatcher(town):
    made = case(type_code="", description="Bonjour, pouvez-vous me rappeler ?")
    assert made.department.is_dispatcher


def test_the_same_key_makes_one_case(town):
    sent = submission(scope="web", key="abc")
    first = receive(sent, by=Actor.person())
    again = receive(sent, by=Actor.person())
    assert first.created
    assert not again.created
    assert again.case.pk == first.case.pk


def test_a_key_cannot_serve_twice(town):
    receive(submission(scope="web", key="abc"), by=Actor.person())
    with pytest.raises(KeyReused):
        receive(submission(scope="web", key="abc", description="Autre chose"), by=Actor.person())


def test_a_known_person_is_found_again(town):
    first = case()
    second = case(
        person=Identity(given_names="elodie", family_name="DURAND", email="elodie.durand@example.org")
    )
    assert first.person_id == second.person_id


def test_a_shared_mailbox_is_two_persons(town):
    first = case()
    second = case(
        person=Identity(given_names="Paul", family_name="Durand", email="elodie.durand@example.org")
    )
    assert first.person_id != second.person_id


def test_an_identified_type_refuses_nobody(town):
    with pytest.raises(Rejected) as refused:
        case(type_code="VOI-STA", person=Identity())
    assert "person" in refused.value.problems


def test_search_finds_by_words_reference_name_and_phone(town):
    made = case(
        description="Énorme cratère près de l'église",
        person=Identity(family_name="Le Goff", given_names="Yann", phone="+33639980102"),
    )
    access = Access.of(agent())
    for text in ("eglise", "cratères", made.reference, "le goff", "06 39 98 01 02", "lilas"):
        assert [c.pk for c in search(text, access=access).cases] == [made.pk], text
    assert search("introuvable", access=access).cases == []


def test_keys_are_forgotten_after_a_month(town):
    with clock.travel(clock.now() - timedelta(days=31)):
        receive(submission(scope="web", key="old"), by=Actor.person())
    receive(submission(scope="web", key="new"), by=Actor.person())
    assert forget_old_keys() == 1
    assert IdempotencyKey.objects.get().key == "new"
