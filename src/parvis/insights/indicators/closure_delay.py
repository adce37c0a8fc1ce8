from django.db.models import F, Q

from parvis.insights.delays import ENDED_OTHERWISE, NOT_A_REQUEST, Ends, delay
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Result


class ClosureDelay(Indicator):
    id = "closure_delay"
    label = "Délai de clôture"
    version = 1
    definition = (
        "Temps de calendrier entre la réception et la clôture des demandes reçues pendant la période. Les demandes "
        "encore ouvertes comptent jusqu'à leur âge d'aujourd'hui (Kaplan–Meier). Écartées : transmises à un autre "
        "organisme, retirées, doublons et annulées, qui ne finissent pas par le travail de la mairie."
    )

    def compute(self, ground: Ground) -> Result:
        ends = Ends(
            F("closed_at"),
            event=Q(closed_at__isnull=False),
            competing=Q(pk__in=[]),
            left_out=Q(outcome__in=(*ENDED_OTHERWISE, *NOT_A_REQUEST)),
        )
        return delay(ground.cases(ground.selection), ends, ground.at, "Closes")
