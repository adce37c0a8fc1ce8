import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parvis.cases.attaching import attach
from parvis.cases.closing import close
from parvis.cases.following import path_of, token_of
from parvis.cases.holding import hold
from parvis.cases.models import Case, Message, Note
from parvis.cases.noting import note
from parvis.cases.replying import receive_message, reply
from parvis.cases.scheduling import schedule
from parvis.files.models import Attachment
from parvis.files.storing import path_of as disk_path
from parvis.files.storing import store
from parvis.history.actors import Actor
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.acting_agents import actor_of
from tests import factories
from tests.files.test_storing import PDF


@pytest.fixture
def case(town):
    return factories.case()


@pytest.fixture
def worker(town):
    return factories.agent("Nadia Belkacem", ("case_worker", "VOI"))


def shown(client, case):
    response = client.get(path_of(case))
    assert response.status_code == 200
    return response.content.decode()


def test_a_new_case_says_who_has_it_and_by_when(client, case, django_assert_max_num_queries):
    client.get(path_of(case))
    with django_assert_max_num_queries(8):
        page = shown(client, case)
    assert case.reference in page
    assert case.department.name in page
    assert "a reçu votre demande" in page
    assert "au plus tard" in page
    assert page.count('aria-current="step"') == 1


def test_private_pages_stay_out_of_caches_robots_and_referrers(client, case):
    for path in (path_of(case), path_of(case) + "recue/"):
        response = client.get(path)
        assert response["Cache-Control"] == "private, no-store"
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "same-origin"
        assert 'name="robots" content="noindex' in response.content.decode()


def test_a_reply_is_signed_with_name_quality_and_service(client, case, worker):
    worker.title = "Technicienne de voirie"
    worker.save()
    reply(case, body="Nous passons demain.\nCordialement.", by=actor_of(worker), at=clock.now())
    page = shown(client, case)
    assert "Nous passons demain." in page
    assert "Nadia Belkacem" in page
    assert "Technicienne de voirie, Voirie" in page


def test_an_agent_who_signs_without_a_name_is_never_named(client, case, worker):
    worker.anonymous = True
    worker.save()
    by = actor_of(worker)
    reply(case, body="Nous passons demain.", by=by, at=clock.now())
    schedule(case, on=clock.now().date() + timedelta(days=1), by=by, at=clock.now())
    close(case, outcome="done", text="C'est réparé.", by=by, at=clock.now())
    page = shown(client, case)
    assert "Nadia" not in page
    assert "Belkacem" not in page
    assert "Un agent de la mairie" in page


def test_nothing_internal_is_ever_shown(client, case, worker):
    by = actor_of(worker)
    note(case, body="NOTE-SECRETE : voisin procédurier", by=by, at=clock.now())
    hold(case, waiting_for="third_party", reason="MOTIF-INTERNE", by=by, at=clock.now())
    hidden = store(SimpleUploadedFile("interne.pdf", PDF))
    attach(case, attachment=hidden, is_public=False, by=by, at=clock.now())
    page = shown(client, case)
    for secret in (
        "NOTE-SECRETE",
        "MOTIF-INTERNE",
        "interne.pdf",
        "Nadia",
        "Prise en charge par",
        "règle",
        "priorité",
    ):
        assert secret not in page
    assert Note.objects.count() == 1
    assert client.get(f"{path_of(case)}fichiers/{hidden.pk}/").status_code == 404


def test_other_cases_of_the_same_person_are_not_shown(client, case):
    other = factories.case(description="Demande d'aide sociale SECRETE", type_code="SOC-DOM")
    assert other.person_id == case.person_id or other.person_id
    assert "SECRETE" not in shown(client, case)


def test_states_are_told_in_plain_words(client, case, worker):
    by = actor_of(worker)
    hold(case, waiting_for="person", reason="Une photo du compteur.", by=by, at=clock.now())
    assert "Nous attendons une précision de votre part" in shown(client, case)
    assert "Une photo du compteur." in shown(client, case)
    schedule(case, on=clock.now().date() + timedelta(days=3), by=by, at=clock.now())
    assert "Une intervention est prévue." in shown(client, case)
    close(case, outcome="refused", text="Le chemin est privé.", by=by, at=clock.now())
    page = shown(client, case)
    assert "Votre demande est refusée." in page
    assert "Le chemin est privé." in page


