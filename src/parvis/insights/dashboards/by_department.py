from collections.abc import Mapping

from parvis.insights.dashboards.dashboard import Dashboard, Page, Results, card, table_of
from parvis.insights.ground import Ground
from parvis.insights.results import Figure
from parvis.insights.wording import cases, listed, plural
from parvis.ui import charts
from parvis.ui.charts import Point
from parvis.ui.numbers import number

COLUMNS = ("received", "closed", "untreated", "in_progress", "waiting", "scheduled", "ongoing", "overdue")
#: Departments drawn; the table has them all.
DRAWN = 16


class ByDepartment(Dashboard):
    name = "by-department"
    path = "par-service"
    title = "Par service"
    question = "Quelle est la charge de chaque service, et suit-il ce qui arrive ?"
    icon = "sitemap"
    indicators = ("by_department",)
    default_period = "30d"

    def sentence(self, results: Results, ground: Ground) -> str:
        period, result = ground.filters.period, results["by_department"]
        assert period is not None
        received, closed = result["received"], result["closed"]
        flow = (
            f"{cases(received)} {'reçue' if received < 2 else 'reçues'} et {plural(closed, 'close', 'closes')} "
            f"{period.sentence}"
        )
        late = [row for row in result.rows if row.figures["overdue"].value]
        if not late:
            return f"{flow}. Aucune n'est en retard."
        late.sort(key=lambda row: -row.figures["overdue"].value)
        first = listed(f"{row.label} ({number(row.figures['overdue'].value)})" for row in late[:3])
        verb = "est" if result["overdue"] == 1 else "sont"
        where = "surtout" if len(late) > 3 else "dans" if len(late) == 1 else "réparties entre"
        return f"{flow}. {cases(result['overdue'])} {verb} en retard aujourd'hui, {where} {first}."

    def page(self, results: Results, ground: Ground) -> Page:
        result = results["by_department"]
        empty = not any(result[name] for name in ("received", "closed", "untreated", "ongoing"))
        return Page(
            self.sentence(results, ground),
            (
                card("Reçues", result.figures["received"], ground, note="sur la période"),
                card("Closes", result.figures["closed"], ground, note="sur la période"),
                card("Non traitées", result.figures["untreated"], ground, note="aujourd'hui"),
                card("En cours", result.figures["ongoing"], ground, note="aujourd'hui"),
                card("En retard", result.figures["overdue"], ground, note="aujourd'hui", alert=bool(result["overdue"])),
            ),
            () if empty else ((_chart(results, ground),),),
            () if empty else (
                table_of("Service par service", "Chaque nombre ouvre la liste des demandes.", "Service", result, COLUMNS,
                         ground, total="Ensemble"),
            ),
            (
                "Reçues et closes sont comptées sur la période ; les autres colonnes disent ce qui est ouvert en ce moment.",
                "Les délais ne sont pas comparés d'un service à l'autre : les uns réparent des lampadaires, les autres "
                "instruisent des permis.",
            ),
            empty=empty,
        )  # fmt: skip


def _chart(results: Results, ground: Ground) -> charts.Chart:
    result = results["by_department"]
    rows = sorted(result.rows, key=lambda row: (-_open(row.figures), row.label))
    rows = [row for row in rows if _open(row.figures)][:DRAWN]
    if rows:
        n = _open(rows[0].figures)
        reading = f"Le service qui a le plus de demandes ouvertes : {rows[0].label} ({number(n)})."
    else:
        reading = "Aucun service n'a de demande ouverte."
    points = [Point(row.label, _open(row.figures), _open_url(row.figures, ground)) for row in rows]
    return charts.bars("Demandes ouvertes", reading, points, head=("Service", "Demandes ouvertes"))


def _open_url(figures: Mapping[str, Figure], ground: Ground) -> str:
    selection = figures["untreated"].selection
    return ground.url(selection.narrowed(state="open") if selection else None)


def _open(figures: Mapping[str, Figure]) -> int:
    return figures["untreated"].value + figures["ongoing"].value


DASHBOARD = ByDepartment()
