from dataclasses import replace
from datetime import date

from parvis.catalog.models import Priority
from parvis.insights.dashboards.dashboard import Dashboard, Page, Results, card, table_of
from parvis.insights.ground import Ground
from parvis.insights.results import Result, Row
from parvis.insights.wording import cases, plural, short_day
from parvis.ui import charts
from parvis.ui.charts import Series

COLUMNS = (*(str(p.value) for p in Priority), "total")


class ByDayPriority(Dashboard):
    name = "by-day-priority"
    path = "par-jour-et-priorite"
    title = "En cours par jour et par priorité"
    question = "De quels jours datent les demandes en cours, et lesquelles pressent ?"
    icon = "calendar"
    indicators = ("in_progress_day_priority",)

    def sentence(self, results: Results, ground: Ground) -> str:
        result = results["in_progress_day_priority"]
        total, urgent = result["total"], result[str(Priority.URGENT.value)]
        if not total:
            return "Aucune demande n'est en cours."
        pressing = f"dont {plural(urgent, 'urgente', 'urgentes')}" if urgent else "aucune urgente"
        verb = "est" if total == 1 else "sont"
        start = f"{cases(total)} {verb} en cours, {pressing}"
        older = [row for row in result.rows if row.key.startswith("before-")]
        if not older:
            return f"{start}."
        n = older[0].figures["total"].value
        since = older[0].label.removeprefix("Avant le ")
        return f"{start} ; {plural(n, 'a été reçue', 'ont été reçues')} avant le {since}."

    def page(self, results: Results, ground: Ground) -> Page:
        result = results["in_progress_day_priority"]
        days = [row for row in result.rows if not row.key.startswith("before-")]
        return Page(
            self.sentence(results, ground),
            tuple(
                card(f"{p.label}s" if result[str(p.value)] > 1 else str(p.label), result.figures[str(p.value)], ground,
                     alert=p == Priority.URGENT and bool(result[str(p.value)]))
                for p in Priority
            ),
            ((_chart(days, ground),),) if result["total"] else (),
            (
                table_of("Par jour de réception et par priorité", "Chaque nombre ouvre la liste des demandes.", "Reçues le",
                         _without_empty_days(result), COLUMNS, ground, total="Total"),
            ) if result["total"] else (),
            empty=not result["total"],
        )  # fmt: skip


def _without_empty_days(result: Result) -> Result:
    """The figures keep every day; the table leaves out those without any case."""
    return replace(result, rows=tuple(row for row in reversed(result.rows) if row.figures["total"].value))


def _chart(days: list[Row], ground: Ground) -> charts.Chart:
    busiest = max(days, key=lambda row: row.figures["total"].value, default=None)
    reading = "Aucune de ces journées n'a laissé de demande en cours."
    if busiest and busiest.figures["total"].value:
        n = busiest.figures["total"].value
        left = plural(n, "demande encore en cours", "demandes encore en cours")
        reading = f"La journée du {busiest.label} en a laissé le plus : {left}."
    series = [
        Series(
            str(p.label),
            [row.figures[str(p.value)].value for row in days],
            [ground.url(row.figures[str(p.value)].selection) for row in days],
        )
        for p in Priority
    ]
    labels = [short_day(date.fromisoformat(row.key)) for row in days]
    return charts.stacked("Jours de réception", reading, labels, series, head="Reçues le")


DASHBOARD = ByDayPriority()