@pytest.mark.parametrize(
    "outcome",
    ["done", "answered", "no_action", "refused", "transferred", "duplicate", "withdrawn", "cancelled"],
)
def test_every_outcome_has_its_words(client, town, outcome):
    page = shown(client, factories.closed_case(outcome=outcome, text="Parce que."))
    assert "Terminée" in page
    assert "Parce que." in page


def test_the_person_answers_once_and_a_case_that_waited_goes_on(client, case, worker):
    hold(case, waiting_for="person", reason="photo", by=actor_of(worker), at=clock.now())
    for _ in range(2):
        response = client.post(f"{path_of(case)}messages/", {"body": "Voici.\r\nMerci", "key": "k"})
        assert response.status_code == 302
    message = Message.objects.get()
    assert message.direction == "in"
    assert message.body.startswith("Voici.")
    assert case.refreshed().state == "in_progress"
    assert "Voici." in shown(client, case)


def test_a_photo_is_added_and_read_back(client, case, picture):
    client.post(f"{path_of(case)}messages/", {"body": "", "key": "k", "files": picture("trou.jpg")})
    attachment = Attachment.objects.get()
    page = shown(client, case)
    address = f"{path_of(case)}fichiers/{attachment.pk}/"
    assert address in page
    response = client.get(address)
    assert b"".join(response.streaming_content) == disk_path(attachment.key).read_bytes()
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(f"{address}?vignette=1").status_code == 200


def test_a_bad_file_or_an_empty_message_keeps_what_was_typed(client, case, picture):
    fake = SimpleUploadedFile("fausse.jpg", b"non", "image/jpeg")
    response = client.post(f"{path_of(case)}messages/", {"body": "Mon texte", "files": [picture(), fake]})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Mon texte</textarea>" in page
    assert "« fausse.jpg »" in page
    assert 'name="kept"' in page
    assert not Message.objects.exists()
    assert client.post(f"{path_of(case)}messages/", {"body": " \x00 "}).status_code == 422


def test_a_closed_case_is_reopened_with_a_reason_within_thirty_days(client, town):
    case = factories.closed_case()
    assert client.post(f"{path_of(case)}reouverture/", {"reason": " ", "key": "a"}).status_code == 422
    assert case.refreshed().state == "closed"
    for _ in range(2):
        assert (
            client.post(
                f"{path_of(case)}reouverture/", {"reason": "Le trou est revenu", "key": "b"}
            ).status_code
            == 302
        )
    case = case.refreshed()
    assert (case.state, case.reopened) == ("in_progress", 1)
    assert "Le trou est revenu" in shown(client, case)


def test_after_thirty_days_a_new_request_is_the_way(client, town):
    case = factories.case()
    close(case, outcome="done", text="", by=Actor.system(), at=clock.now() - timedelta(days=31))
    page = shown(client, case)
    assert "reouverture" not in page
    assert f"/demande/{case.request_type.code}/" in page
    response = client.post(f"{path_of(case)}reouverture/", {"reason": "Encore", "key": "a"})
    assert response.status_code == 422
    assert "plus de 30 jours" in response.content.decode()
    assert "Encore" in response.content.decode()
    assert case.refreshed().state == "closed"


def test_a_message_to_a_case_closed_meanwhile_is_kept_as_the_reason_to_reopen(client, town):
    case = factories.closed_case()
    response = client.post(f"{path_of(case)}messages/", {"body": "Attendez, ce n'est pas fini", "key": "a"})
    page = response.content.decode()
    assert response.status_code == 409
    assert re.search(r'name="reason"[^>]*>Attendez, ce n&#x27;est pas fini</textarea>', page)
    assert not Message.objects.exists()


def test_an_expired_link_is_gone_and_says_what_to_do(client, town):
    case = factories.case()
    close(case, outcome="done", text="", by=Actor.system(), at=clock.now() - timedelta(days=366))
    for path in ("", "recue/"):
        response = client.get(path_of(case) + path)
        assert response.status_code == 410
        assert case.description not in response.content.decode()
    assert "n'est plus valable" in client.get(path_of(case)).content.decode()
    assert client.post(f"{path_of(case)}messages/", {"body": "x"}).status_code == 410


