from parvis.insights.counting import breakdown, district_name
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Result


class ReceivedDistricts(Indicator):
    id = "received_districts"
    label = "Reçues par quartier"
    version = 1
    definition = (
        "Demandes reçues pendant la période, selon le quartier déduit de leur lieu. « Sans quartier » : sans lieu, ou "
        "hors des quartiers dessinés."
    )

    def compute(self, ground: Ground) -> Result:
        selection = ground.selection
        rows = breakdown(
            ground.received.districts,
            lambda pk: district_name(ground, pk),
            lambda code: selection.narrowed(district=code),
            "total",
        )
        return Result(rows=rows, labels={"total": "Demandes"})
