from django.db.models import F, Q

from parvis.cases.states import WaitingFor
from parvis.insights.counting import how_many
from parvis.insights.delays import ENDED_OTHERWISE, NOT_A_REQUEST
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
        start, end = period.bounds(ground.tz)
        due = (
            ground.cases(ground.filters.selection)
            .filter(due_at__gte=start, due_at__lt=min(end, ground.at), closing_unknown=False)
            .exclude(outcome__in=(*ENDED_OTHERWISE, *NOT_A_REQUEST))
            .exclude(waiting_for=WaitingFor.PERSON)
        )
        found = due.aggregate(due=how_many(), on_time=how_many(Q(closed_at__lte=F("due_at"))))
        return Result(
            {
                "due": Figure(found["due"]),
                "on_time": Figure(found["on_time"]),
                "late": Figure(found["due"] - found["on_time"]),
            },
            labels={"due": "Échéances de la période", "on_time": "Closes à temps", "late": "En retard"},
        )
