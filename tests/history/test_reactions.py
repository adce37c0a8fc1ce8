"""What follows an event: jobs committed with it, one per subscriber, in order per case, in the event's town."""

import logging
from typing import Any

import pytest
from django.db import connection, transaction

from parvis.cases.events import Noted
from parvis.cases.models import Case, Note
from parvis.cases.noting import note
from parvis.history import reactions
from parvis.history.actors import Actor
from parvis.history.appending import append
from parvis.history.models import Event, ImportBatch
from parvis.history.reactions import on, run
from parvis.kit import clock
from parvis.kit.tenant import NoTenant, activate, current_tenant_id, tenant_id_or_none
from tests.factories import case
from tests.history.conftest import Subscribe


def jobs() -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT queue_name, lock, args, status::text FROM procrastinate_jobs ORDER BY id")
        return [dict(zip(("queue", "lock", "args", "status"), row, strict=True)) for row in cursor.fetchall()]


def jobs_of(name: str) -> list[dict[str, Any]]:
    import json

    found = []
    for job in jobs():
        args = job["args"] if isinstance(job["args"], dict) else json.loads(job["args"])
        if args.get("subscriber") == name:
            found.append(job | {"args": args})
    return found


def noted(made: Case, words: str = "x") -> Event:
    note(made, body=words, by=Actor.system(), at=clock.now())
    return Event.objects.filter(case_id=made.pk).latest("id")


def test_one_job_per_subscriber_is_enqueued_with_the_event(town: Any, subscribed: Subscribe) -> None:
    made = case()

    def first(event: Event) -> None: ...

    def second(event: Event) -> None: ...

    with subscribed(first, Noted) as a, subscribed(second, Noted, queue="routing") as b:
        event = noted(made)
        for name, queue in ((a, "notifications"), (b, "routing")):
            (job,) = jobs_of(name)
            assert job["queue"] == queue
            assert job["args"] == {"tenant_id": town.pk, "event_id": event.pk, "subscriber": name}
            assert job["lock"] == f"{name}:{town.pk}:{made.pk}"


def test_nothing_is_enqueued_when_the_act_is_undone(town: Any, subscribed: Subscribe) -> None:
    made = case()

    def react(event: Event) -> None: ...

    with subscribed(react, Noted) as name:
        with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
            noted(made)
            assert len(jobs_of(name)) == 1
            raise ZeroDivisionError
        assert jobs_of(name) == []
        assert not Note.objects.exists()


def test_an_imported_past_makes_no_job(town: Any, subscribed: Subscribe) -> None:
    made = case()
    batch = ImportBatch(source="f", mapping="m", digest="0", started_at=clock.now())
    batch.save()

    def react(event: Event) -> None: ...

    with subscribed(react, Noted) as name:
        append(Noted(1), by=Actor.batch(batch.pk, "f"), at=clock.now(), case_id=made.pk, batch_id=batch.pk)
        assert jobs_of(name) == []


def test_a_reaction_runs_in_the_town_of_its_event(town: Any, other_town: Any, subscribed: Subscribe) -> None:
    seen: list[Any] = []

    def react(event: Event) -> None:
        seen.append((current_tenant_id(), event.pk, Case.objects.get(pk=event.case_id).pk))

    with subscribed(react, Noted) as name:
        with activate(other_town.pk):
            made = case()
            event = noted(made)
        with activate(None):
            run(other_town.pk, event.pk, name)
            assert tenant_id_or_none() is None
        assert seen == [(other_town.pk, event.pk, made.pk)]
        run(town.pk, event.pk, name)
        assert len(seen) == 1, "the event does not exist in this town"


def test_a_reaction_whose_event_was_undone_is_passed_over(
    town: Any, subscribed: Subscribe, caplog: pytest.LogCaptureFixture
) -> None:
    def react(event: Event) -> None:
        raise AssertionError("there is nothing to react to")

    with subscribed(react, Noted) as name, caplog.at_level(logging.INFO):
        run(town.pk, 999_999_999, name)
    assert "event gone" in caplog.text


def test_a_reaction_that_fails_leaves_nothing(town: Any, subscribed: Subscribe) -> None:
    made = case()

    def react(event: Event) -> None:
        Note(case_id=event.case_id, body="à moitié", at=clock.now()).save()
        raise OSError("mail server down")

    with subscribed(react, Noted) as name:
        event = noted(made)
        with pytest.raises(OSError, match="mail server down"):
            run(town.pk, event.pk, name)
    assert not Note.objects.filter(body="à moitié").exists()
    assert connection.in_atomic_block
    assert not connection.needs_rollback


def test_a_queue_without_worker_and_a_second_subscription_are_refused(subscribed: Subscribe) -> None:
    def react(event: Event) -> None: ...

    with pytest.raises(ValueError, match="no worker serves"):
        on(Noted, queue="nowhere")(react)
    with subscribed(react, Noted), pytest.raises(ValueError, match="subscribes twice"):
        on(Noted, queue="routing")(react)


def test_without_a_tenant_no_event_is_appended(db: None) -> None:
    with pytest.raises(NoTenant):
        append(Noted(1), by=Actor.system(), at=clock.now(), case_id=1)


def test_every_reaction_of_the_product_names_known_types_and_queues() -> None:
    from parvis.history.types import registered

    known = reactions._subscribers
    assert "routing.reactions.reroute" in known
    for subscriber in known.values():
        assert subscriber.types
        assert subscriber.types <= registered().keys(), subscriber.name
        assert subscriber.queue in reactions.QUEUES
