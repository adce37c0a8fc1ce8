"""Loaded elsewhere, a town is what it was: same references, same histories, same links; new rows take new numbers."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from parvis.cases.contributing import LostLink, path_to_send, renew
from parvis.cases.contributing import open_link as open_task
from parvis.cases.contributing import token_of as task_token
from parvis.cases.following import BadLink, digest_of, open_link, token_of
from parvis.cases.models import Case, Contributor, Message
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.kit import clock
from parvis.kit.env import Env
from parvis.kit.tenant import activate
from parvis.notifications.models import Delivery
from parvis.ops.portability import manifest as names
from parvis.ops.portability.arriving import AlreadyLoaded, CannotLoad, mark_of
from parvis.ops.portability.exporting import export
from parvis.ops.portability.loading import NOT_SENT, Loaded
from parvis.organisation.models import Account, Agent
from parvis.tenancy.models import Collectivity
from tests import factories
from tests.ops.portability.towns import Installation, content, lines, rewrite

Loader = Callable[..., Loaded]


def test_exported_again_it_is_the_same(archive: Path, loader: Loader, tmp_path: Path, slug: str) -> None:
    loaded = loader()
    again = tmp_path / "again"
    export(Collectivity.objects.get(pk=loaded.tenant), again)
    mine, theirs = content(archive), content(again)
    waiting = "data/notifications_delivery.jsonl"
    before, after = lines(archive, waiting), lines(again, waiting)
    assert [row["state"] for row in before] == ["queued"]
    arrived = {"state": "failed", "next_try_at": None, "last_error": NOT_SENT}
    assert after == [row | arrived for row in before], "a message that waited is not sent twice"
    del mine[waiting], theirs[waiting]
    digests = "data/notifications_agentnotice.jsonl"
    before, after = lines(archive, digests), lines(again, digests)
    assert all(row["digest_at"] for row in before)
    assert after == [row | {"digest_at": None} for row in before], "nor a digest"
    del mine[digests], theirs[digests]
    planned = "data/replies_draft.jsonl"
    held = {"state": "held", "leaves_at": None, "notice": NOT_SENT}
    assert lines(again, planned) == [
        row | held if row["state"] == "leaving" else row for row in lines(archive, planned)
    ], "nor does a planned reply leave twice"
    del mine[planned], theirs[planned]
    assert mine == theirs
    first, second = (json.loads((folder / names.NAME).read_text()) for folder in (archive, again))
    assert second["collectivity"] == first["collectivity"] | {"slug": slug}
    assert set(map(str, lines(archive, names.LINKS))) < set(map(str, lines(again, names.LINKS)))


def test_the_town_that_was_there_is_left_as_it_was(
    loader: Loader, elsewhere: Installation, here: Installation, tmp_path: Path
) -> None:
    elsewhere.enter()
    export(elsewhere.towns[0], tmp_path / "before")
    loader()
    export(elsewhere.towns[0], tmp_path / "after")
    assert content(tmp_path / "before") == content(tmp_path / "after")


def test_rows_made_after_take_numbers_nobody_has(loader: Loader, here: Installation, tmp_path: Path) -> None:
    """The other installation is younger: its sequences are behind the numbers that come."""
    town = here.towns[2]
    for n in range(30):
        with activate(town.pk), transaction.atomic():
            factories.case(description="Une de plus", scope="web", key=f"more-{n}")
    export(town, tmp_path / "older")
    loaded = loader(folder=tmp_path / "older")
    with activate(loaded.tenant), transaction.atomic():
        known = {model: set(model.objects.values_list("pk", flat=True)) for model in (Case, Event, Message)}
        last = max(Case.objects.values_list("reference", flat=True))
        for n in range(3):
            made = factories.case(description="Après l'arrivée", scope="web", key=f"after-{n}")
            assert made.pk > max(known[Case])
            assert made.reference > last
        for model, before in known.items():
            assert before < set(model.objects.values_list("pk", flat=True)) or model is Message


def test_references_and_histories_are_those_of_before(loader: Loader, here: Installation) -> None:
    with activate(here.towns[0].pk), transaction.atomic():
        before = [(e.pk, e.type, e.data, e.sentence) for e in Event.objects.order_by("pk")]
        cases = list(Case.objects.order_by("pk").values())
    loaded = loader()
    with activate(loaded.tenant), transaction.atomic():
        after = [(e.pk, e.type, e.data, e.sentence) for e in Event.objects.order_by("pk")]
        found = list(Case.objects.order_by("pk").values())
    assert after == before
    for one, case in zip(found, cases, strict=True):
        assert one.pop("tenant_id") != case.pop("tenant_id")
        assert one == case, "the search vector included"


def test_links_given_out_before_still_open(loader: Loader, here: Installation) -> None:
    with activate(here.towns[0].pk), transaction.atomic():
        former = token_of(here.cases[0])
    loaded = loader()
    with activate(loaded.tenant), transaction.atomic():
        case = Case.objects.get(reference=here.cases[0].reference)
        assert token_of(case) != former
        for token in (former, token_of(case)):
            assert open_link(case.reference, token, clock.now()).pk == case.pk
        for wrong in (former[:-1], former[::-1], ""):
            with pytest.raises(BadLink):
                open_link(case.reference, wrong, clock.now())
        Case.objects.filter(pk=case.pk).update(follow_nonce="revoked")
        with pytest.raises(BadLink):
            open_link(case.reference, former, clock.now())
    with activate(loaded.tenant), transaction.atomic(), pytest.raises(BadLink):
        open_link("26-9999", former, clock.now())


def test_it_arrives_in_silence(loader: Loader, elsewhere: Installation, server: Any) -> None:
    import psycopg

    before = elsewhere.everything()
    with psycopg.connect(**server.admin | {"dbname": elsewhere.name}, autocommit=True) as listener:
        listener.execute("LISTEN parvis_live")
        loaded = loader()
        assert list(listener.notifies(timeout=0.3)) == []
    after = elsewhere.everything()
    assert after["procrastinate_jobs"] == before["procrastinate_jobs"]
    assert after["history_event"] > before["history_event"]
    with activate(loaded.tenant), transaction.atomic():
        assert not Delivery.objects.filter(state="queued").exists()


def test_live_messages_go_on_after(loader: Loader, elsewhere: Installation, server: Any) -> None:
    import psycopg

    loaded = loader()
    with psycopg.connect(**server.admin | {"dbname": elsewhere.name}, autocommit=True) as listener:
        listener.execute("LISTEN parvis_live")
        with activate(loaded.tenant), transaction.atomic():
            factories.case(description="Bavarde", scope="web", key="told")
        assert any(n.payload.startswith(f"{loaded.tenant}:case:") for n in listener.notifies(timeout=1))


def test_the_site_answers_on_its_new_host(loader: Loader, client: Any, slug: str) -> None:
    loader()
    answer = client.get("/", headers={"host": f"{slug}.test"})
    assert answer.status_code == 200
    assert "Ville" in answer.content.decode()


def test_an_account_that_is_here_is_linked_and_left_as_it_is(
    archive: Path, loader: Loader, elsewhere: Installation
) -> None:
    elsewhere.enter()
    known = Account.objects.create_account("jeanne@ici.test", "un mot de passe d'ici 2026", "Jeanne d'Ici")
    for name in (names.ACCOUNTS, "data/organisation_agent.jsonl"):
        text = (archive / name).read_text().replace("jeanne@ville.test", "jeanne@ici.test")
        rewrite(archive, name, text.splitlines())
    loaded = loader(passwords=True)
    assert loaded.accounts.linked == ["jeanne@ici.test"]
    kept = Account.objects.get(email="jeanne@ici.test")
    assert (kept.pk, kept.name, kept.password) == (known.pk, "Jeanne d'Ici", known.password)
    with activate(loaded.tenant), transaction.atomic():
        assert Agent.objects.get(account=kept).display_name == "Jeanne ville"


@pytest.mark.parametrize(("trusted", "opens"), [(False, False), (True, True)])
def test_a_password_comes_only_from_an_origin_one_trusts(
    here: Installation, loader: Loader, slug: str, tmp_path: Path, trusted: bool, opens: bool
) -> None:
    folder = tmp_path / "with"
    export(here.towns[0], folder, passwords=True)
    for name in (names.ACCOUNTS, "data/organisation_agent.jsonl"):
        text = (folder / name).read_text().replace("jeanne@ville.test", f"jeanne@{slug}.test")
        rewrite(folder, name, text.splitlines())
    loader(folder=folder, passwords=trusted)
    assert Account.objects.get(email=f"jeanne@{slug}.test").check_password(factories.PASSWORD) is opens


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"hosts": ["deja.test"]}, "déjà celui"),
        ({"hosts": ["http://x.test"]}, "n'est pas un nom d'hôte"),
        ({"slug": "deja"}, "porte déjà"),
    ],
)
def test_what_is_taken_is_refused(
    loader: Loader, elsewhere: Installation, options: dict[str, Any], said: str
) -> None:
    before = elsewhere.everything()
    with pytest.raises(CannotLoad, match=said):
        loader(**options)
    assert elsewhere.everything() == before


@pytest.mark.parametrize("moment", ["fichiers joints", "notifications_delivery"])
def test_killed_midway_nothing_is_here_and_the_same_command_finishes(
    archive: Path, loader: Loader, elsewhere: Installation, slug: str, moment: str
) -> None:
    before = elsewhere.everything()
    folders = {path.name for path in elsewhere.files.iterdir()}
    elsewhere.run_killed(
        "from parvis.ops.portability.loading import load\n"
        f"load(Path({str(archive)!r}), hosts=['{slug}.test'], slug={slug!r},"
        f" say=lambda line: die() if {moment!r} in line else None)"
    )
    after = elsewhere.everything()
    assert after.pop("files") == before.pop("files") + 3, (
        "its files are in place, and the mark that says whose"
    )
    assert after == before
    loaded = loader()
    assert loaded.rows > 0
    assert {path.name for path in elsewhere.files.iterdir()} == folders | {str(loaded.tenant)}, (
        "nothing was put twice, and the mark is gone"
    )


def test_killed_after_the_commit_the_same_command_says_it_is_done(
    archive: Path, loader: Loader, elsewhere: Installation, slug: str
) -> None:
    elsewhere.run_killed(
        "from parvis.ops.portability import loading\nloading.Loaded = die\n"
        f"loading.load(Path({str(archive)!r}), hosts=['{slug}.test'], slug={slug!r})"
    )
    with pytest.raises(AlreadyLoaded):
        loader()
    assert not mark_of(slug).exists()
    assert Collectivity.objects.filter(slug=slug).count() == 1


def test_an_archive_written_before_a_column_existed_takes_its_default(archive: Path, loader: Loader) -> None:
    rows = lines(archive, "data/cases_case.jsonl")
    for row in rows:
        del row["closing_unknown"]
    rewrite(archive, "data/cases_case.jsonl", rows, columns=list(rows[0]))
    loaded = loader()
    with activate(loaded.tenant), transaction.atomic():
        assert set(Case.objects.values_list("closing_unknown", flat=True)) == {False}


def test_a_file_the_disk_had_lost_does_not_keep_the_town_from_leaving(
    here: Installation, loader: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Env, "files", tmp_path / "empty")
    export(here.towns[0], tmp_path / "poor")
    assert loader(folder=tmp_path / "poor").files == 0


def test_the_link_of_a_task_given_outside_still_opens(loader: Loader, here: Installation, slug: str) -> None:
    """Its digest came with its row; a new one is made with the key of the new installation."""
    with activate(here.towns[0].pk), transaction.atomic():
        former = task_token(Contributor.objects.get())
    loaded = loader()
    with activate(loaded.tenant), transaction.atomic():
        contributor = open_task(former, clock.now())
        assert task_token(contributor) != former
    browser, link = Client(headers={"host": f"{slug}.test"}), f"/tache/{former}/"
    page = browser.get(link).content.decode()
    action = re.search(r'action="([^"]+reponse/)"', page)
    assert action
    assert action[1] == f"{link}reponse/"
    answered = browser.post(action[1], {"body": "Je passe demain.", "act": "say"})
    assert (answered.status_code, answered["Location"]) == (302, link)
    assert "Je passe demain." in browser.get(link).content.decode()
    with activate(loaded.tenant), transaction.atomic():
        # A mail that waited for the move leaves with a link that works.
        assert open_task(path_to_send(contributor).split("/")[2], clock.now()) == contributor
        with pytest.raises(LostLink):
            open_task(former, clock.now())
        Contributor.objects.update(digest=digest_of(former))
        renew(contributor, by=Actor.system(), at=clock.now())
        with pytest.raises(LostLink):
            open_task(former, clock.now())
        assert open_task(task_token(Contributor.objects.get()), clock.now())
