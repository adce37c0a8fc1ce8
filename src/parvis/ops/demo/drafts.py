"""A request before its words: what, when, by whom, where."""

from dataclasses import dataclass
from datetime import datetime

from parvis.ops.demo.catalogue import Habit
from parvis.ops.demo.plan import Crisis, Location


@dataclass(slots=True, eq=False)
class Draft:
    habit: Habit
    at: datetime
    channel: str
    location: Location
    person: int | None
    crisis: Crisis | None = None
    """The storm that caused it."""
    aftermath: bool = False
    """One of its consequences, told in the following days."""
    twin_of: "Draft | None" = None
    fresh: bool = False
    key: int = 0
