from parvis.insights.counting import how_many
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Figure, Result
from parvis.insights.selection import overdue


class Untreated(Indicator):
    id = "untreated"
    label = "Reçues et non traitées"
    version = 1
    definition = (
        "Demandes à l'état « reçue » : personne n'a encore fait le premier geste (prise en charge, réponse, "
        "planification…). L'accusé de réception automatique n'en est pas un."
    )

    def compute(self, ground: Ground) -> Result:
        selection = ground.selection.narrowed(state="untreated")
        late = selection.narrowed(due="overdue")
        found = ground.cases(selection).aggregate(total=how_many(), overdue=how_many(overdue(ground.at)))
        return Result(
            {"total": Figure(found["total"], selection), "overdue": Figure(found["overdue"], late)},
            labels={"total": self.label, "overdue": "Échéance dépassée"},
        )
