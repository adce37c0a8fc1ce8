"""A request that the agent has just taken: found again for half an hour, even when a sealed service has claimed it."""

from datetime import timedelta

from django.http import HttpRequest

from parvis.cases.models import Case
from parvis.kit import clock

SHOWN = timedelta(minutes=30)


def taken_by(request: HttpRequest, reference: str) -> Case | None:
    """With what its page shows; None when it is another's, or was taken long ago."""
    if "\x00" in reference:
        return None
    since = clock.now() - SHOWN
    mine = Case.objects.filter(reference=reference, opened_by_id=request.agent.pk, recorded_at__gte=since)  # type: ignore[attr-defined]
    found: Case | None = mine.select_related("request_type", "department", "sector", "person").first()
    return found
