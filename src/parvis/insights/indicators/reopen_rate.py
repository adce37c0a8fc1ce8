from collections import Counter
from datetime import timedelta

from parvis.insights import cohorts
from parvis.insights.counting import each
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Figure, Result
from parvis.insights.selection import Days, Selection

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
        found = _counted(base, days, ground) if days[0] <= days[1] else Counter()
        closures = found["closed"] + found["reopened since"]
        return Result(
            {"closures": Figure(closures, closed), "reopened": Figure(found["reopened"], again)},
            labels={"closures": "Closes il y a plus de 30 jours", "reopened": "Rouvertes sous 30 jours"},
        )


def _counted(base: Selection, days: Days, ground: Ground) -> Counter[str]:
    """Two disjoint halves rather than ``closed_once``, for which a large town's every case would be read."""
    cases = ground.cases(base)
    closed = cohorts.closed_since(*days, ground.tz)
    return each(
        {
            "closed": cases.filter(closed),
            "reopened since": cases.filter(cohorts.closed_then_reopened(*days, ground.tz)).exclude(closed),
            "reopened": ground.cases(base.narrowed(reopened_after=days)),
        }
    )
