"""The acts that can be done on many cases at once, by their code."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from parvis.cases.abilities import can_read
from parvis.cases.acting import Refused
from parvis.cases.assigning import assign, claim
from parvis.cases.closing import close
from parvis.cases.handing_over import hand_over, take_back
from parvis.cases.holding import hold, resume, wait_again
from parvis.cases.models import Case, Task
from parvis.cases.noting import note
from parvis.cases.reopening import reopen
from parvis.cases.scheduling import schedule
from parvis.cases.states import State, WaitingFor
from parvis.cases.triaging import triage
from parvis.catalog.models import RequestType
from parvis.desk.bulk import forms
from parvis.desk.bulk.act import BulkAct, Parameters
from parvis.desk.bulk.following import FollowThem, UnfollowThem
from parvis.history.actors import Actor
from parvis.organisation.access import Access
from parvis.organisation.models import Agent, Department, Role
from parvis.replies.leaving import leave_before
from parvis.replies.models import Draft
from parvis.replies.ruling import most_precise, rules_in_use

UNDOING = "Annulation d'une action groupée."


class Claim(BulkAct):
    code, ability, label, done, icon, key = "claim", "claim", "Prendre", "prises", "user-check", "c"
    done_once = "prise"
    form = forms.ClaimForm

    def objection(self, case: Case, access: Access) -> str:
        if case.assignee_id == access.agent_id:
            return "Elle est déjà à vous."
        return "Un collègue en est déjà chargé." if case.assignee_id else ""

    def before(self, case: Case) -> dict[str, Any]:
        return {"assignee": case.assignee_id}

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        claim(case, by=by, at=at, version=version)

    def undo(self, case: Case, before: Parameters, *, by: Actor, at: datetime) -> None:
        give_back(case, before, by=by, at=at)


class Assign(BulkAct):
    code, ability, label, done, icon, key = "assignment", "assign", "Confier", "confiées", "user-plus", "a"
    done_once = "confiée"
    form = forms.AssignmentForm

    def look_up(self, case_ids: Collection[int], access: Access) -> None:
        self.to = Agent.objects.filter(pk=self.given["to"]).first() if self.given.get("to") else None
        self.their_access = Access.of(self.to) if self.to else None

    def objection(self, case: Case, access: Access) -> str:
        if case.assignee_id == (self.to.pk if self.to else None):
            return "Cet agent en est déjà chargé." if self.to else "Personne n'en est chargé."
        if self.their_access is None:
            return ""
        in_the_street = self.their_access.has(Role.FIELD) and case.sector_id in self.their_access.open_sectors
        if can_read(self.their_access, case) or in_the_street:
            return ""
        return "Cet agent ne peut pas suivre cette demande."

    def before(self, case: Case) -> dict[str, Any]:
        return {"assignee": case.assignee_id}

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        assign(case, to=self.to, by=by, at=at, version=version)

    def undo(self, case: Case, before: Parameters, *, by: Actor, at: datetime) -> None:
        give_back(case, before, by=by, at=at)


class HandOver(BulkAct):
    code, ability, label, done = "hand-over", "hand_over", "Transmettre", "transmises"
    icon, key = "arrows-exchange", "t"
    done_once = "transmise"
    form = forms.HandOverForm

    def look_up(self, case_ids: Collection[int], access: Access) -> None:
        self.to = Department.objects.select_related("sector").get(pk=self.given["department"])

    def objection(self, case: Case, access: Access) -> str:
        if case.department_id == self.to.pk:
            return "La demande est déjà dans ce service."
        if case.sector.sealed and case.sector_id not in self.to.sector_ids:
            return "Cette demande est cloisonnée : elle reste dans son secteur."
        return ""

    def before(self, case: Case) -> dict[str, Any]:
        return {"department": case.department_id, "assignee": case.assignee_id, "sector": case.sector_id}

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        version = after_replies(case, version)
        hand_over(case, to=self.to, reason=self.given["reason"], by=by, at=at, version=version)

    def undo(self, case: Case, before: Parameters, *, by: Actor, at: datetime) -> None:
        back = Department.objects.select_related("sector").get(pk=before["department"])
        take_back(case, to=back, reason=UNDOING, by=by, at=at, version=case.version)
        if before.get("assignee"):
            give_back(case, before, by=by, at=at)


class Triage(BulkAct):
    code, ability, label, done, icon, key = "triage", "triage", "Qualifier", "qualifiées", "tag", "q"
    done_once = "qualifiée"
    form = forms.TriageForm
    warning = "Un autre type change l'échéance, et peut envoyer la demande à un autre service."

    def look_up(self, case_ids: Collection[int], access: Access) -> None:
        code = self.given.get("request_type")
        self.type = RequestType.objects.select_related("sector").get(code=code) if code else None

    def objection(self, case: Case, access: Access) -> str:
        same_type = self.type is None or self.type.pk == case.request_type_id
        priority = self.given.get("priority")
        return "Rien ne changerait." if same_type and priority in (None, case.priority) else ""

    def before(self, case: Case) -> dict[str, Any]:
        return {
            "request_type": case.request_type_id,
            "priority": case.priority,
            "department": case.department_id,
            "assignee": case.assignee_id,
            "sector": case.sector_id,
        }

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        version = after_replies(case, version)
        triage(
            case, request_type=self.type, priority=self.given.get("priority"), by=by, at=at, version=version
        )

    def undo(self, case: Case, before: Parameters, *, by: Actor, at: datetime) -> None:
        """Routing may have moved it meanwhile: it goes back where it was, which its former type alone does not tell."""
        former = RequestType.objects.get(pk=before["request_type"])
        triage(
            case,
            request_type=former,
            priority=before["priority"],
            stays=True,
            by=by,
            at=at,
            version=case.version,
        )
        if case.department_id != before["department"]:
            back = Department.objects.select_related("sector").get(pk=before["department"])
            take_back(case, to=back, reason=UNDOING, by=by, at=at, version=case.version)
        if case.sector_id != before["sector"]:
            raise Refused("Elle a changé de secteur : requalifiez-la depuis sa page.")
        if case.assignee_id != before["assignee"]:
            give_back(case, before, by=by, at=at)


class Hold(BulkAct):
    code, ability, label, done, icon, key = (
        "hold",
        "hold",
        "Mettre en attente",
        "mises en attente",
        "hourglass",
        "e",
    )
    done_once = "mise en attente"
    form = forms.HoldForm

    def tells_persons(self) -> bool:
        return bool(self.given["waiting_for"] == WaitingFor.PERSON)

    def look_up(self, case_ids: Collection[int], access: Access) -> None:
        self.rules = rules_in_use() if self.tells_persons() else []

    def objection(self, case: Case, access: Access) -> str:
        if case.state == State.WAITING:
            return "Elle est déjà en attente."
        if most_precise(self.rules, case, kind=Draft.Kind.QUESTION):
            return "La question doit d'abord être validée : elle se met en attente depuis sa page."
        return ""

    def before(self, case: Case) -> dict[str, Any]:
        return stage_of(case)

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        given = self.given
        hold(case, waiting_for=given["waiting_for"], reason=given["reason"], by=by, at=at, version=version)

    def undo(self, case: Case, before: Parameters, *, by: Actor, at: datetime) -> None:
        restore_stage(case, before, by=by, at=at)


class Schedule(BulkAct):
    code, ability, label, done = "schedule", "schedule", "Planifier", "planifiées"
    icon, key = "calendar-event", "p"
    done_once = "planifiée"
    form = forms.ScheduleForm
    warning = "La personne lira cette date sur sa page de suivi."

    def objection(self, case: Case, access: Access) -> str:
        planned = case.scheduled_on is not None and case.scheduled_on.isoformat() == self.given["on"]
        return "Elle est déjà prévue ce jour-là." if planned else ""

    def before(self, case: Case) -> dict[str, Any]:
        return stage_of(case)

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        day = date.fromisoformat(self.given["on"])
        schedule(case, on=day, comment=self.given.get("comment", ""), by=by, at=at, version=version)

    def undo(self, case: Case, before: Parameters, *, by: Actor, at: datetime) -> None:
        restore_stage(case, before, by=by, at=at)


class Close(BulkAct):
    code, ability, label, done, icon, key = "closure", "close", "Clore", "closes", "circle-check", "o"
    done_once = "close"
    form = forms.ClosureForm

    def tells_persons(self) -> bool:
        return True

    def look_up(self, case_ids: Collection[int], access: Access) -> None:
        tasks = Task.objects.open().filter(case_id__in=list(case_ids))
        self.with_tasks = set(tasks.values_list("case_id", flat=True))
        self.rules = rules_in_use()

    def objection(self, case: Case, access: Access) -> str:
        if case.pk in self.with_tasks:
            return "Des tâches ne sont pas faites : elle se clôt à la main."
        if self.given.get("text", "").strip() and most_precise(
            self.rules, case, kind=Draft.Kind.CLOSURE, outcome=self.given.get("outcome", "")
        ):
            return "Ce que la personne lira doit d'abord être validé : elle se clôt depuis sa page."
        return ""

    def before(self, case: Case) -> dict[str, Any]:
        return stage_of(case)

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        given, version = self.given, after_replies(case, version)
        close(case, outcome=given["outcome"], text=given.get("text", ""), by=by, at=at, version=version)

    def undo(self, case: Case, before: Parameters, *, by: Actor, at: datetime) -> None:
        reopen(case, reason=UNDOING, by=by, at=at, version=case.version)
        restore_stage(case, before, by=by, at=at)


class Note(BulkAct):
    code, ability, label, done, icon, key = "note", "note", "Ajouter une note", "annotées", "lock", "m"
    done_once = "annotée"
    form = forms.NoteForm
    adds_only, undoable = True, False
    warning = "Une note ne s'efface pas : elle restera sur chacune de ces demandes."

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        note(case, body=self.given["body"], by=by, at=at, version=version)


BULK_ACTS: dict[str, type[BulkAct]] = {
    act.code: act
    for act in (Claim, Assign, HandOver, Triage, Hold, Schedule, Close, Note, FollowThem, UnfollowThem)
}


def give_back(case: Case, before: Parameters, *, by: Actor, at: datetime) -> None:
    """To whoever had it, if they still may; to the department's queue otherwise."""
    former = Agent.objects.filter(pk=before.get("assignee"), active=True).first()
    if former is not None and not can_read(Access.of(former), case):
        former = None
    if case.assignee_id != (former.pk if former else None):
        assign(case, to=former, by=by, at=at, version=case.version)


