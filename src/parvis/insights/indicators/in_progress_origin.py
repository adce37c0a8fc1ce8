from parvis.insights.counting import (
    IN_PROGRESS,
    by_channel_and_state,
    channel_label,
    channels_shown,
    in_progress_figures,
    largest_first,
)
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Result, Row


class InProgressOrigin(Indicator):
    id = "in_progress_origin"
    label = "En cours par origine"
    version = 1
    definition = (
        "Demandes en cours selon le canal par lequel elles sont arrivées. Une demande arrivée par plusieurs canaux est "
        "une seule demande : elle compte une fois sous chacun d'eux, et une fois dans le total."
    )

    def compute(self, ground: Ground) -> Result:
        selection = ground.selection.narrowed(state="ongoing")
        counts = by_channel_and_state(ground.cases(selection))
        rows = (
            Row(
                code, channel_label(code), in_progress_figures(counts[code], selection.narrowed(channel=code))
            )
            for code in channels_shown(ground)
            if code in counts
        )
        return Result(
            in_progress_figures(counts["all"], selection), largest_first(rows, "ongoing"), labels=IN_PROGRESS
        )
