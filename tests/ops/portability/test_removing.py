"""A town that is removed leaves nothing, proves it, and takes nothing of the others."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, connection, transaction

from parvis.history.models import Event
from parvis.history.reactions import enqueue
from parvis.kit.tenant import activate
from parvis.ops.portability.arriving import mark_of
from parvis.ops.portability.catalogue import Connection
from parvis.ops.portability.exporting import export
from parvis.ops.portability.loading import Loaded
from parvis.ops.portability.removing import CannotRemove, Certificate, finish, remove
from parvis.organisation import attempts
from parvis.organisation.current import SESSION_TENANT
from parvis.organisation.models import Account, Agent
from parvis.tenancy.models import Collectivity
from tests.ops.portability.towns import Installation, content

Remover = Callable[[], Certificate]


@pytest.fixture
def loaded(loader: Callable[..., Loaded]) -> Loaded:
    """A town of its own, in the other installation, which Django points at."""
    return loader()


@pytest.fixture
def town(loaded: Loaded) -> Collectivity:
    return Collectivity.objects.get(pk=loaded.tenant)


@pytest.fixture
def remover(town: Collectivity, elsewhere: Installation, as_the_owner: Any) -> Remover:
    return lambda: remove(town, connection=as_the_owner(elsewhere), patience=0)


def traces(elsewhere: Installation, tenant: int) -> dict[str, int]:
    """Where the number of the town is still told, looked for as one would who knows nothing of Parvis."""
    found = {}
    columns = elsewhere.rows(
        """SELECT table_name, column_name FROM information_schema.columns
           WHERE table_schema = 'public' AND column_name IN ('tenant_id', 'collectivity_id')"""
    )
    for table, column in columns:
        found[table] = elsewhere.rows(f'SELECT count(*) FROM "{table}" WHERE "{column}" = %s', tenant)[0][0]
    found["jobs"] = elsewhere.rows(
        "SELECT count(*) FROM procrastinate_jobs WHERE args->>'tenant_id' = %s", str(tenant)
    )[0][0]
    found["files"] = sum(1 for _ in (elsewhere.files / str(tenant)).rglob("*"))
    return {name: count for name, count in found.items() if count}


def a_session(account: Account, tenant: int) -> str:
    session = SessionStore()
    session["_auth_user_id"], session[SESSION_TENANT] = str(account.pk), tenant
    session.save()
    return str(session.session_key)


def test_it_leaves_nothing(town: Collectivity, elsewhere: Installation, remover: Remover) -> None:
    with activate(town.pk), transaction.atomic():
        enqueue(Event.objects.filter(type="case.opened")[0])
    assert {"cases_case", "history_event", "jobs", "files", "tenancy_hostname"} <= traces(
        elsewhere, town.pk
    ).keys()
    certificate = remover()
    assert traces(elsewhere, town.pk) == {}
    assert not Collectivity.objects.filter(pk=town.pk).exists()
    assert certificate.removed["cases_case"] == 2
    assert certificate.removed["procrastinate_jobs"] > 0
    assert certificate.files == 2
    told = "\n".join(certificate.lines())
    assert f"0 ligne dans {certificate.tables} tables" in told
    assert certificate.tables > 25


def test_the_trace_that_stays_names_nobody(
    town: Collectivity, elsewhere: Installation, remover: Remover
) -> None:
    remover()
    (row,) = elsewhere.rows(
        "SELECT slug, insee, siren, rows, removed_at IS NOT NULL FROM tenancy_departure WHERE former_id = %s",
        town.pk,
    )
    assert row[:3] == (town.slug, "28134", "212801344")
    assert row[4] is True
    assert set(map(type, row[3].values())) == {int}


def test_another_town_is_left_byte_for_byte(
    elsewhere: Installation, remover: Remover, tmp_path: Path
) -> None:
    export(elsewhere.towns[0], tmp_path / "before")
    remover()
    export(elsewhere.towns[0], tmp_path / "after")
    assert content(tmp_path / "before") == content(tmp_path / "after")


def test_accounts_go_unless_another_town_knows_them(
    town: Collectivity, elsewhere: Installation, remover: Remover
) -> None:
    shared = Account.objects.create_account(f"{town.slug}@mutualise.test", None, "Partagée")
    alone = Account.objects.create_account(f"seul@{town.slug}.test", None, "Seule")
    bystander = Account.objects.create_account(f"passante@{town.slug}.test", None, "Sans mairie")
    for account, towns in ((shared, (town, elsewhere.towns[0])), (alone, (town,))):
        for each in towns:
            with activate(each.pk), transaction.atomic():
                Agent(account=account, display_name=account.name).save()
    opened = {name: a_session(*of) for name, of in {
        "shared here": (shared, town.pk), "shared there": (shared, elsewhere.towns[0].pk), "alone": (alone, town.pk),
    }.items()}  # fmt: skip
    attempts.remember(attempts.Purpose.SIGN_IN, alone.email, "192.0.2.1", town.created_at)
    remover()
    assert set(Account.objects.filter(pk__in=[shared.pk, alone.pk, bystander.pk])) == {shared, bystander}
    assert {name for name, key in opened.items() if SessionStore().exists(key)} == {"shared there"}
    key = attempts.account_key(alone.email)
    assert elsewhere.rows("SELECT count(*) FROM organisation_signinattempt WHERE account = %s", key) == [(0,)]
    with activate(elsewhere.towns[0].pk), transaction.atomic():
        Agent.objects.filter(account=shared).delete()


def test_a_table_that_no_model_knows_is_emptied_too(
    town: Collectivity,
    elsewhere: Installation,
    as_the_owner: Callable[[Installation], Connection],
    remover: Remover,
) -> None:
    """Another version, an extension: the catalogue tells, not the code."""
    owner = as_the_owner(elsewhere)
    owner.execute("CREATE TABLE strange (tenant_id bigint, id bigint, person text)")
    owner.execute(
        "INSERT INTO strange VALUES (%s, 1, 'Durand'), (%s, 1, 'Martin')", [town.pk, elsewhere.towns[0].pk]
    )
    owner.commit()
    try:
        assert remover().removed["strange"] == 1
        assert owner.execute("SELECT person FROM strange").fetchall() == [("Martin",)]
    finally:
        owner.execute("DROP TABLE strange")
        owner.commit()


def test_what_comes_back_undoes_the_removal(
    town: Collectivity,
    elsewhere: Installation,
    as_the_owner: Callable[[Installation], Connection],
    remover: Remover,
) -> None:
    """A trigger that writes while rows go: the proof fails, and everything is there as before."""
    owner = as_the_owner(elsewhere)
    owner.execute("CREATE TABLE strange (tenant_id bigint, id bigint)")
    owner.execute(
        """CREATE FUNCTION stubborn() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN INSERT INTO strange VALUES (OLD.tenant_id, OLD.id + 1); RETURN NULL; END $$"""
    )
    owner.execute("CREATE TRIGGER stubborn AFTER DELETE ON strange FOR EACH ROW EXECUTE FUNCTION stubborn()")
    owner.execute("INSERT INTO strange VALUES (%s, 1)", [town.pk])
    owner.commit()
    before = traces(elsewhere, town.pk)
    try:
        with pytest.raises(CannotRemove, match="strange"):
            remover()
    finally:
        owner.rollback()
        owner.execute("DROP TABLE strange; DROP FUNCTION stubborn")
        owner.commit()
    after = traces(elsewhere, town.pk)
    assert before.pop("tenancy_hostname") == 1
    assert before.pop("strange") == 1
    assert after == before
    remover()


@pytest.mark.parametrize("moment", ["cases_case", "api_token"])
def test_killed_midway_the_same_command_finishes(
    town: Collectivity, elsewhere: Installation, remover: Remover, moment: str
) -> None:
    before = traces(elsewhere, town.pk)
    elsewhere.run_killed(
        "from parvis.ops.portability.removing import remove\n"
        f"remove(Collectivity.objects.get(slug={town.slug!r}), patience=0,"
        f" say=lambda line: die() if line.startswith({moment!r}) else None)"
    )
    after = traces(elsewhere, town.pk)
    assert before.pop("tenancy_hostname") == 1
    assert after == before, "no longer served, and whole"
    remover()
    assert traces(elsewhere, town.pk) == {}


def test_killed_before_its_files_are_gone_the_same_command_removes_them(
    town: Collectivity, elsewhere: Installation, as_the_owner: Any
) -> None:
    elsewhere.run_killed(
        "from parvis.ops.portability import removing\nremoving._delete_folder = die\n"
        f"removing.remove(Collectivity.objects.get(slug={town.slug!r}), patience=0)"
    )
    assert traces(elsewhere, town.pk).keys() == {"files"}
    certificate = finish(town.slug, connection=as_the_owner(elsewhere))
    assert certificate is not None
    assert (certificate.files, certificate.removed["cases_case"]) == (2, 2)
    assert traces(elsewhere, town.pk) == {}
    assert finish(town.slug, connection=as_the_owner(elsewhere)) is None


def test_an_interrupted_loading_is_cleaned(
    archive: Path, elsewhere: Installation, as_the_owner: Any, slug: str
) -> None:
    elsewhere.enter()
    before = elsewhere.everything()
    elsewhere.run_killed(
        "from parvis.ops.portability.loading import load\n"
        f"load(Path({str(archive)!r}), hosts=['{slug}.test'], slug={slug!r},"
        " say=lambda line: die() if 'fichiers joints' in line else None)"
    )
    assert elsewhere.everything() != before
    assert finish(slug, connection=as_the_owner(elsewhere)) is not None
    assert elsewhere.everything() == before


def test_a_loading_that_goes_on_is_left_alone(elsewhere: Installation, as_the_owner: Any, slug: str) -> None:
    elsewhere.enter()
    mark = mark_of(slug)
    mark.parent.mkdir(parents=True, exist_ok=True)
    with mark.open("w") as held:
        held.write('{"tenant": 987654}')
        held.flush()
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(CannotRemove, match="en cours"):
            finish(slug, connection=as_the_owner(elsewhere))
        assert mark.exists()
    mark.unlink()


def test_whoever_still_writes_is_waited_for_or_refused(
    town: Collectivity, elsewhere: Installation, as_the_owner: Any, server: Any
) -> None:
    """A page that was on its way: what it adds goes too, or is never added."""
    slow = psycopg.connect(**server.admin | {"dbname": elsewhere.name})
    late = f"INSERT INTO organisation_sector (tenant_id, code, name, sealed) VALUES ({town.pk}, 'tard', 'Tard', false)"
    slow.execute("SET lock_timeout = '5s'; SET CONSTRAINTS ALL IMMEDIATE")
    slow.execute(late.encode())
    owner = as_the_owner(elsewhere)
    owner.execute("SET lock_timeout = '200ms'")
    owner.commit()
    with pytest.raises(psycopg.errors.LockNotAvailable):
        remove(town, connection=owner, patience=0)
    slow.commit()
    remove(town, connection=owner, patience=0)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        slow.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {late}".encode())
    slow.close()
    assert traces(elsewhere, town.pk) == {}


def test_the_third_exit_of_events_wants_its_warrant(
    town: Collectivity, elsewhere: Installation, as_the_owner: Callable[[Installation], Connection]
) -> None:
    owner = as_the_owner(elsewhere)
    before = elsewhere.rows("SELECT count(*) FROM history_event")

    def refused(statement: str, message: str) -> None:
        with pytest.raises(psycopg.Error, match=message):
            owner.execute(statement.encode())
        owner.rollback()

    with (
        activate(town.pk),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT remove_town_events(1)")
    refused("SELECT remove_town_events(0)", "no departure")
    departure = f"""WITH d AS (INSERT INTO tenancy_departure (former_id, slug, name, insee, siren, rows, at, removed_at)
        VALUES ({town.pk}, 'x', 'x', '', '', '{{}}', now(), %s) RETURNING id) SELECT id FROM d"""
    owner.execute(departure % "NULL")
    (pk,) = owner.execute("SELECT max(id) FROM tenancy_departure").fetchone() or (0,)
    owner.execute("SAVEPOINT recorded")
    with pytest.raises(psycopg.Error, match="still served"):
        owner.execute("SELECT remove_town_events(%s)", [pk])
    owner.execute("ROLLBACK TO recorded")
    with pytest.raises(psycopg.Error, match="append-only"):
        owner.execute("DELETE FROM history_event WHERE tenant_id = %s", [town.pk])
    owner.execute("ROLLBACK TO recorded")
    owner.execute("DELETE FROM tenancy_hostname WHERE collectivity_id = %s", [town.pk])
    assert (owner.execute("SELECT remove_town_events(%s)", [pk]).fetchone() or (0,))[0] > 0
    assert owner.execute("SELECT count(*) FROM history_exit").fetchone() == (0,)
    with pytest.raises(psycopg.Error, match="append-only"):
        owner.execute("DELETE FROM history_event")
    owner.rollback()
    owner.execute(departure % "now()")
    (pk,) = owner.execute("SELECT max(id) FROM tenancy_departure").fetchone() or (0,)
    with pytest.raises(psycopg.Error, match="no departure"):
        owner.execute("SELECT remove_town_events(%s)", [pk])
    owner.rollback()
    assert elsewhere.rows("SELECT count(*) FROM history_event") == before


def test_a_file_that_cannot_go_keeps_the_removal_open(
    town: Collectivity,
    elsewhere: Installation,
    remover: Remover,
    as_the_owner: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import shutil

    def stuck(folder: Path) -> None:
        raise PermissionError(1, "Operation not permitted", os.fspath(folder))

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", stuck)
        with pytest.raises(OSError):
            remover()
    certificate = finish(town.slug, connection=as_the_owner(elsewhere))
    assert certificate is not None
    assert traces(elsewhere, town.pk) == {}
