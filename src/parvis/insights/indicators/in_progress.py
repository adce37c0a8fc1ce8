from parvis.insights.counting import IN_PROGRESS, by_state, in_progress_figures
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Result


class InProgress(Indicator):
    id = "in_progress"
    label = "En cours"
    version = 1
    definition = (
        "Demandes prises en charge et non closes : en cours, en attente (de l'usager ou d'un tiers) et planifiées, "
        "dont le détail est donné."
    )

    def compute(self, ground: Ground) -> Result:
        selection = ground.selection.narrowed(state="ongoing")
        return Result(in_progress_figures(by_state(ground.cases(selection)), selection), labels=IN_PROGRESS)
