"""Nobody changes what happened: neither the application nor the owner, except by the exits and with their warrant."""

from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from parvis.cases.closing import close
from parvis.cases.models import Case
from parvis.history.actors import Actor
from parvis.history.models import Erasure, Event, ImportBatch, Tombstone
from parvis.kit import clock
from parvis.kit.tenant import activate
from tests.factories import case

CHANGES = (
    "UPDATE history_event SET type = 'case.noted'",
    "UPDATE history_event SET data = '{}'",
    "UPDATE history_event SET erasure_id = 1",
    "DELETE FROM history_event",
    "TRUNCATE history_event",
)


def run(statement: str, *params: Any) -> Any:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchone()[0] if cursor.description else None


def an_erasure() -> Erasure:
    made = Erasure(ground="article 17", decided_by="DPO", at=clock.now())
    made.save()
    return made


def a_batch(state: str = ImportBatch.State.UNDOING) -> ImportBatch:
    made = ImportBatch(source="f.csv", mapping="m", digest="0" * 64, state=state, started_at=clock.now())
    made.save()
    return made


@pytest.mark.parametrize("statement", CHANGES)
def test_the_application_changes_no_event(town: Any, statement: str) -> None:
    case()
    before = list(Event.objects.values())
    with pytest.raises(DatabaseError, match="permission denied"):
        run(statement)
    assert list(Event.objects.values()) == before


def test_the_orm_changes_no_event_either(town: Any) -> None:
    case()
    event = Event.objects.get()
    for act in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(type="x")):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            act()
    assert Event.objects.count() == 1


def test_the_owner_changes_no_event(committed_town: Any, server: Any) -> None:
    with transaction.atomic():
        made = case()
    with psycopg.connect(
        **server.admin | {"dbname": connection.settings_dict["NAME"]}, autocommit=True
    ) as owner:
        owner.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(server.owner)))
        before = owner.execute("SELECT * FROM history_event").fetchall()
        assert before
        for statement in (
            *CHANGES,
            "TRUNCATE history_event CASCADE",
            "TRUNCATE tenancy_collectivity CASCADE",
        ):
            with pytest.raises(psycopg.Error, match="append-only"):
                owner.execute(statement)
        # Deleting everything around it does not reach the history.
        owner.execute("DELETE FROM cases_case WHERE id = %s", [made.pk])
        assert owner.execute("SELECT * FROM history_event").fetchall() == before


def test_the_exits_do_not_open_by_hand(town: Any) -> None:
    for statement in (
        "INSERT INTO history_exit VALUES (pg_current_xact_id(), 1, 'erase', 1)",
        "SELECT * FROM history_exit",
    ):
        with pytest.raises(DatabaseError, match="permission denied"):
            run(statement)
    with pytest.raises(DatabaseError, match="permission denied"):
        run(
            "INSERT INTO history_tombstone (tenant_id, warrant_kind, warrant_id, events, at) VALUES (%s, 'x', 1, 1, now())",
            town.pk,
        )


def test_an_erasure_blanks_the_personal_keys_and_leaves_a_tombstone(town: Any) -> None:
    made = case()
    close(made, outcome="done", text="Madame Durand est passée", by=Actor.system(), at=clock.now())
    event, other = Event.objects.get(type="case.closed"), Event.objects.get(type="case.opened")
    warrant = an_erasure()
    assert run("SELECT erase_event(%s, %s, %s)", event.pk, warrant.pk, list(event.kind.personal)) is True
    erased = Event.objects.get(pk=event.pk)
    assert erased.data == {"outcome": "done"}
    assert erased.erasure_id == warrant.pk
    assert (erased.type, erased.at, erased.case_version) == (event.type, event.at, event.case_version)
    assert erased.sentence == event.sentence
    assert Event.objects.get(pk=other.pk).erasure_id is None
    stone = Tombstone.objects.get()
    assert (stone.warrant_kind, stone.warrant_id, stone.event_id, stone.events) == (
        "erasure",
        warrant.pk,
        event.pk,
        1,
    )


def test_two_erasures_in_one_transaction(town: Any) -> None:
    made = case()
    close(made, outcome="done", text="x", by=Actor.system(), at=clock.now())
    warrant = an_erasure()
    with transaction.atomic():
        for event in Event.objects.all():
            assert run("SELECT erase_event(%s, %s, %s)", event.pk, warrant.pk, ["text"]) is True
    assert Tombstone.objects.count() == 2
    with pytest.raises(DatabaseError, match="permission denied"):
        run("DELETE FROM history_event")


def test_without_a_warrant_nothing_is_erased(town: Any, other_town: Any) -> None:
    case()
    event = Event.objects.get()
    with activate(other_town.pk):
        theirs = an_erasure()
        case()
        their_event = Event.objects.get()
    for warrant in (0, theirs.pk, -1):
        with pytest.raises(DatabaseError, match="no erasure is recorded"):
            run("SELECT erase_event(%s, %s, '{channel}')", event.pk, warrant)
    ours = an_erasure()
    assert run("SELECT erase_event(%s, %s, '{channel}')", their_event.pk, ours.pk) is False, (
        "an event of another town"
    )
    with activate(None), pytest.raises(DatabaseError, match="no tenant"):
        run("SELECT erase_event(%s, %s, '{channel}')", event.pk, ours.pk)
    assert Event.objects.get().data == event.data
    with activate(other_town.pk):
        assert Event.objects.get().data == their_event.data
    assert not Tombstone.objects.exists()


def test_undoing_an_import_takes_its_events_only(town: Any) -> None:
    batch, other = a_batch(), a_batch()
    kept, going = case(), case()
    for owner, of in ((batch, going), (batch, going), (other, going), (batch, kept)):
        Event(
            type="case.noted",
            at=clock.now(),
            recorded_at=clock.now(),
            actor_kind="import",
            batch_id=owner.pk,
            case_id=of.pk,
        ).save()
    assert run("SELECT undo_import(%s, %s, '{}')", batch.pk, [going.pk]) == 2
    assert Event.objects.get(batch_id=batch.pk).case_id == kept.pk
    assert Event.objects.filter(batch_id=other.pk).count() == 1
    assert Event.objects.filter(case_id=kept.pk).count() == 2
    with pytest.raises(DatabaseError, match="does not exist"), transaction.atomic():
        run("SELECT undo_import(%s)", batch.pk)
    stone = Tombstone.objects.get()
    assert (stone.warrant_kind, stone.warrant_id, stone.events) == ("import", batch.pk, 2)


def test_an_import_that_is_not_being_undone_stays(town: Any, other_town: Any) -> None:
    with activate(other_town.pk):
        theirs = a_batch()
        Event(
            type="case.noted",
            at=clock.now(),
            recorded_at=clock.now(),
            actor_kind="import",
            batch_id=theirs.pk,
        ).save()
    for batch in (0, theirs.pk, *(a_batch(state).pk for state in ("running", "done", "undone"))):
        with pytest.raises(DatabaseError, match="is not being undone"):
            run("SELECT undo_import(%s, '{}', '{}')", batch)
    with activate(None), pytest.raises(DatabaseError, match="no tenant"):
        run("SELECT undo_import(%s, '{}', '{}')", theirs.pk)
    with activate(other_town.pk):
        assert Event.objects.filter(batch_id=theirs.pk).count() == 1


def test_deleting_a_case_leaves_its_history(town: Any) -> None:
    made = case()
    Case.objects.filter(pk=made.pk).delete()
    assert Event.objects.filter(case_id=made.pk).count() == 1
