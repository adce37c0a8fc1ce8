from parvis.insights.counting import breakdown
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Result


class ReceivedTypes(Indicator):
    id = "received_types"
    label = "Reçues par type"
    version = 1
    definition = "Demandes reçues pendant la période, selon leur type d'aujourd'hui : une demande requalifiée a changé de type."

    def compute(self, ground: Ground) -> Result:
        selection = ground.selection
        types = ground.town.catalogue.by_id
        rows = breakdown(
            ground.received.types,
            lambda pk: (types[pk or 0].code, types[pk or 0].label),
            lambda code: selection.narrowed(type=code),
            "total",
        )
        return Result(rows=rows, labels={"total": "Demandes"})
