from datetime import date, datetime

from django.db.models import Min, Q
from django.db.models.functions import Trunc

from parvis.insights.counting import how_many
from parvis.insights.ground import Ground
from parvis.insights.periods import Period, floor
from parvis.insights.registry import Indicator
from parvis.insights.results import Fact, Figure, Result, Row
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

    def compute(self, ground: Ground) -> Result:
        """One statement for the trend and for both comparisons."""
        period = ground.filters.period
        assert period is not None, "this dashboard always has a period"
        base = ground.filters.selection
        calendar = ground.town.calendar
        compared = {"total": period, "previous": period.before(calendar), "last_year": period.year_before()}
        ranges = {name: one for name, one in compared.items() if one}
        inside = {name: _inside(one, ground) for name, one in ranges.items()}
        anywhere = Q()
        for condition in inside.values():
            anywhere |= condition
        found: dict[str, dict[date, int]] = {name: {} for name in ranges}
        cases = ground.cases(base).filter(anywhere).order_by()
        step = Trunc("received_at", period.pace, tzinfo=ground.tz)
        firsts: dict[str, datetime] = {}
        counts = {name: how_many(q) for name, q in inside.items()}
        earliest = {f"first_{name}": Min("received_at", filter=q) for name, q in inside.items()}
        for row in cases.values(step=step).annotate(**counts, **earliest):
            moment: datetime = row["step"]
            for name in ranges:
                found[name][moment.date()] = row[name]
                if first := row[f"first_{name}"]:
                    firsts[name] = min(first, firsts.get(name, first))
        figures = {name: Figure(sum(found[name].values()), base.during(one)) for name, one in ranges.items()}
        for name in ("previous", "last_year"):
            if name in ranges and not _covered(ranges[name], firsts.get(name), ground):
                figures.pop(name)
        rows = tuple(
            Row(first.isoformat(), _label(first, last, period.pace), {"total": Figure(
                found["total"].get(floor(first, period.pace), 0), base.received(first, last)
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


def _inside(period: Period, ground: Ground) -> Q:
    start, end = period.bounds(ground.tz)
    return Q(received_at__gte=start, received_at__lt=end)


def _covered(period: Period, first: datetime | None, ground: Ground) -> bool:
    """Whether cases were already kept when the period began: half a history compares with nothing."""
    if first is None:
        return False
    silence = (first.astimezone(ground.tz).date() - period.first).days
    return silence <= max(7, period.days // 10)


def _label(first: date, last: date, pace: str) -> str:
    match pace:
        case "week":
            return f"{short_day(first)}–{short_day(last)}"
        case "month":
            return short_month(first)
        case "year":
            return str(first.year)
    return plain_day(first, year=False)
