"""Reopen: by an agent at any time, by the person within 30 days of the closure."""

from datetime import datetime, timedelta

from parvis.cases.acting import NotPossible, acting, required
from parvis.cases.events import Reopened
from parvis.cases.models import Case
from parvis.cases.states import State
from parvis.history.actors import Actor
from parvis.history.models import ActorKind

WINDOW = timedelta(days=30)


class TooLate(NotPossible):
    """The thirty days have passed: a new request is the way."""


def may_person_reopen(case: Case, at: datetime) -> bool:
    return case.closed_at is not None and at - case.closed_at <= WINDOW


def reopen(case: Case, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> None:
    with acting(case, "reopen", by=by, at=at, version=version) as act:
        if act.case.is_open:
            raise NotPossible("Cette demande est déjà ouverte.")
        if by.kind == ActorKind.PERSON and not may_person_reopen(act.case, at):
            raise TooLate("Cette demande est close depuis plus de 30 jours : faites une nouvelle demande.")
        why = required(reason, "Dites pourquoi la demande doit être rouverte.", "reason")
        act.set(
            state=State.IN_PROGRESS,
            outcome="",
            closing_text="",
            closed_at=None,
            closing_unknown=False,
            reopened=act.case.reopened + 1,
        )
        act.append(Reopened(why, by_person=by.kind == ActorKind.PERSON))
