"""Each parameter of the queue as a condition on cases; ``filters.py`` says what they mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from parvis.cases.models import Direction, Message
from parvis.cases.searching import Holding, holding
from parvis.cases.states import IN_PROGRESS_STATES, State, WaitingFor
from parvis.desk.lists.choices import Choices
from parvis.insights import cohorts


@dataclass(frozen=True)
class Reading:
    """Who reads, when, and in which time zone days are counted."""

    agent_id: int | None
    at: datetime
    zone: ZoneInfo
    choices: Choices
    #: Whether closed cases are shown: of those that hold a frequent word, the most recent are then looked for.
    shows_closed: bool = True
    _held: dict[str, Holding] = field(default_factory=dict, compare=False)

    def holding(self, text: str) -> Holding:
        """Asked of the database once, for the rows and for every count."""
        if text not in self._held:
            self._held[text] = holding(
                text, sectors=self.choices.sectors, agent_id=self.agent_id, recent=self.shows_closed
            )
        return self._held[text]

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.zone)


#: As the partial indexes say it: a list of states instead takes the planner to whichever index has the state.
OPEN = ~Q(state=State.CLOSED)
#: The clock stops while we wait for the person: such a case is not late, nor due.
RUNNING = OPEN & ~Q(waiting_for=WaitingFor.PERSON)
NOBODY = Q(pk__in=[])


def state(value: str, reading: Reading) -> Q:
    groups: Mapping[str, Q] = {
        "all": Q(),
        "open": OPEN,
        "untreated": Q(state=State.RECEIVED),
        "ongoing": Q(state__in=IN_PROGRESS_STATES),
    }
    return groups.get(value, Q(state=value))


def department(value: str, reading: Reading) -> Q:
    if value == "mine":
        return (
            Q(department_id__in=reading.choices.own_departments)
            if reading.choices.own_departments
            else NOBODY
        )
    return Q(department_id=reading.choices.departments[value][0])


def assignee(value: str, reading: Reading) -> Q:
    if value in ("none", "someone"):
        return Q(assignee_id__isnull=value == "none")
    if value == "me":
        return Q(assignee_id=reading.agent_id) if reading.agent_id else NOBODY
    return Q(assignee_id=int(value))


def addressed(value: str, reading: Reading) -> Q:
    return Q(addressed_to_id=reading.agent_id) if reading.agent_id else NOBODY


def channel(value: str, reading: Reading) -> Q:
    return Q(channel=value)


def any_channel(value: str, reading: Reading) -> Q:
    """Used in place of ``channel`` when any_channel=1."""
    return Q(channel=value) | Q(other_channels__contains=[value])


def priority(value: str, reading: Reading) -> Q:
    return Q(priority=int(value))


def kind(value: str, reading: Reading) -> Q:
    return Q(kind=value)


def request_type(value: str, reading: Reading) -> Q:
    return Q(request_type_id=reading.choices.types[value][0])


def district(value: str, reading: Reading) -> Q:
    if value == "none":
        return Q(district_id__isnull=True)
    return Q(district_id=reading.choices.districts[value][0])


def due(value: str, reading: Reading) -> Q:
    if value == "none":
        return OPEN & Q(due_at__isnull=True)
    if value == "overdue":
        return RUNNING & Q(due_at__lt=reading.at)
    days = 1 if value == "today" else 7
    return RUNNING & Q(
        due_at__gte=reading.at, due_at__lt=reading.start_of(reading.today + timedelta(days=days))
    )


def scheduled(value: str, reading: Reading) -> Q:
    today = reading.today
    day = {
        "today": Q(scheduled_on=today),
        "past": Q(scheduled_on__lt=today),
        "week": Q(scheduled_on__gte=today, scheduled_on__lt=today + timedelta(days=7)),
    }[value]
    return Q(state=State.SCHEDULED) & day


def waiting_for(value: str, reading: Reading) -> Q:
    return Q(waiting_for=value)


def answered(value: str, reading: Reading) -> Q:
    """The last word is the person's: they wrote, and no agent answered since."""
    replies = Message.objects.filter(
        case_id=OuterRef("case_id"), direction=Direction.OUT, automatic=False, at__gt=OuterRef("at")
    )
    unanswered = Message.objects.filter(~Exists(replies), case_id=OuterRef("pk"), direction=Direction.IN)
    return OPEN & Q(Exists(unanswered))


def first_reply(value: str, reading: Reading) -> Q:
    return Q(first_reply_at__isnull=value == "none")


def outcome(value: str, reading: Reading) -> Q:
    return Q(outcome=value)


def reopened(value: str, reading: Reading) -> Q:
    return Q(reopened__gt=0)


def received_from(value: str, reading: Reading) -> Q:
    return Q(received_at__gte=reading.start_of(date.fromisoformat(value)))


def received_to(value: str, reading: Reading) -> Q:
    return Q(received_at__lt=reading.start_of(date.fromisoformat(value) + timedelta(days=1)))


def closed_from(value: str, reading: Reading) -> Q:
    return Q(closed_at__gte=reading.start_of(date.fromisoformat(value)))


def closed_to(value: str, reading: Reading) -> Q:
    return Q(closed_at__lt=reading.start_of(date.fromisoformat(value) + timedelta(days=1)))


def due_from(value: str, reading: Reading) -> Q:
    return Q(due_at__gte=reading.start_of(date.fromisoformat(value)))


def due_to(value: str, reading: Reading) -> Q:
    return Q(due_at__lt=reading.start_of(date.fromisoformat(value) + timedelta(days=1)))


def on_time(value: str, reading: Reading) -> Q:
    return cohorts.ON_TIME[value](reading.at)


def delay(value: str, reading: Reading) -> Q:
    return cohorts.DELAY[value]


def closed_once(value: str, reading: Reading) -> Q:
    first, last = map(date.fromisoformat, value.split(".."))
    return cohorts.closed_once(first, last, reading.zone)


def reopened_after(value: str, reading: Reading) -> Q:
    first, last = map(date.fromisoformat, value.split(".."))
    return cohorts.reopened_after(first, last, reading.zone)


def person(value: str, reading: Reading) -> Q:
    return Q(person_id=int(value))


def import_batch(value: str, reading: Reading) -> Q:
    return Q(batch_id=int(value))


def words(value: str, reading: Reading) -> Q:
    return Q(pk__any=reading.holding(value).ids)


#: Parameters that no closed case answers to.
OF_OPEN_CASES = ("due", "scheduled", "waiting_for", "answered")

CONDITIONS: Mapping[str, Callable[[str, Reading], Q]] = {
    "state": state,
    "department": department,
    "assignee": assignee,
    "addressed": addressed,
    "channel": channel,
    "priority": priority,
    "kind": kind,
    "type": request_type,
    "district": district,
    "due": due,
    "scheduled": scheduled,
    "waiting_for": waiting_for,
    "answered": answered,
    "first_reply": first_reply,
    "outcome": outcome,
    "reopened": reopened,
    "received_from": received_from,
    "received_to": received_to,
    "closed_from": closed_from,
    "closed_to": closed_to,
    "due_from": due_from,
    "due_to": due_to,
    "on_time": on_time,
    "delay": delay,
    "closed_once": closed_once,
    "reopened_after": reopened_after,
    "person": person,
    "import": import_batch,
    "q": words,
}
