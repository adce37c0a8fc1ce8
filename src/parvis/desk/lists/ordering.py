"""Orders that are computed when asked: what calls for its agent first."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Case, SmallIntegerField, Value, When

from parvis.cases.states import WaitingFor
from parvis.desk.lists.conditions import RUNNING, Reading, answered


def computed_for(sort: str, reading: Reading) -> Mapping[str, Any]:
    """What ``page_of`` must compute for this order, by name of column."""
    return {"attention": _attention(reading)} if sort == "attention" else {}


def _attention(reading: Reading) -> Case:
    """The person wrote, late, due today, the others, and last those whose clock is stopped: their due date is frozen."""
    tomorrow = reading.start_of(reading.today + timedelta(days=1))
    return Case(
        When(answered("1", reading), then=Value(0)),
        When(RUNNING, due_at__lt=reading.at, then=Value(1)),
        When(RUNNING, due_at__lt=tomorrow, then=Value(2)),
        When(waiting_for=WaitingFor.PERSON, then=Value(4)),
        default=Value(3),
        output_field=SmallIntegerField(),
    )
