"""Close, with an outcome and a text the person can read. A refusal gives its reasons, and so do tasks and parts left open."""

from collections.abc import Sequence
from datetime import datetime

from parvis.cases.abilities import can_read
from parvis.cases.acting import Act, Unclear, acting, require_open
from parvis.cases.duplicates import same_side, to_tell
from parvis.cases.events import Closed
from parvis.cases.models import Case, CaseLink
from parvis.cases.naming_nobody import require_nameless
from parvis.cases.states import LinkKind, Outcome, State, TaskState
from parvis.cases.tasking import end_task, open_tasks
from parvis.history.actors import Actor
from parvis.kit.text import clean_text
from parvis.organisation.access import Access

#: Outcomes that say nothing by themselves: the person is owed the reason.
NEEDS_TEXT = frozenset({Outcome.REFUSED, Outcome.NO_ACTION, Outcome.TRANSFERRED})


def close(
    case: Case,
    *,
    outcome: str,
    text: str = "",
    open_tasks_reason: str = "",
    open_parts_reason: str = "",
    to_duplicates: bool = False,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> None:
    """Tasks still open are cancelled with ``open_tasks_reason``, without which the case stays open.

    Cases that are parts of it go on, for ``open_parts_reason``. ``to_duplicates``: the persons of its duplicates are told.
    """
    with acting(case, "close", by=by, at=at, version=version) as act:
        require_open(act.case)
        if outcome not in Outcome.values:
            raise Unclear("Choisissez l'issue de la demande.", "outcome")
        words = clean_text(text).strip()
        if outcome in NEEDS_TEXT and not words:
            raise Unclear(f"« {Outcome(outcome).label} » : donnez les raisons, la personne les lira.", "text")
        why, parts_why = clean_text(open_tasks_reason).strip(), clean_text(open_parts_reason).strip()
        if open_parts(act.case, by.access) and not parts_why:
            raise Unclear(
                "Des demandes qui en font partie sont encore ouvertes : dites pourquoi vous clôturez quand même.",
                "open_parts_reason",
            )
        if open_tasks(act.case) and not why:
            raise Unclear(
                "Des tâches confiées à d'autres services ne sont pas faites : dites pourquoi vous clôturez quand même.",
                "open_tasks_reason",
            )
        told = to_tell(act.case, by) if to_duplicates else []
        require_nameless(words, act.case, told, "text")
        end(act, outcome, words, tasks_reason=why, parts_reason=parts_why, to_duplicates=told)


def end(
    act: Act,
    outcome: str,
    words: str,
    *,
    tasks_reason: str,
    parts_reason: str = "",
    duplicate_of: int | None = None,
    to_duplicates: Sequence[int] = (),
) -> None:
    """What every closure does, once nothing stands against it."""
    tasks, by, at = open_tasks(act.case), act.by, act.at
    parts = open_parts(act.case, by.access)
    for task in tasks:
        end_task(task, TaskState.CANCELLED, tasks_reason, by=by, at=at)
    act.first_human_act()
    act.leave_waiting()
    if words and by.is_agent and act.case.first_reply_at is None:
        act.set(first_reply_at=at)
    act.set(state=State.CLOSED, outcome=outcome, closing_text=words, closed_at=at)
    act.append(
        Closed(
            outcome,
            words,
            [task.pk for task in tasks],
            tasks_reason if tasks else "",
            parts_reason=parts_reason if parts else "",
            duplicate_of=duplicate_of,
            to_duplicates=list(to_duplicates),
        )
    )


def open_parts(case: Case, access: Access | None) -> list[Case]:
    """Cases that are parts of this one and not closed; those that its readers do not read do not exist."""
    rows = CaseLink.objects.filter(kind=LinkKind.PARENT, target=case).exclude(source__state=State.CLOSED)
    known = rows.select_related("source__request_type", "source__sector").order_by("source_id")
    found = [row.source for row in known if same_side(row.source, case)]
    return found if access is None else [part for part in found if can_read(access, part)]
