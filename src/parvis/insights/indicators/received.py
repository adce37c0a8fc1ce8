from collections import Counter
from datetime import date

from django.db.models import Min, Value
from django.db.models.functions import TruncDate

from parvis.insights.counting import how_many
from parvis.insights.ground import Ground
from parvis.insights.periods import Period, floor
from parvis.insights.registry import Indicator
from parvis.insights.results import Fact, Figure, Result, Row
from parvis.insights.selection import Selection
from parvis.insights.wording import plain_day, short_day, short_month


class Received(Indicator):
    id = "received"
    label = "Demandes reçues"
    version = 1
    definition = (
        "Demandes dont la date de réception est dans la période, jours entiers dans le fuseau horaire de la "
        "collectivité, quel que soit leur état aujourd'hui. La période précédente finit la veille et compte le même "
        "nombre de jours ouvrés du calendrier de la mairie ; l'année précédente, les mêmes dates. Une période dont les "
        "données manquent au début n'est pas comparée."
    )
    without_list = dict.fromkeys(
        ("pace", "days", "working_days", "previous_from", "previous_to"),
        "Les jours comparés sont ceux du calendrier, pas des demandes : ils n'ouvrent pas de liste.",
    )

    def compute(self, ground: Ground) -> Result:
        """The period by day, for the trend, and one statement for the two it is compared with, as a whole."""
        period = ground.filters.period
        assert period is not None, "this dashboard always has a period"
        base = ground.filters.selection
        calendar = ground.town.calendar
        compared = {"total": period, "previous": period.before(calendar), "last_year": period.year_before()}
        ranges = {name: one for name, one in compared.items() if one}
        counted = _counted(base, {name: one for name, one in ranges.items() if name != "total"}, ground)
        counted["total"] = list(ground.received.days.items())
        figures = {
            name: Figure(sum(n for _day, n in counted[name]), base.during(one))
            for name, one in ranges.items()
        }
        for name in ("previous", "last_year"):
            if name in ranges and not _covered(ranges[name], counted[name]):
                figures.pop(name)
        steps: Counter[date] = Counter()
        for day, n in counted["total"]:
            steps[floor(day, period.pace)] += n
        rows = tuple(
            Row(first.isoformat(), _label(first, last, period.pace), {"total": Figure(
                steps[floor(first, period.pace)], base.received(first, last)
            )})
            for first, last in period.steps()
        )  # fmt: skip
        facts: dict[str, Fact] = {"pace": period.pace, "days": period.days}
        if "previous" in figures:
            before = ranges["previous"]
            facts |= {
                "working_days": period.working_days(calendar),
                "previous_from": before.first.isoformat(),
                "previous_to": before.last.isoformat(),
            }
        return Result(figures, rows, facts, labels={
            "total": "Reçues", "previous": "Période précédente", "last_year": "Un an plus tôt", "pace": "Pas",
            "days": "Jours", "working_days": "Jours ouvrés", "previous_from": "Période précédente, du",
            "previous_to": "Période précédente, au",
        })  # fmt: skip


#: Days, the first one of several counted together, and how many cases.
Counts = list[tuple[date, int]]


def _counted(base: Selection, ranges: dict[str, Period], ground: Ground) -> dict[str, Counts]:
    found: dict[str, Counts] = {name: [] for name in ranges}
    if not ranges:
        return found
    parts = []
    for name, one in ranges.items():
        cases = ground.cases(base.during(one)).order_by().annotate(part=Value(name))
        first = TruncDate(Min("received_at"), tzinfo=ground.tz)
        parts.append(cases.values("part").annotate(day=first, n=how_many()).values_list("part", "day", "n"))
    for name, day, n in parts[0].union(*parts[1:], all=True):
        if n:
            found[name].append((day, n))
    return found


def _covered(period: Period, counts: Counts) -> bool:
    """Whether cases were already kept when the period began: half a history compares with nothing."""
    first = min((day for day, _n in counts), default=None)
    return first is not None and (first - period.first).days <= max(7, period.days // 10)


def _label(first: date, last: date, pace: str) -> str:
    match pace:
        case "week":
            return f"{short_day(first)}–{short_day(last)}"
        case "month":
            return short_month(first)
        case "year":
            return str(first.year)
    return plain_day(first, year=False)
