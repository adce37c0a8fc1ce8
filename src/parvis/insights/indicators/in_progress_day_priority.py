from collections import Counter
from datetime import date

from django.db.models.functions import TruncDate

from parvis.catalog.models import Priority
from parvis.insights.counting import how_many
from parvis.insights.ground import Ground
from parvis.insights.periods import DAY
from parvis.insights.registry import Indicator
from parvis.insights.results import Figure, Result, Row
from parvis.insights.selection import Selection
from parvis.insights.wording import plain_day

#: Days shown one by one; those before are together.
DAYS = 30


class InProgressDayPriority(Indicator):
    id = "in_progress_day_priority"
    label = "En cours par jour et par priorité"
    version = 1
    definition = (
        "Demandes en cours selon leur jour de réception, dans le fuseau horaire de la collectivité, et leur priorité "
        "actuelle. Les trente derniers jours sont donnés un par un, les précédents ensemble."
    )

    def compute(self, ground: Ground) -> Result:
        selection = ground.selection.narrowed(state="ongoing")
        cases = ground.cases(selection).order_by()
        found = cases.values_list(TruncDate("received_at", tzinfo=ground.tz), "priority").annotate(
            n=how_many()
        )
        days: dict[date, Counter[str]] = {}
        totals: Counter[str] = Counter()
        for day, priority, n in found:
            days.setdefault(day, Counter())[str(priority)] += n
            totals[str(priority)] += n
        return Result(
            _figures(totals, selection),
            tuple(_rows(days, selection, ground)),
            labels={"total": "Total"} | {str(p.value): str(p.label) for p in Priority},
        )


def _rows(days: dict[date, Counter[str]], selection: Selection, ground: Ground) -> list[Row]:
    """Oldest first, each day present, even without any case."""
    last = max([ground.today, *days])
    if ground.filters.period:
        last = min(last, ground.filters.period.last)
    first = last - DAY * (DAYS - 1)
    if ground.filters.period:
        first = max(first, ground.filters.period.first)
    older: Counter[str] = Counter()
    for day, counts in days.items():
        if day < first:
            older.update(counts)
    rows = []
    if older:
        before = selection.received(None, first - DAY)
        rows.append(Row(f"before-{first}", f"Avant le {plain_day(first)}", _figures(older, before)))
    for n in range((last - first).days + 1):
        day = first + DAY * n
        rows.append(
            Row(
                day.isoformat(),
                plain_day(day, year=False),
                _figures(days.get(day, Counter()), selection.received(day, day)),
            )
        )
    return rows


def _figures(counts: Counter[str], selection: Selection) -> dict[str, Figure]:
    by_priority = {
        str(p.value): Figure(counts[str(p.value)], selection.narrowed(priority=str(p.value)))
        for p in Priority
    }
    return by_priority | {"total": Figure(counts.total(), selection)}
