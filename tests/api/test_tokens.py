"""Tokens: shown once, stored hashed, of one town, revocable."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from parvis.api.models import Token
from parvis.api.throttling import Throttle
from parvis.api.tokens import UnknownPrefix, create_token, revoke_token
from parvis.kit import clock
from parvis.kit.tenant import activate


def test_the_secret_is_nowhere_in_the_database(token):
    row, secret = token
    row.refresh_from_db()
    assert secret.startswith(f"parvis_{row.prefix}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM api_token t")
        (stored,) = cursor.fetchone()
    assert secret not in stored
    assert secret.removeprefix("parvis_")[8:] not in stored


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer parvis_", "Bearer nothing", "Bearer " + "x" * 5000],
)
def test_without_a_token_nothing_opens(client, town, header):
    for path in ("/api/v1/cases", "/api/v1/departments", "/api/v1/figures/untreated"):
        response = client.get(path, headers={"authorization": header} if header else {})
        assert response.status_code == 401
        assert response["WWW-Authenticate"].startswith("Bearer")
        assert response.json()["error"]["code"] == "unauthorised"


def test_a_session_is_no_token(signed_in, town):
    from tests.factories import agent

    assert signed_in(agent()).get("/api/v1/cases").status_code == 401


def test_a_token_of_another_town_is_unknown_here(call, other_town):
    with activate(other_town.pk):
        _row, foreign = create_token("Ailleurs", at=clock.now())
    assert call("GET", "/cases", secret=foreign).status_code == 401
    assert call("GET", "/cases", secret=foreign, host="autre.test").status_code == 200


def test_a_revoked_token_opens_nothing(call, token):
    assert call("GET", "/cases").status_code == 200
    revoke_token(f"parvis_{token[0].prefix}", at=clock.now())
    assert call("GET", "/cases").status_code == 401


@pytest.mark.parametrize("prefix", ["", "par", "parvis_", "parvis_abc", "zzzzzzzz", "%%%%%%%%"])
def test_revoking_names_one_token(token, prefix):
    with pytest.raises(UnknownPrefix):
        revoke_token(prefix, at=clock.now())


def test_use_is_noted_at_most_once_an_hour(call, token):
    start = clock.now()

    def last_used():
        return Token.objects.get(pk=token[0].pk).last_used_at

    with clock.travel(start):
        call("GET", "/departments")
    assert last_used() == start
    with clock.travel(start + timedelta(minutes=59)):
        call("GET", "/departments")
    assert last_used() == start
    with clock.travel(start + timedelta(minutes=61)):
        call("GET", "/departments")
    assert last_used() == start + timedelta(minutes=61)


def test_a_runaway_loop_is_slowed_down(call, monkeypatch):
    monkeypatch.setattr("parvis.api.gate.throttle", Throttle(calls=3, period=3600))
    assert [call("GET", "/departments").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert 1000 < int(call("GET", "/departments")["Retry-After"]) <= 1200


def test_the_commands_create_list_and_revoke(committed_town, monkeypatch):
    """The command line, on a database of its own (already running, already migrated)."""
    from contextlib import contextmanager

    from parvis.ops.commands import token as module

    @contextmanager
    def running(role="app"):
        yield None

    monkeypatch.setattr(module, "database_session", running)

    def run(*words):
        return CliRunner().invoke(module.command, words)

    made = run("create", "--tenant", "ville", "--name", "Partenaire")
    assert made.exit_code == 0, made.output
    secret = made.stdout.strip()
    assert secret.startswith("parvis_")
    assert "plus affiché" in made.stderr
    listed = run("list", "--tenant", "ville").stdout
    assert "Partenaire" in listed
    assert "jamais utilisé" in listed
    assert secret not in listed
    assert run("revoke", "--tenant", "ville", secret[:15]).exit_code == 0
    assert "révoqué le" in run("list", "--tenant", "ville").stdout
    assert run("revoke", "--tenant", "ville", "inconnu").exit_code == 1
    assert "Aucune collectivité" in run("list", "--tenant", "nulle-part").output
