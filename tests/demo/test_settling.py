"""The demonstration is inserted in bulk; a sample played through the door and the verbs must leave the same rows."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from parvis.cases import (
    assigning,
    closing,
    handing_over,
    holding,
    noting,
    reopening,
    replying,
    scheduling,
    tasking,
    triaging,
)
from parvis.cases.contributing import open_link, token_of
from parvis.cases.models import Case, CaseLink, Contributor, EmergencyReading, Task
from parvis.history import reactions
from parvis.history.actors import Actor
from parvis.history.models import AccessLog, Event
from parvis.history.types import data_of
from parvis.intake.receiving import receive
from parvis.intake.submission import Place, Submission
from parvis.kit import clock
from parvis.ops.demo import plan as p
from parvis.ops.demo.ledger import PhotoAttached
from parvis.ops.demo.refreshing import is_used
from parvis.ops.demo.settling import _degrees, _persons, ledger_of, settle_agents, world_of
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent
from parvis.replies.leaving import leave
from parvis.replies.models import Draft
from parvis.surveys import rating
from parvis.surveys.models import Rating
from parvis.territory.models import District
from tests.demo.finding import nobody_was_written_to

SAMPLE = 60
COLUMNS = (
    "state", "outcome", "closing_text", "request_type_id", "kind", "department_id", "sector_id", "priority",
    "assignee_id", "opened_by_id", "addressed_to_id", "channel", "person_id", "description", "answers", "address", "latitude",
    "longitude", "district_id", "sent_at", "received_at", "first_act_at", "first_reply_at", "due_at", "waiting_for",
    "waiting_since", "scheduled_on", "closed_at", "reopened", "hand_overs", "last_activity_at", "version",
)  # fmt: skip


TASK = (
    "department_id", "title", "instructions", "owner_id", "due_on", "state", "created_by_id", "created_by_label", "created_at",
    "ended_by_id", "ended_by_label", "ended_at", "result",
)  # fmt: skip
RATING = ("score", "comment", "channel", "first_at", "at")


def rows(found: Any, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, column) for column in columns) for row in found]


@pytest.fixture
def village(town: Any) -> Any:
    planned = p.plan(7, date(2026, 11, 20), "village")
    District.objects.bulk_create(
        District(code=d.code, name=d.name, geometry=d.geometry) for d in planned.districts
    )
    world = world_of(settle_agents(planned))
    return planned, world, _persons(planned, world)


def without_photos(case: p.Case) -> bool:
    return not case.submission.photos and not any(isinstance(a, p.Attach) for a in case.actions)


def test_the_bulk_leaves_what_the_verbs_leave(village: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    planned, world, persons = village
    # The worker would reroute after a triage; here the reaction runs at once.
    monkeypatch.setattr("parvis.history.appending.enqueue", lambda event: _react(event))
    chosen = [case for case in planned.cases if without_photos(case)]
    chosen.sort(key=lambda case: -len(case.actions))
    sample = chosen[: SAMPLE // 2] + chosen[-SAMPLE // 2 :]
    orders = [
        c for c in chosen if c.submission.addressed_to or any(isinstance(a, p.Assign) for a in c.actions)
    ]
    sample += [case for case in orders if case not in sample]
    sample += [
        case for case in chosen if any(isinstance(a, p.AddTask) for a in case.actions) and case not in sample
    ]
    kinds = {action.verb for case in sample for action in case.actions}
    assert {"claim", "assign", "close", "hold", "add_task", "take_task", "complete_task", "rate"} <= kinds
    for case in sample:
        expected = ledger_of(case, persons, world)
        played = play(case, persons, world)
        for column in COLUMNS:
            assert getattr(played, column) == getattr(expected.case, column), (case.key, column)
        events = Event.objects.filter(case_id=played.pk).order_by("case_version")
        told = [(e.type, e.at, e.actor_kind, e.actor_id, e.channel, e.case_version) for e in events]
        planned_events = [
            (entry.what().code, entry.at, entry.by.kind, entry.by.id, entry.channel, entry.version)
            for entry in expected.entries
            if not isinstance(entry.what, PhotoAttached)
        ]
        assert told == planned_events, case.key
        assert [m.body for m in played.messages.order_by("at", "id")] == [m.body for m in expected.messages]
        assert [n.body for n in played.notes.order_by("at", "id")] == [n.body for n in expected.notes]
        assert rows(tasks_of(played), TASK) == rows(expected.tasks, TASK), case.key
        assert rows(Rating.objects.filter(case=played), RATING) == rows(
            [expected.rating] if expected.rating else [], RATING
        )
        # Names called in a note are told by the verb alone: the ledger writes the words.
        silent = {"message_id", "note_id", "task_id", "cancelled_tasks", "agents", "departments"}
        for event, entry in zip(events, expected.entries, strict=True):
            wanted = {k: v for k, v in data_of(entry.what()).items() if k not in silent}
            assert {k: v for k, v in event.data.items() if k not in silent} == wanted, (case.key, event.type)


def _react(event: Event) -> None:
    if event.type == "case.triaged":
        with clock.travel(event.at + timedelta(seconds=1)):
            reactions.run(event.tenant_id, event.pk, "routing.reactions.reroute")


def play(planned: p.Case, persons: list[Any], world: Any) -> Case:
    sent = planned.submission
    place = sent.location
    by = world.actors[sent.recorded_by] if sent.recorded_by else Actor.person()
    submission = Submission(
        channel=sent.channel,
        description=sent.description,
        type_code=sent.type_code,
        received_at=sent.at,
        sent_at=sent.sent_at if sent.sent_at != sent.at else None,
        person_id=persons[sent.person].pk if sent.person is not None else None,
        anonymous=sent.person is None,
        place=Place(place.text, _degrees(place.lat), _degrees(place.lon)) if place else Place(),
        answers=dict(sent.answers),
        addressed_to_id=world.agents[sent.addressed_to].pk if sent.addressed_to else None,
    )
    with clock.travel(sent.at):
        case = receive(submission, by=by).case
    for action in planned.actions:
        with clock.travel(action.at):
            act(case, action, world)
    return Case.objects.get(pk=case.pk)


def act(case: Case, action: Any, world: Any) -> None:  # noqa: C901 (one arm per verb)
    by, at = (world.actors[action.by] if action.by else Actor.person()), action.at
    match action:
        case p.Triage():
            new = world.types.by_code[action.type_code]
            locked = Case.objects.get(pk=case.pk)
            if new.pk != locked.request_type_id or action.priority != locked.priority:
                triaging.triage(case, request_type=new, priority=action.priority, by=by, at=at)
        case p.Claim():
            assigning.claim(case, by=by, at=at)
        case p.Assign():
            assigning.assign(case, to=world.agents[action.agent], by=by, at=at)
        case p.HandOver():
            if Case.objects.get(pk=case.pk).department.code != action.department:
                to = world.departments[action.department]
                handing_over.hand_over(case, to=to, reason=action.reason, by=by, at=at)
        case p.Note():
            noting.note(case, body=action.body, by=by, at=at)
        case p.Reply():
            replying.reply(case, body=action.body, by=by, at=at)
        case p.InboundMessage():
            replying.receive_message(case, body=action.body, channel=action.channel, by=by, at=at)
        case p.Hold():
            holding.hold(case, waiting_for=action.waiting_for, reason=action.reason, by=by, at=at)
        case p.Resume():
            holding.resume(case, by=by, at=at)
        case p.Schedule():
            scheduling.schedule(case, on=action.on, comment=action.comment, by=by, at=at)
        case p.Close():
            text = "\n\n".join(part for part in (action.text, action.reasons) if part)
            why = action.tasks_reason
            closing.close(case, outcome=action.outcome, text=text, open_tasks_reason=why, by=by, at=at)
        case p.AddTask():
            tasking.add_task(
                case, department=world.departments[action.department], title=action.title, instructions=action.instructions,
                owner=world.agents[action.owner] if action.owner else None, due_on=action.due_on, by=by, at=at,
            )  # fmt: skip
        case p.TakeTask():
            tasking.take_task(tasks_of(case)[action.number - 1], by=by, at=at)
        case p.CompleteTask():
            tasking.complete_task(tasks_of(case)[action.number - 1], result=action.result, by=by, at=at)
        case p.Rate():
            rating.rate(
                case, score=action.score, comment=action.comment, channel=action.channel, by=by, at=at
            )
        case p.Reopen():
            reopening.reopen(case, reason=action.reason, by=by, at=at)


def tasks_of(case: Case) -> list[Task]:
    return list(Task.objects.select_related("department", "owner").filter(case=case).order_by("id"))


def test_nothing_is_sent_for_years_that_never_were(town: Any) -> None:
    from django.db import connection

    from parvis.ops.demo.settling import settle

    planned = p.plan(
        3, date(2026, 11, 20), "village", now=datetime.fromisoformat("2026-11-20T12:00:00+01:00")
    )
    drawn: list[p.Photo] = []
    settle(planned, draw=lambda photo: drawn.append(photo) or _stored(len(drawn)))
    assert Case.objects.count() == len(planned.cases)
    links = list(CaseLink.objects.select_related("source", "target__sector"))
    kinds = [link.kind for link in links]
    assert kinds.count("duplicate") > 3
    assert kinds.count("parent") >= 1
    duplicates = {link.source_id for link in links if link.kind == "duplicate"}
    for link in links:
        assert link.target_id not in duplicates, "a duplicate of a duplicate goes to the root"
        assert not link.target.sector.sealed or link.source.sector_id == link.target.sector_id
        if link.kind == "duplicate":
            assert link.source.outcome == "duplicate"
    outsiders = list(Contributor.objects.select_related("task__case__sector"))
    assert len(outsiders) >= 3
    assert sum(bool(one.ended_at) for one in outsiders) == 1
    assert not any(one.task.case.sector.sealed for one in outsiders)
    assert open_link(token_of(outsiders[0]), planned.now).pk == outsiders[0].pk
    assert not Event.objects.filter(at__gt=planned.now).exists()
    assert EmergencyReading.objects.exists()
    assert AccessLog.objects.filter(object_kind="emergency").count() == EmergencyReading.objects.count()
    assert not Agent.objects.filter(emergency_until__isnull=False).exists(), "all are over"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)
    nobody_was_written_to()
    # What was planned leaves by itself: that is not somebody who works there.
    town.created_at = planned.now
    waiting = Draft.objects.leaving()[0]
    hour = waiting.leaves_at
    with clock.travel(hour):
        leave(town.pk, waiting.pk)
        waiting.refresh_from_db()
        assert waiting.state == Draft.State.LEFT
        assert not is_used(town)
    with clock.travel(hour + timedelta(minutes=5)):
        noting.note(waiting.case, body="Vu.", by=actor_of(waiting.agent), at=clock.now())
        assert is_used(town)


def _stored(number: int) -> Any:
    from parvis.files.models import Attachment

    row = Attachment(
        key=f"k{number}",
        name=f"{number}.jpg",
        content_type="image/jpeg",
        size=1,
        sha256="",
        created_at=clock.now(),
    )
    row.save()
    return row
