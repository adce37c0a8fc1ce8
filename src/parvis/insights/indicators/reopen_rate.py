from datetime import timedelta

from parvis.insights import cohorts
from parvis.insights.counting import how_many
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Figure, Result

#: Whole days: the last closure of that day is thirty days old.
MATURE = cohorts.REOPENING + timedelta(days=1)


class ReopenRate(Indicator):
    id = "reopen_rate"
    label = "Taux de réouverture"
    version = 2
    definition = (
        "Parmi les demandes closes au moins une fois pendant la période, il y a plus de 30 jours, part de celles "
        "rouvertes dans les 30 jours d'une de ces clôtures ; une demande close deux fois compte une fois. Les clôtures "
        "plus récentes attendent : elles peuvent encore être rouvertes. Les clôtures reprises d'un autre logiciel ne "
        "comptent pas."
    )

    def compute(self, ground: Ground) -> Result:
        period = ground.filters.period
        assert period is not None, "this dashboard always has a period"
        days = (period.first, min(period.last, ground.today - MATURE))
        base = ground.filters.selection
        closed, again = base.narrowed(closed_once=days), base.narrowed(reopened_after=days)
        found = {"closures": 0, "reopened": 0}
        if days[0] <= days[1]:
            reopened = cohorts.reopened_after(*days, ground.tz)
            found = ground.cases(closed).aggregate(closures=how_many(), reopened=how_many(reopened))
        return Result(
            {"closures": Figure(found["closures"], closed), "reopened": Figure(found["reopened"], again)},
            labels={"closures": "Closes il y a plus de 30 jours", "reopened": "Rouvertes sous 30 jours"},
        )
