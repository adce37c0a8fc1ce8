from django.db.models import F, Q

from parvis.insights.delays import ENDED_OTHERWISE, observed, result
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Result


class ClosureDelay(Indicator):
    id = "closure_delay"
    label = "Délai de clôture"
    version = 1
    definition = (
        "Temps de calendrier entre la réception et la clôture des demandes reçues pendant la période. Les demandes "
        "encore ouvertes comptent jusqu'à leur âge d'aujourd'hui (Kaplan–Meier) ; celles transmises à un autre "
        "organisme ou retirées sont des fins concurrentes (incidence cumulée) ; doublons et annulées sont écartés."
    )

    def compute(self, ground: Ground) -> Result:
        otherwise = Q(outcome__in=ENDED_OTHERWISE)
        found = observed(
            ground.cases(ground.selection),
            F("closed_at"),
            event=Q(closed_at__isnull=False) & ~otherwise,
            competing=otherwise,
            at=ground.at,
        )
        return result(found, "Closes")
