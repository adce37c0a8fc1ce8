"""Which cases enter an indicator, as conditions: the figure and the desk's list of its cases are the same lines."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Q, Subquery

from parvis.cases.states import Outcome, WaitingFor
from parvis.history.models import Event
from parvis.insights.periods import DAY, midnight

#: Not a request of its own: counted with the one it repeats, or never to be treated.
NOT_A_REQUEST = (Outcome.DUPLICATE, Outcome.CANCELLED)
#: Ended otherwise than by the work of the town.
ENDED_OTHERWISE = (Outcome.TRANSFERRED, Outcome.WITHDRAWN)
#: How long after a closure a reopening says that the closure was too early.
REOPENING = timedelta(days=30)

_ELSEWHERE = Q(outcome__in=(*ENDED_OTHERWISE, *NOT_A_REQUEST))
#: Of what ``due_came``, what was on time.
CLOSED_IN_TIME = Q(closed_at__lte=F("due_at"))


def due_came(at: datetime) -> Q:
    """The due date has come and says something: not while the person's turn lasts, nor where the work ended elsewhere."""
    return Q(due_at__lt=at, closing_unknown=False) & ~_ELSEWHERE & ~Q(waiting_for=WaitingFor.PERSON)


def on_time(at: datetime) -> Q:
    return due_came(at) & CLOSED_IN_TIME


def late(at: datetime) -> Q:
    """Closed after the due date, or still open past it."""
    return due_came(at) & (Q(closed_at__isnull=True) | Q(closed_at__gt=F("due_at")))


#: By the value of the queue's parameter ``on_time``.
ON_TIME: Mapping[str, Callable[[datetime], Q]] = {"1": on_time, "0": late, "any": due_came}

#: Left out of a delay. Imported as closed without saying when: nothing is known of how long it took.
LEFT_OUT: Mapping[str, Q] = {
    "closure": _ELSEWHERE | Q(closing_unknown=True),
    "first_reply": Q(anonymous=True)
    | (Q(first_reply_at__isnull=True) & _ELSEWHERE)
    | Q(closing_unknown=True),
}
#: By the value of the queue's parameter ``delay``: what a delay is measured on, and what it leaves out.
DELAY: Mapping[str, Q] = {name: ~q for name, q in LEFT_OUT.items()} | {
    f"not_{name}": q for name, q in LEFT_OUT.items()
}


def closed_once(first: date, last: date, tz: ZoneInfo) -> Q:
    """Closed by somebody here during these days, even if open again since; imported closures are not ours."""
    return Q(pk__in=_closures(first, last, tz).values("case_id"))


def closed_since(first: date, last: date, tz: ZoneInfo) -> Q:
    """Of ``closed_once``, those still closed as they were then: nearly all, read from an index on closures.

    Of an imported case, the closure may be the import's: its event says.
    """
    ours = Q(batch_id__isnull=True) | closed_once(first, last, tz)
    return Q(closed_at__gte=midnight(first, tz), closed_at__lt=midnight(last + DAY, tz)) & ours


def closed_then_reopened(first: date, last: date, tz: ZoneInfo) -> Q:
    """Of ``closed_once``, those reopened at any time since: with ``closed_since``, all of them, some in both."""
    closure = _closures(first, last, tz).filter(case_id=OuterRef("case_id"))
    again = _looked_up(closure).filter(type="case.reopened", at__gte=midnight(first, tz))
    return Q(reopened__gt=0, pk__in=again.values("case_id"))


def reopened_after(first: date, last: date, tz: ZoneInfo) -> Q:
    """Closed during these days, and reopened within thirty days of that closure."""
    closure = _closures(first, last, tz).filter(
        case_id=OuterRef("case_id"), at__lte=OuterRef("at"), at__gte=OuterRef("at") - REOPENING
    )
    again = _looked_up(closure).filter(
        type="case.reopened",
        at__gte=midnight(first, tz),
        at__lt=midnight(last + DAY, tz) + REOPENING,
    )
    return Q(pk__in=again.values("case_id"))


def _looked_up(closure: Any) -> Any:
    """Events that have such a closure. They are few: each looks its own up, where EXISTS would hash every closure."""
    return Event.objects.annotate(closure_id=Subquery(closure.values("pk")[:1])).filter(
        closure_id__isnull=False
    )


def _closures(first: date, last: date, tz: ZoneInfo):  # type: ignore[no-untyped-def]
    return Event.objects.filter(
        type="case.closed",
        at__gte=midnight(first, tz),
        at__lt=midnight(last + DAY, tz),
        batch_id__isnull=True,
    ).order_by()
