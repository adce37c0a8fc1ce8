"""What the verbs would have left behind, computed without the database: two years of a town in a few seconds.

The rules are those of ``cases/*.py``; ``tests/demo/test_settling.py`` plays a sample through the verbs themselves and
compares row by row.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from parvis.cases import events
from parvis.cases.events import Opened
from parvis.cases.models import Case, Direction, Message, Note, Task
from parvis.cases.states import State, TaskState
from parvis.catalog.catalogue import Catalogue
from parvis.catalog.delays import after_pause, calendars, due_at
from parvis.history.actors import Actor
from parvis.history.types import EventType
from parvis.ops.demo import plan as p
from parvis.organisation.models import Agent
from parvis.routing.deciding import Facts, route
from parvis.surveys.events import Rated
from parvis.surveys.models import Rating
from parvis.tenancy.configuration import Snapshot


@dataclass
class Entry:
    """One event to come; ``what`` is called once the rows it names have identifiers."""

    what: Callable[[], EventType]
    by: Actor
    at: datetime
    version: int
    channel: str = ""


@dataclass
class Shown:
    photo: p.Photo
    at: datetime
    by_person: bool


@dataclass
class World:
    """What a case is played against."""

    snapshot: Snapshot
    types: Catalogue
    agents: dict[str, Agent]
    actors: dict[str, Actor]
    departments: dict[str, Any]


@dataclass
class Ledger:
    """One case, its messages, notes, photos and events, ready to be inserted."""

    world: World
    case: Case
    entries: list[Entry] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    photos: list[Shown] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    rating: Rating | None = None

    def open(self, submission: p.Submission, by: Actor, recorded_at: datetime) -> None:
        case = self.case
        what = Opened(
            channel=case.channel,
            type_code=case.request_type.code,
            type_label=case.request_type.label,
            department=case.department.name,
            department_id=case.department_id,
            explanation=case.routing["explanation"],
        )
        self.entries.append(Entry(lambda: what, by, recorded_at, 1, case.channel))
        for photo in submission.photos:
            self._attach(photo, Actor.system() if by.is_agent else by, recorded_at)

    def play(self, action: p.Action) -> None:
        by = self.world.actors[action.by] if action.by else Actor.person()
        getattr(self, f"_{action.verb}")(action, by)

    # --- one method per verb, named after it ---------------------------------------------------------------

    def _triage(self, action: p.Triage, by: Actor) -> None:
        case, world = self.case, self.world
        new = world.types.by_code[action.type_code]
        changes: dict[str, list[str]] = {}
        if new.pk != case.request_type_id:
            changes["type"] = [str(case.request_type), str(new)]
            case.request_type, case.kind, case.sector_id = new, new.kind, new.sector_id
            case.due_at = due_at(new, new.department_id, case.received_at, world.snapshot)
        if action.priority != case.priority:
            changes["priority"] = [case.get_priority_display(), ""]
            case.priority = action.priority
            changes["priority"][1] = case.get_priority_display()
        if not changes:
            return
        self._append(events.Triaged(changes), by, action.at)
        if "type" in changes:
            facts = Facts(new, case.channel, case.description, case.received_at, case.district_id)
            decision = route(facts, world.snapshot)
            if decision.department.pk != case.department_id:
                before = case.department
                case.department, case.assignee_id = decision.department, decision.agent_id
                case.routing = {"explanation": decision.explanation, "rule": decision.rule_id}
                moved = events.HandedOver(
                    before.name,
                    decision.department.name,
                    decision.explanation,
                    before.pk,
                    decision.department.pk,
                )
                self._append(moved, Actor.system(), action.at + timedelta(seconds=1))

    def _claim(self, action: p.Claim, by: Actor) -> None:
        self._first_human_act(action.at)
        self.case.assignee_id = by.id
        self._append(events.Assigned(by.label, by.id, claimed=True), by, action.at)

    def _assign(self, action: p.Assign, by: Actor) -> None:
        to = self.world.agents[action.agent]
        self._first_human_act(action.at)
        self.case.assignee_id = to.pk
        self._append(events.Assigned(str(to), to.pk), by, action.at)

    def _hand_over(self, action: p.HandOver, by: Actor) -> None:
        to, case = self.world.departments[action.department], self.case
        if to.pk == case.department_id:
            return
        before = case.department
        sectors = self.world.types.sectors
        if not sectors[case.sector_id].sealed and sectors[to.sector_id].sealed:
            case.sector_id = to.sector_id
        case.department, case.assignee, case.hand_overs = to, None, case.hand_overs + 1
        self._append(events.HandedOver(before.name, to.name, action.reason, before.pk, to.pk), by, action.at)

    def _note(self, action: p.Note, by: Actor) -> None:
        note = Note(
            case=self.case, body=action.body, author_id=by.agent_id, author_label=by.label, at=action.at
        )
        self.notes.append(note)
        self._append(lambda: events.Noted(note.pk), by, action.at)

    def _reply(self, action: p.Reply, by: Actor) -> None:
        self._message(Direction.OUT, action.body, by, action.at, "")
        if self.case.is_open:
            self._first_human_act(action.at)
        self.case.first_reply_at = self.case.first_reply_at or action.at
        message = self.messages[-1]
        self._append(lambda: events.Replied(message.pk), by, action.at)

    def _inbound_message(self, action: p.InboundMessage, by: Actor) -> None:
        self._message(Direction.IN, action.body, by, action.at, action.channel)
        if self.case.state == State.WAITING and self.case.waiting_for == "person":
            self._leave_waiting(action.at)
        message = self.messages[-1]
        self._append(lambda: events.MessageReceived(message.pk), by, action.at, action.channel)

    def _hold(self, action: p.Hold, by: Actor) -> None:
        self._first_human_act(action.at)
        self._leave_waiting(action.at)
        case = self.case
        case.state, case.waiting_for, case.waiting_since = State.WAITING, action.waiting_for, action.at
        self._append(events.Held(action.waiting_for, action.reason), by, action.at)

    def _resume(self, action: p.Resume, by: Actor) -> None:
        self._leave_waiting(action.at)
        self._append(events.Resumed(), by, action.at)

    def _schedule(self, action: p.Schedule, by: Actor) -> None:
        self._first_human_act(action.at)
        self._leave_waiting(action.at)
        self.case.state, self.case.scheduled_on = State.SCHEDULED, action.on
        self._append(events.Scheduled(action.on.isoformat(), action.comment), by, action.at)

    def _attach(self, action: p.Attach | p.Photo, by: Actor, at: datetime | None = None) -> None:
        photo = action.photo if isinstance(action, p.Attach) else action
        moment = action.at if isinstance(action, p.Attach) else at
        assert moment is not None
        self.photos.append(Shown(photo, moment, not by.is_agent))
        what = PhotoAttached(photo, not by.is_agent)
        self._append(what, by, moment)

    def _close(self, action: p.Close, by: Actor) -> None:
        case = self.case
        self._first_human_act(action.at)
        self._leave_waiting(action.at)
        text = "\n\n".join(part for part in (action.text, action.reasons) if part).strip()
        if text and by.is_agent:
            case.first_reply_at = case.first_reply_at or action.at
        case.state, case.outcome, case.closing_text, case.closed_at = (
            State.CLOSED,
            action.outcome,
            text,
            action.at,
        )
        undone = [task for task in self.tasks if task.is_open]
        for task in undone:
            self._end_task(task, TaskState.CANCELLED, action.tasks_reason, by, action.at)
        why = action.tasks_reason if undone else ""
        self._append(lambda: events.Closed(action.outcome, text, [t.pk for t in undone], why), by, action.at)

    def _reopen(self, action: p.Reopen, by: Actor) -> None:
        case = self.case
        case.state, case.outcome, case.closing_text, case.closed_at = State.IN_PROGRESS, "", "", None
        case.reopened += 1
        self._append(events.Reopened(action.reason, by_person=not by.is_agent), by, action.at)

    def _add_task(self, action: p.AddTask, by: Actor) -> None:
        department = self.world.departments[action.department]
        owner = self.world.agents[action.owner] if action.owner else None
        task = Task(
            case=self.case,
            department=department,
            title=action.title,
            instructions=action.instructions,
            owner=owner,
            due_on=action.due_on,
            created_by_id=by.agent_id,
            created_by_label=by.label,
            created_at=action.at,
        )
        self.tasks.append(task)
        self._first_human_act(action.at)
        due, named = action.due_on.isoformat() if action.due_on else "", str(owner or "")
        self._append(
            lambda: events.TaskAdded(
                task.pk, task.title, department.name, department.pk, named, owner.pk if owner else None, due
            ),
            by,
            action.at,
        )

    def _take_task(self, action: p.TakeTask, by: Actor) -> None:
        task = self.tasks[action.number - 1]
        task.owner_id = by.agent_id
        self._append(lambda: events.TaskTaken(task.pk, task.title, by.label, by.agent_id), by, action.at)

    def _complete_task(self, action: p.CompleteTask, by: Actor) -> None:
        task = self.tasks[action.number - 1]
        self._end_task(task, TaskState.DONE, action.result, by, action.at)
        self._append(
            lambda: events.TaskCompleted(task.pk, task.title, task.department.name, action.result),
            by,
            action.at,
        )

    def _rate(self, action: p.Rate, by: Actor) -> None:
        self.rating = Rating(
            case=self.case,
            score=action.score,
            comment=action.comment,
            channel=action.channel,
            first_at=action.at,
            at=action.at,
        )
        self._append(Rated(action.score, commented=bool(action.comment)), by, action.at, action.channel)

    # --- what they share ----------------------------------------------------------------------------------

    def _message(self, direction: str, body: str, by: Actor, at: datetime, channel: str) -> None:
        self.messages.append(
            Message(
                case=self.case,
                direction=direction,
                body=body,
                author_id=by.agent_id,
                author_label=by.label,
                channel=channel,
                at=at,
            )
        )

    @staticmethod
    def _end_task(task: Task, state: TaskState, result: str, by: Actor, at: datetime) -> None:
        task.state, task.result = state, result
        task.ended_by_id, task.ended_by_label, task.ended_at = by.agent_id, by.label, at

    def _first_human_act(self, at: datetime) -> None:
        if self.case.first_act_at is None:
            self.case.first_act_at = at
        if self.case.state == State.RECEIVED:
            self.case.state = State.IN_PROGRESS

    def _leave_waiting(self, at: datetime) -> None:
        case = self.case
        if case.state == State.WAITING:
            if case.waiting_for == "person" and case.due_at and case.waiting_since:
                calendar = calendars(self.world.snapshot).of(
                    case.department_id, case.request_type.calendar_id
                )
                case.due_at = after_pause(case.due_at, case.waiting_since, at, calendar)
            case.state, case.waiting_for, case.waiting_since = State.IN_PROGRESS, "", None
        if case.state == State.SCHEDULED:
            case.state, case.scheduled_on = State.IN_PROGRESS, None

    def _append(
        self, what: EventType | Callable[[], EventType], by: Actor, at: datetime, channel: str = ""
    ) -> None:
        self.case.version += 1
        self.case.last_activity_at = at
        made = what if callable(what) else (lambda: what)
        self.entries.append(Entry(made, by, at, self.case.version, channel))


class PhotoAttached:
    """Becomes an Attached event when the drawing has an identifier."""

    def __init__(self, photo: p.Photo, by_person: bool) -> None:
        self.photo, self.by_person = photo, by_person
        self.stored: Any = None

    def __call__(self) -> EventType:
        return events.Attached(self.stored.pk, self.stored.name, True, self.by_person)
