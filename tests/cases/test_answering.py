"""Answered on the spot: closed by whoever takes the request, told to nobody by mail, taken back within the half hour."""

from datetime import timedelta

import pytest

from parvis.cases.acting import NotAllowed, NotPossible, Stale
from parvis.cases.answering import WINDOW, answer_on_the_spot, take_back_answer, was_answered_on_the_spot
from parvis.cases.assigning import claim
from parvis.cases.closing import close
from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.cases.replying import reply
from parvis.catalog.models import RequestType
from parvis.history.models import Event
from parvis.kit import clock
from parvis.notifications.models import Delivery
from parvis.notifications.reactions import tell_the_person
from parvis.organisation.acting_agents import actor_of
from tests.factories import agent, case


@pytest.fixture
def nadia(town):
    return actor_of(agent("Nadia Perrin", ("front_desk", "ACC")))


def taken(by, **values):
    return case(by=by, channel="counter", **values)


def test_the_front_desk_closes_what_another_service_would_have_had(nadia):
    made, now = taken(nadia), clock.now()
    assert made.department.code == "VOI"
    answer_on_the_spot(made, text="C'est prévu jeudi.", by=nadia, at=now, version=made.version)
    kept = Case.objects.get(pk=made.pk)
    assert (kept.state, kept.outcome, kept.closing_text) == ("closed", "answered", "C'est prévu jeudi.")
    assert kept.first_act_at == kept.first_reply_at == kept.closed_at == now
    event = Event.objects.filter(case_id=made.pk).latest("id")
    assert event.kind.sentence() == "Répondu sur place, à la prise de la demande."
    assert was_answered_on_the_spot(kept)


def test_a_sealed_request_is_answered_by_its_taker_too(nadia):
    sealed = RequestType.objects.filter(sector__sealed=True, department__sector__sealed=True).first()
    made = taken(nadia, type_code=sealed.code)
    answer_on_the_spot(made, by=nadia, at=clock.now())
    take_back_answer(made, by=nadia, at=clock.now())
    assert Case.objects.get(pk=made.pk).state == "received"


def test_not_by_a_colleague_nor_once_somebody_has_it_nor_too_late(nadia):
    made, now = taken(nadia), clock.now()
    other = actor_of(agent("Autre Accueil", ("front_desk", "ADM")))
    with pytest.raises(NotAllowed):
        answer_on_the_spot(made, by=other, at=now)
    with pytest.raises(NotPossible):
        answer_on_the_spot(made, by=nadia, at=now + WINDOW + timedelta(minutes=1))
    version = made.version
    claim(made, by=actor_of(agent("Camille Martin", ("case_worker", "VOI"))), at=now)
    with pytest.raises(Stale):
        answer_on_the_spot(made, by=nadia, at=now, version=version)
    with pytest.raises(NotAllowed):
        answer_on_the_spot(made, by=nadia, at=now)


def test_taken_back_it_is_as_if_nothing_had_been_said(nadia):
    made = taken(nadia)
    answer_on_the_spot(made, text="Voilà.", by=nadia, at=clock.now())
    take_back_answer(made, by=nadia, at=clock.now())
    kept = Case.objects.get(pk=made.pk)
    assert (kept.state, kept.outcome, kept.closing_text, kept.reopened) == ("received", "", "", 0)
    assert kept.first_act_at is kept.first_reply_at is kept.closed_at is None
    assert not was_answered_on_the_spot(kept)
    with pytest.raises(NotPossible):
        take_back_answer(kept, by=nadia, at=clock.now())


def test_only_its_taker_takes_it_back_and_not_what_a_service_closed(nadia):
    made = taken(nadia)
    answer_on_the_spot(made, by=nadia, at=clock.now())
    voirie = actor_of(agent("Camille Martin", ("case_worker", "VOI")))
    with pytest.raises(NotAllowed):
        take_back_answer(made, by=voirie, at=clock.now())
    with pytest.raises(NotPossible):
        take_back_answer(made, by=nadia, at=made.recorded_at + WINDOW + timedelta(seconds=1))
    other = taken(nadia)
    close(other, outcome="done", by=voirie, at=clock.now())
    with pytest.raises(NotPossible):
        take_back_answer(other, by=nadia, at=clock.now())


def test_not_once_a_colleague_wrote_or_noted(nadia):
    voirie = actor_of(agent("Camille Martin", ("case_worker", "VOI")))
    for act in (
        lambda made: reply(made, body="Nous passons jeudi.", by=voirie, at=clock.now()),
        lambda made: note(made, body="Déjà vu.", by=voirie, at=clock.now()),
    ):
        made = taken(nadia)
        answer_on_the_spot(made, text="Voilà.", by=nadia, at=clock.now())
        act(made)
        before = Case.objects.filter(pk=made.pk).values("state", "first_reply_at").get()
        with pytest.raises(NotPossible, match="a écrit depuis"):
            take_back_answer(made, by=nadia, at=clock.now())
        assert Case.objects.filter(pk=made.pk).values("state", "first_reply_at").get() == before


def told(made):
    for event in Event.objects.filter(case_id=made.pk).order_by("id"):
        tell_the_person(event)
    return list(Delivery.objects.filter(case=made).values_list("notice", flat=True))


def test_no_mail_leaves_for_what_was_said_face_to_face_until_it_is_taken_back(nadia):
    made = taken(nadia)
    answer_on_the_spot(made, text="Voilà.", by=nadia, at=clock.now())
    assert told(made) == []
    take_back_answer(made, by=nadia, at=clock.now())
    for event in Event.objects.filter(case_id=made.pk, type="case.answer_taken_back"):
        tell_the_person(event)
    assert list(Delivery.objects.filter(case=made).values_list("notice", flat=True)) == ["registered_late"]
    assert "Nid-de-poule" in Delivery.objects.get(case=made).text
