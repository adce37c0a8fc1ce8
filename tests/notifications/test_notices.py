"""The contract of every message, and what each says."""

from datetime import datetime, timedelta

import pytest

from parvis.cases.closing import close
from parvis.cases.events import Opened
from parvis.cases.holding import hold
from parvis.cases.models import Message
from parvis.cases.replying import reply
from parvis.directory.matching import Identity
from parvis.directory.models import Person
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.history.reactions import run
from parvis.kit import clock
from parvis.notifications.composing import compose
from parvis.notifications.greetings import without_greeting
from parvis.notifications.models import Delivery
from parvis.notifications.notices.registry import CaseNotice, Notice, case_notices
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent, Department, Sector
from parvis.replies.previewing import preview
from tests.factories import actor, agent, case

SUBSCRIBER = "notifications.reactions.tell_the_person"


def react(town):
    """The reactions of every event so far, in order."""
    for event in Event.objects.order_by("id"):
        run(town.pk, event.pk, SUBSCRIBER)


@pytest.mark.parametrize("notice", case_notices(), ids=lambda n: n.code)
def test_every_notice_keeps_the_contract(notice, town):
    facts = {
        key: clock.now() if value is None and key in ("received_at", "due_at", "until") else value
        for key, value in notice.example.items()
    }
    made = case()
    said = compose(notice, facts, case=made)
    assert said.subject.startswith("Ville-sur-Test : ")
    assert "\n" not in said.subject
    if not notice.to_person:
        return
    assert made.reference in said.subject
    assert "\n" not in said.subject
    for text in (said.text, said.html):
        assert made.reference in text
        assert f"http://testserver:8000/suivi/{made.reference}/" in text
        assert "Voirie" in text
    assert said.html.startswith("<!doctype html>")
    assert "style=" not in said.html
    assert "<script" not in said.html


def test_an_incomplete_notice_is_refused():
    with pytest.raises(TypeError, match="no label"):

        class Nameless(Notice):
            code = "registered"
            example = {"a": 1}

    with pytest.raises(TypeError, match=r"no topic\(\)"):

        class Speechless(Notice):
            code, label, example = "registered", "Muet", {"a": 1}

    with pytest.raises(TypeError, match="no event"):

        class Deaf(CaseNotice):
            code, label, example = "registered", "Sourd", {"a": 1}

    with pytest.raises(TypeError, match=r"no template never\.txt"):

        class Unwritten(CaseNotice):
            code, label, event, example = "never", "Jamais écrit", Opened, {"a": 1}

            @classmethod
            def topic(cls, context):
                return ""

            @classmethod
            def facts(cls, event, case):
                return {}


def test_five_messages_are_shipped():
    assert {n.code for n in case_notices()} == {"registered", "registered_late", "reply", "held", "closed"}


def test_the_receipt_says_who_when_and_where(town):
    Department.objects.filter(code="VOI").update(
        address="3 rue des Ateliers", email="voirie@ville.test", phone="02 37 00 00 01"
    )
    made = case(received_at=datetime.fromisoformat("2025-03-04T13:05:00+00:00"))
    react(town)
    sent = Delivery.objects.get()
    assert sent.recipient == "elodie.durand@example.org"
    assert sent.subject == f"Ville-sur-Test : demande {made.reference} enregistrée"
    assert sent.reply_to == "voirie@ville.test"
    for words in (
        made.reference, "mardi 4 mars 2025 à 14 h 05", "Voirie", "3 rue des Ateliers", "voirie@ville.test",
        "02 37 00 00 01", "au plus tard le", "accusé de réception",
    ):  # fmt: skip
        assert words in sent.text, words
        assert words in sent.html.replace("&#x27;", "'"), words
    assert made.request_type.label in sent.text


def test_a_department_without_address_shows_the_town_hall_s(town):
    Department.objects.filter(code="VOI").update(address="", email="")
    case()
    react(town)
    sent = Delivery.objects.get()
    assert "1 place de la Mairie" in sent.text
    assert sent.reply_to == ""


def test_a_sealed_request_is_not_named_in_its_receipt(town):
    Sector.objects.filter(code=Department.objects.get(code="VOI").sector.code).update(sealed=True)
    from parvis.tenancy.configuration import forget_configuration

    forget_configuration()
    made = case()
    react(town)
    sent = Delivery.objects.get()
    assert made.reference in sent.text
    assert made.request_type.label not in sent.text + sent.html + sent.subject


def test_a_reply_is_signed(town):
    made = case()
    Agent.objects.all().update(title="agente")
    camille = actor()
    Agent.objects.filter(pk=camille.id).update(title="responsable de secteur")
    message = reply(made, body="Nous passons mardi.\nBonne journée", by=camille, at=clock.now())
    react(town)
    sent = Delivery.objects.get(notice="reply")
    assert sent.message_id == message.pk
    assert "Nous passons mardi.\nBonne journée" in sent.text
    assert "Camille Martin, responsable de secteur" in sent.text
    assert "Nous passons mardi.<br>Bonne journée" in sent.html


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Bonjour,\n\nC'est fait.", "C'est fait."),
        ("Madame, Monsieur,\r\nC'est fait.", "C'est fait."),
        ("Bonjour Madame Durand !\n\nC'est fait.", "C'est fait."),
        ("Bonjour,\nBonjour,\nC'est fait.", "Bonjour,\nC'est fait."),
        ("Monsieur Durand viendra mardi.\nMerci.", "Monsieur Durand viendra mardi.\nMerci."),
        ("Madame Durand\nvous appellera.", "Madame Durand\nvous appellera."),
        ("Bonjour, c'est fait.\nMerci.", "Bonjour, c'est fait.\nMerci."),
        ("Bonjour,\n", "Bonjour,\n"),
    ],
)
def test_one_greeting_line_gives_way_to_that_of_the_mail(written, left):
    assert without_greeting(written) == left


