from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q

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
        found = closures.annotate(again=Exists(again)).aggregate(
            closures=how_many(), reopened=Count("pk", filter=Q(again=True))
        )
        return Result(
            {"closures": Figure(found["closures"]), "reopened": Figure(found["reopened"])},
            labels={"closures": "Clôtures de plus de 30 jours", "reopened": "Rouvertes sous 30 jours"},
        )