def test_a_forged_link_and_an_unknown_case_are_the_same_missing_page(client, case):
    forged = client.get(f"/suivi/{case.reference}/{'a' * 26}/")
    unknown = client.get(f"/suivi/99-9999/{token_of(case)}/")
    assert forged.status_code == unknown.status_code == 404
    strip = lambda response: re.sub(rb"[0-9a-f]{16}", b"", response.content)  # noqa: E731 - the request's number
    assert strip(forged) == strip(unknown)
    for odd in ("%00", "é" * 26, "x" * 5000, "'--", "A" * 26):
        assert client.get(f"/suivi/{case.reference}/{odd}/").status_code == 404
    assert client.get(f"/suivi/%00/{token_of(case)}/").status_code == 404


def test_a_changed_nonce_revokes_the_link(client, case):
    link = path_of(case)
    Case.objects.filter(pk=case.pk).update(follow_nonce="autre")
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("path", ["", "recue/", "fichiers/1/"])
def test_another_towns_link_opens_nothing_here(town, other_town, path):
    with activate(other_town.pk):
        theirs = factories.case()
    ours = factories.case()
    assert theirs.reference == ours.reference
    here = Client(headers={"host": "testserver"})
    assert here.get(path_of(theirs) + path).status_code == 404
    if not path:
        assert Client(headers={"host": "autre.test"}).get(path_of(theirs)).status_code == 200


def test_another_towns_link_writes_nothing(town, other_town):
    with activate(other_town.pk):
        theirs = factories.closed_case()
        version = theirs.version
    here = Client(headers={"host": "testserver"})
    for verb in ("messages/", "reouverture/"):
        assert here.post(path_of(theirs) + verb, {"body": "x", "reason": "x", "key": "k"}).status_code == 404
    with activate(other_town.pk):
        assert theirs.refreshed().version == version


def test_guessing_links_stops_soon_and_the_right_one_still_opens(client, case, monkeypatch):
    from parvis.portal import private_link

    monkeypatch.setattr(private_link.MISTAKES, "most", 3)
    statuses = [client.get(f"/suivi/{case.reference}/{'b' * 26}/").status_code for _ in range(5)]
    assert statuses == [404, 404, 404, 429, 429]
    assert client.get(path_of(case)).status_code == 200


def test_too_many_messages_wait(client, case, monkeypatch):
    from parvis.portal import follow

    monkeypatch.setattr(follow.WRITINGS, "most", 1)
    assert client.post(f"{path_of(case)}messages/", {"body": "un", "key": "1"}).status_code == 302
    assert client.post(f"{path_of(case)}messages/", {"body": "deux", "key": "2"}).status_code == 429
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE x; --", "👩‍👩‍👧‍👦 🕳️", "مرحبا \u202e"]
)
def test_hostile_messages_stay_text(client, case, text):
    client.post(f"{path_of(case)}messages/", {"body": text, "key": "k"})
    page = shown(client, case)
    assert "<script>alert" not in page
    assert ">49<" not in page
    assert Message.objects.get().body == text


def test_messages_written_by_the_person_elsewhere_are_in_the_thread(client, case):
    receive_message(
        case, body="Par courriel", channel="email", by=Actor.person(case.person_id), at=clock.now()
    )
    assert "Par courriel" in shown(client, case)


def test_reading_writes_nothing(client, case):
    version = case.refreshed().version
    shown(client, case)
    assert case.refreshed().version == version
    assert client.get(f"{path_of(case)}messages/").status_code == 405


def test_a_wrong_link_says_how_to_find_the_right_one(client, case):
    for path in ("/suivi/", "/suivi/26-0412/", f"/suivi/{case.reference}/abc/", "/suivi/a/b/c/d/"):
        response = client.get(path)
        page = response.content.decode()
        assert response.status_code == 404
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert "Téléphonez à la mairie" in page
        assert case.department.tenant.name in page
