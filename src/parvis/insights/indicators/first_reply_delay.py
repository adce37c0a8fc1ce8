from parvis.insights.delays import WITHOUT_LIST, delay
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Result

LABELS = {
    "reached": "Ayant reçu une réponse",
    "ended_otherwise": "Closes sans réponse",
    "still_open": "Sans réponse à ce jour",
}


class FirstReplyDelay(Indicator):
    id = "first_reply_delay"
    label = "Délai de première réponse"
    version = 2
    definition = (
        "Temps de calendrier entre la réception et la première réponse publique d'un agent, pour les demandes reçues "
        "pendant la période. Les demandes ouvertes sans réponse comptent jusqu'à leur âge d'aujourd'hui (Kaplan–Meier) ; "
        "une clôture sans réponse est une fin concurrente (incidence cumulée). Écartées : les demandes anonymes, celles "
        "closes à une date inconnue et, restées sans réponse, celles transmises, retirées, doublons ou annulées."
    )
    without_list = WITHOUT_LIST

    def compute(self, ground: Ground) -> Result:
        counted = ground.selection.narrowed(delay="first_reply")
        silent = counted.narrowed(first_reply="none")
        lists = {
            "counted": counted,
            "reached": counted.narrowed(first_reply="given"),
            "ended_otherwise": silent.narrowed(state="closed"),
            "still_open": silent.narrowed(state="open"),
            "left_out": ground.selection.narrowed(delay="not_first_reply"),
        }
        return delay(ground, "first_reply", lists, LABELS)
