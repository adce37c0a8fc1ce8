"""Who is on which case: in memory, forgotten unless said again. Every web process holds the whole, told by ``NOTIFY``."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

#: Seconds without a beat after which somebody is no longer there.
LASTS = 45.0
#: What somebody may be doing, the most telling last: of several tabs, that one counts.
DOINGS = ("reading", "noting", "replying")


class Beat(NamedTuple):
    place: str
    agent_id: int
    name: str
    tab: str
    #: "" when leaving.
    doing: str


@dataclass
class Place:
    """One case. ``about`` is what decides who may hear of it."""

    about: Any
    tabs: dict[tuple[int, str], tuple[str, float]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def doing(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for (agent_id, _tab), (doing, _until) in self.tabs.items():
            if DOINGS.index(doing) >= DOINGS.index(found.get(agent_id, DOINGS[0])):
                found[agent_id] = doing
        return found

    def who(self) -> list[dict[str, Any]]:
        doing = self.doing()
        return [
            {"id": agent_id, "name": self.names[agent_id], "doing": doing[agent_id]}
            for agent_id in sorted(doing, key=lambda one: (-DOINGS.index(doing[one]), self.names[one]))
        ]


class Presence:
    """The cases of one town where somebody is. ``now`` is a monotonic number of seconds."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}

    def beat(self, beat: Beat, about: Any, now: float) -> bool:
        """True when what others see changed."""
        place = self.places.setdefault(beat.place, Place(about))
        place.about = about
        before = place.doing()
        if beat.doing in DOINGS:
            place.tabs[beat.agent_id, beat.tab] = (beat.doing, now + LASTS)
            place.names[beat.agent_id] = beat.name
        else:
            place.tabs.pop((beat.agent_id, beat.tab), None)
        self._tidy(beat.place)
        return place.doing() != before

    def expire(self, now: float) -> list[tuple[str, Place]]:
        """Forget those who fell silent; the places where that shows."""
        changed = []
        for name, place in list(self.places.items()):
            before = place.doing()
            place.tabs = {key: seen for key, seen in place.tabs.items() if seen[1] > now}
            if place.doing() != before:
                changed.append((name, place))
            self._tidy(name)
        return changed

    def about(self, name: str, about: Any) -> None:
        """The case changed: who may hear of it too."""
        if name in self.places:
            self.places[name].about = about

    def of_case(self, pk: int) -> list[tuple[str, Place]]:
        """Where somebody is on this case: its name and its place, or nothing."""
        return [(name, place) for name, place in self.places.items() if place.about.pk == pk]

    def _tidy(self, name: str) -> None:
        if not self.places[name].tabs:
            del self.places[name]
