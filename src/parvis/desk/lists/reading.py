"""Who reads a list, when, and in which time zone."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest

from parvis.desk.lists.choices import choices_of
from parvis.desk.lists.conditions import Reading
from parvis.kit import clock
from parvis.organisation.access import Access


def reading_of(request: HttpRequest) -> Reading:
    access: Access = request.access  # type: ignore[attr-defined]
    zone = ZoneInfo(request.tenant.time_zone)  # type: ignore[attr-defined]
    return Reading(access.agent_id, clock.now(), zone, choices_of(access))
