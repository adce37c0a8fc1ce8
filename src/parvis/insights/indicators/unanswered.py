from parvis.insights.counting import how_many
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Figure, Result


class Unanswered(Indicator):
    id = "unanswered"
    label = "Ouvertes sans réponse"
    version = 1
    definition = (
        "Demandes ouvertes, quel que soit leur état, auxquelles aucun agent n'a encore répondu publiquement. "
        "Indicateur distinct des non traitées : une demande prise en charge peut attendre sa réponse."
    )

    def compute(self, ground: Ground) -> Result:
        selection = ground.selection.narrowed(state="open", first_reply="none")
        found = ground.cases(selection).aggregate(total=how_many())
        return Result({"total": Figure(found["total"], selection)}, labels={"total": self.label})
