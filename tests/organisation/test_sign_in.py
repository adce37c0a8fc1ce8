"""Signing in: on one's own town, for as long as one works there, and not by trying for ever."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import reverse

from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.models import Account, Agent, SignInAttempt
from parvis.organisation.screens.sign_in import REFUSED
from tests.factories import PASSWORD, agent

pytestmark = pytest.mark.django_db
SIGN_IN = "/connexion"


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(SIGN_IN, {"email": email, "password": password, **extra})


def browser(**extra: Any) -> Client:
    return Client(headers={"host": "testserver"}, **extra)


def test_an_agent_signs_in_and_arrives_at_their_day(town: Any, client: Client) -> None:
    paul = agent("Paul Petit", "dispatcher")
    answer = sign_in(client, paul.account.email.upper())
    assert answer.status_code == 302
    assert answer["Location"] == "/desk/"
    assert "Paul" in client.get("/desk/").content.decode()


@pytest.mark.parametrize(
    "email", ["paul.petit@mairie.test", "nobody@mairie.test", "x" * 300, "a'; DROP TABLE x; --", "\U0001f600"]
)
def test_a_refusal_says_the_same_whoever_it_is(town: Any, client: Client, email: str) -> None:
    agent("Paul Petit")
    answer = sign_in(client, email, "not the password")
    assert answer.status_code == 422
    if len(email) < 255:
        assert REFUSED in answer.content.decode()
    assert client.get("/desk/").status_code == 302


def test_an_agent_of_another_town_is_refused_here(town: Any, other_town: Any, client: Client) -> None:
    with activate(other_town.pk):
        agent("Zoé Autre", "dispatcher")
    answer = sign_in(client, "zoé.autre@mairie.test")
    assert answer.status_code == 422
    assert REFUSED in answer.content.decode()


def test_a_session_of_a_town_is_a_stranger_on_the_host_of_another(
    town: Any, other_town: Any, client: Client
) -> None:
    """Even for somebody who works in both."""
    both = agent("Ana Commune", "dispatcher")
    with activate(other_town.pk):
        agent("Ana Commune", "dispatcher")
    sign_in(client, both.account.email)
    assert client.get("/desk/").status_code == 200
    answer = client.get("/desk/", headers={"host": "autre.test"})
    assert answer.status_code == 302
    assert answer["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("path", ["/desk/", "/desk/queue", "/desk/cases/26-9999", "/pilotage/"])
def test_no_cache_keeps_an_agents_page(town: Any, client: Client, path: str) -> None:
    paul = agent("Paul Petit", "dispatcher")
    sign_in(client, paul.account.email)
    assert client.get(path)["Cache-Control"] == "private, no-store"
    assert client.get("/static/none.css").get("Cache-Control") is None
    client.cookies.clear()
    assert "Cache-Control" not in client.get("/")


def test_a_leaver_is_out_at_the_next_request(town: Any, client: Client) -> None:
    paul = agent("Paul Petit", "dispatcher")
    sign_in(client, paul.account.email)
    assert client.get("/desk/").status_code == 200
    Agent.objects.filter(pk=paul.pk).update(active=False)
    assert client.get("/desk/").status_code == 302
    assert sign_in(client, paul.account.email).status_code == 422


def test_a_disabled_account_is_out_everywhere(town: Any, client: Client) -> None:
    paul = agent("Paul Petit", "dispatcher")
    sign_in(client, paul.account.email)
    Account.objects.filter(pk=paul.account.pk).update(is_active=False)
    assert client.get("/desk/").status_code == 302
    assert sign_in(client, paul.account.email).status_code == 422


def test_signing_in_changes_the_session_key(town: Any, client: Client) -> None:
    """Also when somebody was signed in before: a planted key opens nothing."""
    paul = agent("Paul Petit", "dispatcher")
    sign_in(client, paul.account.email)
    before = client.session.session_key
    sign_in(client, paul.account.email)
    assert client.session.session_key != before
    assert not type(client.session)(before).exists(before)


@pytest.mark.parametrize(
    ("wanted", "landing"),
    [
        ("/desk/queue?state=open", "/desk/queue?state=open"),
        ("https://mechant.example/", "/desk/"),
        ("//mechant.example/", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
        ("/connexion?next=/connexion", "/desk/"),
        ("foo", "/desk/"),
        ("desk:queue", "/desk/"),
        ("", "/desk/"),
    ],
)
def test_next_stays_on_this_host(town: Any, client: Client, wanted: str, landing: str) -> None:
    paul = agent("Paul Petit", "dispatcher")
    assert sign_in(client, paul.account.email, next=wanted)["Location"] == landing


def test_a_stranger_is_sent_to_sign_in_and_comes_back(town: Any, client: Client) -> None:
    answer = client.get("/desk/queue?state=open")
    assert answer["Location"] == "/connexion?next=/desk/queue%3Fstate%3Dopen"
    assert 'name="next" value="/desk/queue?state=open"' in client.get(answer["Location"]).content.decode()


def test_signing_out_needs_a_post_and_ends_the_session(town: Any, client: Client) -> None:
    paul = agent("Paul Petit", "dispatcher")
    sign_in(client, paul.account.email)
    assert client.get("/deconnexion").status_code == 405
    assert client.get("/desk/").status_code == 200
    client.post("/deconnexion")
    assert client.get("/desk/").status_code == 302


def test_ten_failures_make_one_wait_even_with_the_good_password(town: Any, client: Client) -> None:
    paul, zoe = agent("Paul Petit", "dispatcher"), agent("Zoé Grand", "dispatcher")
    start = clock.now()
    with clock.travel(start):
        for _ in range(10):
            assert sign_in(client, paul.account.email, "faux").status_code == 422
        answer = sign_in(client, paul.account.email)
        assert answer.status_code == 429
        assert "Attendez 15 min" in answer.content.decode()
        # Their colleague, behind the same address, is not held.
        assert sign_in(browser(), zoe.account.email).status_code == 302
        # Nor is the same account from elsewhere.
        elsewhere = browser(REMOTE_ADDR="192.0.2.9")
        assert sign_in(elsewhere, paul.account.email).status_code == 302
    with clock.travel(start + timedelta(minutes=15, seconds=1)):
        assert sign_in(client, paul.account.email).status_code == 302


def test_trying_many_accounts_from_one_address_makes_it_wait(town: Any, client: Client) -> None:
    for number in range(60):
        SignInAttempt.objects.create(
            purpose="sign_in", account=f"a{number}", address=_address(), at=clock.now()
        )
    paul = agent("Paul Petit", "dispatcher")
    assert sign_in(client, paul.account.email).status_code == 429


def _address() -> str:
    from parvis.organisation.attempts import _keys

    return _keys("", "127.0.0.1")[1]


def test_a_success_starts_the_count_afresh_and_the_table_names_nobody(town: Any, client: Client) -> None:
    paul = agent("Paul Petit", "dispatcher")
    for _ in range(9):
        sign_in(client, paul.account.email, "faux")
    row = SignInAttempt.objects.first()
    assert row is not None
    assert "paul" not in row.account
    assert "127" not in row.address
    assert sign_in(client, paul.account.email).status_code == 302
    assert not SignInAttempt.objects.exists()
    assert sign_in(client, paul.account.email, "faux").status_code == 422


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(town: Any, client: Client) -> None:
    paul = agent("Paul Petit", "dispatcher")
    other = browser()
    sign_in(client, paul.account.email)
    sign_in(other, paul.account.email)
    new = "une autre phrase secrète 7"
    page = client.post("/mot-de-passe/changer", {"current": "faux", "password": new, "again": new})
    assert page.status_code == 422
    assert other.get("/desk/").status_code == 200
    answer = client.post("/mot-de-passe/changer", {"current": PASSWORD, "password": new, "again": new})
    assert answer.status_code == 302
    assert client.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302
    assert check_password(new, Account.objects.get(pk=paul.account.pk).password)


def test_demo_towns_offer_a_sign_in_for_each_role_and_others_never_do(town: Any, client: Client) -> None:
    from parvis.ops.demo.agents import PASSWORD as GIVEN
    from parvis.organisation.screens.demo_accounts import DEMO_PASSWORD, demo_accounts, is_demo

    assert DEMO_PASSWORD == GIVEN
    agent("Paul Petit", "dispatcher", ("case_worker", "VOI"))
    agent("Zoé Grand", ("case_worker", "ESV"))
    gone = agent("Luc Parti", "dpo")
    Agent.objects.filter(pk=gone.pk).update(active=False)
    assert "paul.petit@" not in client.get(SIGN_IN).content.decode()
    town.slug = "demo2"
    offered = demo_accounts(town)
    assert [(a.role, a.name) for a in offered] == [
        ("Agent traitant", "Paul Petit"),
        ("Régulateur", "Paul Petit"),
    ]
    town.slug = "demouville"
    assert not is_demo(town)
    assert demo_accounts(town) == []


def test_the_pages_answer_to_their_names(town: Any) -> None:
    assert reverse("organisation:sign_in") == SIGN_IN
    assert reverse("organisation:sign_out") == "/deconnexion"


def test_the_desk_speaks_french_to_every_browser(town: Any, client: Client) -> None:
    english = {"host": "testserver", "accept-language": "en-US,en"}
    paul = agent("Paul Petit", "dispatcher")
    with clock.travel(clock.now().replace(month=8, day=5)):
        page = client.post(
            SIGN_IN, {"email": paul.account.email, "password": ""}, headers=english
        ).content.decode()
        assert 'lang="fr"' in page
        assert "obligatoire" in page
        sign_in(client, paul.account.email)
        assert "août" in client.get("/desk/", headers=english).content.decode()
