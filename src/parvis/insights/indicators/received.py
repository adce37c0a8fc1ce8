from collections import Counter
from datetime import date

from django.db.models.functions import TruncDate

from parvis.insights.counting import how_many
from parvis.insights.ground import Ground
from parvis.insights.periods import DAY, Period, floor
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
        """One statement, by day, for the trend and for both comparisons."""
        period = ground.filters.period
        assert period is not None, "this dashboard always has a period"
        base = ground.filters.selection
        calendar = ground.town.calendar
        compared = {"total": period, "previous": period.before(calendar), "last_year": period.year_before()}
        ranges = {name: one for name, one in compared.items() if one}
        days = _by_day(base, list(ranges.values()), ground)
        figures = {
            name: Figure(_within(days, one.first, one.last), base.during(one)) for name, one in ranges.items()
        }
        for name in ("previous", "last_year"):
            if name in ranges and not _covered(ranges[name], days):
                figures.pop(name)
        steps: Counter[date] = Counter()
        for day, n in days.items():
            if period.first <= day <= period.last:
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


def _by_day(base: Selection, periods: list[Period], ground: Ground) -> dict[date, int]:
    """Cases received each day of these periods; each span of days is read once, where the index has it."""
    spans: list[tuple[date, date]] = []
    for one in sorted(periods, key=lambda period: period.first):
        if spans and one.first <= spans[-1][1] + DAY:
            spans[-1] = (spans[-1][0], max(spans[-1][1], one.last))
        else:
            spans.append((one.first, one.last))
    local_day = TruncDate("received_at", tzinfo=ground.tz)
    parts = [
        ground.cases(base.received(*span)).order_by().values_list(local_day).annotate(n=how_many())
        for span in spans
    ]
    return dict(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0])


def _within(days: dict[date, int], first: date, last: date) -> int:
    return sum(n for day, n in days.items() if first <= day <= last)


def _covered(period: Period, days: dict[date, int]) -> bool:
    """Whether cases were already kept when the period began: half a history compares with nothing."""
    first = min((day for day in days if period.first <= day <= period.last), default=None)
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
