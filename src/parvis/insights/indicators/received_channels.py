from parvis.insights.counting import by_channel_and_state, channel_label, channels_shown, largest_first
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Figure, Result, Row


class ReceivedChannels(Indicator):
    id = "received_channels"
    label = "Reçues par canal"
    version = 1
    definition = (
        "Demandes reçues pendant la période, selon leur canal. Une demande arrivée par plusieurs canaux est une seule "
        "demande : elle compte une fois sous chacun d'eux, la somme des canaux peut donc dépasser le total."
    )

    def compute(self, ground: Ground) -> Result:
        selection = ground.selection
        counts = by_channel_and_state(ground.cases(selection))
        rows = (
            Row(
                code,
                channel_label(code),
                {"total": Figure(counts[code].total(), selection.narrowed(channel=code))},
            )
            for code in channels_shown(ground)
            if code in counts
        )
        figures = {"total": Figure(counts["all"].total(), selection)}
        return Result(figures, largest_first(rows, "total"), labels={"total": "Demandes"})
