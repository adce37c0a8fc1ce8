"""The five dashboards, by name in the API. Each is one file; the order is that of the index page."""

from parvis.insights.dashboards import by_day_priority, by_department, by_origin, received, untreated
from parvis.insights.dashboards.dashboard import Dashboard

DASHBOARDS: dict[str, Dashboard] = {
    one.name: one
    for one in (
        untreated.DASHBOARD,
        by_origin.DASHBOARD,
        by_day_priority.DASHBOARD,
        by_department.DASHBOARD,
        received.DASHBOARD,
    )
}
