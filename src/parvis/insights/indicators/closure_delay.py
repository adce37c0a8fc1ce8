from parvis.insights.delays import WITHOUT_LIST, delay
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Result

LABELS = {"reached": "Closes", "still_open": "Encore ouvertes"}


class ClosureDelay(Indicator):
    id = "closure_delay"
    label = "Délai de clôture"
    version = 2
    definition = (
        "Temps de calendrier entre la réception et la clôture des demandes reçues pendant la période. Les demandes "
        "encore ouvertes comptent jusqu'à leur âge d'aujourd'hui (Kaplan–Meier). Écartées : transmises à un autre "
        "organisme, retirées, doublons et annulées, qui ne finissent pas par le travail de la mairie, et closes à une "
        "date inconnue."
    )
    without_list = WITHOUT_LIST

    def compute(self, ground: Ground) -> Result:
        counted = ground.selection.narrowed(delay="closure")
        lists = {
            "counted": counted,
            "reached": counted.narrowed(state="closed"),
            "still_open": counted.narrowed(state="open"),
            "left_out": ground.selection.narrowed(delay="not_closure"),
        }
        return delay(ground, "closure", lists, LABELS)
