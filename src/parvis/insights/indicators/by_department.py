from django.db.models import Q

from parvis.cases.states import IN_PROGRESS_STATES, State
from parvis.insights.counting import IN_PROGRESS, by_column, how_many
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Figure, Result, Row
from parvis.insights.selection import Selection, overdue

COLUMNS = {
    "received": "Reçues",
    "closed": "Closes",
    "untreated": "Non traitées",
    **IN_PROGRESS,
    "overdue": "En retard",
}


class ByDepartment(Indicator):
    id = "by_department"
    label = "Demandes par service"
    version = 1
    definition = (
        "Chaque demande compte dans le service qui la détient aujourd'hui. Reçues et closes : pendant la période. Non "
        "traitées, en cours et en retard : à l'instant, quelle que soit leur date de réception. En retard : ouvertes, "
        "échéance dépassée, hors attente de l'usager."
    )

    def compute(self, ground: Ground) -> Result:
        """Three statements: what is open now, what came in, what was closed."""
        period = ground.filters.period
        assert period is not None, "this dashboard always has a period"
        base = ground.filters.selection
        columns = self._selections(base, ground)
        counts: dict[int, dict[str, int]] = {}
        stock = ground.cases(base.narrowed(state="open")).order_by().values("department_id")
        for row in stock.annotate(**{name: how_many(where) for name, where in _open_now(ground).items()}):
            counts[row.pop("department_id")] = row
        for name in ("received", "closed"):
            for pk, n in by_column(ground.cases(columns[name]), "department_id").items():
                counts.setdefault(pk or 0, {})[name] = n
        shown = {d.pk: d for d in ground.town.departments(ground.access) if d.active}
        shown |= {pk: ground.town.catalogue.departments[pk] for pk in counts}
        if ground.filters.department:
            shown = {pk: d for pk, d in shown.items() if d.code == ground.filters.department}
        rows = [
            Row(d.code, d.name, {
                name: Figure(counts.get(pk, {}).get(name, 0), selection.narrowed(department=d.code))
                for name, selection in columns.items()
            })
            for pk, d in sorted(shown.items(), key=lambda item: item[1].name)
        ]  # fmt: skip
        totals = {
            name: Figure(sum(row.figures[name].value for row in rows), selection)
            for name, selection in columns.items()
        }
        return Result(totals, tuple(rows), labels=COLUMNS)

    def _selections(self, base: Selection, ground: Ground) -> dict[str, Selection]:
        period = ground.filters.period
        assert period is not None
        return {
            "received": base.during(period),
            "closed": base.closed_during(period),
            "untreated": base.narrowed(state="untreated"),
            **{name: base.narrowed(state=name) for name in IN_PROGRESS},
            "overdue": base.narrowed(state="open", due="overdue"),
        }


def _open_now(ground: Ground) -> dict[str, Q]:
    return {
        "untreated": Q(state=State.RECEIVED),
        "ongoing": Q(state__in=IN_PROGRESS_STATES),
        "in_progress": Q(state=State.IN_PROGRESS),
        "waiting": Q(state=State.WAITING),
        "scheduled": Q(state=State.SCHEDULED),
        "overdue": overdue(ground.at),
    }
