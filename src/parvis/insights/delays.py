"""Durations of cases, received to an end, grouped by hour in the database and read as cumulative incidence."""

from datetime import datetime

from django.db.models import Case, DurationField, ExpressionWrapper, F, FloatField, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Extract, Greatest, Round

from parvis.cases.queries import CaseQuerySet
from parvis.cases.states import Outcome
from parvis.insights.counting import how_many
from parvis.insights.results import Fact, Result
from parvis.insights.survival import End, Incidence, incidence

#: Not a request of its own: counted with the one it repeats, or never to be treated.
NOT_A_REQUEST = (Outcome.DUPLICATE, Outcome.CANCELLED)
#: Ended otherwise than by an answer of the town.
ENDED_OTHERWISE = (Outcome.TRANSFERRED, Outcome.WITHDRAWN)
#: Days drawn on the curve.
CURVE_DAYS = 60
HOURS = 24.0
LABELS = {
    "counted": "Demandes suivies",
    "reached": "Arrivées au terme",
    "ended_otherwise": "Finies autrement",
    "still_open": "Pas encore au terme",
    "median_hours": "Médiane, en heures",
    "p90_hours": "Neuf sur dix, en heures",
}


def observed(cases: CaseQuerySet, end: Combinable, event: Q, competing: Q, at: datetime) -> Incidence:
    """One statement: how many cases per hour of age and way of ending. ``end`` is when the event or its rival came."""
    last = Coalesce(end, Value(at))
    hours = Greatest(
        Round(
            Extract(ExpressionWrapper(last - F("received_at"), output_field=DurationField()), "epoch")
            / Value(3600.0)
        ),
        Value(0.0),
        output_field=FloatField(),
    )
    kind = Case(
        When(event, then=Value(End.EVENT.value)),
        When(competing, then=Value(End.COMPETING.value)),
        default=Value(End.CENSORED.value),
    )
    # Imported as closed without saying when: nothing is known of how long they took.
    counted = cases.exclude(outcome__in=NOT_A_REQUEST).filter(closing_unknown=False).order_by()
    return incidence(counted.values_list(hours, kind).annotate(n=how_many()))


def result(found: Incidence, curve: str) -> Result:
    median, p90 = found.quantile(0.5), found.quantile(0.9)
    facts: dict[str, Fact] = {
        "counted": found.cases,
        "reached": found.events,
        "ended_otherwise": found.competing,
        "still_open": found.censored,
        "median_hours": median,
        "p90_hours": p90,
    }
    points = (
        [(curve, float(day), found.at(day * HOURS)) for day in range(CURVE_DAYS + 1)] if found.cases else []
    )
    return Result(facts=facts, labels=LABELS | {"curve": curve}, points=tuple(points))
