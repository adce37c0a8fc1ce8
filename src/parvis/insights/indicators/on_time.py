from parvis.insights import cohorts
from parvis.insights.counting import how_many
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Figure, Result


class OnTime(Indicator):
    id = "on_time"
    label = "Dans les délais"
    version = 1
    definition = (
        "Parmi les demandes dont l'échéance est tombée pendant la période, part de celles closes à temps ; celles encore "
        "ouvertes sont en retard. Compter sur les échéances plutôt que sur les clôtures empêche d'oublier les vieux "
        "dossiers. Écartées : en attente de l'usager (délai suspendu), transmises, retirées, doublons, annulées, et closes "
        "à une date inconnue."
    )

    def compute(self, ground: Ground) -> Result:
        period = ground.filters.period
        assert period is not None, "this dashboard always has a period"
        base = ground.filters.selection.due_during(period)
        due, on_time, late = (base.narrowed(on_time=value) for value in ("any", "1", "0"))
        found = ground.cases(due).aggregate(due=how_many(), on_time=how_many(cohorts.CLOSED_IN_TIME))
        return Result(
            {
                "due": Figure(found["due"], due),
                "on_time": Figure(found["on_time"], on_time),
                "late": Figure(found["due"] - found["on_time"], late),
            },
            labels={"due": "Échéances de la période", "on_time": "Closes à temps", "late": "En retard"},
        )
