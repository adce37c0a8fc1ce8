"""Durations of cases, received to an end, grouped by hour in the database and read as cumulative incidence."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, DurationField, ExpressionWrapper, F, FloatField, Func, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from parvis.cases.queries import CaseQuerySet
from parvis.cases.states import Outcome
from parvis.insights.counting import how_many
from parvis.insights.results import Fact, Result
from parvis.insights.survival import End, Incidence, incidence

#: Not a request of its own: counted with the one it repeats, or never to be treated.
NOT_A_REQUEST = (Outcome.DUPLICATE, Outcome.CANCELLED)
#: Ended otherwise than by the work of the town.
ENDED_OTHERWISE = (Outcome.TRANSFERRED, Outcome.WITHDRAWN)
#: Days drawn on the curve.
CURVE_DAYS = 60
LEFT_OUT = "left_out"
HOURS = 24.0
LABELS = {
    "counted": "Demandes suivies",
    "reached": "Arrivées au terme",
    "ended_otherwise": "Finies autrement",
    "still_open": "Pas encore au terme",
    "left_out": "Écartées",
    "median_hours": "Médiane, en heures",
    "p90_hours": "Neuf sur dix, en heures",
}


@dataclass(frozen=True, slots=True)
class Ends:
    """When a case reached its end, and what tells the event from a competing end and from a case left out."""

    at: Combinable
    event: Q
    competing: Q
    left_out: Q


class _WholeHours(Func):
    """An interval in hours, never negative; in floating point, which groups twice as fast as numeric."""

    template = "greatest(round(date_part('epoch', %(expressions)s) / 3600), 0)"
    output_field = FloatField()


def delay(cases: CaseQuerySet, ends: Ends, now: datetime, curve: str) -> Result:
    """One statement: how many cases per hour of age and way of ending; ``curve`` names their share over time."""
    last = Coalesce(ends.at, Value(now))
    age = ExpressionWrapper(last - F("received_at"), output_field=DurationField())
    hours = _WholeHours(age)
    kind = Case(
        # Imported as closed without saying when: nothing is known of how long they took.
        When(ends.left_out | Q(closing_unknown=True), then=Value(LEFT_OUT)),
        When(ends.event, then=Value(End.EVENT.value)),
        When(ends.competing, then=Value(End.COMPETING.value)),
        default=Value(End.CENSORED.value),
    )
    rows = list(cases.order_by().values_list(hours, kind).annotate(n=how_many()))
    left_out = sum(n for _hours, end, n in rows if end == LEFT_OUT)
    return _result(incidence(row for row in rows if row[1] != LEFT_OUT), left_out, curve)


def _result(found: Incidence, left_out: int, curve: str) -> Result:
    facts: dict[str, Fact] = {
        "counted": found.cases,
        "reached": found.events,
        "ended_otherwise": found.competing,
        "still_open": found.censored,
        "left_out": left_out,
        "median_hours": found.quantile(0.5),
        "p90_hours": found.quantile(0.9),
    }
    days = range(CURVE_DAYS + 1) if found.cases else ()
    points = tuple((curve, float(day), found.at(day * HOURS)) for day in days)
    return Result(facts=facts, labels=LABELS | {"curve": curve}, points=points)
