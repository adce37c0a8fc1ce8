"""Chainable questions asked of cases. Every list, count and figure starts from ``readable_by`` or ``countable_by``."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q

from parvis.cases.states import IN_PROGRESS_STATES, State
from parvis.organisation.access import Access
from parvis.tenancy.isolation import TenantQuerySet

if TYPE_CHECKING:
    from parvis.cases.models import Case  # noqa: F401


class CaseQuerySet(TenantQuerySet[Any]):
    def readable_by(self, access: Access) -> Self:
        from parvis.cases.abilities import readable

        return self.filter(readable(access))

    def countable_by(self, access: Access) -> Self:
        from parvis.cases.abilities import countable

        return self.filter(countable(access))

    def untreated(self) -> Self:
        return self.filter(state=State.RECEIVED)

    def in_progress(self) -> Self:
        return self.filter(state__in=IN_PROGRESS_STATES)

    def open(self) -> Self:
        return self.exclude(state=State.CLOSED)

    def overdue(self, at: datetime) -> Self:
        return self.open().filter(due_at__lt=at).exclude(waiting_for="person")

    def received_between(self, start: datetime, end: datetime) -> Self:
        """``start`` included, ``end`` excluded."""
        return self.filter(received_at__gte=start, received_at__lt=end)

    def most_recent_first(self) -> Self:
        return self.order_by("-received_at", "-id")

    def older_than(self, received_at: datetime, pk: int) -> Self:
        """The page after this case, most recent first."""
        return self.filter(Q(received_at__lt=received_at) | Q(received_at=received_at, id__lt=pk))

    def for_lists(self) -> Self:
        """What a row shows, in one statement."""
        return self.select_related("request_type", "department", "person", "assignee", "district").defer(
            "search", "answers", "routing", "closing_text"
        )
