from collections import Counter
from datetime import timedelta

from django.db.models import Exists, OuterRef, Value

from parvis.history.models import Event
from parvis.insights.counting import how_many
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Figure, Result

WINDOW = timedelta(days=30)


class ReopenRate(Indicator):
    id = "reopen_rate"
    label = "Taux de réouverture"
    version = 1
    definition = (
        "Parmi les clôtures de la période qui ont au moins 30 jours, part de celles rouvertes dans les 30 jours. Les "
        "clôtures plus récentes attendent : elles peuvent encore être rouvertes. Les données reprises d'un autre "
        "logiciel ne comptent pas."
    )

    def compute(self, ground: Ground) -> Result:
        period = ground.filters.period
        assert period is not None, "this dashboard always has a period"
        start, end = period.bounds(ground.tz)
        again = Event.objects.filter(
            type="case.reopened",
            case_id=OuterRef("case_id"),
            at__gte=OuterRef("at"),
            at__lte=OuterRef("at") + WINDOW,
        )
        closures = Event.objects.filter(
            type="case.closed",
            at__gte=start,
            at__lt=min(end, ground.at - WINDOW),
            batch_id__isnull=True,
            case_id__in=ground.cases(ground.filters.selection).values("pk"),
        )
        # As a condition, unlike as a column, it is a join with the few reopenings and not a look-up per closure.
        counted = {"closures": closures, "reopened": closures.filter(Exists(again))}
        closed, came_back = (
            q.order_by().values(name=Value(n)).annotate(n=how_many()) for n, q in counted.items()
        )
        found = Counter({row["name"]: row["n"] for row in closed.union(came_back, all=True)})
        return Result(
            {name: Figure(found[name]) for name in counted},
            labels={"closures": "Clôtures de plus de 30 jours", "reopened": "Rouvertes sous 30 jours"},
        )
