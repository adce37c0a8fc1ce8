from django.db.models import F, Q
from django.db.models.functions import Coalesce

from parvis.insights.delays import ENDED_OTHERWISE, NOT_A_REQUEST, Ends, delay
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Result


class FirstReplyDelay(Indicator):
    id = "first_reply_delay"
    label = "Délai de première réponse"
    version = 1
    definition = (
        "Temps de calendrier entre la réception et la première réponse publique d'un agent, pour les demandes reçues "
        "pendant la période. Les demandes ouvertes sans réponse comptent jusqu'à leur âge d'aujourd'hui (Kaplan–Meier) ; "
        "une clôture sans réponse est une fin concurrente (incidence cumulée). Écartées : les demandes anonymes et, "
        "restées sans réponse, celles transmises, retirées, doublons ou annulées."
    )

    def compute(self, ground: Ground) -> Result:
        silent = Q(first_reply_at__isnull=True)
        ends = Ends(
            Coalesce(F("first_reply_at"), F("closed_at")),
            event=Q(first_reply_at__isnull=False),
            competing=Q(closed_at__isnull=False),
            left_out=Q(anonymous=True) | (silent & Q(outcome__in=(*ENDED_OTHERWISE, *NOT_A_REQUEST))),
        )
        return delay(ground.cases(ground.selection), ends, ground.at, "Ayant reçu une réponse")