def after_replies(case: Case, version: int | None) -> int | None:
    """Replies still in their ten seconds leave first; one that left just now is no news to whoever acts."""
    drawn = case.version
    leave_before(case)
    return case.version if version == drawn else version


def stage_of(case: Case) -> dict[str, Any]:
    return {
        "state": case.state,
        "waiting_for": case.waiting_for,
        "waiting_since": case.waiting_since.isoformat() if case.waiting_since else "",
        "due_at": case.due_at.isoformat() if case.due_at else "",
        "scheduled_on": case.scheduled_on.isoformat() if case.scheduled_on else "",
    }


def restore_stage(case: Case, before: Parameters, *, by: Actor, at: datetime) -> None:
    """Waiting or planned again, else in progress: nothing makes a case untreated again."""
    if before["state"] == State.WAITING:
        since, due = (
            datetime.fromisoformat(before[name]) if before[name] else None
            for name in ("waiting_since", "due_at")
        )
        wait_again(
            case,
            waiting_for=before["waiting_for"],
            since=since,
            due_at=due,
            by=by,
            at=at,
            version=case.version,
        )
    elif before["state"] == State.SCHEDULED and before["scheduled_on"] >= at.date().isoformat():
        day = date.fromisoformat(before["scheduled_on"])
        schedule(case, on=day, comment=UNDOING, by=by, at=at, version=case.version)
    elif case.state in (State.WAITING, State.SCHEDULED):
        resume(case, cause=UNDOING, by=by, at=at, version=case.version)
