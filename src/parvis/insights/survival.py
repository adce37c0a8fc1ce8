"""How long things take when some are not over: cumulative incidence (Aalen–Johansen), Kaplan–Meier without competitors.

Looking only at what is finished flatters: the slow ones are not there yet. Here a case still open weighs until its
present age, and a case that ended otherwise (withdrawn, sent elsewhere) can no longer be answered.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby


class End(StrEnum):
    EVENT = "event"
    COMPETING = "competing"
    CENSORED = "censored"


@dataclass(frozen=True, slots=True)
class Incidence:
    """``steps``: durations at which the share of cases that reached the event grew, and that share."""

    cases: int
    events: int
    competing: int
    steps: tuple[tuple[float, float], ...]
    #: The longest time a case was followed, whatever its end.
    longest: float = 0.0

    @property
    def censored(self) -> int:
        return self.cases - self.events - self.competing

    def quantile(self, share: float) -> float | None:
        """The duration by which this share of cases reached the event; None when not reached yet."""
        return next((t for t, reached in self.steps if reached >= share - 1e-9), None)

    def at(self, duration: float) -> float:
        """The share reached by then."""
        reached = 0.0
        for t, value in self.steps:
            if t > duration:
                break
            reached = value
        return reached


def incidence(observed: Iterable[tuple[float, str, int]]) -> Incidence:
    """From (duration, end, how many); at equal durations, ends happen before cases go out of sight."""
    counts: dict[str, int] = defaultdict(int)
    rows = sorted((max(float(t), 0.0), end, n) for t, end, n in observed)
    for _t, end, n in rows:
        counts[end] += n
    at_risk = total = sum(counts.values())
    free, reached = 1.0, 0.0
    steps: list[tuple[float, float]] = []
    for t, group in groupby(rows, key=lambda row: row[0]):
        here: dict[str, int] = defaultdict(int)
        for _t, end, n in group:
            here[end] += n
        events, others = here[End.EVENT], here[End.COMPETING]
        if events:
            reached += free * events / at_risk
            steps.append((t, reached))
        free *= 1 - (events + others) / at_risk
        at_risk -= sum(here.values())
    return Incidence(
        total, counts[End.EVENT], counts[End.COMPETING], tuple(steps), rows[-1][0] if rows else 0.0
    )
