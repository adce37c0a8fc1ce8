"""The target clock of a type over the calendar of the department that answers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from parvis.catalog.holidays_fr import OutOfRange, Zone
from parvis.catalog.models import Calendar, Closure, DepartmentCalendar, RequestType
from parvis.catalog.working_time import Closure as Shut
from parvis.catalog.working_time import DelayUnit, Hours, WorkingCalendar, office_hours
from parvis.kit.tenant import current_tenant_id
from parvis.tenancy.configuration import Snapshot
from parvis.tenancy.models import Collectivity


@dataclass(frozen=True)
class Calendars:
    """A tenant's calendars, by identifier, and which one each department follows."""

    by_id: dict[int, WorkingCalendar]
    by_department: dict[int, int]
    default: WorkingCalendar

    def of(self, department_id: int | None, own_id: int | None = None) -> WorkingCalendar:
        """The type's own calendar (on-call duty), else the department's, else the town's."""
        for key in (own_id, self.by_department.get(department_id or 0)):
            if key in self.by_id:
                return self.by_id[key]
        return self.default


def calendars(snapshot: Snapshot) -> Calendars:
    return snapshot.get("calendars", _load)


def due_at(
    request_type: RequestType, department_id: int | None, received_at: datetime, snapshot: Snapshot
) -> datetime | None:
    """When the type's delay ends (UTC); None when the type promises nothing or the date is out of the calendars."""
    if request_type.delay_unit == RequestType.DelayUnit.NONE or not request_type.delay:
        return None
    calendar = calendars(snapshot).of(department_id, request_type.calendar_id)
    try:
        return calendar.due_at(received_at, request_type.delay, DelayUnit(request_type.delay_unit))
    except OutOfRange:
        return None


def after_pause(due: datetime, since: datetime, until: datetime, calendar: WorkingCalendar) -> datetime:
    """The due date once a pause ends: what was left of working time when it began is counted again from its end.

    A delay already over when the pause began stays over.
    """
    if due <= since or until <= since:
        return due
    try:
        left = calendar.working_minutes_between(since, due)
        return calendar.add_working_hours(until, left / 60)
    except (OutOfRange, ValueError):
        return due + (until - since)


def _load() -> Calendars:
    town = Collectivity.objects.get(pk=current_tenant_id())
    closures: dict[int, list[Shut]] = defaultdict(list)
    for closure in Closure.objects.all():
        closures[closure.calendar_id].append(Shut(closure.first_day, closure.last_day, closure.label))
    by_id: dict[int, WorkingCalendar] = {}
    default: WorkingCalendar | None = None
    for row in Calendar.objects.all():
        by_id[row.pk] = working_calendar(row, town, closures[row.pk])
        if row.is_default:
            default = by_id[row.pk]
    if default is None:
        default = WorkingCalendar(
            office_hours("08:30-12:00", "13:30-17:30"), ZoneInfo(town.time_zone), _zone(town)
        )
    departments = dict(DepartmentCalendar.objects.values_list("department_id", "calendar_id"))
    return Calendars(by_id, departments, default)


def working_calendar(row: Calendar, town: Collectivity, closures: list[Shut]) -> WorkingCalendar:
    weekly = {
        int(day): tuple(Hours(time.fromisoformat(start), time.fromisoformat(end)) for start, end in openings)
        for day, openings in row.hours.items()
    }
    return WorkingCalendar(weekly, ZoneInfo(town.time_zone), _zone(town), tuple(closures), row.holidays)


def _zone(town: Collectivity) -> Zone:
    return Zone(town.holiday_zone) if town.holiday_zone in set(Zone) else Zone.METROPOLE
