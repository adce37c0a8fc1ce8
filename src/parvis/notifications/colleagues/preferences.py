"""How far each reason of a notice goes for an agent, and when their digest leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parvis.catalog.delays import calendars
from parvis.catalog.holidays_fr import OutOfRange
from parvis.catalog.working_time import WorkingCalendar
from parvis.notifications.colleagues.models import AgentNotice, AgentPreference, Level, Reason, Rhythm
from parvis.organisation.models import Agent
from parvis.tenancy.configuration import snapshot

DEFAULTS: Mapping[str, Level] = {
    Reason.MENTION: Level.DIGEST,
    Reason.APPROVAL: Level.DIGEST,
    Reason.ASSIGNED: Level.DIGEST,
    Reason.TASK: Level.DIGEST,
    Reason.DEPARTMENT: Level.DESK,
    Reason.WRITING: Level.DIGEST,
    Reason.MINE: Level.DIGEST,
    Reason.OVERDUE: Level.DIGEST,
    Reason.FOLLOWED: Level.DESK,
    Reason.DEPARTMENT_FOLLOWS: Level.DESK,
    Reason.HANDED_OVER: Level.DESK,
}
LAST_HOUR = 18
SECOND_AFTER = 6
#: A digest is looked for that far ahead; an agent who works no day of it gets none.
HORIZON = 31


@dataclass(frozen=True)
class Preferences:
    chosen: AgentPreference

    def level(self, reason: str) -> Level:
        known = self.chosen.levels.get(reason, "")
        return Level(known) if known in Level.values else DEFAULTS[reason]

    @property
    def hours(self) -> tuple[int, ...]:
        first = self.chosen.hour
        match self.chosen.rhythm:
            case Rhythm.MORNING:
                return (first,)
            case Rhythm.TWICE:
                return (first, first + SECOND_AFTER)
            case Rhythm.HOURLY:
                return tuple(range(first, LAST_HOUR + 1))
        return ()

    def works_on(self, day: date, calendar: WorkingCalendar) -> bool:
        if day.weekday() not in self.chosen.weekdays:
            return False
        if self.chosen.holidays_too:
            return True
        try:
            return calendar.works_on(day) or not calendar.weekly.get(day.weekday())
        except OutOfRange:
            return True

    def next_digest(self, at: datetime, calendar: WorkingCalendar) -> datetime | None:
        """The first instant after ``at`` at which the digest leaves; None when it never does."""
        zone: ZoneInfo = calendar.tz
        today = at.astimezone(zone).date()
        for ahead in range(HORIZON if self.hours else 0):
            day = today + timedelta(days=ahead)
            if self.works_on(day, calendar):
                for hour in self.hours:
                    instant = datetime.combine(day, time(hour), zone)
                    if instant > at:
                        return instant
        return None


def preferences_of(agent_ids: list[int]) -> dict[int, Preferences]:
    """One query."""
    rows = {p.agent_id: p for p in AgentPreference.objects.filter(agent_id__in=agent_ids)}
    return {pk: Preferences(rows.get(pk) or AgentPreference(agent_id=pk)) for pk in agent_ids}


def town_calendar() -> WorkingCalendar:
    return calendars(snapshot()).default


def save_preferences(preference: AgentPreference, agent: Agent, *, at: datetime) -> None:
    """Keeps what the agent chose, and moves what already waits for their digest accordingly."""
    values = {f: getattr(preference, f) for f in FIELDS}
    AgentPreference.objects.update_or_create(agent=agent, defaults=values)
    chosen = Preferences(preference)
    leaves = chosen.next_digest(at, town_calendar())
    waiting = AgentNotice.objects.filter(agent=agent, digest_at__isnull=False)
    kept = [reason for reason in Reason.values if chosen.level(reason) == Level.DIGEST]
    waiting.exclude(reason__in=kept).update(digest_at=None)
    waiting.filter(reason__in=kept).update(digest_at=leaves)


FIELDS = ("levels", "rhythm", "hour", "weekdays", "holidays_too", "follows_by_itself")
