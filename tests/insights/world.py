"""A generated town: cases in every state, written as rows, with receipts on both sides of midnight."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from parvis.cases.models import Case
from parvis.cases.states import Channel, Outcome, State
from parvis.catalog.models import RequestType
from parvis.history.models import Event
from parvis.territory.models import District

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)
_serial = iter(range(1, 10_000_000))


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A local moment of the town, as an instant."""
    return datetime.combine(day, time(hour, minute), tzinfo=PARIS).astimezone(UTC)


def row(**values: Any) -> Case:
    """A case not yet saved: received, on the web, for a pothole, ten in the morning of the day NOW is in."""
    state = values.get("state", State.RECEIVED)
    received_at = values.pop("received_at", at(NOW.astimezone(PARIS).date()))
    request_type = values.pop("request_type", None) or RequestType.objects.select_related("sector").get(
        code="VOI-NDP"
    )
    n = next(_serial)
    given: dict[str, Any] = {
        "reference": f"T-{n:07d}",
        "state": state,
        "request_type": request_type,
        "kind": request_type.kind,
        "department_id": request_type.department_id,
        "sector_id": request_type.sector_id,
        "channel": Channel.WEB,
        "description": "Un trou dans la chaussée",
        "received_at": received_at,
        "recorded_at": received_at,
        "last_activity_at": received_at,
        "follow_nonce": f"{n:032d}",
    }
    if state == State.WAITING:
        given |= {"waiting_for": "person"}
    if state == State.SCHEDULED:
        given |= {"scheduled_on": date(2026, 4, 15)}
    if state == State.CLOSED:
        given |= {"outcome": Outcome.DONE, "closed_at": received_at + timedelta(days=3)}
    return Case(**given | values)


def made(**values: Any) -> Case:
    case = row(**values)
    case.save(force_insert=True)
    _closures([case])
    return case


def _closures(cases: list[Case]) -> None:
    """What closing leaves behind: no case is closed without its event."""
    Event.objects.bulk_create(
        Event(
            case_id=case.pk, type="case.closed", at=case.closed_at, recorded_at=case.closed_at, actor_kind="system",
            batch_id=case.batch_id,
        )
        for case in cases
        if case.closed_at
    )  # fmt: skip


def districts() -> list[District]:
    return District.objects.bulk_create(District(code=f"Q{n}", name=f"Quartier {n}") for n in (1, 2, 3))


def generate(seed: int, n: int, *, days: int = 90) -> list[Case]:
    """Any state, type, channel, district and date; one in five within seconds of a local midnight."""
    dice = random.Random(seed)
    types = list(RequestType.objects.select_related("sector").order_by("code"))
    places = [*districts(), None, None]
    today = NOW.astimezone(PARIS).date()
    cases = []
    for _ in range(n):
        day = today - timedelta(days=dice.randrange(days))
        received_at = at(day, dice.randrange(24), dice.randrange(60))
        if dice.random() < 0.2:
            received_at = at(day, 0) + timedelta(seconds=dice.choice([-1, 0, 1]))
        received_at = min(received_at, NOW)
        values = _life(dice, received_at)
        channel, *others = dice.sample(Channel.values, dice.choice([1, 1, 1, 2, 3]))
        cases.append(
            row(
                request_type=dice.choice(types), received_at=received_at, channel=channel, other_channels=others,
                priority=dice.randint(1, 4), district=dice.choice(places), **values,
            )
        )  # fmt: skip
    Case.objects.bulk_create(cases)
    _closures(cases)
    return cases


def _life(dice: random.Random, received_at: datetime) -> dict[str, Any]:
    state = dice.choice(list(State))
    values: dict[str, Any] = {"state": state}
    if dice.random() < 0.7:
        values["due_at"] = received_at + timedelta(days=dice.randint(1, 40))
    if state != State.RECEIVED and dice.random() < 0.6:
        values["first_reply_at"] = min(received_at + timedelta(hours=dice.randint(1, 400)), NOW)
    if state == State.WAITING:
        values["waiting_for"] = dice.choice(["person", "third_party"])
    if state == State.CLOSED:
        values |= {
            "outcome": dice.choice(list(Outcome)),
            "closed_at": min(received_at + timedelta(hours=dice.randint(1, 900)), NOW),
        }
    return values
