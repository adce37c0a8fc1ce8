"""The case page: one timeline, its clocks, its person, in a bounded number of queries."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.cases.abilities import abilities
from parvis.cases.attaching import attach
from parvis.cases.holding import hold
from parvis.cases.models import Case, Message
from parvis.cases.noting import note
from parvis.cases.replying import receive_message, reply
from parvis.directory.matching import Identity
from parvis.files.storing import store
from parvis.history.actors import Actor
from parvis.history.models import AccessLog, Event
from parvis.kit import clock
from parvis.notifications.models import Delivery
from parvis.organisation.acting_agents import actor_of
from tests.factories import agent, case, closed_case

NASTY = [
    "<script>alert(1)</script>",
    "'; DROP TABLE cases_case; --",
    "Zoé 👩‍🚒🔥",
    "אבג العربية",
    "a" * 3000 + "<b>",
]


def photo(name="trou.png"):
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


def url(made, noun=""):
    return f"/desk/cases/{made.reference}" + (f"/{noun}" if noun else "")


def delivery(message, state, **values):
    now = clock.now()
    made = Delivery(
        notice="reply", case_id=message.case_id, message=message, recipient="elodie.durand@example.org", subject="Réponse",
        text="…", state=state, mail_id=f"<{message.pk}@test>", created_at=now, **values,
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def test_a_stranger_is_sent_to_sign_in(client, town):
    made = case()
    answer = client.get(url(made))
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


def test_it_shows_the_thread_and_what_one_must_know(signed_in, town):
    paul = agent("Paul Roy", ("case_worker", "VOI"))
    made = case(description="Un trou énorme.", answers={"danger": True})
    note(made, body="Enrobé disponible.", by=actor_of(paul), at=clock.now())
    page = signed_in(paul).get(url(made))
    text = page.content.decode()
    for expected in (
        made.reference, "Un trou énorme.", "Enrobé disponible.", "Élodie Durand", "elodie.durand@example.org",
        "12 rue des Lilas", "Pourquoi ce service", "Y a-t-il un danger immédiat", "Oui", "Envoyer à Élodie Durand",
    ):  # fmt: skip
        assert expected in text, expected
    assert made.routing["explanation"].split(".")[0][:20] in text


def test_a_long_thread_takes_at_most_19_queries(signed_in, town):
    paul = agent("Paul Roy", ("case_worker", "VOI"))
    by = actor_of(paul)
    made = case(attachments=(store(photo()),))
    for number in range(30):
        if number % 2:
            message = reply(made, body=f"Réponse {number}", by=by, at=clock.now())
            delivery(message, Delivery.State.SENT, sent_at=clock.now())
            attach(
                made,
                attachment=store(photo(f"{number}.png")),
                is_public=True,
                message=message,
                by=by,
                at=clock.now(),
            )
        else:
            receive_message(
                made,
                body=f"Question {number}",
                channel="web",
                by=Actor.person(made.person_id),
                at=clock.now(),
            )
        note(made, body=f"Note {number}", by=by, at=clock.now())
    browser = signed_in(paul)
    browser.get(url(made))
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(url(made))
    # Savepoints and settings come from the transaction that the test itself holds open.
    asked = [q["sql"] for q in captured if q["sql"].startswith("SELECT") and "set_config" not in q["sql"]]
    assert len(asked) <= 19, "\n".join(asked)
    with CaptureQueriesContext(connection) as captured:
        again = browser.get(url(made), headers={"X-Parvis-Live": "1"}).content.decode()
    asked = [q["sql"] for q in captured if q["sql"].startswith("SELECT") and "set_config" not in q["sql"]]
    assert len(asked) <= 17, "\n".join(asked)
    for part in re.findall(r'data-live-part="([^"]+)"', page.content.decode()):
        assert f'data-live-part="{part}"' in again
    assert "<textarea" not in again, "what somebody types is never drawn again"
    assert '<nav aria-label="Navigation principale"' not in again
    text = page.content.decode()
    assert text.count("is-note") == 30
    assert text.count("Envoyé à") == 15
    assert "vignette=1" in text


@pytest.mark.parametrize(("fil", "shown", "hidden"), [
    ("messages", "Bonjour madame", "Pour nous"),
    ("notes", "Pour nous", "Bonjour madame"),
    ("historique", "Demande reçue", "Pour nous"),
])  # fmt: skip
def test_the_thread_is_filtered_by_links(signed_in, town, fil, shown, hidden):
    paul = agent("Paul Roy", ("case_worker", "VOI"))
    made = case()
    reply(made, body="Bonjour madame", by=actor_of(paul), at=clock.now())
    note(made, body="Pour nous", by=actor_of(paul), at=clock.now())
    text = signed_in(paul).get(url(made) + f"?fil={fil}").content.decode()
    assert shown in text
    assert hidden not in text


def test_each_message_says_whether_it_left(signed_in, town):
    paul = agent("Paul Roy", ("case_worker", "VOI"))
    made = case()
    browser = signed_in(paul)
    message = reply(made, body="Bonjour", by=actor_of(paul), at=clock.now())
    assert "Pas encore envoyé" in browser.get(url(made)).content.decode()
    sent = delivery(message, Delivery.State.FAILED, last_error="boîte pleine")
    assert "Échec de l&#x27;envoi : boîte pleine" in browser.get(url(made)).content.decode()
    sent.state, sent.sent_at = Delivery.State.SENT, clock.now()
    sent.save()
    assert "Envoyé à" in browser.get(url(made)).content.decode()


def test_without_an_address_it_says_how_to_answer(signed_in, town):
    paul = agent("Paul Roy", ("case_worker", "VOI"))
    made = case(person=Identity(family_name="Durand", phone="+33612345678"))
    reply(made, body="Bonjour", by=actor_of(paul), at=clock.now())
    text = signed_in(paul).get(url(made)).content.decode()
    assert "à envoyer par courrier ou à dire au téléphone" in text
    assert "06 12 34 56 78" in text


def test_a_waited_for_person_stops_the_clock_on_screen(signed_in, town):
    paul = agent("Paul Roy", ("case_worker", "VOI"))
    made = case()
    browser = signed_in(paul)
    made.due_at = clock.now() - timedelta(days=2, hours=1)
    made.save()
    assert "en retard de 2 j" in browser.get(url(made)).content.decode()
    browser.post(url(made, "hold"), {"waiting_for": "person", "reason": "Une photo", "version": made.version})
    text = browser.get(url(made)).content.decode()
    assert "délai suspendu" in text
    assert "en retard" not in text


def test_the_person_s_other_cases_count_only_what_one_reads(signed_in, town):
    paul = agent("Paul Roy", ("case_worker", "VOI"))
    made = case()
    case(description="Un autre trou")
    case(type_code="SOC-AFA", description="Aide alimentaire") if _exists("SOC-AFA") else case(
        type_code=_sealed().code
    )
    text = signed_in(paul).get(url(made)).content.decode()
    assert "1 autre demande" in text


def _exists(code):
    from parvis.catalog.models import RequestType

    return RequestType.objects.filter(code=code).exists()


def _sealed():
    from parvis.catalog.models import RequestType

    return (
        RequestType.objects.filter(sector__sealed=True, department__sector__sealed=True)
        .order_by("code")
        .first()
    )


def test_a_sealed_case_does_not_exist_outside_its_sector(signed_in, town):
    from parvis.desk.cases.acts import ACTS

    paul = agent("Paul Roy", ("case_worker", "VOI"), "dispatcher")
    made = case(type_code=_sealed().code, description="Confidentiel")
    version = made.version
    browser = signed_in(paul)
    for noun in ("", *ACTS):
        assert browser.get(url(made, noun)).status_code == 404, noun
        if noun:
            answer = browser.post(
                url(made, noun), {"version": 1, "body": "x", "outcome": "done", "reason": "x"}
            )
            assert answer.status_code == 404, noun
            assert b"Confidentiel" not in answer.content
    made.refresh_from_db()
    assert made.version == version
    assert not AccessLog.objects.exists()


def test_reading_a_sealed_case_is_logged_before_the_page_is_sent(signed_in, town):
    made = case(type_code=_sealed().code, description="Confidentiel")
    insider = agent("Inès Roy", ("case_worker", made.department.code))
    page = signed_in(insider).get(url(made))
    assert page.status_code == 200
    logs = AccessLog.objects.order_by("object_kind")
    assert [(log.object_kind, log.object_id, log.actor_id) for log in logs] == [
        ("case", made.pk, insider.pk),
        ("person", made.person_id, insider.pk),
    ]


def test_whoever_took_a_sealed_request_does_not_read_the_notes_of_its_service(signed_in, town):
    from parvis.cases.noting import note
    from parvis.kit import clock
    from parvis.organisation.acting_agents import actor_of

    desk = agent("Nadia Accueil", ("front_desk", "ACC"))
    made = case(type_code=_sealed().code, by=actor_of(desk))
    insider = agent("Inès Roy", ("case_worker", made.department.code))
    note(made, body="Situation très délicate", by=actor_of(insider), at=clock.now())
    note(made, body="Rappeler avant midi", by=actor_of(desk), at=clock.now())
    page = signed_in(desk).get(url(made)).content.decode()
    assert "Rappeler avant midi" in page
    assert "Situation très délicate" not in page
    assert "Situation très délicate" in signed_in(insider).get(url(made)).content.decode()


def test_reading_an_open_case_is_not_logged(signed_in, town):
    signed_in(agent()).get(url(case()))
    assert not AccessLog.objects.exists()


def test_another_town_s_reference_does_not_exist(signed_in, town, other_town):
    from parvis.kit.tenant import activate

    with activate(other_town.pk):
        case()
        theirs = case(description="Chez eux")
    assert signed_in(agent()).get(url(theirs)).status_code == 404
    assert signed_in(agent("Autre")).post(url(theirs, "note"), {"body": "x"}).status_code == 404
    assert signed_in(agent("Encore")).get("/desk/cases/26-%00").status_code == 404
    assert signed_in(agent("Toujours")).get(url(theirs, "inconnu")).status_code == 404


def test_what_people_write_is_shown_and_never_run(signed_in, town):
    paul = agent("Paul Roy", ("case_worker", "VOI"))
    for text in NASTY:
        made = case(
            description=text,
            person=Identity(given_names=text[:100], family_name=text[:100]),
            answers={"danger": text, text[:20]: text},
        )
        note(made, body=text, by=actor_of(paul), at=clock.now())
        reply(made, body=text, by=actor_of(paul), at=clock.now())
        page = signed_in(paul).get(url(made))
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert "<b>" not in page.content.decode()


def test_a_closed_case_shows_what_the_person_was_told(signed_in, town):
    paul = agent("Paul Roy", ("case_worker", "VOI"))
    made = closed_case(text="Réparé hier.")
    assert "reopen" in abilities(actor_of(paul).access, made)
    text = signed_in(paul).get(url(made)).content.decode()
    assert "Réparé hier." in text
    assert "Rouvrir" in text
    assert ">Clore<" not in text


def test_the_way_back_stays_at_home(signed_in, town):
    made = case()
    browser = signed_in(agent())
    assert (
        'href="/desk/queue?state=open"'
        in browser.get(url(made), {"retour": "/desk/queue?state=open"}).content.decode()
    )
    for elsewhere in (
        "https://evil.example/desk/",
        "//evil.example",
        "/desk/\\evil.example",
        "javascript:alert(1)",
    ):
        assert f'href="{elsewhere}' not in browser.get(url(made), {"retour": elsewhere}).content.decode(), (
            elsewhere
        )


def test_a_message_written_long_ago_and_never_sent_says_so(signed_in, town):
    paul = agent("Paul Roy", ("case_worker", "VOI"))
    made = case()
    reply(made, body="Bonjour", by=actor_of(paul), at=clock.now())
    Message.objects.filter(case=made).update(at=clock.now() - timedelta(hours=2))
    assert "Pas envoyé par courriel" in signed_in(paul).get(url(made)).content.decode()


def test_a_question_to_the_person_is_a_message_with_its_sending(signed_in, town):
    paul = agent("Paul Roy", ("case_worker", "VOI"))
    made = case()
    hold(made, waiting_for="person", reason="À quel étage ?", by=actor_of(paul), at=clock.now())
    hold(made, waiting_for="third_party", reason="Un devis", by=actor_of(paul), at=clock.now())
    browser = signed_in(paul)
    shown = browser.get(url(made) + "?fil=messages").content.decode()
    assert "À quel étage ?" in shown
    assert "Paul Roy" in shown
    assert "Pas encore envoyé" in shown
    assert "Un devis" not in shown
    thread = browser.get(url(made)).content.decode()
    assert thread.count("À quel étage ?") == 1
    assert "Un devis" in thread
    assert "À quel étage ?" not in browser.get(url(made) + "?fil=historique").content.decode()
    event = Event.objects.filter(case_id=made.pk, type="case.held").order_by("id").first()
    Delivery(
        notice="held", case=made, event_id=event.pk, recipient="elodie.durand@example.org", subject="Précision", text="…",
        state=Delivery.State.FAILED, last_error="boîte pleine", mail_id="<held@test>", created_at=clock.now(),
    ).save(force_insert=True)  # fmt: skip
    assert "boîte pleine" in browser.get(url(made) + "?fil=messages").content.decode()


def test_an_anonymous_request_says_that_nobody_is_told(signed_in, town):
    made = case(person=Identity(), anonymous=True, type_code="VOI-NDP")
    text = signed_in(agent("Paul Roy", ("case_worker", "VOI"))).get(url(made)).content.decode()
    assert "Demande anonyme : personne ne sera averti ; la réponse se lit sur la page de suivi." in text


def test_in_the_street_one_has_a_name_and_a_phone_while_there_is_work(signed_in, town):
    from parvis.cases.closing import close

    street = agent("Karim Terrain", ("field", "VOI"))
    who = Identity(given_names="Zoé", family_name="Rousseau", email="zoe@example.org", phone="+33639980155")
    case(person=who)
    made = case(person=who)
    Case.objects.filter(pk=made.pk).update(assignee=street)
    browser = signed_in(street)
    page = browser.get(url(made)).content.decode()
    assert "Zoé Rousseau" in page
    assert "06 39 98 01 55" in page
    assert "zoe@example.org" not in page
    close(made, outcome="done", by=Actor.system(), at=clock.now())
    page = browser.get(url(made)).content.decode()
    assert "Zoé Rousseau" in page
    assert "06 39 98 01 55" not in page


def test_of_mails_the_page_reads_the_state_alone_and_of_files_the_last_ones(signed_in, town, monkeypatch):
    made, by = case(), actor_of(agent("Camille Martin", ("case_worker", "VOI")))
    for body in ("Un", "Deux", "Trois"):
        delivery(reply(made, body=body, by=by, at=clock.now()), Delivery.State.SENT, sent_at=clock.now())
        attach(made, attachment=store(photo(f"{body}.png")), is_public=False, by=by, at=clock.now())
    monkeypatch.setattr("parvis.desk.cases.thread.MOST", 2)
    with CaptureQueriesContext(connection) as captured:
        page = signed_in(agent("Paul Petit", ("case_worker", "VOI"))).get(url(made)).content.decode()
    (mails,) = [q["sql"] for q in captured if 'FROM "notifications_delivery"' in q["sql"]]
    assert '"html"' not in mails
    assert '"text"' not in mails
    assert "Trois.png" in page
    assert "Un.png" not in page
