"""Answer on the spot: whoever takes a request at the counter or on the phone answers it at once, and nobody else has
anything to do. Taken back within the half hour, as if it had not been said."""

from datetime import datetime, timedelta

from django.db import transaction

from parvis.cases.acting import Act, NotAllowed, NotPossible, acting, require_open
from parvis.cases.events import AnswerTakenBack, Closed, Replied
from parvis.cases.models import Case
from parvis.cases.states import Outcome, State
from parvis.history.actors import Actor
from parvis.history.models import ActorKind, Event
from parvis.kit.text import clean_text

#: How long after a request was recorded its taker answers it on the spot, or takes the answer back.
WINDOW = timedelta(minutes=30)


def answer_on_the_spot(
    case: Case, *, text: str = "", by: Actor, at: datetime, version: int | None = None
) -> None:
    """Closed as answered, which is its first human act and its first reply: the person was told face to face."""
    with acting(case, "answer", by=by, at=at, version=version) as act:
        require_open(act.case)
        if at - act.case.recorded_at > WINDOW:
            raise NotPossible(
                "Cette demande n'est plus celle du moment : elle suit son cours dans son service."
            )
        words = clean_text(text).strip()
        act.first_human_act()
        if act.case.first_reply_at is None:
            act.set(first_reply_at=at)
        act.set(state=State.CLOSED, outcome=Outcome.ANSWERED, closing_text=words, closed_at=at)
        act.append(Closed(Outcome.ANSWERED.value, words, on_the_spot=True))


def take_back_answer(case: Case, *, by: Actor, at: datetime) -> None:
    """The case waits for its service again, untreated. Only its taker, who may not read it any more once it is closed."""
    with transaction.atomic():
        locked = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        if by.agent_id is None or locked.opened_by_id != by.agent_id:
            raise NotAllowed("Cette demande n'existe pas.")
        if not was_answered_on_the_spot(locked):
            raise NotPossible("Cette demande n'est pas close sur place, ou elle a changé depuis.")
        if _went_on(locked, by):
            raise NotPossible(
                "Un collègue ou la personne a écrit depuis : le service peut rouvrir la demande."
            )
        if at - locked.recorded_at > WINDOW:
            raise NotPossible("Plus d'une demi-heure a passé : le service peut rouvrir la demande.")
        act = Act(locked, by, at)
        act.set(
            state=State.RECEIVED,
            outcome="",
            closing_text="",
            closed_at=None,
            first_act_at=None,
            first_reply_at=None,
        )
        act.append(AnswerTakenBack())
    for name in (*act.changed, "version", "last_activity_at"):
        setattr(case, name, getattr(locked, name))


def was_answered_on_the_spot(case: Case) -> bool:
    """Whether what last changed its state is the answer given when it was taken. One query, none when it is open."""
    if case.is_open:
        return False
    closed = _closing(case)
    return closed is not None and bool(closed.data.get("on_the_spot"))


def _closing(case: Case) -> Event | None:
    found: Event | None = (
        Event.objects.filter(case_id=case.pk, type=Closed.code).order_by("-case_version", "-id").first()
    )
    return found


def _went_on(case: Case, by: Actor) -> bool:
    """Whether somebody else did something since, or the person was written to: taking back would hide it."""
    closed = _closing(case)
    if closed is None:
        return False
    since = Event.objects.filter(case_id=case.pk, case_version__gt=closed.case_version or 0)
    rows = since.exclude(actor_kind=ActorKind.SYSTEM).values_list("type", "actor_kind", "actor_id")
    return any(code == Replied.code or (kind, pk) != (by.kind, by.agent_id) for code, kind, pk in rows)
