"""Close, with an outcome and a text the person can read. A refusal gives its reasons, and so do tasks left undone."""

from datetime import datetime

from parvis.cases.acting import Unclear, acting, require_open
from parvis.cases.events import Closed
from parvis.cases.models import Case
from parvis.cases.states import Outcome, State, TaskState
from parvis.cases.tasking import end_task, open_tasks
from parvis.history.actors import Actor
from parvis.kit.text import clean_text

#: Outcomes that say nothing by themselves: the person is owed the reason.
NEEDS_TEXT = frozenset({Outcome.REFUSED, Outcome.NO_ACTION, Outcome.TRANSFERRED})


def close(
    case: Case,
    *,
    outcome: str,
    text: str = "",
    open_tasks_reason: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> None:
    """Tasks still open are cancelled with ``open_tasks_reason``, without which the case stays open."""
    with acting(case, "close", by=by, at=at, version=version) as act:
        require_open(act.case)
        if outcome not in Outcome.values:
            raise Unclear("Choisissez l'issue de la demande.", "outcome")
        words = clean_text(text).strip()
        if outcome in NEEDS_TEXT and not words:
            raise Unclear(f"« {Outcome(outcome).label} » : donnez les raisons, la personne les lira.", "text")
        tasks, why = open_tasks(act.case), clean_text(open_tasks_reason).strip()
        if tasks and not why:
            raise Unclear(
                "Des tâches confiées à d'autres services ne sont pas faites : dites pourquoi vous clôturez quand même.",
                "open_tasks_reason",
            )
        for task in tasks:
            end_task(task, TaskState.CANCELLED, why, by=by, at=at)
        act.first_human_act()
        act.leave_waiting()
        if words and by.is_agent and act.case.first_reply_at is None:
            act.set(first_reply_at=at)
        act.set(state=State.CLOSED, outcome=outcome, closing_text=words, closed_at=at)
        act.append(Closed(outcome, words, [task.pk for task in tasks], why if tasks else ""))
