"""The bell of the top bar: how many notices wait for this agent, wherever they are on the desk."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.notifications.colleagues.models import AgentNotice
from parvis.organisation.access import Access
from parvis.organisation.current import agent_required

#: More are not counted on a page that shows the bell alone.
MOST = 99


class Bell:
    """``bell`` of every template: asks the database only when a page shows it and has not counted it with the rest."""

    def __init__(self, access: Access) -> None:
        self._access = access

    @property
    def count(self) -> int:
        return len(self._cases)

    def speaks_of(self, case_id: int) -> bool:
        return case_id in self._cases

    @cached_property
    def _cases(self) -> list[int]:
        """The case of each of the latest notices."""
        latest = unread_of(self._access).order_by("-made_at", "-id")
        return list(latest.values_list("case_id", flat=True)[: MOST + 1])


def unread_of(access: Access) -> Any:
    return AgentNotice.objects.of(access).unread()


@require_safe
@agent_required
def bell(request: HttpRequest) -> HttpResponse:
    """Fetched again when something happened."""
    return render(request, "ui/parts/bell.html", {"bell": Bell(request.access)})  # type: ignore[attr-defined]