def test_a_mail_greets_once_as_its_preview_does_and_the_page_keeps_the_words(town):
    paul = agent("Paul Petit", ("case_worker", "VOI"))
    made = case()
    reply(made, body="Bonjour,\n\nC'est prévu mardi.", by=actor_of(paul), at=clock.now())
    react(town)
    left = Delivery.objects.get(notice="reply")
    assert left.text.lower().count("bonjour") == left.html.lower().count("bonjour") == 1
    seen = preview(made, body="Bonjour,\n\nC'est prévu mardi.", author=paul)
    assert seen.text == left.text
    assert Message.objects.get(direction="out", automatic=False).body.startswith("Bonjour,")


def test_an_anonymous_agent_signs_by_the_department(town):
    made = case()
    camille = actor()
    Agent.objects.filter(pk=camille.id).update(anonymous=True)
    reply(made, body="Nous passons mardi.", by=camille, at=clock.now())
    react(town)
    sent = Delivery.objects.get(notice="reply")
    assert "Camille" not in sent.text + sent.html + sent.subject
    assert "Voirie" in sent.text


def test_what_is_awaited_of_the_person_is_asked(town):
    made = case()
    hold(made, waiting_for="person", reason="Une photo du trottoir.", by=actor(), at=clock.now())
    react(town)
    assert "Une photo du trottoir." in Delivery.objects.get(notice="held").text


def test_waiting_for_a_third_party_writes_to_nobody(town):
    made = case()
    hold(made, waiting_for="third_party", reason="Le concessionnaire.", by=actor(), at=clock.now())
    react(town)
    assert not Delivery.objects.filter(notice="held").exists()


def test_the_closing_says_the_outcome_the_text_and_until_when(town):
    made = case(received_at=clock.now() - timedelta(days=2))
    at = datetime.fromisoformat("2026-03-01T09:00:00+00:00")
    with clock.travel(at):
        close(made, outcome="refused", text="La voie est privée.", by=actor(), at=at)
    react(town)
    sent = Delivery.objects.get(notice="closed")
    assert "Votre demande est refusée." in sent.text
    assert "La voie est privée." in sent.text
    assert "mardi 31 mars 2026" in sent.text


def test_html_is_text_in_the_text_and_escaped_in_the_page(town):
    made = case()
    reply(made, body="<script>alert('x')</script> & « é » 🚧 \u202eمرحبا", by=actor(), at=clock.now())
    react(town)
    sent = Delivery.objects.get(notice="reply")
    assert "<script>alert('x')</script> & « é » 🚧" in sent.text
    assert "<script>" not in sent.html
    assert "&lt;script&gt;" in sent.html


def test_run_twice_it_says_it_once(town):
    case()
    react(town)
    react(town)
    assert Delivery.objects.count() == 1


def test_nobody_is_written_to_without_an_address(town):
    case(person=Identity(family_name="Le Goff", phone="+33639980102"))
    case(person=Identity(), type_code="VOI-NDP")
    react(town)
    assert not Delivery.objects.exists()


def test_who_refuses_the_electronic_way_is_not_written_to(town):
    made = case()
    Person.objects.filter(pk=made.person_id).update(no_electronic=True)
    react(town)
    assert not Delivery.objects.exists()


def test_an_address_added_in_somebody_s_name_opens_no_other_request(town):
    """Same name, same phone, another mailbox: it gets what it sent itself, never the answers to the other requests."""
    phone = "+33639980102"
    at = clock.now() - timedelta(days=3)
    with clock.travel(at):
        first = case(
            received_at=at,
            person=Identity(given_names="Yann", family_name="Le Goff", phone=phone, email="yann@example.org"),
        )
    intruder = case(
        person=Identity(given_names="Yann", family_name="Le Goff", phone=phone, email="autre@example.org")
    )
    later = case(
        person=Identity(given_names="Yann", family_name="Le Goff", phone=phone, email="yann@example.org")
    )
    assert first.person_id == later.person_id != intruder.person_id
    react(town)
    told = dict(Delivery.objects.values_list("case_id", "recipient"))
    assert told == {
        first.pk: "yann@example.org",
        intruder.pk: "autre@example.org",
        later.pk: "yann@example.org",
    }


def test_an_imported_event_enqueues_nothing(town):
    from procrastinate.contrib.django.models import ProcrastinateJob

    from parvis.history.appending import append

    made = case()
    before = ProcrastinateJob.objects.count()
    assert before, "a living event has its reaction"
    append(Opened(channel="web"), by=Actor.batch(1, "Reprise"), at=clock.now(), case_id=made.pk, batch_id=1)
    assert ProcrastinateJob.objects.count() == before
