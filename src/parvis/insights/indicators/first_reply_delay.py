from django.db.models import F, Q
from django.db.models.functions import Coalesce

from parvis.insights.delays import observed, result
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Result


class FirstReplyDelay(Indicator):
    id = "first_reply_delay"
    label = "Délai de première réponse"
    version = 1
    definition = (
        "Temps de calendrier entre la réception et la première réponse publique d'un agent, pour les demandes non "
        "anonymes reçues pendant la période. Les demandes ouvertes sans réponse comptent jusqu'à leur âge d'aujourd'hui "
        "(Kaplan–Meier) ; une clôture sans réponse est une fin concurrente ; doublons et annulées sont écartés."
    )

    def compute(self, ground: Ground) -> Result:
        found = observed(
            ground.cases(ground.selection).filter(anonymous=False),
            Coalesce(F("first_reply_at"), F("closed_at")),
            event=Q(first_reply_at__isnull=False),
            competing=Q(first_reply_at__isnull=True, closed_at__isnull=False),
            at=ground.at,
        )
        return result(found, "Ayant reçu une réponse")
