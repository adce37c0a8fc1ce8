"""A forgotten password, and the first one: a link that serves once, here, and tells nothing to strangers."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation import invitations
from parvis.organisation.jobs import send_password_link
from parvis.organisation.models import Account, Agent, Membership
from parvis.organisation.passwords import password_link
from tests.factories import PASSWORD, agent

pytestmark = pytest.mark.django_db
NEW = "trois mots sans rapport 42"


def queued() -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'parvis.send_password_link' ORDER BY id"
        )
        return [json.loads(row[0]) for row in cursor.fetchall()]


def path_of(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)


def test_asking_answers_the_same_whether_the_account_exists_or_not(town: Any, client: Client) -> None:
    paul = agent("Paul Petit")
    known = client.post("/mot-de-passe/oublie", {"email": paul.account.email})
    unknown = client.post("/mot-de-passe/oublie", {"email": "personne@mairie.test"})
    assert (
        (known.status_code, known["Location"])
        == (unknown.status_code, unknown["Location"])
        == (302, "/mot-de-passe/envoye")
    )
    # One job each, so that both take the same time; the second one is for nobody.
    assert [job["agent_id"] for job in queued()] == [paul.pk, 0]
    for job in queued():
        send_password_link(**job)
    assert [message.to for message in mail.outbox] == [[paul.account.email]]


def test_the_mailed_link_gives_a_new_password_once(town: Any, client: Client) -> None:
    paul = agent("Paul Petit", "dispatcher")
    client.post("/connexion", {"email": paul.account.email, "password": PASSWORD})
    send_password_link(town.pk, paul.pk, "forgotten")
    body = mail.outbox[0].body
    link = path_of(re.search(r"http://\S+", str(body))[0])  # type: ignore[index]
    stranger = Client(headers={"host": "testserver"})
    assert stranger.get(link).status_code == 200
    answer = stranger.post(link, {"password": NEW, "again": NEW})
    assert answer.status_code == 302
    assert client.get("/desk/").status_code == 302, "the sessions of the old password are closed"
    assert stranger.post("/connexion", {"email": paul.account.email, "password": NEW}).status_code == 302
    again = stranger.post(link, {"password": "encore une autre phrase", "again": "encore une autre phrase"})
    assert again.status_code == 404
    assert "ne sert plus" in again.content.decode()


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [("court", "court", "12"), (NEW, "autre chose", "diffèrent"), ("", "", "obligatoire")],
)
def test_a_weak_or_mistyped_password_is_refused(
    town: Any, client: Client, password: str, again: str, said: str
) -> None:
    paul = agent("Paul Petit")
    answer = client.post(path_of(password_link(paul.account)), {"password": password, "again": again})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Account.objects.get(pk=paul.account.pk).check_password(PASSWORD)


def test_old_forged_and_foreign_links_are_refused(town: Any, other_town: Any, client: Client) -> None:
    paul, zoe = agent("Paul Petit"), agent("Zoé Grand")
    link = path_of(password_link(paul.account))
    other = path_of(password_link(zoe.account))
    *_, uid, token = link.split("/")
    swapped = f"/mot-de-passe/{uid}/{other.split('/')[-1]}"
    for bad in (
        swapped,
        link[:-1] + "!",
        f"/mot-de-passe/é/{token}",
        f"/mot-de-passe/AAAA/{token}",
        f"/mot-de-passe/LTE/{token}",
    ):
        assert client.get(bad).status_code == 404, bad
    # The account is no agent's of the other town: its link opens nothing there.
    assert client.get(link, headers={"host": "autre.test"}).status_code == 404
    Agent.objects.filter(pk=paul.pk).update(active=False)
    assert client.get(link).status_code == 404
    assert client.get(other).status_code == 200


def test_a_link_is_too_old_after_three_days(town: Any, client: Client) -> None:
    link, start = path_of(password_link(agent("Paul Petit").account)), clock.now()
    with clock.travel(start + timedelta(days=3, minutes=-1)):
        assert client.get(link).status_code == 200
    with clock.travel(start + timedelta(days=3, minutes=1)):
        assert client.get(link).status_code == 404


def test_mails_are_not_sent_by_the_dozen(town: Any, client: Client) -> None:
    paul = agent("Paul Petit")
    for _ in range(6):
        assert client.post("/mot-de-passe/oublie", {"email": paul.account.email}).status_code == 302
    assert len(queued()) == 3


def test_a_job_for_somebody_who_left_sends_nothing(town: Any) -> None:
    paul = agent("Paul Petit")
    Agent.objects.filter(pk=paul.pk).update(active=False)
    send_password_link(town.pk, paul.pk, "forgotten")
    assert mail.outbox == []


def test_an_invitation_opens_an_access_and_inviting_again_doubles_nothing(town: Any, client: Client) -> None:
    first = invitations.invite(email="Nadia@Mairie.test", name="Nadia  Belkacem", role="administrator")
    again = invitations.invite(email="nadia@mairie.test", name="Nadia Belkacem", role="administrator")
    assert (first.created, again.created) == (True, False)
    assert first.agent.pk == again.agent.pk
    assert Membership.objects.filter(agent=first.agent).count() == 1
    more = invitations.invite(
        email="nadia@mairie.test", name="Nadia Belkacem", role="case_worker", department="voi"
    )
    assert Membership.objects.filter(agent=more.agent).count() == 2
    page = client.get(path_of(again.link)).content.decode()
    assert "Bienvenue" in page
    client.post(path_of(again.link), {"password": NEW, "again": NEW})
    assert client.post("/connexion", {"email": "nadia@mairie.test", "password": NEW})["Location"] == "/desk/"


def test_staff_shared_by_two_towns_has_one_account(town: Any, other_town: Any) -> None:
    here = invitations.invite(email="ana@mairie.test", name="Ana Commune", role="dpo")
    with activate(other_town.pk):
        there = invitations.invite(email="ana@mairie.test", name="Ana Commune", role="dpo")
    assert here.agent.account_id == there.agent.account_id
    assert there.created
    assert here.agent.pk != there.agent.pk


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "pas une adresse"}, "adresse électronique"),
        ({"name": "  "}, "prénom"),
        ({"role": "roi"}, "Rôle inconnu"),
        ({"role": "case_worker"}, "--department"),
        ({"role": "case_worker", "department": "ZZZ"}, "Service inconnu"),
    ],
)
def test_an_impossible_invitation_says_why_and_leaves_nothing(
    town: Any, changes: dict[str, str], said: str
) -> None:
    before = Account.objects.count()
    given = {"email": "nadia@mairie.test", "name": "Nadia", "role": "dpo"} | changes
    with pytest.raises(invitations.CannotInvite, match=said):
        invitations.invite(**given)
    assert Account.objects.count() == before
