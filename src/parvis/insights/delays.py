"""Durations of cases, received to an end, grouped by hour in the database and read as cumulative incidence."""

from collections.abc import Mapping

from parvis.insights.ground import Ground
from parvis.insights.results import Figure, Result
from parvis.insights.selection import Selection
from parvis.insights.survival import incidence
from parvis.insights.tallies import LEFT_OUT

#: Days drawn on the curve, at most.
CURVE_DAYS = 60
HOURS = 24.0
LABELS = {
    "counted": "Demandes suivies",
    "left_out": "Écartées",
    "median_hours": "Médiane, en heures",
    "p90_hours": "Neuf sur dix, en heures",
}
#: Of the curve.
WITHOUT_LIST = {
    "points": "La courbe est une estimation sur toutes les demandes suivies : aucun de ses points n'a de liste à lui."
}


def delay(ground: Ground, name: str, lists: Mapping[str, Selection], labels: Mapping[str, str]) -> Result:
    """``lists`` says where the cases of each figure are; the curve is called as the cases that reached the end."""
    ages = ground.received.ages[name]
    found = incidence(row for row in ages if row[1] != LEFT_OUT)
    counts = {
        "counted": found.cases,
        "reached": found.events,
        "ended_otherwise": found.competing,
        "still_open": found.censored,
        "left_out": sum(n for _hours, end, n in ages if end == LEFT_OUT),
    }
    # Beyond the longest follow-up nothing was seen: the curve stops there.
    last_day = min(CURVE_DAYS, int(found.longest // HOURS))
    days = range(last_day + 1) if found.cases else ()
    return Result(
        {key: Figure(counts[key], selection) for key, selection in lists.items()},
        facts={"median_hours": found.quantile(0.5), "p90_hours": found.quantile(0.9)},
        lists=dict.fromkeys(("median_hours", "p90_hours"), lists["counted"]),
        labels=LABELS | dict(labels),
        points=tuple((labels["reached"], float(day), found.at(day * HOURS)) for day in days),
    )
