"""The page of a task given outside: one task, nothing of the person, three answers, without scripts."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.cases.attaching import attach
from parvis.cases.closing import close
from parvis.cases.contributing import entrust, path_of, withdraw
from parvis.cases.following import path_of as follow_path
from parvis.cases.models import CaseAttachment, Contributor, Note, Task, TaskStep
from parvis.cases.noting import note
from parvis.cases.replying import reply
from parvis.cases.tasking import cancel_task
from parvis.directory.matching import Identity
from parvis.files.storing import store
from parvis.history.models import AccessLog, Event
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.portal import contributor as page_module
from tests import factories
from tests.files.test_storing import PDF


@pytest.fixture
def by(town):
    return actor_of(factories.agent("Nadia Belkacem", ("case_worker", "VOI")))


@pytest.fixture
def case(town):
    who = Identity(
        given_names="Élodie", family_name="Durand", email="elodie@example.org", phone="+33639980123"
    )
    return factories.case(person=who, description="DESCRIPTION : je suis Élodie Durand.")


def given(case, by, **values):
    asked = {
        "title": "Reboucher le trou",
        "name": "Luc",
        "organisation": "Travaux SA",
        "email": "luc@travaux.example",
    }
    return entrust(case, **asked | {"instructions": "Côté école.", "by": by, "at": clock.now()} | values)


def shown(client, outsider):
    answer = client.get(path_of(outsider))
    assert answer.status_code == 200
    return answer.content.decode()


def key_in(page):
    return re.search(r'name="key" value="(\w+)"', page)[1]


def test_it_shows_the_task_and_nothing_else(client, case, by):
    note(case, body="NOTE-INTERNE", by=by, at=clock.now())
    reply(case, body="Chère Madame Durand", by=by, at=clock.now())
    hidden = store(SimpleUploadedFile("cache.pdf", PDF))
    attach(case, attachment=hidden, is_public=True, by=by, at=clock.now())
    given(case, by, title="Autre tâche", email="autre@travaux.example")
    outsider = given(case, by)
    page = shown(client, outsider)
    for expected in (
        "Reboucher le trou",
        "Côté école.",
        "12 rue des Lilas",
        case.reference,
        "Voirie",
        "Travaux SA",
    ):
        assert expected in page, expected
    for secret in (
        "Durand",
        "Élodie",
        "DESCRIPTION",
        "NOTE-INTERNE",
        "Autre tâche",
        "cache.pdf",
        "06 39",
        "/suivi/",
    ):
        assert secret not in page, secret
    assert client.get(f"{path_of(outsider)}fichiers/{hidden.pk}/").status_code == 404


def test_what_the_service_ticked_is_shown(client, case, by, picture):
    photo = store(picture())
    attach(case, attachment=photo, is_public=False, by=by, at=clock.now())
    outsider = given(case, by, shows_person=True, files=[photo.pk, 10**9])
    page = shown(client, outsider)
    assert "Élodie Durand" in page
    assert "06 39 98 01 23" in page
    assert "elodie@example.org" not in page
    assert client.get(f"{path_of(outsider)}fichiers/{photo.pk}/").status_code == 200
    assert outsider.files == [photo.pk]


def test_once_done_it_shows_neither_the_person_nor_the_files(client, case, by, picture):
    photo = store(picture())
    attach(case, attachment=photo, is_public=False, by=by, at=clock.now())
    outsider = given(case, by, shows_person=True, files=[photo.pk])
    client.post(f"{path_of(outsider)}reponse/", {"body": "Fini.", "act": "done"})
    page = shown(client, outsider)
    assert "fait, merci." in page
    for secret in ("Durand", "06 39", "photo.jpg", "12 rue des Lilas", "fichiers/"):
        assert secret not in page, secret
    assert client.get(f"{path_of(outsider)}fichiers/{photo.pk}/").status_code == 404


@pytest.mark.parametrize("how", ["cancelled", "closed"])
def test_called_off_it_opens_nothing_any_more(client, case, by, how, picture):
    photo = store(picture())
    attach(case, attachment=photo, is_public=False, by=by, at=clock.now())
    outsider = given(case, by, shows_person=True, files=[photo.pk])
    if how == "cancelled":
        cancel_task(outsider.task, reason="Fait en régie", by=by, at=clock.now())
    else:
        close(case, outcome="done", open_tasks_reason="Fait en régie", by=by, at=clock.now())
    answer = client.get(path_of(outsider))
    assert answer.status_code == 410
    assert "Durand" not in answer.content.decode()
    assert client.get(f"{path_of(outsider)}fichiers/{photo.pk}/").status_code == 410


def test_the_small_pictures_of_a_page_are_no_visits(client, case, by, picture, monkeypatch):
    monkeypatch.setattr(page_module.VISITS, "most", 2)
    photo = store(picture())
    attach(case, attachment=photo, is_public=False, by=by, at=clock.now())
    paper = store(SimpleUploadedFile("plan.pdf", PDF))
    attach(case, attachment=paper, is_public=False, by=by, at=clock.now())
    outsider = given(case, by, files=[photo.pk, paper.pk])
    assert client.get(f"{path_of(outsider)}fichiers/{paper.pk}/?vignette=1").status_code == 404
    whole = f"{path_of(outsider)}fichiers/{photo.pk}/"
    small = [client.get(f"{whole}?vignette=1").status_code for _ in range(4)]
    assert small == [200] * 4
    assert not AccessLog.objects.exists()
    assert client.get(f"{path_of(outsider)}?vignette=1").status_code == 200
    assert AccessLog.objects.count() == 1
    assert [client.get(whole).status_code for _ in range(3)] == [200, 429, 429]
    assert AccessLog.objects.count() == 2


def test_private_pages_stay_out_of_caches_and_each_visit_is_written(client, case, by):
    outsider = given(case, by)
    answer = client.get(path_of(outsider))
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    line = AccessLog.objects.get()
    assert (line.object_kind, line.object_id, line.actor_label) == (
        "task", outsider.task_id, "Luc (Travaux SA) par lien",
    )  # fmt: skip
    assert "Disallow: /tache/" in client.get("/robots.txt").content.decode()


def test_they_write_send_photos_and_finish(client, case, by, picture):
    outsider = given(case, by)
    key = key_in(shown(client, outsider))
    address = f"{path_of(outsider)}reponse/"
    sent = {"body": "Je passe demain.", "act": "say", "key": key, "files": [picture()]}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent | {"files": [picture()]}).status_code == 302, "a second click"
    assert Note.objects.get().author_label == "Luc (Travaux SA) par lien"
    photo = CaseAttachment.objects.get()
    assert not photo.is_public
    page = shown(client, outsider)
    assert "Je passe demain." in page
    assert f"fichiers/{photo.attachment_id}/" in page
    done = {
        "body": "Fini à midi.",
        "act": "done",
        "key": key_in(page),
        "files": [picture("apres.jpg", colour="red")],
    }
    assert client.post(address, done).status_code == 302
    task = Task.objects.get()
    assert (task.state, task.result) == ("done", "Fini à midi.")
    assert CaseAttachment.objects.count() == 2
    page = shown(client, outsider)
    assert "C&#x27;est fait, merci." in page or "C'est fait, merci." in page
    assert 'name="body"' not in page
    again = client.post(address, {"body": "Encore", "act": "say", "key": "autre"})
    assert again.status_code == 409
    assert Event.objects.filter(type="case.contributed").count() == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"body": " ", "act": "say"}, "Écrivez votre message"),
        ({"body": "x" * 20_001, "act": "done"}, "trop long"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_lost(client, case, by, data, said):
    outsider = given(case, by)
    answer = client.post(f"{path_of(outsider)}reponse/", data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Task.objects.get().is_open
    assert not Event.objects.filter(type="case.contributed").exists()


def test_they_decline_with_a_reason(client, case, by):
    outsider = given(case, by)
    address = f"{path_of(outsider)}refus/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Plus d'enrobé."}).status_code == 200
    assert (Task.objects.get().is_open, Contributor.objects.get().ended_as) == (True, "declined")
    assert client.get(path_of(outsider)).status_code == 410
    assert client.post(address, {"reason": "Encore"}).status_code == 410


def test_a_withdrawn_or_wrong_link_opens_nothing(client, case, by):
    outsider = given(case, by)
    withdraw(outsider, by=by, at=clock.now())
    assert client.get(path_of(outsider)).status_code == 410
    assert client.post(f"{path_of(outsider)}reponse/", {"body": "x", "act": "say"}).status_code == 410
    wrong = client.get("/tache/aaaaaaaaaaaaaaaaaaaaaaaaaa/")
    assert wrong.status_code == 404
    assert case.reference not in wrong.content.decode()
    assert not AccessLog.objects.exists()


def test_guessing_links_and_flooding_are_slowed_down(client, case, by, monkeypatch):
    monkeypatch.setattr(page_module.MISTAKES, "most", 2)
    tried = [client.get(f"/tache/{letter * 26}/").status_code for letter in "abcd"]
    assert tried == [404, 404, 429, 429]
    outsider = given(case, by)
    assert client.get(path_of(outsider)).status_code == 200, "right ones are neither counted nor refused"
    monkeypatch.setattr(page_module.WRITINGS, "most", 1)
    answers = [
        client.post(f"{path_of(outsider)}reponse/", {"body": f"Mot {n}", "act": "say"}).status_code
        for n in range(3)
    ]
    assert answers == [302, 429, 429]


def test_what_they_sent_is_a_note_of_theirs_on_the_case_page(signed_in, client, case, by, picture):
    outsider = given(case, by)
    client.post(
        f"{path_of(outsider)}reponse/", {"body": "Je passe demain.", "act": "say", "files": [picture()]}
    )
    browser = signed_in(factories.agent("Paul Roy", ("case_worker", "VOI")))
    page = browser.get(f"/desk/cases/{case.reference}").content.decode()
    for expected in ("Je passe demain.", "Luc (Travaux SA) par lien", "Lien pas encore ouvert", "photo.jpg"):
        assert expected in page, expected
    follow = browser.get(follow_path(case)).content.decode()
    assert "Je passe demain." not in follow
    assert "Travaux SA" not in follow


def test_steps_are_ticked_through_the_link(client, case, by):
    outsider = given(case, by, steps=["Baliser", "Reboucher"])
    other = given(case, by, steps=["Ailleurs"], email="autre@travaux.example")
    page = shown(client, outsider)
    assert "Baliser" in page
    assert "Ailleurs" not in page
    first, second = TaskStep.objects.filter(task=outsider.task)
    address = f"{path_of(outsider)}etapes/"
    assert client.post(address, {"tick": first.pk})["Location"].endswith("#etapes")
    first.refresh_from_db()
    assert first.done_by_label == "Luc (Travaux SA) par lien"
    assert "déjà coché" in client.post(address, {"tick": first.pk}, follow=True).content.decode()
    theirs = TaskStep.objects.get(task=other.task)
    assert client.post(address, {"tick": theirs.pk}).status_code == 404
    assert client.post(address, {"tick": "x"}).status_code == 404
    sent = {"act": "done", "body": "Trou rebouché", "key": key_in(page)}
    answer = client.post(f"{path_of(outsider)}reponse/", sent)
    assert answer.status_code == 422
    assert "Il reste des étapes" in answer.content.decode()
    assert "Trou rebouché" in answer.content.decode()
    sent |= {"unticked_reason": "Plus d'enrobé"}
    assert client.post(f"{path_of(outsider)}reponse/", sent).status_code == 302
    outsider.task.refresh_from_db()
    assert (outsider.task.state, outsider.task.unticked_reason) == ("done", "Plus d'enrobé")
    client.post(address, {"tick": second.pk})
    second.refresh_from_db()
    assert not second.is_done
