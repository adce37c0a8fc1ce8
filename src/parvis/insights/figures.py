"""The dashboards as plain data: the same numbers as the pages, for the API, the command line and the exports.

The keys are documented in docs/api-chiffres.md and do not change without a new version of the indicator.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parvis.insights.dashboards import DASHBOARDS
from parvis.insights.dashboards.dashboard import Dashboard
from parvis.insights.filters import BadFilters
from parvis.insights.ground import Ground, Town
from parvis.insights.registry import indicator
from parvis.insights.results import Result
from parvis.organisation.access import Access

NAMES = tuple(DASHBOARDS)


class UnknownFigures(LookupError):
    """No dashboard answers to this name."""


@dataclass(frozen=True)
class Computed:
    """A dashboard and the answers of its indicators, computed once for the page, the CSV and the JSON."""

    dashboard: Dashboard
    ground: Ground
    results: dict[str, Result]


def compute(name: str, access: Access, values: Mapping[str, str], *, town: Town | None = None) -> Computed:
    """``values`` as in ``filters.PARAMETERS``; problems are in ``ground.filters.problems``."""
    dashboard = DASHBOARDS.get(name)
    if dashboard is None:
        raise UnknownFigures(name)
    ground = Ground.prepare(access, values, default_period=dashboard.default_period, town=town)
    return Computed(dashboard, ground, dashboard.compute(ground))


def figures(name: str, access: Access, filters: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The figures of a dashboard, ready for JSON. Raises UnknownFigures, and BadFilters when a filter makes no sense."""
    computed = compute(name, access, filters or {})
    if computed.ground.filters.problems:
        raise BadFilters(computed.ground.filters.problems)
    return as_json(computed)


def as_json(computed: Computed) -> dict[str, Any]:
    dashboard, ground = computed.dashboard, computed.ground
    period = ground.filters.period
    return {
        "name": dashboard.name,
        "title": dashboard.title,
        "town": ground.town.collectivity.name,
        "computed_at": ground.at.astimezone(ground.tz).isoformat(timespec="seconds"),
        "period": {"from": period.first.isoformat(), "to": period.last.isoformat()} if period else None,
        "filters": {
            name: v for name, v in ground.filters.parameters().items() if name not in ("period", "from", "to")
        },
        "sealed_sectors_left_out": ground.leaves_out_sealed,
        "sentence": dashboard.sentence(computed.results, ground),
        "indicators": {
            name: {"label": indicator(name).label, "version": indicator(name).version} | result.as_json()
            for name, result in computed.results.items()
        },
    }
