from datetime import date

from django.db.models.functions import TruncDate

from parvis.insights.counting import how_many
from parvis.insights.ground import Ground
from parvis.insights.periods import DAY
from parvis.insights.registry import Indicator
from parvis.insights.results import Figure, Result, Row

#: First and last age in days of each bucket; the last one has no end.
BUCKETS: tuple[tuple[int, int | None], ...] = ((0, 2), (3, 5), (6, 15), (16, 30), (31, 60), (61, None))
#: From this age on, an untreated case is called old.
OLD = 16


class UntreatedAge(Indicator):
    id = "untreated_age"
    label = "Non traitées selon leur âge"
    version = 1
    definition = (
        "Âge des demandes non traitées, en jours de calendrier depuis le jour de réception, dans le fuseau horaire de "
        "la collectivité ; une demande reçue aujourd'hui a 0 jour."
    )

    def compute(self, ground: Ground) -> Result:
        selection = ground.selection.narrowed(state="untreated")
        cases = ground.cases(selection).order_by()
        days: dict[date, int] = dict(
            cases.values_list(TruncDate("received_at", tzinfo=ground.tz)).annotate(n=how_many())
        )
        ages = {(ground.today - day).days: n for day, n in days.items()}
        rows = []
        for first, last in BUCKETS:
            # Received « tomorrow » by a clock ahead of ours: as young as can be.
            n = sum(
                n for age, n in ages.items() if (age >= first or not first) and (last is None or age <= last)
            )
            rows.append(
                Row(f"{first}-{'' if last is None else last}", _label(first, last), {"total": Figure(
                    n,
                    selection.received(
                        ground.today - DAY * last if last is not None else None,
                        ground.today - DAY * first if first else None,
                    ),
                )})
            )  # fmt: skip
        oldest = max(ages, default=None)
        received_then = ground.today - DAY * (oldest or 0)
        old = sum(n for age, n in ages.items() if age >= OLD)
        return Result(
            {"old": Figure(old, selection.received(None, ground.today - DAY * OLD))},
            tuple(rows),
            {"oldest_days": oldest},
            {"oldest_days": selection.received(received_then, received_then)},
            {
                "old": "Depuis plus de 15 jours",
                "total": "Demandes",
                "oldest_days": "Âge de la plus ancienne, en jours",
            },
        )


def _label(first: int, last: int | None) -> str:
    return f"Plus de {first - 1} jours" if last is None else f"{first} à {last} jours"
