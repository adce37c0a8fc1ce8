from parvis.insights.counting import channel_label, channels_shown, largest_first
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
        counts = ground.received.channels
        rows = (
            Row(
                code,
                channel_label(code),
                {"total": Figure(counts[code], selection.narrowed(channel=code))},
            )
            for code in channels_shown(ground)
            if code in counts
        )
        figures = {"total": Figure(counts["all"], selection)}
        return Result(figures, largest_first(rows, "total"), labels={"total": "Demandes"})
